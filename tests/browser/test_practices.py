"""Practice pages as a learner meets them: one journey, the same on each."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness import Lab, open_page, sideways, violations, wait_alive
from workbook_lib import catalog

CONTENT = catalog.load()
HAVE_THEIR_OWN = {"11_heart_and_head"}
"""Pages with a longer journey in a file of their own; this one goes through them with ``--long``."""
PAGES = sorted(name for name in CONTENT.activities if name < "20" and name != "12_staying_well")
"""Page 12 and the pages for facilitators have journeys of their own."""
OWN = "You waited for an hour and nobody came. I will ring you at two today."
PLAN = "When someone waits, then I look up first."


def saved(page: Page) -> None:
    expect(page.locator(".wb-saved")).to_have_text(re.compile(r"^Saved \d"), timeout=10_000)


def place_one(page: Page, first: str) -> None:
    """Answer the first line by the keyboard alone, and read its reason."""
    radio = page.get_by_role("radio", name=first, exact=True).first
    radio.focus()
    page.keyboard.press("Space")
    expect(radio).to_be_checked()
    expect(page.locator(".wb-answer").first).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(radio).not_to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_text(re.compile("^Line 2 of"))


def own_box(page: Page, name: str) -> Locator:
    """The box for one's own words, or, on a page that has none of its own, the first that is read."""
    activity = CONTENT.activities[name]
    if activity.sort:
        return page.get_by_label(activity.sort["mine"].note.wording)
    if "own" in activity.write:
        return page.get_by_label(activity.write["own"].boxes[0].wording)
    return page.locator(".wb-beside textarea").first


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.long) if name in HAVE_THEIR_OWN else name for name in PAGES]
)
def test_a_practice_page_from_its_first_line_to_the_map(page: Page, lab: Lab, name: str) -> None:
    open_page(page, lab, name)
    activity = CONTENT.activities[name]
    for placing in activity.place.values():
        place_one(page, next(iter(placing.options.values())))
    for _ in activity.rewrite:
        page.get_by_role("button", name="A hint").first.click()
        expect(page.locator(".wb-hint").first).to_be_visible()
    own = own_box(page, name)
    own.fill(OWN)
    saved(page)
    own.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    answer = page.locator("[data-name=sorting-heading]" if activity.sort else ".wb-reading h3").last
    expect(answer).to_be_focused()
    page.get_by_label("What is one thing you will try").fill(PLAN)
    page.get_by_role("button", name="Keep this", exact=True).last.click()
    expect(page.get_by_role("paragraph").filter(has_text="Kept. Next time the page asks")).to_be_visible()
    page.locator(".wb-map summary").focus()
    page.keyboard.press("Enter")
    here = page.locator(".wb-map li[data-here]")
    expect(here).to_contain_text("done · you are here")
    assert violations(page) == []

    page.set_viewport_size({"width": 390, "height": 700})
    page.reload()
    wait_alive(page)
    expect(own).to_have_value(OWN)
    expect(page.get_by_label("What is one thing you will try")).to_have_value(PLAN)
    expect(answer).to_be_visible()
    for placing in activity.place.values():
        expect(page.get_by_role("heading", name=f"Line 2 of {len(placing.lines)}")).to_be_visible()
    assert sideways(page) == []
    assert violations(page) == []
