"""What the linear model sees of a text: which cues were found, how many, and which words.

Cues are present or not present, never a share of the text's length, so that a sentence which adds nothing
changes nothing. Names: ``c:`` a cue's pattern; ``p:`` how many sentences hold cues of a dimension and level;
``x:`` cues in a scope where they don't count; ``k:`` words of a class; ``r:`` relations, given by the caller.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from operator import add

from workbook_lib.scoring.match import Match

_STEPS = (1, 2, 3, 5)
_SOFTENED = 20


def cue_features(matches: Iterable[Match]) -> set[str]:
    """Names of the features that the cues give."""
    found: set[str] = set()
    sentences: dict[tuple[str, int], set[int]] = {}
    for match in matches:
        cue = match.cue
        if not match.counts:
            found.add(f"x:{cue.dimension}:{cue.level}:{match.scope & cue.drop & 3}")
            continue
        found.add(match.pattern.name)
        sentences.setdefault((cue.dimension, cue.level), set()).add(match.sentence)
    for (dimension, level), where in sentences.items():
        found.update(f"p:{dimension}:{level}:{step}" for step in _STEPS if len(where) >= step)
    return found


def class_features(code: str, class_of: Mapping[str, Sequence[str]]) -> set[str]:
    """How many different words of each class the text holds, in steps. ``class_of``: a word's classes."""
    counts: dict[str, int] = {}
    for char in frozenset(code):
        for name in class_of.get(char, ()):
            counts[name] = counts.get(name, 0) + 1
    return {f"k:{name}:{step}" for name, count in counts.items() for step in _STEPS if count >= step}


def grams(code: str) -> set[str]:
    """The coded words and pairs of neighbouring words of the text."""
    found = set(code)
    found.update(map(add, code, code[1:]))
    return found


def gram_share(count: int) -> float:
    """How much each n-gram of a text with ``count`` different ones may say: less in a long text."""
    return 1 / math.sqrt(count + _SOFTENED)
