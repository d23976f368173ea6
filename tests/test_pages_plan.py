"""Page 20 without a browser: an agenda comes, is changed, survives, and goes on paper and into a calendar."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import docx
import icalendar
import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.practice_page import texts_of, words_of
from workbook_lib.activities.plan import PAGE, Agenda
from workbook_lib.authoring.notebooks import LAYOUT
from workbook_lib.catalog import load
from workbook_lib.pages import _page, plan_a_session
from workbook_lib.pages._planned import agreement, merged, minutes_in, planned
from workbook_lib.takeaway.document import holdable
from workbook_lib.widgets import Form

CONTENT = load()
WORDS = CONTENT.pages[PAGE].words
SECTIONS = ("setup", "agenda", "agreement", "scripts", "role_play", "debrief", "dated", "take", "attendance")
AT = "2031-03-03T14:00[Europe/Berlin]"
HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {minutes} {%",
    '" onmouseover="x',
    "]]>&amp;\0\x07",
    "שלום\u202e",
    "=1+1",
    "x" * 5000,
]


class Facilitator:
    """The page in a facilitator's hands: every section a form, as in a browser."""

    def __init__(self) -> None:
        plan_a_session.top()
        self.page = _page.open_page(PAGE)
        self.forms: dict[str, Form] = {name: getattr(plan_a_session, name)() for name in SECTIONS}
        self.seq = 0
        self.sent: list[dict[str, Any]] = []
        for form in self.forms.values():
            form.send = lambda content, buffers=None: self.sent.append(content)  # type: ignore[method-assign]

    def shows(self, section: str) -> str:
        return unescape("\n".join(texts_of(self.forms[section].parts)))

    def types(self, scenario: str, prompt: str, text: str) -> None:
        self.seq += 1
        base = self.page.draft((scenario, prompt))[1]
        self.forms["setup"].receive(
            {"type": "draft", "page": PAGE, "slot": [scenario, prompt], "text": text, "base": base,
             "seq": self.seq, "writer": "w"}
        )  # fmt: skip

    def presses(self, section: str, name: str) -> dict[str, Any]:
        """Press a button; what the browser is told."""
        self.forms[section].receive({"type": "press", "name": name, "part": "x", "number": 1})
        return self.sent[-1]

    def chooses(self, section: str, part: str, value: str) -> None:
        self.forms[section].receive({"type": "choose", "part": part, "value": value})

    def ticks(self, section: str, part: str, value: str, *, on: bool = True) -> None:
        self.forms[section].receive({"type": "tick", "part": part, "value": value, "on": on})

    def changes(self, id: str, **texts: str) -> dict[str, Any]:
        """Open an item, type in its boxes, and close it."""
        self.presses("agenda", f"change:{id}")
        bank = str(self.page.place.get("bank", "plan_a"))
        for name, text in texts.items():
            self.types(bank, f"{id}_{name}", text)
        return self.presses("agenda", f"keep:{id}")

    def agenda(self) -> Agenda:
        found = planned(self.page)
        assert found is not None
        return found

    def ids(self) -> list[str]:
        return [item.id for item in self.agenda().items]

    def item(self, id: str) -> Any:
        return next(item for item in self.agenda().items if item.id == id)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The facilitator's folder, and a journal of their own."""
    made = tmp_path / "pages"
    made.mkdir()
    monkeypatch.setenv("WORKBOOK_FOLDER", str(made))
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    return made


@pytest.fixture
def one(folder: Path) -> Facilitator:
    """A facilitator with an agenda of an hour for thirteen people at the accounts desk."""
    made = Facilitator()
    made.types("setup", "people", "13")
    made.ticks("setup", "desks", "fines")
    made.ticks("setup", "aims", "limits")
    made.presses("setup", "suggest")
    return made


# -- what is set, and what comes of it ----------------------------------------------------------------------


def test_without_a_number_of_people_the_page_asks_for_it(folder: Path) -> None:
    new = Facilitator()
    assert planned(new.page) is None
    assert WORDS["agenda_none"] in new.shows("agenda")
    assert WORDS["take_none"] in new.shows("take")
    for text in ("", "some", "1", "201", "12.5", "²"):
        new.types("setup", "people", text)
        assert new.presses("setup", "suggest")["focus"] == "people"
        assert WORDS["people_missing"] in new.shows("setup")
    assert planned(new.page) is None


