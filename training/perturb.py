"""The same text set otherwise: a sentence that adds nothing, slips of the keys, a learner's grammar, no capitals.

None of these may move a level, so training sees such copies beside their texts, with no difference between them.
What is done to a text depends on its id alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from workbook_lib.scoring.segment import segment

_FILLERS = (
    "It was a Tuesday.",
    "The heating had come on by then.",
    "I am writing this on the bus.",
    "We open at nine on weekdays.",
    "I had soup for lunch.",
    "The clock in the hall runs slow.",
    "The lift was working again.",
    "It had rained since the morning.",
    "There are two printers on that floor.",
    "I was on the early shift.",
    "My pen ran out.",
    "The blinds were half down.",
    "Outside a bus went past.",
    "Somebody had moved the plant.",
    "This is the third page of my notes.",
)
_REPLY_FILLERS = (
    "It is Tuesday today.",
    "The library is the brick building opposite the bank.",
    "We open at nine on weekdays.",
    "The main desk is on the ground floor.",
    "I work here on Mondays and Tuesdays.",
    "The new shelves came this week.",
    "There are two printers on that floor.",
    "It is raining here.",
    "The lift is working again.",
    "I am writing this from the workroom.",
)
_BASES = {
    "was": "is",
    "were": "are",
    "had": "have",
    "did": "do",
    "felt": "feel",
    "said": "say",
    "went": "go",
    "came": "come",
    "saw": "see",
    "told": "tell",
    "took": "take",
    "gave": "give",
    "made": "make",
    "knew": "know",
    "thought": "think",
    "stood": "stand",
    "heard": "hear",
    "kept": "keep",
    "left": "leave",
    "brought": "bring",
    "found": "find",
    "got": "get",
    "sat": "sit",
    "lost": "lose",
}
_FULL = (
    (r"\b(\w+)n't\b", r"\1 not"),
    (r"\b(I)'m\b", r"\1 am"),
    (r"\b(\w+)'ll\b", r"\1 will"),
    (r"\b(\w+)'ve\b", r"\1 have"),
    (r"\b(\w+)'re\b", r"\1 are"),
)
_ODD_FULL = (("ca not", "can not"), ("wo not", "will not"), ("sha not", "shall not"), ("ai not", "am not"))


def filler(text: str, rng: random.Random, reply: bool) -> str:
    """A sentence that says nothing of anyone, before, after or between the sentences."""
    places = [0, *(end for _, end in segment(text))]
    at = rng.choice(places)
    sentence = rng.choice(_REPLY_FILLERS if reply else _FILLERS)
    return f"{text[:at]} {sentence} {text[at:].lstrip()}".strip()


def slips(text: str, rng: random.Random, reply: bool) -> str:
    """One longer word in seven has two letters swapped, one left out or one doubled."""

    def slip(match: re.Match[str]) -> str:
        word = match.group()
        if rng.random() > 1 / 7:
            return word
        at = rng.randrange(1, len(word) - 2)
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return rng.choice((swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]))

    return re.sub(r"\b[a-z]{5,}\b", slip, text)


def learners(text: str, rng: random.Random, reply: bool) -> str:
    """Articles left out, the past told in the present, endings dropped, "not" without "do"."""

    def drop(chance: float, put: str) -> Callable[[re.Match[str]], str]:
        return lambda match: match.expand(put) if rng.random() < chance else match.group()

    text = re.sub(r"\b(?:the|an?) (?=\w)", drop(0.6, ""), text)
    text = re.sub(r"\b(?:do|does|did)(?:n't| not) (?=\w)", drop(0.7, "not "), text)
    text = re.sub(r"\b(he|she|it) (\w{2,}[^s\W])s\b", drop(0.7, r"\1 \2"), text)
    text = re.sub(r"\b(\w{3,})ed\b", drop(0.3, r"\1"), text)
    return re.sub(
        r"\b(?:" + "|".join(_BASES) + r")\b",
        lambda match: _BASES[match.group()] if rng.random() < 0.5 else match.group(),
        text,
    )


def bare(text: str, rng: random.Random, reply: bool) -> str:
    """No capitals and no apostrophes, as typed on a telephone."""
    return re.sub(r"['’](?=\w)", "", text).lower()


def in_full(text: str, rng: random.Random, reply: bool) -> str:
    """Short forms written out."""
    for short, full in _FULL:
        text = re.sub(short, full, text)
    for odd, full in _ODD_FULL:
        text = text.replace(odd, full)
    return text


def decorated(text: str, rng: random.Random, reply: bool) -> str:
    """A small picture after a sentence or two, and each sentence on its own line."""
    pieces = [text[start:end] for start, end in segment(text)]
    pictures = [rng.choice(("", "", " 🙂", " 📚")) for _ in pieces]
    return rng.choice((" ", "\n")).join(
        piece + picture for piece, picture in zip(pieces, pictures, strict=True)
    )


KINDS = (filler, filler, slips, learners, bare, in_full, decorated)
"""The ways a text may be set otherwise; the filler twice, being the most frequent."""


def perturbed(id_: str, text: str, reply: bool, turn: int = 0) -> str:
    """The text set otherwise; ``turn`` counts a text's copies."""
    rng = random.Random(f"{id_}:{turn}")  # noqa: S311 - no secret
    return rng.choice(KINDS)(text, rng, reply)
