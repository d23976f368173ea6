"""Looks: what a line to a client had better lose or gain. Declared as phrases, read here. Pure.

A look finds phrases and never judges a person. What it finds is kept as an `Assessment` of the rubric ``looks``, so
that a reading stays as it was when the phrases change later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ..model import Assessment, Evidence, Rating
from ..nearby import Groups, Vocabulary, Words

Kind = Literal["goes", "comes", "theirs"]
"""``goes``: better without it. ``comes``: better with it. ``theirs``: this person's own matter is in the line."""

RUBRIC = "looks"
UNREAD = frozenset({"no_words", "too_short", "other_language", "own_hurt", "bigger_than_a_reply"})
"""Notes of a reply's reading that leave a line unread too."""

_EXCEPT = "!"


@dataclass(frozen=True, slots=True)
class Look:
    """One look. ``says`` is the reason beside what was found, ``missing`` the question where it is not there.

    ``dimension``: where the reply rubric finds this dimension clear, the look is met too, so that words nobody
    thought of count as well.
    """

    id: str
    kind: Kind
    name: str
    says: str
    missing: str
    dimension: str = ""


@dataclass(frozen=True, slots=True)
class Looks:
    """All looks of one language, and their phrases by look; ``look!`` holds what only sounds so."""

    version: str
    looks: Mapping[str, Look]
    groups: Groups


@dataclass(frozen=True, slots=True)
class Told:
    """What to say of one look in one reading."""

    look: Look
    key: Literal["still", "gone", "here", "missing"]
    evidence: tuple[Evidence, ...]


def spots(
    text: str, looks: Looks, wanted: Sequence[str], theirs: tuple[str, ...] = ()
) -> dict[str, list[tuple[int, int]]]:
    """Where each of the ``wanted`` looks is found: offsets into ``text``, in its order, never overlapping.

    ``theirs`` are phrases of this person's own matter, for a look of the kind ``theirs``.
    """
    words = Words(_plain(text))
    found = _ready(looks.groups).found(words.words)
    own = _ready((("theirs", theirs),)).found(words.words) if theirs else {}
    spans = {}
    for name in wanted:
        only = own.get("theirs", []) if looks.looks[name].kind == "theirs" else found.get(name, [])
        excused = {i for start, end in found.get(name + _EXCEPT, []) for i in range(start, end)}
        spans[name] = [(words.starts[a], words.ends[b - 1]) for a, b in _apart(only, excused)]
    return spans


def read(
    text: str, looks: Looks, wanted: Sequence[str], reply: Assessment, theirs: tuple[str, ...] = ()
) -> Assessment:
    """The reading of a line by the ``wanted`` looks. ``reply`` is the same text read as a reply.

    A rating of level 2 is a look of the kind ``comes`` or ``theirs`` that is there, with its evidence; level 0
    with evidence is one that had better go; level 0 without is one that is not there.
    """
    note = reply.note if reply.note in UNREAD else ""
    if note:
        ratings = tuple(Rating(name, 0, 1.0, False) for name in wanted)
        return Assessment(RUBRIC, looks.version, None, ratings, note, reply.sentences)
    found = spots(text, looks, wanted, theirs)
    ratings = tuple(_rating(looks.looks[name], text, found[name], reply) for name in wanted)
    return Assessment(RUBRIC, looks.version, "none", ratings, "", reply.sentences)


def told(assessment: Assessment, looks: Looks, before: Iterable[str] = ()) -> list[Told]:
    """What to say of each look, in the reading's order. ``before`` are looks that the line held when it was given.

    A look that no longer exists in the content is left out. What had better go and is not there is spoken of only
    where it was there before.
    """
    had = set(before)
    found = []
    for rating in assessment.ratings:
        look = looks.looks.get(rating.dimension)
        if look is None or (look.kind == "goes" and not rating.evidence and look.id not in had):
            continue
        if look.kind == "goes":
            found.append(Told(look, "still" if rating.evidence else "gone", rating.evidence))
        else:
            found.append(Told(look, "here" if rating.level else "missing", rating.evidence))
    return found


def question(found: Sequence[Told], well: str) -> str:
    """One question: of the first look that is missing, else of the first that had better go, else ``well``."""
    for key in ("missing", "still"):
        for one in found:
            if one.key == key and one.look.missing:
                return one.look.missing
    return well


def _rating(look: Look, text: str, spans: list[tuple[int, int]], reply: Assessment) -> Rating:
    evidence = tuple(Evidence(look.id, a, b, text[a:b], look.says, look.id) for a, b in spans)
    if look.kind != "goes" and not evidence:
        evidence = _by_the_rubric(look, reply)
    return Rating(look.id, 2 if evidence and look.kind != "goes" else 0, 1.0, True, evidence)


def _by_the_rubric(look: Look, reply: Assessment) -> tuple[Evidence, ...]:
    if not look.dimension or not reply.was_read or reply.levels[look.dimension] < 2:
        return ()
    found = reply.rating(look.dimension).evidence
    return tuple(Evidence(look.id, e.start, e.end, e.quote, look.says, e.cue) for e in found)


def _apart(spans: Iterable[tuple[int, int]], excused: set[int]) -> list[tuple[int, int]]:
    """The longest spans from left to right that share no word with another or with ``excused``."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if excused.isdisjoint(range(start, end)) and (not kept or kept[-1][1] <= start):
            kept.append((start, end))
    return kept


def _plain(text: str) -> str:
    """``text`` in small letters with straight apostrophes, at the same offsets."""
    small = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return small.replace("’", "'")


@lru_cache(maxsize=128)
def _ready(groups: Groups) -> Vocabulary:
    return Vocabulary(groups)
