"""The room as a notebook sees it: the same rules as the pages, as data; and the client that asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from tests.room_process import ANSWER, NO_TLS, Phone, Process, Served
from tests.test_group_security import HOSTILE, rows_by_key
from workbook_lib.group import api, rates, rooms, visiting
from workbook_lib.group.api import fields
from workbook_lib.group.forms import BadFormError
from workbook_lib.group.guard import LARGEST
from workbook_lib.group.session import AT_ONCE
from workbook_lib.group.told import now_of
from workbook_lib.group.visiting import Place, RefusedError, UnreachableError, Visitor, invitation, place


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("room"))
    served.go_to("questions")
    served.facilitator(move="readings", readings=True)
    yield served
    served.stop()


def come(room: Served | Process) -> Visitor:
    visitor = Visitor(Place("127.0.0.1", room.port))
    visitor.join(room.code)
    visitor.do("agree", writes="yes")
    return visitor


def key(visitor: Visitor, prompt: str = "why_important") -> dict[str, str]:
    now = visitor.now()
    [asked] = [p for p in now.prompts if p.id == prompt]
    return {"key": asked.key, "case": now.case_id, "prompt": prompt}


def refused(visitor: Visitor, move: str, **said: str) -> str:
    with pytest.raises(RefusedError) as no:
        visitor.do(move, **said)
    return no.value.why


def test_a_whole_way_through(room: Served) -> None:
    visitor = come(room)
    now = visitor.now()
    assert (now.step, now.agreed, now.writes, len(now.prompts)) == ("questions", True, True, 5)
    assert now.case is not None
    visitor.do("answer", text=ANSWER, **key(visitor))
    written = visitor.now().written("why_important")
    assert written is not None
    assert (written.text, written.reading, written.rate) == (ANSWER, None, True)
    visitor.do("rate", prompt="why_important", rating="1")
    visitor.do("differ", prompt="why_important", dimension="action", why="I meant tomorrow.")
    written = visitor.now().written("why_important")
    assert written is not None
    assert written.reading is not None
    assert written.reading.was_read
    assert (written.rated, written.disputed) == ({"perspective": 1}, {"action": "I meant tomorrow."})
    sentence = written.sentences[-1]
    assert visitor.do("preview", sentence=sentence) == {"met": "", "details": False}
    visitor.do("offer", prompt="why_important", sentence=sentence)
    [offer] = visitor.now().offers
    assert offer["text"] == sentence
    visitor.do("undo", offer=offer["id"])
    assert visitor.now().offers == ()
    visitor.do("writing", writes="no")
    assert visitor.now().writes is False
    visitor.do("leave")
    with pytest.raises(RefusedError, match="gone"):
        visitor.now()


def test_the_rules_of_the_pages_hold(room: Served) -> None:
    visitor, other = come(room), come(room)
    own = key(visitor)
    assert refused(visitor, "answer", text=" ", **own) == "empty"
    assert refused(visitor, "answer", text="w" * 10_001, **own) == "too_long"
    assert refused(visitor, "answer", text="x", **{**own, "prompt": "reply"}) == "old_form"
    assert refused(other, "answer", text="x", **own) == "old_form"
    with pytest.raises(RefusedError) as details:
        visitor.do("answer", text="Write to ann@example.org soon.", **own)
    assert (details.value.why, details.value.kinds) == ("details", ("email",))
    visitor.do("answer", text="Write to ann@example.org soon.", details="replace", **own)
    written = visitor.now().written("why_important")
    assert written is not None
    assert "ann@example.org" not in written.text
    assert refused(visitor, "offer", prompt="why_important", sentence="Not a sentence of mine.") == "nothing"
    assert refused(visitor, "nowhere") == "no_move"
    visitor.do("answer", text="She said she wants to kill herself tonight and has the pills.", **own)
    written = visitor.now().written("why_important")
    assert written is not None
    assert written.reading is not None
    assert written.reading.note == "bigger_than_a_reply"
    assert (
        refused(
            visitor,
            "offer",
            prompt="why_important",
            sentence=written.sentences[0] if written.sentences else written.text,
        )
        == "nothing"
    )


def test_nobody_gets_in_by_a_cookie_or_without_a_token(room: Served) -> None:
    phone = Phone(room).join()
    for headers in (
        {},
        {"Authorization": "Basic x"},
        {"Authorization": "Bearer x"},
        {"Authorization": f"Bearer {room.secret}"},
    ):
        assert phone.browser.get("/api/room", headers=headers).status_code == 410
        sent = phone.browser.post("/api/agree", json={"writes": "no"}, headers=headers)
        assert sent.status_code == 410
    for headers in (
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Host": "evil.example"},
    ):
        assert phone.browser.post("/api/join", json={"code": room.code}, headers=headers).status_code in (
            400,
            403,
        )
    assert phone.browser.get("/api/answer").status_code == 405
    assert "set-cookie" not in phone.browser.post("/api/join", json={"code": room.code}).headers


def test_codes_are_not_guessed_here_either(room: Served) -> None:
    before, room.session.rates = room.session.rates, rates.Rates()
    guesser = Visitor(Place("127.0.0.1", room.port))
    found = []
    for _ in range(65):
        with pytest.raises(RefusedError) as no:
            guesser.join("BCDFGHJK")
        found.append(no.value.why)
    assert found == ["wrong"] * 60 + ["wait"] * 5
    with pytest.raises(RefusedError, match="wait"):
        guesser.join(room.code)
    room.session.rates = before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[",
        b"[]",
        b"null",
        b"1e999",
        b"[" * 50_000,
        b"\xff\xfe",
        b'{"code": 5}',
        b'{"code": "\\ud800"}',
        b'{"a":{}}',
    ],
)
def test_bodies_that_are_no_move(room: Served, body: bytes) -> None:
    sent = httpx.post(
        room.url + "api/join", content=body, headers={"Content-Type": "application/json"}, verify=NO_TLS
    )
    assert sent.status_code == 400
    assert "Traceback" not in sent.text


def test_the_longest_answer_is_taken_from_a_notebook_too(room: Served) -> None:
    visitor = come(room)
    longest = "\U0001f4da" * rooms.LONGEST
    visitor.do("answer", text=longest, **key(visitor))
    written = visitor.now().written("why_important")
    assert written is not None
    assert written.text == longest
    assert refused(visitor, "answer", text=longest + "a", **key(visitor)) == "too_long"


def asked(room: Served, token: str, move: str, body: bytes = b"{}") -> Request:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    headers = [(b"authorization", b"Bearer " + token.encode()), (b"content-type", b"application/json")]
    app = SimpleNamespace(state=SimpleNamespace(session=room.session))
    scope = {
        "type": "http", "app": app, "method": "GET", "path": f"/api/{move}", "path_params": {"move": move},
        "headers": headers, "query_string": b"", "server": ("127.0.0.1", room.port),
    }  # fmt: skip
    return Request(scope, receive)


def test_a_state_that_is_at_hand_needs_no_thread_and_moves_take_the_rooms_own(
    room: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = come(room)
    visitor.do("answer", text=ANSWER, **key(visitor))
    before = visitor.now()

    async def questions() -> None:
        with anyio.fail_after(60):
            await asked_and_done()

    async def asked_and_done() -> None:
        async with anyio.create_task_group() as group:
            limiter = room.session.at_once
            for number in range(AT_ONCE):
                await limiter.acquire_on_behalf_of(number)
            room.session.room()  # remembered for a second
            found = json.loads(bytes((await api.ask(asked(room, visitor.token, "room"))).body))
            assert [a["text"] for a in found["answers"]] == [a.text for a in before.answers]
            group.start_soon(api.do, asked(room, visitor.token, "undo"))
            await anyio.wait_all_tasks_blocked()
            assert limiter.statistics().tasks_waiting == 1
            for number in range(AT_ONCE):
                limiter.release_on_behalf_of(number)

    monkeypatch.setattr(room.session, "at_once", anyio.CapacityLimiter(AT_ONCE))
    anyio.run(questions)


def test_other_kinds_and_sizes_of_bodies(room: Served) -> None:
    assert httpx.post(room.url + "api/join", data={"code": room.code}, verify=NO_TLS).status_code == 400
    big = b'{"code": "' + b"x" * LARGEST + b'"}'
    headers = {"Content-Type": "application/json"}
    assert httpx.post(room.url + "api/join", content=big, headers=headers, verify=NO_TLS).status_code == 413


@given(st.binary(max_size=300))
def test_any_body_is_a_move_or_is_refused(body: bytes) -> None:
    try:
        found = fields("application/json", body)
    except BadFormError:
        return
    assert all(isinstance(v, str) for v in found.values())


@settings(max_examples=15)
@given(text=st.text(min_size=1, max_size=200).filter(lambda t: not any("\ud800" <= c <= "\udfff" for c in t)))
def test_any_words_come_back_as_they_were_written(room: Served, text: str) -> None:
    visitor = come(room)
    if not text.strip():
        assert refused(visitor, "answer", text=text, details="leave", **key(visitor)) == "empty"
        return
    visitor.do("answer", text=text, details="leave", **key(visitor))
    written = visitor.now().written("why_important")
    assert written is not None
    assert written.text == text.replace("\r\n", "\n")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(room: Served, text: str) -> None:
    visitor = come(room)
    visitor.do("answer", text=text, details="leave", **key(visitor))
    answer = httpx.get(
        room.url + "api/room", headers={"Authorization": f"Bearer {visitor.token}"}, verify=NO_TLS
    )
    assert answer.headers["content-type"] == "application/json"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert visitor.now().answers[0].text == text


def test_killed_while_it_is_sent_kept_once(tmp_path: Path) -> None:
    room = Process(tmp_path)
    room.go_to("questions")
    visitor = come(room)
    sent = {"text": ANSWER, **key(visitor)}
    visitor.do("answer", **sent)
    room.stop()
    with pytest.raises(UnreachableError):
        visitor.do("answer", **sent)
    with pytest.raises(UnreachableError):
        visitor.now()
    room.start()
    for _ in range(2):
        visitor.do("answer", **sent)
    assert [w.text for w in visitor.now().answers] == [ANSWER]
    room.stop()
    assert rows_by_key(room.state) == 1


@pytest.mark.parametrize(
    ("typed", "at", "found"),
    [
        ("bcdf-2345", "", ("BCDF2345", None)),
        (" BCDF 2345 ", "192.168.1.20:8790", ("BCDF2345", Place("192.168.1.20", 8790))),
        ("http://192.168.1.20:8790/?code=BCDF2345", "", ("BCDF2345", Place("192.168.1.20", 8790))),
        ("192.168.1.20:8790/?code=BCDF-2345", "", ("BCDF2345", Place("192.168.1.20", 8790))),
        ("http://[fd00::2]:8790/?code=BCDF2345", "", ("BCDF2345", Place("fd00::2", 8790))),
        ("BCDF2345", "http://10.0.0.7/", ("BCDF2345", Place("10.0.0.7", visiting.FIRST_PORT))),
    ],
)
def test_what_is_typed_or_pasted(typed: str, at: str, found: tuple[str, Place | None]) -> None:
    assert invitation(typed, at) == found


@pytest.mark.parametrize(
    "typed",
    [
        "https://example.org/?code=BCDF2345",
        "example.org:80",
        "8.8.8.8:8790",
        "10.0.0.7:99999",
        "http://a@10.0.0.7/",
        "",
        "//",
        "http://[::",
        "file:///etc/passwd",
    ],
)
def test_an_address_that_is_no_rooms_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        place(typed)


@given(st.text(max_size=60))
def test_any_address_is_one_or_is_refused(typed: str) -> None:
    try:
        found = place(typed)
    except ValueError:
        return
    assert place(str(found)) == found


def test_a_room_on_this_machine_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(visiting, "FIRST_PORT", 1)
    assert visiting.here() is None
    room = Served(tmp_path)
    (tmp_path / "data" / "rooms").mkdir(parents=True)
    record = tmp_path / "data" / "rooms" / "open.json"
    record.write_text("[")
    assert visiting.here() is None
    record.write_text(json.dumps({"host": "127.0.0.1", "port": room.port}))
    assert visiting.here() == Place("127.0.0.1", room.port)
    room.stop()


STATE: dict[str, Any] = {
    **dict.fromkeys(("paused", "manager", "agreed", "writes"), True),
    **{"version": 1, "step": "questions", "least": 5, "left": None, "case_id": "a_case", "case": None},
    **{"prompts": [], "answers": [], "earlier": [], "offers": []},
}
WRITTEN = {"case": "a_case", "prompt": "reply", "text": "ab", "title": "t", "wording": "w"}
RATING = {"dimension": "emotion", "level": 1, "confidence": 1.0, "sure": True, "evidence": []}
READING = {
    "rubric": "reply",
    "rubric_version": "1",
    "stage": "empathy",
    "ratings": [RATING],
    "note": "",
    "sentences": [[0, 2]],
}


@pytest.mark.parametrize(
    "change",
    [
        {"step": "<b>"},
        {"version": "x"},
        {"case_id": "../../etc"},
        {"case": "text"},
        {"answers": [{**WRITTEN, "prompt": "a/b"}]},
        {"answers": [{**WRITTEN, "reading": {**READING, "sentences": [[0, 99]]}}]},
        {"answers": [{**WRITTEN, "reading": {**READING, "sentences": [[1, 2], [0, 1]]}}]},
        {"answers": [{**WRITTEN, "reading": {**READING, "ratings": [{**RATING, "level": 7}]}}]},
        {"answers": [{**WRITTEN, "reading": {**READING, "ratings": [{**RATING, "dimension": "<i>"}]}}]},
        {"answers": [{**WRITTEN, "reading": {**READING, "extra": 1}}]},
        {"offers": [{"id": 5}]},
        {"prompts": "abc"},
    ],
)
def test_what_is_no_state_of_a_room_is_not_drawn(change: dict[str, Any]) -> None:
    assert now_of({**STATE, "answers": [{**WRITTEN, "reading": READING}]}).answers[0].reading is not None
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        now_of({**STATE, **change})
