"""Five questions about one client: which step is open, what was read, and what a step may do next. Pure.

The state is made anew from the journal on every opening, so whatever a learner kept is where they left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..model import Entry, Level

QUESTIONS = (
    "why_important",
    "what_made_them_feel",
    "hardship",
    "who_and_what_motivates",
    "how_would_i_feel",
)
"""The five self-questions, by prompt id, in the order of their source."""

AIMS: Mapping[str, tuple[str, ...]] = {
    "why_important": ("perspective", "specificity"),
    "what_made_them_feel": ("emotion", "perspective"),
    "hardship": ("perspective", "specificity"),
    "who_and_what_motivates": ("curiosity", "perspective"),
    "how_would_i_feel": ("emotion", "self_awareness"),
}
"""What each question asks for most, by dimension: coaching looks there first."""

Mark = Literal["open", "kept", "ahead"]


@dataclass(frozen=True, slots=True)
class Walk:
    """One learner's way through one case. ``readings`` are the entries of each step, oldest first."""

    scenario: str
    steps: tuple[str, ...]
    open: str
    readings: Mapping[str, tuple[Entry, ...]]

    @property
    def done(self) -> bool:
        """Whether every step holds something kept."""
        return all(self.readings.get(step) for step in self.steps)

    def mark(self, step: str) -> Mark:
        """Where a step stands: the open one, one with something kept, or one still ahead."""
        if step == self.open:
            return "open"
        return "kept" if self.readings.get(step) else "ahead"

    def latest(self, step: str) -> Entry | None:
        """The last thing kept at a step."""
        kept = self.readings.get(step, ())
        return kept[-1] if kept else None

    def levels_before(self, step: str) -> dict[str, Level] | None:
        """The levels of the reading before the last one that was read, for before and after."""
        read = [e.assessment for e in self.readings.get(step, ()) if e.assessment and e.assessment.was_read]
        return read[-2].levels if len(read) > 1 else None


def walk(scenario: str, steps: Sequence[str], entries: Iterable[Entry], open_step: str = "") -> Walk:
    """The way through ``scenario`` as the journal's ``entries`` (oldest first) show it.

    Opens ``open_step`` where it is one of the steps, else the first step with nothing kept, else the first.
    """
    readings: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        if entry.scenario == scenario and entry.prompt in steps:
            readings[entry.prompt] = (*readings.get(entry.prompt, ()), entry)
    first_free = next((s for s in steps if s not in readings), steps[0])
    chosen = open_step if open_step in steps else first_free
    return Walk(scenario, tuple(steps), chosen, readings)


def go_to(walk: Walk, step: str) -> Walk:
    """The same way with another step open. Raises ValueError where there is no such step."""
    if step not in walk.steps:
        raise ValueError(f"no such step: {step!r}")
    return replace(walk, open=step)


def go_on(walk: Walk) -> Walk:
    """The step after the open one; the last step stays open."""
    place = walk.steps.index(walk.open)
    return replace(walk, open=walk.steps[min(place + 1, len(walk.steps) - 1)])


def keep(walk: Walk, entry: Entry) -> Walk:
    """The same way with one more thing kept."""
    kept = (*walk.readings.get(entry.prompt, ()), entry)
    return replace(walk, readings={**walk.readings, entry.prompt: kept})
