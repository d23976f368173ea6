"""Page 00 as a learner meets it: a desk, a first case on one's own, and words that are theirs to delete."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.harness import Lab, open_page, violations, wait_alive

MARKER = "nobody else would write of frogs like this"


@pytest.fixture
def lab_of_mine(tmp_path: Path) -> Lab:
    return Lab(tmp_path / "My pages", tmp_path / "data")


def held(*folders: Path) -> bytes:
    return b"".join(p.read_bytes() for f in folders for p in f.rglob("*") if p.is_file())


def test_the_desk_chooses_the_cases(page: Page, lab: Lab) -> None:
    open_page(page, lab)
    page.get_by_label("Home delivery").check()
    page.get_by_role("link", name="Five questions before you answer").first.click()
    page.wait_for_url("**/02_five_questions*")
    wait_alive(page)
    expect(page.get_by_role("heading", name=re.compile("^Case"))).to_be_visible()
    title = page.get_by_role("heading", name=re.compile("^Case")).inner_text()
    from workbook_lib import catalog

    titles = {s.title for s in catalog.load().for_desk("home_delivery")}
    assert title.removeprefix("Case: ") in titles


def test_a_first_case_is_kept_and_nothing_is_read_in_front_of_one(page: Page, lab: Lab) -> None:
    open_page(page, lab)
    page.get_by_role("button", name="Begin").click()
    page.get_by_label(re.compile("What do you make of what happened")).fill(
        "He lost an afternoon of work and was thanked for nothing. I would ask him which hours suit him."
    )
    page.get_by_label(re.compile("What do you say or write")).fill(
        "I am sorry. I will keep a computer for you."
    )
    assert violations(page) == []
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("paragraph").filter(has_text="You can set it beside a later one")).to_be_visible()
    expect(page.locator("[data-name=first-case-next]")).to_be_focused()
    assert page.locator(".wb-reading").count() == 0
    page.reload()
    wait_alive(page)
    expect(page.get_by_role("paragraph").filter(has_text="You can set it beside a later one")).to_be_visible()


def test_a_copy_and_a_record_are_offered_right_below_their_buttons(page: Page, lab: Lab) -> None:
    open_page(page, lab)
    page.get_by_role("button", name="Take a copy of everything").click()
    made = page.locator("[data-name=said]")
    expect(made).to_be_focused()
    expect(made).to_be_in_viewport()
    with page.expect_download() as download:
        made.get_by_role("link").click()
    assert download.value.suggested_filename.startswith("my-words-")
    page.get_by_role("button", name="Record of learning").click()
    expect(made).to_contain_text("record of learning")
    with page.context.expect_page() as opened:
        made.get_by_role("link").click()
    expect(opened.value.get_by_role("heading", name="Record of learning")).to_be_visible()
    assert "00_short" not in opened.value.content()
    opened.value.close()


def test_after_deleting_everything_no_trace_is_left(context: BrowserContext, lab_of_mine: Lab) -> None:
    lab = lab_of_mine.start()
    page = context.new_page()
    try:
        open_page(page, lab, "02_five_questions")
        page.locator("textarea").first.fill(f"She knows {MARKER}. I will ring her tomorrow.")
        expect(page.locator(".wb-saved")).to_have_text(re.compile(r"^Saved \d"), timeout=15_000)
        page.get_by_label("emerging", exact=True).first.check()
        page.get_by_role("button", name="Read with me").click()
        expect(page.locator(".wb-reading")).to_be_visible()
        assert MARKER.encode() in held(lab.data)
        open_page(page, lab)
        page.get_by_role("button", name="Delete everything I wrote").click()
        expect(page.get_by_role("button", name="Keep my words")).to_be_focused()
        page.get_by_role("button", name="Yes, delete everything").click()
        expect(page.get_by_text("Everything you wrote in the workbook is deleted.")).to_be_visible(
            timeout=60_000
        )
        wait_alive(page)
        storage = "JSON.stringify([localStorage, sessionStorage, document.cookie])"
        assert MARKER not in page.evaluate(storage)
        assert "compassion-workbook:draft" not in page.evaluate(storage)
        page.close()
        lab.stop()
        assert MARKER.encode() not in held(lab.data, lab.folder)
    finally:
        lab.stop()


def test_words_that_may_be_bigger_than_a_reply_meet_help(page: Page, lab: Lab) -> None:
    open_page(page, lab, "02_five_questions")
    page.get_by_role("button", name="Another case").first.click()
    expect(page.get_by_role("heading", name=re.compile("^Case"))).to_be_focused()
    box = page.locator("textarea").first
    box.fill("She told me she doesn't want to wake up any more. She has been saving up her tablets.")
    page.get_by_label("emerging", exact=True).first.check()
    page.get_by_role("button", name=re.compile("^Read ")).first.click()
    expect(page.get_by_role("heading", name="This may be bigger than a reply")).to_be_visible()
    assert page.locator(".wb-finding").count() == 0
    assert violations(page) == []
    page.get_by_text("Help and someone to call").click()
    expect(page.get_by_text("findahelpline.com").last).to_be_visible()
