"""What a learner may say against a reading: this is not what I meant, it was missed, it is bigger than a reply."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from ..activities import five_questions as activity
from ..widgets import Reply
from . import _care as care
from . import _core_reading as core_reading
from . import _marks as marks

if TYPE_CHECKING:
    from ._core import Practice


def dispute(practice: Practice, prompt: str) -> Reply:
    """ "This is not what I meant": ask which mark, and what was meant."""
    practice.disputing = "" if practice.disputing == prompt else prompt
    return Reply(practice.parts(), focus=f"dispute-{prompt}" if practice.disputing else "")


def withdraw(practice: Practice, prompt: str) -> Reply:
    """Take a mark away, or note that one was missed, and keep why. The question is chosen anew."""
    entry = practice.walk.latest(prompt)
    dimension = practice.choice(f"dispute-{prompt}")
    word = practice.page.word
    if entry is None or entry.assessment is None or not dimension:
        practice.unchosen = prompt
        return Reply(practice.parts(), focus=f"dispute-{prompt}", announce=word("reading.choose_first"))
    reason, _ = practice.page.draft(marks.slot(*practice.slot(prompt)))
    changed = practice.page.dispute(entry, dimension, reason)
    kept = {**practice.walk.kept, prompt: (*practice.walk.kept[prompt][:-1], changed)}
    practice.walk = replace(practice.walk, kept=kept)
    core_reading.coach_on(practice, prompt, changed)
    practice.disputing = ""
    practice.choose(f"dispute-{prompt}", "")
    missed = not entry.assessment.levels[dimension]
    said = word("reading.missed" if missed else "reading.withdrawn")
    return Reply(
        practice.parts(), focus=f"{prompt}-question", announce=f"{said} {word('reading.new_question')}"
    )


def bigger(practice: Practice, prompt: str) -> Reply:
    """The learner says that this is about someone being hurt: help in place of the reading."""
    last = practice.walk.latest(prompt)
    if last is not None:
        unread = care.bigger(practice.page, core_reading.kind(prompt))
        slot, wording = practice.slot(prompt), last.prompt_wording
        practice.walk = activity.keep(
            practice.walk, practice.page.keep(slot, last.text, wording, unread, revises=last.id)
        )
    return Reply(practice.parts(), focus="care-heading")


MOVES: Mapping[str, Callable[[Practice, str], Reply]] = {
    "dispute": dispute,
    "withdraw": withdraw,
    "bigger": bigger,
}
