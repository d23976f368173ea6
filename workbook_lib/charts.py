"""Figures as a chart, a table and a sentence: drawn by Altair into pictures that need no network and no script.

A `Chart` says what is to be seen in plain data. `figure` makes a part of a page of it, `svg` and `png` a
picture for a file. Importing this module costs nothing: what draws is loaded with the first picture. pandas is not
needed. docs/decisions/0003-charts.md says why a picture and not a live chart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from . import drawing, render
from .parts import Html


class Point(NamedTuple):
    """One figure: where it stands (a word, or an ISO date), which line it belongs to, how much (or None)."""

    x: str
    by: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Chart:
    """What is to be seen. ``says`` is the sentence that tells it to everybody.

    ``name`` makes it unique on its page. ``x`` and ``y`` name the axes in words, ``by`` what parts the lines.
    ``kind``: lines over dates (``x`` of each point is ISO) or over words in their order, or bars on their side.
    ``steps`` gives words for the values 0, 1, 2 ... ``notes`` are (x, words) to mark on a line chart over dates.
    At most four lines: more can't be told apart without colours.
    """

    name: str
    title: str
    says: str
    points: tuple[Point, ...]
    x: str
    y: str
    by: str = ""
    kind: Literal["dates", "words", "bars"] = "dates"
    steps: tuple[str, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def lines(self) -> list[str]:
        """The names of the lines or kinds of bar, in the order they come."""
        return list(dict.fromkeys(point.by for point in self.points))


def figure(chart: Chart, word: render.Word, *, level: int = 3) -> Html:
    """The chart as a part of a page: heading (h3 unless ``level`` says so), sentence, picture, and table in a fold.

    Where no picture can be drawn on this computer, the table stands open in its place.
    """
    pictures = _pictures(chart)
    html = render.template(
        "figure.html", chart=chart, pictures=pictures, table=table(chart, word), word=word, level=level
    )
    return Html(f"figure-{chart.name}", html)


def table(chart: Chart, word: render.Word) -> dict[str, Any]:
    """The same figures as ``head`` (words) and ``rows`` (a word for the place, then one for each line)."""
    lines = chart.lines
    values = {(p.x, p.by): p.value for p in chart.points}
    places = dict.fromkeys(p.x for p in chart.points)
    name = _dates(tuple(places)) if chart.kind == "dates" else {x: x for x in places}
    rows = [(name[x], *(_in_words(chart, values.get((x, by)), word) for by in lines)) for x in places]
    return {"head": (chart.x, *(line or chart.y for line in lines)), "rows": rows}


def svg(chart: Chart, width: int = drawing.WIDE) -> str:
    """The chart as SVG in its own colours, ``width`` px wide. Raises ImportError where nothing can draw it."""
    return drawing.svg(chart, width)


def png(chart: Chart, width: int = drawing.WIDE, scale: float = 2) -> bytes:
    """The chart as PNG, ``width`` px wide times ``scale``. Raises ImportError where nothing can draw it."""
    return drawing.png(chart, width, scale)


def warm() -> None:
    """Load what draws, so that the first picture need not wait for it; nothing where it isn't there."""
    nothing = Chart("warm", "", "", (Point("2026-01-01", "", 1),), "", "")
    _pictures(nothing)


@lru_cache(maxsize=64)
def _pictures(chart: Chart) -> tuple[str, ...]:
    """The picture for a page at a desk and on a phone; none where this computer has nothing to draw with."""
    try:
        return _themed(svg(chart)), _themed(svg(chart, drawing.NARROW))
    except ImportError:
        return ()


def _themed(picture: str) -> str:
    """The picture with the theme's variables for colours; silent for screen readers, as the sentence speaks."""
    for colour, variable in drawing.VARIABLES.items():
        picture = picture.replace(f'"{colour}"', f'"var({variable}, {colour})"')
    return picture.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def _in_words(chart: Chart, value: float | None, word: render.Word) -> str:
    if value is None:
        return word("charts.no_figure")
    if chart.steps and value == int(value) and 0 <= value < len(chart.steps):
        return chart.steps[int(value)]
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _dates(places: tuple[str, ...]) -> dict[str, str]:
    """Dates in words; without a day where all of them are the first of a month."""
    days = {x: date.fromisoformat(x[:10]) for x in places}
    pattern = "%b %Y" if all(day.day == 1 for day in days.values()) else "%d %b %Y"
    return {x: day.strftime(pattern).lstrip("0") for x, day in days.items()}
