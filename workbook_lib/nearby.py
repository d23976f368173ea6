"""Groups of words that stand near each other in one sentence. The groups and the rules are data.

A phrase of a group is words in small letters. ``a|b`` is either, ``word?`` may be missing, ``word*`` is any word
that starts so, ``..`` is up to three words, and a name in capitals is any single word of that group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from typing import Any

Span = tuple[int, int]
"""Half-open, in words of the text."""

_WORD = re.compile(r"[^\W_]+n't|[^\W_]+|'(?:s|ll|d|re|ve|m)\b|[.!?\n]+")
_END, _GAP, _STOP = "", "..", "."
_LONGEST_GAP = 3
_NEXT_SENTENCE = 1000  # further apart than any rule allows


@dataclass(frozen=True, slots=True)
class Nearby:
    """A rule: all ``groups`` in one sentence with at most ``within`` other words between first and last."""

    groups: tuple[str, ...]
    within: int = 0
    in_order: bool = False


Groups = tuple[tuple[str, tuple[str, ...]], ...]
"""Each group's name and its phrases."""


class Words:
    """The words of a text: ``words[i]`` stands at ``text[starts[i]:ends[i]]``, the ``places[i]``-th to count."""

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.places: list[int] = []
        place = 0
        for match in _WORD.finditer(text):
            word = match.group()
            stop = word[0] in ".!?\n"
            place += _NEXT_SENTENCE if stop else 1
            self.words.append(_STOP if stop else word)
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.places.append(place)

    def between(self, spans: Iterable[Span]) -> int:
        """How many words stand between the first and the last of some spans and belong to none of them."""
        listed = list(spans)
        first, last = min(s for s, _ in listed), max(e for _, e in listed) - 1
        return self.places[last] - self.places[first] + 1 - sum(e - s for s, e in listed)


class Vocabulary:
    """Groups of phrases, ready to be found in any text."""

    def __init__(self, groups: Groups) -> None:
        self._tree: dict[str, Any] = {}
        self._single: dict[str, set[str]] = {}
        self._prefixes: set[str] = set()
        self._named = {part for _, phrases in groups for p in phrases for part in _names(p)}
        for name, phrases in groups:
            for phrase in phrases:
                self._add(name, phrase)
        self._keys = lru_cache(maxsize=20_000)(self._keys_of)
        self._starts = lru_cache(maxsize=20_000)(self._starts_of)

    def _add(self, name: str, phrase: str) -> None:
        for parts in spelled_out(phrase):
            node = self._tree
            for part in parts:
                node = node.setdefault(part, {})
                if part.endswith("*"):
                    self._prefixes.add(part)
            node.setdefault(_END, set()).add(name)
            if len(parts) == 1 and name.upper() in self._named:
                self._single.setdefault(parts[0], set()).add(name.upper())

    def _keys_of(self, word: str) -> tuple[str, ...]:
        keys = [word, *(p for i in range(1, len(word) + 1) if (p := word[:i] + "*") in self._prefixes)]
        names = {name for key in keys for name in self._single.get(key, ())}
        return (*keys, *sorted(names))

    def found(self, words: list[str]) -> dict[str, list[Span]]:
        """Where each group is, by its name, in the order of the text."""
        spans: dict[str, list[Span]] = {}
        for i, word in enumerate(words):
            nodes = self._starts(word)
            if nodes:
                for name, end in self._from(words, i + 1, nodes):
                    spans.setdefault(name, []).append((i, end))
        return spans

    def _starts_of(self, word: str) -> tuple[dict[str, Any], ...]:
        return tuple(self._tree[key] for key in self._keys(word) if key in self._tree)

    def _from(self, words: list[str], start: int, nodes: tuple[dict[str, Any], ...]) -> set[tuple[str, int]]:
        """The groups whose phrases go on from `nodes` at word `start`, each with its end."""
        ends: set[tuple[str, int]] = set()
        todo = [(node, start) for node in nodes]
        while todo:
            node, i = todo.pop()
            further = len(node)
            if _END in node:
                ends.update((name, i) for name in node[_END])
                further -= 1
            if further and i < len(words):
                todo += [(node[key], i + 1) for key in self._keys(words[i]) if key in node]
                if _GAP in node:
                    todo += [(node[_GAP], j) for j in _gap(words, i)]
        return ends


def _gap(words: list[str], start: int) -> Iterator[int]:
    for i in range(start, min(start + _LONGEST_GAP + 1, len(words))):
        yield i
        if words[i] == _STOP:
            return


def _names(phrase: str) -> set[str]:
    return {part.rstrip("?") for word in phrase.split() for part in word.split("|") if part[0].isupper()}


def spelled_out(phrase: str) -> Iterator[tuple[str, ...]]:
    """Every plain sequence that a phrase stands for: no ``a|b`` and no ``word?`` is left in it."""
    choices = []
    for word in phrase.split():
        may_miss = word.endswith("?")
        parts: list[tuple[str, ...]] = [_parts(p) for p in word.removesuffix("?").split("|")]
        choices.append([*parts, ()] if may_miss else parts)
    for chosen in product(*choices):
        if sequence := tuple(part for parts in chosen for part in parts):
            yield sequence


def _parts(word: str) -> tuple[str, ...]:
    """A word as a text's words are split: ``he's`` is two."""
    if word == _GAP or word[0].isupper() or word.endswith("*"):
        return (word,)
    return tuple(_WORD.findall(word))


def matches(rule: Nearby, found: Mapping[str, list[Span]], words: Words) -> Iterator[tuple[Span, ...]]:
    """Where `rule` holds, as the spans of its groups. Takes time in proportion to the groups found."""
    for name in rule.groups:
        if not found.get(name):
            return
    if len(rule.groups) == 1:
        yield from ((span,) for span in found[rule.groups[0]])
        return
    latest: dict[int, tuple[Span, ...]] = {}
    seen = sorted((span, k) for k, name in enumerate(rule.groups) for span in found[name])
    for span, k in seen:
        whole = _in_order(span, k, latest) if rule.in_order else _any_order(span, k, latest)
        if len(whole) == len(rule.groups) and words.between(whole) <= rule.within:
            yield whole


def _in_order(span: Span, k: int, latest: dict[int, tuple[Span, ...]]) -> tuple[Span, ...]:
    """The chain of spans that ends with group `k` here; ``latest`` holds the last chain to each group."""
    before = latest.get(k - 1, ()) if k else ()
    if k and (not before or before[-1][1] > span[0]):
        return ()
    latest[k] = (*before, span)
    return latest[k]


def _any_order(span: Span, k: int, latest: dict[int, tuple[Span, ...]]) -> tuple[Span, ...]:
    """The last span of every group; nothing where two of them share a word."""
    latest[k] = (span,)
    spans = sorted(s for (s,) in latest.values())
    apart = all(one[1] <= other[0] for one, other in pairwise(spans))
    return tuple(spans) if apart else ()
