"""Page 12: weeks in words, an ask told from a hollow one, and a page with what was ticked and nothing else."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from uuid import uuid4

import pytest

from tests.practice_page import Opening, buttons, choose, flat, openings, press, read, shown, words_of, write
from workbook_lib import catalog
from workbook_lib.activities import weeks
from workbook_lib.model import Entry
from workbook_lib.pages import _map, staying_well
from workbook_lib.pages._checking import Checking
from workbook_lib.pages._desks import ByDesk
from workbook_lib.pages._page import Page
from workbook_lib.pages._sheet import Sheet
from workbook_lib.pages._weeks import Weeks
from workbook_lib.pages._writing import Plan, Writing
from workbook_lib.parts import Choices, Ticks
from workbook_lib.takeaway import export_zip
from workbook_lib.widgets import Press, Reply, Ticked

PAGE = "12_staying_well"
CONTENT = catalog.load()
LOOKS = CONTENT.looks.looks
WORDS = CONTENT.pages[PAGE].words
CHECK = CONTENT.activities[PAGE].check_in["week"]
ASK = (
    "I ask for a second person at the desk on Saturday from ten to two, so that one of us can step away after a "
    "hard call. My supervisor Priya plans the desk. Could we try it from January, for six weeks?"
)


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    monkeypatch.setenv("WORKBOOK_FOLDER", str(tmp_path))
    yield from openings(tmp_path, monkeypatch)


def earlier(page: Page, weeks_ago: int, **answers: str) -> None:
    """A week that was kept some time ago."""
    at = datetime.now(UTC) - timedelta(weeks=weeks_ago)
    week = weeks.scenario_of(date.today() - timedelta(weeks=weeks_ago))
    options = {item.id: item.options for item in CHECK.items}
    for item, value in answers.items():
        assert page.journal is not None
        page.journal.keep(
            Entry(
                uuid4().hex,
                at,
                PAGE,
                week,
                0,
                item,
                "",
                "1",
                "en",
                options[item][value],
                aided=True,
                private=True,
            )
        )
    page.kept = None


def tick(sheet: Sheet, value: str, on: bool = True) -> Reply:
    return sheet.act(Ticked("a_change_to_ask_for-0", value, on), None)  # type: ignore[arg-type]


def ticks(sheet: Sheet) -> list[str]:
    return [
        option.value for part in flat(sheet.parts()) if isinstance(part, Ticks) for option in part.options
    ]


# -- good and hollow ---------------------------------------------------------------------------------------


@pytest.mark.source("S18", "12_staying_well")
def test_an_ask_that_can_be_granted_is_told_from_a_hollow_one(opened: Opening) -> None:
    ask = Writing(opened(PAGE), "ask")
    asked = ("what_changes", "what_for", "who_decides", "by_when")
    hollow = read(ask, "We should all be more resilient, and self-care is important in this job.", "ask")
    assert LOOKS["bear_it"].says in hollow
    assert all(LOOKS[name].says not in hollow for name in asked)
    assert LOOKS["what_changes"].missing in hollow
    good = read(ask, ASK, "ask")
    assert LOOKS["bear_it"].says not in good
    assert all(LOOKS[name].says in good for name in asked)


@pytest.mark.source("S18", "12_staying_well")
@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (
            "Please support us more. We could really do with some understanding from everybody here.",
            "what_changes",
        ),
        ("I ask my supervisor for a debrief of ten minutes after every ban, from January.", "what_for"),
        ("A debrief after every ban from January, so that nobody takes it home.", "who_decides"),
        ("I ask our manager for rules on how clients may treat staff, so that we can end a call.", "by_when"),
    ],
)
def test_what_an_ask_lacks_is_what_the_page_asks_for(opened: Opening, text: str, missing: str) -> None:
    said = read(Writing(opened(PAGE), "ask"), text, "ask")
    assert LOOKS[missing].says not in said
    assert f"{CONTENT.word('reading.one_question')}:</strong> {LOOKS[missing].missing}" in said


@pytest.mark.source("S18", "12_staying_well")
def test_tiredness_is_put_down_to_the_week_and_not_to_the_person(opened: Opening) -> None:
    desks = ByDesk(opened(PAGE), "desk")
    blaming = read(desks, "I'm too soft for this job, everyone else seems to cope.", "drained")
    assert LOOKS["on_me"].says in blaming
    assert LOOKS["set_up"].missing in blaming
    plain = read(desks, "Six hours at the desk without a break, and a man shouted at me.", "drained")
    assert LOOKS["set_up"].says in plain
    assert LOOKS["on_me"].says not in plain
    gave = read(desks, "Amal took over for ten minutes so that I could breathe.", "recharged")
    assert LOOKS["work_gave"].says in gave


# -- the check-in ------------------------------------------------------------------------------------------


def test_a_week_is_kept_in_words_and_comes_back(opened: Opening) -> None:
    checking = Checking(opened(PAGE), "week")
    assert press(checking, "keep_week").announce == WORDS["week_nothing"]
    choose(checking, "check-rested", "tired")
    choose(checking, "check-desk_hours", "most")
    write(checking, "A boy read to me.", "moment_was")
    assert press(checking, "keep_week").focus == "week-kept"
    kept = {entry.prompt: entry for entry in checking.page.entries()}
    assert {prompt: entry.text for prompt, entry in kept.items()} == {
        "rested": "tired",
        "desk_hours": "most of it",
        "moment_was": "A boy read to me.",
    }
    assert all(entry.private and entry.assessment is None for entry in kept.values())
    again = Checking(opened(PAGE), "week")
    chosen = {part.id: part.value for part in flat(again.parts()) if isinstance(part, Choices)}
    assert chosen["check-rested"] == "tired"
    assert chosen["check-breaks"] == ""


def test_a_change_in_the_same_week_counts_and_the_same_again_is_kept_once(opened: Opening) -> None:
    checking = Checking(opened(PAGE), "week")
    choose(checking, "check-rested", "tired")
    press(checking, "keep_week")
    press(checking, "keep_week")
    choose(checking, "check-rested", "rested")
    press(checking, "keep_week")
    first, second = checking.page.entries()
    assert second.revises == first.id
    [week] = checking.weeks()
    assert week.answers == {"rested": "rested"}


def test_a_choice_that_is_not_there_is_left(opened: Opening) -> None:
    checking = Checking(opened(PAGE), "week")
    choose(checking, "check-rested", "radiant")
    choose(checking, "check-mood", "tired")
    assert checking.answers == {}


def test_a_moment_that_is_more_than_a_page_can_hold_is_met_with_help(opened: Opening) -> None:
    checking = Checking(opened(PAGE), "week")
    write(checking, "I don't want to wake up any more and I am saving up my tablets.", "moment_was")
    assert press(checking, "keep_week").focus == "care-heading"
    assert CONTENT.care.call[0] in shown(checking)


def test_the_weeks_stand_side_by_side_in_words_and_in_a_sentence(opened: Opening) -> None:
    page = opened(PAGE)
    beside = Weeks(Checking(page, "week"))
    assert WORDS["weeks_none"] in shown(beside)
    earlier(page, 4, rested="worn_out", desk_hours="most")
    assert WORDS["weeks_one"] in shown(beside)
    earlier(page, 3, rested="tired", desk_hours="most")
    assert "other weeks" not in shown(beside)
    earlier(page, 2, rested="rested", desk_hours="quarter")
    earlier(page, 1, rested="all_right", desk_hours="half")
    told = shown(beside)
    assert (
        "In 2 weeks you were at the desk for most of your hours. In 2 of them you were worn out or tired."
        in told
    )
    assert "other weeks, it was so in 0." in " ".join(told.split())
    assert CONTENT.word("charts.drawing") in told
    loading = beside.drawn.then(lambda: None)
    assert loading is not None
    loading.join(timeout=120)
    drawn = shown(beside)
    assert "How rested, over 4 weeks: worn out (1), tired (1), all right (1), rested (1)." in drawn
    assert drawn.count("<svg") == 2
    for words in ("worn out", "all right"):
        assert f"<td>{words}</td>" in drawn
    reply = choose(beside, "line", "desk_hours")
    assert "most of it (2)" in reply.announce


def test_words_that_an_item_no_longer_has_are_shown_and_not_drawn() -> None:
    entry = Entry(
        "1", datetime.now(UTC), PAGE, "week-2026-11-16", 0, "rested", "", "1", "en", "on my last legs"
    )
    [week] = weeks.weeks_of([entry], CHECK)
    item = CHECK.items[0]
    assert weeks.value_of(item, week.answers["rested"]) == ""
    assert weeks.how_often(item, [week]) == [("on my last legs", 1)]
    assert weeks.monday_of("week-2026-13-40") is None
    assert weeks.monday_of("own") is None


# -- a page to take along ----------------------------------------------------------------------------------


def everything(page: Page) -> None:
    checking = Checking(page, "week")
    choose(checking, "check-alone", "nobody")
    choose(checking, "check-desk_hours", "most")
    press(checking, "keep_week")
    desks = ByDesk(page, "desk")
    read(desks, "Six hours at the desk without a break.", "drained")
    choose(desks, "by-desk", "childrens")
    read(desks, "A girl read her first page to me.", "recharged")
    read(Writing(page, "ask"), ASK, "ask")
    plan = Plan(page)
    write(plan, "When I come home, then I walk once round the pond.", "when_then")
    press(plan, "read:own-when_then")


@pytest.mark.parametrize(("button", "suffix"), [("word", ".docx"), ("print", ".html")])
def test_the_page_for_a_supervisor_holds_what_was_ticked_and_nothing_else(
    opened: Opening, tmp_path: Path, button: str, suffix: str
) -> None:
    page = opened(PAGE)
    sheet = Sheet(page)
    assert WORDS["sheet_none"] in shown(sheet)
    everything(page)
    assert ticks(sheet) == [
        "ask", "fines-drained", "childrens-recharged", "week-desk_hours", "week-alone", "plan", "room",
    ]  # fmt: skip
    assert sheet.ticked() == set()
    assert buttons(sheet) == []
    assert CONTENT.word("take.nothing") in shown(sheet)
    tick(sheet, "ask")
    tick(sheet, "week-desk_hours")
    tick(sheet, "plan")
    tick(sheet, "plan", on=False)
    assert ASK in shown(sheet)
    assert press(sheet, button).announce.startswith("It is in ")
    [made] = tmp_path.glob(f"*{suffix}")
    said = words_of(made)
    assert ASK in said
    assert "most of it" in said
    for absent in ("nobody", "without a break", "first page", "round the pond", WORDS["sheet_agree"]):
        assert absent not in said
        assert absent not in shown(sheet).split(WORDS["sheet_title"])[1]


def test_nothing_goes_in_that_was_not_seen(opened: Opening, tmp_path: Path) -> None:
    page = opened(PAGE)
    ask, sheet = Writing(page, "ask"), Sheet(page)
    read(ask, ASK, "ask")
    tick(sheet, "ask")
    read(ask, ASK + " Please don't tell the others.", "ask")
    reply = press(sheet, "word")
    assert reply.announce == CONTENT.word("take.changed")
    assert list(tmp_path.glob("*.docx")) == []
    press(sheet, "word")
    [made] = tmp_path.glob("*.docx")
    assert "tell the others" in words_of(made)


def test_what_is_kept_elsewhere_on_the_page_is_there_to_tick_at_once(opened: Opening) -> None:
    page = opened(PAGE)
    form = staying_well.sheet()
    read(Writing(page, "ask"), ASK, "ask")
    assert form.parts[0]["kind"] == "ticks"


def test_a_folder_that_takes_no_file_is_said_in_words(
    opened: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(PAGE)
    sheet = Sheet(page)
    read(Writing(page, "ask"), ASK, "ask")
    tick(sheet, "ask")
    monkeypatch.setenv("WORKBOOK_FOLDER", str(tmp_path / "no such folder"))
    assert press(sheet, "word").announce == CONTENT.word("take.not_written")


# -- private, and where to turn ----------------------------------------------------------------------------


def test_nothing_of_the_page_is_in_a_copy_unless_it_is_chosen(opened: Opening, tmp_path: Path) -> None:
    page = opened(PAGE)
    everything(page)
    tick(Sheet(page), "ask")
    write(Checking(page, "week"), "The kite over the car park.", "moment_was")
    assert page.journal is not None
    without, whole = tmp_path / "without.zip", tmp_path / "whole.zip"
    export_zip(page.journal, without)
    export_zip(page.journal, whole, private=True)
    words = ("nobody", "without a break", "six weeks", "round the pond", "The kite", '"ticked"')
    for target, there in ((without, False), (whole, True)):
        with zipfile.ZipFile(target) as archive:
            text = b"".join(archive.read(name) for name in archive.namelist()).decode()
        assert [word in text for word in words] == [there] * len(words)


def test_each_desk_keeps_its_own_and_they_stand_side_by_side(opened: Opening) -> None:
    page = opened(PAGE)
    page.set("desk", "teens")
    desks = ByDesk(page, "desk")
    read(desks, "The noise from three to six.", "drained")
    assert WORDS["by_desk_heading"] not in shown(desks)
    choose(desks, "by-desk", "back_office")
    assert "The noise" not in shown(desks)
    read(desks, "Nobody answers my e-mails.", "drained")
    told = shown(ByDesk(opened(PAGE), "desk"))
    assert WORDS["by_desk_heading"] in told
    assert told.index(CONTENT.desks["teens"].name) < told.index(CONTENT.desks["back_office"].name)


def test_where_to_turn_names_who_to_call_and_no_illness(opened: Opening) -> None:
    opened(PAGE)
    [part] = staying_well.turn().parts
    said = unescape(part["html"])
    assert all(line in said for line in CONTENT.care.call)
    for word in ("depress", "burnout", "burned out", "anxiety", "disorder"):
        assert word not in said.lower()


def test_an_ask_or_a_plan_finishes_the_page_and_a_choice_begins_it(opened: Opening) -> None:
    page = opened(PAGE)
    assert _map.stand(page)[PAGE] == "ahead"
    choose(Checking(page, "week"), "check-rested", "tired")
    assert _map.stand(page)[PAGE] == "begun"
    read(Writing(page, "ask"), ASK, "ask")
    assert _map.stand(page)[PAGE] == "done"
    assert Press("keep_week", "week-do").name in buttons(Checking(page, "week"))
