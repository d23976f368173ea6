"""Page 24 and another language, in a browser: a trainer's journey by keyboard, and a page in Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import Lab, open_page, press, sideways, violations, wait_alive
from workbook_lib.catalog import load

PAGE = "24_make_it_yours"


@pytest.fixture
def lab_of_mine(tmp_path: Path) -> Iterator[Lab]:
    """A Lab of one's own: what is chosen here is remembered."""
    lab = Lab(tmp_path / "My pages", tmp_path / "data").start()
    yield lab
    lab.stop()


def test_a_trainer_makes_a_folder_changes_a_question_and_mends_a_fault(page: Page, lab_of_mine: Lab) -> None:
    lab = lab_of_mine
    open_page(page, lab)
    page.get_by_role("link", name="Make it yours").click()
    page.wait_for_url(f"**/{PAGE}*")
    wait_alive(page)
    press(page, "Use this folder")
    expect(page.get_by_text(re.compile("Your folder is made in")).first).to_be_visible()
    page.get_by_label("How has this issue caused hardship").focus()
    page.keyboard.press("Space")
    box = page.get_by_label("The question in your words")
    expect(box).to_have_value(load().prompts["hardship"].wording)
    box.fill("What has this cost them so far?")
    press(page, "Save this question")
    expect(page.get_by_text("Saved in My library/en/prompts.yaml").last).to_be_visible()
    file = lab.folder / "My library" / "en" / "prompts.yaml"
    sound = file.read_text(encoding="utf-8")
    file.write_text(sound.replace("\n  wording:", "\n  wordng:"), encoding="utf-8")
    press(page, "Check my folder")
    expect(page.get_by_role("heading", name="One thing to mend.")).to_be_focused()
    expect(page.get_by_text('Did you mean "wording"?')).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert sideways(page) == []
    assert violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    file.write_text(sound, encoding="utf-8")
    press(page, "Check my folder")
    expect(page.get_by_role("heading", name="All is well. There is nothing to mend.")).to_be_focused()
    open_page(page, lab, "02_five_questions")
    expect(page.get_by_text("What has this cost them so far?").first).to_be_visible()


def test_the_workbook_in_spanish_from_the_first_page_on(page: Page, lab_of_mine: Lab) -> None:
    spanish = load("es")
    open_page(page, lab_of_mine)
    page.get_by_label("Español").check()
    expect(page.get_by_role("heading", name=spanish.pages["00_start_here"].title)).to_be_visible()
    wait_alive(page)
    assert page.locator(".workbook-page").get_attribute("lang") == "es"
    page.get_by_role("link", name=spanish.pages["02_five_questions"].title).first.click()
    page.wait_for_url("**/02_five_questions*")
    wait_alive(page)
    box = page.get_by_label(re.compile(re.escape(spanish.prompts["why_important"].wording)))
    box.fill(
        "Renata ya había traído el libro y nadie se levantó a mirar. Su hija lo oyó todo delante de la gente."
    )
    page.get_by_role("group").get_by_label(spanish.word("levels.emerging"), exact=True).first.check()
    page.get_by_role("button", name=spanish.word("actions.read"), exact=True).first.click()
    expect(page.get_by_text(spanish.word("notes.other_language")).first).to_be_visible()
    expect(page.locator(".wb-question").first).to_contain_text("¿")
    assert violations(page) == []
    page.get_by_role("button", name=spanish.word("actions.keep")).first.click()
    second = re.compile(re.escape(spanish.prompts["what_made_them_feel"].wording))
    expect(page.get_by_label(second)).to_be_focused()
    assert page.get_by_role("button", name=spanish.word("shell.show_notebook")).is_visible()
