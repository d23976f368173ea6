"""Charts on a page: what draws them takes seconds to load, so a page opens first and its chart comes after."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event, Thread

from .. import charts, render
from ..journal import JournalError
from ..parts import Html
from ._page import Page


@dataclass
class Drawn:
    """The charts of one part of a page. Nothing is loaded before the first of them is asked for."""

    page: Page
    warm: Event = field(default_factory=Event)
    asked: bool = False

    def figure(self, chart: charts.Chart) -> Html:
        """The chart, or a line in its place until what draws is there."""
        if self.warm.is_set():
            return charts.figure(chart, self.page.word)
        self.asked = True
        waiting = render.template("intro.html", text=self.page.word("charts.drawing"))
        return Html(f"figure-{chart.name}", waiting)

    def then(self, show: Callable[[], None]) -> Thread | None:
        """Load what draws beside the page, then ``show``; None where no chart is asked for."""
        if not self.asked:
            return None
        loading = Thread(target=self._load, args=(show,), daemon=True)
        loading.start()
        return loading

    def _load(self, show: Callable[[], None]) -> None:
        charts.warm()
        self.warm.set()
        # A page that was closed or opened anew meanwhile has closed its journal too: nobody waits for the chart.
        with suppress(JournalError):
            show()
