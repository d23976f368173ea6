"""The room as people use it: a real process, real forms, a file on the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from markupsafe import escape
from starlette.requests import Request
from starlette.responses import Response

from tests.postgres_process import Postgres
from tests.room_process import ANSWER, Phone, Served
from workbook_lib.catalog import built_in
from workbook_lib.db.place import NAMED_BY
from workbook_lib.group import participants
from workbook_lib.group.forms import Visit

SCOPE = {"type": "http", "method": "POST", "headers": [], "query_string": b"", "server": ("127.0.0.1", 80)}
MEAN = "Rules are rules. It is her own fault."


def shown(key: str) -> str:
    """A word as it stands in a page."""
    return str(escape(built_in("en").word(key)))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, database: str) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(NAMED_BY, database)
        process = Served(tmp_path_factory.mktemp("room"))
    yield process
    process.stop()


@pytest.fixture
def fresh(tmp_path: Path, database: str) -> Iterator[Served]:
    process = Served(tmp_path)
    yield process
    process.stop()


@pytest.fixture
def on_disk(fresh: Served, database: str, request: pytest.FixtureRequest) -> Callable[[], bytes]:
    """All that lies on the disk of the room: in its folder, and in the files of its database's tables."""
    server: Postgres | None = request.getfixturevalue("postgres") if database else None

    def read() -> bytes:
        files = list(fresh.state.parent.iterdir())
        if server is not None:
            server.run("CHECKPOINT")
            files += [p for p in (server.data / "base").rglob("*") if p.is_file()]
        return b"".join(map(_bytes_of, files))

    return read


def _bytes_of(file: Path) -> bytes:
    with suppress(FileNotFoundError):  # the server takes files of its own away at any time
        return file.read_bytes()
    return b""


def test_a_whole_session_without_javascript(fresh: Served, on_disk: Callable[[], bytes]) -> None:
    phones = [Phone(fresh) for _ in range(7)]
    for phone in phones:
        assert shown("room.door.heading") in phone.page.text
        phone.send("/join", code=fresh.code.lower())
        assert shown("room.agreement.wifi") in phone.page.text
        phone.send("/agree", writes="yes")
        assert shown("room.says.welcome") in phone.page.text
    fresh.go_to("questions")
    for number, phone in enumerate(phones):
        kept = phone.answer(ANSWER if number % 2 else MEAN)
        assert shown("room.is_kept") in kept.text
        assert shown("reading.heading") not in kept.text
    state = fresh.facilitator().json()
    assert (state["people"], state["answered"]["why_important"]) == (7, 7)
    assert fresh.facilitator(move="readings", readings=True).status_code == 200
    assert shown("reading.heading") not in phones[1].get("/room").text, "one's own rating comes first"
    assert shown("reading.heading") in phones[1].send("/rate", rating="1").text
    assert "readings" not in phones[1].page.text
    phones[1].get("/offer?q=why_important")
    sentence = "What would help her first?"
    phones[1].send("/offer/preview", sentence=sentence)
    assert sentence in phones[1].page.text
    phones[1].send("/offer/yes")
    assert shown("room.offer.yours") in phones[1].page.text
    state = fresh.facilitator().json()
    assert (state["offers"], state["offers_waiting"]) == ([], True)
    [offer] = fresh.facilitator(move="offers").json()["offers"]
    assert offer["text"] == sentence
    taken = fresh.facilitator(move="snapshot", kind="reflection", heads=7).json()["snapshots"]
    [view] = taken[0]["views"]
    assert view["summary"]["people"] == 7
    assert "self_awareness" not in str(taken)
    phones[0].answer(ANSWER)
    phones[2].get("/leaving")
    phones[2].send("/leave")
    again = fresh.facilitator(move="snapshot", kind="reflection", heads=7)
    assert (again.status_code, again.json()) == (409, {"refused": "taken"})
    assert fresh.facilitator().json()["snapshots"] == taken
    assert b"Rules are rules" in on_disk()
    copy = phones[4].get("/words.txt")
    assert MEAN in copy.text
    over = fresh.facilitator(move="end").json()
    assert (over["over"], over["people"], over["offers"], over["snapshots"]) == (True, 0, [], taken)
    assert b"Rules are rules" not in on_disk()
    assert b"What would help" not in on_disk()
    assert phones[4].get("/room").status_code == 410
    assert shown("room.over.heading") in phones[4].page.text
    assert shown("room.over.heading") in Phone(fresh).page.text


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("page", [participants.agree, participants.writing])
def test_who_is_gone_by_the_time_a_form_arrives_is_told_so(
    fresh: Served, page: Callable[[Visit], Response], over: bool
) -> None:
    session, token = fresh.session, fresh.session.store.join("")
    visit = Visit(session, Request({**SCOPE, "path": "/agree"}), token, session.person(token), {})
    session.store.leave(token)
    if over:
        session.end()
    answer = page(visit)
    assert answer.status_code == (410 if over else 303)
    assert (answer.headers.get("location"), shown("room.over.heading") in bytes(answer.body).decode()) == (
        (None, True) if over else ("/", False)
    )


