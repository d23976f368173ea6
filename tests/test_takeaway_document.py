"""Word files, pages to print, calendar files: whatever was written goes in, and another program reads it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import docx
import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from workbook_lib.takeaway.document import (
    SQUARE,
    Document,
    Own,
    Points,
    Room,
    Says,
    Section,
    Table,
    holdable,
    lines_of,
    right_to_left,
)
from workbook_lib.takeaway.reminder import LASTS, calendar_file, moment_of
from workbook_lib.takeaway.web import preview, web_page
from workbook_lib.takeaway.word import word_file

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
HARD = [
    "",
    "\0\x07\x1b\x7f\x85",
    "a\ud800b",
    "\ufffe\U0001fffe",
    "👩🏽‍🏫 took the phone 🎉",
    "שלום, אני עייפה",
    "مرحبا بالعالم",
    "<script>alert(1)</script>{{ 7 * 7 }}",
    "]]>&amp;<!--",
    "one\r\ntwo\rthree\n\n\nfour\vfive",
    "=HYPERLINK(1)",
    "x" * 20_000,
    "\u202eturned round\u202c",
    "e\u0301" * 50,
]
TEXTS = st.one_of(st.text(max_size=200), st.sampled_from(HARD))


def document(text: str) -> Document:
    blocks = (
        Own(text, text, text),
        Says(text),
        Points((text,)),
        Table((text, text), ((text, text),)),
        Room((text,)),
        Says(text, quiet=True, leads=True),
        Table((text, text), ((text, text),), shares=(3, 1)),
        Room(("", text)),
    )
    return Document(text, text, (Section(text, blocks), Section(text, blocks, new_page=True)), text)


def texts_of(data: bytes) -> list[str]:
    """Every text of a Word file, read as XML by the standard library."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        root = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314 - made here
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    paragraphs = root.iter(f"{space}p")
    return [
        "".join(t.text or "\t" for t in p.iter() if t.tag in {f"{space}t", f"{space}tab"}) for p in paragraphs
    ]


