"""Taking part in a session from one's own workbook: real rooms, the page's own parts and events, no browser."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.practice_page import buttons, choose, flat, openings, press, shown
from tests.room_process import ANSWER, Process, Served
from tests.test_group_security import HOSTILE, Reader, rows_by_key
from workbook_lib.catalog import built_in, languages
from workbook_lib.group import visiting
from workbook_lib.pages import _joining_parts as view
from workbook_lib.pages import joining as page
from workbook_lib.pages._joining import SETTING, Joining
from workbook_lib.pages._joining_looking import Looking
from workbook_lib.pages._page import Page
from workbook_lib.parts import Choices, Html, Part, editors
from workbook_lib.takeaway import export_zip
from workbook_lib.widgets import DraftTyped, Event, Form, Reply, Ticked

WORD = built_in("en").word
Opening = Callable[[str], Page]


class Seat:
    """One learner's block on page 00, as its form sees it."""

    def __init__(self, opened: Page) -> None:
        self.page = opened
        self.joining = Joining(opened)

    def parts(self) -> list[Part]:
        return view.parts(self.joining)

    def act(self, event: Event, form: Form) -> Reply:
        return page.act(self.joining, event)

    def type(self, text: str, box: str = "") -> None:
        """Type as the browser would, in the one box or in the box of this name."""
        boxes = [e for e in editors(self.parts()) if box in ("", e.id)]
        revision = self.page.draft(boxes[0].slot)[1]
        self.page.save(DraftTyped(self.page.id, boxes[0].slot, text, revision, revision + 1, "w"))

    def join(self, room: Served | Process) -> Seat:
        press(self, "open_join")
        self.type(f"{room.url}?code={room.code}", "room-code")
        press(self, "come_in")
        press(self, "agree:yes")
        return self

    def keep(self, text: str = ANSWER) -> Reply:
        self.type(text)
        return press(self, "keep")

    def tick(self) -> None:
        """One look beside the page, as its clock would have it."""
        Looking(self.joining, lambda went_on: None).tick()


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opening]:
    yield from openings(tmp_path, monkeypatch)


@pytest.fixture
def seat(opened: Opening) -> Seat:
    return Seat(opened("00_start_here"))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Served]:
    (tmp_path / "room").mkdir()
    served = Served(tmp_path / "room")
    served.go_to("questions")
    served.facilitator(move="readings", readings=True)
    yield served
    served.stop()


def drafts(seat: Seat) -> list[str]:
    assert seat.page.journal is not None
    return [d.text for d in seat.page.journal.drafts(seat.page.id) if d.text]


def test_a_whole_session_from_a_notebook(seat: Seat, room: Served) -> None:
    room.go_to("welcome")
    assert buttons(seat) == ["open_join"]
    press(seat, "open_join")
    seat.type(f"{room.url}?code={room.code}", "room-code")
    press(seat, "come_in")
    for key in ("who_heading", "wifi", "owner", "deleted", "screen"):
        assert WORD(f"room.agreement.{key}") in shown(seat)
    press(seat, "agree:yes")
    assert WORD("room.says.welcome") in shown(seat)
    room.go_to("questions")
    press(seat, "look")
    assert room.session.case().title in shown(seat)
    assert seat.keep().announce == WORD("room.is_kept")
    assert [e.text for e in editors(seat.parts())] == [ANSWER]
    assert drafts(seat) == [], "the room has the words: nothing of them stays here"
    assert WORD("reading.heading") not in shown(seat)
    choose(seat, "rate-room", "0")
    press(seat, "rate")
    assert WORD("reading.heading") in shown(seat)
    assert "the page finds more in your words than you did" in shown(seat)
    press(seat, "dispute")
    choose(seat, "dispute-room", "action")
    seat.type("I meant tomorrow.", "why-room")
    press(seat, "withdraw:room")
    assert "I meant tomorrow." in shown(seat)
    press(seat, "offer")
    sentence = (
        next(p for p in flat(seat.parts()) if isinstance(p, Choices) and p.id == "room-sentence")
        .options[2]
        .label
    )
    choose(seat, "room-sentence", "2")
    press(seat, "preview")
    assert sentence in shown(seat)
    seat.act(Ticked("room-may-keep", "yes", True), None)  # type: ignore[arg-type]
    press(seat, "offer_yes")
    assert WORD("room.offer.yours") in shown(seat)
    assert room.facilitator().json()["offers_waiting"] is True
    [offer] = room.session.store.offers()
    assert (offer["text"], offer["keep"]) == (sentence, True)
    press(seat, "undo:0")
    assert room.session.store.offers() == []
    press(seat, "writing")
    assert editors(seat.parts()) == []
    assert WORD("room.thinking") in shown(seat)
    press(seat, "leaving")
    assert WORD("room.leave.says") in shown(seat)
    press(seat, "leave")
    assert room.facilitator().json()["people"] == 0
    assert WORD("room.leave.done") in shown(seat)
    assert seat.page.setting(SETTING) is None
    assert seat.page.entries() == []
    assert drafts(seat) == []


