"""Page 07 in Chromium by keyboard: meet, talk, reload mid-way, an ending, one turn once more; at 390 px too."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.harness import Lab, open_page, sideways, violations, wait_alive

TURNS = (
    "Four times it said yes, and today it says no, in red. You look worried.",
    "What do you need it for?",
    "It's our policy, I'm afraid.",
)
WATCH = """() => {
  window.heard = [];
  const log = document.querySelector('[role=log]');
  new MutationObserver(all => all.forEach(one => window.heard.push(
    one.type === 'childList' && one.target === log ? 'added' : 'changed'
  ))).observe(log, {childList: true, subtree: true, characterData: true});
}"""


def reach(page: Page, name: str) -> None:
    """Go on with Tab until the button or link of this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip().startswith(name):
            return
    raise AssertionError(f"no way to {name!r} with Tab")


def say(page: Page, text: str) -> None:
    """Type where the focus is, and press Ctrl and Enter."""
    said = page.locator("[role=log] .wb-said-you")
    before = said.count()
    page.keyboard.type(text)
    page.keyboard.press("Control+Enter")
    expect(said).to_have_count(before + 1)
    expect(said.last).to_contain_text(text)


def test_a_conversation_by_keyboard_from_first_to_last(page: Page, lab: Lab) -> None:
    open_page(page, lab, "07_listening")
    expect(page.get_by_role("heading", name="Who do you meet?")).to_be_visible()
    assert violations(page) == []
    page.get_by_role("button", name="Meet Mina").focus()
    reach(page, "Meet Tomasz")
    page.keyboard.press("Enter")
    expect(page.locator("[data-name=setting-title]")).to_be_focused()
    box = page.get_by_label("What do you say?", exact=True)
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    talk_and_reload(page)
    end_and_look_back(page)
    once_more(page)


def talk_and_reload(page: Page) -> None:
    log = page.get_by_role("log", name="Conversation with Tomasz Wieczorek")
    box = page.get_by_label("What do you say?", exact=True)
    page.evaluate(WATCH)
    for text in TURNS[:2]:
        say(page, text)
        expect(box).to_be_focused()
        expect(box).to_have_value("")
    # What is announced is what was added: nothing that stood there was touched.
    assert set(page.evaluate("window.heard")) == {"added"}
    expect(page.get_by_role("button", name="Say it")).to_be_in_viewport()
    page.keyboard.type("And then")
    expect(page.locator(".wb-saved")).to_contain_text("Saved")
    before = log.locator(".wb-words").all_inner_texts()
    assert violations(page) == []
    page.reload()
    wait_alive(page)
    expect(log.locator(".wb-words")).to_have_text(before)
    expect(box).to_have_value("And then")
    box.fill("")
    box.focus()


def end_and_look_back(page: Page) -> None:
    say(page, TURNS[2])
    page.set_viewport_size({"width": 390, "height": 800})
    assert sideways(page) == []
    over = page.get_by_role("button", name="Look back on it")
    for number in range(12):
        say(page, f"It is our rule and I can't change it ({number}).")
        if over.count():
            break
    expect(over).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-name=after-heading]")).to_be_focused()
    expect(page.get_by_role("heading", name="What he didn't get to say")).to_be_visible()
    expect(page.get_by_role("heading", name="Turn by turn")).to_be_attached()
    assert sideways(page) == []
    assert violations(page) == []


def once_more(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator('[data-name="again:3"]').focus()
    page.keyboard.press("Enter")
    box = page.get_by_label("What do you say this time?")
    expect(box).to_be_visible()
    page.locator("[data-name=again-title]").focus()
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    page.keyboard.type("You have made it five times. You must be nervous about Saturday.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("region", name="Then")).to_contain_text(TURNS[2])
    expect(page.get_by_role("region", name="Now")).to_contain_text("says what it is like for them")
    assert violations(page) == []
    reach(page, "Go on from here")
    page.keyboard.press("Enter")
    expect(page.get_by_label("What do you say?", exact=True)).to_be_focused()
    expect(page.locator("[role=log] .wb-said-you")).to_have_count(3)


def test_for_two_and_a_sheet_that_prints(page: Page, lab: Lab) -> None:
    open_page(page, lab, "07_listening")
    page.get_by_label(re.compile("About the CDs")).check()
    page.get_by_role("button", name="Begin, for two").click()
    page.get_by_label("Desmond Clarke says").fill("It's about the CDs.")
    page.get_by_role("button", name="Put it down").click()
    staff = page.get_by_label("The person at the desk says")
    expect(staff).to_be_focused()
    staff.fill("What do they mean to you?")
    page.get_by_role("button", name="Put it down").click()
    expect(page.get_by_label("Desmond Clarke says")).to_be_focused()
    page.get_by_role("button", name="We are done").click()
    expect(page.locator(".wb-did").filter(has_text="asks something open")).to_be_visible()
    page.get_by_role("button", name="Observer's sheet to print").click()
    expect(page.locator(".wb-box").filter(has_text="The sheet is in")).to_be_visible()
    assert violations(page) == []
    [sheet] = lab.folder.glob("observers-sheet-*.html")
    page.goto(sheet.as_uri())
    page.emulate_media(media="print")
    assert violations(page, "main") == []
