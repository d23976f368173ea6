"""What texts show over time: unaided apart from aided, unsure as unsure, and too few said to be too few."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook_lib.activities import progress
from workbook_lib.activities.progress import Mark
from workbook_lib.model import Assessment, Entry, Level, Rating

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def read(
    *levels: Level, sure: bool = True, rubric: str = "reflection", stage: str | None = "empathy"
) -> Assessment:
    names = ("emotion", "action", "assumption_free")
    ratings = tuple(Rating(name, level, 0.9, sure) for name, level in zip(names, levels, strict=False))
    return Assessment(rubric, "1", stage, ratings)  # type: ignore[arg-type]


def entry(number: int, assessment: Assessment | None, **more: object) -> Entry:
    at = NOW + timedelta(days=number)
    fixed = ("02_five_questions", "book", 1, "free", "?", "1", "en", "words")
    return Entry(f"e{number}", at, *fixed, assessment=assessment, **more)  # type: ignore[arg-type]


def keys(entries: list[Entry]) -> list[tuple[str, str, str, bool]]:
    found = progress.marks(entries, "reflection", {"assumption_free"})
    return [(mark.entry, mark.dimension, mark.key, mark.aided) for mark in found]


def test_marks_are_words_with_unaided_texts_apart() -> None:
    assert keys([entry(1, read(0, 2), aided=False), entry(2, read(1, 1, 2))]) == [
        ("e1", "emotion", "not_yet", False),
        ("e1", "action", "clear", False),
        ("e2", "emotion", "emerging", True),
        ("e2", "action", "emerging", True),
    ]


def test_what_a_reading_is_unsure_of_is_neither_found_nor_missing() -> None:
    assert [key for _, _, key, _ in keys([entry(1, read(2, 0, sure=False))])] == ["unsure", "unsure"]


@pytest.mark.parametrize(
    "left_out",
    [
        [entry(1, None)],
        [entry(1, read(2, stage=None))],
        [entry(1, read(2, rubric="looks"))],
        [entry(1, read(2), private=True)],
        [entry(1, read(2), disputed={"emotion": ""})],
    ],
)
def test_what_was_not_read_is_private_or_was_taken_back_is_left_out(left_out: list[Entry]) -> None:
    assert keys(left_out) == []


def test_only_the_last_version_of_a_text_counts() -> None:
    assert keys([entry(1, read(0)), entry(2, read(2), revises="e1")]) == [("e2", "emotion", "clear", True)]


def marks(*told: str) -> list[Mark]:
    return [Mark(NOW + timedelta(days=n), str(n), "emotion", key, True) for n, key in enumerate(told)]  # type: ignore[arg-type]


def test_too_few_texts_are_not_counted_and_of_many_the_latest_are() -> None:
    assert progress.counted(marks("clear", "clear")) == []
    assert progress.counted(marks("clear", "unsure", "clear")) == [("clear", 2), ("unsure", 1)]
    many = marks("not_yet", "not_yet", "emerging", "clear", "unsure", "emerging", "clear")
    assert progress.counted(many) == [("clear", 2), ("emerging", 2), ("unsure", 1)]


@given(st.lists(st.sampled_from(["clear", "emerging", "not_yet", "unsure"]), min_size=1, max_size=6))
def test_a_day_shows_its_clearest_text_and_unsure_only_where_nothing_was_sure(told: list[str]) -> None:
    same = [Mark(NOW, str(n), "emotion", key, True) for n, key in enumerate(told)]  # type: ignore[arg-type]
    [word] = progress.by_day(same).values()
    assert word == next(key for key in ("clear", "emerging", "not_yet", "unsure") if key in told)
