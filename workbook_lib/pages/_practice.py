"""The cells of a practice page: each is one part of its activity, by name."""

from __future__ import annotations

from ..activities.lines import titles
from ..catalog import Catalog
from ..widgets import Form
from ._figures import of_figures
from ._page import open_page
from ._placing import Placing
from ._rewriting import Rewriting
from ._sorting import Sorting
from ._writing import Plan, Writing

FIGURES_PAGE = "11_heart_and_head"


def of_practices(content: Catalog) -> dict[str, str]:
    """The titles of everything that practice pages keep: their lines, moves, boxes and looks."""
    looks = {look.id: look.name for look in content.looks.looks.values()}
    figures = of_figures(content.pages[FIGURES_PAGE].words) if FIGURES_PAGE in content.pages else {}
    return {**looks, **figures, **{k: v for a in content.activities.values() for k, v in titles(a).items()}}


def place(page_id: str, station: str = "place") -> Form:
    """Lines to place."""
    page = open_page(page_id)
    placing = Placing(page, station)
    return page.form(placing.parts(), page.word("plain.practice"), placing.act)


def rewrite(page_id: str, station: str = "rewrite") -> Form:
    """Lines to say another way."""
    page = open_page(page_id)
    rewriting = Rewriting(page, station)
    return page.form(rewriting.parts(), page.word("plain.practice"), rewriting.act)


def write(page_id: str, station: str = "own") -> Form:
    """Boxes about one's own work, or about a case."""
    page = open_page(page_id)
    writing = Writing(page, station)
    return page.form(writing.parts(), page.word("plain.own_work"), writing.act)


def sort(page_id: str, station: str) -> Form:
    """A note in three columns."""
    page = open_page(page_id)
    sorting = Sorting(page, station)
    return page.form(sorting.parts(), page.word("plain.practice"), sorting.act)


def plan(page_id: str) -> Form:
    """One thing to try."""
    page = open_page(page_id)
    made = Plan(page)
    return page.form(made.parts(), page.word("plain.plan"), made.act)
