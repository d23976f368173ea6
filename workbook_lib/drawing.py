"""A chart as a picture: what Altair is told, and what draws it with no network.

Lines differ by stroke and by the shape of their points, bars by fill and outline: colour helps and is never needed.
"""

from __future__ import annotations

import textwrap
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .charts import Chart

WIDE, NARROW = 640, 300
"""Widths (px) that a picture is drawn for: a page at a desk, and 390 px or less."""

INK, SOFT, FAINT, ACCENT, PAPER = "#1b1b1c", "#48484a", "#c6c6c8", "#1565c0", "#fefefe"
"""The only colours of a picture. On a page each becomes a variable of the theme: light and dark follow."""
VARIABLES = {
    INK: "--wb-ink",
    SOFT: "--wb-soft",
    FAINT: "--wb-line",
    ACCENT: "--wb-accent",
    PAPER: "--wb-paper",
}
FONT = "Arial, 'Liberation Sans', sans-serif"
"""Fonts of one width: what draws measures words by the second, which it brings along."""


def svg(chart: Chart, width: int = WIDE) -> str:
    """The chart as SVG in its own colours, ``width`` px wide. Raises ImportError where nothing can draw it."""
    import vl_convert

    return str(vl_convert.vegalite_to_svg(_spec(chart, width), allowed_base_urls=[]))


def png(chart: Chart, width: int = WIDE, scale: float = 2) -> bytes:
    """The chart as PNG, ``width`` px wide times ``scale``. Raises ImportError where nothing can draw it."""
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(_spec(chart, width), scale=scale, allowed_base_urls=[]))


def _spec(chart: Chart, width: int) -> dict[str, Any]:
    """The chart as Vega-Lite."""
    import altair as alt

    drawn = _bars(alt, chart, width) if chart.kind == "bars" else _lines(alt, chart, width)
    lying = {"type": "fit-x", "contains": "padding"}
    made = drawn.properties(background="transparent", padding=6, autosize=lying).configure(**_config())
    return dict(made.to_dict())


def _data(alt: Any, chart: Chart) -> Any:
    names = _wrapped(chart) if chart.kind == "bars" else {}
    name = _moment if chart.kind == "dates" else lambda x: names.get(x, x)
    kept = [p for p in chart.points if p.value is not None]
    return alt.Data(values=[{"x": name(p.x), "by": p.by, "n": p.value} for p in kept])


def _moment(day: str) -> str:
    """A date with its midnight: without it, what draws takes the midnight of Greenwich."""
    return f"{day[:10]}T00:00:00"


def _lines(alt: Any, chart: Chart, width: int) -> Any:
    told = chart.lines
    dashes = alt.Scale(domain=told, range=[[1, 0], [7, 4], [2, 3], [10, 3, 2, 3]][: len(told)])
    shapes = alt.Scale(domain=told, range=["circle", "square", "triangle-up", "diamond"][: len(told)])
    colours = alt.Scale(domain=told, range=[ACCENT, INK, SOFT, SOFT][: len(told)])
    legend = _legend(alt, chart, width)
    many = len({p.x for p in chart.points}) > 40
    line = (
        alt.Chart(_data(alt, chart), width=width, height=width * 0.42 if width > NARROW else 210)
        .mark_line(strokeWidth=2.5)
        .encode(
            x=_x(alt, chart, width),
            y=_y(alt, chart),
            color=alt.Color("by:N", scale=colours, legend=legend),
            strokeDash=alt.StrokeDash("by:N", scale=dashes, legend=legend),
        )
    )
    points = line.mark_point(size=8 if many else 34, filled=True, opacity=1).encode(
        color=alt.Color("by:N", scale=colours, legend=None),
        shape=alt.Shape("by:N", scale=shapes, legend=None),
        strokeDash=alt.value([1, 0]),
    )
    return alt.layer(line, points, *_notes(alt, chart)).resolve_legend(
        color="independent", shape="independent", strokeDash="independent"
    )


