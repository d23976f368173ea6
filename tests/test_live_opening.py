"""A room opened apart from whoever opens it: found again, started again, one at a time."""

from __future__ import annotations

import http.server
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.live_room import kill, seen_from_outside, session_of, state, tidied, until
from tests.room_process import Phone, free_port
from tests.rooms_made import session_at
from workbook_lib.group import holding, opening, ports
from workbook_lib.group.command import AFTERWARDS, _wanted, key_beside
from workbook_lib.group.opening import NAME, Rooms, _new, environment
from workbook_lib.group.ports import listening
from workbook_lib.group.qr import qr
from workbook_lib.group.record import Wish
from workbook_lib.group.talking import Line, MoveRefusedError, UnreachableError
from workbook_lib.places import private_folder

WISH = Wish("127.0.0.1", "returned_book", least=7)


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[Rooms]:
    with tidied(tmp_path / "rooms") as rooms:
        yield rooms


def test_a_room_outlives_its_opener_is_found_again_and_loses_nothing(rooms: Rooms) -> None:
    record, process = rooms.open(WISH)
    assert process is not None
    assert state(rooms, record)["least"] == 7
    assert session_of(process) == process.pid != os.getsid(0)
    phone = Phone(seen_from_outside(rooms, record)).join()
    rooms.line(record).move("onward")
    for _ in range(2):
        rooms.line(record).move("onward")
    assert "kept" in phone.answer().text
    found = Rooms(rooms.folder)  # as another kernel or the computer's next start does
    assert found.record() == record
    assert found.open(WISH) == (record, None)
    code = found.key(record).code

    kill(process)
    with pytest.raises(UnreachableError) as none:
        found.line(record).state()
    assert none.value.why == "refused"
    again, second = found.start(record)
    assert (again.host, again.port, again.id) == (record.host, record.port, record.id)
    assert state(found, again)["answered"]["why_important"] == 1
    assert found.key(again).code == code
    assert "sorted out today" in phone.get("/room").text

    with pytest.raises(MoveRefusedError, match="not_lower"):
        found.line(again).move("least", least=5)
    found.line(again).move("end")
    found.close(again)
    assert second.wait(30) == 0, "a closed room's process ends by itself"
    assert found.record() is None
    found.sweep()
    assert [p.name for p in rooms.folder.iterdir()] == ["opening.lock"]


def test_a_room_that_ended_while_nobody_looked_can_still_be_asked_what_remains(tmp_path: Path) -> None:
    """Its hours ran out at night: its process is started again in the morning, and must not leave at once."""
    session, now = session_at(tmp_path / "room.db"), datetime.now(UTC)
    session.store.end(now - timedelta(hours=9))
    hold = holding.Hold.of(tmp_path / "room.db")
    hold.take()
    assert _wanted(session, hold, now)
    assert not _wanted(session, hold, now - AFTERWARDS)
    session.store.close()


def test_only_its_owner_can_read_what_a_room_leaves_on_the_disk(rooms: Rooms) -> None:
    record, process = rooms.open(WISH)
    assert process is not None
    state(rooms, record)
    until(lambda: (rooms.folder / f"{record.id}.db.held").exists())
    kill(process)
    assert rooms.folder.stat().st_mode & 0o077 == 0
    for file in (rooms.folder / NAME, *rooms.folder.glob(f"{record.id}.db*")):
        assert file.stat().st_mode & 0o077 == 0, file.name


def test_the_key_is_its_owners_alone_whatever_the_process_does_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(os, "umask", asked.append)
    key_beside(tmp_path / "room.db")
    assert asked == [], "it is the whole process's, and other threads write too"
    assert (tmp_path / "room.db.key").stat().st_mode & 0o777 == 0o600


def test_two_presses_at_once_open_one_room_on_a_port_that_is_free(rooms: Rooms) -> None:
    with listening(WISH.host, ports.free_port(WISH.host)) as taken:
        with ThreadPoolExecutor(4) as presses:
            opened = list(presses.map(lambda _: rooms.open(WISH), range(4)))
        assert len({record.id for record, _ in opened}) == 1
        processes = [process for _, process in opened if process]
        assert len(processes) == 1
        assert opened[0][0].port != taken.getsockname()[1]
        record = rooms.record()
        assert record is not None
        state(rooms, record)
    kill(processes[0])
    with listening(WISH.host, record.port):
        moved, process = rooms.start(record)
        assert moved.port != record.port
        assert rooms.record() == moved
        state(rooms, moved)
        kill(process)


