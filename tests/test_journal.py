"""The journal: what goes in comes out, entries never change, and errors speak plainly."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbook_lib.db import Fault
from workbook_lib.journal import Journal, JournalError
from workbook_lib.journal.file import NAME
from workbook_lib.model import Assessment, Entry, Evidence, Rating

NOW = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
TEXT = "She has told her daughter it would be sorted today."
READING = Assessment(
    "reflection",
    "1.2",
    "empathy",
    (
        Rating("perspective", 2, 0.9, True, (Evidence("perspective", 0, 7, "She has", "her side", "c1"),)),
        Rating("action", 0, 0.5, False),
    ),
    note="unsure",
    sentences=((0, 51),),
)


@pytest.fixture
def journal(tmp_path: Path, database: str) -> Iterator[Journal]:
    with Journal.open(tmp_path) as opened:
        yield opened


def entry(id: str = "e1", text: str = TEXT, **more: object) -> Entry:
    blank = Entry(id, NOW, "02", "book", 3, "q1", "Why so important?", "2026.1", "en", text)
    return replace(blank, **more)


FULL = entry(
    self_rating={"perspective": 1, "action": 2},
    assessment=READING,
    aided=False,
    private=True,
    revises="e0",
    disputed={"action": "I did say what I'd do."},
)


def test_every_field_of_an_entry_comes_back(journal: Journal) -> None:
    assert journal.keep(FULL) == FULL
    assert journal.entry("e1") == FULL
    assert journal.entry("nobody's") is None


def test_an_entry_never_changes(journal: Journal) -> None:
    journal.keep(FULL)
    assert journal.keep(FULL) == FULL
    with pytest.raises(ValueError, match="'e1' and other content"):
        journal.keep(replace(FULL, text="another text"))
    assert journal.entries() == [FULL]


def test_entries_come_oldest_first_and_can_be_narrowed(journal: Journal) -> None:
    for days, (page, scenario, prompt) in enumerate(
        [("02", "book", "q2"), ("02", "fine", "q1"), ("01", "book", "q1")]
    ):
        journal.keep(
            entry(f"e{days}", page=page, scenario=scenario, prompt=prompt, written_at=NOW - timedelta(days))
        )
    ids = lambda **narrowed: [e.id for e in journal.entries(**narrowed)]  # noqa: E731
    assert ids() == ["e2", "e1", "e0"]
    assert ids(page="02") == ["e1", "e0"]
    assert ids(page="02", scenario="book") == ["e0"]
    assert ids(prompt="q1") == ["e2", "e1"]


def test_a_dispute_stands_beside_the_entry_and_the_last_reason_counts(journal: Journal) -> None:
    journal.keep(entry("e1"))
    journal.keep(entry("e2", text="Another text."))
    journal.dispute("e1", "perspective", "first")
    journal.dispute("e1", "perspective", "I was quoting her.\ud800")
    found = journal.entry("e1")
    assert found is not None
    assert found.disputed == {"perspective": "I was quoting her.\ud800"}
    assert found.text == TEXT
    assert [e.disputed for e in journal.entries()] == [found.disputed, {}]
    with pytest.raises(KeyError):
        journal.dispute("e9", "perspective", "no such entry")


def test_withdrawn_knows_exactly_this_text(journal: Journal) -> None:
    journal.keep(entry("e1"))
    journal.keep(entry("e2"))
    journal.keep(entry("e3", text=TEXT + " "))
    journal.dispute("e1", "perspective", "older")
    journal.dispute("e2", "perspective", "newer")
    journal.dispute("e3", "action", "of another text")
    assert journal.withdrawn(TEXT) == {"perspective": "newer"}
    assert journal.withdrawn(TEXT + " ") == {"action": "of another text"}
    assert journal.withdrawn("") == {}


def test_places_and_settings(journal: Journal) -> None:
    assert journal.place("02") == {}
    journal.set_place("02", {"scenario": "book", "step": 1})
    journal.set_place("02", {"scenario": "book", "step": 2})
    assert journal.place("02") == {"scenario": "book", "step": 2}
    assert journal.setting("desk", "reference") == "reference"
    for value in ("children", ["a", {"b": None}], None, 0):
        journal.set_setting("desk", value)
        assert journal.setting("desk", "reference") == value


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters()), min_size=1, max_size=4))
def test_any_text_comes_back_exactly(database: str, texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder)) as journal:
        for number, text in enumerate(texts):
            journal.save_draft("02", "book", str(number), text, base=0, writer="w")
            journal.keep(entry(str(number), text=text, prompt_wording=text, disputed={"action": text}))
        assert [d.text for d in journal.drafts("02")] == texts
        assert [(e.text, e.prompt_wording, e.disputed["action"]) for e in journal.entries()] == [
            (t, t, t) for t in texts
        ]


@pytest.mark.parametrize(
    "text", ["\0", "\ud800", "\ud83d\ude00", "\U0001f600" * 262_144, "\u202eתורה", "x" * 1_048_576, "e\u0301"]
)
def test_hostile_texts_come_back_exactly(database: str, tmp_path: Path, text: str) -> None:
    with Journal.open(tmp_path) as journal:
        journal.save_draft("02", "book", "q1", text, base=0, writer="w")
        journal.keep(entry(text=text, assessment=replace(READING, note=text)))
    with Journal.open(tmp_path) as journal:
        draft, [kept] = journal.draft("02", "book", "q1"), journal.entries()
        assert draft is not None
        assert draft.text == text
        assert kept.text == text
        assert kept.assessment is not None
        assert kept.assessment.note == text


SAVE_THEN_WAIT = """
import sys, time
from pathlib import Path
from workbook_lib.journal import Journal
journal = Journal.open(Path(sys.argv[1]))
for number in range(20):
    journal.save_draft("02", "book", "q1", f"sentence {number}", base=number, writer="w", seq=number)