class Reader(HTMLParser):
    """The text and the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@given(TEXTS)
@settings(max_examples=40)
def test_any_words_go_into_a_word_file_and_out_of_it(text: str) -> None:
    data = word_file(document(text))
    assert docx.Document(io.BytesIO(data)).core_properties.author == ""
    said = texts_of(data)
    for line in lines_of(text):
        assert line in said


@given(TEXTS)
@settings(max_examples=60)
def test_any_words_go_into_a_page_and_nothing_in_it_runs(text: str) -> None:
    for html in (web_page(document(text)).decode("utf-8"), preview(document(text), "sheet")):
        reader = Reader()
        reader.feed(html)
        assert not reader.tags & {"script", "img", "iframe", "link", "object"}
        said = "".join(reader.said)
        assert "\n".join(lines_of(text)).strip() in said
        assert "\0" not in html
        assert not re.findall(r'(?:src|href)="(?!#)', html)


@given(TEXTS)
@settings(max_examples=60)
def test_any_words_go_into_a_calendar_and_out_of_it(text: str) -> None:
    at = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    data = calendar_file(at, "How did my plan go?", text, uid="1@workbook.invalid", now=NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    read = vobject.readOne(data.decode("utf-8"))
    [event] = read.vevent_list
    told = holdable(text).replace("\t", " ").strip()
    assert (event.description.value if told else "") == told
    assert event.summary.value == "How did my plan go?"
    assert "attendee" not in event.contents


ZONES = [
    "UTC",
    "Europe/Berlin",
    "Europe/London",
    "America/New_York",
    "America/St_Johns",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Brisbane",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "America/Argentina/Buenos_Aires",
]
"""Not those whose clocks follow the moon (Africa/Casablanca): vobject reads only rules that come every year."""


@given(
    st.sampled_from(ZONES),
    st.datetimes(datetime(2026, 12, 1), datetime(2027, 11, 30)).map(
        lambda d: d.replace(second=0, microsecond=0)
    ),
)
@settings(max_examples=60)
def test_another_program_reads_the_very_moment_that_was_chosen(zone: str, local: datetime) -> None:
    at = moment_of(f"{local:%Y-%m-%dT%H:%M}[{zone}]")
    assert at is not None
    data = calendar_file(at, "t", "", uid="1@workbook.invalid", now=NOW)
    # Every file brings its own rules of the zone: what was learnt from the last one is forgotten.
    getattr(vobject.icalendar, "__tzidMap").clear()
    [event] = vobject.readOne(data.decode()).vevent_list
    begins, ends = event.dtstart.value, event.dtend.value
    assert begins.replace(tzinfo=None) == at.replace(tzinfo=None)
    if not _within_a_change(at):
        assert begins.astimezone(UTC) == at.astimezone(UTC)
        assert ends.astimezone(UTC) - begins.astimezone(UTC) == LASTS
    [alarm] = event.valarm_list
    assert alarm.trigger.value == timedelta(0)


def _within_a_change(at: datetime) -> bool:
    """Whether the clocks change within some hours: a wall time that comes twice may be taken either way."""
    near = [(at.astimezone(UTC) + timedelta(hours=h)).astimezone(at.tzinfo).utcoffset() for h in (-3, 0, 3)]
    return len(set(near)) > 1


def test_a_time_that_the_clocks_skip_is_the_one_they_show_instead() -> None:
    skipped = moment_of("2027-03-28T02:30[Europe/Berlin]")
    assert skipped is not None
    assert (skipped.hour, skipped.minute) == (3, 30)
    twice = moment_of("2027-10-31T02:30[Europe/Berlin]")
    assert twice is not None
    assert twice.utcoffset() == timedelta(hours=2)


def test_a_zone_that_nobody_knows_is_this_computers_and_is_written_in_utc() -> None:
    at = moment_of("2026-12-01T09:00[Mars/Base]")
    assert at is not None
    [event] = vobject.readOne(calendar_file(at, "t", "", uid="1@x.invalid", now=NOW).decode()).vevent_list
    assert event.dtstart.value.astimezone(UTC) == at.astimezone(UTC)
    assert b"TZID" not in calendar_file(at, "t", "", uid="1@x.invalid", now=NOW)


@pytest.mark.parametrize(
    "value",
    ["", "2026-12-01", "2026-12-01T09:00", "2026-02-31T09:00[UTC]", "x[UTC]", "2026-12-01T09:00[../etc/x]"],
)
def test_what_is_no_moment_is_none(value: str) -> None:
    assert moment_of(value) is None


@given(st.text(max_size=60))
def test_no_value_of_a_browser_breaks_it(value: str) -> None:
    found = moment_of(value)
    assert found is None or found.tzinfo is not None


def test_signs_that_no_document_holds_are_squares_and_lines_stay() -> None:
    assert holdable("a\0b\ud800c\r\nd\te") == f"a{SQUARE}b{SQUARE}c\nd\te"
    assert lines_of("\n\none\n\ntwo\n") == ["one", "", "two"]


def test_words_from_right_to_left_begin_at_the_right_and_others_do_not() -> None:
    assert right_to_left("123 שלום")
    assert not right_to_left("2 books, שלום")
    assert not right_to_left("…")
    data = word_file(Document("t", "", (Section("s", (Own("שלום"), Own("plain"))),)))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    assert xml.count("<w:bidi/>") == 1


def test_a_word_file_has_real_headings_and_tables_with_a_header() -> None:
    data = word_file(
        Document("A title", "about", (Section("One", (Table(("a", "b"), (("c", "d"),)),)),), "foot")
    )
    file = docx.Document(io.BytesIO(data))
    assert [p.style.name for p in file.paragraphs if p.style and p.text] == ["Title", "Note", "Heading 1"]
    assert file.core_properties.title == "A title"
    assert file.core_properties.last_modified_by == ""
    assert "tblHeader" in file.tables[0]._tbl.xml
    assert file.sections[0].footer.paragraphs[0].text.startswith("foot")


def test_a_section_may_begin_on_a_new_page_and_columns_have_their_shares() -> None:
    table = Table(("a", "b"), (("c", "d"),), shares=(3, 1))
    sections = (Section("One", (table,)), Section("Two", (Says("Over it", leads=True),), new_page=True))
    file = docx.Document(io.BytesIO(word_file(Document("t", "", sections))))
    begins = {p.text: p.paragraph_format.page_break_before for p in file.paragraphs}
    assert begins["Two"]
    assert not begins["One"]
    wide, narrow = (cell.width for cell in file.tables[0].rows[1].cells)
    assert wide is not None
    assert narrow is not None
    assert abs(wide - 3 * narrow) < 10
    assert next(p for p in file.paragraphs if p.text == "Over it").paragraph_format.keep_with_next
    html = web_page(Document("t", "", sections)).decode()
    assert html.count('class="wb-new-page"') == 1
    assert 'style="width: 75%"' in html


def test_a_calendar_file_lasts_and_rings_as_it_is_told() -> None:
    at = datetime(2026, 12, 1, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    hour, before = timedelta(hours=1), timedelta(minutes=30)
    data = calendar_file(at, "t", "", uid="1@x.invalid", now=NOW, lasts=hour, rings=before, busy=True)
    [event] = vobject.readOne(data.decode()).vevent_list
    assert event.dtend.value - event.dtstart.value == hour
    assert event.valarm_list[0].trigger.value == -before
    assert event.transp.value == "OPAQUE"
