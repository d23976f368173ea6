"""How a turn is heard: beside all that the client has said, and as a question where only the sign is missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workbook_lib.listening.conversation import Conversation
from workbook_lib.listening.deeds import RESTS_ON, deeds
from workbook_lib.listening.fairly import fairly
from workbook_lib.listening.small_talk import SmallTalk
from workbook_lib.model import Evidence, TurnReading
from workbook_lib.scoring import read_turn

LONGEST = 2000
"""Letters of a turn that are heard; nobody at a desk listens to more at a stretch."""
_HEARD = 6
"""Lines after which a solution is no longer early."""
_STAGE = re.compile(r"\([^()]*\)")


def spoken(words: str) -> str:
    """What is said of a line, without what is seen: "(He nods.) Yes." is "Yes."."""
    return " ".join(_STAGE.sub(" ", words).split())


def client_words(talk: Conversation) -> str:
    """Everything the client has said so far, the last first."""
    lines = [talk.opening, *(turn.line for turn in talk.turns)]
    return "\n".join(filter(None, map(spoken, reversed(lines))))


def hear(talk: Conversation, text: str, small: SmallTalk) -> TurnReading:
    """What ``text`` does at this point of the conversation; evidence quotes ``text`` to the letter.

    A solution is early until something of the client's was heard, so what was said before is given only then.
    """
    heard = text[:LONGEST]
    asked = heard + "?" if small.lacks_sign(heard) else heard
    before = "\n".join(turn.text for turn in talk.turns) if talk.heard else ""
    said = client_words(talk)
    reading = read_turn(asked, said, before)
    evidence = tuple(
        replace(e, end=min(e.end, len(heard)), quote=e.quote[: len(heard) - e.start])
        for e in reading.evidence
    )
    return fairly(TurnReading(reading.moves, evidence), heard, said, small)


def hear_beside(
    text: str, client_said: str, before: Sequence[str], small: SmallTalk
) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    """What a turn does in a conversation that two people write, and what that rests on.

    ``before`` are the lines so far, the client's at even places.
    """
    heard, theirs = text[:LONGEST], "\n".join((client_said, *before[::2]))
    reading = fairly(read_turn(heard, client_said, "\n".join(before[1::2])), heard, theirs, small)
    done = deeds(reading, text, small, early=len(before) < _HEARD, asked=False, matter=True)
    kept = {RESTS_ON.get(deed, deed) for deed in done}
    found = tuple(e for e in reading.evidence if e.dimension in kept)
    return done, (*found, *small.quotes(text, kept - {e.dimension for e in found}))
