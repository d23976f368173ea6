"""The server extension in a real Jupyter server: only who is let in, and a draft is on disk or refused."""

from __future__ import annotations

import http.cookiejar
import json
import re
import stat
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.harness import Lab
from tests.browser.sample import write_sample_pages
from workbook_lib import inbox

DRAFT = {
    "page": "02_five_questions",
    "scenario": "returned_book",
    "prompt": "why_important",
    "text": "It isn’t about the money. \U0001f4d6 \u202eright to left\u202c \x00",
    "base": 0,
    "writer": "w1",
    "typed_at": 1_790_000_000_000,
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    place = tmp_path_factory.mktemp("server")
    pages = write_sample_pages(place / "pages")
    lab = Lab(place / "mine", place / "data", pages).start()
    yield lab
    lab.stop()


def put(
    server: Lab, body: bytes, headers: dict[str, str] | None = None, opener: Any = None
) -> tuple[int, str]:
    """PUT ``body`` into the inbox: the status, and what it says."""
    running = server.answering()
    given = {"Authorization": f"token {running.token}"} if headers is None else headers
    address = f"{running.url}compassion-workbook/inbox"
    ask = urllib.request.Request(address, data=body, method="PUT", headers=given)
    try:
        with (opener or urllib.request.build_opener()).open(ask, timeout=20) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read().decode()


def waiting(server: Lab) -> list[str]:
    taken = []
    for item, path in inbox.take(server.data):
        taken.append(item.text)
        path.unlink()
    return taken


def test_a_draft_is_kept_as_it_was_typed(server: Lab) -> None:
    assert put(server, json.dumps(DRAFT).encode()) == (204, "")
    assert waiting(server) == [DRAFT["text"]]


def test_who_is_not_let_in_leaves_nothing(server: Lab) -> None:
    code, _ = put(server, json.dumps(DRAFT).encode(), headers={})
    assert code == 403
    code, _ = put(server, json.dumps(DRAFT).encode(), headers={"Authorization": "token guessed"})
    assert code == 403
    assert waiting(server) == []


def test_a_browsers_cookie_needs_the_xsrf_token_beside_it(server: Lab) -> None:
    running = server.answering()
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.open(running.page_url("00_start_here.ipynb"), timeout=20).read()
    xsrf = next(cookie.value for cookie in jar if cookie.name == "_xsrf")
    assert put(server, json.dumps(DRAFT).encode(), headers={}, opener=opener)[0] == 403
    assert waiting(server) == []
    assert put(server, json.dumps(DRAFT).encode(), {"X-XSRFToken": xsrf or ""}, opener)[0] == 204
    assert waiting(server) == [DRAFT["text"]]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 400),
        (b"\xff\xfe", 400),
        (b"[]", 400),
        (b"[" * 100_000, 400),
        (b'{"page": 1}', 400),
        (json.dumps({**DRAFT, "extra": 1}).encode(), 400),
        (b" " * (2 * 1024 * 1024 + 1), 413),
    ],
    ids=["nothing", "no text", "a list", "deep", "a wrong field", "too many fields", "too long"],
)
def test_what_is_no_draft_is_refused_in_a_sentence(server: Lab, body: bytes, code: int) -> None:
    status, said = put(server, body)
    assert status == code
    assert re.match(r"[A-Z].*\.$", json.loads(said)["message"])
    assert waiting(server) == []


def test_the_page_is_told_which_code_is_ours(server: Lab) -> None:
    running = server.answering()
    html = urllib.request.urlopen(running.page_url("00_start_here.ipynb"), timeout=20).read().decode()
    found = re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert found is not None
    told = json.loads(found.group(1))["compassionWorkbook"]
    assert set(told["pages"]) == {"00_start_here.ipynb", "02_five_questions.ipynb"}
    assert told["pages"]["00_start_here.ipynb"][0].startswith("import anywidget")
    assert told["launched"] is True
    assert re.fullmatch(r"[0-9a-f]{16}", told["dataId"])


def test_what_is_kept_is_for_its_owner_only(server: Lab) -> None:
    assert (server.data / "lab").stat().st_mode & 0o077 == 0


def test_no_page_is_ours_below_a_foreign_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from workbook_lib.server import our_pages

    monkeypatch.setenv("WORKBOOK_PAGES", str(write_sample_pages(tmp_path / "pages")))
    monkeypatch.delenv("WORKBOOK_FOLDER", raising=False)
    assert our_pages(tmp_path / "elsewhere") == {}
    assert list(our_pages(tmp_path)) == ["pages/00_start_here.ipynb", "pages/02_five_questions.ipynb"]
    monkeypatch.setenv("WORKBOOK_FOLDER", str(tmp_path / "mine"))
    assert list(our_pages(tmp_path / "mine")) == ["00_start_here.ipynb", "02_five_questions.ipynb"]


@pytest.mark.skipif(sys.platform != "linux", reason="a stand-in for a browser, as Linux finds one")
def test_a_browser_is_sent_by_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    called = tmp_path / "called"
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\necho $1 >> {called}\n")
    browser.chmod(0o755)
    lab = Lab(tmp_path / "mine", tmp_path / "data", write_sample_pages(tmp_path / "pages"))
    lab.options = []
    lab.more = {"BROWSER": f"{browser} %s"}
    try:
        lab.start()
        assert "already open" in lab.say()
        running = lab.answering()
        assert running is not None
        [first, second] = called.read_text().split()
        assert first == second
        file = Path(urllib.request.url2pathname(first.removeprefix("file://")))
        assert file.parent == lab.folder
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert running.page_url("00_start_here.ipynb") in file.read_text()
        assert lab.stop() == 0
        assert not file.exists()
    finally:
        lab.stop()
