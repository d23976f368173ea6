"""Three questions for a group, from a picture as it was shown, or for the case alone. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any
from zlib import crc32

from workbook_lib.activities.discussing import Discussion
from workbook_lib.catalog import Catalog, fill
from workbook_lib.model import Scenario
from workbook_lib.scoring.segment import segment

THREE = 3
LONGEST = 160
"""The longest words of a client, in characters, that a question repeats."""


def three_questions(
    content: Catalog, snapshot: Mapping[str, Any] | None, case: str | None = None
) -> tuple[str, ...]:
    """Questions for what this group finds hardest.

    ``snapshot`` is one as it was shown: a `workbook_lib.group.privacy.Snapshot` as a dict. Nothing else is looked
    at, and a dimension that was not shown is never asked about. With None, or where it shows nothing, the questions
    are for ``case`` (the first one where there is no such). The same input gives the same questions.
    """
    if snapshot is None:
        return _for_case(content, case)
    asked = content.discussion.about.get(snapshot["kind"], {})
    hard = [dimension for dimension in hardest(content, snapshot) if dimension in asked]
    if not hard:
        return _for_case(content, snapshot["case"])
    turn = _turn(snapshot["case"])
    taken = [(hard[i % len(hard)], i // len(hard)) for i in range(THREE)]
    return tuple(_from(asked[dimension], turn + nth) for dimension, nth in taken)


def hardest(content: Catalog, *snapshots: Mapping[str, Any]) -> list[str]:
    """The dimensions that were shown, the lowest levels first; where two stand alike, in the rubric's order.

    Of several snapshots, each dimension stands where it was lowest.
    """
    found = [item for shown in snapshots for item in _means(content, shown)]
    return list(dict.fromkeys(dimension for dimension, _ in sorted(found, key=lambda item: item[1])))


def _means(content: Catalog, snapshot: Mapping[str, Any]) -> list[tuple[str, Fraction]]:
    """The mean level of each dimension that any view shows, in the rubric's order."""
    sums: dict[str, list[int]] = {}
    for view in snapshot["views"]:
        for dimension, counts in view["summary"]["counts"].items():
            before = sums.get(dimension, [0, 0, 0])
            sums[dimension] = [a + b for a, b in zip(before, counts, strict=True)]
    order = [d.id for d in content.rubric(snapshot["kind"]).dimensions]
    return [(d, _mean(sums[d])) for d in order if sum(sums.get(d, ()))]


def _mean(counts: Sequence[int]) -> Fraction:
    return Fraction(sum(level * people for level, people in enumerate(counts)), sum(counts))


def _for_case(content: Catalog, name: str | None) -> tuple[str, ...]:
    """What any group can talk about, the client's own words first."""
    case = content.scenarios.get(name or "") or next(iter(content.scenarios.values()))
    told: Discussion = content.discussion
    turn = _turn(case.id)
    first = fill(_from(told.client, turn), {"quote": _words_of(case)})
    return (first, _from(told.anyone, turn), _from(told.anyone, turn + 1))


def _words_of(case: Scenario) -> str:
    """A sentence of the client's message: the last one that asks, or else the last one short enough to repeat."""
    text = case.messages[0].text
    cut = [" ".join(text[start:end].split()) for start, end in segment(text)]
    short = [sentence for sentence in cut if len(sentence) <= LONGEST] or [cut[-1][:LONGEST]]
    asking = [sentence for sentence in short if sentence.endswith("?")]
    return (asking or short)[-1]


def _turn(case: str) -> int:
    """A number that differs from case to case, so that a second case doesn't bring the same questions."""
    return crc32(case.encode("utf-8", "surrogatepass"))


def _from(questions: Sequence[str], number: int) -> str:
    return questions[number % len(questions)]
