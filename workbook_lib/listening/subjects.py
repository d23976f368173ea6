"""What a turn asks about or takes up, of all that the client can speak of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workbook_lib.listening.client import Answer, Client, Fact
from workbook_lib.listening.small_talk import SmallTalk, longest, mentions, sentences
from workbook_lib.model import TurnReading

_ELSE = re.compile(r"\belse\b", re.IGNORECASE)
_ASKING = frozenset({"asks_open", "asks_closed", "offers_choice"})


@dataclass(frozen=True, slots=True)
class Subjects:
    """The subjects of a turn, the fittest first; ``asks`` where it wants an answer.

    ``room``: it leaves the client room to go on with what is theirs. A question about something particular
    doesn't: that wants its answer first.
    """

    found: tuple[Fact | Answer, ...] = ()
    asks: bool = False
    room: bool = True

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts it speaks of, up to where an ordinary question is nearer."""
        return tuple(_facts(self.found, stop=self.asks))


def _facts(found: Iterable[Fact | Answer], *, stop: bool) -> Iterator[str]:
    for subject in found:
        if isinstance(subject, Fact):
            yield subject.id
        elif stop:
            return


def subjects(client: Client, text: str, reading: TurnReading, small: SmallTalk) -> Subjects:
    """What ``text`` is about. Its questions are looked at first: what is asked outweighs what is only said."""
    asked = " ".join(_asked(text, reading, small))
    if not asked:
        return Subjects(_about(client, text))
    found = _about(client, asked)
    if found or small.telling(asked) - small.telling(client.name):
        return Subjects(found, asks=True, room=False)
    # "And how was that?" asks about what was said just before it; "Is that all right?" and "What else?" don't.
    before = small.is_question(asked) and not _ELSE.search(asked)
    return Subjects(_about(client, text) if before else (), asks=True)


def _asked(text: str, reading: TurnReading, small: SmallTalk) -> Iterator[str]:
    invited = {e.quote.strip() for e in reading.evidence if e.dimension in _ASKING}
    for sentence in sentences(text):
        plain = sentence.endswith("?") or small.lacks_sign(sentence) or sentence in invited
        if plain or mentions(sentence, small.invites):
            yield sentence


def _about(client: Client, text: str) -> tuple[Fact | Answer, ...]:
    every: list[Fact | Answer] = [*client.facts.values(), *client.answers]
    weighed = [(longest(text, one.about), one) for one in every]
    return tuple(one for weight, one in sorted(weighed, key=lambda w: -w[0]) if weight)
