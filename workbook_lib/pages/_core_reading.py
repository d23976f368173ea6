"""How the core practice reads an answer, and what it asks then."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..activities import five_questions as activity
from ..model import Assessment, Dimension, Entry, Kind
from ..scoring import score_reflection, score_reply
from . import _care as care
from . import _coached as coached
from . import _core_case as case_box

if TYPE_CHECKING:
    from ._core import Practice


def kind(prompt: str) -> Kind:
    """Which rubric a prompt's texts are read by."""
    return "reply" if prompt in {"reply", "limit"} else "reflection"


def aim(practice: Practice, prompt: str) -> Dimension:
    """What a text is rated by before it is read: the first of what its question asks for."""
    dimensions = practice.page.content.rubric(kind(prompt)).dimensions
    return next(d for d in dimensions if d.id == activity.AIMS[prompt][0])


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
    # An abusive client's words are not held up to whoever they were meant for.
    safe = practice.scenario is None or not practice.scenario.safety
    message = case_box.message(practice) if safe else None
    aims = activity.AIMS.get(prompt, ())
    coached.choose(practice.page, entry, aims, prompt, message.text if message else "")
