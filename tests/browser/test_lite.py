"""The static site: the core page in a browser with no server behind it and no network but this machine's."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.browser.harness import BROWSER_ARGUMENTS, chromium, violations
from tests.conftest import ROOT, missing
from workbook_lib.journal import Journal
from workbook_lib.takeaway import import_zip

OPENS_WITHIN_MS = 180_000
FIRST = "1\u2002Why is this issue so important to this person?"
ANSWER = (
    "It isn't really about the 46 dollars. She promised her daughter the frog book and had to hear, in front of "
    "the whole queue, that we don't believe her. Tomorrow at seven I will check the shelf myself and ring her."
)
CUT = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the site: of the one in ``WORKBOOK_LITE_SITE``, else of one that is built here."""
    built = os.environ.get("WORKBOOK_LITE_SITE")
    folder = Path(built) if built else tmp_path_factory.mktemp("lite") / "site"
    if not built:
        for part in ("jupyterlite_core", "jupyterlite_pyodide_kernel"):
            if find_spec(part) is None:
                missing(part)
        if shutil.which("npm") is None:
            missing("npm")
        build = [sys.executable, "-m", "deploy.lite", str(folder)]
        done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def alone(driver: Playwright) -> Iterator[BrowserContext]:
    """A browser that can reach this machine and no other; nothing of it may have tried to."""
    browser = driver.chromium.launch(executable_path=chromium(), args=[*BROWSER_ARGUMENTS, CUT])
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    yield context
    browser.close()
    assert asked
    assert {urlsplit(url).hostname for url in asked if url.startswith(("http", "ws"))} == {"127.0.0.1"}


def wait_alive(page: Page) -> None:
    page.wait_for_selector(".wb-cover", state="attached", timeout=OPENS_WITHIN_MS)
    page.wait_for_selector(".wb-cover", state="detached", timeout=OPENS_WITHIN_MS)


def saved(page: Page) -> None:
    expect(page.locator(".wb-saved")).to_have_text(re.compile(r"^Saved \d"))


@pytest.mark.long  # building the site and opening it take over two minutes
def test_the_core_page_without_a_server(alone: BrowserContext, site: str, tmp_path: Path) -> None:
    page = alone.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"{site}/lab/index.html?path=02_five_questions.ipynb")
    expect(page.locator(".wb-cover")).to_contain_text("up to a minute")
    wait_alive(page)

    page.get_by_label(FIRST).fill(ANSWER)
    saved(page)
    page.get_by_role("button", name="Read with me").click()
    page.get_by_label("emerging", exact=True).first.check()
    page.get_by_role("button", name=re.compile("^Read ")).first.click()
    expect(page.locator(".wb-reading [data-carries]").first).to_be_visible()
    page.get_by_role("button", name="Keep this and go on").click()
    expect(page.get_by_label(re.compile("What made them feel"))).to_be_focused()

    # Nothing but what this browser keeps outlives a reload.
    page.evaluate("localStorage.clear()")
    page.reload()
    wait_alive(page)
    page.get_by_role("button", name=re.compile("Why is this issue")).click()
    expect(page.get_by_label(FIRST)).to_have_value(ANSWER)
    expect(page.locator(".wb-reading")).to_be_visible()

    # To the first page in the same kernel, and a copy of everything from there.
    page.locator(".wb-top summary").first.click()
    page.get_by_role("link", name=re.compile("Start here")).first.click()
    expect(page.get_by_text("on this device only")).to_be_visible(timeout=OPENS_WITHIN_MS)
    assert page.url.endswith("?path=00_start_here.ipynb")
    page.get_by_role("button", name="Take a copy of everything").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Save the copy from here").click()
    assert re.fullmatch(r"my-words-[\d-]+\.zip", coming.value.suggested_filename)
    coming.value.save_as(tmp_path / "copy.zip")
    assert violations(page) == []
    assert faults == []

    with Journal.open(tmp_path / "full") as journal:
        import_zip(journal, tmp_path / "copy.zip")
        [entry] = journal.entries()
        assert entry.text == ANSWER
        assert entry.assessment is not None


@pytest.mark.long
def test_a_second_tab_says_that_the_first_is_open(alone: BrowserContext, site: str) -> None:
    page, other = alone.new_page(), alone.new_page()
    for tab in (page, other):
        tab.goto(f"{site}/lab/index.html?path=02_five_questions.ipynb")
        wait_alive(tab)
    expect(other.get_by_role("alert")).to_contain_text("open in another tab")
    page.close()
    other.get_by_role("button", name="Try again").click()
    expect(other.get_by_label(FIRST)).to_be_visible(timeout=OPENS_WITHIN_MS)
