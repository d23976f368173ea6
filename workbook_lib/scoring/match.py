"""Cues over coded sentences, with the scope each match stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from workbook_lib.scoring.store import (
    ASKED,
    NEGATED,
    QUOTED,
    SUPPOSED,
    Compiled,
    CompiledCue,
    CompiledPattern,
    CompiledRubric,
)
from workbook_lib.scoring.words import ASK, END, Words

_REACH = 5
_IF_REACH = 12


class Match:
    """A pattern of a cue in sentence ``sentence``; ``scope`` are the bits of the scope it stands in.

    ``counts`` is False where the cue says that it doesn't count in this scope.
    """

    __slots__ = ("counts", "cue", "pattern", "scope", "sentence")

    def __init__(self, pattern: CompiledPattern, sentence: int, scope: int) -> None:
        self.pattern, self.sentence, self.scope = pattern, sentence, scope
        self.cue: CompiledCue = pattern.cue
        self.counts = not scope & pattern.cue.drop


class Matcher:
    """Finds a rubric's cues. Only cues one of whose anchor words is in the text are tried."""

    def __init__(self, data: Compiled, rubric: CompiledRubric) -> None:
        self._rubric = rubric
        self._negators = data.classes.get("negator", frozenset())
        self._turns = data.classes.get("clause_start", frozenset())
        self._ifs = data.classes.get("if", frozenset())

    def find(self, words: Words) -> Iterator[Match]:
        """Every pattern's matches, at most one for each pattern and sentence, one that counts before others."""
        code, starts = words.code, words.starts
        for pattern in self._candidates(code):
            earlier: Match | None = None
            for hit in pattern.finditer(code):
                at = hit.start()
                sentence = bisect_right(starts, at) - 1
                if earlier is not None and earlier.sentence != sentence:
                    yield earlier
                    earlier = None
                if sentence >= 0 and (earlier is None or not earlier.counts):
                    earlier = Match(pattern, sentence, self._scope(words, at, sentence))
            if earlier is not None:
                yield earlier

    def _candidates(self, code: str) -> list[CompiledPattern]:
        """The patterns whose needed words are all there, in the order of the files."""
        anchors, patterns, there = self._rubric.anchors, self._rubric.patterns, set(code)
        found: set[int] = set()
        for char in there:
            if char in anchors:
                found.update(anchors[char])
        return [patterns[index] for index in sorted(found) if not patterns[index].also.isdisjoint(there)]

    def _scope(self, words: Words, at: int, sentence: int) -> int:
        scope = QUOTED if at in words.quoted else 0
        start = words.starts[sentence]
        for index in range(at - 1, max(start, at - _REACH) - 1, -1):
            if index + 1 in words.breaks or words.code[index] in self._turns:
                break
            if words.code[index] in self._negators:
                scope |= NEGATED
                break
        end = words.starts[sentence + 1] - 1 if sentence + 1 < len(words.starts) else len(words.code) - 1
        if words.code[end] == ASK:
            scope |= ASKED
        before = words.code[max(start, at - _IF_REACH) : at]
        if any(char in self._ifs for char in before):
            scope |= SUPPOSED
        return scope


__all__ = ["END", "Match", "Matcher"]
