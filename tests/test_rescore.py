"""Reading a journal again: beside the old readings, never over them, in a real SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbook_lib.__main__ import main
from workbook_lib.catalog import load
from workbook_lib.journal import Journal
from workbook_lib.journal.file import COPIES, NAME
from workbook_lib.model import Assessment, Entry
from workbook_lib.rescore_command import report
from workbook_lib.rescoring import reread
from workbook_lib.scoring import score_reflection, score_reply, store

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
CASE = "returned_book"
REFLECTION = (
    "It isn't about the fee. She had promised her daughter the frog book, and she was ashamed in front of "
    "everyone. I don't know what it cost her to come. I will look on the shelf tomorrow."
)
REPLY = "I'm sorry that you had to come twice. I am looking for it now. Would Friday suit you?"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder."""
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("WORKBOOK_COMPILED", str(tmp_path / "kept"))
    monkeypatch.delenv("WORKBOOK_CONTENT", raising=False)
    yield tmp_path / "data"
    store.use(None)


def older(assessment: Assessment, **levels: int) -> Assessment:
    """A reading as an earlier rubric might have left it."""
    ratings = tuple(
        replace(r, level=levels.get(r.dimension, r.level), evidence=()) for r in assessment.ratings
    )
    return replace(assessment, rubric_version="0-older", ratings=ratings)


def entry(id: str, prompt: str, text: str, assessment: Assessment | None, **more: object) -> Entry:
    case = load().scenarios[CASE]
    wording = load().prompts[prompt].wording
    blank = Entry(
        id, NOW, "02_five_questions", CASE, case.version, prompt, wording, "v", "en", text,
        assessment=assessment,
    )  # fmt: skip
    return replace(blank, **more)  # type: ignore[arg-type]


def read_now(text: str = REFLECTION) -> Assessment:
    return score_reflection(text, "why_important", case=load().scenarios[CASE])


