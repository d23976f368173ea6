"""Taking the journal along: out and in again to the last character, and nothing else comes in."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbook_lib.db import tables, writing
from workbook_lib.journal import Journal
from workbook_lib.model import Assessment, Entry, Evidence, Rating
from workbook_lib.takeaway import PageRecord, TakeawayError, export_zip, import_zip, record_of_learning
from workbook_lib.takeaway import archive as archive_module
from workbook_lib.takeaway.portable import built, original, portable

NOW = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
NOT_OURS = (
    "This file is not a journal saved by this workbook, or it is damaged; your journal is unchanged, "
    "so choose the zip file that the workbook saved."
)
READING = Assessment(
    "reflection",
    "1.2",
    "empathy",
    (
        Rating("perspective", 2, 0.9, True, (Evidence("perspective", 0, 7, "She has", "her side", "c1"),)),
        Rating("feeling", 1, 0.6, False, (Evidence("feeling", 8, 12, "told", "a reason"),)),
        Rating("assumption_free", 2, 0.9, True),
        Rating("action", 0, 0.5, True),
    ),
    sentences=((0, 51),),
)


def entry(id: str, text: str = "She has told her daughter.", **more: Any) -> Entry:
    blank = Entry(id, NOW, "02", "book", 3, "q1", "Why so important?", "2026.1", "en", text)
    return replace(blank, **more)


def fill(journal: Journal) -> None:
    journal.keep(entry("e1", self_rating={"perspective": 1}, assessment=READING))
    journal.keep(entry("e2", revises="e1", written_at=NOW + timedelta(hours=1), aided=False))
    journal.dispute("e1", "feeling", "Her words, not mine.")
    journal.keep(entry("e3", text="for me alone", private=True, prompt_wording="A secret question"))
    journal.save_draft("02", "book", "q2", "a draft", base=0, writer="w")
    journal.save_draft("12", "own", "q1", "a private draft", base=0, writer="w", private=True)
    journal.set_place("02", {"step": 2})
    journal.set_setting("desk", "reference")


def moved(journal: Journal, folder: Path, **options: Any) -> Journal:
    export_zip(journal, folder / "out.zip", **options)
    other = Journal.open(folder / "other")
    import_zip(other, folder / "out.zip")
    return other


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.open(tmp_path / "one")


def texts(journal: Journal) -> list[str]:
    found = journal.contents(private=True)
    return [e.text for e in found.entries] + [d.draft.text for d in found.drafts]


def test_everything_arrives_and_twice_is_as_once(journal: Journal, tmp_path: Path) -> None:
    fill(journal)
    other = moved(journal, tmp_path, private=True)
    was, arrived = journal.contents(private=True), other.contents(private=True)
    assert arrived.entries == was.entries
    assert arrived.visits == was.visits
    assert (arrived.places, arrived.settings) == (was.places, was.settings)
    assert [(d.draft.text, d.draft.saved_at, d.private) for d in arrived.drafts] == [
        (d.draft.text, d.draft.saved_at, d.private) for d in was.drafts
    ]
    import_zip(other, tmp_path / "out.zip")
    assert other.contents(private=True) == arrived
    import_zip(journal, tmp_path / "out.zip")
    assert journal.contents(private=True) == was


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(st.characters()), min_size=1, max_size=3))
def test_any_text_arrives_exactly(written: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, Journal.open(Path(folder) / "one") as journal:
        for number, text in enumerate(written):
            reading = replace(READING, note=text)
            journal.keep(entry(str(number), text, assessment=reading, disputed={"feeling": text}))
            journal.save_draft("02", "book", str(number), text, base=0, writer="w")
        with moved(journal, Path(folder)) as other:
            assert other.entries() == journal.entries()
            assert [d.text for d in other.drafts("02")] == [d.text for d in journal.drafts("02")]


def test_private_words_are_in_no_file_unless_asked(journal: Journal, tmp_path: Path) -> None:
    fill(journal)
    export_zip(journal, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"a draft" in everything
    for secret in (b"for me alone", b"a private draft", b"A secret question"):
        assert secret not in everything
    other = moved(journal, tmp_path, private=True)
    assert sorted(texts(other)) == sorted(texts(journal))
    assert [e.id for e in other.contents().entries] == ["e1", "e2"]


def test_two_journals_meet_and_neither_loses_a_word(journal: Journal, tmp_path: Path) -> None:
    fill(journal)
    with Journal.open(tmp_path / "other") as other:
        other.keep(entry("e1", "other words under the same id"))
        other.save_draft("02", "book", "q2", "what stands here", base=0, writer="v")
        other.set_setting("desk", "children")
        before = texts(other)
        export_zip(journal, tmp_path / "out.zip", private=True)
        for _ in range(2):
            import_zip(other, tmp_path / "out.zip")
            assert set(texts(other)) == {*before, *texts(journal)}
            assert len(texts(other)) == len(before) + len(texts(journal))
            assert other.setting("desk") == "children"
            draft = other.draft("02", "book", "q2")
            assert draft is not None
            assert draft.text == "what stands here"
        journal.dispute("e1", "action", "said after the first copy")
        export_zip(journal, tmp_path / "later.zip", private=True)
        import_zip(other, tmp_path / "later.zip")
        assert len(texts(other)) == len(before) + len(texts(journal))
        assert {"action", "feeling"} in [set(e.disputed) for e in other.entries()]


def test_an_old_copy_never_overwrites_what_was_written_since(journal: Journal, tmp_path: Path) -> None:
    journal.save_draft("02", "book", "q1", "on Monday", base=0, writer="w")
    export_zip(journal, tmp_path / "monday.zip")
    journal.save_draft("02", "book", "q1", "on Tuesday", base=1, writer="w")
    import_zip(journal, tmp_path / "monday.zip")
    draft = journal.draft("02", "book", "q1")
    assert draft is not None
    assert draft.text == "on Tuesday"
    assert [e.text for e in journal.entries()] == ["on Monday"]


def zipped(folder: Path, content: bytes, name: str = "journal.json") -> Path:
    target = folder / "in.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.writestr("../../escaped.txt", b"out")
    return target


@pytest.fixture(scope="module")
def exported_bytes(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("exported")
    with Journal.open(folder) as source:
        fill(source)
        export_zip(source, folder / "source.zip")
    with zipfile.ZipFile(folder / "source.zip") as archive:
        return archive.read("journal.json")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"null",
        b"\xff",
        b"[" * 100_000,
        b'{"format": "other", "version": 1, "journal": {}}',
    ],
)
def test_a_file_that_is_not_ours_is_refused_in_a_sentence(
    journal: Journal, tmp_path: Path, content: bytes
) -> None:
    for source in (zipped(tmp_path, content), zipped(tmp_path, b"{}", name="other.json")):
        with pytest.raises(TakeawayError) as caught:
            import_zip(journal, source)
        assert str(caught.value) == NOT_OURS
    (tmp_path / "in.zip").write_bytes(content)
    with pytest.raises(TakeawayError, match="not a journal saved by this workbook"):
        import_zip(journal, tmp_path / "in.zip")
    with pytest.raises(TakeawayError, match="can't be opened"):
        import_zip(journal, tmp_path / "nowhere.zip")


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("entries", 0, "written_at"), "2026-03-02T14:05:00"),
        (("entries", 0, "written_at"), 5),
        (("entries", 0, "text"), None),
        (("entries", 0, "aided"), 1),
        (("entries", 0, "scenario_version"), 2**80),
        (("entries", 0, "page"), {"utf-8-surrogatepass in base64": "7aCA"}),
        (("entries", 0, "self_rating"), {"perspective": 3}),
        (("entries", 0, "self_rating"), {"perspective": True}),
        (("entries", 0, "assessment", "stage"), "bliss"),
        (("entries", 0, "assessment", "sentences"), [[0]]),
        (("entries", 0, "assessment", "ratings", 0, "evidence", 0, "start"), "0"),
        (("entries", 0, "assessment", "ratings", 0, "confidence"), "high"),
        (("entries", 0, "assessment", "surplus"), 1),
        (("entries", 1, "id"), ["e1"]),
        (("drafts", 0, "draft", "text"), {"utf-8-surrogatepass in base64": "*"}),
        (("visits", 0), {"page": "02"}),
        (("places",), []),
    ],
)
def test_a_file_that_was_tampered_with_brings_nothing_in(
    journal: Journal, tmp_path: Path, exported_bytes: bytes, where: tuple[Any, ...], value: Any
) -> None:
    data = json.loads(exported_bytes)
    inner = data["journal"]
    for key in where[:-1]:
        inner = inner[key]
    inner[where[-1]] = value
    before = journal.contents(private=True)
    with pytest.raises(TakeawayError) as caught:
        import_zip(journal, zipped(tmp_path, json.dumps(data).encode()))
    assert str(caught.value) == NOT_OURS
    assert journal.contents(private=True) == before
    assert not (tmp_path.parent / "escaped.txt").exists()


def test_a_newer_file_says_so(journal: Journal, tmp_path: Path, exported_bytes: bytes) -> None:
    source = zipped(tmp_path, json.dumps(json.loads(exported_bytes) | {"version": 2}).encode())
    with pytest.raises(TakeawayError, match="a newer version of the workbook; your journal is unchanged"):
        import_zip(journal, source)


def test_a_zip_that_unfolds_without_end_is_refused(
    journal: Journal, tmp_path: Path, exported_bytes: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_module, "MAX_BYTES", 100_000)
    padded = exported_bytes + b" " * 10_000_000
    source = zipped(tmp_path, padded)
    assert source.stat().st_size < 50_000
    with pytest.raises(TakeawayError) as caught:
        import_zip(journal, source)
    assert str(caught.value) == NOT_OURS


def test_the_page_to_read_shows_words_as_words(journal: Journal, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)></script>{{ 7 * 7 }}\u202eabc\ud800 & \0"
    journal.keep(entry("e1", hostile, prompt_wording="<b>Why?</b>", assessment=READING))
    journal.dispute("e1", "perspective", "<i>no</i>")
    export_zip(journal, tmp_path / "out.zip", titles={"02": "Five <questions>", "feeling": "What they feel"})
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        page = archive.read("journal.html").decode()
    assert "&lt;img src=x onerror=alert(1)&gt;&lt;/script&gt;{{ 7 * 7 }}" in page
    assert "Five &lt;questions&gt;" in page
    assert "&lt;b&gt;Why?&lt;/b&gt;" in page
    assert "<img" not in page
    assert "<script" not in page
    assert re.findall(r"(?:src|href)=\"(?!#)", page) == []
    assert "http" not in page.replace("http-equiv", "")
    assert "◌ <bdi>What they feel</bdi>: emerging, unsure; “<bdi>told</bdi>”" in page
    assert "her side" not in page, "what the learner took back is not shown"
    for absent in ("action", "assumption_free"):
        assert f"<bdi>{absent}</bdi>" not in page, (
            "what was not found is not shown, nor praise for an absence"
        )


def test_an_empty_journal_can_be_taken_too(journal: Journal, tmp_path: Path) -> None:
    assert moved(journal, tmp_path).contents() == journal.contents()


def test_the_sheet_runs_no_formula(journal: Journal, tmp_path: Path) -> None:
    texts = ['=HYPERLINK("x")', "+1", "-1", "@a", " =1+1", "\n=1+1", "\uff1d1+1", 'plain, "quoted"\né']
    for number, text in enumerate(texts):
        journal.keep(entry(str(number), text, written_at=NOW + timedelta(number)))
    export_zip(journal, tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        sheet = archive.read("journal.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(sheet, newline="")))
    assert [row["text"] for row in rows] == [
        '\'=HYPERLINK("x")',
        "'+1",
        "'-1",
        "'@a",
        "' =1+1",
        "'\n=1+1",
        "'\uff1d1+1",
        'plain, "quoted"\né',
    ]


def test_the_record_of_learning_has_pages_days_and_minutes(journal: Journal, tmp_path: Path) -> None:
    zone = timezone(timedelta(hours=10))
    rows = [
        ("02", NOW, NOW + timedelta(minutes=20)),
        ("01", NOW + timedelta(minutes=30), NOW + timedelta(minutes=30, seconds=20)),
        ("00", NOW + timedelta(minutes=40), NOW + timedelta(minutes=40)),
        ("02", NOW + timedelta(days=7), NOW + timedelta(days=7, minutes=9, seconds=40)),
    ]
    with writing(journal._engine) as connection:
        for page, began, last in rows:
            connection.execute(sa.insert(tables.visits).values(page=page, began_at=began, last_at=last))
    first, second = NOW.astimezone(zone).date(), (NOW + timedelta(days=7)).astimezone(zone).date()
    assert record_of_learning(journal, zone=zone) == [
        PageRecord("02", (first, second), 30),
        PageRecord("01", (first,), 1),
    ]
    assert first.day == 3
    export_zip(journal, tmp_path / "out.zip", titles={"02": "Five questions"})
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        sheet = archive.read("record_of_learning.csv").decode("utf-8-sig")
    assert sheet.splitlines()[0] == "page,days,minutes"
    assert sheet.splitlines()[1].startswith("Five questions,")


def test_time_that_two_visits_share_counts_once(journal: Journal) -> None:
    """The same visit twice, once as it was taken along and once as it went on."""
    later = NOW + timedelta(minutes=12)
    spans = [(NOW, NOW + timedelta(minutes=4)), (NOW, later), (NOW + timedelta(minutes=9), later)]
    with writing(journal._engine) as connection:
        for began, last in spans:
            connection.execute(sa.insert(tables.visits).values(page="02", began_at=began, last_at=last))
    assert [row.minutes for row in record_of_learning(journal)] == [12]


def test_a_page_that_was_only_opened_is_no_work(journal: Journal) -> None:
    journal.opened("02")
    assert record_of_learning(journal) == []
    journal.save_draft("02", "book", "q1", "words", base=0, writer="w")
    assert [(row.page, row.minutes) for row in record_of_learning(journal)] == [("02", 1)]


def test_work_on_a_page_is_one_visit_until_a_pause(journal: Journal) -> None:
    journal.set_place("02", {})
    journal.save_draft("02", "book", "q1", "words", base=0, writer="w")
    journal.keep(entry("e1"))
    journal.set_place("01", {})
    assert [visit.page for visit in journal.visits()] == ["02", "01"]
    with writing(journal._engine) as connection:
        long_ago = datetime.now(UTC) - timedelta(minutes=11)
        connection.execute(sa.update(tables.visits).values(began_at=long_ago, last_at=long_ago))
    journal.set_place("02", {})
    assert len(journal.visits()) == 3


def test_plain_data_goes_there_and_back() -> None:
    kept = entry("e1", "\ud83d\ude00", assessment=READING, disputed={"feeling": "\0"})
    assert built(Entry, original(json.loads(json.dumps(portable(kept))))) == kept
