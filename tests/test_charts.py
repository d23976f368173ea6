"""Charts: a sentence, a picture that needs no network and follows the theme, and a table."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from xml.etree import ElementTree

import pytest

from workbook_lib import charts
from workbook_lib.catalog import built_in
from workbook_lib.charts import Chart, Point

WORD = built_in("en").word
LINES = Chart(
    "loans",
    "Loans by branch",
    "Loans at Mill fell from 40 to 12.",
    tuple(
        Point(f"2025-0{month}-01", by, value)
        for by, values in (("Mill", (40, 30, 12)), ("Hill", (20, None, 21)))
        for month, value in enumerate(values, start=1)
    ),
    "month",
    "loans",
    "branch",
    notes=(("2025-02-01", "the shelf moved"),),
)
BARS = Chart("who", "Who wrote", "Most are silent.", (Point("a < b", "", 3), Point("c", "", 12.5)), "who", "notes",
             kind="bars")  # fmt: skip
STEPS = Chart("steps", "Curiosity", "It moved.", (Point("first", "", 0), Point("last", "", 2)), "case", "level",
              kind="words", steps=("not found yet", "it's emerging", "clear"))  # fmt: skip


def texts(picture: str) -> set[str]:
    """The words of a picture, which has to be well-formed."""
    root = ElementTree.fromstring(picture)  # noqa: S314
    return {"".join(node.itertext()) for node in root.iter() if node.tag.endswith("}text")}


@pytest.mark.parametrize("chart", [LINES, BARS, STEPS], ids=lambda c: c.name)
@pytest.mark.parametrize("width", [640, 300])
def test_a_picture_reaches_for_nothing_and_holds_our_colours_alone(chart: Chart, width: int) -> None:
    picture = charts.svg(chart, width)
    assert not re.search(r'(?:href|src)="|url\((?!#)|@import|<script|<image', picture)
    colours = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+|[a-z]+)"', picture))
    assert colours <= {*charts.drawing.VARIABLES, "none", "transparent"}
    assert picture == charts.svg(chart, width)
    size = re.search(r'<svg [^>]*width="([\d.]+)"', picture)
    assert size
    assert float(size[1]) <= width


def test_words_of_a_picture() -> None:
    assert {"Mill", "Hill", "the shelf moved", "Jan 2025"} - texts(charts.svg(LINES)) <= {"Jan 2025"}
    assert {"a < b", "3", "12.5"} <= texts(charts.svg(BARS))
    assert {"not found yet", "it's emerging", "clear", "first", "last"} <= texts(charts.svg(STEPS))


def test_a_date_is_the_day_it_says_wherever_the_computer_stands() -> None:
    code = (
        "from workbook_lib.charts import *;"
        "points = tuple(Point(f'2025-01-{day:02}', '', day) for day in (6, 7, 8));"
        "print(svg(Chart('x', '', '', points, '', '')))"
    )
    for zone in ("America/Los_Angeles", "Pacific/Auckland"):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env={"TZ": zone, **_environment()}
        )
        found = {text for text in texts(done.stdout) if "Jan" in text}
        assert found == {"6 Jan", "7 Jan", "8 Jan"}, (zone, found, done.stderr)


def _environment() -> dict[str, str]:
    import os

    return {name: value for name, value in os.environ.items() if name != "TZ"}


def test_on_a_page_colours_are_the_themes_and_the_sentence_is_said_once_for_all() -> None:
    html = charts.figure(LINES, WORD).html
    assert "#1b1b1c" not in re.sub(r"var\([^)]*\)", "", html)
    assert "var(--wb-accent" in html
    assert html.count("<svg aria-hidden=") == 2 == html.count("<svg ")
    assert 'role="img" aria-label="Chart. Loans at Mill fell from 40 to 12."' in html
    assert "<figcaption>Loans at Mill fell from 40 to 12.</figcaption>" in html
    assert "Upwards: loans. Along: month." in html


def test_the_table_holds_every_figure() -> None:
    told = charts.table(LINES, WORD)
    assert told["head"] == ("month", "Mill", "Hill")
    assert told["rows"] == [
        ("Jan 2025", "40", "20"),
        ("Feb 2025", "30", "no figure"),
        ("Mar 2025", "12", "21"),
    ]
    assert charts.table(STEPS, WORD)["rows"] == [("first", "not found yet"), ("last", "clear")]
    assert charts.table(BARS, WORD)["rows"] == [("a < b", "3"), ("c", "12.5")]


def test_what_a_person_wrote_is_shown_as_text() -> None:
    hostile = "<script>alert('1')</script> \" \\ {{x}} \n"
    chart = replace(
        LINES,
        title=hostile,
        says=hostile,
        points=(Point("2025-01-01", hostile, 1), Point("2025-01-01", "b", 2)),
    )
    bars = replace(BARS, points=(Point(hostile, "", 1),))
    for one in (chart, bars, replace(STEPS, steps=(hostile, "b", "c"))):
        assert "<script" not in charts.figure(one, WORD).html
        ElementTree.fromstring(charts.svg(one))  # noqa: S314


def test_nothing_to_draw_is_drawn_as_nothing() -> None:
    for chart in (LINES, BARS, STEPS):
        html = charts.figure(replace(chart, points=(Point("2025-01-01", "", None),)), WORD).html
        assert "<td>no figure</td>" in html
        assert "<svg " in html


def test_without_what_draws_the_table_stands_open(monkeypatch: pytest.MonkeyPatch) -> None:
    charts._pictures.cache_clear()
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    html = charts.figure(LINES, WORD).html
    assert "<details open>" in html
    assert WORD("charts.cannot") in unescape(html)
    assert "<svg" not in html
    charts._pictures.cache_clear()


def test_a_picture_for_a_document() -> None:
    made = charts.png(BARS, scale=1)
    assert made.startswith(b"\x89PNG")


def test_importing_charts_loads_nothing_that_draws() -> None:
    code = "import sys, workbook_lib.charts; print({'altair', 'vl_convert', 'pandas', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_drawing_needs_no_pandas() -> None:
    code = (
        "import sys; from workbook_lib.charts import *; warm(); print({'pandas', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
