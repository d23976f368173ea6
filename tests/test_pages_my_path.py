"""Page 14: the other form last and the first again, nothing read in front of anybody, and only what was ticked."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import vobject

from tests.practice_page import Opening, boxes, buttons, choose, flat, openings, press, shown, words_of
from workbook_lib import catalog
from workbook_lib.model import Assessment, Entry, Level
from workbook_lib.pages import _last_case, _map, my_path
from workbook_lib.pages._first_case import FirstCase
from workbook_lib.pages._last_case import LastCase
from workbook_lib.pages._looking_back import Returned, plans, short_cases
from workbook_lib.pages._page import Page
from workbook_lib.pages._portfolio import Portfolio
from workbook_lib.pages._progress import Progress
from workbook_lib.pages._reminder import Reminder
from workbook_lib.pages._side_by_side import SideBySide
from workbook_lib.pages._unaided import Unaided
from workbook_lib.pages._writing import Plan
from workbook_lib.parts import Html, Ticks
from workbook_lib.scoring import score_reflection
from workbook_lib.widgets import DraftTyped, Reply, Ticked

FIRST, PAGE = "00_start_here", "14_my_path"
CONTENT = catalog.load()
WORDS = CONTENT.pages[PAGE].words
THOUGHT = "She had told her daughter it would be sorted today, and now she stands there in front of everyone."
SAID = "I am so sorry. I will look on the shelf with you now, and I will take the fee off today."


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    monkeypatch.setenv("WORKBOOK_FOLDER", str(tmp_path))
    yield from openings(tmp_path, monkeypatch)


def typed(page: Page, slot: tuple[str, str], text: str) -> None:
    page.save(DraftTyped(page.id, slot, text, page.draft(slot)[1], 1, "w"))


def answered(case: Unaided, thought: str = THOUGHT, said: str = SAID) -> Reply:
    """Begin a case, write in both boxes, and keep it."""
    press(case, "begin")  # type: ignore[arg-type]  # a station, once it is one of its kinds
    typed(case.page, (case.scenario.id, "unaided_reflection"), thought)
    typed(case.page, (case.scenario.id, "unaided_reply"), said)
    return press(case, "keep")  # type: ignore[arg-type]


def first(opened: Opening, key: str | None = None) -> str:
    """The first case on page 00, with the learner's draw decided by ``key``; its id."""
    page = opened(FIRST)
    if key:
        page.set("key", key)
    case = FirstCase(page)
    answered(case, "He looked at the floor.", "Hello.")
    return case.scenario.id


def weeks_later(monkeypatch: pytest.MonkeyPatch, weeks: float) -> None:
    """The page's clock goes on."""

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(tz) + timedelta(weeks=weeks)

    monkeypatch.setattr(_last_case, "datetime", Later)


