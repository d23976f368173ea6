"""Page 21 without a browser: a facilitator's presses, a real room in its own process, and people with phones."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.live_room import kill, seen_from_outside, until
from tests.room_process import ANSWER, Phone, Room
from workbook_lib.activities.plan import Agenda, AgendaItem
from workbook_lib.group.ports import listening
from workbook_lib.group.record import Record
from workbook_lib.group.summary import home, load
from workbook_lib.pages import _live_watch, _page, live_session
from workbook_lib.pages._live import SLOT
from workbook_lib.pages._live_board import clock
from workbook_lib.pages._live_clock import Clock
from workbook_lib.pages._live_plan import Plan
from workbook_lib.pages._live_watch import Watch, watch
from workbook_lib.widgets import Form

TEXTS = (
    ANSWER,
    "She is tired.",
    "I would look it up. What happened that morning?",
    "They say it is not returned.",
    "I felt small. I will look on the shelf with her.",
    "He is angry, maybe about the queue.",
)


PLANNED = (("welcome", 4, ""), ("welcome", 3, ""), ("case", 5, "a_small_red_chair"))


class Facilitator:
    """The page in a facilitator's hands; opened anew as often as a reload or a second tab would."""

    def __init__(self) -> None:
        _page.open_page(live_session.PAGE, anew=True)
        self.room, self.board = live_session.room(), live_session.board()
        self.page = _page.open_page(live_session.PAGE)
        self.seq = 0

    @property
    def watch(self) -> Watch:
        return watch()

    def look(self) -> None:
        self.watch.look()
        self.watch.tick()

    def shows(self) -> str:
        self.look()
        return "\n".join([*_texts(self.room.parts), *_texts(self.board.parts)])

    def press(self, name: str, form: Form | None = None) -> str:
        (form or self.board).receive({"type": "press", "name": name, "part": "x", "number": 1})
        return self.shows()

    def choose(self, part: str, value: str, form: Form | None = None) -> None:
        (form or self.board).receive({"type": "choose", "part": part, "value": value})

    def types(self, text: str) -> None:
        self.seq += 1
        self.board.receive(
            {"type": "draft", "page": self.page.id, "slot": list(SLOT), "text": text,
             "base": self.page.draft(SLOT)[1], "seq": self.seq, "writer": "w"}
        )  # fmt: skip

    def opens(self) -> Room:
        self.choose("address", "127.0.0.1", self.room)
        self.press("open", self.room)
        until(self._is_open)
        assert self.watch.record is not None
        return seen_from_outside(self.watch.rooms, self.watch.record)

    def _is_open(self) -> bool:
        self.look()
        return self.watch.state is not None


def _texts(parts: list[dict[str, Any]]) -> Iterator[str]:
    """What a page shows, a part a line; buttons in brackets."""
    for part in parts:
        if "html" in part:
            yield " ".join(unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", part["html"], flags=re.S)).split())
        yield from (f"[{button['label']}]" for button in part.get("buttons", ()))
        yield from (part.get(name, "") for name in ("legend", "label"))
        yield from _texts(part.get("parts", []))


@pytest.fixture
def facilitator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Facilitator]:
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("WORKBOOK_FOLDER", str(tmp_path))
    yield Facilitator()
    for mark in (tmp_path / "data" / "rooms").glob("*.held"):
        mark.unlink()
    process = watch().process
    if process is not None:
        process.wait(30)


def test_a_whole_session(facilitator: Facilitator, tmp_path: Path) -> None:
    assert "Open the room above." in facilitator.shows()
    facilitator.choose("readings", "no", facilitator.room)
    facilitator.choose("manager", "yes", facilitator.room)
    room = facilitator.opens()
    shown = facilitator.shows()
    assert room.url in shown
    assert room.code in shown
    assert "Nobody is in yet" in shown
    assert "Welcome. Open the link on your phone" in shown
    state = facilitator.watch.state
    assert state is not None
    assert (state["readings"], state["manager"], state["least"]) == (False, True, 5)

    phones = [Phone(room).join(desk="fines") for _ in range(6)]
    assert "6 people are in · 6 take part in writing" in facilitator.shows()
    assert "The book that was returned" in facilitator.press("onward") + facilitator.press("onward")
    assert "Why is this issue so important to this person? 0 of 6" in facilitator.press("onward")
    for phone, text in zip(phones, TEXTS, strict=True):
        phone.answer(text)
    assert "Why is this issue so important to this person? 6 of 6" in facilitator.shows()
    assert not any(text in facilitator.shows() for text in TEXTS), "no text is ever on the facilitator's page"
    assert "The room rests." in facilitator.press("pause")
    assert "The room rests." not in facilitator.press("resume")
    assert re.search(r"0[45]:\d\d left", facilitator.press("timer:5"))
    assert re.search(r"0[67]:\d\d left", facilitator.press("extend"))
    assert "No timer" in facilitator.press("timer:0")

    for _ in range(4):
        facilitator.press("onward")
    assert "Lift the cover" in facilitator.shows()
    lifted(facilitator)
    offered(facilitator, room, phones[0], tmp_path)
    ended(facilitator, phones)


