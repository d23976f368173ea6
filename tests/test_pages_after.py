"""Page 22 without a browser: choosing, bringing, comparing, the weeks after, and a network's report."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.after_page import Facilitator, a_room, docx_text, keep
from tests.rooms_made import made
from tests.test_network_report import room as network_room
from tests.test_network_report import rooms as network_rooms
from workbook_lib.group import network_blocks, summary
from workbook_lib.pages import _after_kit as kit
from workbook_lib.pages._after_network import FOLDER
from workbook_lib.pages._days import day_of


@pytest.fixture(autouse=True)
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    monkeypatch.setenv("WORKBOOK_FOLDER", str(folder))
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    return folder


def test_with_no_session_the_page_says_so_and_takes_a_file() -> None:
    page = Facilitator()
    assert page.after.word("no_rooms") in page.shows("room")
    for section in ("report", "weeks"):
        assert page.after.word("choose_first") in page.shows(section)
    assert page.after.word("two_needed") in page.shows("first_last")
    said = page.brings("room", summary.as_bytes(a_room()))
    assert "This page is now about: A small red chair, 5 May 2026" in said
    assert page.after.word("report_title") in page.shows("report")
    assert not summary.home().exists()


def test_sessions_are_told_apart_by_the_name_their_facilitator_gave_them() -> None:
    named = a_room(1).model_copy(update={"title": "Team <i>east</i>"})
    for room in (named, a_room(2)):
        keep(room)
    shown = Facilitator().shows("room")
    assert "Team <i>east</i>, 5 May 2026" in shown
    assert "A small red chair, 6 May 2026" in shown


def test_a_session_that_is_chosen_is_there_after_a_reload() -> None:
    room = a_room()
    keep(room)
    Facilitator().chooses("room", "room", room.id)
    assert "What would help her first?" in Facilitator().shows("report")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"{}", "not_ours"),
        (b"\x00", "not_ours"),
        (json.dumps({"format": "compassion-workbook/room-summary", "version": 99}).encode(), "newer"),
        (json.dumps({"format": "compassion-workbook/room-summary", "version": 1}).encode(), "changed"),
    ],
)
def test_a_file_that_is_none_is_told_in_a_sentence(data: bytes, why: str) -> None:
    page = Facilitator()
    assert page.after.word(f"why_{why}") in page.brings("room", data)
    assert page.after.word(f"why_{why}") in page.brings("network", data)


def test_files_in_the_folder_that_are_none_are_named_and_a_new_one_is_found() -> None:
    keep(a_room()).with_name("torn.json").write_text("{")
    page = Facilitator()
    assert "Not readable as a session: torn.json" in page.shows("room")
    keep(a_room(2))
    assert "Sessions found: 2." in page.presses("room", "look")


def test_hostile_words_are_words() -> None:
    offers = [{"id": "a", "text": "<script>alert(1)</script>", "hidden": False}]
    room = a_room(1, offers=offers, case={"id": "x", "title": "<img src=x onerror=alert(1)>"})
    page = Facilitator()
    page.brings("room", summary.as_bytes(room))
    html = "".join(part["html"] for part in page.forms["report"].parts if part["kind"] == "html")
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_what_cannot_be_set_side_by_side_says_why() -> None:
    first, last = a_room(1), a_room(40)
    keep(first), keep(last)
    page = Facilitator()
    page.chooses("first_last", "first", last.id)
    assert page.after.word("compare_order") in page.chooses("first_last", "last", first.id)
    assert page.after.word("compare_same_room") in page.chooses("first_last", "first", first.id)
    page.presses("first_last", "compare:docx")
    assert page.after.word("compare_title") in page.chooses("first_last", "last", last.id)


# -- the weeks after ---------------------------------------------------------------------------------------


def with_room(number: int = 20_000) -> Facilitator:
    room = a_room(number)
    keep(room)
    page = Facilitator()
    page.chooses("room", "room", room.id)
    return page


def test_the_message_is_the_facilitators_to_change_and_goes_into_the_files(pages: Path) -> None:
    page = with_room()
    assert "two weeks ago we sat together" in page.shows("weeks")
    room = page.after.chosen("room")
    assert room is not None
    page.types("weeks", kit.slot(room, 2), "Hello, my own words.")
    page.presses("weeks", "kit:txt")
    page.presses("weeks", "kit:docx")
    [text], [word] = pages.glob("*.txt"), pages.glob("*.docx")
    assert text.read_text() == "Hello, my own words."
    assert "Hello, my own words." in docx_text(word.read_bytes())
    assert "six weeks ago" in page.chooses("weeks", "weeks", "6")
    assert "Hello, my own words." in Facilitator().chooses("weeks", "weeks", "2")


def test_the_message_of_another_room_names_its_own_case() -> None:
    page = with_room()
    first = page.after.chosen("room")
    other = made(2, case={"id": "a_second_one", "title": "The second one"})
    keep(other)
    assert first is not None
    assert f'over "{first.case.title}"' in page.shows("weeks")
    page.presses("room", "look")
    page.chooses("room", "room", other.id)
    assert 'over "The second one"' in page.shows("weeks")


def test_four_cases_in_all_and_none_that_the_room_had() -> None:
    page = with_room()
    room = page.after.chosen("room")
    assert room is not None
    cases = [case for weeks in kit.WEEKS for case in kit.four_minutes(page.after, room, weeks)]
    assert len({case.id for case in cases}) == 4
    assert room.case.id not in {case.id for case in cases}
    assert not any(case.safety for case in cases)
    assert all(case.title in page.shows("weeks") for case in cases[:2])


def test_a_reminder_at_the_moment_that_is_shown(pages: Path) -> None:
    page = with_room()
    room = page.after.chosen("room")
    assert room is not None
    day = (room.opened_at.astimezone() + timedelta(weeks=2)).date()
    assert f"{day.isoformat()}T09:00" in page.shows("weeks")
    page.presses("weeks", "kit:ics")
    [made] = pages.glob("*.ics")
    assert "2 weeks after our session" in made.read_text().replace("\r\n ", "")
    page.chooses("weeks", "kit-when", "2099-12-01T10:30[Europe/Berlin]")
    page.presses("weeks", "kit:ics")
    assert any("20991201T103000" in path.read_text() for path in pages.glob("*.ics"))


def test_a_moment_that_is_over_is_said(pages: Path) -> None:
    page = with_room(-2000)
    assert page.after.word("remind_past") in page.presses("weeks", "kit:ics")
    assert list(pages.glob("*.ics")) == []


# -- a network -----------------------------------------------------------------------------------------------


def test_a_folder_of_sessions_becomes_a_report_and_its_files(tmp_path: Path, pages: Path) -> None:
    folder = tmp_path / "from libraries"
    folder.mkdir()
    for room in network_rooms(1, 6):
        (folder / f"{room.id}.json").write_bytes(summary.as_bytes(room))
    (folder / "notes.json").write_text("{}")
    page = Facilitator()
    page.types("network", FOLDER, str(folder))
    said = page.presses("network", "network_folder")
    assert "Sessions here now: 6. Files that are none: 1." in said
    page.brings("network", summary.as_bytes(network_room(1, (3, 3, 2), (2, 4, 2), (4, 2, 2))))
    shown = page.presses("network", "network_report")
    assert "Sessions: 6." in shown
    assert "Files of a session that was here already: 1." in shown
    assert "four of five can work out the fifth" in shown
    for kind in ("docx", "csv", "html"):
        page.presses("network", f"network:{kind}")
    name = page.after.word("file_network")
    assert {path.suffix for path in pages.glob(f"{name}*")} == {".docx", ".csv", ".html"}
    [sheet] = pages.glob("*.csv")
    assert "18" in sheet.read_text(encoding="utf-8-sig")
    assert oct(network_blocks.home().stat().st_mode & 0o777) == "0o600"
    held = json.loads(network_blocks.home().read_text())
    assert [len(block) for block in held] == [6]


def test_a_second_report_with_one_room_more_is_refused(tmp_path: Path) -> None:
    for room in network_rooms(1, 6):
        keep(room)
    page = Facilitator()
    page.presses("network", "network_folder")
    page.presses("network", "network_report")
    keep(network_room(9, (3, 3, 2)))
    later = Facilitator()
    later.presses("network", "network_folder")
    assert later.after.word("network_too_few_new", count=1) in later.presses("network", "network_report")
    assert later.after.word("network_empty") in later.presses("network", "network_none")


def test_a_session_whose_file_changed_is_named_by_its_day() -> None:
    first = network_rooms(1, 6)
    for room in first:
        keep(room)
    page = Facilitator()
    page.presses("network", "network_folder")
    page.presses("network", "network_report")
    page.brings("network", summary.as_bytes(first[0].model_copy(update={"snapshots": ()})))
    day = day_of(first[0].opened_at.astimezone().date(), "en")
    assert page.after.word("network_changed", days=day) in page.presses("network", "network_report")
    page.presses("network", "network_none")
    page.presses("network", "network_folder")
    assert page.after.word("network_about", count=6) in page.presses("network", "network_report")


def test_a_network_needs_figures_and_gets_no_text(pages: Path) -> None:
    room = a_room()
    keep(room)
    page = Facilitator()
    page.chooses("room", "room", room.id)
    page.presses("report", "figures")
    (made,) = pages.glob("session-figures-*.json")
    given = made.read_text()
    texts = (*(offer.text for offer in room.offers), *room.feedback.helped) if room.feedback else ()
    assert texts
    assert not [text for text in texts if text in given]
    found = summary.parsed(given.encode())
    assert (found.id, found.snapshots) == (room.id, room.snapshots)
    assert page.after.word("network_taken", count=1) in page.brings("network", given.encode())


def test_a_path_with_the_quotation_marks_it_was_copied_with_is_the_folder(tmp_path: Path) -> None:
    (tmp_path / "Räume 2026").mkdir()
    (tmp_path / "Räume 2026" / "one.json").write_bytes(summary.as_bytes(network_room(1, (3, 3, 2))))
    page = Facilitator()
    page.types("network", FOLDER, f'"{tmp_path / "Räume 2026"}"')
    assert page.after.word("network_taken", count=1) in page.presses("network", "network_folder")


def test_with_too_few_or_no_folder_or_a_torn_list_there_is_no_report(tmp_path: Path) -> None:
    page = Facilitator()
    for typed in (str(tmp_path / "nowhere"), "~no-such-person/rooms", "x" * 300):
        page.types("network", FOLDER, typed)
        said = page.presses("network", "network_folder")
        assert re.search(f"There is no folder .*{re.escape(typed)}", said), typed
    for room in network_rooms(1, 4):
        page.brings("network", summary.as_bytes(room))
    assert page.after.word("network_too_few", count=4) in page.presses("network", "network_report")
    page.brings("network", summary.as_bytes(network_rooms(5, 1)[0]))
    for torn in ("{", "{}", "[1]", '[{"a": 1}]'):
        network_blocks.home().write_text(torn)
        assert "The list of earlier reports" in page.presses("network", "network_report")
    assert page.after.word("network_title") not in page.shows("network")
