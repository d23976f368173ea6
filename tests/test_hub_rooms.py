"""The rooms of a Hub: below a path, behind its sign-in, and led from page 21 as any other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.hub_service import PREFIX, Served, hub
from workbook_lib.group.command import AFTERWARDS
from workbook_lib.group.on_hub import NAMED_BY, TOKEN, HubRooms, NotAllowedError
from workbook_lib.group.record import Wish
from workbook_lib.group.talking import MoveRefusedError, UnreachableError
from workbook_lib.hub.hosting import Hosting
from workbook_lib.hub.passing import Behind

WISH = Wish("", "returned_book", least=7, title="Team east")
PUBLIC = "https://learn.example.org"
TEMPLATES = Path(__file__).parent.parent / "workbook_lib" / "templates"


@pytest.fixture
def api() -> Iterator[str]:
    with hub() as address:
        yield address


@pytest.fixture
def served(api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    made = Served(api, tmp_path / "rooms", monkeypatch)
    yield made
    made.stop()


def rooms_of(served: Served, folder: Path, token: str, monkeypatch: pytest.MonkeyPatch) -> HubRooms:
    monkeypatch.setenv(NAMED_BY, served.url)
    monkeypatch.setenv(TOKEN, token)
    found = HubRooms.named(folder)
    assert found is not None
    return found


def asked(url: str, **more: str) -> httpx.Response:
    return httpx.get(url, headers=more)


def test_page_21_opens_leads_finds_and_closes_a_room(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = rooms_of(served, tmp_path / "mine", "of-maria", monkeypatch)
    record, process = rooms.open(WISH)
    assert process is None
    assert rooms.record() == record
    assert rooms.open(WISH) == (record, None)
    line = rooms.line(record)
    assert line.url == record.url == f"{served.url}{record.id}/"
    assert line.state()["least"] == 7
    assert record.title == "Team east"
    assert "Team east" not in str(line.state()), "the room isn't told of it"
    assert line.move("onward")["step"] == "agreement"
    with pytest.raises(MoveRefusedError, match="not_lower"):
        line.move("least", least=5)
    assert {p.stat().st_mode & 0o777 for p in (tmp_path / "mine").glob("*.key")} == {0o600}
    secret, code = rooms.key(record).secret, rooms.key(record).code
    assert asked(f"{served.url}{record.id}/facilitator", Authorization="Bearer no").status_code == 401
    assert (
        httpx.delete(f"{served.url}api/rooms/{record.id}", headers={"Authorization": "Bearer no"}).status_code
        == 401
    )
    assert code in {room.key.code for room in served.hosting.open.values()}
    rooms.close(record)
    assert rooms.record() is None
    assert [path.name for path in (tmp_path / "rooms").iterdir()] == []
    with pytest.raises(UnreachableError) as gone:
        line.state()
    assert gone.value.why == "refused"
    assert secret not in repr(line)


@pytest.mark.parametrize("token", ["of-otis", "of-another-service", "made-up"])
def test_who_may_not_open_a_room_is_told_so(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    with pytest.raises(NotAllowedError) as no:
        rooms_of(served, tmp_path / "mine", token, monkeypatch).open(WISH)
    assert no.value.strerror == "no_account"
    assert served.hosting.open == {}


def test_nobody_fills_the_hub_with_rooms(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        rooms_of(served, tmp_path / str(number), "of-maria", monkeypatch).open(WISH)
    with pytest.raises(NotAllowedError) as no:
        rooms_of(served, tmp_path / "more", "of-maria", monkeypatch).open(WISH)
    assert no.value.strerror == "many"


def test_a_service_that_is_away_is_said_to_be_silent(tmp_path: Path) -> None:
    away = HubRooms(tmp_path, None, "http://127.0.0.1:9/services/rooms/", "any")
    with pytest.raises(NotAllowedError) as no:
        away.open(WISH)
    assert no.value.strerror == "check.silent"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        '{"language": "en"}',
        '{"language": "../x", "case": "returned_book"}',
        '{"case": 1}',
        "[" * 9999,
    ],
)
def test_what_is_no_wish_opens_nothing(served: Served, body: str) -> None:
    headers = {"Authorization": "token of-maria", "Content-Type": "application/json"}
    assert httpx.post(f"{served.url}api/rooms", headers=headers, content=body).status_code in {400, 409}
    assert served.hosting.open == {}


def test_a_browser_is_sent_to_the_hub_and_a_strange_answer_from_there_is_refused(served: Served) -> None:
    with httpx.Client() as browser:
        away = browser.get(served.url)
        assert away.status_code == 303
        assert away.headers["location"].startswith("/hub/api/oauth2/authorize?client_id=service-rooms")
        assert "code_challenge_method=S256" in away.headers["location"]
        state = re.search(r"[?&]state=([^&]+)", away.headers["location"])
        assert state is not None
        cookie = away.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert f"Path={PREFIX}" in cookie
    # Another browser, which was never sent with this state, and one that brings a state of its own.
    for given in (state[1], "made-up", ""):
        back = httpx.get(f"{served.url}oauth_callback", params={"state": given, "code": "x"})
        assert back.status_code == 403
    own = httpx.get(
        f"{served.url}oauth_callback",
        params={"state": "made-up", "code": "x"},
        cookies={"rooms-state": "made-up"},
    )
    assert own.status_code == 403


def test_a_service_that_starts_again_has_the_same_rooms(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, _ = rooms_of(served, tmp_path / "mine", "of-maria", monkeypatch).open(WISH)
    (room,) = served.hosting.open.values()
    again = Hosting(tmp_path / "rooms", frozenset({"x"}))
    again.begin()
    (found,) = again.open.values()
    assert (found.id, found.owner, found.key) == (record.id, "maria", room.key)
    assert found.session.room() == room.session.room()
    found.session.store.close()


def test_a_room_is_taken_away_half_an_hour_after_its_end(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, _ = rooms_of(served, tmp_path / "mine", "of-maria", monkeypatch).open(WISH)
    room = served.hosting.open[record.id]
    room.session.end()
    served.hosting.tidy()
    assert record.id in served.hosting.open
    assert not room.is_wanted(datetime.now(UTC) + AFTERWARDS + timedelta(seconds=1))
    room.session.store.end(datetime.now(UTC))
    assert "over" in asked(f"{served.url}{record.id}/now").text


# -- below a path ------------------------------------------------------------------------------------------------


def test_every_link_of_a_room_begins_where_the_room_begins() -> None:
    strays = [
        (path.name, line)
        for path in (TEMPLATES / "room").glob("*.html")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"""(href|action|src)=["']/""", line)
    ]
    assert strays == []