# -- the cases ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["a0", "a1"])
def test_who_had_one_form_first_gets_the_other_last_and_the_first_after_six_weeks(
    opened: Opening, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    begun = first(opened, key)
    page = opened(PAGE)
    last = LastCase(page)
    assert WORDS["last_case_ready"] in shown(last)
    assert last.pair()[0] == begun
    reply = answered(last)
    assert reply.focus == "last-case-kept"
    forms = [occasion.scenario for occasion in _last_case.occasions(page)]
    assert forms == list(last.pair())
    assert buttons(last) == []
    press(last, "begin")
    assert not last.open, "before six weeks none is begun"
    weeks_later(monkeypatch, 6.01)
    again = LastCase(opened(PAGE))
    assert WORDS["last_case_again"] in shown(again)
    press(again, "begin")
    assert again.scenario.id == begun
    assert [again.page.draft((begun, prompt))[0] for prompt in boxes(again)] == ["", ""]
    answered(again, "What a long day she had.", "Come in.")
    assert [o.scenario for o in _last_case.occasions(again.page)] == [begun, last.pair()[1], begun]


def test_both_forms_come_first_for_some(opened: Opening) -> None:
    drawn = set()
    for key in ("a0", "a1"):
        page = opened(PAGE)
        page.set("key", key)
        drawn.add(LastCase(page).pair())
    [one, other] = drawn
    assert one == other[::-1]


def test_what_was_written_six_weeks_before_does_not_stand_in_the_box(
    opened: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = LastCase(opened(PAGE))
    answered(case)
    form = _last_case.occasions(case.page)[0].scenario
    for weeks in (6.01, 12.1):
        weeks_later(monkeypatch, weeks)
        case = LastCase(opened(PAGE))
        if weeks > 7:
            # The clock of what is kept does not go on in a test: the third is offered as if it did.
            monkeypatch.setattr(LastCase, "_offered", lambda self: True)
        press(case, "begin")
        assert [case.page.draft((case.scenario.id, prompt))[0] for prompt in boxes(case)] == ["", ""]
        answered(case)
    assert [o.scenario for o in _last_case.occasions(case.page)].count(form) == 2


def test_nothing_is_read_in_front_of_the_learner(opened: Opening) -> None:
    first(opened)
    last = LastCase(opened(PAGE))
    answered(last)
    kept = [entry for entry in last.page.entries() if not entry.aided]
    assert len(kept) == 2
    assert all(entry.assessment is not None and not entry.aided for entry in kept)
    assert "wb-reading" not in shown(last)
    assert "wb-finding" not in shown(SideBySide(last.page))


def test_a_case_half_written_comes_back_and_can_be_left(opened: Opening) -> None:
    last = LastCase(opened(PAGE))
    assert WORDS["last_case_none"] in shown(last)
    press(last, "begin")
    assert press(last, "keep").announce == CONTENT.word("saved.nothing_yet")
    typed(last.page, (last.scenario.id, "unaided_reply"), SAID)
    again = LastCase(opened(PAGE))
    assert again.open
    assert again.page.draft((again.scenario.id, "unaided_reply"))[0] == SAID
    assert press(again, "skip").announce == WORDS["last_case_left"]
    press(again, "begin")
    assert again.page.draft((again.scenario.id, "unaided_reply"))[0] == SAID
    press(again, "keep")
    assert [o.entries.keys() for o in _last_case.occasions(again.page)] == [{"unaided_reply"}]


def test_a_case_that_says_more_than_a_page_can_hold_is_met_with_help(opened: Opening) -> None:
    last = LastCase(opened(PAGE))
    reply = answered(last, "She said she doesn't want to wake up any more and is saving up her tablets.")
    assert reply.focus == "care-heading"
    assert CONTENT.care.heading in shown(last)


# -- side by side ------------------------------------------------------------------------------------------


def test_the_first_is_not_shown_before_the_last_is_written(opened: Opening) -> None:
    page = opened(PAGE)
    assert WORDS["side_none"] in shown(SideBySide(page))
    first(opened)
    page = opened(PAGE)
    assert WORDS["side_one"] in shown(SideBySide(page))
    assert "He looked at the floor." not in shown(SideBySide(page))
    answered(LastCase(page))
    told = shown(SideBySide(page))
    assert told.index("He looked at the floor.") < told.index(THOUGHT)
    assert WORDS["side_no_verdict"] in told
    for verdict in (
        *(CONTENT.word(f"levels.{key}") for key in ("emerging", "clear", "not_yet")),
        "better",
        "worse",
    ):
        assert f">{verdict}<" not in told


def test_what_the_learner_sees_in_them_is_kept(opened: Opening) -> None:
    first(opened)
    page = opened(PAGE)
    answered(LastCase(page))
    side = SideBySide(page)
    typed(page, ("own", "what_i_see"), "In the second one I ask.")
    press(side, "read:own-what_i_see")
    [entry] = [entry for entry in page.entries() if entry.prompt == "what_i_see"]
    assert entry.assessment is None


def test_a_form_that_keeps_brings_the_others_up_to_date(opened: Opening) -> None:
    first(opened)
    page = opened(PAGE)
    form = my_path.side()
    answered(LastCase(page))
    assert THOUGHT in unescape(str(form.parts))


# -- progress ----------------------------------------------------------------------------------------------


def kept(here: Page, text: str, days_ago: float, **more: Any) -> Entry:
    at = datetime.now(UTC) - timedelta(days=days_ago)
    fixed: dict[str, Any] = {
        "page": "02_five_questions",
        "scenario": "returned_book",
        "prompt": "free",
        **more,
    }
    told = Entry(
        uuid4().hex,
        at,
        scenario_version=1,
        prompt_wording=fixed.pop("asked", "What goes on in you?"),
        content_version="1",
        language="en",
        text=text,
        **{"assessment": score_reflection(text), **fixed},
    )
    assert here.journal is not None
    return here.journal.keep(told)


def sure(level: Level) -> Assessment:
    """A reading that is sure of one level everywhere."""
    found = score_reflection(THOUGHT)
    return replace(found, ratings=tuple(replace(r, level=level, sure=True) for r in found.ratings))


def test_progress_sets_unaided_apart_and_says_where_texts_are_too_few(opened: Opening) -> None:
    page = opened(PAGE)
    progress = Progress(page)
    assert WORDS["progress_none"] in shown(progress)
    first(opened)
    answered(LastCase(page))
    told = shown(Progress(page))
    too_few = WORDS["progress_too_few"].replace("{count}", "0")
    assert f"<span>{too_few}</span>" in told
    assert "On your own: First" in told
    assert "On your own: Last" in told
    for days in (9, 8, 7):
        kept(page, THOUGHT + " I will look on the shelf with her now.", days)
    told = shown(Progress(page))
    assert "clear in " in told or "emerging in " in told or "unsure in " in told
    assert "assumed" not in told
    rows = told[told.index("<table") :]
    assert not any(f">{number}<" in rows for number in range(10)), "words, and no numbers alone"


def test_the_line_of_a_dimension_is_drawn_with_levels_at_its_side(opened: Opening) -> None:
    page = opened(PAGE)
    for days, level in ((30, 0), (20, 1), (10, 1), (1, 2)):
        kept(page, THOUGHT, days, assessment=sure(level))
    unsure = replace(sure(1), ratings=tuple(replace(r, sure=False) for r in sure(1).ratings))
    kept(page, THOUGHT, 5, assessment=unsure)
    kept(page, THOUGHT, 15, aided=False, prompt="unaided_reflection", assessment=sure(1))
    progress = Progress(page)
    assert CONTENT.word("charts.drawing") in shown(progress)
    loading = progress.drawn.then(lambda: None)
    assert loading is not None
    loading.join(timeout=120)
    choose(progress, "line", "perspective")
    told = shown(progress)
    assert told.count("<svg") == 2
    drawn = told[told.index("<svg") : told.index("</svg>")]
    for key in ("emerging", "clear", "unsure"):
        assert CONTENT.word(f"levels.{key}") in drawn
    for name in ("progress_alone", "progress_with", "progress_with_unsure"):
        assert WORDS[name] in drawn
    assert (
        "in your latest texts: clear in 1, emerging in 2, not found in the text yet in 1, unsure in 1."
        in told
    )
    assert '<th scope="col">Day</th>' in told


# -- looking back ------------------------------------------------------------------------------------------


def test_four_minute_cases_are_listed_and_the_next_has_a_day(opened: Opening) -> None:
    page = opened(PAGE)
    [part] = short_cases(page)
    assert isinstance(part, Html)
    assert WORDS["short_first"] in unescape(part.html)
    kept(page, "He waited.", 9)
    kept(page, "She had no key <b>.", 5, page="00_short", scenario="the_open_gate")
    [part] = short_cases(page)
    assert isinstance(part, Html)
    assert WORDS["short_now"] in unescape(part.html)
    assert CONTENT.scenarios["the_open_gate"].title in part.html
    assert "&lt;b&gt;" in part.html
    kept(page, "Again.", 1, page="00_short", scenario="the_open_gate")
    [part] = short_cases(page)
    assert isinstance(part, Html)
    assert "The next one is offered from" in part.html
    kept(page, "Long ago.", 60)
    kept(page, "Once more.", 0, page="00_short", scenario="a_case_that_is_gone")
    [part] = short_cases(page)
    assert isinstance(part, Html)
    assert WORDS["short_over"] in unescape(part.html)


def test_plans_stand_beside_what_happened_and_private_ones_stay_where_they_are(opened: Opening) -> None:
    page = opened(PAGE)
    assert WORDS["plans_none"] in shown(Returned(page))
    kept(page, "When she comes, then I look up.", 9, prompt="when_then", assessment=None)
    kept(page, "It worked.", 8, page="returning", prompt="what_happened", assessment=None)
    kept(
        page,
        "When he shouts, then I go.",
        7,
        page="03_all_of_them",
        prompt="when_then",
        assessment=None,
        private=True,
    )
    kept(page, "When it rings, then I brethe.", 6, prompt="when_then", assessment=None)
    kept(page, "When it rings, then I breathe.", 5.99, prompt="when_then", assessment=None)
    told = shown(Returned(page))
    assert told.index("I look up") < told.index("It worked.") < told.index("I breathe")
    assert "brethe" not in told
    assert "then I go" not in told
    assert WORDS["plans_open"] in told
    assert page.journal is not None
    assert [len(answers) for _, answers in plans(page.journal.entries())] == [1, 0, 0]


def test_a_plan_of_this_sitting_can_be_answered_here_and_is_asked_once(opened: Opening) -> None:
    page = opened(PAGE)
    plan = Plan(page)
    typed(page, ("own", "when_then"), "When it rings, then I breathe.")
    press(plan, "read:own-when_then")
    page = opened("04_what_i_assumed")
    back = Returned(opened(PAGE))
    assert boxes(back) == ["what_happened"]
    slot = ("own", "what_happened")
    back.page.save(DraftTyped("returning", slot, "It rang, and I did.", 0, 1, "w"))
    press(back, "happened")
    told = shown(back)
    assert boxes(back) == []
    assert told.index("then I breathe") < told.index("It rang, and I did.")


def test_a_plan_that_the_head_of_the_page_asks_about_is_not_asked_twice(opened: Opening) -> None:
    page = opened(PAGE)
    at = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    page.set("plan", {"text": "breathe", "at": at, "scenario": "own", "page": PAGE})
    assert boxes(Returned(page)) == []
    assert "what-happened" in str(my_path.top().parts)


# -- a reminder --------------------------------------------------------------------------------------------


def test_a_reminder_is_read_back_by_another_program_with_its_zone(opened: Opening, tmp_path: Path) -> None:
    page = opened(PAGE)
    plan, reminder = Plan(page), Reminder(page)
    typed(page, ("own", "when_then"), "When it rings, then I breathe; once.")
    press(plan, "read:own-when_then")
    assert press(reminder, "remind_make").announce == WORDS["remind_choose"]
    day = datetime.now(UTC).year + 1
    choose(reminder, "remind", f"{day}-07-01T08:30[Australia/Adelaide]")
    assert f"1 July {day}, 08:30 (Australia/Adelaide)" in shown(reminder)
    assert "then I breathe" not in shown(reminder)
    press(reminder, "remind_make")
    reminder.act(Ticked("remind-plan", "plan", True), None)  # type: ignore[arg-type]
    assert "then I breathe" in shown(reminder)
    press(reminder, "remind_make")
    without, whole = sorted(tmp_path.glob("reminder-*.ics"), key=lambda path: len(path.name))
    assert b"breathe" not in without.read_bytes()
    event = vobject.readOne(whole.read_text(encoding="utf-8")).vevent
    assert event.dtstart.value.astimezone(UTC) == datetime(day, 6, 30, 23, 0, tzinfo=UTC)
    assert event.description.value == "When it rings, then I breathe; once."
    assert event.summary.value == WORDS["remind_title"]
    again = Reminder(opened(PAGE))
    assert again.value.startswith(f"{day}-07-01")


def test_a_moment_that_has_gone_by_or_is_none_makes_no_file(opened: Opening, tmp_path: Path) -> None:
    reminder = Reminder(opened(PAGE))
    choose(reminder, "remind", "2020-07-01T08:30[UTC]")
    assert press(reminder, "remind_make").announce == WORDS["remind_past"]
    choose(reminder, "remind", "")
    assert press(reminder, "remind_make").announce == WORDS["remind_choose"]
    assert list(tmp_path.glob("*.ics")) == []


# -- a portfolio -------------------------------------------------------------------------------------------


def tick(portfolio: Portfolio, value: str, on: bool = True) -> None:
    portfolio.act(Ticked("any", value, on), None)  # type: ignore[arg-type]


def offered(portfolio: Portfolio) -> str:
    return "\n".join(o.label for p in flat(portfolio.parts()) if isinstance(p, Ticks) for o in p.options)


@pytest.mark.parametrize(("button", "suffix"), [("word", ".docx"), ("print", ".html")])
def test_a_portfolio_holds_what_was_ticked_with_before_and_after(
    opened: Opening, tmp_path: Path, button: str, suffix: str
) -> None:
    page = opened(PAGE)
    portfolio = Portfolio(page)
    assert WORDS["portfolio_none"] in shown(portfolio)
    before = kept(page, "The team will see to it.", 9)
    after = kept(page, THOUGHT, 8, revises=before.id)
    other = kept(page, "Words that stay at home.", 7)
    assert "The team will" not in offered(portfolio)
    tick(portfolio, after.id)
    assert THOUGHT in shown(portfolio)
    assert "The team will" not in shown(portfolio)
    tick(portfolio, "with-before")
    tick(portfolio, "with-readings")
    press(portfolio, button)
    [made] = tmp_path.glob(f"my-portfolio-*{suffix}")
    said = words_of(made)
    assert said.index("The team will see to it.") < said.index(THOUGHT)
    assert "their side: " in said
    assert WORDS["portfolio_foot"].split(".")[0] in said or suffix == ".docx"
    assert other.text not in said


def test_texts_of_private_pages_are_offered_only_when_asked_for_and_go_in_only_when_ticked(
    opened: Opening,
) -> None:
    page = opened(PAGE)
    kept(page, "An open text.", 9)
    hard = kept(page, "The man with the blue folder.", 8, page="03_all_of_them", prompt="hard", private=True)
    kept(
        page, "worn out", 8, page="12_staying_well", scenario="week-2026-11-16", prompt="rested", private=True
    )
    portfolio = Portfolio(page)
    assert "blue folder" not in offered(portfolio)
    tick(portfolio, "with-private")
    assert "blue folder" in offered(portfolio)
    assert "worn out" not in offered(portfolio)
    tick(portfolio, hard.id)
    assert "blue folder" in shown(portfolio)
    tick(portfolio, "with-private", on=False)
    assert "blue folder" not in shown(portfolio)


def test_what_could_tell_who_a_client_is_is_pointed_out_before_it_goes_in(opened: Opening) -> None:
    page = opened(PAGE)
    entry = kept(page, "I rang her on 0412 345 678 and let her finish.", 3)
    portfolio = Portfolio(page)
    tick(portfolio, entry.id)
    assert f"What goes in holds {CONTENT.word('details.phone')}" in shown(portfolio)


def test_who_skipped_the_first_case_and_took_it_here_is_not_asked_for_it_again(opened: Opening) -> None:
    last = LastCase(opened(PAGE))
    answered(last)
    start = FirstCase(opened(FIRST))
    assert start.kept
    assert start.scenario.id == _last_case.occasions(start.page)[0].scenario


def test_unaided_cases_and_the_record_can_go_in_and_no_reading_of_the_first_does(opened: Opening) -> None:
    first(opened)
    page = opened(PAGE)
    answered(LastCase(page))
    portfolio = Portfolio(page)
    pieces = [piece.id for piece in portfolio.pieces()]
    assert [id.split("-")[0] for id in pieces] == ["case", "case", "record"]
    for piece in (*pieces, "with-readings"):
        tick(portfolio, piece)
    told = shown(portfolio)
    assert told.index("He looked at the floor.") < told.index(THOUGHT)
    assert f": {CONTENT.word('levels.emerging')}" not in told
    assert CONTENT.word("words.record_minutes") in told


def test_a_copy_of_everything_holds_the_cases_of_this_page(opened: Opening, tmp_path: Path) -> None:
    from workbook_lib.takeaway import export_zip

    last = LastCase(opened(PAGE))
    answered(last)
    assert last.page.journal is not None
    export_zip(last.page.journal, tmp_path / "mine.zip")
    with zipfile.ZipFile(tmp_path / "mine.zip") as archive:
        told = unescape(archive.read("journal.html").decode())
    assert THOUGHT in told
    assert "on your own, with no reading" in told


def test_the_page_is_done_when_a_case_is_kept_and_the_record_is_a_press_away(
    opened: Opening, tmp_path: Path
) -> None:
    page = opened(PAGE)
    assert _map.stand(page)[PAGE] == "ahead"
    answered(LastCase(page))
    assert _map.stand(page)[PAGE] == "done"
    record = my_path.Record(page)
    press(record, "record")
    [made] = tmp_path.glob("record-of-learning-*.html")
    assert THOUGHT not in made.read_text(encoding="utf-8")


def test_a_case_that_is_gone_from_the_content_leaves_its_words(opened: Opening) -> None:
    first(opened)
    page = opened(PAGE)
    answered(LastCase(page))
    gone = {o.scenario for o in _last_case.occasions(page)}
    left = {id: case for id, case in page.content.scenarios.items() if id not in gone}
    page.content = replace(page.content, scenarios=left)
    assert THOUGHT in shown(SideBySide(page))
    assert LastCase(page).scenario.id in left
    assert "On your own: Last" in shown(Progress(page))