def _notes(alt: Any, chart: Chart) -> list[Any]:
    """A line and a few words at each place that has a note."""
    if not chart.notes:
        return []
    places = sorted(p.x for p in chart.points)
    layers = []
    for x, said in chart.notes:
        late = x > places[len(places) // 2]
        base = alt.Chart(alt.Data(values=[{"x": _moment(x), "told": said}])).encode(x="x:T")
        words = base.mark_text(align="right" if late else "left", y=-6, baseline="bottom", color=INK)
        layers += [base.mark_rule(color=SOFT, strokeDash=[3, 3], y=-4), words.encode(text="told:N")]
    return layers


def _bars(alt: Any, chart: Chart, width: int) -> Any:
    """Bars with their figure at the end; the second kind is an outline."""
    told, names = chart.lines, _wrapped(chart)
    rows = len(names) * (len(told) * 22 + 14)
    side = alt.Axis(
        title=None, labelLimit=width * 0.42, domain=False, ticks=False, labelExpr="split(datum.value, '\\n')"
    )
    bar = (
        alt.Chart(_data(alt, chart), width=width, height=rows)
        .mark_bar(stroke=ACCENT, strokeWidth=1.5, color=ACCENT)
        .encode(
            x=alt.X("n:Q", title=None, axis=None, scale=alt.Scale(padding=30)),
            y=alt.Y("x:N", sort=list(names.values()), axis=side),
        )
    )
    if len(told) > 1:
        fills = alt.Scale(domain=told, range=[ACCENT, PAPER, SOFT, FAINT][: len(told)])
        kinds = alt.Fill("by:N", scale=fills, legend=_legend(alt, chart, width))
        bar = bar.encode(yOffset=alt.YOffset("by:N", sort=told), fill=kinds)
    figures = bar.mark_text(align="left", dx=5, strokeWidth=0).encode(
        text=alt.Text("n:Q", format=",~r"), fill=alt.value(INK)
    )
    return alt.layer(bar, figures)


def _wrapped(chart: Chart) -> dict[str, str]:
    """The words beside the bars, broken into short lines."""
    return {p.x: "\n".join(textwrap.wrap(p.x, 20)) or " " for p in chart.points}


def _legend(alt: Any, chart: Chart, width: int) -> Any:
    if len(chart.lines) < 2:
        return None
    across = 1 if width <= NARROW else min(len(chart.lines), 4)
    sample = (
        {"symbolType": "square", "symbolSize": 130}
        if chart.kind == "bars"
        else {"symbolType": "stroke", "symbolSize": 900}
    )
    return alt.Legend(
        title=None, orient="top", columns=across, labelLimit=width - 60, symbolStrokeWidth=2, **sample
    )


def _x(alt: Any, chart: Chart, width: int) -> Any:
    if chart.kind == "words":
        order = list(dict.fromkeys(p.x for p in chart.points))
        return alt.X(
            "x:N", sort=order, title=None, axis=alt.Axis(labelAngle=0, labelLimit=width // len(order))
        )
    days = sorted({date.fromisoformat(p.x[:10]) for p in chart.points})
    longest = (days[-1] - days[0]).days if days else 0
    pattern = "%b %Y" if longest > 120 else "%-d %b"
    few = 6 if width > NARROW else 3
    here = {"values": [alt.DateTime(year=d.year, month=d.month, date=d.day) for d in days]}
    ticks = here if len(days) <= few else {"tickCount": few}
    axis = alt.Axis(format=pattern, grid=False, labelFlush=True, **ticks)
    return alt.X("x:T", title=None, axis=axis)


def _y(alt: Any, chart: Chart) -> Any:
    if not chart.steps:
        return alt.Y("n:Q", title=None, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=5, format=",~r"))
    words = "[" + ", ".join(f"'{_quoted(step)}'" for step in chart.steps) + "][datum.value]"
    axis = alt.Axis(values=list(range(len(chart.steps))), labelExpr=words, labelLimit=120)
    return alt.Y("n:Q", title=None, scale=alt.Scale(domain=[-0.15, len(chart.steps) - 0.85]), axis=axis)


def _quoted(text: str) -> str:
    return " ".join(text.split()).replace("\\", "\\\\").replace("'", "\\'")


def _config() -> dict[str, Any]:
    label = {"labelColor": INK, "labelFontSize": 13, "titleColor": INK, "labelFontWeight": "normal"}
    return {
        "font": FONT,
        "view": {"stroke": None},
        "axis": {**label, "gridColor": FAINT, "domainColor": SOFT, "tickColor": SOFT, "gridOpacity": 0.6},
        "legend": {**label, "symbolStrokeColor": ACCENT},
        "text": {"fontSize": 13},
    }
