"""A line of the client's that a learner's text has not come near yet. Pure; needs the standard library only."""

from __future__ import annotations

import re
from dataclasses import replace

from workbook_lib.quoting import Marks, compiled, plain, quotes

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
"""Words that begin alike so far count as the same: waited, waiting."""
_FEWEST_WORDS = 4
_MOST_WORDS = 20
_MOST_LETTERS = 120
"""A client's line may be longer than one of the learner's own: nobody has it by heart."""
_HEAVY = 2
"""So many of the first patterns, what is felt and what is suffered, count twice."""
_TAKEN_UP = 0.5
"""From this share of its words on, a line counts as taken up."""


def telling_line(message: str, text: str, marks: Marks, telling: tuple[str, ...]) -> str:
    """The clause of `message` that weighs most by `telling`; empty where none is met.

    The first of `telling` count twice; of clauses that weigh the same, the shortest is taken. What the text has
    taken up, by its words, is passed over.
    """
    told, marks = plain(message), replace(marks, most_words=_MOST_WORDS, most_letters=_MOST_LETTERS)
    best, most = "", (0, 0)
    for start, end in quotes(message, marks):
        found = [bool(compiled((pattern,)).search(told, start, end)) for pattern in telling]
        weight = sum(found) + sum(found[:_HEAVY])
        clause, rank = message[start:end], (weight, start - end)
        fit = weight and len(clause.split()) >= _FEWEST_WORDS and (not best or rank > most)
        if fit and not clause.endswith("?") and not taken_up(clause, text):
            best, most = clause, rank
    return best


def taken_up(line: str, text: str) -> bool:
    """Whether at least half of the longer words of `line` stand in `text`, however they end."""
    words, there = _stems(line), _stems(text)
    return bool(words) and len(words & there) >= _TAKEN_UP * len(words)


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM].lower() for word in _WORD.findall(text))
