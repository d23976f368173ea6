"""The core practice: five questions about one client, then ask, then answer; and what takes their place where
somebody was abused. Pure.

The state is made anew from the journal on every opening, so whatever a learner kept is where they left it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..model import Assessment, Entry, Level

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
    "free": ("perspective", "emotion"),
    "reply": ("acknowledgement", "shared_feeling", "ownership"),
}
"""What each prompt asks for most, by dimension: coaching looks there first, and it is what learners rate."""

UNREAD = ("done_to_me", "i_need", "limit")
"""Prompts about abuse: a question is asked about the answer, and the answer isn't read or rated."""

WRITTEN = (*QUESTIONS, "free", "done_to_me", "i_need")
"""Steps that are one question with one answer; step and prompt have the same id."""

PROMPTS: Mapping[str, tuple[str, ...]] = {
    **{question: (question,) for question in WRITTEN},
    "ask": ("know", "guess", "ask"),
    "reveal": ("asking_changed",),
    "aftermath": ("not_mine",),
    "reply": ("reply", "beside_mine"),
    "limit": ("limit", "beside_mine"),
    "plan": ("when_then",),
}
"""Step id to the prompts that are answered there; any one of them being kept makes the step kept."""

STEPS: tuple[str, ...] = (*QUESTIONS, "ask", "reveal", "reply", "plan")
"""The whole practice. A four-minute case has ``free`` alone."""

SAFETY_STEPS: tuple[str, ...] = ("done_to_me", "i_need", "aftermath", "limit", "plan")
"""Where somebody abused staff: what was done, what one needs and whom one tells, what isn't one's own to carry,
the limit and how it is said, and the next time. Nobody is asked why it mattered to the client."""

Mark = Literal["open", "kept", "ahead"]


@dataclass(frozen=True, slots=True)
class Walk:
    """One learner's way through one case. ``kept`` are the entries of each prompt, oldest first."""

    scenario: str
    steps: tuple[str, ...]
    open: str
    kept: Mapping[str, tuple[Entry, ...]]

    @property
    def done(self) -> bool:
        """Whether every step holds something kept."""
        return all(self.is_kept(step) for step in self.steps)

    def is_kept(self, step: str) -> bool:
        """Whether something is kept at a step."""
        return any(self.kept.get(prompt) for prompt in PROMPTS[step])

    def mark(self, step: str) -> Mark:
        """Where a step stands: the open one, one with something kept, or one still ahead."""
        if step == self.open:
            return "open"
        return "kept" if self.is_kept(step) else "ahead"

    def latest(self, prompt: str) -> Entry | None:
        """The last thing kept for a prompt."""
        kept = self.kept.get(prompt, ())
        return kept[-1] if kept else None

    def reading_before(self, prompt: str) -> Assessment | None:
        """The reading before the last one that was read, for before and after."""
        read = [e.assessment for e in self.kept.get(prompt, ()) if e.assessment and e.assessment.was_read]
        return read[-2] if len(read) > 1 else None


def walk(scenario: str, entries: Iterable[Entry], open_step: str = "", steps: Sequence[str] = STEPS) -> Walk:
    """The way through ``scenario`` as the journal's ``entries`` (oldest first) show it.

    Opens ``open_step`` where it is one of the steps, else the first step with nothing kept, else the first.
    """
    kept: dict[str, tuple[Entry, ...]] = {}
    for entry in entries:
        if entry.scenario == scenario:
            kept[entry.prompt] = (*kept.get(entry.prompt, ()), entry)
    way = Walk(scenario, tuple(steps), open_step, kept)
    if open_step in steps:
        return way
    return replace(way, open=next((s for s in steps if not way.is_kept(s)), steps[0]))


@dataclass(frozen=True, slots=True)
class Met:
    """A case that was begun: how many of its steps hold something kept."""

    scenario: str
    kept: int
    steps: int

    @property
    def finished(self) -> bool:
        """Whether every step holds something kept."""
        return self.kept == self.steps


def met(entries: Iterable[Entry], steps_of: Callable[[str], Sequence[str]]) -> list[Met]:
    """The cases that ``entries`` (oldest first) speak of, the one written in last first."""
    prompts: dict[str, set[str]] = {}
    for entry in entries:
        prompts[entry.scenario] = prompts.pop(entry.scenario, set()) | {entry.prompt}
    return [_met(scenario, kept, steps_of(scenario)) for scenario, kept in reversed(prompts.items())]


def _met(scenario: str, kept: Collection[str], steps: Sequence[str]) -> Met:
    return Met(scenario, sum(any(prompt in kept for prompt in PROMPTS[step]) for step in steps), len(steps))


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
    return replace(walk, kept={**walk.kept, entry.prompt: (*walk.kept.get(entry.prompt, ()), entry)})


def difference(rated: Level, read: Level) -> Literal["same", "lower", "higher"]:
    """How a learner's own rating stands beside the reading's level."""
    if rated == read:
        return "same"
    return "lower" if rated < read else "higher"