def test_what_is_set_makes_the_agenda(one: Facilitator) -> None:
    one.chooses("setup", "minutes", "120")
    one.chooses("setup", "where", "online")
    one.ticks("setup", "aims", "sorry")
    one.ticks("setup", "aims", "limits", on=False)
    one.ticks("setup", "manager", "manager")
    assert WORDS["set_otherwise"] in one.shows("agenda")
    one.presses("setup", "suggest")
    agenda = one.agenda()
    assert (agenda.minutes, agenda.people, agenda.where) == (120, 13, "online")
    assert (agenda.desks, agenda.aims, agenda.manager) == (("fines",), ("sorry",), True)
    assert WORDS["set_otherwise"] not in one.shows("agenda")
    for item in agenda.items:
        assert item.title in one.shows("agenda")
        assert item.words in one.shows("agenda")


def test_few_people_and_no_devices_are_told_that_there_is_no_picture(one: Facilitator) -> None:
    assert WORDS["no_picture_few"] not in one.shows("setup")
    one.types("setup", "people", "5")
    one.presses("setup", "suggest")
    assert WORDS["no_picture_few"] in one.shows("setup")
    one.chooses("setup", "where", "paper")
    assert WORDS["no_picture_paper"] in one.shows("setup")


# -- changes ------------------------------------------------------------------------------------------------


def test_words_and_minutes_are_changed_and_the_time_is_told(one: Facilitator) -> None:
    told = one.changes("welcome", title="Come in", minutes="9", words="Hello all.", questions="Who?\n\nWhy?")
    over = WORDS["total_over"].replace("{total}", "65").replace("{minutes}", "60").replace("{more}", "5")
    assert over in told["announce"]
    assert over in one.shows("agenda")
    assert told["focus"] == "change-welcome"
    item = one.item("welcome")
    assert (item.title, item.minutes, item.words, item.questions) == (
        "Come in", 9, "Hello all.", ("Who?", "Why?"),
    )  # fmt: skip
    one.changes("welcome", minutes="2")
    assert "Still free: 2." in one.shows("agenda")


def test_minutes_that_are_no_number_leave_the_item_open_and_the_old_ones_count(one: Facilitator) -> None:
    told = one.changes("welcome", minutes="soon")
    assert told["focus"] == "welcome-minutes"
    assert WORDS["minutes_again"] in told["announce"]
    assert WORDS["minutes_wrong"].replace("{minutes}", "4") in one.shows("agenda")
    assert one.agenda().total == 60


@given(st.text(max_size=8))
def test_minutes_are_a_whole_number_or_none(text: str) -> None:
    found = minutes_in(text)
    assert found is None or (1 <= found <= 480 and int(text) == found)


def test_items_move_go_and_come_and_every_step_can_be_undone(one: Facilitator) -> None:
    at_first = one.ids()
    told = one.presses("agenda", "down:welcome")
    assert told["focus"] == "down:welcome"
    assert one.ids()[:2] == ["agreement", "welcome"]
    one.presses("agenda", "up:welcome")
    one.presses("agenda", "out:reply")
    assert "reply" not in one.ids()
    assert "Still free: 6." in one.shows("agenda")
    told = one.presses("agenda", "add")
    assert one.ids()[-2:] == ["own_1", "close"]
    assert told["focus"] == "own_1-title"
    one.changes("own_1", title="A song", minutes="6")
    assert one.item("own_1").title == "A song"
    for _ in range(4):
        assert WORDS["undo"] in one.shows("agenda")
        one.presses("agenda", "undo")
    assert one.ids() == at_first
    assert WORDS["undo"] not in one.shows("agenda").splitlines()
    one.presses("agenda", "undo")
    assert one.ids() == at_first


def test_what_was_typed_stays_through_moves_and_undo(one: Facilitator) -> None:
    one.changes("pair_talk", words="Talk to a friend.")
    one.presses("agenda", "out:pair_talk")
    one.presses("agenda", "undo")
    one.presses("agenda", "up:pair_talk")
    assert one.item("pair_talk").words == "Talk to a friend."


def test_the_suggestion_comes_again_and_can_be_undone(one: Facilitator) -> None:
    at_first = one.agenda()
    one.changes("welcome", words="Mine.")
    one.presses("agenda", "out:close")
    mine = one.agenda()
    one.presses("agenda", "again")
    assert one.agenda() == at_first
    one.changes("welcome", words="Other.")
    one.presses("agenda", "undo")
    assert one.agenda() == mine
    one.presses("agenda", "undo")
    assert one.item("welcome").words == "Mine."
    for _ in range(3):
        one.presses("agenda", "again")
    assert one.agenda() == at_first, "nothing that was typed before comes through"


