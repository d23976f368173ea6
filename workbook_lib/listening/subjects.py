"""What a turn asks about or takes up, of all that the client can speak of. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from workbook_lib.listening.client import Answer, Client, Fact
from workbook_lib.listening.deeds import does_any
from workbook_lib.listening.small_talk import SmallTalk, mentions, overlapping, pattern, sentences
from workbook_lib.model import TurnReading

_DOING = re.compile(r"\s+\w{2,}ing\b", re.IGNORECASE)
_IT = re.compile(r"\b(?:that|it|this|there)\b", re.IGNORECASE)
_AGREE = re.compile(r",\s*\w+(?:n['’]t)? (?:it|they|you|he|she|that|we)\?\W*$", re.IGNORECASE)
_ELSE = re.compile(r"\belse\b", re.IGNORECASE)
_ASKING = frozenset({"asks_open", "asks_closed", "offers_choice"})


@dataclass(frozen=True, slots=True)
class Subjects:
    """The subjects of a turn, the fittest first; ``asks`` where it wants an answer.

    ``offered``: what it offers or says, of what the client answers though nothing is asked.
    ``room``: it leaves the client room to go on with what is theirs. A question about something particular
    doesn't: that wants its answer first.
    """

    found: tuple[Fact | Answer, ...] = ()
    asks: bool = False
    offered: tuple[Answer, ...] = ()
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
    known = [one for one in client.answers if set(one.after) <= set(told)]
    every: list[Fact | Answer] = [*client.facts.values(), *(one for one in known if _answers(one, done))]
    met = [one for one in known if does_any(done, one.does)]
    offered = tuple(one for one in _about(met, text, small) if isinstance(one, Answer))
    asked = list(_asked(text, reading, small))
    steps_last = (
        does_any(done, ("acts", "suggests")) and asked != [] and not text.rstrip().endswith(asked[-1])
    )
    if not asked or steps_last:  # who asks and then gives is answered for what they give
        return Subjects(_about(every, text, small), offered=offered)
    # Who asks twice in a row wants the last answered; "For your daughter?" before it only gives back.
    found = _about(every, asked[-1], small) or _about(every, " ".join(asked), small)
    # "Go back as far as you like" leaves it to them what they speak of.
    wanted = (
        pattern(small.invites).sub(" ", " ".join(asked).replace("’", "'"))
        if small.invites
        else " ".join(asked)
    )
    if found or small.telling(wanted) - small.telling(client.name):
        before = () if found or not _IT.search(asked[-1]) else _about(every, text, small)
        return Subjects(found or before, asks=True, offered=offered, room=False)
    # "And how was that?" asks about what was said just before it; "Is that all right?" and "What else?" don't.
    before = (
        _about(every, text, small) if small.is_question(asked[-1]) and not _ELSE.search(asked[-1]) else ()
    )
    return Subjects(before, asks=True, offered=offered)


def _answers(answer: Answer, done: Sequence[str]) -> bool:
    """Whether it answers a question: most do; one that is for what a turn does only where that asks."""
    return not answer.does or bool(_ASKING & set(answer.does) & set(done))


def _asked(text: str, reading: TurnReading, small: SmallTalk) -> Iterator[str]:
    invited = {e.quote.strip() for e in reading.evidence if e.dimension in _ASKING}
    # "Shall I ask her?" offers a step, and "didn't they?" wants no answer.
    steps = {e.quote.strip() for e in reading.evidence if e.dimension == "acts"}
    for sentence in sentences(text):
        if (
            sentence in steps
            or mentions(sentence, (*small.offers, *small.proposes))
            or _AGREE.search(sentence)
        ):
            continue
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
    for match in overlapping(about).finditer(plain) if about else ():
        said = sum(map(len, small.speaking(match[1])))
        if said or not _DOING.match(plain[match.end(1) :]):
            weights.append((said, len(match[1])))
    return max(weights)