def test_somebody_without_an_account_comes_in_by_the_code_alone(
    api: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = Served(api, tmp_path / "rooms", monkeypatch, PUBLIC)
    try:
        room = served.hosting.found("maria", "en", "returned_book")
        root, host = f"{PREFIX}{room.id}", {"Host": "learn.example.org"}
        inside = httpx.Client(base_url=f"http://127.0.0.1:{served.port}", headers=host)
        assert inside.get(root).headers["location"] == f"{root}/"
        door = inside.get(f"{root}/")
        assert f'action="{root}/join"' in door.text
        assert f'src="{root}/room.js"' in door.text
        cookie = door.headers["set-cookie"]
        assert f"Path={root}/" in cookie
        assert "Secure" in cookie
        assert "HttpOnly" in cookie
        name, _, token = cookie.partition(";")[0].partition("=")
        mark = re.search(r'name="mark" value="([^"]+)"', door.text)
        assert mark is not None
        form = {"mark": mark[1], "code": room.key.code, "desk": ""}
        sent = {"Cookie": f"{name}={token}", "Origin": PUBLIC}
        foreign = inside.post(
            f"{root}/join", data=form, headers={**sent, "Origin": "http://learn.example.org"}
        )
        assert foreign.status_code == 403
        joined = inside.post(f"{root}/join", data=form, headers=sent)
        assert joined.headers["location"] == f"{root}/room"
        assert len(room.session.store.people()) == 1
        assert inside.get(f"{root}/", headers={"Host": "elsewhere.example"}).status_code == 400
        assert inside.get(f"{PREFIX}ZZZZZ/").status_code == 404
        assert inside.get("/room").status_code == 404
    finally:
        served.stop()


@pytest.mark.parametrize(
    ("peer", "given", "proxies", "found"),
    [
        ("127.0.0.1", ["203.0.113.7"], 1, "203.0.113.7"),
        (
            "127.0.0.1",
            ["10.9.9.9, 203.0.113.7"],
            1,
            "203.0.113.7",
        ),  # what the asker made up stands on the left
        ("127.0.0.1", ["10.9.9.9", "203.0.113.7, 10.0.0.2"], 2, "203.0.113.7"),
        ("127.0.0.1", ["203.0.113.7"], 2, "127.0.0.1"),
        ("127.0.0.1", ["not an address"], 1, "127.0.0.1"),
        ("127.0.0.1", [], 1, "127.0.0.1"),
        ("198.51.100.4", ["203.0.113.7"], 1, "198.51.100.4"),  # no proxy of ours
        ("::1", ["2001:db8::5"], 1, "2001:db8::5"),
    ],
)
def test_whoever_asks_is_known_by_what_our_own_proxies_saw(
    peer: str, given: list[str], proxies: int, found: str
) -> None:
    async def nothing(*_: object) -> None:
        """No application stands behind it here."""

    assert Behind(nothing, "https", proxies=proxies).asker(peer, given) == found
