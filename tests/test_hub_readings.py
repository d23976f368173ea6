"""Reading together in a room of a Hub: all that a phone follows, sends or loads lies below the path of the room."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.hub_service import PREFIX, Served, hub
from tests.readings_made import ITEMS, texts
from tests.room_process import Phone
from workbook_lib.group import facilitator, readers
from workbook_lib.hub.hosting import Hosted

STATIC = Path(__file__).parent.parent / "workbook_lib" / "group" / "static"
WHOLE = dict.fromkeys(ITEMS, "1")


class BelowAPath(Phone):
    """A phone in a room of a Hub. Each page that it is given is looked through for ways out of the room."""

    def __init__(self, served: Served, room: Hosted) -> None:
        self.root = f"{PREFIX}{room.id}"
        address = f"http://127.0.0.1:{served.port}{self.root}"
        self.browser = httpx.Client(base_url=address, follow_redirects=True, timeout=30)
        self.seen: set[str] = set()
        self.get("/")

    def fields(self, action: str) -> dict[str, str]:
        return super().fields(f"{self.root}{action}")

    def get(self, path: str) -> httpx.Response:
        return self._looked_through(super().get(path))

    def send(self, action: str, **given: str) -> httpx.Response:
        return self._looked_through(super().send(action, **given))

    def _looked_through(self, page: httpx.Response) -> httpx.Response:
        named = re.findall(r'\s(?:href|action|formaction|src)="([^"]*)"', page.text)
        found = {way for way in map(unescape, named) if not way.startswith(("#", "data:"))}
        led = {answer.headers["location"] for answer in page.history}
        assert [way for way in found | led if not way.startswith(f"{self.root}/")] == []
        assert urlsplit(str(page.url)).path.startswith(f"{self.root}/")
        assert "url=" not in "".join(re.findall(r"<meta http-equiv[^>]*>", page.text))
        self.seen |= found
        return page

    def at(self, part: str) -> None:
        """Ask for a text or the end."""
        assert self.get(f"/room?q={part}").status_code == 200


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    with hub() as api:
        made = Served(api, tmp_path / "rooms", monkeypatch)
        yield made
        made.stop()


@pytest.fixture
def room(served: Served) -> Hosted:
    """A room of a Hub that reads three texts together."""
    found = served.hosting.found("maria", "en", "returned_book")
    move(found, "read", texts=texts(3).as_data(), alone=True)
    while facilitator.state(found.session)["step"] != "read_together":
        move(found, "onward")
    return found


def move(room: Hosted, name: str, **more: object) -> None:
    facilitator.make(room.session, {"move": name, **more})


def come_in(served: Served, room: Hosted) -> BelowAPath:
    phone = BelowAPath(served, room)
    assert phone.send("/join", code=room.key.code, desk="").status_code == 200
    assert phone.send("/agree", writes="yes").status_code == 200
    return phone


def others(room: Hosted, count: int = 6) -> None:
    for number in range(count):
        token = room.session.store.join("")
        for text in (1, 2, 3):
            readers.put_down(room.session.store, token, text, dict.fromkeys(ITEMS, str(number % 3)))
        readers.close(room.session.store, token, take=True)


def marked(phone: BelowAPath, number: int, **more: str) -> httpx.Response:
    return phone.send("/marks", **{f"of_{item}": one for item, one in WHOLE.items()}, **more)


def test_from_the_first_text_to_the_open_readings(served: Served, room: Hosted) -> None:
    phone = come_in(served, room)
    phone.at("1")
    assert marked(phone, 1, quiet="yes").status_code == 204
    phone.at("end")
    assert f"{phone.root}/room?q=2#text" in phone.seen, "a text that isn't marked yet is a link"
    phone.at("1")
    assert marked(phone, 1, go="2").url.query == b"q=2"
    assert marked(phone, 2, go="3").status_code == 200
    assert marked(phone, 3, go="end").status_code == 200
    assert f"{phone.root}/room?q=1#text" in phone.seen
    assert phone.send("/marks/done").status_code == 422
    assert phone.send("/marks/done", take="yes").status_code == 200
    assert phone.send("/marks/done", take="no").status_code == 200, "to say otherwise is a form too"
    others(room)
    move(room, "read_open", heads=7)
    for part in ("", "1", "2"):
        phone.at(part)
    assert {f"{phone.root}/room?q={number}#text" for number in (1, 2, 3)} <= phone.seen
    move(room, "read_workbook")
    phone.at("")


def test_what_is_said_in_between_leads_nobody_out(served: Served, room: Hosted) -> None:
    phone, late = come_in(served, room), come_in(served, room)
    move(room, "pause")
    phone.at("")
    move(room, "resume")
    for path in ("/marks", "/marks/done"):
        assert phone.get(path).url.path == f"{phone.root}/room", "a tab that is opened again"
    late.at("1")
    others(room)
    move(room, "read_open", heads=8)
    assert marked(late, 1, go="2").status_code == 409
    move(room, "end")
    assert phone.get("/room").status_code == 410


def test_every_page_that_is_linked_is_there(served: Served, room: Hosted) -> None:
    phone = come_in(served, room)
    phone.at("1")
    forms = {f"{phone.root}{path}" for path in ("/marks", "/marks/done")}
    marked(phone, 1, go="end")
    asked = {way.partition("#")[0] for way in phone.seen if not way.startswith(tuple(forms))}
    assert {f"{phone.root}/room.css", f"{phone.root}/room.js", f"{phone.root}/words"} <= asked
    host = f"http://127.0.0.1:{served.port}"
    assert {way: phone.browser.get(host + way).status_code for way in asked} == dict.fromkeys(asked, 200)


def test_the_script_asks_for_nothing_but_forms_and_what_lies_below_its_own_folder() -> None:
    script = (STATIC / "room.js").read_text(encoding="utf-8")
    assert set(re.findall(r"fetch\(([^,)]+)", script)) == {"form.action", "`${ROOT}/now`", "address"}
    assert "const room = `${ROOT}/room`;" in script
    assert "const address = room + " in script
    assert re.findall(r"""["'`]/\w""", script) == [], "no address from the host's own root"
