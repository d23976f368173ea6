"""Groups of words that stand near each other in one sentence. The groups and the rules are data.

A phrase of a group is words in small letters. ``a|b`` is either, ``word?`` may be missing, ``word*`` is any word
that starts so, ``..`` is up to three words, and a name in capitals is any single word of that group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import pairwise, product
from types import MappingProxyType

Span = tuple[int, int]
"""Half-open, in words of the text."""

_WORD = re.compile(r"[^\W_]+n't|[^\W_]+|'(?:s|ll|d|re|ve|m)\b|[.!?\n]+")
PLAIN_LETTERS = str.maketrans("áàâéèêíóôúüñç’", "aaaeeeioouunc'")
"""Accents are often left out, so neither texts nor phrases keep them."""
_GAP, _STOP = "..", "."
_LONGEST_GAP = 3
_SHORT = frozenset({"mr", "mrs", "ms", "dr", "st", "sr", "sra", "dra"})  # a full stop after one ends nothing


@dataclass(frozen=True, slots=True)
class Nearby:
    """A rule: all ``groups`` in one sentence with at most ``within`` other words between first and last.

    ``across``: sentence ends between them don't matter. ``unless``: no rule where one of these groups stands in
    the same sentence.
    """

    groups: tuple[str, ...]
    within: int = 0
    in_order: bool = False
    across: bool = False
    unless: tuple[str, ...] = ()


Groups = tuple[tuple[str, tuple[str, ...]], ...]
"""Each group's name and its phrases."""


class Words:
    """The words of a text: ``words[i]`` stands at ``text[starts[i]:ends[i]]``, in sentence ``sentences[i]``.

    ``respelt``: how a word as written reads in full, as one word or more at the same place: ``hes`` as ``he 's``.
    """

    def __init__(self, text: str, respelt: Mapping[str, tuple[str, ...]] = MappingProxyType({})) -> None:
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.sentences: list[int] = []
        sentence = 0
        for match in _WORD.finditer(text):
            word = match.group()
            stop = word[0] in ".!?\n"
            if stop and word == "." and self.words and self.words[-1] in _SHORT:
                continue
            sentence += stop
            for part in (_STOP,) if stop else respelt.get(word) or (word,):
                self.words.append(part)
                self.starts.append(match.start())
                self.ends.append(match.end())
                self.sentences.append(sentence)

    def near(self, spans: Sequence[Span], within: int, across: bool = False) -> bool:
        """Whether at most ``within`` words that belong to no span stand between the first and the last."""
        first, last = min(s for s, _ in spans), max(e for _, e in spans) - 1
        together = across or self.sentences[first] == self.sentences[last]
        return together and last + 1 - first - sum(e - s for s, e in spans) <= within


class Vocabulary:
    """Groups of phrases, to be found in any text. They are read when the first text is."""

    def __init__(self, groups: Groups) -> None:
        self.groups = groups

    @cached_property
    def digest(self) -> str:
        """What the groups hold, as hexadecimal digits."""
        return sha256(repr(self.groups).encode()).hexdigest()[:16]

    @cached_property
    def _phrases(self) -> _Phrases:
        return _Phrases(self.groups)

    def found(self, words: list[str]) -> dict[str, list[Span]]:
        """Where each group is, by its name, in the order of the text."""
        return self._phrases.found(words)