def test_another_case_takes_the_place_of_one_everywhere(one: Facilitator) -> None:
    [before] = one.agenda().cases
    one.presses("agenda", "another:case")
    [after] = one.agenda().cases
    assert after != before
    assert "fines" in CONTENT.scenarios[after].desks
    assert CONTENT.scenarios[after].title in one.shows("agenda")
    one.presses("agenda", "undo")
    assert one.agenda().cases == (before,)


def test_a_press_on_what_is_not_there_changes_nothing(one: Facilitator) -> None:
    before = one.agenda()
    for name in ("out:nobody", "change:nobody", "keep:", "again:x:y", "boom", "up"):
        one.presses("agenda", name)
    assert one.agenda() == before


# -- it stays -----------------------------------------------------------------------------------------------


def test_the_agenda_stays_when_the_page_opens_again_and_page_21_reads_it(one: Facilitator) -> None:
    one.changes("welcome", words="Mine.", minutes="5")
    one.presses("agenda", "change:agreement")
    one.types("plan_a", "agreement_words", "Typed, and then the power went.")
    kept = one.agenda()
    again = Facilitator()
    assert again.agenda() == kept
    assert again.item("agreement").words == "Typed, and then the power went."
    assert "Typed, and then the power went." in again.shows("agenda"), "the item is still open"
    other = _page.open_page("24_make_it_yours", anew=True)
    assert planned(other) == kept


def test_what_another_version_kept_is_no_agenda_and_breaks_nothing(folder: Path) -> None:
    for stands in ({}, {"agenda": None}, {"agenda": {"items": [1]}}, {"agenda": {"items": []}}):
        assert merged(stands, lambda slot: ("", 0)) is None
    new = Facilitator()
    new.page.remember(agenda={"items": "x"}, minutes="soon", where="moon", desks=["x"], aims=3 * ["y"])
    again = Facilitator()
    assert WORDS["agenda_none"] in again.shows("agenda")
    again.types("setup", "people", "8")
    again.presses("setup", "suggest")
    assert again.agenda().total == 60


def test_the_agreement_has_the_words_of_the_room_and_keeps_ones_own(one: Facilitator) -> None:
    for key in ("stays", "clients", "freely", "not_for"):
        assert CONTENT.word(f"room.agreement.{key}") in one.shows("agreement")
    assert CONTENT.word("room.manager") not in one.shows("agreement")
    one.ticks("setup", "manager", "manager")
    assert CONTENT.word("room.manager") in one.shows("agreement")
    assert CONTENT.word("room.manager") in agreement(one.page)
    one.types("agreement", "text", "We listen.")
    again = Facilitator()
    assert agreement(again.page) == "We listen."
    assert "We listen." in again.shows("agreement")
    again.presses("agreement", "agreement_again")
    assert CONTENT.word("room.agreement.stays") in agreement(again.page)
    again.types("agreement", "text", "")
    assert agreement(again.page) == "", "an empty agreement is the facilitator's choice"


# -- on paper -----------------------------------------------------------------------------------------------


def made(folder: Path, pattern: str) -> Path:
    return max(folder.glob(pattern), key=lambda path: path.stat().st_mtime_ns)


def test_everything_goes_into_one_word_file(one: Facilitator, folder: Path) -> None:
    one.chooses("setup", "minutes", "120")
    one.presses("setup", "suggest")
    one.changes("welcome", words="Come in, all of you.")
    one.types("setup", "session", "Tuesday together")
    told = one.presses("take", "word")
    path = made(folder, "session-plan-*.docx")
    assert told["focus"] == "said-take"
    assert str(path) in one.shows("take")
    file = docx.Document(str(path))
    said = words_of(path)
    assert file.paragraphs[0].text == file.core_properties.title == "Tuesday together"
    assert file.core_properties.author == ""
    assert "Come in, all of you." in said
    assert [row.cells[1].text for row in file.tables[0].rows[1:]] == [
        str(item.minutes) for item in one.agenda().items
    ]
    for case in one.agenda().cases:
        assert CONTENT.scenarios[case].title in said
        assert " ".join(CONTENT.scenarios[case].going_on.split()) in " ".join(said.split())
    told_blocks = CONTENT.activities[PAGE].session["plan"]
    assert all(script.title in said and script.say[0] in said for script in told_blocks.scripts)
    assert all(role.says.strip() in said for role in told_blocks.role_play.roles)
    assert CONTENT.pages["07_listening"].words["deed_stays"] in said
    assert CONTENT.prompts["hardship"].wording in said
    assert CONTENT.word("room.agreement.stays") in said


