"""Pages 12 and 14 as a learner meets them: one short journey each, by the keyboard where it matters."""

from __future__ import annotations

import re
from datetime import UTC, date
from pathlib import Path

import vobject
from playwright.sync_api import Page, expect

from tests.browser.harness import Lab, open_page, sideways, violations, wait_alive

ASK = "I ask my supervisor for a second person on Saturday from January, so that one of us can step away."
ZONE = "Australia/Adelaide"
"""Half an hour off most zones, and never that of the machine the tests run on."""
THOUGHT = "She waited an hour, and nobody had told her why."


def saved(page: Page) -> None:
    expect(page.locator(".wb-saved")).to_have_text(re.compile(r"^Saved \d"), timeout=10_000)


def tick(page: Page, name: str) -> None:
    """Tick a box by the keyboard."""
    box = page.get_by_role("checkbox", name=name)
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()


def narrow_and_dark(page: Page) -> None:
    """The page on a phone, in the dark, after a reload."""
    page.set_viewport_size({"width": 390, "height": 700})
    page.emulate_media(color_scheme="dark")
    page.reload()
    wait_alive(page)


def test_a_week_an_ask_and_a_page_to_take_along(page: Page, lab: Lab) -> None:
    open_page(page, lab, "12_staying_well")
    page.get_by_role("radio", name="worn out").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="tired", exact=True)).to_be_checked()
    page.get_by_role("button", name="Keep this week").click()
    expect(page.locator("[data-name=week-kept]")).to_be_focused()
    expect(page.get_by_text("One week is kept. From the second one on")).to_be_visible()

    ask = page.get_by_label("What is one change that you will ask for?")
    ask.fill(ASK)
    saved(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".wb-reading h3")).to_be_focused()
    expect(page.get_by_text("Nothing is ticked yet, so nothing goes in.")).to_be_visible()
    tick(page, "What I ask for")
    sheet = page.locator(".wb-sheet")
    expect(sheet).to_contain_text(ASK)
    expect(sheet).not_to_contain_text("tired")
    page.get_by_role("button", name="Make a Word file").click()
    expect(page.locator(".wb-form [data-name^=said]")).to_be_focused()
    assert len(list(Path(lab.folder).glob("a-change-to-ask-for-*.docx"))) == 1
    expect(page.locator(".wb-map li[data-here]")).to_be_attached()
    assert violations(page) == []

    narrow_and_dark(page)
    expect(page.get_by_role("radio", name="tired", exact=True)).to_be_checked()
    expect(ask).to_have_value(ASK)
    expect(sheet).to_contain_text(ASK)
    assert sideways(page) == []
    assert violations(page) == []


def test_a_last_case_a_reminder_and_a_portfolio(page: Page, lab: Lab) -> None:
    clock = page.context.new_cdp_session(page)
    clock.send("Emulation.setTimezoneOverride", {"timezoneId": ZONE})
    open_page(page, lab, "14_my_path")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("[data-name=case-title]")).to_be_focused()
    page.get_by_label("What do you make of what happened").fill(THOUGHT)
    saved(page)
    page.get_by_role("button", name="Keep this", exact=True).first.click()
    expect(page.locator("[data-name=last-case-kept]")).to_be_focused()
    expect(page.get_by_text("It is shown once you have written the other")).to_be_visible()

    page.get_by_label("Day", exact=True).fill(f"{date.today().year + 1}-07-01")
    shown = f"1 July {date.today().year + 1}, 09:00 ({ZONE})"
    expect(page.get_by_role("paragraph").filter(has_text=shown)).to_be_visible()
    page.get_by_role("button", name="Make the calendar file").click()
    expect(page.get_by_role("link", name="Save the file from here")).to_be_visible()
    [made] = Path(lab.folder).glob("reminder-*.ics")
    start = vobject.readOne(made.read_text(encoding="utf-8")).vevent.dtstart
    assert start.value.astimezone(UTC).strftime("%m-%d %H:%M") == "06-30 23:30"

    tick(page, "First: ")
    expect(page.locator(".wb-sheet")).to_contain_text(THOUGHT)
    assert violations(page) == []
    narrow_and_dark(page)
    expect(page.locator(".wb-sheet")).to_contain_text(THOUGHT)
    expect(page.locator(".wb-map li[data-here]")).to_contain_text("done")
    assert sideways(page) == []
    assert violations(page) == []
