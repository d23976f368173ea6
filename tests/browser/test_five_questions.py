"""Page 02 as a learner meets it: write, read, revise, lose nothing."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.harness import Lab, cells, free_port, open_page, sideways, violations, wait_alive

PAGE = "02_five_questions"
FIRST = "1\u2002Why is this issue so important to this person?"
ANSWER = (
    "It isn't really about the 46 dollars. She promised her daughter the frog book and had to hear, in front of "
    "the whole queue, that we don't believe her. I don't know what she gave up to be here. Tomorrow at seven I "
    "will check the shelf myself and ring her."
)


@pytest.fixture
def lab_of_mine(tmp_path: Path) -> Lab:
    return Lab(tmp_path / "My pages", tmp_path / "data")


def first(page: Page) -> object:
    return page.get_by_label(FIRST)


def write(page: Page, text: str, label: str = FIRST) -> None:
    page.get_by_label(label).fill(text)


def saved(page: Page) -> None:
    expect(page.locator(".wb-saved")).to_have_text(re.compile(r"^Saved \d"), timeout=10_000)


def read_with_me(page: Page) -> None:
    page.get_by_label("emerging", exact=True).first.check()
    page.get_by_role("button", name=re.compile("^Read ")).first.click()
    expect(page.locator(".wb-reading")).to_be_visible()


def drafts(lab: Lab) -> str:
    """What the journal holds, as bytes: enough to say whether a text is there."""
    return b"".join(p.read_bytes() for p in lab.data.glob("journal.db*")).decode("utf-8", "replace")


def test_a_learners_whole_way(page: Page, lab: Lab) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, lab, PAGE)
    write(page, ANSWER)
    saved(page)
    page.get_by_role("button", name="Read with me").click()
    expect(page.get_by_label("not yet", exact=True).first).to_be_focused()
    read_with_me(page)
    reading = page.locator(".wb-reading")
    expect(reading.get_by_role("heading", name="What the words show")).to_be_visible()
    assert reading.locator(".wb-sentence").count() == 4
    assert reading.locator("[data-carries]").count() >= 1
    assert reading.locator(".wb-question").count() == 1
    reading.get_by_role("button", name=re.compile("^sentence")).first.click()
    assert page.evaluate("document.activeElement.className") == "wb-sentence"

    write(page, ANSWER + " Have I got that right? I would ask her.")
    page.get_by_role("button", name="Read again").click()
    expect(page.get_by_text("Earlier versions (1)")).to_be_visible()
    page.get_by_role("button", name="Keep this and go on").click()
    expect(page.get_by_label(re.compile("What made them feel"))).to_be_focused()

    page.reload()
    wait_alive(page)
    expect(page.get_by_label(re.compile("What made them feel"))).to_be_visible()
    page.get_by_role("button", name=re.compile("Why is this issue")).click()
    expect(page.get_by_label(FIRST)).to_have_value(ANSWER + " Have I got that right? I would ask her.")
    expect(page.locator(".wb-reading")).to_be_visible()
    # Asked for its ways to export a notebook, the server would load them all and keep them: 7 MiB for each learner.
    assert [url for url in asked if "/api/nbconvert" in url] == []


def test_another_case_is_one_press_away(page: Page, lab: Lab) -> None:
    open_page(page, lab, PAGE)
    before = page.get_by_role("heading", name=re.compile("^Case")).inner_text()
    page.get_by_role("button", name="My own encounter").first.click()
    expect(page.get_by_role("heading", name="My own encounter")).to_be_visible()
    page.get_by_role("button", name="Another case").first.click()
    expect(page.get_by_role("heading", name=re.compile("^Case"))).to_be_visible()
    assert before.startswith("Case")


def test_another_case_has_an_empty_box(page: Page, lab: Lab) -> None:
    open_page(page, lab, PAGE)
    page.get_by_role("button", name="Another case").first.click()
    expect(page.get_by_role("heading", name=re.compile("^Case"))).to_be_focused()
    words = "These words are about this person alone."
    page.locator("textarea").first.fill(words)
    saved(page)
    title = page.get_by_role("heading", name=re.compile("^Case")).inner_text()
    page.get_by_role("button", name="Another case").first.click()
    expect(page.get_by_role("heading", name=re.compile("^Case"))).not_to_have_text(title)
    expect(page.locator("textarea").first).not_to_have_value(words)


def kernels(lab: Lab) -> list[psutil.Process]:
    assert lab.process is not None
    children = psutil.Process(lab.process.pid).children(recursive=True)
    return [child for child in children if "ipykernel" in " ".join(child.cmdline())]


def test_a_killed_kernel_takes_no_word_with_it_even_on_another_port(
    context: BrowserContext, lab_of_mine: Lab
) -> None:
    page = context.new_page()
    lab_of_mine.start()
    try:
        open_page(page, lab_of_mine, PAGE)
        write(page, "Before the kernel died.")
        saved(page)
        for kernel in kernels(lab_of_mine):
            os.kill(kernel.pid, signal.SIGKILL)
        page.get_by_label(FIRST).press_sequentially(" And this was typed after it.", delay=20)
        page.wait_for_timeout(2_000)
        page.close()
        lab_of_mine.stop()
        lab_of_mine.port = free_port()
        lab_of_mine.start()
        page = context.new_page()
        open_page(page, lab_of_mine, PAGE)
        whole = re.compile(r"Before the kernel died\..* And this was typed after it\.", re.DOTALL)
        expect(page.get_by_label(FIRST)).to_have_value(whole)
    finally:
        lab_of_mine.stop()


def test_a_reload_straight_after_a_key_keeps_it(page: Page, lab: Lab) -> None:
    open_page(page, lab, PAGE)
    label = page.locator("textarea").first
    label.fill("")
    label.press_sequentially("typed and gone at once", delay=5)
    page.reload()
    wait_alive(page)
    expect(page.locator("textarea").first).to_have_value("typed and gone at once")


def test_the_same_page_twice_keeps_both_texts(context: BrowserContext, page: Page, lab: Lab) -> None:
    open_page(page, lab, PAGE)
    page.get_by_role("button", name="My own encounter").first.click()
    story = page.get_by_label(re.compile("What happened, and who came"))
    story.fill("The text in the first window.")
    saved(page)
    other = context.new_page()
    open_page(other, lab, PAGE)
    there = other.get_by_label(re.compile("What happened, and who came"))
    expect(there).to_have_value("The text in the first window.")
    there.fill("The text in the second window.")
    saved(other)
    story.fill("The first window goes on.")
    expect(page.get_by_text("Both texts are kept")).to_be_visible()
    held = drafts(lab)
    assert "The text in the second window." in held
    assert "The first window goes on." in held
    other.close()


HOSTILE = {
    "markup": '<img src=x onerror="window.hacked=1"></script><script>window.hacked=1</script>',
    "right to left": "She said \u202eabc\u202c and \u05e9\u05dc\u05d5\u05dd.",
    "emoji": "She was upset \U0001f469\u200d\U0001f466 and I saw it. I could ask her.",
    "a lone surrogate": "half \ud83d of a sign. And more.",
}


SHOWS = """typed => {
  const shown = document.querySelector('.wb-reading .wb-sentences');
  if (!shown) return true; // not read, and said so
  const text = shown.cloneNode(true);
  text.querySelectorAll('.wb-number').forEach(number => number.remove());
  return text.textContent === typed;
}"""
"""Whether the reading in the page holds the text that was typed, to the letter."""


def test_hostile_text_is_text(page: Page, lab: Lab) -> None:
    open_page(page, lab, PAGE)
    button = page.get_by_role("button", name=re.compile("^Read ")).first
    for text in HOSTILE.values():
        page.evaluate(
            """text => { const box = document.querySelector('.wb-beside textarea'); box.focus(); box.value = text;
                 box.dispatchEvent(new Event('input', {bubbles: true})); }""",
            text,
        )
        saved(page)
        button.click()
        button.click()
        expect(page.locator(".wb-reading")).to_be_visible()
        typed = page.locator(".wb-beside textarea").first.input_value()
        page.wait_for_function(SHOWS, arg=typed, timeout=20_000)
        assert page.evaluate("window.hacked") is None
        assert page.locator(".wb-reading img, .wb-reading script").count() == 0


def test_a_text_too_long_is_refused_in_a_plain_sentence(page: Page, lab: Lab) -> None:
    open_page(page, lab, PAGE)
    box = page.locator("textarea").first
    box.fill("what stood there")
    box.evaluate(
        "n => { n.value = 'x'.repeat(1_000_000); n.dispatchEvent(new Event('input', {bubbles: true})); }"
    )
    expect(page.get_by_text("longer than the page can keep")).to_be_visible()
    expect(box).to_have_value("what stood there")
    saved(page)


def test_the_keyboard_alone_is_enough(page: Page, lab: Lab) -> None:
    open_page(page, lab, PAGE)
    page.locator(".wb-beside textarea").first.focus()
    page.keyboard.type("She was told to wait, and nobody looked at her. I will ring her tomorrow at nine.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".wb-reading")).to_be_visible()


def test_no_key_changes_a_cell(page: Page, lab: Lab) -> None:
    open_page(page, lab, PAGE)
    before = cells(page)
    for control in ("input[type=radio] >> nth=1", "button:has-text('Another case')", "textarea >> nth=0"):
        page.locator(control).first.focus()
        for key in "xzabmdyjkvcfhoslpqXV":
            page.keyboard.press(key)
        for key in ("Escape", "ArrowDown", "ArrowUp", "d", "d", "Shift+M"):
            page.keyboard.press(key)
    assert cells(page) == before


@pytest.mark.parametrize("name", ["00_start_here", PAGE])
def test_every_width_fits_and_axe_finds_nothing(page: Page, lab: Lab, name: str) -> None:
    """320 px is 1280 px at 400% zoom."""
    open_page(page, lab, name)
    if name == PAGE:
        write(page, ANSWER, FIRST) if page.get_by_label(FIRST).count() else None
        page.get_by_role("button", name=re.compile("^Read ")).first.click()
        page.wait_for_timeout(300)
    assert violations(page) == []
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 700})
        page.wait_for_timeout(100)
        assert sideways(page) == []