def test_a_snapshot_needs_six_people_and_no_more_phones_than_heads(fresh: Served) -> None:
    phones = [Phone(fresh).join() for _ in range(5)]
    fresh.go_to("reply")
    for phone in phones:
        phone.answer("I am sorry. You are right, this was our mistake, and I am looking for it now.")
    few = fresh.facilitator(move="snapshot", kind="reply", heads=5)
    assert few.json() == {"refused": "too_few"}
    Phone(fresh).join().answer("We will see.")
    assert fresh.facilitator(move="snapshot", kind="reply", heads=5).json() == {"refused": "more_than_heads"}
    assert fresh.facilitator(move="snapshot", kind="reply", heads=6).status_code == 200


def test_what_may_be_bigger_than_a_reply_is_met_and_not_read(room: Served) -> None:
    room.facilitator(move="readings", readings=True)
    room.go_to("questions")
    phone = Phone(room).join()
    page = phone.answer("She said that she wants to kill herself tonight and has the pills at home.")
    assert str(escape(built_in("en").care.heading)) in page.text
    assert shown("reading.heading") not in page.text
    room.facilitator(move="readings", readings=False)
    assert str(escape(built_in("en").care.heading)) in phone.get("/room?q=why_important").text
    phone.get("/offer?q=why_important")
    sentence = "She said that she wants to kill herself tonight and has the pills at home."
    phone.send("/offer/preview", sentence=sentence)
    assert shown("room.offer.bigger") in phone.page.text
    mark = phone.get("/room") and phone.fields("/writing")["mark"]
    phone.browser.post("/offer/yes", data={"mark": mark, "prompt": "why_important", "sentence": sentence})
    assert room.facilitator().json()["offers_waiting"] is False


def test_an_address_or_number_is_asked_about_before_anything_is_kept(room: Served) -> None:
    room.go_to("questions")
    phone = Phone(room).join()
    asked = phone.answer("She can be had at ana.lopez@example.org all day.")
    assert (asked.status_code, "Replace it?" in asked.text) == (422, True)
    assert shown("room.is_kept") not in asked.text
    kept = phone.send("/answer", text="She can be had at ana.lopez@example.org all day.", details="replace")
    assert "She can be had at [e-mail] all day." in kept.text


def test_taking_part_without_writing(room: Served) -> None:
    room.go_to("questions")
    phone = Phone(room).join(writes="no")
    page = phone.get("/room").text
    assert shown("room.thinking") in page
    assert "<textarea" not in page
    phone.send("/writing")
    assert "<textarea" in phone.page.text


def test_a_line_managers_presence_is_announced(room: Served) -> None:
    phone = Phone(room).join()
    assert shown("room.manager") not in phone.get("/room").text
    room.facilitator(move="manager", manager=True)
    assert shown("room.manager") in phone.get("/room").text
    newcomer = Phone(room)
    newcomer.send("/join", code=room.code)
    assert shown("room.manager") in newcomer.page.text
    room.facilitator(move="manager", manager=False)


