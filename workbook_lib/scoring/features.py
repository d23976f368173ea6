"""What the linear model sees of a text: which cues were found, how many, and which words.

Cues are present or not present, never a share of the text's length, so that a sentence which adds nothing
changes nothing. Names: ``c:`` a cue's pattern; ``p:`` how many sentences hold cues of a dimension and level;
``x:`` cues in a scope where they don't count; ``e:`` cues of the first and the last sentence that holds any;
``k:`` words of a class; ``w:`` words of a class in a sentence, with who is spoken of in it; ``r:`` relations,
given by the caller.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from operator import add

from workbook_lib.scoring.match import Match
from workbook_lib.scoring.words import Words

_STEPS = (1, 2, 3, 5)
_PEOPLE = ("i", "we", "them_all", "addressed")
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


def end_features(matches: Iterable[Match], dimensions: Collection[str]) -> set[str]:
    """Cues of the first and of the last sentence that holds cues of ``dimensions``: where a text comes from
    and what it comes to."""
    found = [m for m in matches if m.counts and m.cue.level and m.cue.dimension in dimensions]
    first = min((m.sentence for m in found), default=0)
    last = max((m.sentence for m in found), default=0)
    names = {f"e:first:{m.cue.dimension}:{m.cue.level}" for m in found if m.sentence == first}
    return names | {f"e:last:{m.cue.dimension}:{m.cue.level}" for m in found if m.sentence == last}


def company_features(
    words: Words, class_of: Mapping[str, Sequence[str]], classes: Mapping[str, AbstractSet[str]]
) -> set[str]:
    """Which classes stand in a sentence beside whom: ``w:i+them:feeling``."""
    people = [(name, classes[name]) for name in _PEOPLE]
    found: set[str] = set()
    for start, end in pairwise([*words.starts, len(words.code)]):
        distinct = frozenset(words.code[start:end])
        who = "+".join(name for name, chars in people if not chars.isdisjoint(distinct))
        met = {name for char in distinct for name in class_of.get(char, ())}
        found.update(f"w:{who}:{name}" for name in met)
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
