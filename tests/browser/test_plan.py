"""Page 20 in a browser: a facilitator plans by keyboard, and what was changed is there after a reload."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.harness import Lab, open_page, press, sideways, violations, wait_alive


def test_a_facilitator_plans_a_session_by_keyboard(page: Page, lab: Lab) -> None:
    open_page(page, lab)
    page.get_by_role("link", name="Plan a session").click()
    page.wait_for_url("**/20_plan_a_session*")
    wait_alive(page)
    page.get_by_label("How many people come?").focus()
    page.keyboard.type("13")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("60 minutes, as planned.")).to_be_visible()
    expect(page.get_by_text("5 pairs and one group of three")).to_be_visible()
    press(page, "Change this: Welcome")
    expect(page.get_by_label("What is it called?")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("9")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("Tea first, then chairs.")
    page.get_by_text("Somebody is in tears").click()
    assert violations(page) == []
    press(page, "Done with this")
    expect(page.get_by_text("It runs over by 5.").first).to_be_visible()
    expect(page.get_by_role("button", name="Change this: Welcome")).to_be_focused()
    page.reload()
    wait_alive(page)
    expect(page.get_by_text("Tea first, then chairs.")).to_be_visible()
    expect(page.get_by_text("It runs over by 5.").first).to_be_visible()
    went_on(page)
    page.set_viewport_size({"width": 390, "height": 844})
    press(page, "Make a Word file")
    expect(page.get_by_role("link", name="Save the file from here").first).to_be_visible()
    assert sideways(page) == []
    assert list(lab.folder.glob("session-plan-*.docx"))


def went_on(page: Page) -> None:
    """Focus isn't taken from somebody who went to another box before the answer came."""
    people = page.get_by_label("How many people come?")
    box = people.element_handle()
    opener = page.get_by_role("button", name="Change this: Welcome")
    opener.evaluate("(button, box) => { button.click(); box.focus(); }", box)
    expect(page.get_by_label("What is it called?")).to_be_visible()
    page.wait_for_selector(".wb-form[data-waiting]", state="detached")
    expect(people).to_be_focused()