def test_a_pause_a_timer_and_the_way_back(room: Served) -> None:
    room.go_to("questions")
    phone = Phone(room).join()
    assert 170 <= room.facilitator(move="timer", minutes=3).json()["seconds_left"] <= 180
    assert 230 <= room.facilitator(move="extend", minutes=1).json()["seconds_left"] <= 240
    version = phone.get("/now").json()["version"]
    assert room.facilitator(move="pause").json()["paused"] is True
    assert phone.get("/now").json()["version"] == version + 1
    paused = phone.get("/room").text
    assert shown("room.paused") in paused
    assert "<textarea" not in paused
    assert 230 <= room.facilitator(move="resume").json()["seconds_left"] <= 240
    assert room.facilitator(move="back").json()["step"] == "case"


def test_an_offer_is_taken_back_by_its_writer_alone(room: Served) -> None:
    room.go_to("questions")
    writer, other = Phone(room).join(), Phone(room).join()
    writer.answer("He folds the letter twice. What does he need today?")
    writer.get("/offer?q=why_important")
    writer.send("/offer/preview", sentence="He folds the letter twice.")
    writer.send("/offer/yes", keep="yes")
    name = writer.fields("/offer/undo")["offer"]
    assert "/offer/undo" not in other.get("/room").text
    other.browser.post("/offer/undo", data={"mark": other.fields("/writing")["mark"], "offer": name})
    assert [o["id"] for o in room.facilitator(move="offers").json()["offers"]] == [name]
    hidden = room.facilitator(move="hide", offer=name).json()["offers"]
    assert [o["hidden"] for o in hidden] == [True]
    writer.send("/offer/undo")
    assert room.facilitator().json()["offers"] == []


def test_a_kept_offer_outlives_the_end_and_others_do_not(fresh: Served) -> None:
    fresh.go_to("questions")
    for keep in ("yes", ""):
        phone = Phone(fresh).join()
        phone.answer(f"Sentence one, {keep or 'no'}. And a second one follows here.")
        phone.get("/offer?q=why_important")
        phone.send("/offer/preview", sentence=f"Sentence one, {keep or 'no'}.")
        phone.send("/offer/yes", keep=keep)
    assert len(fresh.facilitator(move="offers").json()["offers"]) == 2
    assert [o["text"] for o in fresh.facilitator(move="end").json()["offers"]] == ["Sentence one, yes."]
    assert fresh.facilitator(move="onward").json() == {"refused": "over"}


def test_what_the_facilitator_may_not_ask(room: Served) -> None:
    for said, why in [
        ({"move": "least", "least": 3}, "not_lower"),
        ({"move": "timer", "minutes": 9999}, "no_minutes"),
        ({"move": "timer", "minutes": True}, "no_minutes"),
        ({"move": "case", "case": "no_such_case"}, "no_case"),
        ({"move": "snapshot", "kind": "turn", "heads": 9}, "no_kind"),
        ({"move": "snapshot", "kind": "reply"}, "no_heads"),
        ({"move": "__class__"}, "no_move"),
        ({"move": ["end"]}, "no_move"),
    ]:
        assert room.facilitator(**said).json() == {"refused": why}
    abuse = next(c.id for c in built_in("en").scenarios.values() if c.safety)
    assert room.facilitator(move="case", case=abuse).json() == {"refused": "no_case"}


def test_the_facilitators_interface_needs_its_secret(room: Served) -> None:
    phone = Phone(room).join()
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": f"Basic {room.secret}"}):
        assert phone.browser.get("/facilitator", headers=headers).status_code == 401
        said = phone.browser.post("/facilitator", headers=headers, json={"move": "end"})
        assert said.status_code == 401
    assert httpx.get(room.url + "facilitator?secret=" + room.secret).status_code == 401
