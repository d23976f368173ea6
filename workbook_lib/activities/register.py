"""How a text is written: greeting, farewell, short forms, length of sentences, loudness. Pure.

Only what can be counted or quoted: whether a tone is right is for the people who write to each other to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Manner = Literal["casual", "formal", "plain"]

_GREETINGS = re.compile(
    r"\s*((?:hi|hey|hello|hiya|yo|howdy|dear|to|sir|madam|good (?:morning|afternoon|evening)|morning)\b"
    r"[^\n,.!?:;–—]{0,40})",
    re.IGNORECASE,
)
_FAREWELLS = re.compile(
    r"\b(yours (?:sincerely|faithfully|truly)|(?<=[.!?\n] )yours|(?:kind|best|warm) regards|regards|sincerely"
    r"|respectfully|(?:best|kind|warm|warmest|good) wishes|with (?:sympathy|thanks)|many thanks|cheers|ta|thanks"
    r"|thank you|take care|bye|see you|talk soon)\b",
    re.IGNORECASE,
)
_SHORT_FORM = re.compile(
    r"\b(?:\w+n't|\w+'(?:m|re|ve|ll|d)|(?:it|that|he|she|there|what|here|let|who|where|how)'s)\b",
    re.IGNORECASE,
)
_SMILEY = re.compile(r"[:;]-?[)D(P]|[\U0001F300-\U0001FAFF\u2600-\u27BF]")
_CAPITALS = re.compile(r"\b[A-Z]{4,}\b")
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_STOP = re.compile(r"[.!?…]+[\"”']?(?:\s|$)|\n+")
_CASUAL_WORDS = frozenset(
    ("hi", "hey", "hiya", "yo", "howdy", "cheers", "ta", "bye", "thanks", "see", "talk")
)
_FORMAL_WORDS = frozenset(("dear", "to", "sir", "madam", "yours", "regards", "sincerely", "respectfully"))
_LAST = 90
"""A farewell stands in the last letters of a text, with the name under it."""
LONG = 16
"""Words in a sentence from which on it reads as written and not as spoken."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What can be seen in one text. ``each`` is words in a sentence, on the whole; quotations stand as written."""

    words: int
    each: int
    greeting: str
    farewell: str
    short_forms: tuple[str, ...]
    exclaims: int
    shouted: tuple[str, ...]
    smileys: int

    @property
    def manner(self) -> Manner:
        """On the whole: spoken, as a letter, or neither."""
        formal = 2 * _begins(self.greeting, _FORMAL_WORDS) + _begins(self.farewell, _FORMAL_WORDS)
        formal += (self.each >= LONG) + (not self.short_forms and self.words >= LONG)
        casual = 2 * _begins(self.greeting, _CASUAL_WORDS) + _begins(self.farewell, _CASUAL_WORDS)
        casual += bool(self.short_forms) + bool(self.exclaims or self.smileys)
        if abs(formal - casual) < 2:
            return "plain"
        return "formal" if formal > casual else "casual"


def _begins(text: str, words: frozenset[str]) -> bool:
    found = _WORD.findall(text.lower())
    return bool(found) and (found[0] in words or found[-1] in words)


def marks(text: str) -> Marks:
    """The marks of ``text``."""
    plain = text.replace("’", "'")
    greeting = _GREETINGS.match(plain)
    farewells = list(_FAREWELLS.finditer(plain, max(0, len(plain) - _LAST)))
    words = len(_WORD.findall(plain))
    sentences = sum(bool(_WORD.search(piece)) for piece in _STOP.split(plain))
    forms = {found.lower(): found for found in reversed(_SHORT_FORM.findall(plain))}
    return Marks(
        words=words,
        each=round(words / max(1, sentences)),
        greeting=greeting.group(1).strip() if greeting else "",
        farewell=farewells[-1].group() if farewells else "",
        short_forms=tuple(reversed(forms.values())),
        exclaims=plain.count("!"),
        shouted=tuple(dict.fromkeys(_CAPITALS.findall(plain))),
        smileys=len(_SMILEY.findall(plain)),
    )


def gaps(mood: str, theirs: Marks, yours: Marks) -> Iterator[str]:
    """Where a reply is written far from its client, by name; ``mood`` is how the client writes."""
    raw = mood in ("furious", "grieving")
    if raw and (yours.exclaims or yours.smileys):
        yield "cheerful"
    if mood != "formal" and yours.manner == "formal":
        yield "stiff"
    if mood == "formal" and (yours.manner == "casual" or yours.smileys):
        yield "loose"
    if mood != "formal" and yours.each >= LONG and yours.each >= 1.5 * theirs.each:
        yield "long"
    if mood in ("formal", "grieving") and yours.words < 25 and 2 * yours.words < theirs.words:
        yield "brisk"


def found_at(text: str, phrases: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where any of ``phrases`` stands in ``text`` as whole words, capitals aside: offsets, in order."""
    if phrases:
        either = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(phrases, key=len, reverse=True))
        for found in re.finditer(rf"\b(?:{either})\b", text.replace("’", "'"), re.IGNORECASE):
            yield found.span()


def stays(texts: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """What two or more replies of one hand have in common, by kind: quotations, or none where it needs none.

    Kinds: ``greeting``, ``farewell``, ``short_forms``, ``each`` (words in a sentence) and ``phrases`` (three
    words or more in a row that stand in at least two of them, the longest first).
    """
    read = [marks(text) for text in texts]
    found: dict[str, tuple[str, ...]] = {}
    for kind, words in (("greeting", [m.greeting for m in read]), ("farewell", [m.farewell for m in read])):
        first = {_WORD.findall(w.lower())[0] if w else "" for w in words}
        if len(first) == 1 and "" not in first:
            found[kind] = (words[0].split()[0],)
    if all(m.short_forms for m in read):
        shared = set.intersection(*({form.lower() for form in m.short_forms} for m in read))
        found["short_forms"] = tuple(form for form in read[0].short_forms if form.lower() in shared)
    lengths = [m.each for m in read]
    if max(lengths) - min(lengths) <= 4:
        found["each"] = (str(round(sum(lengths) / len(lengths))),)
    if phrases := _shared_runs(texts):
        found["phrases"] = phrases
    return found


def _shared_runs(texts: Sequence[str], least: int = 3, most: int = 3) -> tuple[str, ...]:
    """Words in a row, within one sentence, that stand in two texts or more: the longest ones."""
    kept: list[str] = []
    for size in range(8, least - 1, -1):
        runs = [_runs(text, size) for text in texts]
        for run in dict.fromkeys(run for one in runs for run in one):
            if sum(run in one for one in runs) > 1 and not any(run in longer for longer in kept):
                kept.append(run)
    return tuple(kept[:most])


def _runs(text: str, size: int) -> dict[str, None]:
    sentences = [_WORD.findall(piece) for piece in _STOP.split(text.lower().replace("’", "'"))]
    return {" ".join(words[i : i + size]): None for words in sentences for i in range(len(words) - size + 1)}