def test_nothing_is_in_the_journal_but_by_a_press(seat: Seat, room: Served, tmp_path: Path) -> None:
    seat.join(room).keep()
    assert seat.page.entries() == []
    assert seat.page.journal is not None
    contents = export_zip(seat.page.journal, tmp_path / "copy.zip")
    assert SETTING not in contents.settings
    assert seat.joining.visitor is not None
    assert seat.joining.visitor.token.encode() not in (tmp_path / "copy.zip").read_bytes()
    press(seat, "copy")
    assert WORD("room.join.copied") in shown(seat)
    [entry] = seat.page.entries()
    assert (entry.text, entry.prompt, entry.scenario) == (ANSWER, "why_important", room.session.case().id)
    press(seat, "copy")
    assert len(seat.page.entries()) == 1
    assert WORD("room.join.copied_before") in shown(seat)


@pytest.mark.parametrize(
    ("typed", "at", "says"),
    [
        ("", None, "join.no_code"),
        ("https://example.org/?code=BCDF2345", None, "join.no_address"),
        ("BCDF2345", None, "join.ask_at"),
        ("BCDF2345", "somewhere else", "join.no_address"),
        ("BCDF2345", "127.0.0.1:1", "join.no_room"),
        ("BCDF2345", "room", "door.wrong"),
    ],
)
def test_a_door_that_does_not_open_says_so_in_one_sentence(
    seat: Seat, room: Served, monkeypatch: pytest.MonkeyPatch, typed: str, at: str | None, says: str
) -> None:
    monkeypatch.setattr(visiting, "FIRST_PORT", 1)
    press(seat, "open_join")
    if at is not None:
        seat.type("8.8.8.8:80 x", "room-code")
        press(seat, "come_in")
        seat.type("BCDF2345", "room-code")
        press(seat, "come_in")
        seat.type(f"127.0.0.1:{room.port}" if at == "room" else at, "room-at")
    seat.type(typed, "room-code")
    told = press(seat, "come_in").announce
    assert told == WORD(f"room.{says}")
    assert told in shown(seat)
    assert seat.joining.visitor is None
    press(seat, "close_join")
    assert buttons(seat) == ["open_join"]


def test_killed_while_it_was_sent_kept_once_and_no_word_lost(
    seat: Seat, opened: Opening, tmp_path: Path
) -> None:
    (tmp_path / "killed").mkdir()
    room = Process(tmp_path / "killed")
    room.go_to("questions")
    seat.join(room)
    seat.keep("First words.")
    room.stop()
    told = seat.keep(ANSWER)
    assert told.announce == WORD("room.join.waiting")
    assert WORD("room.join.waiting") in shown(seat)
    assert drafts(seat) == [ANSWER]
    seat.tick()
    assert seat.joining.offline
    later = Seat(opened("00_start_here"))  # the kernel was killed too
    assert later.joining.pending == seat.joining.pending
    room.start()
    later.tick()
    seat.tick()
    for one in (later, seat):
        assert not one.joining.offline
        assert one.joining.pending is None
        assert [e.text for e in editors(one.parts())] == [ANSWER]
    assert drafts(later) == []
    assert room.facilitator().json()["answered"]["why_important"] == 1
    room.stop()
    assert rows_by_key(room.state) == 1


def test_whoever_writes_is_told_and_not_taken_along(seat: Seat, room: Served) -> None:
    seat.join(room)
    seat.type("Half a thought")
    room.go_to("pair_talk")
    seat.tick()
    assert WORD("room.join.moved") in shown(seat)
    assert [e.text for e in editors(seat.parts())] == ["Half a thought"]
    press(seat, "go_there")
    assert WORD("room.says.pair_talk") in shown(seat)
    room.go_to("questions")
    seat.tick()
    assert [e.text for e in editors(seat.parts())] == ["Half a thought"], "it waited"


