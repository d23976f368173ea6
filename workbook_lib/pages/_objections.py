"""What a learner may say against a reading: not what I meant, bigger than a reply, replace this, leave it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from .. import details
from ..activities import five_questions as activity
from ..widgets import Reply
from . import _care as care

if TYPE_CHECKING:
    from ._core import Practice


def dispute(practice: Practice, prompt: str) -> Reply:
    """ "This is not what I meant": ask which mark, and what was meant."""
    practice.disputing = "" if practice.disputing == prompt else prompt
    return Reply(practice.parts(), focus=f"dispute-{prompt}" if practice.disputing else "")


def withdraw(practice: Practice, prompt: str) -> Reply:
    """Take a mark away, and keep why."""
    entry = practice.walk.latest(prompt)
    dimension = practice.choice(f"dispute-{prompt}")
    if entry is None or not dimension:
        return Reply(practice.parts(), focus=f"dispute-{prompt}")
    reason, _ = practice.page.draft(practice.slot(f"not_meant_{prompt}"))
    changed = practice.page.dispute(entry, dimension, reason)
    kept = {**practice.walk.kept, prompt: (*practice.walk.kept[prompt][:-1], changed)}
    practice.walk = replace(practice.walk, kept=kept)
    practice.disputing = ""
    return Reply(
        practice.parts(), focus=f"{prompt}-heading", announce=practice.page.word("reading.withdrawn")
    )


def bigger(practice: Practice, prompt: str) -> Reply:
    """The learner says that this is about someone being hurt: help in place of the reading."""
    last = practice.walk.latest(prompt)
    if last is not None:
        unread = care.bigger(practice.page, practice.kind(prompt))
        slot, wording = practice.slot(prompt), last.prompt_wording
        practice.walk = activity.keep(
            practice.walk, practice.page.keep(slot, last.text, wording, unread, revises=last.id)
        )
    return Reply(practice.parts(), focus="care-heading")


def replace_details(practice: Practice, prompt: str) -> Reply:
    """Replace what could tell who a client is, as the learner asked."""
    text, _ = practice.page.draft(practice.slot(prompt))
    words = {kind: practice.page.word(f"details.in_place_{kind}") for kind in details.KINDS}
    practice.page.put(practice.slot(prompt), details.replaced(text, details.details(text), words))
    return Reply(practice.parts(), focus=f"answer-{prompt}", announce=practice.page.word("details.replaced"))


def leave_details(practice: Practice, prompt: str) -> Reply:
    """Leave them; not asked again for this answer."""
    left = {**practice.page.place.get("left", {}), f"{practice.walk.scenario}/{prompt}": True}
    practice.page.remember(left=left)
    return Reply(practice.parts(), focus=f"answer-{prompt}")


MOVES: Mapping[str, Callable[[Practice, str], Reply]] = {
    "dispute": dispute,
    "withdraw": withdraw,
    "bigger": bigger,
    "replace": replace_details,
    "leave": leave_details,
}
