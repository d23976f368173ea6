"""What earlier versions wrote (tests/data/older, one dump for each) opens, and holds all that it held."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_journal import FULL
from workbook_lib.db import reading
from workbook_lib.db.schema import Schema, revision
from workbook_lib.group import tables
from workbook_lib.group.store import Store
from workbook_lib.group.together import standing
from workbook_lib.journal import Journal
from workbook_lib.journal.file import COPIES, NAME, SCHEMA

OLDER = ROOT / "tests" / "data" / "older"


def dumps(of: str) -> list[Path]:
    return sorted(OLDER.glob(f"{of}-*.sql"))


def written(dump: Path, path: Path) -> Path:
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(dump.read_text(encoding="ascii"))
    return path


@pytest.mark.parametrize(("of", "schema"), [("journal", SCHEMA), ("room", tables.SCHEMA)])
def test_there_is_a_file_of_every_earlier_version(of: str, schema: Schema) -> None:
    kept = {path.stem.rpartition("-")[2] for path in dumps(of)}
    assert set(schema.revisions[:-1]) <= kept <= set(schema.revisions)


@pytest.mark.parametrize("dump", dumps("journal"), ids=lambda path: path.stem)
def test_an_older_journal_opens_with_all_it_held(dump: Path, tmp_path: Path) -> None:
    written(dump, tmp_path / NAME)
    with Journal.open(tmp_path) as journal:
        assert journal.entries() == [FULL]
        [draft] = journal.drafts("02")
        assert (draft.text, draft.revision) == ("A draft \ud800 of \0 mine.", 1)
        assert (journal.place("02"), journal.setting("desk")) == ({"at": 2}, "children")
        assert len(journal.visits()) == 1
        versions = [r.assessment.rubric_version for r in journal.readings().get("e1", ())]
        assert versions == ([] if dump.stem.endswith("0001") else ["1.3"])
        journal.keep(FULL)
    current = dump.stem.endswith(SCHEMA.head)
    copies = list((tmp_path / COPIES).glob("*.db"))
    assert len(copies) == (0 if current else 1)
    for copy in copies:
        with closing(sqlite3.connect(copy)) as raw:
            assert raw.execute("SELECT id FROM entries").fetchall() == [("e1",)]


@pytest.mark.parametrize("dump", dumps("room"), ids=lambda path: path.stem)
def test_an_older_room_opens_with_all_it_held_and_goes_on(dump: Path, tmp_path: Path) -> None:
    store = Store.open(written(dump, tmp_path / "room.db"))
    with reading(store.engine) as connection:
        assert revision(connection, tables.SCHEMA) == tables.SCHEMA.head
    assert (store.room().step, store.room().case) == ("questions", "a_small_red_chair")
    person = store.person("a token of somebody in the room")
    assert person is not None
    assert person.desk == "teens"
    hardship, plan = store.answers(person=person)
    assert hardship.text == "He is ashamed in front of the mothers."
    assert hardship.assessment is not None
    assert hardship.assessment.levels["emotion"] == 1
    assert plan.text == "Words \ud800 and \0."
    assert [o["text"] for o in store.offered("a token of somebody in the room")] == ["He is ashamed."]
    assert len(store.snapshots()) == 1
    store.keep_answer(person, "k3", hardship)
    assert standing(store) is None
    store.end(store.room().opened_at)
    store.close()
    assert b"ashamed in front" not in (tmp_path / "room.db").read_bytes()