print("saved", flush=True)
time.sleep(60)
"""


def test_a_killed_process_loses_nothing_that_was_saved(tmp_path: Path, database: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SAVE_THEN_WAIT, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "saved\n"
    process.kill()
    process.wait(timeout=10)
    process.stdout.close()
    with Journal.open(tmp_path) as journal:
        draft = journal.draft("02", "book", "q1")
    assert draft is not None
    assert (draft.text, draft.revision) == ("sentence 19", 20)


WRITE_MANY = """
import sys
from pathlib import Path
from workbook_lib.journal import Journal
journal = Journal.open(Path(sys.argv[1]))
sys.stdin.readline()
me = sys.argv[2]
for number in range(30):
    journal.save_draft("02", "shared", "q1", f"{me} {number}", base=0, writer=me, seq=number)
    journal.save_draft("02", me, "q1", str(number), base=0, writer=me, seq=number)
journal.close()
"""


def test_processes_writing_at_the_same_time_meet_no_lock_and_lose_no_text(
    tmp_path: Path, database: str
) -> None:
    Journal.open(tmp_path).close()
    names = ["a", "b", "c"]
    processes = [
        subprocess.Popen([sys.executable, "-c", WRITE_MANY, str(tmp_path), name], stdin=subprocess.PIPE)
        for name in names
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.close()
    assert [process.wait(timeout=120) for process in processes] == [0, 0, 0]
    with Journal.open(tmp_path) as journal:
        for name in names:
            own = journal.draft("02", name, "q1")
            assert own is not None
            assert own.text == "29"
        shared = journal.draft("02", "shared", "q1")
        assert shared is not None
        assert {shared.text, *(e.text for e in journal.entries())} >= {f"{name} 29" for name in names}


def test_an_editor_that_is_held_up_gets_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook_lib.db.engine.BUSY_SECONDS", 0.1)
    with Journal.open(tmp_path) as journal, closing(sqlite3.connect(tmp_path / NAME)) as other:
        journal.save_draft("02", "book", "q1", "before", base=0, writer="w")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(JournalError, match="Another program is holding your journal") as caught:
            journal.save_draft("02", "book", "q1", "after", base=1, writer="w")
        assert caught.value.fault is Fault.LOCKED
        other.rollback()
        assert journal.save_draft("02", "book", "q1", "after", base=1, writer="w").draft.text == "after"


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        journal.save_draft("02", "book", "q1", "before", base=0, writer="w")
        with journal._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 20")
        with pytest.raises(JournalError) as caught:
            journal.save_draft("02", "book", "q1", "x" * 1_000_000, base=1, writer="w")
        assert str(caught.value) == (
            "The disk is full, so nothing more can be saved; all that was saved before is safe, "
            "so make some room on this computer and try again."
        )
        draft = journal.draft("02", "book", "q1")
        assert draft is not None
        assert draft.text == "before"


def test_a_journal_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(JournalError, match="all that was saved before is safe"):
        Journal.open(tmp_path / "file" / "data")
    with Journal.open(tmp_path) as journal:
        with journal._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(JournalError) as caught:
            journal.set_place("02", {})
        assert caught.value.fault is Fault.READ_ONLY
        assert str(tmp_path) in str(caught.value)


def test_the_data_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "elsewhere"))
    with Journal.open() as journal:
        assert journal.folder == tmp_path / "elsewhere"
    assert (tmp_path / "elsewhere" / NAME).exists()
    monkeypatch.delenv("WORKBOOK_DATA")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "xdg"))
    if os.name != "posix" or sys.platform == "linux":
        with Journal.open() as journal:
            assert journal.folder.name == "compassion-workbook"


@pytest.fixture(scope="module")
def journal_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("whole")
    with Journal.open(folder) as journal:
        for number in range(20):
            journal.keep(replace(FULL, id=f"e{number}", text=TEXT * 5))
            journal.save_draft("02", "book", f"q{number % 7}", TEXT, base=0, writer="w")
    return (folder / NAME).read_bytes()


@pytest.mark.parametrize("seed", range(25))
def test_whatever_is_damaged_is_told_in_a_sentence(tmp_path: Path, journal_bytes: bytes, seed: int) -> None:
    chance = random.Random(seed)
    damaged = bytearray(journal_bytes)
    for _ in range(chance.choice([1, 5, 50])):
        start = chance.randrange(len(damaged))
        damaged[start : start + 20] = chance.randbytes(len(damaged[start : start + 20]))
    (tmp_path / NAME).write_bytes(damaged)
    with suppress(JournalError), Journal.open(tmp_path) as journal:
        with suppress(JournalError):
            journal.save_draft("02", "book", "q1", "new", base=0, writer="other")
        with suppress(JournalError):
            journal.withdrawn(TEXT)
        journal.contents(private=True)


def test_a_damaged_value_is_told_in_a_sentence(tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        journal.keep(FULL)
        for column, value in (("assessment", b'{"stage": 1}'), ("text", b"\xff"), ("written_at", "soon")):
            with closing(sqlite3.connect(tmp_path / NAME)) as raw:
                raw.execute(f"UPDATE entries SET {column} = ?", [value])  # noqa: S608
                raw.commit()
            with pytest.raises(JournalError) as caught:
                journal.entries()
            assert caught.value.fault is Fault.CORRUPT
