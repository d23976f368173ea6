"""Cues over coded sentences, with the scope each match stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(slots=True)
class Match:
    """A pattern of a cue in sentence ``sentence``; ``scope`` are the bits of the scope it stands in."""

    pattern: CompiledPattern
    sentence: int
    scope: int

    @property
    def cue(self) -> CompiledCue:
        return self.pattern.cue

    @property
    def counts(self) -> bool:
        """False where the cue says that it doesn't count in this scope."""
        return not self.scope & self.cue.drop


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
        for index in sorted(self._candidates(code)):
            pattern = self._rubric.patterns[index]
            found: dict[int, Match] = {}
            for hit in pattern.regex.finditer(code):
                at = hit.start()
                sentence = bisect_right(starts, at) - 1
                earlier = found.get(sentence)
                if sentence >= 0 and (earlier is None or not earlier.counts):
                    found[sentence] = Match(pattern, sentence, self._scope(words, at, sentence))
            yield from found.values()

    def _candidates(self, code: str) -> set[int]:
        anchors = self._rubric.anchors
        found: set[int] = set()
        for char in set(code):
            if char in anchors:
                found.update(anchors[char])
        return found

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
