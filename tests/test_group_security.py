"""The room under attack: foreign forms, guessed codes, hostile words and bodies, paths, a killed server."""

from __future__ import annotations

import argparse
import re
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.room_process import NO_TLS, Phone, Process, Served
from workbook_lib.catalog import built_in
from workbook_lib.group import command, rates, rooms, serving
from workbook_lib.group.forms import BadFormError, parsed
from workbook_lib.group.guard import LARGEST
from workbook_lib.group.ports import free_port
from workbook_lib.group.store import Store

HOSTILE = [
    "<script>alert(1)</script> is what he said.",
    "</textarea><img src=x onerror=alert(1)> and \" ' & more.",
    "{{ 7 * 7 }} {% raw %} ${7*7} <b>bold</b>.",
    "\u202eright to left\u202c \U0001f600 e\u0301 &lt;script&gt; \x00 nul.",
    "javascript:alert(1)//'\"><svg/onload=alert(1)>.",
]
OURS = re.compile(
    "html|head|meta|title|link|script|noscript|body|header|footer|main|nav|section|article|div|span|p|h1|h2|h3|h4|ul|ol"
    "|li|a|form|input|textarea|select|option|label|button|fieldset|legend|blockquote|strong|bdi|details|summary|br"
)


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("room"))
    served.go_to("questions")
    served.facilitator(move="readings", readings=True)
    yield served
    served.stop()


@pytest.fixture
def limits(room: Served) -> Iterator[None]:
    """Counts of its own for a test that uses them up."""
    before, room.session.rates = room.session.rates, rates.Rates()
    yield
    room.session.rates = before


