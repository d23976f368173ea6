"""What a person's own words show, for their own eyes: read and coached as in the notebook. Help comes first."""

from __future__ import annotations

from workbook_lib import care, render
from workbook_lib.activities.five_questions import AIMS
from workbook_lib.catalog import Catalog
from workbook_lib.coaching import coach
from workbook_lib.group.rooms import KINDS
from workbook_lib.model import Assessment, Kind, Rating, Scenario
from workbook_lib.scoring import score_reflection, score_reply

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


def shown(content: Catalog, prompt: str, text: str, assessment: Assessment | None) -> str:
    """The reading as HTML with one question, or help in its place. Nothing for a question that isn't read."""
    if assessment is None or assessment.note in MET:
        return met(content, assessment)
    said = coach(assessment, content.feedback, text=text, aim=AIMS.get(prompt, ()), question=prompt)
    return render.reading(
        text,
        assessment,
        content.rubric(KINDS[prompt]),
        content.word,
        name="own",
        coaching={"notice": said.notice, "question": said.question},
        asked=AIMS[prompt],
    )
