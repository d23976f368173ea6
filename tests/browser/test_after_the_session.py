"""Page 22 in a browser: a session is chosen, its report read and taken along, and there after a reload."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.after_page import a_room
from tests.browser.harness import Lab, open_page, sideways, violations, wait_alive
from workbook_lib.group import summary

PAGE = "22_after_the_session"


def test_a_session_is_chosen_read_and_taken_along(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    summary.home().mkdir(parents=True)
    for room in (a_room(1), a_room(40, (6, 10, 14))):
        (summary.home() / f"{room.id}.json").write_bytes(summary.as_bytes(room))
    lab = Lab(tmp_path / "My pages", tmp_path / "data").start()
    try:
        open_page(page, lab, PAGE)
        page.get_by_label("5 May 2026").first.check()
        expect(page.get_by_text("What would help her first?").first).to_be_visible()
        page.get_by_role("button", name="Make a Word file", exact=True).first.click()
        expect(page.get_by_role("link", name="Save the file from here").first).to_be_visible()
        assert list((tmp_path / "My pages").glob("**/session-report-*.docx"))
        page.get_by_role("group", name="The first session").get_by_label("5 May").check()
        page.get_by_role("group", name="The last session").get_by_label("13 June").check()
        expect(page.get_by_role("heading", name="What is different")).to_be_visible()
        assert violations(page) == []
        page.set_viewport_size({"width": 390, "height": 844})
        assert sideways(page) == []
        page.reload()
        wait_alive(page)
        expect(page.get_by_text("What would help her first?").first).to_be_visible()
    finally:
        lab.stop()
