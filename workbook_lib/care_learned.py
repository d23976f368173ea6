"""The learned part of care: a linear model over the words of a text, beside the rules.

What it weighs are words, their base forms and classes, two or three of them in a row or nearly, and which groups
and rules of the vocabulary were found. The weights come from ``training/care.py``.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import sqrt
from typing import Any

from workbook_lib.nearby import Span, Words

UNIT = 100
"""Weights are whole numbers of 1/100."""
_ENDS = ".!?\n"
_ARTICLES = frozenset({"the", "a", "an"})
_SHORTEST, _USUAL = 15, 30
_KEPT = 20_000


class Forms:
    """How words read alike: each word's class in capitals or its base form.

    ``classes`` maps a class to its words, ``base`` an irregular form to its base.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._classes: dict[str, str] = {
            word: name for name, words in data["classes"].items() for word in words.split()
        }
        self._base: Mapping[str, str] = data["base"]
        self.normal = lru_cache(maxsize=_KEPT)(self._normal_of)

    def _normal_of(self, word: str) -> str:
        if word in self._classes:
            return self._classes[word]
        return "NUM" if word.isdigit() else self._base.get(word) or stem(word)


def stem(word: str) -> str:
    """`word` without the ending of a regular form: hurts, hurting -> hurt; slapped -> slap."""
    for ending, shortest, instead in _ENDINGS:
        if len(word) > shortest and word.endswith(ending):
            cut = word[: -len(ending)] + instead
            break
    else:
        return word
    if ending in ("ing", "ed", "s") and len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "ls":
        cut = cut[:-1]
    return cut[:-1] if ending != "e" and len(cut) > 4 and cut.endswith("e") else cut


_ENDINGS = (
    ("ing", 5, ""),
    ("ied", 4, "y"),
    ("ies", 4, "y"),
    ("ed", 4, ""),
    ("ss", 2, "ss"),
    ("s", 3, ""),
    ("e", 4, ""),
)


class Everything:
    """Whatever is asked for is known: for training, which has yet to find out what counts."""

    def __contains__(self, name: object) -> bool:
        return True


class Reader:
    """Finds the features of texts, each by a name, of those that are ``known``."""

    def __init__(self, forms: Forms, known: Container[str]) -> None:
        self._forms, self._known = forms, known
        self._of_word = lru_cache(maxsize=_KEPT)(self._known_of_word)

    def places(self, words: Words, found: Mapping[str, list[Span]]) -> dict[str, Span]:
        """Each feature of the words and of the groups ``found`` in them, with the first place it stands at."""
        seen: dict[str, Span] = {}
        for start, end in _sentences(words.words):
            at = [i for i in range(start, end) if words.words[i] not in _ARTICLES]
            for i in range(start, end):
                for name in self._of_word(words.words[i]):
                    seen.setdefault(name, (i, i + 1))
            self._in_a_row([self._forms.normal(words.words[i]) for i in at], at, seen)
        for group, spans in found.items():
            if "@" + group in self._known:
                seen["@" + group] = spans[0]
        return seen

    def _known_of_word(self, word: str) -> tuple[str, ...]:
        return tuple(name for name in (word, "=" + self._forms.normal(word)) if name in self._known)

    def _in_a_row(self, forms: list[str], at: list[int], seen: dict[str, Span]) -> None:
        """Two and three words in a row, and two with one or two others between."""
        known = self._known
        for one, other, i, j in zip(forms, forms[1:], at, at[1:], strict=False):
            if (name := one + " " + other) in known:
                seen.setdefault(name, (i, j + 1))
        for one, middle, other, i, j in zip(forms, forms[1:], forms[2:], at, at[2:], strict=False):
            if (name := one + " " + middle + " " + other) in known:
                seen.setdefault(name, (i, j + 1))
        for gap in (2, 3):
            for one, other, i, j in zip(forms, forms[gap:], at, at[gap:], strict=False):
                if (name := one + "_" + other) in known:
                    seen.setdefault(name, (i, j + 1))


def _sentences(words: list[str]) -> Iterator[Span]:
    """The sentences of a text, as spans of its words."""
    start = 0
    for i, word in enumerate(words):
        if word[0] in _ENDS:
            if i > start:
                yield start, i
            start = i + 1
    if start < len(words):
        yield start, len(words)


def for_length(words: int) -> float:
    """What a sum is multiplied with: a long text has more words that happen to weigh something."""
    return sqrt(_USUAL / max(words, _SHORTEST))


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the learned part holds of a text: how strongly (0 is where it is met), and where that is or a rule
    held, of which kind and which words have the largest weight, as a span of the text's words."""

    strength: float
    kind: str
    span: Span


class Learned:
    """A trained model, from the values of its compiled file. ``vocabulary`` is the digest of that it was trained
    with; ``doubt`` is how far below 0 the strength lets a rule that held still stand."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._kinds: Mapping[str, list[int]] = data["kinds"]
        # One table for all that is known: a feature that only tells kinds apart weighs nothing.
        self._weights = dict.fromkeys(self._kinds, 0)
        self._weights.update(zip(data["features"].split("\t"), data["weights"], strict=True))
        self._names: list[str] = data["names"]
        self._from: int = data["from"]
        self.doubt: float = data["doubt"]
        self.vocabulary: str = data["vocabulary"]
        self._reader = Reader(Forms(data["forms"]), self._weights)

    def opinion(self, words: Words, found: Mapping[str, list[Span]], rules: Container[str]) -> Opinion:
        """What it makes of a text: its ``words``, the groups found in them, the kinds of which a rule held."""
        seen = self._reader.places(words, found)
        seen.update({"!" + kind: (0, 0) for kind in (*self._names, "any") if kind in rules})
        weights = self._weights
        total = sum(weights.get(name, 0) for name in seen)
        strength = total * for_length(len(words.words)) / UNIT - self._from / UNIT
        if strength < 0 and "any" not in rules:
            return Opinion(strength, "", (0, 0))
        says = [0] * len(self._names)
        for name in seen:
            for k, weight in enumerate(self._kinds.get(name, ())):
                says[k] += weight
        best = max((n for n in seen if n[0] != "!"), key=lambda n: weights.get(n, 0), default="")
        return Opinion(strength, self._names[says.index(max(says))], seen.get(best, (0, 0)))


@lru_cache(maxsize=2)
def learned(language: str) -> Learned:
    """The model for texts in `language`, read at first use."""
    file = files("workbook_lib") / "compiled" / f"care-{language}.json.gz"
    return Learned(json.loads(gzip.decompress(file.read_bytes())))
