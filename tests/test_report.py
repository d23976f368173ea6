"""The group's report and the comparison: words for every figure, nothing hidden shown, files equal to the page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.after_page import Facilitator, a_room, docx_text, keep, plain
from tests.rooms_made import made, taken
from workbook_lib.group import summary
from workbook_lib.group.asking import hardest
from workbook_lib.pages._after_compare import comparison
from workbook_lib.pages._after_next import next_things
from workbook_lib.pages._after_report import report
from workbook_lib.takeaway.document import Document, Own, Points, Says, Table


@pytest.fixture(autouse=True)
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    monkeypatch.setenv("WORKBOOK_FOLDER", str(folder))
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    return folder


def words_of(document: Document) -> Iterator[str]:
    """Every word of a document, a paragraph, an item or a cell at a time."""
    yield from (document.title, document.about, document.foot)
    for section in document.sections:
        yield section.heading
        for block in section.blocks:
            match block:
                case Says():
                    yield block.text
                case Own():
                    yield from (block.text, block.asked)
                case Points():
                    yield from block.items
                case Table():
                    yield from (*block.columns[1:], *(cell for row in block.rows for cell in row))


def test_the_report_tells_what_the_room_showed() -> None:
    shown = Facilitator()
    text = "\n".join(words_of(report(shown.after, a_room())))
    for said in (
        "5 May 2026, 90 minutes",
        "A small red chair",
        "their feeling",
        "2 of 8",
        "4 of 8",
        "nearly everybody stands at the same place: their side",
        "What would help her first?",
        "When somebody sighs, then I ask.",
        "The talk in pairs: 4 of 7",
        "not about people",
    ):
        assert said in text.replace("and not about people", "not about people")


def test_what_was_written_to_the_facilitator_alone_is_in_no_file(pages: Path) -> None:
    room = a_room()
    keep(room)
    page = Facilitator()
    shown = page.chooses("room", "room", room.id) + page.shows("report")
    assert "For you alone" in shown
    assert "The quiet minute." in shown
    for kind in ("docx", "html", "csv"):
        page.presses("report", f"report:{kind}")
    (word,), (web,), (sheet,) = (tuple(pages.glob(f"*.{kind}")) for kind in ("docx", "html", "csv"))
    for text in (docx_text(word.read_bytes()), web.read_text(), sheet.read_text(encoding="utf-8-sig")):
        assert "The talk in pairs: 4 of 7" in plain(text)
        assert "The quiet minute." not in text
    assert "For you alone" not in Facilitator().brings("room", summary.as_bytes(a_room(2, feedback=None)))


def test_a_room_without_a_picture_has_a_report_all_the_same() -> None:
    document = report(Facilitator().after, made(2))
    text = "\n".join(words_of(document))
    assert "No picture of the group was taken. It needs 6 people" in text
    assert all(section.blocks for section in document.sections)


def test_desks_and_those_left_out_are_named() -> None:
    shown = taken({"emotion": (3, 3, 2)})
    shown["views"][0]["desks"] = ["fines", "no_such_desk", ""]
    text = "\n".join(words_of(report(Facilitator().after, made(2, {**shown, "left_out": 4}))))
    assert "no_such_desk, no desk named: People whose texts are counted: 8." in text
    assert "too few share their desk: 4." in text


def test_three_things_to_do_next_that_fit() -> None:
    after = Facilitator().after
    room = a_room()
    things = next_things(after, room)
    assert things == tuple(after.word(key) for key in ("next_action", "next_emotion", "next_plans"))
    assert next_things(after, made(2)) == tuple(after.word(f"next_{k}") for k in ("weeks", "pairs", "again"))


def test_what_is_hardest_is_so_on_the_screen_and_in_what_to_do_next() -> None:
    after = Facilitator().after
    # Alike: the rubric names emotion before action, whatever the file does; and a desk may hide one of them.
    shown = taken({"action": (3, 3, 2), "emotion": (3, 3, 2)})
    other = taken({"emotion": (5, 3, 0)}, hidden=("action",))
    shown["views"] += other["views"]
    shown["views"][0]["desks"], shown["views"][1]["desks"] = ["fines"], ["children"]
    assert hardest(after.page.content, shown) == ["emotion", "action"]
    told = next_things(after, made(2, shown))
    assert told[:2] == tuple(after.word(key) for key in ("next_emotion", "next_action"))
    again = taken({"emotion": (4, 2, 2)}, case="a_second_one")
    assert hardest(after.page.content, taken({"emotion": (5, 2, 1)}), again) == ["emotion"]


def test_every_grouped_dimension_has_something_to_do_next() -> None:
    content = Facilitator().page.content
    words = content.pages["22_after_the_session"].words
    grouped = {d.id for rubric in content.rubrics.values() for d in rubric.dimensions}
    assert {f"next_{d}" for d in grouped - {"self_awareness", "assumption_free"}} <= words.keys()


@pytest.mark.parametrize("which", ["report", "compare"])
def test_files_say_what_the_page_says_and_nothing_else(which: str, pages: Path) -> None:
    first, last = a_room(1), a_room(40, (6, 10, 14))
    keep(first), keep(last)
    page = Facilitator()
    page.chooses("room", "room", first.id)
    page.chooses("first_last", "first", first.id)
    section = "report" if which == "report" else "first_last"
    shown = plain(page.chooses("first_last", "last", last.id) if which == "compare" else page.shows(section))
    for kind in ("docx", "html", "csv"):
        page.presses(section, f"{which}:{kind}")
    made = report(page.after, first) if which == "report" else comparison(page.after, first, last)
    name = page.after.word(f"file_{which}")
    [word], [web], [sheet] = ([*pages.glob(f"{name}*.{kind}")] for kind in ("docx", "html", "csv"))
    in_word, in_web = plain(docx_text(word.read_bytes())), plain(web.read_text())
    rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8-sig"))))
    cells = {cell.removeprefix("'") for row in rows for cell in row}
    for said in words_of(made):
        assert plain(said) in shown
        assert plain(said) in in_web
        assert plain(said) in in_word or said == made.foot
        assert said in cells
    assert cells - set(words_of(made)) - {""} == {*rows[0]}


def test_a_formula_is_words_in_the_table(pages: Path) -> None:
    room = a_room(offers=[{"id": "a", "text": "=cmd|'/C calc'!A0", "hidden": False}])
    keep(room)
    page = Facilitator()
    page.chooses("room", "room", room.id)
    page.presses("report", "report:csv")
    [sheet] = pages.glob("*.csv")
    assert "'=cmd|" in sheet.read_text(encoding="utf-8-sig")


def test_the_comparison_says_in_words_how_little_it_knows() -> None:
    after = Facilitator().after
    document = comparison(after, a_room(1, (4, 2, 2)), a_room(40, (2, 4, 4)))
    text = "\n".join(words_of(document))
    assert "their feeling: emerging or clear" in text
    assert "4 of 8" in text
    assert "8 of 10" in text
    assert "30 in 100 more" in text
    assert "fewer to" in text
    assert "no change is among it" in text
    assert "These are texts and not people." in text
    assert "their side" in text
