"""Two editors in one slot: whatever the order, no text is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbook_lib.journal import Journal, SavedDraft
from workbook_lib.journal.drafts import Incoming, Standing, Verdict, verdict
from workbook_lib.model import Draft

NOW = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)


@pytest.fixture
def journal(tmp_path: Path, database: str) -> Iterator[Journal]:
    with Journal.open(tmp_path) as opened:
        yield opened


def save(
    journal: Journal, text: str, base: int, writer: str, seq: int = 0, private: bool = False
) -> SavedDraft:
    return journal.save_draft("02", "book", "q1", text, base=base, writer=writer, seq=seq, private=private)


def test_one_editor_goes_on_writing(journal: Journal) -> None:
    assert journal.draft("02", "book", "q1") is None
    revisions = [
        save(journal, text, base, "a").draft.revision for base, text in enumerate(["o", "on", "one"])
    ]
    assert revisions == [1, 2, 3]
    draft = journal.draft("02", "book", "q1")
    assert draft is not None
    assert (draft.text, draft.writer, draft.revision) == ("one", "a", 3)
    assert draft.saved_at.utcoffset() == timedelta(0)
    assert journal.drafts("02") == [draft]
    assert journal.drafts("01") == []
    assert journal.entries() == []


def test_a_reopened_page_goes_on_from_what_it_saw(journal: Journal) -> None:
    save(journal, "one", 0, "a")
    assert save(journal, "one two", 1, "b").conflict is None
    assert journal.entries() == []


def test_an_editor_that_had_not_seen_the_other_text_loses_neither(journal: Journal) -> None:
    save(journal, "from the first", 0, "a")
    saved = save(journal, "from the second", 0, "b")
    assert saved.draft.text == "from the second"
    assert saved.draft.revision == 2
    assert saved.conflict is not None
    assert saved.conflict.text == "from the first"
    assert journal.entries() == [saved.conflict]
    again = save(journal, "from the first, longer", 1, "a")
    assert again.conflict is not None
    assert again.conflict.revises == saved.conflict.id
    assert [e.text for e in journal.entries()] == ["from the first", "from the second"]


def test_texts_that_meet_again_do_not_pile_up(journal: Journal) -> None:
    for turn in range(6):
        save(journal, "left" if turn % 2 else "right", 0, "a" if turn % 2 else "b")
    assert sorted(e.text for e in journal.entries()) == ["left", "right"]


def test_the_same_text_or_a_blank_one_is_no_conflict(journal: Journal) -> None:
    save(journal, "one", 0, "a")
    same = save(journal, "one", 0, "b")
    assert (same.draft.revision, same.draft.writer, same.conflict) == (1, "b", None)
    assert save(journal, "one two", 1, "a").conflict is None
    save(journal, " \n", 2, "a")
    assert save(journal, "other", 0, "b").conflict is None
    assert journal.entries() == []


def test_a_save_that_arrives_late_is_ignored(journal: Journal) -> None:
    save(journal, "one two", 0, "a", seq=2)
    late = save(journal, "one", 0, "a", seq=1)
    assert (late.draft.text, late.conflict) == ("one two", None)
    save(journal, "one", 1, "a", seq=3)
    save(journal, "one", 1, "a", seq=5)
    assert save(journal, "typed between", 1, "a", seq=4).draft.text == "one"


def test_a_text_that_waited_elsewhere_is_kept_beside_a_newer_one(journal: Journal) -> None:
    save(journal, "typed today", 0, "a")
    yesterday = datetime.now(UTC) - timedelta(days=1)
    saved = journal.save_draft("02", "book", "q1", "typed yesterday", base=0, writer="b", typed_at=yesterday)
    assert saved.draft.text == "typed today"
    assert saved.conflict is not None
    assert saved.conflict.text == "typed yesterday"


def test_what_was_private_stays_private(journal: Journal) -> None:
    save(journal, "mine alone", 0, "a", private=True)
    kept = save(journal, "another", 0, "b").conflict
    assert kept is not None
    assert kept.private
    kept = save(journal, "a third", 0, "c").conflict
    assert kept is not None
    assert kept.private


@pytest.mark.parametrize("name", ["a\nb", "x" * 201, "\ud800", "\0"])
def test_names_are_plain(journal: Journal, name: str) -> None:
    with pytest.raises(ValueError, match="plain name"):
        journal.save_draft(name, "book", "q1", "text", base=0, writer="w")


@pytest.mark.parametrize(
    ("text", "base", "writer", "seq", "typed", "expected"),
    [
        ("new", 0, "a", 4, None, "ignore"),
        ("old", 0, "a", 5, None, "same"),
        ("new", 0, "a", 5, None, "replace"),
        ("old", 0, "b", 0, None, "same"),
        ("new", 7, "b", 0, None, "replace"),
        ("new", 6, "b", 0, None, "conflict"),
        ("new", 8, "b", 0, None, "conflict"),
        ("new", 6, "b", 0, NOW + timedelta(seconds=1), "conflict"),
        ("new", 6, "b", 0, NOW - timedelta(seconds=1), "late"),
    ],
)
def test_the_rule(
    text: str, base: int, writer: str, seq: int, typed: datetime | None, expected: Verdict
) -> None:
    standing = Standing(Draft("02", "book", "q1", "old", 7, "a", NOW), seq=5, private=False)
    incoming = Incoming("02", "book", "q1", text, base, writer, seq, typed_at=typed)
    assert verdict(standing, incoming) == expected
    assert verdict(None, incoming) == "replace"


class Editor:
    """An open editor: it types, saves in order, and knows the revision it was last told."""

    def __init__(self, name: str) -> None:
        self.name, self.base, self.seq = name, 0, 0


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, 2), st.text("ab", min_size=1, max_size=3), st.booleans()), max_size=12)
)
def test_whatever_the_order_no_text_goes_that_its_successor_had_not_seen(
    steps: list[tuple[int, str, bool]],
) -> None:
    editors = [Editor(name) for name in "xyz"]
    must_stay = set()
    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder)) as journal:
        for who, text, reloads in steps:
            editor = editors[who]
            standing = journal.draft("02", "book", "q1")
            if reloads:
                editor.name += "'"
                editor.base, editor.seq = (standing.revision if standing else 0), 0
            elif standing and standing.writer != editor.name and standing.revision != editor.base:
                must_stay.add(standing.text)
            editor.seq += 1
            typed = f"{editor.name}: {text}"
            saved = save(journal, typed, editor.base, editor.name, editor.seq)
            editor.base = saved.draft.revision
            assert saved.draft.text == typed
        kept = [e.text for e in journal.entries()]
    assert set(kept) == must_stay
    assert len(kept) == len(must_stay)
