"""Points of a table as a chart of the page, with a sentence that says where each line begins and ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal

from .. import charts
from ..charts import Chart, Point
from ..figures import telling

Own = Callable[..., str]
"""One of the page's own words, filled."""

Points = tuple[tuple[str, str, float | None], ...]


def chart(
    own: Own,
    points: Points,
    kind: Literal["dates", "bars"],
    *,
    name: str,
    title: str,
    x: str,
    y: str,
    notes: Iterable[tuple[str, str]] = (),
) -> Chart:
    """The chart of ``points``: (ISO date or word, line, value). ``notes`` are marked among the dates."""
    says = _says_of_dates(own, points, y) if kind == "dates" else _says_of_bars(own, points, y)
    places = [place for place, _, _ in points]
    inside = tuple(note for note in notes if kind == "dates" and min(places) <= note[0] <= max(places))
    return charts.Chart(name, title, says, tuple(map(Point._make, points)), x, y, kind=kind, notes=inside)


def _says_of_dates(own: Own, points: Points, y: str) -> str:
    found = telling.courses(points)
    said = [
        own(f"goes_{one.way}", line=capital(one.line or y), first=round_(one.first), last=round_(one.last))
        for one in found
    ]
    span = max((one.span for one in found), default=0)
    return " ".join([*said, own("goes_span", span=span)] if span > 1 else said)


def _says_of_bars(own: Own, points: Points, y: str) -> str:
    said = []
    for kind, (most, least) in telling.ends(points).items():
        values = {
            "most": most[0],
            "most_value": round_(most[1]),
            "least": least[0],
            "least_value": round_(least[1]),
        }
        said.append(own("ends_one" if most == least else "ends", kind=capital(kind or y), **values))
    return " ".join(said)


def round_(value: float) -> str:
    """A figure as a sentence says it."""
    return f"{value:,.0f}" if abs(value) >= 10 or value == int(value) else f"{value:,.1f}"


def capital(text: str) -> str:
    """The same with its first letter large."""
    return text[:1].upper() + text[1:]
