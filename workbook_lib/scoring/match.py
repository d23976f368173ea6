"""Cues over coded sentences, with the scope each match stands in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from workbook_lib.scoring.store import ASKED, NEGATED, QUOTED, SUPPOSED, Compiled, CompiledRubric, CueMatcher
from workbook_lib.scoring.words import ASK, END, Words

_REACH = 5
_IF_REACH = 12


@dataclass(frozen=True, slots=True)
class Match:
    """A cue in sentence ``sentence``; ``scope`` are the bits of the scope it stands in."""

    cue: CueMatcher
    sentence: int
    scope: int

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
        """Every cue's matches, at most one for each cue and sentence; what counts goes before what
        doesn't."""
        for index in sorted(self._candidates(words.code)):
            cue = self._rubric.cues[index]
            found: dict[int, Match] = {}
            for hit in cue.pattern.finditer(words.code):
                sentence = bisect_right(words.starts, hit.start()) - 1
                earlier = found.get(sentence)
                if sentence >= 0 and (earlier is None or not earlier.counts):
                    found[sentence] = Match(cue, sentence, self._scope(words, hit.start(), sentence))
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
