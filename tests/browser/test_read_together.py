"""Page 23 in a browser: two people mark by keyboard, one goes on after a reload, and both see where they differ."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.harness import Lab, open_page, press, sideways, violations, wait_alive

PAGE = "23_read_together"
FAULT = "Where the library was at fault"


def begin(page: Page, name: str) -> None:
    """Begin to read under a name."""
    page.get_by_label("Your name or initials").fill(name)
    press(page, "Begin to read")


def mark(page: Page, number: int, marks: str) -> None:
    """Mark a text with nothing but keys, from where the page puts one."""
    expect(page.get_by_role("article").filter(has_text=f"Text {number}")).to_be_focused()
    for key in marks:
        page.keyboard.press(key)
    expect(page.get_by_role("button", name="Next text")).to_be_focused()
    page.keyboard.press("Enter")


def test_two_people_read_blind_by_keyboard_and_see_where_they_differ(page: Page, lab: Lab) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_page(page, lab, PAGE)
    page.get_by_label("Replies to a client").check()
    page.get_by_label(FAULT, exact=True).check()
    press(page, "Read these texts")
    begin(page, "Ana")
    mark(page, 1, "22222122")
    expect(page.get_by_text("Ana: text 2 of 4. 1 marked.")).to_be_visible()
    page.reload()
    wait_alive(page)
    expect(page.get_by_text("Ana: text 2 of 4. 1 marked.")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert sideways(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("article").filter(has_text="Text 2").focus()
    for number, marks in ((2, "01001?20"), (3, "00000020"), (4, "1?22111x")):
        mark(page, number, marks)
    press(page, "Close my marks")
    begin(page, "Ben")
    for number, marks in ((1, "22222123"), (2, "00001020"), (3, "0000002?"), (4, "10221110")):
        mark(page, number, marks)
    press(page, "Close my marks")
    press(page, "Open the readings")
    heading = page.get_by_role("heading", name="2 readers, 4 texts")
    expect(heading).to_be_focused()
    page.get_by_label(re.compile("^Text 2: ")).check()
    expect(page.get_by_text("We agreed on, for their trouble")).not_to_be_visible()
    page.get_by_role("group", name="We agreed on, for what it is like for them").get_by_label(
        "not yet"
    ).check()
    expect(page.get_by_text("Texts on which you differ: 3. Still to talk about: 2.")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert sideways(page) == []