def test_details_are_asked_about_first(seat: Seat, room: Served) -> None:
    seat.join(room)
    seat.keep("I wrote to ann@example.org about it, as she had asked me to do on the day.")
    assert room.session.store.answers() == []
    assert {"details:replace", "details:leave"} <= set(buttons(seat))
    press(seat, "details:replace")
    [box] = editors(seat.parts())
    assert "ann@example.org" not in box.text
    assert box.set_by == 1, "the box shows what the room holds"
    assert [a.text for a in room.session.store.answers()] == [box.text]


def test_when_it_is_over_unsent_words_are_given_back(seat: Seat, room: Served) -> None:
    seat.join(room).keep()
    choose(seat, "room-question", "hardship")
    seat.type("What I was still writing.")
    room.facilitator(move="end")
    seat.tick()
    assert WORD("room.over.says") in shown(seat)
    assert "What I was still writing." in shown(seat)
    assert ANSWER not in shown(seat)
    press(seat, "forget")
    assert buttons(seat) == ["open_join"]
    assert drafts(seat) == []


def test_a_room_that_is_gone_can_be_left(seat: Seat, room: Served) -> None:
    seat.join(room)
    room.stop()
    press(seat, "look")
    press(seat, "leaving")
    assert press(seat, "leave").announce == WORD("room.join.left_alone")
    assert buttons(seat) == ["open_join"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_words(seat: Seat, room: Served, text: str) -> None:
    seat.join(room).keep(text)
    if "details:leave" in buttons(seat):
        press(seat, "details:leave")
    press(seat, "rate") if "rate" in buttons(seat) else None
    press(seat, "offer")
    choose(seat, "room-sentence", "0")
    press(seat, "preview")
    reader = Reader()
    for part in flat(seat.parts()):
        if isinstance(part, Html):
            reader.feed(part.html)
    assert reader.strange == []
    assert [a.text for a in room.session.store.answers()] == [text]


def test_a_hostile_room_can_put_nothing_in_the_page(
    seat: Seat, room: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    seat.join(room).keep()
    choose(seat, "rate-room", "1")
    press(seat, "rate")
    assert seat.joining.visitor is not None
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    told = seat.joining.visitor._ask("GET", "/api/room")

    def spoilt(value: object) -> object:
        if isinstance(value, dict):
            kept = {"id", "prompt", "case_id", "step", "rubric", "dimension", "key", "note", "stage"}
            return {
                k: v if k in kept or (k == "case" and isinstance(v, str)) else spoilt(v)
                for k, v in value.items()
            }
        if isinstance(value, list):
            return [spoilt(one) for one in value]
        return value[:0] + evil + value if isinstance(value, str) else value

    answer = json.dumps(spoilt(told)).encode()
    monkeypatch.setattr(visiting, "_told", lambda status, body: json.loads(answer))
    press(seat, "look")
    reader = Reader()
    for part in flat(seat.parts()):
        if isinstance(part, Html):
            reader.feed(part.html)
    assert evil in shown(seat)
    assert reader.strange == []


def test_join_in_a_cell_takes_the_code_and_the_address(opened: Opening, room: Served) -> None:
    opened("00_start_here")
    from workbook_lib import join

    form = join(room.code, at=f"127.0.0.1:{room.port}")
    assert WORD("room.agreement.heading") in json.dumps(form.parts, ensure_ascii=False)
    assert room.facilitator().json()["people"] == 1
    again = join()
    assert WORD("room.agreement.heading") in json.dumps(again.parts, ensure_ascii=False), (
        "the same place in the room"
    )
    assert room.facilitator().json()["people"] == 1


@pytest.mark.parametrize("language", languages())
def test_every_word_of_joining_is_there_and_asked_for(language: str) -> None:
    sources = (ROOT / "workbook_lib" / "pages").glob("*joining*.py")
    text = "\n".join(source.read_text(encoding="utf-8") for source in sources)
    text += (ROOT / "workbook_lib" / "templates" / "joined_agreement.html").read_text(encoding="utf-8")
    asked = {f"room.{key}" for key in re.findall(r'"(?:room\.)?(join\.\w+)"', text)}
    assert asked == {key for key in built_in(language).words if key.startswith("room.join.")}


def test_the_page_goes_along_by_itself(seat: Seat, room: Served) -> None:
    seat.join(room)
    room.go_to("reply")

    async def looked() -> bool:
        went_on = asyncio.get_running_loop().create_future()

        def show(moved: bool) -> None:
            if not went_on.done():
                went_on.set_result(moved)

        Looking(seat.joining, show).start()
        moved: bool = await asyncio.wait_for(went_on, 60)
        seat.joining.stopped = True
        return moved

    assert asyncio.run(looked())
    assert WORD("room.says.reply") in shown(seat)
