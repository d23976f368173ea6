"""Choosing the client's line: by their state and by what the turn did. No line comes twice in a conversation."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from workbook_lib.listening.client import WARM, Answer, Client, Fact, State
from workbook_lib.listening.deeds import CLOSES, GROUPS, does_any, in_group
from workbook_lib.listening.subjects import Subjects
from workbook_lib.model import TurnReading

QUOTE = "{quote}"
"""Where a line takes up the learner's own words."""
_EDGE = " \t.,;:!?…—–-\"“”'‘’()[]"
LONGEST_SAID = 8
"""Words. Nobody repeats more of what was said to them."""


def place(seed: int, salt: str, count: int) -> int:
    """A number below ``count``, the same for the same seed and salt."""
    return zlib.crc32(f"{seed}\n{salt}".encode()) % count


@dataclass(frozen=True, slots=True)
class Saying:
    """What may still be said in one turn; ``used`` grows with what is."""

    seed: int
    turn: int
    used: set[str]

    def fresh(self, lines: Sequence[str], salt: str, quote: str = "") -> str:
        """One of the lines that weren't used yet, with the learner's words in it; "" where there is none."""
        ready = [said for line in lines if (said := _filled(line, quote)) and said not in self.used]
        if not ready:
            return ""
        # Drawn by the whole list, so that a line that was used doesn't shift the choice among the others more
        # than it must.
        # Answers come in the order of the file, which has the plainest first.
        drawn = place(self.seed, f"{self.turn}.{salt}", len(ready))
        chosen = ready[0 if salt.startswith(("answer", "more")) else drawn]
        self.used.add(chosen)
        return chosen


def _filled(line: str, quote: str) -> str:
    if QUOTE not in line:
        return line
    return line.replace(QUOTE, quote) if quote else ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the client answers to: the deeds of a turn, its reading, what it is about, and the facts told before."""

    done: tuple[str, ...]
    reading: TurnReading
    about: Subjects
    told: tuple[str, ...]
    trust: int = 0
    last: Fact | None = None

    @property
    def dwells(self) -> Fact | None:
        """The fact told before that a turn asks about, gives back or meets: the last, or else the nearest."""
        nearest = self.last if self.last and not self.about.asks else next(iter(self.about.found), None)
        hears = self.about.asks or does_any(self.done, ("takes_up", "names_feeling"))
        there = hears and not CLOSES & set(self.done)
        return nearest if there and isinstance(nearest, Fact) and nearest.id in self.told else None


def line(client: Client, state: State, said: Saying, heard: Heard, fact: Fact | None) -> tuple[str, bool]:
    """What the client answers to a turn, with ``fact`` where they tell it; "" where nothing is left to say.

    And whether it comes of how they are now, so that it agrees with what is seen of them.
    """
    quote = _quote(heard.done[0], heard.reading)
    pools = _telling(fact, heard) if fact else _reacting(client, state, heard)
    if quote and not fact and place(said.seed, f"{said.turn}.quote", 2):
        quoting = [words for words in client.lines.get(heard.done[0], ()) if QUOTE in words]
        pools = chain([(quoting, "quoting")], pools)
    found = ((said.fresh(lines, salt, quote), salt) for lines, salt in pools)
    words, salt = next(((words, salt) for words, salt in found if words), ("", ""))
    return words, salt.startswith(("now ", "tell "))


def _telling(fact: Fact, heard: Heard) -> Iterator[tuple[Sequence[str], str]]:
    if heard.about.asks and fact in heard.about.found:
        yield fact.answers, f"tell {fact.id} asked"
    yield fact.told, f"tell {fact.id}"
    yield fact.answers, f"tell {fact.id} asked"


def _reacting(client: Client, state: State, heard: Heard) -> Iterator[tuple[Sequence[str], str]]:
    """The sets of lines to try, the fittest first. What closes, and a limit that means much to them, comes
    before any question."""
    limited = "kind_limit" in heard.done and "limit" in state.lines
    if heard.about.asks and not limited and not CLOSES & set(heard.done):
        yield from _answering(heard)
    yield from _going_along(heard)
    ever = {**client.lines, **client.warmly} if heard.trust >= WARM else client.lines
    for deed in _weighed(heard, limited=limited):
        for lines, whose in ((state.lines, "now"), (ever, "ever")):
            yield from ((lines.get(name, ()), f"{whose} {name}") for name in _names(deed))
    yield from ((lines.get("any", ()), "any") for lines in (state.lines, client.lines))


def can_answer(heard: Heard) -> bool:
    """Whether a turn asks what they can answer in a word; they do, before they go."""
    nearest = next(iter(heard.about.found), None)
    told = isinstance(nearest, Fact) and nearest.id in heard.told and bool(nearest.more)
    return heard.about.asks and (isinstance(nearest, Answer) or told)


def _answering(heard: Heard) -> Iterator[tuple[Sequence[str], str]]:
    """What is asked about, the nearest first; only the nearest is ducked."""
    for number, subject in enumerate(heard.about.found):
        if isinstance(subject, Answer):
            yield subject.says, "answer"
        elif subject.id in heard.told:
            yield subject.more, f"more {subject.id}"
        elif number == 0:
            yield subject.ducks, f"duck {subject.id}"


def _names(deed: str) -> tuple[str, ...]:
    """Under which a line may stand for a deed. What they would like is a question still, and no help."""
    return (deed,) if deed == "offers_choice" else (deed, in_group(deed))


def _going_along(heard: Heard) -> Iterator[tuple[Sequence[str], str]]:
    """What they say to a turn that asks nothing: to what is offered about something, and to what it gives back."""
    if CLOSES & set(heard.done):
        return
    yield from ((answer.says, "answer") for answer in heard.about.offered)
    if heard.dwells and not heard.about.asks and not does_any(heard.done, GROUPS["helped"]):
        yield heard.dwells.more, f"more {heard.dwells.id}"


def _weighed(heard: Heard, *, limited: bool) -> list[str]:
    """The deeds of the turn as the client takes them: a question before what was only said beside it, and a step
    before the limit it comes with, unless the limit means much to them."""
    first = heard.done[0]
    if first == "kind_limit" and "acts" in heard.done and not limited:
        return ["acts", *(deed for deed in heard.done if deed != "acts")]
    asks = [deed for deed in heard.done if deed in _QUESTIONS]
    if heard.about.asks and asks and (first in _QUESTIONS or in_group(first) == "heard"):
        return [*asks, *(deed for deed in heard.done if deed not in asks)]
    return list(heard.done)


_QUESTIONS = ("asks_open", "asks_closed")


def _quote(deed: str, reading: TurnReading) -> str:
    """A few words of the learner's that the deed rests on, word for word; "" where they aren't short enough."""
    for evidence in reading.evidence:
        if evidence.dimension == deed:
            words = evidence.quote.strip(_EDGE)
            if words and "\n" not in words and len(words.split()) <= LONGEST_SAID:
                return words
    return ""
