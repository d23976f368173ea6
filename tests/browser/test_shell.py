"""The shell around a page: alive at once, calm, deaf to Lab's shortcuts, and quiet about the machine."""

from __future__ import annotations

import itertools
import json
import string
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.harness import Lab, cells, open_page, sideways, violations, wait_alive
from tests.browser.sample import write_page

KEYS = [
    *string.ascii_letters,
    *string.digits,
    "Enter",
    " ",
    "Escape",
    "Tab",
    "Shift+Tab",
    "Delete",
    "Backspace",
    "ArrowDown",
    "ArrowUp",
    "ArrowLeft",
    "ArrowRight",
    "Shift+Enter",
    "Control+Enter",
    "Alt+Enter",
    "Control+m",
    "Control+b",
    "Control+s",
    "Control+Shift+c",
    "Home",
    "End",
    "PageUp",
    "PageDown",
]
CONTROLS = ["input[type=radio] >> nth=0", "#why", "#read", "summary", "#on", ".widget-textarea textarea"]


def press_and_hear(page: Page, times: int = 1) -> None:
    """Press the form's button and wait until the kernel has answered."""
    before = int(page.locator("#presses").inner_text())
    for _ in range(times):
        page.locator("#read").click()
    expect(page.locator("#presses")).to_have_text(str(before + times))


def came_alive(page: Page) -> bool:
    press_and_hear(page)
    return page.locator(".wb-notice").count() == 0


@pytest.mark.parametrize("_time", range(2))
def test_a_page_is_alive_at_once(page: Page, sample_lab: Lab, _time: int) -> None:
    open_page(page, sample_lab)
    assert came_alive(page)


def stored(page: Page, lab: Lab, words: str) -> bool:
    """Whether the kernel puts ``words`` into the journal within ten seconds."""
    for _ in range(40):
        page.wait_for_timeout(250)
        if any(words.encode() in p.read_bytes() for p in lab.data.glob("journal.db*")):
            return True
    return False


@pytest.mark.long
def test_ten_of_ten_openings_come_alive(context: BrowserContext, lab: Lab) -> None:
    alive = []
    for number in range(10):
        tab = context.new_page()
        open_page(tab, lab, ["00_start_here", "02_five_questions"][number % 2])
        if number == 0:
            tab.get_by_role("button", name="Begin").click()
        words = f"Written at opening number {number}."
        tab.locator("textarea:visible").first.fill(words)
        alive.append(stored(tab, lab, words) and tab.locator(".wb-notice").count() == 0)
        tab.close()
    assert alive == [True] * 10


def test_nothing_of_the_notebook_is_to_be_seen(page: Page, sample_lab: Lab) -> None:
    open_page(page, sample_lab)
    for noise in [
        ".jp-InputPrompt",
        ".jp-CodeCell .jp-InputArea",
        ".jp-Toolbar",
        ".jp-SideBar",
        "#jp-menu-panel",
        "#jp-top-panel",
        ".jp-cell-toolbar",
        ".jp-Collapser",
        ".jp-Dialog",
        "#jp-main-statusbar",
    ]:
        assert page.locator(f"{noise}:visible").count() == 0, noise
    expect(page.get_by_role("heading", name="Start here")).to_be_visible()


def test_no_key_on_a_control_changes_a_cell(page: Page, sample_lab: Lab) -> None:
    open_page(page, sample_lab)
    before = cells(page)
    for control, key in itertools.product(CONTROLS, KEYS):
        if control == "#on" and key.endswith("Enter"):
            continue
        page.locator(control).focus()
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert cells(page) == before
    assert page.locator(".jp-Dialog").count() == 0
    press_and_hear(page)


def test_no_key_beside_the_controls_changes_a_cell(page: Page, sample_lab: Lab) -> None:
    open_page(page, sample_lab)
    before = cells(page)
    page.get_by_role("heading", name="Start here").click()
    for key in [*KEYS, "d", "d", "x", "a", "b", "m", "Enter"]:
        page.keyboard.press(key)
    page.get_by_role("heading", name="Start here").dblclick()
    page.wait_for_timeout(300)
    assert cells(page) == before