def test_a_sheet_to_hand_out_tells_nothing_of_what_was_going_on(one: Facilitator, folder: Path) -> None:
    for paper in ("agenda", "debrief", "agreement", "scripts", "role_play", "for_you", "questions"):
        one.ticks("take", "papers", paper, on=False)
    one.presses("take", "word")
    said = " ".join(words_of(made(folder, "session-plan-*.docx")).split())
    case = CONTENT.scenarios[one.agenda().cases[0]]
    assert case.messages[0].text.split(".")[0] in said
    assert " ".join(case.going_on.split())[:60] not in said
    assert not any(fact in said for fact in case.hidden)
    one.ticks("take", "papers", "cases", on=False)
    before = sorted(folder.iterdir())
    assert one.presses("take", "word")["announce"] == CONTENT.word("take.nothing")
    assert sorted(folder.iterdir()) == before


def test_sheets_to_hand_out_begin_on_a_page_of_their_own(one: Facilitator, folder: Path) -> None:
    one.presses("take", "word")
    file = docx.Document(str(made(folder, "session-plan-*.docx")))
    begins = {p.text for p in file.paragraphs if p.paragraph_format.page_break_before}
    assert {WORDS["questions_heading"], WORDS["for_you_heading"], WORDS["agreement_heading"]} <= begins
    assert CONTENT.scenarios[one.agenda().cases[0]].title in begins


def test_a_page_to_print_holds_the_same(one: Facilitator, folder: Path) -> None:
    one.presses("take", "print")
    html = made(folder, "session-plan-*.html").read_text(encoding="utf-8")
    assert "<script" not in html
    assert 'class="wb-new-page"' in html
    assert all(item.title in unescape(html) for item in one.agenda().items)