def test_a_room_whose_address_is_gone_opens_at_another_and_only_one_process_serves_it(rooms: Rooms) -> None:
    record, first = rooms.open(replace(WISH, host="127.0.0.2"))
    assert first is not None
    state(rooms, record)
    moved, second = rooms.start(record, "127.0.0.1")
    assert (moved.host, moved.id) == ("127.0.0.1", record.id)
    state(rooms, moved)
    assert first.wait(30) == 0, "the one that served it before lets go"
    assert state(rooms, moved)["step"] == "welcome"
    kill(second)


def test_who_comes_second_to_a_port_says_so_and_leaves(rooms: Rooms) -> None:
    private_folder(rooms.folder)
    with listening(WISH.host, ports.free_port(WISH.host)) as taken:
        record = rooms.keep(replace(_new(WISH), port=taken.getsockname()[1]))
        process = rooms._process(record)
        assert process.wait(60) == ports.TAKEN
    assert "Nothing can listen at 127.0.0.1" in rooms.log(record).read_text(encoding="utf-8")


@pytest.mark.parametrize("host", ["203.0.113.9", "2001:db8::9"])
def test_an_address_that_is_not_this_computers_is_away_and_never_asked(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On another network the address may be another machine's, which would be told the secret."""
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it was asked"))
    with pytest.raises(UnreachableError) as none:
        Line(host, 9, "secret").state()
    assert none.value.why == "away"


class _Other(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = self.server.body  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize("body", [b"<p>a printer</p>", b"[]", b'{"steps": 3}', b"\xff\xfe"])
def test_another_program_is_never_taken_for_the_room(body: bytes) -> None:
    server = http.server.HTTPServer(("127.0.0.1", 0), _Other)
    server.body = body  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with pytest.raises(UnreachableError) as none:
            Line("127.0.0.1", server.server_port, "secret").state()
        assert none.value.why == "stranger"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_program_that_never_answers_is_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbook_lib.group.talking.PATIENCE", 0.2)
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        with pytest.raises(UnreachableError) as none:
            Line("127.0.0.1", mute.getsockname()[1], "secret").state()
    assert none.value.why == "silent"


def test_a_room_that_cannot_open_says_why_in_its_log(rooms: Rooms) -> None:
    record, process = rooms.open(replace(WISH, case="no_such_case"))
    assert process is not None
    assert process.wait(60) != 0
    assert "no_such_case" in rooms.log(record).read_text(encoding="utf-8")


def test_a_room_whose_folder_takes_no_file_says_so_without_a_traceback(tmp_path: Path) -> None:
    """As where the disk is full when the process is started again; here something stands in the way of its mark."""
    state = tmp_path / "room.db"
    holding.mark_beside(state).mkdir()
    command = [sys.executable, "-m", "workbook_lib", "room", "--host", "127.0.0.1", "--state", str(state)]
    done = subprocess.run(
        [*command, "--port", str(free_port())], capture_output=True, text=True, timeout=120, cwd=ROOT
    )
    assert done.returncode == 2
    assert "nothing can be written there" in done.stderr
    assert "Traceback" not in done.stderr


def test_nothing_of_a_notebook_and_no_key_goes_to_the_room() -> None:
    given = {
        "PATH": "p", "WORKBOOK_DATA": "d", "JUPYTER_TOKEN": "t", "JPY_PARENT_PID": "1", "WORKBOOK_KEY": "k",
        "WORKBOOK_PROFILE": "n", "IPYTHONDIR": "i", "WORKBOOK_CONTENT": "old",
    }  # fmt: skip
    assert environment(given, Path("own")) == {"PATH": "p", "WORKBOOK_DATA": "d", "WORKBOOK_CONTENT": "own"}
    assert "WORKBOOK_CONTENT" in environment(given)


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"id": 3}', b"\xff"])
def test_a_damaged_record_is_no_room(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / NAME).write_bytes(damage)
    assert Rooms(tmp_path).record() is None


def test_windows_would_start_it_without_a_window_and_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening.sys, "platform", "win32")
    monkeypatch.setattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 512, raising=False)
    monkeypatch.setattr(subprocess, "DETACHED_PROCESS", 8, raising=False)
    assert opening._detached() == {"creationflags": 520, "close_fds": True}


def test_the_code_for_cameras_speaks_and_stands_alone() -> None:
    picture = qr(f"http://127.0.0.1:{free_port()}/?code=AAAA-BBBB", 'It opens "the room" & more')
    assert picture.startswith("<svg ")
    assert 'role="img" aria-label="It opens &quot;the room&quot; &amp; more"' in picture
    assert "width=" not in picture.split(">", 1)[0]