class _Phrases:
    """All phrases as one tree."""

    def __init__(self, groups: Groups) -> None:
        # a tree: what may come next at each node, and where it leads
        self._parts: list[dict[str, int]] = [{}]
        self._ends: list[list[str]] = [[]]  # the groups of which a phrase ends there
        self._single: dict[str, set[str]] = {}
        self._either: dict[str, set[str]] = {}
        self._prefixes: set[str] = set()
        self._named = {part for _, phrases in groups for p in phrases for part in _names(p)}
        for name, phrases in groups:
            for phrase in phrases:
                self._add(name, phrase)
        self._keys = lru_cache(maxsize=20_000)(self._keys_of)
        self._next = lru_cache(maxsize=200_000)(self._next_of)

    def _add(self, name: str, phrase: str) -> None:
        for parts in sequences(phrase):
            node = 0
            for part in parts:
                node = self._node(node, part)
                self._note(part)
            if name not in self._ends[node]:
                self._ends[node].append(name)
            if len(parts) == 1 and name.upper() in self._named:
                for word in parts[0].split("|"):
                    self._single.setdefault(word, set()).add(name.upper())

    def _node(self, node: int, part: str) -> int:
        if part not in self._parts[node]:
            self._parts[node][part] = len(self._parts)
            self._parts.append({})
            self._ends.append([])
        return self._parts[node][part]

    def _note(self, part: str) -> None:
        words = part.split("|")
        self._prefixes.update(word for word in words if word.endswith("*"))
        if len(words) > 1:
            for word in words:
                self._either.setdefault(word, set()).add(part)

    def _keys_of(self, word: str) -> frozenset[str]:
        """Every part of a phrase that `word` can be: itself, a start of it, a group it is in, a choice."""
        keys = {word, *(p for i in range(1, len(word) + 1) if (p := word[:i] + "*") in self._prefixes)}
        keys |= {name for key in keys for name in self._single.get(key, ())}
        return frozenset(keys | {part for key in keys for part in self._either.get(key, ())})

    def found(self, words: list[str]) -> dict[str, list[Span]]:
        """Where each group is, by its name, in the order of the text."""
        spans: dict[str, list[Span]] = {}
        for i, word in enumerate(words):
            nodes = self._next(0, word)
            for name, end in self._from(words, i + 1, nodes) if nodes else ():
                spans.setdefault(name, []).append((i, end))
        return spans

    def _next_of(self, node: int, word: str) -> tuple[int, ...]:
        """Where `word` leads from `node`."""
        keys, parts = self._keys(word), self._parts[node]
        if len(keys) < len(parts):
            return tuple(parts[key] for key in keys if key in parts)
        return tuple(to for part, to in parts.items() if part in keys)

    def _from(self, words: list[str], start: int, nodes: tuple[int, ...]) -> set[tuple[str, int]]:
        """The groups whose phrases go on from `nodes` at word `start`, each with its end."""
        ends: set[tuple[str, int]] = set()
        todo = [(node, start) for node in nodes]
        while todo:
            node, i = todo.pop()
            for name in self._ends[node]:
                ends.add((name, i))
            parts = self._parts[node]
            if parts and i < len(words):
                for to in self._next(node, words[i]):
                    todo.append((to, i + 1))
                if _GAP in parts:
                    todo += [(parts[_GAP], j) for j in _gap(words, i)]
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
    for sequence in sequences(phrase):
        yield from product(*(part.split("|") for part in sequence))


def sequences(phrase: str) -> Iterator[tuple[str, ...]]:
    """The sequences of a phrase in which a choice of single words, ``a|b``, stays one part."""
    choices = []
    for word in phrase.split():
        may_miss = word.endswith("?")
        parts: list[tuple[str, ...]] = [_parts(p) for p in word.removesuffix("?").split("|")]
        single = sorted({p[0] for p in parts if len(p) == 1})
        several = [p for p in parts if len(p) != 1]
        choices.append([*([("|".join(single),)] if single else []), *several, *([()] if may_miss else [])])
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
    elsewhere = {words.sentences[start] for name in rule.unless for start, _ in found.get(name, ())}
    if len(rule.groups) == 1:
        yield from ((s,) for s in found[rule.groups[0]] if words.sentences[s[0]] not in elsewhere)
        return
    latest: dict[int, tuple[Span, ...]] = {}
    seen = sorted((span, k) for k, name in enumerate(rule.groups) for span in found[name])
    for span, k in seen:
        whole = _in_order(span, k, latest) if rule.in_order else _any_order(span, k, latest)
        complete = len(whole) == len(rule.groups) and words.sentences[span[0]] not in elsewhere
        if complete and words.near(whole, rule.within, rule.across):
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
