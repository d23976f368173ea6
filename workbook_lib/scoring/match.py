"""Cues over coded sentences, with the scope each match stands in."""

from __future__ import annotations

import re
from functools import reduce
from itertools import pairwise, repeat
from operator import or_

from workbook_lib.scoring.store import (
    ASKED,
    MOST_NEEDED,
    NEGATED,
    QUOTED,
    SUPPOSED,
    Compiled,
    CompiledCue,
    CompiledPattern,
    CompiledRubric,
)
from workbook_lib.scoring.words import ASK, Words

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
    """Finds a rubric's cues. Only patterns whose needed words are in the text are tried."""

    def __init__(self, data: Compiled, rubric: CompiledRubric) -> None:
        self._rubric = rubric
        self._negators = data.classes.get("negator", frozenset())
        self._turns = data.classes.get("clause_start", frozenset())
        self._ifs = data.classes.get("if", frozenset())

    def find(self, words: Words) -> list[Match]:
        """Sentence by sentence, at most one match of each pattern, one that counts before others."""
        code, found = words.code, []
        for sentence, (start, end) in enumerate(pairwise([*words.starts, len(code)])):
            for pattern in self._candidates(code[start:end]):
                regex = pattern.regex or pattern.compiled()
                hit = regex.search(code, start, end)
                if hit:
                    scope = self._scope(words, hit.start(), start, end)
                    if scope & pattern.cue.drop:
                        other = self._better(pattern, regex, words, hit.end(), (start, end))
                        scope = scope if other is None else other
                    found.append(Match(pattern, sentence, scope))
        return found

    def _better(
        self, pattern: CompiledPattern, regex: re.Pattern[str], words: Words, at: int, span: tuple[int, int]
    ) -> int | None:
        """The scope of the first match from ``at`` on that counts."""
        for other in regex.finditer(words.code, at, span[1]):
            scope = self._scope(words, other.start(), *span)
            if not scope & pattern.cue.drop:
                return scope
        return None

    def _candidates(self, sentence: str) -> list[CompiledPattern]:
        """The patterns whose needed words are all in a coded sentence, in the order of the files."""
        needs, patterns = self._rubric.needs, self._rubric.patterns
        served = reduce(or_, map(needs.get, {*sentence, "*"}, repeat(0)))
        left, count = (1 << len(patterns)) - 1, len(patterns)
        for _ in range(MOST_NEEDED):
            left &= served
            served >>= count
        found = []
        while left:
            lowest = left & -left
            found.append(patterns[lowest.bit_length() - 1])
            left ^= lowest
        return found

    def _scope(self, words: Words, at: int, start: int, end: int) -> int:
        code, scope = words.code, QUOTED if at in words.quoted else 0
        if code[end - 1] == ASK:
            scope |= ASKED
        if not self._ifs.isdisjoint(code[max(start, at - _IF_REACH) : at]):
            scope |= SUPPOSED
        first = max(start, at - _REACH)
        if not self._negators.isdisjoint(code[first:at]) and self._denied(words, first, at):
            scope |= NEGATED
        return scope

    def _denied(self, words: Words, first: int, at: int) -> bool:
        """Whether a negation stands from ``first`` on, and no other clause begins between it and ``at``."""
        for index in range(at - 1, first - 1, -1):
            if index + 1 in words.breaks or words.code[index] in self._turns:
                return False
            if words.code[index] in self._negators:
                return True
        return False
