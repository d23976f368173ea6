"""Page 11 as a learner meets it: a chart in words, picture and table, the lines behind it, and one's own file."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.harness import Lab, open_page, sideways, violations, wait_alive
from workbook_lib import catalog

PAGE = "11_heart_and_head"
WORDS = catalog.load().pages[PAGE].words
ANSWER = "Who can't climb the stairs is not counted. It may be something else. I would ask ten readers why."
DRAWN_WITHIN_MS = 90_000
SHOTS = os.environ.get("WORKBOOK_SHOTS", "")


def shot(page: Page, name: str) -> None:
    """A picture of the page, where somebody wants to look at it."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")


def dark(page: Page, on: bool) -> None:
    page.emulate_media(color_scheme="dark" if on else "light")
    expect(page.locator(f'body[data-jp-theme-light="{str(not on).lower()}"]')).to_have_count(1)


def test_from_a_chart_to_a_question_and_to_ones_own_file(page: Page, lab: Lab, tmp_path: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_page(page, lab, PAGE)
    view = page.get_by_role("radio", name=WORDS["large_print_title"])
    view.focus()
    page.keyboard.press("Space")
    picture = page.get_by_role("img", name="Chart. Market Square falls")
    expect(picture).to_be_visible(timeout=DRAWN_WITHIN_MS)
    expect(page.locator("figcaption").first).to_contain_text("Mill Lane stays near")
    page.locator(".wb-figure summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="to the door")).to_be_visible()
    page.keyboard.press("Enter")

    page.get_by_role("button", name=WORDS["peek"]).press("Enter")
    lines = page.get_by_label(WORDS["lines"])
    expect(lines).to_be_focused()
    lines.fill(lines.input_value().replace("large print", "crime"))
    page.get_by_role("button", name=WORDS["lines_run"]).press("Enter")
    expect(page.get_by_role("heading", name="Loans of large print, by your lines")).to_be_focused()
    page.get_by_role("button", name=WORDS["lines_put_back"]).press("Enter")
    expect(page.get_by_role("heading", name="Loans of large print", exact=True)).to_be_focused()

    box = page.get_by_label(WORDS["leave_out"]).first
    box.fill(ANSWER)
    box.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("the lift is out more often than not")).to_be_visible()

    file = tmp_path / "figures.csv"
    file.write_bytes("Monat;Zweigstelle;Besuche\n01.01.2025;Süd;1.200\n01.02.2025;Süd;900\n".encode("cp1252"))
    page.get_by_label(WORDS["upload"]).set_input_files(file)
    expect(page.get_by_role("heading", name=WORDS["taken_heading"])).to_be_focused(timeout=DRAWN_WITHIN_MS)
    expect(page.get_by_role("heading", name="Besuche", exact=True)).to_be_visible()
    big = tmp_path / "big.csv"
    with big.open("wb") as made:
        made.truncate(9_000_000)
    page.get_by_label(WORDS["upload"]).set_input_files(big)
    expect(page.get_by_role("alert").filter(has_text="8 megabytes")).to_be_visible()
    assert violations(page) == []
    dark(page, True)
    assert violations(page) == []
    view.scroll_into_view_if_needed()
    shot(page, "dark-1280")
    dark(page, False)

    page.set_viewport_size({"width": 390, "height": 700})
    page.reload()
    wait_alive(page)
    expect(page.locator(".wb-chart-narrow").first).to_be_visible(timeout=DRAWN_WITHIN_MS)
    expect(page.locator(".wb-chart-wide").first).to_be_hidden()
    expect(box).to_have_value(ANSWER)
    expect(lines).to_be_visible()
    assert sideways(page) == []
    assert violations(page) == []
    shot(page, "light-390")
    assert {url.split("/")[2].split(":")[0] for url in asked if url.startswith("http")} == {"127.0.0.1"}