def lifted(facilitator: Facilitator) -> None:
    assert "Type first how many people you see" in facilitator.press("lift")
    facilitator.types("5")
    assert "More phones have joined than you see people." in facilitator.press("lift")
    facilitator.types(" 6 ")
    facilitator.choose("kind", "reply")
    assert "too few answers for a picture: it takes 6." in facilitator.press("lift")
    facilitator.choose("kind", "reflection")
    shown = facilitator.press("lift")
    assert "The five questions: The book that was returned" in shown
    assert "6 people" in shown
    assert "Never counted: my own part." in shown
    assert "my own part ○" not in shown
    state = facilitator.watch.state
    assert state is not None
    view = state["snapshots"][0]["views"][0]
    for name, counts in view["summary"]["counts"].items():
        told = next(d.name for d in facilitator.page.content.rubric("reflection").dimensions if d.id == name)
        words = " ".join(
            f"{mark} {word} {count} of 6"
            for mark, word, count in zip(
                "○◐●", ("not found in the text yet", "emerging", "clear"), counts, strict=True
            )
        )
        assert f"{told} {words}" in shown
    assert shown.count("Three questions for this group") == 1
    covered = facilitator.press("cover:returned_book/reflection")
    assert "their feeling" not in covered
    assert "[Show the picture again: The five questions: The book that was returned]" in covered
    assert "their feeling" in facilitator.press("uncover:returned_book/reflection")


def offered(facilitator: Facilitator, room: Room, phone: Phone, tmp_path: Path) -> None:
    for _ in range(4):
        facilitator.press("back")
    phone.get("/offer?q=why_important")
    sentence = "I will look at the shelf with her now."
    phone.send("/offer/preview", sentence=sentence)
    seen_before = re.search(r"<blockquote[^>]*>.*?</blockquote>", phone.page.text, re.S)
    assert seen_before is not None
    phone.send("/offer/yes", keep="yes")
    assert sentence not in facilitator.shows()
    assert "[Show the sentences]" in facilitator.shows()
    facilitator.press("offers")
    parts = json.dumps(facilitator.board.parts)
    assert json.dumps(seen_before[0])[1:-1] in parts, "in exactly the form its writer saw"
    made = {kind: saved(facilitator, tmp_path, kind) for kind in ("docx", "html")}
    assert all(sentence in text and "their feeling" in text for text in made.values())
    phone.get("/offer?q=why_important")
    phone.send("/offer/preview", sentence="What would help her first?")
    phone.send("/offer/yes")
    assert "What would help her first?" in facilitator.press("offers")
    assert "What would help her first?" not in saved(facilitator, tmp_path, "docx"), "for the session alone"
    offer = next(o["id"] for o in room.facilitator().json()["offers"] if o["text"] == sentence)
    assert sentence not in facilitator.press(f"hide:{offer}")
    facilitator.press("cover:returned_book/reflection")
    assert "there is nothing to save" in facilitator.press("save:html")
    assert sentence in facilitator.press(f"show:{offer}")
    assert "their feeling" not in saved(facilitator, tmp_path, "docx"), "what is covered isn't on the screen"


def saved(facilitator: Facilitator, folder: Path, kind: str) -> str:
    """The words of the file that a press makes."""
    while facilitator.watch.state and facilitator.watch.state["step"] != "close":
        facilitator.press("onward")
    before = set(folder.glob(f"*.{kind}"))
    facilitator.press(f"save:{kind}")
    (made,) = set(folder.glob(f"*.{kind}")) - before
    if kind == "html":
        return unescape(made.read_text(encoding="utf-8"))
    file = docx.Document(io.BytesIO(made.read_bytes()))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in file.paragraphs), *cells])


