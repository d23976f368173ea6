"""A whole live session: one facilitator on page 21, six people in browsers of their own."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.harness import PATIENCE_MS, Lab, open_page, press, sideways, violations, wait_alive
from tests.live_room import until
from workbook_lib.catalog import built_in

WORD = built_in("en").word
OWN = built_in("en").pages["21_live_session"].words
PAGE = "21_live_session"
TEXTS = (
    "She has told her daughter that it would be sorted out today. I think she is ashamed and worn out.",
    "They say it is not returned.",
    "I would look it up. What happened that morning?",
    "She is tired. I will look on the shelf with her now.",
    "I felt small when she raised her voice.",
    "Maybe she fears the girl will stop asking for books.",
)


@pytest.fixture
def lab_of_mine(tmp_path: Path) -> Iterator[Lab]:
    lab = Lab(tmp_path / "My pages", tmp_path / "data", options=["--no-browser", "--page", PAGE]).start()
    yield lab
    lab.stop()
    for mark in (tmp_path / "data" / "rooms").glob("*.held"):
        mark.unlink()


@pytest.fixture
def people(browser: Browser) -> Iterator[list[Page]]:
    contexts = [browser.new_context(viewport={"width": 360, "height": 740}) for _ in TEXTS]
    for context in contexts:
        context.set_default_timeout(PATIENCE_MS)
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def onward(page: Page, step: str) -> None:
    press(page, OWN["next"].replace("{step}", WORD(f"room.steps.{step}")))
    expect(page.get_by_role("heading", name=WORD(f"room.steps.{step}"), exact=True).first).to_be_visible()


def kill_the_kernel(lab: Lab) -> None:
    """The page's helper program, and nothing else."""
    assert lab.process is not None
    for entry in Path("/proc").iterdir():
        ours = entry.name.isdecimal() and f"\nPPid:\t{lab.process.pid}\n" in _read(entry / "status")
        if ours and "ipykernel" in _read(entry / "cmdline"):
            os.kill(int(entry.name), signal.SIGKILL)


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def test_a_whole_session(page: Page, lab_of_mine: Lab, people: list[Page]) -> None:
    lab = lab_of_mine
    open_page(page, lab, PAGE)
    page.get_by_label("127.0.0.1").check()
    press(page, OWN["open"])
    expect(page.locator(".wb-door-code")).to_be_visible(timeout=90_000)
    code, url = page.locator(".wb-door-code").inner_text(), page.locator(".wb-door-link").inner_text()
    expect(page.get_by_role("img", name="A code for cameras")).to_be_visible()
    for person in people:
        person.goto(f"{url}?code={code}")
        person.click(".wb-main")
        person.click(".wb-main")
    expect(page.get_by_text(OWN["people_many"].replace("{count}", "6"), exact=True)).to_be_visible()
    onward(page, "agreement")
    onward(page, "case")
    onward(page, "questions")
    assert violations(page) == []
    write(people)
    expect(page.get_by_text("6 of 6").first).to_be_visible()

    kill_the_kernel(lab)
    page.reload()
    page.wait_for_selector(".wb-cover", state="attached")
    wait_alive(page)
    expect(page.locator(".wb-door-code")).to_have_text(code)
    expect(page.get_by_text("6 of 6").first).to_be_visible()
    press(page, OWN["timer_3"])
    expect(page.get_by_role("timer")).to_contain_text("02:5")
    offer(people[0])

    for step in ("pair_talk", "revise", "reply", "snapshot"):
        onward(page, step)
    page.get_by_label(OWN["heads_label"]).fill("6")
    press(page, OWN["lift"])
    picture = page.locator(".wb-picture")
    expect(picture).to_be_focused()
    expect(picture.get_by_text("6 people", exact=True)).to_be_visible()
    press(page, OWN["offers_show"])
    expect(page.get_by_text(TEXTS[3].split(".")[0] + ".", exact=True)).to_have_count(0)
    expect(page.locator(".wb-sentence blockquote")).to_have_text(TEXTS[0].split(".")[0] + ".")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert sideways(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    press(page, OWN["view_room"])
    expect(page.get_by_role("button", name=OWN["offer_hide"])).to_have_count(0)
    expect(picture).to_be_visible()
    press(page, OWN["view_all"])

    onward(page, "plan")
    onward(page, "close")
    press(page, OWN["end"])
    press(page, OWN["end_yes"])
    expect(page.get_by_text(OWN["ended"]).first).to_be_visible()
    expect(people[0].get_by_text(WORD("room.over.heading"))).to_be_visible()
    (kept,) = (lab.data / "room-summaries").glob("*.json")
    assert TEXTS[1] not in kept.read_text(encoding="utf-8")
    assert json.loads(kept.read_bytes())["people"] == 6
    press(page, OWN["another_room"])
    expect(page.get_by_role("button", name=OWN["open"], exact=True)).to_be_visible()
    until(lambda: not list((lab.data / "rooms").glob("*.db-wal")), "the room's process has ended")


def write(people: list[Page]) -> None:
    """Everybody answers the first question."""
    for person, text in zip(people, TEXTS, strict=True):
        person.wait_for_selector("textarea[data-draft]")
        person.fill("textarea[data-draft]", text)
        person.click("form[data-once] .wb-main")
    for person in people:
        expect(person.locator("#kept")).to_be_visible()


def offer(person: Page) -> None:
    """Offer the first sentence, and let it be kept."""
    person.get_by_role("link", name=WORD("room.offer.link")).click()
    person.locator(".room-sentence").first.click()
    person.get_by_role("button", name=WORD("room.offer.look")).click()
    person.get_by_label(WORD("room.offer.keep")).check()
    person.get_by_role("button", name=WORD("room.offer.yes")).click()