def test_what_moved_is_shown_in_words_and_the_old_reading_stands(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = read_now()
    found = {1: "emerging", 2: "clear"}[now.levels["action"]]
    before = older(now, action=0)
    with Journal.open(data) as journal:
        kept = journal.keep(entry("a", "why_important", REFLECTION, before))
    assert main(["rescore"]) == 0
    said = capsys.readouterr().out
    assert "1 text read again, 1 of them otherwise than before." in said
    assert "01 Mar 2026, Five questions before you answer: Why is this issue so important" in said
    assert f"something done: not found in the text yet -> {found}" in said
    assert "found more clearly in 1 text, less clearly in 0 texts" in said
    with Journal.open(data) as journal:
        assert journal.entry("a") == kept
        [reading] = journal.readings()["a"]
        assert reading.assessment == now
        assert journal.entries() == [kept]


def test_a_second_run_reads_nothing_again(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Journal.open(data) as journal:
        journal.keep(entry("a", "why_important", REFLECTION, older(read_now(), action=0)))
    main(["rescore"])
    capsys.readouterr()
    assert main(["rescore"]) == 0
    assert "Nothing was read again." in capsys.readouterr().out
    with Journal.open(data) as journal:
        assert len(journal.readings()["a"]) == 1


def test_what_was_read_by_todays_version_is_left_alone(data: Path) -> None:
    with Journal.open(data) as journal:
        journal.keep(entry("a", "why_important", REFLECTION, read_now()))
        journal.keep(entry("b", "know", "She has a daughter.", None))
        assert reread(journal, load()) == []
        assert journal.readings() == {}


def test_each_later_reading_is_measured_by_the_one_before_it(data: Path) -> None:
    now = read_now()
    with Journal.open(data) as journal:
        journal.keep(entry("a", "why_important", REFLECTION, older(now, action=0)))
        [first] = reread(journal, load())
        assert [(m.dimension, m.before, m.now) for m in first.moves] == [("action", 0, now.levels["action"])]
    with closing(sqlite3.connect(data / NAME)) as raw:
        [stored] = raw.execute("SELECT assessment FROM readings").fetchone()
        changed = stored.replace(now.rubric_version.encode(), b"0-between")
        raw.execute("UPDATE readings SET rubric_version = '0-between', assessment = ?", (changed,))
        raw.commit()
    with Journal.open(data) as journal:
        [second] = reread(journal, load())
        assert second.moves == ()
        assert [r.assessment.rubric_version for r in journal.readings()["a"]] == [
            "0-between",
            now.rubric_version,
        ]


def test_a_reply_is_read_beside_the_tone_that_was_chosen(data: Path) -> None:
    case = load().scenarios[CASE]
    second = case.messages[1]
    with Journal.open(data) as journal:
        journal.set_place("02_five_questions", {"chosen": {f"{CASE}/register": second.register}})
        journal.keep(entry("a", "reply", REPLY, older(score_reply(REPLY), inclusion=0)))
        [found] = reread(journal, load())
    assert found.now == score_reply(REPLY, second.text, case.library_at_fault)
    assert not found.case_changed


def test_a_text_on_a_case_that_changed_is_read_without_it_and_that_is_said(data: Path) -> None:
    with Journal.open(data) as journal:
        journal.keep(
            entry("a", "why_important", REFLECTION, older(read_now(), action=0), scenario_version=99)
        )
        journal.keep(entry("b", "why_important", REFLECTION, older(read_now(), action=0), scenario="gone"))
        found = reread(journal, load())
    assert [one.case_changed for one in found] == [True, True]
    assert found[0].now == score_reflection(REFLECTION, "why_important")
    assert "read without it" in "\n".join(report(found, load()))


def test_ones_own_encounter_has_no_case_to_change(data: Path) -> None:
    own = entry("a", "why_important", REFLECTION, older(read_now()), scenario="own", scenario_version=0)
    with Journal.open(data) as journal:
        journal.keep(own)
        [found] = reread(journal, load())
    assert not found.case_changed


def test_a_text_that_was_met_with_help_stays_unread(data: Path) -> None:
    met = replace(older(read_now()), stage=None, note="bigger_than_a_reply")
    with Journal.open(data) as journal:
        journal.keep(entry("a", "why_important", "She says she wants to die.", met))
        assert reread(journal, load()) == []


def test_a_text_that_would_be_met_with_help_today_is_not_read(data: Path) -> None:
    text = "She told me that she wants to kill herself. I will ring her tomorrow."
    with Journal.open(data) as journal:
        journal.keep(entry("a", "why_important", text, older(read_now(text))))
        found = reread(journal, load())
    assert found[0].now.note == "bigger_than_a_reply"
    assert "read -> not read (bigger than a reply)" in "\n".join(report(found, load()))


def test_an_older_file_is_copied_before_it_is_changed(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Journal.open(data) as journal:
        journal.keep(entry("a", "why_important", REFLECTION, older(read_now(), action=0)))
    with closing(sqlite3.connect(data / NAME)) as raw:
        raw.execute("DROP TABLE readings")
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
        raw.commit()
    assert main(["rescore", "--journal", str(data)]) == 0
    assert "1 of them otherwise" in capsys.readouterr().out
    [copy] = (data / COPIES).iterdir()
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("SELECT count(*) FROM entries").fetchone() == (1,)
        assert raw.execute("SELECT name FROM sqlite_master WHERE name = 'readings'").fetchall() == []


def test_where_there_is_no_journal_none_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rescore", "--journal", str(tmp_path / "nowhere")]) == 1
    assert "There is no journal in" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()
    assert main(["rescore", "--profile", "Nobody"]) == 1


def test_deleting_everything_deletes_later_readings_too(data: Path) -> None:
    with Journal.open(data) as journal:
        journal.keep(entry("a", "why_important", REFLECTION, older(read_now(), action=0)))
        reread(journal, load())
        journal.erase()
        assert journal.readings() == {}
