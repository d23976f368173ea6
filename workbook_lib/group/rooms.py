"""A room and its steps: where the group is, and what a facilitator can do with it. Pure; times are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from workbook_lib.activities.five_questions import QUESTIONS
from workbook_lib.group import privacy
from workbook_lib.model import Kind

STEPS = (
    "welcome",
    "agreement",
    "case",
    "questions",
    "pair_talk",
    "revise",
    "reply",
    "snapshot",
    "read_together",
    "plan",
    "close",
)
"""Every step there is, in order; `steps` are those of one room."""
READ = "read_together"
READ_ALONE = ("welcome", "agreement", READ, "close")

Together = Literal["", "alone", "after"]
"""Whether a room reads together: not, as all that it does, or after the case."""

PROMPTS: Mapping[str, tuple[str, ...]] = {
    "questions": QUESTIONS,
    "revise": QUESTIONS,
    "reply": ("reply",),
    "plan": ("when_then",),
}
"""The prompts that are answered at a step."""

CASE_SHOWN = frozenset({"case", "questions", "pair_talk", "revise", "reply"})
"""The steps that show the case."""

KINDS: Mapping[str, Kind] = {**dict.fromkeys(QUESTIONS, "reflection"), "reply": "reply"}
"""What a prompt's answers are read as; a plan isn't read."""

LASTS = timedelta(hours=12)
"""A room that nobody ends is ended after so long."""
LONGEST_TIMER = 120

MOST_PEOPLE = 400
"""So many may be in a room at once."""

LONGEST = 10_000
"""The longest answer, in characters."""
MOST_TEXTS = 12
"""A room reads so many texts together at most: about five minutes each."""
LONGEST_OFFER = 600
LONGEST_WHY = 2_000
"""The longest a writer says of why they see a reading differently, in characters."""


@dataclass(frozen=True, slots=True)
class Room:
    """How a room stands. ``version`` rises with every change, so that a page knows whether it is still right.

    ``ends_at`` is when the timer runs out; while ``paused``, ``left`` are the seconds it had. ``readings``: people
    see their own reading. ``manager``: a line manager takes part, and everybody is told. ``least``: see
    `privacy.floor`. ``furthest`` is the last step that was reached; ``came``, how many were in the room at its end.
    ``together``: see `steps`.
    """

    opened_at: datetime
    case: str
    step: str = STEPS[0]
    paused: bool = False
    ends_at: datetime | None = None
    left: int | None = None
    readings: bool = False
    manager: bool = False
    least: int = privacy.OTHERS
    version: int = 1
    ended_at: datetime | None = None
    furthest: str = STEPS[0]
    came: int | None = None
    together: Together = ""

    @property
    def over(self) -> bool:
        return self.ended_at is not None

    def due(self, now: datetime) -> bool:
        """Whether the room has been open for so long that it has to be ended."""
        return not self.over and now - self.opened_at >= LASTS

    def seconds_left(self, now: datetime) -> int | None:
        """What the timer shows, in whole seconds; None where none runs."""
        if self.ends_at is None:
            return self.left
        return max(0, round((self.ends_at - now).total_seconds()))


def steps(room: Room) -> tuple[str, ...]:
    """The steps of this room, in order."""
    if room.together == "alone":
        return READ_ALONE
    return STEPS if room.together else tuple(step for step in STEPS if step != READ)


def reads(room: Room, together: Together) -> Room:
    """The room with reading together among its steps, or without. Raises ValueError where it is past that."""
    after = replace(room, together=together)
    if room.step == READ and not together:
        after = replace(after, step="agreement", furthest="agreement", ends_at=None, left=None, paused=False)
    if not {after.step, after.furthest} <= set(steps(after)):
        raise ValueError("way_back")
    return after


def onward(room: Room) -> Room:
    """The next step; the last one stays. The timer stops."""
    return _at(room, min(steps(room).index(room.step) + 1, len(steps(room)) - 1))


def back(room: Room) -> Room:
    """The step before; the first one stays. The timer stops."""
    return _at(room, max(steps(room).index(room.step) - 1, 0))


def _at(room: Room, index: int) -> Room:
    furthest = steps(room)[max(index, _reached(room))]
    return replace(room, step=steps(room)[index], furthest=furthest, ends_at=None, left=None, paused=False)


def _reached(room: Room) -> int:
    return max(steps(room).index(room.furthest), steps(room).index(room.step))


def done(room: Room) -> tuple[str, ...]:
    """The steps that were reached, in order."""
    return steps(room)[: _reached(room) + 1]


def timer(room: Room, minutes: int, now: datetime) -> Room:
    """A timer of so many minutes, from 0 (none) to `LONGEST_TIMER`. Raises ValueError outside."""
    if not 0 <= minutes <= LONGEST_TIMER:
        raise ValueError("minutes")
    return replace(
        room, ends_at=now + timedelta(minutes=minutes) if minutes else None, left=None, paused=False
    )


def extend(room: Room, minutes: int, now: datetime) -> Room:
    """So many minutes more, from now where the time is up already. Raises ValueError as `timer` does."""
    if not 1 <= minutes <= LONGEST_TIMER:
        raise ValueError("minutes")
    left = min((room.seconds_left(now) or 0) + 60 * minutes, 60 * LONGEST_TIMER)
    if room.paused:
        return replace(room, left=left)
    return replace(room, ends_at=now + timedelta(seconds=left))


def pause(room: Room, now: datetime) -> Room:
    """Everybody rests: the timer stands still and nothing is asked."""
    return replace(room, paused=True, left=room.seconds_left(now), ends_at=None)


def resume(room: Room, now: datetime) -> Room:
    """Go on where the pause began."""
    ends = now + timedelta(seconds=room.left) if room.left is not None else None
    return replace(room, paused=False, left=None, ends_at=ends)


def ended(room: Room, now: datetime, came: int = 0) -> Room:
    """The room once everything in it is deleted, ``came`` people too. Ending it again changes nothing."""
    if room.over:
        return room
    last = _at(room, len(steps(room)) - 1)
    return replace(last, furthest=steps(room)[_reached(room)], came=came, ended_at=now)