def test_keys_still_do_their_work_in_a_control(page: Page, sample_lab: Lab) -> None:
    open_page(page, sample_lab)
    page.locator("#why").focus()
    page.keyboard.type("xd dm aby")
    assert page.locator("#why").input_value() == "xd dm aby"
    page.locator("input[type=radio]").nth(0).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.locator("input[type=radio]").nth(1).is_checked()
    page.locator("#read").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#presses")).to_have_text("1")
    assert "Enter" in (page.locator(".wb-form").get_attribute("data-keys") or "")


def test_no_scrolling_to_the_side(page: Page, sample_lab: Lab) -> None:
    """320 by 256 is a window of 1280 by 1024 at 400% zoom."""
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, sample_lab)
    for width, height in [(390, 844), (320, 256), (1280, 800)]:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(100)
        assert sideways(page) == []


def test_the_way_to_the_notebook_and_back(page: Page, sample_lab: Lab) -> None:
    open_page(page, sample_lab)
    page.get_by_role("button", name="Show the notebook").press("Enter")
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_visible()
    expect(page.locator(".jp-CodeCell .jp-InputArea").first).to_be_visible()
    back = page.get_by_role("button", name="Back to the page")
    expect(back).to_be_focused()
    back.press("Enter")
    expect(page.locator(".jp-NotebookPanel-toolbar")).to_be_hidden()
    expect(page.locator(".jp-SideBar:visible")).to_have_count(0)
    press_and_hear(page)


def test_a_changed_page_waits_to_be_asked(page: Page, sample_lab: Lab) -> None:
    path = sample_lab.folder / "02_five_questions.ipynb"
    original = path.read_text()
    try:
        path.write_text(original.replace("import anywidget", "import os, anywidget"))
        page.goto(sample_lab.address("02_five_questions"))
        expect(page.locator(".wb-notice")).to_contain_text("This page was changed")
        assert page.locator(".wb-form").count() == 0
        page.get_by_role("button", name="Start this page").click()
        expect(page.locator(".wb-form")).to_be_visible()
    finally:
        path.write_text(original)


def test_a_foreign_notebook_never_runs_by_itself(page: Page, sample_lab: Lab, tmp_path: Path) -> None:
    proof = tmp_path / "ran"
    code = f"open({str(proof)!r}, 'w').close()"
    write_page(sample_lab.folder / "from_a_stranger.ipynb", "Run me", code)
    page.goto(sample_lab.address("from_a_stranger"))
    expect(page.locator(".wb-notice")).to_contain_text("This page was changed")
    page.wait_for_timeout(2000)
    assert not proof.exists()


def test_a_module_in_the_folder_shadows_nothing(page: Page, sample_lab: Lab) -> None:
    trap = sample_lab.folder / "anywidget.py"
    trap.write_text("raise RuntimeError('the wrong file')")
    try:
        open_page(page, sample_lab, "02_five_questions")
        assert came_alive(page)
    finally:
        trap.unlink()


def test_leaving_asks_nothing_and_saves_nothing(page: Page, sample_lab: Lab) -> None:
    open_page(page, sample_lab)
    before = (sample_lab.folder / "00_start_here.ipynb").read_text()
    page.locator("#why").fill("my own words")
    press_and_hear(page)
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto("about:blank")
    assert dialogs == []
    after = (sample_lab.folder / "00_start_here.ipynb").read_text()
    assert json.loads(after) == json.loads(before)


def test_axe_finds_nothing_in_the_shells_own_parts(page: Page, sample_lab: Lab) -> None:
    open_page(page, sample_lab)
    assert violations(page, ".wb-foot") == []


def test_links_between_pages(page: Page, sample_lab: Lab) -> None:
    open_page(page, sample_lab)
    left: str = "window.left = 0; addEventListener('workbook:leave', e => { window.left += 1; })"
    page.evaluate(left)
    page.locator("#on").click()
    expect(page.get_by_role("heading", name="Five questions before you answer")).to_be_visible(timeout=30_000)
    wait_alive(page)
    press_and_hear(page)
    assert page.evaluate("window.left") == 1
    expect(page).to_have_title("Five questions before you answer")
    assert page.url.endswith("/doc/tree/02_five_questions.ipynb")
    expect(page.locator(".workbook-page")).to_have_count(1)
    page.go_back()
    expect(page.get_by_role("heading", name="Start here")).to_be_visible(timeout=30_000)
    wait_alive(page)
    press_and_hear(page)