def ended(facilitator: Facilitator, phones: list[Phone]) -> None:
    for number, phone in enumerate(phones):
        phone.get("/helped")
        ticked = ("helps_pair_talk", "helps_alone")[number % 2]
        assert phone.send("/helped/send", **{ticked: "yes"}).status_code == 200
    assert (
        "People who said what helped and what didn't: 6. Their words are for you alone."
        in facilitator.shows()
    )
    for typed, lost in (("", "You haven't typed"), ("5", "somebody may be in twice")):
        facilitator.types(typed)
        assert lost in facilitator.press("ask_end"), "what they said isn't lost without a word"
        facilitator.press("stay")
    facilitator.types("6")
    assert "all of that is deleted" not in facilitator.press("ask_end")
    facilitator.press("stay")
    assert "Everything people wrote is deleted." in facilitator.press("ask_end")
    assert "End the room now?" not in facilitator.press("stay")
    facilitator.press("ask_end")
    shown = facilitator.press("end")
    assert "The room is over. The texts are deleted." in shown
    assert "What stays of it is in" in shown
    assert phones[1].get("/room").status_code == 410
    (file,) = home().glob("*.json")
    kept = load(file)
    assert (kept.people, len(kept.snapshots), kept.sentences) == (
        6,
        1,
        ("I will look at the shelf with her now.",),
    )
    assert kept.done[-1] == "close"
    assert kept.feedback is not None
    assert kept.feedback.people == 6
    assert "[Open the room]" in facilitator.press("another")


def test_a_room_whose_port_another_program_took_first_opens_at_the_next(facilitator: Facilitator) -> None:
    facilitator.choose("address", "127.0.0.1", facilitator.room)
    facilitator.press("open", facilitator.room)
    record = facilitator.watch.record
    assert record is not None
    with listening(record.host, record.port):
        until(facilitator._is_open)
        assert facilitator.watch.record is not None
        assert facilitator.watch.record.port != record.port
        assert f"127.0.0.1:{facilitator.watch.record.port}" in facilitator.shows()


def test_a_killed_room_is_started_again_and_every_page_finds_it(facilitator: Facilitator) -> None:
    room = facilitator.opens()
    phone = Phone(room).join()
    for _ in range(3):
        facilitator.press("onward")
    phone.answer()
    process = facilitator.watch.process
    assert process is not None
    kill(process)
    shown = facilitator.shows()
    assert "The room stopped. Nothing is lost." in shown
    assert "[Start it again]" in shown
    _live_watch._watches.clear()  # the kernel is gone too, and the page is loaded again
    second = Facilitator()
    record = second.watch.record
    assert record is not None
    second.watch.rooms.keep(
        replace(record, started_at="2026-01-01T00:00:00+00:00")
    )  # no longer about to open
    assert "The room stopped. Nothing is lost." in second.shows()
    second.press("start", second.room)
    until(second._is_open)
    shown = second.shows()
    assert "The room is open again. Nothing was lost." in shown
    assert room.code in shown
    assert "1 of 1" in shown
    third = Facilitator()
    third.press("onward")
    assert "Talk in pairs" in "\n".join(_texts(second.board.parts)), "two tabs show the same room"


def test_nothing_is_sent_while_nothing_changes(
    facilitator: Facilitator, monkeypatch: pytest.MonkeyPatch
) -> None:
    facilitator.opens()
    facilitator.shows()
    sent: list[object] = []
    for form in (facilitator.room, facilitator.board):
        form.observe(lambda change: sent.append(change), names="parts")
    for _ in range(3):
        facilitator.look()
    assert sent == []
    facilitator.watch.move("onward")
    facilitator.look()
    assert len(sent) == 1, "the board alone, once"


def test_a_room_that_cannot_be_opened_can_be_given_up(facilitator: Facilitator) -> None:
    facilitator.choose("address", "127.0.0.1", facilitator.room)
    facilitator.press("open", facilitator.room)
    process = facilitator.watch.process
    assert process is not None
    kill(process)
    assert "The room could not be opened." in facilitator.shows()
    assert "[Give it up and open another room]" in facilitator.shows()
    assert "Everything people wrote in it is deleted." in facilitator.press("give_up", facilitator.room)
    assert "[Open the room]" in facilitator.press("another", facilitator.room)


