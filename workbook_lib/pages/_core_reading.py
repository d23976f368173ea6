"""How the core practice reads an answer, and what it asks then."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..activities import five_questions as activity
from ..coaching import coach
from ..model import Assessment, Entry, Kind
from ..scoring import score_reflection, score_reply
from . import _care as care
from . import _core_case as case_box

if TYPE_CHECKING:
    from ._core import Practice

REMEMBERED = 8
"""So many of the last questions are not asked again while another is left."""


def kind(prompt: str) -> Kind:
    """Which rubric a prompt's texts are read by."""
    return "reply" if prompt in {"reply", "limit"} else "reflection"


def assess(practice: Practice, prompt: str, text: str) -> Assessment:
    """Read a text as what it is: a reply beside the client's message, a reflection beside its case."""
    safety = practice.scenario.safety if practice.scenario else False
    return care.assess(practice.page, kind(prompt), text, partial(_score, practice, prompt), safety=safety)


def _score(practice: Practice, prompt: str, text: str) -> Assessment:
    case = practice.scenario
    if prompt in activity.UNREAD:
        return care.unread(practice.page, kind(prompt), prompt if text.strip() else "no_words")
    if prompt != "reply":
        return score_reflection(text, prompt, case=case)
    message = case_box.message(practice)
    return score_reply(text, message.text if message else None, case.library_at_fault if case else None)


def coach_on(practice: Practice, prompt: str, entry: Entry) -> None:
    """Choose what to notice and one question; kept with the place, so that it stands after a reload."""
    assert entry.assessment is not None  # noqa: S101 - only entries that were read come here
    place = practice.page.place
    recent = [(str(situation), int(wording)) for situation, wording in place.get("recent", [])]
    safe = practice.scenario is None or not practice.scenario.safety
    message = case_box.message(practice) if safe else None
    said = coach(
        entry.assessment,
        practice.page.content.feedback,
        text=entry.text,
        message=message.text if message else "",
        aim=activity.AIMS.get(prompt, ()),
        question=prompt,
        recent=recent,
        disputed=entry.disputed.keys(),
    )
    coached = {**place.get("coached", {}), entry.id: {"notice": said.notice, "question": said.question}}
    recent = [*recent, (said.situation, said.wording)][-REMEMBERED:]
    practice.page.remember(coached=coached, recent=recent)
