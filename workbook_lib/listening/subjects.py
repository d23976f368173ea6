"""What a turn asks about or takes up, of all that the client can speak of. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbook_lib.listening.client import Answer, Client, Fact
from workbook_lib.listening.deeds import does_any
from workbook_lib.listening.small_talk import SmallTalk, mentions, pattern, sentences
from workbook_lib.model import TurnReading

_DOING = re.compile(r"\s+\w{2,}ing\b", re.IGNORECASE)
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


def subjects(
    client: Client,
    text: str,
    reading: TurnReading,
    small: SmallTalk,
    told: Collection[str] = (),
    done: Sequence[str] = (),
) -> Subjects:
    """What ``text`` is about, of what can be spoken of when ``told`` was told and the turn has ``done`` this.

    Its questions are looked at first: what is asked outweighs what is only said.
    """
    fits = [one for one in client.answers if not one.does or does_any(done, one.does)]
    every: list[Fact | Answer] = [
        *client.facts.values(),
        *(one for one in fits if set(one.after) <= set(told)),
    ]
    asked = " ".join(_asked(text, reading, small))
    if not asked:
        return Subjects(_about(every, text, small))
    found = _about(every, asked, small)
    if found or small.telling(asked) - small.telling(client.name):
        return Subjects(found, asks=True, room=False)
    # "And how was that?" asks about what was said just before it; "Is that all right?" and "What else?" don't.
    before = small.is_question(asked) and not _ELSE.search(asked)
    return Subjects(_about(every, text, small) if before else (), asks=True)


def _asked(text: str, reading: TurnReading, small: SmallTalk) -> Iterator[str]:
    invited = {e.quote.strip() for e in reading.evidence if e.dimension in _ASKING}
    for sentence in sentences(text):
        plain = sentence.endswith("?") or small.lacks_sign(sentence) or sentence in invited
        if plain or mentions(sentence, small.invites):
            yield sentence


def _about(every: Sequence[Fact | Answer], text: str, small: SmallTalk) -> tuple[Fact | Answer, ...]:
    weighed = [(_weight(text, one.about, small), one) for one in every]
    return tuple(one for weight, one in sorted(weighed, key=lambda w: w[0], reverse=True) if weight[1])


def _weight(text: str, about: tuple[str, ...], small: SmallTalk) -> tuple[int, int]:
    """How near a text is to a subject: the letters of the words that say something, and then of all that fits.

    "Who are you" is no more than a beginning where a verb follows: "who are you cooking for".
    """
    plain = text.replace("’", "'")
    weights = [(0, 0)]
    for match in pattern(about).finditer(plain) if about else ():
        said = sum(map(len, small.speaking(match[0])))
        if said or not _DOING.match(plain[match.end() :]):
            weights.append((said, len(match[0])))
    return max(weights)
