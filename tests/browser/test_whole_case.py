"""One whole case in Chromium, every branch of page 02: nine steps, a doubt about a mark, a number replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.harness import Lab, open_page, violations, wait_alive

QUESTIONS = {
    "Why is this issue": "It isn't about the money. She had to hear, with her daughter there, that we doubt her.",
    "What made them feel": "I read the screen to her instead of looking. She felt shown up, and I would have too.",
    "How has this issue": "She lost a morning before an early shift. The girl has no book for her talk.",
    "Who is this person": "She starts at four and comes before it. I don't know who minds the girl.",
    "How would I feel": "I would feel small. I caught myself thinking she was making a scene. Nothing showed that.",
}


@pytest.fixture
def lab_of_mine(tmp_path: Path) -> Iterator[Lab]:
    lab = Lab(tmp_path / "My pages", tmp_path / "data").start()
    yield lab
    lab.stop()


def go_on(page: Page) -> None:
    page.get_by_role("button", name="Keep this and go on").click()


def answer(page: Page, label: str, words: str) -> None:
    page.get_by_label(re.compile(label)).fill(words)
    page.get_by_label("emerging", exact=True).check()
    page.get_by_role("button", name="Read with me").click()
    expect(page.locator(".wb-question")).to_have_count(1)


def test_a_whole_case_with_every_branch(context: BrowserContext, lab_of_mine: Lab) -> None:
    page = context.new_page()
    open_page(page, lab_of_mine, "02_five_questions")
    for label, words in QUESTIONS.items():
        answer(page, label, words)
        if label.startswith("Why"):
            doubt(page)
        go_on(page)
    ask_then_hear(page)
    reply(page)
    plan(page)
    another_and_back(page)
    page.reload()
    wait_alive(page)
    page.get_by_role("button", name=re.compile("Who is this person")).click()
    expect(page.get_by_label(re.compile("Who is this person"))).to_have_value(QUESTIONS["Who is this person"])


def doubt(page: Page) -> None:
    """ "This is not what I meant": the note is kept beside the reading."""
    page.get_by_role("button", name="This is not what I meant").click()
    page.get_by_role("button", name="Keep this note").click()
    expect(page.get_by_text("Choose a line here first").first).to_be_visible()
    asked = page.locator(".wb-question").inner_text()
    page.locator("fieldset[data-part^=dispute] input").first.check()
    page.get_by_label("What did you mean?").fill("I meant the girl.")
    page.get_by_role("button", name="Keep this note").click()
    expect(page.locator(".wb-disputed")).to_contain_text("I meant the girl.")
    expect(page.locator(".wb-question")).not_to_have_text(asked)
    expect(page.locator(".wb-question")).to_be_focused()


def ask_then_hear(page: Page) -> None:
    page.get_by_label("What do I know?").fill("She was loud. She has a daughter.")
    page.get_by_label("What did I guess?").fill("That she forgot to bring it back.")
    page.get_by_label("What would I ask?").fill("What do you need by Monday?")
    assert violations(page) == []
    page.get_by_role("button", name="Show what was going on").click()
    expect(page.get_by_text("That she forgot to bring it back.").first).to_be_visible()
    assert page.get_by_text("half past six").count() == 0
    page.get_by_label(re.compile("What did asking change")).fill("My guess was far off.")
    go_on(page)


def reply(page: Page) -> None:
    page.get_by_label("formal", exact=True).check()
    assert page.get_by_text("A reply that meets").count() == 0
    words = "You were right, and I am sorry. I looked, and it is here. My number is 0412 345 678."
    page.get_by_label(re.compile("What do you write back")).fill(words)
    page.get_by_label("emerging", exact=True).check()
    page.get_by_role("button", name="Read with me").click()
    expect(page.get_by_role("button", name="Replace it")).to_be_focused()
    assert page.locator(".wb-question").count() == 0
    page.get_by_role("button", name="Replace it").click()
    expect(page.locator(".wb-question")).to_have_count(1)
    expect(page.get_by_role("heading", name="A reply that meets")).to_be_visible()
    expect(page.get_by_role("heading", name="How it ended")).to_be_visible()
    expect(page.get_by_label(re.compile("What do you write back"))).to_have_value(
        re.compile(r"\[phone number\]")
    )
    page.get_by_label(re.compile("two invented replies")).fill("Theirs says when.")
    assert violations(page) == []
    go_on(page)


def plan(page: Page) -> None:
    page.get_by_label(re.compile("one thing you will try")).fill(
        "When someone is loud, then I get up and look."
    )
    page.get_by_role("button", name="Keep this plan").click()
    expect(page.get_by_role("paragraph").filter(has_text="Next time the page asks")).to_be_visible()
    expect(page.locator("[data-name=plan-kept]")).to_be_focused()


def another_and_back(page: Page) -> None:
    """From the end of the page to another case, and from its end back to this one."""
    title = page.get_by_role("heading", name=re.compile("^Case")).inner_text().removeprefix("Case: ")
    page.get_by_role("button", name="Another case").last.click()
    expect(page.get_by_role("heading", name=re.compile("^Case"))).to_be_focused()
    page.get_by_role("button", name=title).click()
    expect(page.get_by_role("heading", name=re.compile("^Case"))).to_have_text(f"Case: {title}")
    expect(page.get_by_text("finished · you are here")).to_be_visible()