def test_on_another_network_the_room_can_be_opened_at_another_address(facilitator: Facilitator) -> None:
    rooms = facilitator.watch.rooms
    rooms.folder.mkdir()
    told = dict.fromkeys(("case", "summary"), "") | {"id": "f" * 32, "host": "203.0.113.9", "port": 8800}
    long_ago = dict.fromkeys(("opened_at", "started_at"), "2026-01-01T00:00:00+00:00")
    rooms.keep(
        Record(**told, **long_ago, language="en", readings=True, manager=False, least=5, arranged=True)
    )
    shown = facilitator.shows()
    assert "This computer isn't at 203.0.113.9 any more." in shown
    assert "Where should phones find the room?" in shown
    assert "[Start it again]" in shown


def test_an_answer_from_before_a_press_is_no_news(facilitator: Facilitator) -> None:
    facilitator.opens()
    before = facilitator.watch.ask()
    facilitator.press("onward")
    facilitator.watch.take(before)
    assert facilitator.watch.state is not None
    assert facilitator.watch.state["step"] == "agreement"
    facilitator.press("onward")
    facilitator.watch.close()
    facilitator.watch._kept(before)
    assert facilitator.watch.rooms.record() is None, "what was asked before doesn't bring a closed room back"


def test_what_was_planned_stands_beside_the_steps_and_is_chosen_beforehand(facilitator: Facilitator) -> None:
    items = tuple(AgendaItem(kind, kind, minutes, case, "", ()) for kind, minutes, case in PLANNED)
    agenda = Agenda(60, 9, "room", (), (), items, manager=True)
    assert facilitator.page.journal is not None
    at = f"{datetime.now(UTC).date()}T23:30[UTC]"
    facilitator.page.journal.set_place("20_plan_a_session", {"agenda": asdict(agenda), "at": at})
    facilitator.page.put(("setup", "session"), "  Tuesday <b>together</b>  ", "20_plan_a_session")
    again = Facilitator()
    assert "The case: A small red chair" in again.shows()
    again.opens()
    assert again.watch.state is not None
    assert again.watch.state["manager"]
    assert again.watch.state["case"]["id"] == "a_small_red_chair"
    assert "Welcome now · 7 min" in again.shows()
    assert "[7 minutes, as planned]" in again.shows()
    assert "07:00 left" in again.press("timer:7") or "06:5" in again.shows()
    assert again.watch.record is not None
    assert again.watch.record.title == "Tuesday <b>together</b>"
    again.press("ask_end")
    again.press("end")
    (file,) = home().glob("*.json")
    assert load(file).title == "Tuesday <b>together</b>"


def test_a_session_planned_for_another_day_gives_no_name() -> None:
    today = date(2026, 5, 4)
    assert Plan(title="Monday").title_on(today) == "Monday"
    assert Plan(title="Monday", day=today).title_on(today) == "Monday"
    assert Plan(title="Monday", day=date(2026, 4, 27)).title_on(today) == ""


def test_another_case_is_chosen_by_desk_and_none_of_abuse(facilitator: Facilitator) -> None:
    facilitator.press("choose", facilitator.room)
    facilitator.choose("desk", "children", facilitator.room)
    facilitator.look()
    (cases,) = [p for p in flat(facilitator.room.parts) if p["id"] == "case"]
    offered = {option["value"] for option in cases["options"]}
    scenarios = facilitator.page.content.scenarios
    assert offered
    assert not any(scenarios[id].safety for id in offered)
    facilitator.choose("case", sorted(offered)[0], facilitator.room)
    assert f"The case: {scenarios[sorted(offered)[0]].title}" in facilitator.shows()


def flat(parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for part in parts:
        yield part
        yield from flat(part.get("parts", []))


def test_the_last_minute_is_said_once_and_not_while_it_rests() -> None:
    timer = Clock()
    running = {"seconds_left": 90, "paused": False}
    timer.set(running, 1000.0)
    assert timer.ends == 1090.0
    timer.set({"seconds_left": 88, "paused": False}, 1001.3)
    assert timer.ends == 1090.0, "a second more or less is no other timer"
    timer.set({"seconds_left": 200, "paused": False}, 1001.0)
    assert timer.ends == 1201.0
    timer.set({"seconds_left": 50, "paused": True}, 1002.0)
    assert (timer.ends, timer.left()) == (None, 50)
    timer.before = 90
    assert not timer.last_minute_begins()


@given(st.integers(0, 24 * 3600))
def test_a_clock_reads_back(seconds: int) -> None:
    minutes, rest = clock(seconds).split(":")
    assert int(minutes) * 60 + int(rest) == seconds
    assert len(rest) == 2
