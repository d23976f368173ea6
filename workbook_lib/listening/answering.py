"""Choosing the client's line: by their state and by what the turn did. No line comes twice in a conversation."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from workbook_lib.listening.client import Client, Fact, State
from workbook_lib.listening.deeds import CLOSES, in_group
from workbook_lib.listening.small_talk import mentions
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
        chosen = ready[place(self.seed, f"{self.turn}.{salt}", len(ready))]
        self.used.add(chosen)
        return chosen


def _filled(line: str, quote: str) -> str:
    if QUOTE not in line:
        return line
    return line.replace(QUOTE, quote) if quote else ""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the client answers to: the deeds of a turn, its text and reading, the facts told before it, and
    whether it wants an answer."""

    done: tuple[str, ...]
    text: str
    reading: TurnReading
    told: tuple[str, ...]
    asking: bool


def line(client: Client, state: State, said: Saying, heard: Heard, fact: Fact | None) -> str:
    """What the client answers to a turn, with ``fact`` where they tell it; "" where nothing is left to say."""
    quote = _quote(heard.done[0], heard.reading)
    pools = _telling(fact, heard) if fact else _reacting(client, state, heard)
    if quote and not fact and place(said.seed, f"{said.turn}.quote", 2):
        quoting = [words for words in client.lines.get(heard.done[0], ()) if QUOTE in words]
        pools = chain([(quoting, "quoting")], pools)
    return next((found for lines, salt in pools if (found := said.fresh(lines, salt, quote))), "")


def _telling(fact: Fact, heard: Heard) -> Iterator[tuple[Sequence[str], str]]:
    if heard.asking and mentions(heard.text, fact.about):
        yield fact.answers, f"answer {fact.id}"
    yield fact.told, fact.id


def _reacting(client: Client, state: State, heard: Heard) -> Iterator[tuple[Sequence[str], str]]:
    """The sets of lines to try, the fittest first."""
    if heard.asking and not CLOSES & set(heard.done):
        for fact in client.facts.values():
            if fact.id not in heard.told and mentions(heard.text, fact.about):
                yield fact.ducks, f"duck {fact.id}"
            elif fact.id in heard.told and mentions(heard.text, fact.about):
                yield fact.answers, f"more {fact.id}"
        yield from ((a.says, "answer") for a in client.answers if mentions(heard.text, a.about))
    deed = heard.done[0]
    for lines, whose in ((state.lines, "now"), (client.lines, "ever")):
        yield from ((lines.get(name, ()), f"{whose} {name}") for name in (deed, in_group(deed)))
    yield from ((lines.get("any", ()), "any") for lines in (state.lines, client.lines))


def _quote(deed: str, reading: TurnReading) -> str:
    """A few words of the learner's that the deed rests on, word for word; "" where they aren't short enough."""
    for evidence in reading.evidence:
        if evidence.dimension == deed:
            words = evidence.quote.strip(_EDGE)
            if words and "\n" not in words and len(words.split()) <= LONGEST_SAID:
                return words
    return ""
