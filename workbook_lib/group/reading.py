"""What a person's own words show, for their own eyes: read and coached as in the notebook. Help comes first."""

from __future__ import annotations

from typing import Any

from workbook_lib import care, render
from workbook_lib.activities import own_view
from workbook_lib.activities.five_questions import AIMS
from workbook_lib.activities.own_view import Mark
from workbook_lib.catalog import Catalog
from workbook_lib.coaching import coach
from workbook_lib.group.kept import Answer
from workbook_lib.group.rooms import KINDS
from workbook_lib.model import Assessment, Dimension, Kind, Level, Rating, Scenario
from workbook_lib.scoring import score_reflection, score_reply

Said = dict[str, Any]
"""What a writer said of their text and of its reading: ``rated`` (dimension: level; empty where it was passed over)
and ``disputed`` (dimension: why)."""
BIGGER = "bigger_than_a_reply"
MET = frozenset({BIGGER, "own_hurt"})
"""Notes of texts that are met with help and not with a reading."""


def assess(content: Catalog, case: Scenario, prompt: str, text: str) -> Assessment | None:
    """The reading of an answer; not read where it may be about harm. None for a question that isn't read."""
    kind = KINDS.get(prompt)
    found = care.concern(text, content.care)
    if found is not None:
        return _unread(content, kind or "reflection", found.kind if found.kind in MET else BIGGER)
    if kind == "reply":
        return score_reply(text, case.messages[0].text, case.library_at_fault)
    return score_reflection(text, prompt, case=case) if kind else None


def warm(content: Catalog) -> None:
    """Load what reads, so that the first answer in a room doesn't wait for it."""
    assess(content, next(iter(content.scenarios.values())), "reply", "A word or two.")
    score_reflection("A word or two.")


def _unread(content: Catalog, kind: Kind, note: str) -> Assessment:
    rubric = content.rubric(kind)
    ratings = tuple(Rating(d.id, 0, 1.0, False) for d in rubric.dimensions)
    return Assessment(rubric.id, rubric.version, None, ratings, note)


def met(content: Catalog, assessment: Assessment | None) -> str:
    """Help as HTML where a text may be bigger than a reply, else nothing."""
    if assessment is None or assessment.note not in MET:
        return ""
    return render.template("care.html", care=content.care, own=assessment.note == "own_hurt")


def was_read(answer: Answer) -> bool:
    """Whether an answer has a reading to show."""
    return answer.assessment is not None and answer.assessment.was_read


def aim(content: Catalog, prompt: str) -> Dimension:
    """What a text is rated by before it is read: the first of what its question asks for."""
    return next(d for d in content.rubric(KINDS[prompt]).dimensions if d.id == AIMS[prompt][0])


def rated(content: Catalog, prompt: str, chosen: str) -> dict[str, Level]:
    """A rating as it is kept, from the level that was chosen; empty where none was."""
    return own_view.rated(aim(content, prompt), chosen)


def marks(content: Catalog, answer: Answer) -> list[Mark]:
    """What a writer may see differently in the reading of an answer."""
    found = answer.assessment
    return own_view.of_rubric(found, content.rubric(KINDS[answer.prompt])) if found and found.was_read else []


def is_rated(answer: Answer) -> bool:
    """Whether a reading may be shown: its writer has rated the text first, or passed that over."""
    return not was_read(answer) or answer.said is not None


def shown(content: Catalog, answer: Answer) -> str:
    """The reading as HTML with one question, or help in its place. Nothing for a question that isn't read."""
    text, prompt, assessment = answer.text, answer.prompt, answer.assessment
    if assessment is None or assessment.note in MET:
        return met(content, assessment)
    rubric, own = content.rubric(KINDS[prompt]), answer.said or {"rated": {}, "disputed": {}}
    disputed = own["disputed"]
    aims = AIMS.get(prompt, ())
    said = coach(assessment, content.feedback, text=text, aim=aims, question=prompt, disputed=disputed.keys())
    return render.reading(
        text,
        assessment,
        rubric,
        content.word,
        name="own",
        coaching={"notice": said.notice, "question": said.question},
        asked=aims,
        disputed=disputed,
        difference=own_view.beside(content.word, rubric, own["rated"], disputed, assessment),
    )
