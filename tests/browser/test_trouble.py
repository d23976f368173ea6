"""When the kernel or the server goes away: a plain box, no dialog of Lab's, and a way on."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import psutil
from playwright.sync_api import Page, expect

from tests.browser.harness import Lab, open_page, wait_alive


def kernels(lab: Lab) -> list[psutil.Process]:
    """The kernel processes of this Lab."""
    assert lab.process is not None
    children = psutil.Process(lab.process.pid).children(recursive=True)
    return [child for child in children if any("ipykernel" in part for part in child.cmdline())]


def test_a_killed_kernel_leaves_the_words_and_a_way_on(page: Page, sample_lab: Lab) -> None:
    open_page(page, sample_lab)
    page.locator("#why").fill("She came on foot")
    for kernel in kernels(sample_lab):
        kernel.send_signal(signal.SIGKILL)
    notice = page.locator(".wb-notice")
    expect(notice).to_contain_text("The part that reads stopped", timeout=30_000)
    expect(notice).to_contain_text("Your words are kept")
    assert page.locator(".jp-Dialog").count() == 0
    assert page.locator("#why").input_value() == "She came on foot"
    page.get_by_role("button", name="Start the page again").click()
    expect(notice).to_have_count(0, timeout=30_000)
    page.locator("#read").click()
    expect(page.locator("#presses")).to_have_text("1", timeout=30_000)


def test_a_stopped_workbook_says_so_and_comes_back(page: Page, tmp_path: Path, sample_pages: Path) -> None:
    lab = Lab(tmp_path / "My pages", tmp_path / "data", sample_pages).start()
    try:
        open_page(page, lab)
        assert len(kernels(lab)) == 1
        page.locator("#why").fill("She came on foot")
        assert lab.stop() == 0
        notice = page.locator(".wb-notice")
        expect(notice).to_contain_text("The workbook was closed", timeout=60_000)
        assert page.locator(".jp-Dialog").count() == 0
        assert page.locator("#why").input_value() == "She came on foot"
        page.get_by_role("button", name="Try again").click()
        expect(notice).to_be_visible()
        lab.start()
        page.get_by_role("button", name="Try again").click()
        page.wait_for_selector(".wb-cover", state="attached", timeout=30_000)
        wait_alive(page)
        page.locator("#read").click()
        expect(page.locator("#presses")).to_have_text("1")
    finally:
        lab.stop()


def test_a_second_start_finds_the_first(sample_lab: Lab) -> None:
    second = Lab(sample_lab.folder, sample_lab.data, sample_lab.pages)
    said = second.say()
    assert "already open" in said
    first = sample_lab.running()
    assert first is not None
    assert first.url in said


def test_a_fault_in_a_page_is_not_a_page_of_code(page: Page, tmp_path: Path, sample_pages: Path) -> None:
    book = json.loads((sample_pages / "00_start_here.ipynb").read_text())
    book["cells"][1]["source"] = "raise RuntimeError('a fault for this test')"
    broken = tmp_path / "pages"
    broken.mkdir()
    (broken / "00_start_here.ipynb").write_text(json.dumps(book))
    lab = Lab(tmp_path / "My pages", tmp_path / "data", broken).start()
    try:
        open_page(page, lab)
        expect(page.locator(".wb-notice")).to_contain_text("The page didn’t start")
        details = page.locator(".wb-notice pre")
        expect(details).to_be_hidden()
        assert page.get_by_text("Traceback").locator("visible=true").count() == 0
        page.get_by_text("For whoever helps you").click()
        expect(details).to_contain_text("a fault for this test")
    finally:
        lab.stop()
