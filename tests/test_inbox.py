"""Texts that wait in files while no kernel is there."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_lib import inbox
from workbook_lib.journal import Journal

ITEM: dict[str, Any] = {
    "page": "02",
    "scenario": "book",
    "prompt": "q1",
    "text": "typed while the kernel was away",
    "base": 0,
    "writer": "w1",
    "typed_at": 1_750_000_000_000,
    "seq": 1,
}


def now_ms() -> int:
    return int(time.time() * 1000)


def waiting(folder: Path) -> list[str]:
    return sorted(path.suffix for path in (folder / inbox.FOLDER).iterdir())


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters()))
def test_any_text_waits_and_arrives_exactly(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        inbox.put(Path(folder), ITEM | {"text": text})
        [(item, path)] = inbox.take(Path(folder))
        assert item == inbox.Item(**(ITEM | {"text": text}))
        assert path.exists()


def test_a_later_text_of_the_same_editor_replaces_and_an_earlier_one_does_not(tmp_path: Path) -> None:
    for seq in (1, 3, 2):
        inbox.put(tmp_path, ITEM | {"seq": seq, "text": f"text {seq}"})
    assert waiting(tmp_path) == [".json"]
    assert [item.text for item, _ in inbox.take(tmp_path)] == ["text 3"]


def test_each_editor_and_slot_has_its_own_file(tmp_path: Path) -> None:
    for change in (
        {"writer": "w2", "typed_at": 5},
        {"prompt": "q2", "typed_at": 3},
        {"page": "../../x", "typed_at": 4},
    ):
        inbox.put(tmp_path, ITEM | change)
    assert waiting(tmp_path) == [".json"] * 3
    assert {p.parent for p in tmp_path.rglob("*.json")} == {tmp_path / inbox.FOLDER}
    assert [item.typed_at for item, _ in inbox.take(tmp_path)] == [3, 4, 5]


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ([], "must be an object"),
        ("text", "must be an object"),
        ({k: v for k, v in ITEM.items() if k != "text"}, "needs the field 'text'"),
        (ITEM | {"sql": ""}, "no field called 'sql'"),
        (ITEM | {"text": 3}, "'text' of a waiting text must be of the kind str"),
        (ITEM | {"base": True}, "'base' of a waiting text must be of the kind int"),
        (ITEM | {"private": 1}, "'private' of a waiting text must be of the kind bool"),
        (ITEM | {"seq": -1}, "'seq' of a waiting text must be between"),
        (ITEM | {"typed_at": 2**53}, "'typed_at' of a waiting text must be between"),
        (ITEM | {"page": "a\0"}, "'page' of a waiting text must be plain"),
        (ITEM | {"writer": "w" * 201}, "'writer' of a waiting text must be plain"),
        (ITEM | {"text": "é" * 1_000_000}, "longer than 2 MB"),
    ],
)
def test_what_is_malformed_or_too_long_is_refused_in_a_sentence(tmp_path: Path, bad: Any, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        inbox.put(tmp_path, bad)
    assert list(tmp_path.rglob("*.*")) == []


def test_the_inbox_has_a_last_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MAX_FILES", 2)
    for writer in ("a", "b"):
        inbox.put(tmp_path, ITEM | {"writer": writer})
    with pytest.raises(ValueError, match="Too many texts"):
        inbox.put(tmp_path, ITEM | {"writer": "c"})
    inbox.put(tmp_path, ITEM | {"writer": "a", "seq": 2})


def test_the_journal_takes_in_what_waits(tmp_path: Path) -> None:
    inbox.put(tmp_path, ITEM)
    inbox.put(tmp_path, ITEM | {"prompt": "q2", "text": "another", "private": True})
    with Journal.open(tmp_path) as journal:
        saved = journal.absorb_inbox()
        assert [(s.draft.prompt, s.draft.text, s.conflict) for s in saved] == [
            ("q1", ITEM["text"], None),
            ("q2", "another", None),
        ]
        assert saved[0].draft.saved_at.timestamp() * 1000 == ITEM["typed_at"]
        assert waiting(tmp_path) == []
        assert journal.absorb_inbox() == []
        kept = journal.save_draft("02", "book", "q2", "third", base=0, writer="other").conflict
        assert kept is not None
        assert kept.private


def test_an_older_item_never_overwrites_newer_text_of_its_editor(tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        journal.save_draft("02", "book", "q1", "newer", base=0, writer="w1", seq=2)
        inbox.put(tmp_path, ITEM | {"seq": 1, "typed_at": now_ms() + 10_000})
        [saved] = journal.absorb_inbox()
        assert saved.draft.text == "newer"
        assert journal.entries() == []
        assert waiting(tmp_path) == []


def test_two_editors_lose_neither_text_and_the_newer_one_stands(tmp_path: Path) -> None:
    with Journal.open(tmp_path) as journal:
        journal.save_draft("02", "book", "q1", "standing", base=0, writer="w2")
        inbox.put(tmp_path, ITEM | {"text": "older"})
        [late] = journal.absorb_inbox()
        assert late.draft.text == "standing"
        assert late.conflict is not None
        assert late.conflict.text == "older"
        inbox.put(tmp_path, ITEM | {"text": "newest", "typed_at": now_ms() + 60_000, "seq": 2})
        [newer] = journal.absorb_inbox()
        assert newer.draft.text == "newest"
        assert newer.conflict is not None
        assert newer.conflict.text == "standing"
        assert newer.draft.saved_at.timestamp() <= time.time()


def test_a_file_stays_until_its_text_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox.put(tmp_path, ITEM)
    with Journal.open(tmp_path) as journal:
        with journal._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(Exception, match="does not let the workbook write"):
            journal.absorb_inbox()
        assert waiting(tmp_path) == [".taken"]
    inbox.put(tmp_path, ITEM | {"text": "typed after", "seq": 2})
    with Journal.open(tmp_path) as journal:
        assert len(journal.absorb_inbox()) == 2
        draft = journal.draft("02", "book", "q1")
        assert draft is not None
        assert draft.text == "typed after"
    assert waiting(tmp_path) == []


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b'{"page": "02"', b"[" * 100_000, json.dumps(ITEM | {"x": 1}).encode()]
)
def test_what_cannot_be_read_is_set_aside_not_deleted(tmp_path: Path, content: bytes) -> None:
    (tmp_path / inbox.FOLDER).mkdir()
    (tmp_path / inbox.FOLDER / "x.json").write_bytes(content)
    inbox.put(tmp_path, ITEM)
    with Journal.open(tmp_path) as journal:
        assert len(journal.absorb_inbox()) == 1
    [aside] = (tmp_path / inbox.FOLDER).iterdir()
    assert aside.suffix == ".unreadable"
    assert aside.read_bytes() == content


def test_the_server_imports_nothing_heavy_for_it() -> None:
    code = (
        "import sys; before = set(sys.modules); import workbook_lib.inbox; print(*set(sys.modules) - before)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30
    )
    tops = {name.split(".")[0] for name in done.stdout.split()}
    assert tops - set(sys.stdlib_module_names) == {"workbook_lib"}
    assert "sqlite3" not in tops
