"""Fixtures of the browser tests: one Lab with the real pages, one with small sample pages, one browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.harness import BROWSER_ARGUMENTS, PATIENCE_MS, Lab, chromium
from tests.browser.sample import write_sample_pages

LONGEST_FIRST = (
    "practices",
    "five_questions",
    "make_it_yours",
    "hub",
    "start_here",
    "live",
    "heart_and_head",
)
"""Files by the time they take: one that begins last and takes long would keep the others waiting."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    place = {f"test_{name}": number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path.stem, len(place)))


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    chromium()  # where there is none, skip before anything starts
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    browser = driver.chromium.launch(executable_path=chromium(), args=BROWSER_ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A Lab with the workbook's real pages, shared by the tests of one file. Fresh data: what another file's
    tests chose or wrote must not stand on the page."""
    place = tmp_path_factory.mktemp("lab")
    lab = Lab(place / "My pages", place / "data").start()
    yield lab
    lab.stop()


@pytest.fixture(scope="session")
def sample_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample_pages(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="session")
def sample_lab(tmp_path_factory: pytest.TempPathFactory, sample_pages: Path) -> Iterator[Lab]:
    """A Lab with two small pages, for tests of the shell around any page."""
    place = tmp_path_factory.mktemp("sample")
    lab = Lab(place / "My pages", place / "data", sample_pages).start()
    yield lab
    lab.stop()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A tab. At its end no request of it may have gone to another machine, nor a script have failed."""
    page = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    yield page
    elsewhere = [
        url
        for url in asked
        if urlsplit(url).scheme in {"http", "https", "ws", "wss"} and urlsplit(url).hostname != "127.0.0.1"
    ]
    assert elsewhere == []
    assert faults == []
