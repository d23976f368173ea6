"""The first case on one's own, and what became of a plan: kept, said, and followed by what comes next."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.core_page import flat, no_form
from workbook_lib.pages import _page, _returning
from workbook_lib.pages._first_case import FirstCase
from workbook_lib.pages._page import Page
from workbook_lib.parts import Html, Part
from workbook_lib.widgets import DraftTyped, Press, Reply

PAGE = "00_start_here"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Page:
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))
    return _page.open_page(PAGE, anew=True)


def shown(parts: list[Part] | tuple[Part, ...]) -> str:
    return "\n".join(p.html for p in flat(parts) if isinstance(p, Html))


def answered(page: Page, text: str) -> tuple[FirstCase, Reply]:
    first = FirstCase(page)
    first.act(Press("begin", "first"), no_form())
    page.save(DraftTyped(PAGE, (first.scenario.id, "unaided_reflection"), text, 0, 1, "w"))
    return first, first.act(Press("keep", "first"), no_form())


def test_after_a_first_case_the_focus_lands_on_what_comes_next(page: Page) -> None:
    first, reply = answered(page, "He lost an afternoon of work. I would ask him which hours suit him.")
    assert reply.focus == "first-case-next"
    assert reply.announce == page.own("first_case_kept")
    html = shown(first.parts())
    assert 'data-name="first-case-next"' in html
    assert 'data-workbook-page="02_five_questions"' in html
    assert "wb-reading" not in html


def test_a_first_case_with_nothing_written_is_not_said_to_be_kept(page: Page) -> None:
    first, reply = answered(page, "  ")
    assert reply.announce == page.word("saved.nothing_yet")
    assert reply.focus == "first-unaided_reflection"
    assert not first.kept
    assert first.parts()[0].id == "first-case"


def test_help_comes_before_what_comes_next(page: Page) -> None:
    _, reply = answered(page, "She said she doesn't want to wake up any more and is saving up her tablets.")
    assert reply.focus == "care-heading"


def test_a_skipped_first_case_leads_on_too(page: Page) -> None:
    first = FirstCase(page)
    reply = first.act(Press("skip", "first"), no_form())
    assert reply.focus == "first-case-next"
    assert 'data-name="first-case-next"' in shown(first.parts())


def planned(page: Page, text: str) -> None:
    at = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    page.set("plan", {"text": "let them finish", "at": at, "scenario": "own", "page": "02_five_questions"})
    page.save(DraftTyped(_returning.HOME, ("own", "what_happened"), text, 0, 1, "w"))


def test_what_happened_is_asked_about_before_a_number_in_it_is_kept(page: Page) -> None:
    planned(page, "I rang her on 0412 345 678 and let her finish.")
    reply = _returning.act(page, Press("happened", "told"))
    assert reply.focus == "replace"
    assert "A client could be known" in shown(_returning.parts(page))
    assert page.journal is not None
    assert page.journal.entries(page=_returning.HOME) == []
    _returning.act(page, Press("replace", "told"))
    [entry] = page.journal.entries(page=_returning.HOME)
    assert entry.text == "I rang her on [phone number] and let her finish."
    assert page.setting("plan")["answered"]


def test_what_happened_is_kept_at_once_where_nobody_could_be_known_by_it(page: Page) -> None:
    planned(page, "I let her finish.")
    reply = _returning.act(page, Press("happened", "told"))
    assert page.journal is not None
    assert [e.text for e in page.journal.entries(page=_returning.HOME)] == ["I let her finish."]
    assert reply.announce == page.word("returning.thanks")
    assert _returning.parts(page) == ()
