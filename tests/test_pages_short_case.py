"""Four-minute cases: offered when due, short, and kept apart."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from workbook_lib.model import Entry
from workbook_lib.pages import _page
from workbook_lib.pages._short_case import HOME, ShortCase, home
from workbook_lib.parts import editors
from workbook_lib.widgets import DraftTyped, Form, Press


def short_case(days_ago: float | None) -> ShortCase:
    page = _page.open_page("00_start_here", anew=True)
    if days_ago is not None:
        when = datetime.now(UTC) - timedelta(days=days_ago)
        assert page.journal is not None
        page.journal.keep(
            Entry(
                f"e{days_ago}", when, "02_five_questions", "returned_book", 1, "free", "?", "v", "en", "words"
            )
        )
    return ShortCase(home(page))


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path / "data"))


def no_form() -> Form:
    return None  # type: ignore[return-value]  # it needs none


@pytest.mark.parametrize(("days", "offered"), [(None, False), (1, False), (3, True), (9, True)])
def test_one_is_offered_when_it_is_due(days: float | None, offered: bool) -> None:
    assert bool(short_case(days).parts()) is offered


def test_it_is_one_question_and_then_done() -> None:
    short = short_case(3)
    short.act(Press("begin", "short"), no_form())
    assert [e.id for e in editors(short.parts())] == ["answer-free"]
    text = "She lost a morning for it. I don't know who minds the boy. I will ring her at nine."
    short.page.save(DraftTyped(HOME, short.slot("free"), text, 0, 1, "w"))
    short.act(Press("read:free", "do"), no_form())
    short.act(Press("read:free", "do"), no_form())
    assert short.walk.latest("free") is not None
    short.act(Press("go_on:free", "do"), no_form())
    assert not editors(short.parts())
    assert not short.due()


def test_put_off_it_is_gone_until_the_next_opening() -> None:
    short = short_case(3)
    short.act(Press("later", "short"), no_form())
    assert short.parts() == []
    assert short_case(None).parts()


def test_it_takes_a_case_that_was_not_met_yet() -> None:
    short = short_case(3)
    short.act(Press("begin", "short"), no_form())
    assert short.walk.scenario != "returned_book"