def test_a_folder_that_is_gone_is_said(one: Facilitator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_FOLDER", "/nowhere/at/all")
    one.chooses("dated", "at", AT)
    for section, name in (("take", "word"), ("dated", "calendar"), ("attendance", "list_csv")):
        assert one.presses(section, name)["announce"] == CONTENT.word("take.not_written")


# -- the calendar -------------------------------------------------------------------------------------------


def test_before_an_agenda_there_is_nothing_to_press_but_what_makes_one(folder: Path) -> None:
    new = Facilitator()
    for section in ("agenda", "dated", "take"):
        kinds = {part["kind"] for part in new.forms[section].parts}
        assert kinds == {"html"}, section
    new.presses("dated", "calendar")
    assert not list(folder.glob("*.ics"))
    new.types("setup", "people", "12")
    new.presses("setup", "suggest")
    assert {"editor", "when", "actions"} <= {part["kind"] for part in new.forms["dated"].parts}


def test_what_needs_an_agenda_stands_below_what_does_not() -> None:
    """Tabbing follows the page: nobody meets the calendar on the way from the agenda to the agreement."""
    calls = [block.removeprefix("::") for block in LAYOUT[PAGE] if block.startswith("::")]
    assert calls[0] == "top"
    assert tuple(calls[1:-1]) == SECTIONS


def test_the_session_goes_into_a_calendar_that_two_programs_read(one: Facilitator, folder: Path) -> None:
    assert WORDS["date_choose"] in one.shows("dated")
    assert one.presses("dated", "calendar")["focus"] == "at"
    one.chooses("dated", "at", "2020-01-01T09:00[UTC]")
    assert WORDS["date_past"] in one.shows("dated")
    one.presses("dated", "calendar")
    assert not list(folder.glob("*.ics"))
    one.chooses("dated", "at", AT)
    assert "14:00 to 14:04" in one.shows("agenda")
    one.changes("welcome", minutes="9", title="Come in; all, \\n of you")
    one.presses("dated", "calendar")
    data = made(folder, "session-*.ics").read_bytes()
    [event] = icalendar.Calendar.from_ical(data).walk("VEVENT")
    at = datetime(2031, 3, 3, 13, 0, tzinfo=UTC)
    assert event.decoded("dtstart").astimezone(UTC) == at
    assert event.decoded("dtend").astimezone(UTC) - at == timedelta(minutes=65)
    assert str(event["transp"]) == "OPAQUE"
    [other] = vobject.readOne(data.decode()).vevent_list
    assert other.summary.value == WORDS["session_start"]
    lines = other.description.value.splitlines()
    assert lines[0] == "14:00 to 14:09  Come in; all, \\n of you"
    assert len(lines) == len(one.agenda().items)
    assert "attendee" not in other.contents
    [alarm] = other.valarm_list
    assert alarm.trigger.value == timedelta(minutes=-30)
    assert Facilitator().shows("dated").count("2031") > 0, "the date is kept"


# -- who was there ------------------------------------------------------------------------------------------


def test_names_go_into_the_file_and_out_of_the_journal(
    one: Facilitator, folder: Path, tmp_path: Path
) -> None:
    one.types("attendance", "names", "Ann Example\n\n  =Bob  Sample\n")
    one.chooses("dated", "at", AT)
    one.presses("attendance", "list_csv")
    path = made(folder, "attendance-2031-03-03*.csv")
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert [row[0] for row in rows] == [WORDS["list_name"], "Ann Example", "'=Bob Sample"]
    assert rows[1][2:] == ["2031-03-03", "60"]
    assert WORDS["list_made"].split("{path}")[1] in one.shows("attendance")
    assert one.page.draft(("attendance", "names"))[0] == ""
    again = Facilitator()
    assert "Ann Example" not in again.shows("attendance")
    assert again.page.journal is not None
    assert all("Ann Example" not in draft.text for draft in again.page.journal.drafts(PAGE))
    stored = b"".join(file.read_bytes() for file in (tmp_path / "data").rglob("*") if file.is_file())
    assert b"Ann Example" not in stored


def test_names_stay_only_where_the_facilitator_says_so(one: Facilitator, folder: Path) -> None:
    one.ticks("attendance", "stay", "stay")
    one.types("attendance", "names", "Ann Example")
    one.presses("attendance", "list_word")
    file = docx.Document(str(made(folder, "attendance-*.docx")))
    assert file.tables[0].rows[1].cells[0].text == "Ann Example"
    assert one.page.draft(("attendance", "names"))[0] == "Ann Example"
    assert "no longer" not in one.shows("attendance")
    one.presses("attendance", "list_empty")
    assert one.page.draft(("attendance", "names"))[0] == ""


def test_a_list_without_names_has_a_line_for_each(one: Facilitator, folder: Path) -> None:
    one.presses("attendance", "list_word")
    path = made(folder, "attendance-*.docx")
    assert len(docx.Document(str(path)).tables[0].rows) == 1 + 13
    said = words_of(path)
    assert WORDS["list_foot"] in said
    levels = [CONTENT.word(f"levels.{key}") for key in ("emerging", "clear", "not_yet")]
    assert not any(level in said for level in levels)


# -- whatever is typed --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_in_every_field_are_words(one: Facilitator, folder: Path, text: str) -> None:
    one.changes("welcome", title=text, words=text, questions=text, minutes="4")
    one.types("agreement", "text", text)
    one.types("setup", "session", text)
    one.types("attendance", "names", text)
    one.chooses("dated", "at", AT)
    html = "".join(_html(one.forms["agenda"].parts))
    assert "<script" not in html
    assert 'onmouseover="x' not in html.replace("&#34;", "").replace("&quot;", "")
    assert "49" not in one.item("welcome").words
    for section, name in (
        ("take", "word"), ("take", "print"), ("dated", "calendar"), ("attendance", "list_word"),
    ):  # fmt: skip
        one.presses(section, name)
    one.presses("attendance", "list_csv")
    plan = made(folder, "session-plan-*.docx")
    with zipfile.ZipFile(plan) as archive:
        assert archive.testzip() is None
    assert " ".join(holdable(text).split()) in " ".join(words_of(plan).split())
    printed = made(folder, "session-plan-*.html").read_text(encoding="utf-8")
    assert "<script" not in printed
    [event] = vobject.readOne(made(folder, "*.ics").read_bytes().decode()).vevent_list
    assert event.summary.value == " ".join(holdable(text).replace("\t", " ").split())


def _html(parts: list[dict[str, Any]]) -> Iterator[str]:
    for part in parts:
        yield from ([part["html"]] if part["kind"] == "html" else [])
        yield from _html(part.get("parts", []))


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_in_an_item_come_back(one: Facilitator, words: str, title: str) -> None:
    words, title = (t.encode("utf-8", "ignore").decode() for t in (words, title))
    one.changes("close", words=words, title=title, minutes="4")
    item = one.item("close")
    assert item.words == words.strip()
    assert item.title == (" ".join(title.split()) or "The end")
