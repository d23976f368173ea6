"""A sitting that leaves nothing, through a browser: no word of it is in the browser's own folder afterwards."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.harness import BROWSER_ARGUMENTS, OPENS_WITHIN_MS, chromium, wait_alive
from tests.terminal import Computer, Opened

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the command is driven the POSIX way")

MARKER = "The woman at desk four whispered her brother's name."


def test_the_browser_keeps_no_word(driver: Playwright, tmp_path: Path) -> None:
    executable = chromium()
    computer = Computer(tmp_path)
    lab = Opened(computer, "--leave-nothing", "--no-browser").up()
    try:
        context = driver.chromium.launch_persistent_context(
            tmp_path / "browser", executable_path=executable, args=BROWSER_ARGUMENTS
        )
        page = context.new_page()
        page.goto(f"{lab.url}doc/tree/02_five_questions.ipynb?token={lab.token}")
        page.wait_for_selector(".wb-cover", state="attached", timeout=OPENS_WITHIN_MS)
        wait_alive(page)
        box = page.locator(".wb-form textarea:visible").first
        box.press_sequentially(MARKER, delay=2)
        stored = page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert MARKER[:12] not in stored
        assert page.evaluate("() => window.compassionWorkbook.leaveNothing") is True
        page.reload()
        wait_alive(page)
        box.wait_for(timeout=OPENS_WITHIN_MS)
        assert box.input_value() == MARKER, "it lasts as long as the sitting"
        page.goto(f"{lab.url}doc/tree/00_start_here.ipynb?token={lab.token}")
        page.get_by_text("This sitting leaves nothing").wait_for(timeout=OPENS_WITHIN_MS)
        context.close()
    finally:
        lab.end()
    assert not lab.folder.exists()
    assert len(computer.files()) > 10, "the browser's own folder was looked at"
    assert computer.holding(MARKER) == []