class Reader(HTMLParser):
    """Notes what none of our templates has: other tags, handlers, scripts in the page or from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.strange: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if not OURS.fullmatch(tag) or any(name.startswith("on") or name == "style" for name in given):
            self.strange.append(self.get_starttag_text() or tag)
        if tag == "script" and given.get("src") != "/room.js":
            self.strange.append("script")
        if (given.get("href") or given.get("action") or "").lower().startswith("javascript:"):
            self.strange.append("address")


def markup_in(page: httpx.Response) -> list[str]:
    """What a page holds that is markup and not ours."""
    reader = Reader()
    if page.headers["content-type"].startswith("text/html"):
        reader.feed(page.text)
    return reader.strange


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_words_everywhere(room: Served, text: str) -> None:
    phone = Phone(room)
    assert markup_in(phone.send("/join", code=text, desk=text)) == []
    phone.join(desk=text)
    pages = [phone.answer(text), phone.get("/room"), phone.get("/words"), phone.get("/offer?q=why_important")]
    shown = unescape(pages[0].text)
    assert text.partition("\x00")[0].strip()[:40] in shown
    for sentence in re.findall(r'name="sentence" value="([^"]*)"', phone.page.text)[:1]:
        pages.append(phone.send("/offer/preview", sentence=unescape(sentence)))
    old = phone.get("/room") and phone.fields("/answer")
    pages.append(phone.browser.post("/answer", data={**old, "key": text, "text": text}))
    pages.append(phone.browser.post("/answer", data={**old, "case": text, "prompt": text, "text": text}))
    pages.append(phone.get(f"/room?q={httpx.QueryParams({'q': text})}"))
    for page in pages:
        assert markup_in(page) == []


@settings(max_examples=15)
@given(text=st.text(min_size=1, max_size=300))
def test_any_words_stand_in_the_box_as_they_were_written(room: Served, text: str) -> None:
    phone = Phone(room).join()
    page = phone.answer(text, details="leave")
    assert page.status_code in (200, 422)
    assert markup_in(page) == []
    if page.status_code == 200:
        stored = room.session.store.answers(person=room.session.store.person(_token(phone)))
        assert [a.text for a in stored] == [text.replace("\r\n", "\n")]


def _token(phone: Phone) -> str:
    return next(iter(phone.browser.cookies.jar)).value or ""


def test_every_answer_forbids_what_pages_do_not_use(room: Served) -> None:
    phone = Phone(room).join()
    for path in ("/", "/room", "/now", "/room.js", "/nowhere", "/facilitator", "/words.txt"):
        headers = phone.browser.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers
    assert " style=" not in phone.get("/room").text
    assert "httponly" in Phone(room).page.headers["set-cookie"].lower()


def test_a_form_from_elsewhere_is_refused(room: Served) -> None:
    phone = Phone(room).join()
    phone.get("/room")
    fields = phone.fields("/answer")
    for other in (
        {k: v for k, v in fields.items() if k != "mark"},
        {**fields, "mark": "0" * 64},
        {**fields, "mark": Phone(room).fields("/join")["mark"]},
    ):
        assert phone.browser.post("/answer", data={**other, "text": "x"}).status_code == 400
    for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        sent = phone.browser.post("/answer", data={**fields, "text": "x"}, headers=headers)
        assert sent.status_code == 403
    assert phone.browser.get("/leave").url.path == "/room", "a tab that is opened again changes nothing"
    assert room.session.store.person(_token(phone)) is not None


def test_an_answer_for_another_person_or_question_is_refused(room: Served) -> None:
    victim, other = Phone(room).join(), Phone(room).join()
    victim.get("/room")
    other.get("/room")
    stolen = {**other.fields("/answer"), "key": victim.fields("/answer")["key"], "text": "not mine"}
    assert other.browser.post("/answer", data=stolen).status_code == 400
    moved = {**other.fields("/answer"), "prompt": "reply", "text": "elsewhere"}
    assert other.browser.post("/answer", data=moved).status_code == 400
    assert room.session.store.answers(person=room.session.store.person(_token(other))) == []


def test_the_room_answers_to_its_own_address_alone(room: Served) -> None:
    for host in ("evil.example", "127.0.0.1", f"127.0.0.1:{room.port}.evil.example", ""):
        found = httpx.get(room.url, headers={"Host": host}, verify=NO_TLS)
        assert found.status_code == 400
        assert "set-cookie" not in found.headers


@pytest.mark.usefixtures("limits")
def test_codes_are_not_guessed_and_a_room_behind_one_address_is_not_locked_out(room: Served) -> None:
    inside = Phone(room).join()
    forty = [Phone(room) for _ in range(40)]
    for phone in forty:
        assert phone.send("/join", code="WRNG-CDXY").status_code == 403
    for phone in forty:
        assert phone.send("/join", code=room.code).status_code == 200
    guesser, answers = Phone(room), []
    for _ in range(30):
        answers.append(guesser.send("/join", code="BCDF-GHJK").status_code)
    assert answers[:10] == [403] * 10
    assert answers[-1] == 429
    assert guesser.send("/join", code=room.code).status_code == 429
    assert guesser.page.headers["retry-after"] == "60"
    assert inside.get("/room").status_code == 200
    assert inside.answer("He is still here.").status_code == 200
    assert room.facilitator().json()["wrong_codes"] == 60


@pytest.mark.usefixtures("limits")
def test_one_neighbour_cannot_use_up_what_others_need(room: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = Phone(room).join()
    monkeypatch.setattr(rates, "OUTSIDE", 20)
    outside = httpx.Client(verify=NO_TLS)
    found = [outside.get(room.url).status_code for _ in range(25)]
    assert (found[0], found[-1]) == (200, 429)
    assert inside.get("/room").status_code == 200


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"x" * (LARGEST + 1), "application/x-www-form-urlencoded", 413),
        (b"text=%ff%fe", "application/x-www-form-urlencoded", 400),
        (b"text=\xff", "application/x-www-form-urlencoded", 400),
        (b"&".join(b"a=1" for _ in range(50)), "application/x-www-form-urlencoded", 400),
        (b"{}", "application/json", 400),
        (b"--x\r\n", "multipart/form-data; boundary=x", 400),
        (b"", "", 400),
    ],
)
def test_bodies_that_are_no_form(room: Served, body: bytes, kind: str, code: int) -> None:
    phone = Phone(room).join()
    sent = phone.browser.post("/answer", content=body, headers={"Content-Type": kind})
    assert sent.status_code == code
    assert "Traceback" not in sent.text


@given(st.binary(max_size=400))
def test_any_body_is_a_form_or_is_refused(body: bytes) -> None:
    try:
        found = parsed("application/x-www-form-urlencoded", body)
    except BadFormError:
        return
    assert all(isinstance(v, str) for v in found.values())


@pytest.mark.parametrize(
    "body", [b"", b"[", b"[]", b"null", b"1e999", b"[" * 50_000, b"\xff\xfe", b'{"move":null}']
)
def test_bodies_that_are_no_move(room: Served, body: bytes) -> None:
    headers = {"Authorization": f"Bearer {room.secret}"}
    sent = httpx.post(room.url + "facilitator", headers=headers, content=body, verify=NO_TLS)
    assert sent.status_code in (400, 409)


def test_a_body_in_pieces_is_cut_off_where_it_is_too_large(room: Served) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(100):
            yield b"x" * 4096

    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    try:
        code = httpx.post(room.url + "join", content=endless(), headers=headers, verify=NO_TLS).status_code
    except httpx.TransportError:
        code = 413  # the line was closed before all was sent
    assert code == 413


def test_who_connects_and_asks_nothing_is_hung_up_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "FIRST_WORD", 0.2)
    room = Served(tmp_path)
    for said in (b"", b"GET / HTT"):
        with socket.create_connection(("127.0.0.1", room.port), timeout=30) as line:
            line.sendall(said)
            assert line.recv(100) == b""
    assert Phone(room).page.status_code == 200
    room.stop()


@pytest.mark.parametrize("letter", ["\u4e66", "\U0001f4da"])
def test_the_longest_answer_is_taken_in_any_script_and_given_back_where_it_is_not(
    room: Served, letter: str
) -> None:
    phone = Phone(room).join()
    longest = letter * rooms.LONGEST
    assert phone.answer(longest).status_code == 200
    assert longest in phone.get("/words").text
    page = phone.answer(longest + letter)
    assert page.status_code == 422
    assert longest in page.text


def test_too_long_an_answer_is_given_back_whole(room: Served) -> None:
    phone = Phone(room).join()
    page = phone.answer("word " * 2_500)
    assert page.status_code == 422
    assert "word " * 2_500 in page.text


@pytest.mark.parametrize(
    ("option", "given"),
    [("--port", "89310"), ("--port", "0"), ("--port", "x"), ("--least", "1000"), ("--least", "2")],
)
def test_a_number_that_will_not_do_is_told_in_a_sentence(
    option: str, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    good = ["--host", "127.0.0.1", "--port", "8800", "--state", "x.db"]
    assert parser.parse_args([*good, "--least", "400"]).least == rooms.MOST_PEOPLE
    with pytest.raises(SystemExit) as ended:
        parser.parse_args([*good, option, given])
    assert ended.value.code == 2
    assert f"argument {option}: a whole number from" in capsys.readouterr().err


@pytest.mark.parametrize("spoiled", ["file", "key"])
def test_a_room_that_fails_while_it_begins_is_told_in_a_sentence(tmp_path: Path, spoiled: str) -> None:
    state = tmp_path / "room.db"
    if spoiled == "file":
        Store.open(state).close()
        with closing(sqlite3.connect(state)) as file:
            file.execute("DROP TABLE rooms")
    else:
        (tmp_path / "room.db.key").mkdir()
    room = [sys.executable, "-m", "workbook_lib", "room", "--host", "127.0.0.1"]
    done = subprocess.run(
        [*room, "--port", str(free_port("127.0.0.1")), "--state", str(state)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "can't be opened" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "path",
    [
        "/../room.db",
        "/..%2f..%2fetc/passwd",
        "/static/",
        "/room.css/../tables.py",
        "//etc/passwd",
        "/room.db.key",
        "/%00",
    ],
)
def test_no_path_leads_to_a_file(room: Served, path: str) -> None:
    with socket.create_connection(("127.0.0.1", room.port), timeout=20) as line:
        line.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{room.port}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.split(b" ")[1] in (b"404", b"400")
    assert b"root:" not in answer


def test_one_address_is_bound_and_names_or_all_addresses_are_refused(room: Served) -> None:
    command = [sys.executable, "-m", "workbook_lib", "room", "--port", "1", "--state", "x.db", "--host"]
    for host in ("0.0.0.0", "::", "localhost", "example.org"):  # noqa: S104 - that is what is refused
        done = subprocess.run(
            [*command, host], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False
        )
        assert done.returncode == 2
        assert "--host" in done.stderr
    with pytest.raises(OSError, match=r"."):
        socket.create_connection(("127.0.0.2", room.port), timeout=5)


def test_killed_mid_answer_no_accepted_answer_is_lost_and_none_doubled(tmp_path: Path) -> None:
    room = Process(tmp_path)
    room.go_to("questions")
    phones = [Phone(room).join() for _ in range(4)]
    accepted: dict[int, list[str]] = {n: [] for n in range(4)}
    pending: dict[int, dict[str, str]] = {}
    stop = threading.Event()

    def write(number: int) -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            try:
                phones[number].get("/room")
                fields = {**phones[number].fields("/answer"), "text": f"Answer {turn} of {number}."}
                pending[number] = fields
                if phones[number].browser.post("/answer", data=fields).status_code == 200:
                    accepted[number].append(fields["text"])
            except httpx.TransportError:
                return

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for writer in writers:
        writer.start()
    while min(map(len, accepted.values())) < 2:
        stop.wait(0.02)
    room.stop()
    for writer in writers:
        writer.join(60)
    room.start()
    for number, phone in enumerate(phones):
        for _ in range(2):  # what was under way is sent again, as a browser would, and once more
            assert phone.browser.post("/answer", data=pending[number]).status_code == 200
        stands = phone.get("/words").text
        last = max(accepted[number][-1], pending[number]["text"], key=lambda text: int(text.split()[1]))
        assert last in stands
    state = room.facilitator().json()
    assert (state["people"], state["answered"]["why_important"]) == (4, 4)
    room.stop()
    assert rows_by_key(room.state) == 1


def rows_by_key(state: Path) -> int:
    """The most rows that any one person's key has."""
    with sqlite3.connect(state) as raw:
        counted = raw.execute("SELECT count(*) FROM answers GROUP BY person, key ORDER BY 1 DESC").fetchone()
        texts = raw.execute(
            "SELECT text, count(*) FROM answers GROUP BY person, text HAVING count(*) > 1"
        ).fetchall()
    assert texts == []
    return int(counted[0])


def test_words_for_a_room_that_is_gone_are_given_back(tmp_path: Path) -> None:
    room = Served(tmp_path)
    room.go_to("questions")
    phone = Phone(room).join()
    phone.get("/room")
    room.facilitator(move="end")
    late = phone.send("/answer", text="What I wrote too late.")
    assert (late.status_code, "What I wrote too late." in late.text) == (410, True)
    assert built_in("en").word("room.over.heading") in late.text
    room.stop()
