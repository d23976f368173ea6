"""The room on a phone: what is typed survives a lost network and a killed server; the page goes along by itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.harness import axe_script
from tests.readings_made import begin, reader, some_marks
from tests.room_process import ANSWER, Process, Served
from workbook_lib.catalog import built_in

WORD = built_in("en").word
BOX = "textarea[data-draft]"
KEEP = "form[data-once] .wb-main"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Process]:
    process = Process(tmp_path)
    yield process
    process.stop()


def come_in(page: Page, room: Process) -> None:
    page.goto(f"{room.url}?code={room.code}")
    page.click(".wb-main")
    page.click(".wb-main")
    expect(page.get_by_text(WORD("room.says.welcome"))).to_be_visible()


def status(page: Page, key: str) -> None:
    expect(page.locator("#status")).to_have_text(WORD(f"room.status.{key}"))


def test_words_survive_no_network_and_a_killed_server(
    page: Page, context: BrowserContext, room: Process
) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    come_in(page, room)
    room.go_to("questions")
    page.wait_for_selector(BOX)
    assert "/room" in page.url, "the page went along by itself"
    page.locator(BOX).press_sequentially("First words.")
    page.reload()
    expect(page.locator(BOX)).to_have_value("First words.")
    status(page, "back")
    page.locator(BOX).fill(ANSWER)
    context.set_offline(True)
    page.click(KEEP)
    status(page, "waiting")
    context.set_offline(False)
    status(page, "kept")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.locator(BOX).fill(ANSWER + " And more.")
    room.stop()
    page.click(KEEP)
    status(page, "waiting")
    room.start()
    status(page, "kept")
    expect(page.locator(BOX)).to_have_value(ANSWER + " And more.")
    assert room.facilitator().json()["answered"]["why_important"] == 1
    page.locator(BOX).fill(ANSWER + " Still writing.")
    room.go_to("pair_talk")
    expect(page.locator("#moved")).to_be_visible()
    expect(page.locator(BOX)).to_have_value(ANSWER + " Still writing.")
    page.click("#moved a")
    expect(page.get_by_text(WORD("room.says.pair_talk"))).to_be_visible()
    room.facilitator(move="end")
    expect(page.get_by_text(WORD("room.over.heading"))).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert refused == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_fault_that_axe_finds(browser: Browser, tmp_path: Path, scheme: str) -> None:
    room = Served(tmp_path)
    room.go_to("questions")
    room.facilitator(move="readings", readings=True)
    room.facilitator(move="manager", manager=True)
    # The page's own policy would keep axe out; what it forbids is asked above and in tests/test_group_security.py.
    context = browser.new_context(
        viewport={"width": 360, "height": 740},
        color_scheme=scheme,
        reduced_motion="reduce",  # what is still fading in has no colours to measure yet
        bypass_csp=True,
    )
    context.add_init_script(axe_script())
    page = context.new_page()
    page.goto(room.url)
    faults = look(page)
    page.fill("#code", room.code)
    follow(page, ".wb-main")
    faults += look(page)
    follow(page, ".wb-main")
    page.fill(BOX, ANSWER)
    page.click(KEEP)
    page.wait_for_selector("#kept")
    page.click("summary >> nth=0")
    faults += look(page)
    page.goto(room.url + "offer?q=why_important")
    faults += look(page)
    page.click(".room-sentence >> nth=0")
    follow(page, ".wb-main")
    faults += look(page)
    follow(page, ".wb-main")
    for path in ("room", "words", "leaving"):
        page.goto(room.url + path)
        faults += look(page)
    faults += reading_together(page, room)
    context.close()
    room.stop()
    assert faults == []


def reading_together(page: Page, room: Served) -> list[str]:
    """The faults of the pages on which a room reads together; a mark is kept with the press that makes it."""
    begin(room, alone=False)
    page.goto(room.url + "room")
    faults = look(page)
    page.locator("form[data-marks] input[type=radio]").nth(1).check()
    status(page, "kept")
    page.locator("form[data-marks] .wb-main").click()
    expect(page.locator("#text-title")).to_have_text(WORD("room.together.text_of", number=2, total=6))
    page.goto(room.url + "room?q=end")
    faults += look(page)
    page.get_by_label(WORD("room.together.may_no")).check()
    follow(page, "form .wb-main")
    faults += look(page)
    rng = random.Random(1)
    for _ in range(6):
        reader(room, {n: some_marks(rng) for n in range(1, 7)})
    room.facilitator(move="read_open", heads=7)
    page.goto(room.url + "room")
    return faults + look(page)


def follow(page: Page, button: str) -> None:
    """Press, and wait for the page it leads to with its style sheet: half a page has faults that no page has."""
    with page.expect_navigation(wait_until="load"):
        page.click(button)


def look(page: Page) -> list[str]:
    found = page.evaluate("async () => (await axe.run()).violations.map(v => v.id + ' ' + v.nodes[0].target)")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *([f"{page.url} is {wide} px too wide"] if wide > 0 else [])]


def test_marks_are_sent_again_where_a_proxy_does_not_know_its_rooms_yet(page: Page, room: Process) -> None:
    """As a Hub's proxy does that was started anew: it answers 404, and a moment later it knows them."""
    come_in(page, room)
    begin(room)
    page.wait_for_selector("form[data-marks]")
    answers = [404, 404]
    page.route(
        "**/marks", lambda route: route.fulfill(status=answers.pop()) if answers else route.continue_()
    )
    page.locator("form[data-marks] input[type=radio]").first.check()
    status(page, "kept")
    assert answers == []
    page.reload()
    expect(page.locator("form[data-marks] input[type=radio]").first).to_be_checked()
