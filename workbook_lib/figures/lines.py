"""The lines of pandas behind a chart: what is shown is what runs, and what a learner changes runs instead.

A view's lines end in ``shown``: a table with a row for each place of the chart and a column for each line of it.
"""

from __future__ import annotations

import ast
import builtins
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from . import library

if TYPE_CHECKING:
    import pandas as pd

MOST_LINES, MOST_PLACES = 4, 200
"""More than four lines can't be told apart without colours; more places don't fit."""
_HERE = "<the lines>"
_PLAIN = ("abs", "bool", "dict", "float", "int", "len", "list", "max", "min", "range", "round", "set", "sorted",
          "str", "sum", "tuple", "zip")  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """One thing to look at: its lines of pandas, and whether its places are months or words."""

    id: str
    lines: str
    kind: Literal["dates", "bars"] = "dates"


VIEWS: Mapping[str, View] = {
    view.id: view
    for view in (
        View(
            "large_print",
            'chosen = loans[loans["kind"] == "large print"]\n'
            'by_branch = chosen.groupby(["month", "branch"])["loans"].sum()\n'
            "shown = by_branch.unstack()",
        ),
        View(
            "families",
            'chosen = visits[visits["who"] == "children and families"]\n'
            'by_branch = chosen.groupby(["month", "branch"])["visits"].sum()\n'
            "shown = by_branch.unstack()",
        ),
        View(
            "holds",
            'totals = holds.groupby(["month", "branch"])[["never_fetched", "placed"]].sum()\n'
            'of_100 = 100 * totals["never_fetched"] / totals["placed"]\n'
            "shown = of_100.unstack()",
        ),
        View(
            "voices",
            'came = visits.groupby("who")["visits"].sum()\n'
            'wrote = notes.groupby("who").size()\n'
            'shown = 100 * pd.DataFrame({"of 100 visits": came / came.sum(), "of 100 notes": wrote / wrote.sum()})',
            "bars",
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the lines made: (place, line, value) in the table's order; a place is an ISO date or a word."""

    points: tuple[tuple[str, str, float | None], ...]
    kind: Literal["dates", "bars"]


@dataclass
class Trouble(Exception):
    """Why the lines show nothing: ``key`` names a sentence, ``values`` fill it; ``last`` is pandas' own word."""

    key: str
    values: Mapping[str, Any]
    last: str = ""


@cache
def frames() -> Mapping[str, pd.DataFrame]:
    """The library's tables by name, with months and days as dates. The first call imports pandas."""
    import pandas as pd

    made = {}
    for name, rows in (
        ("loans", library.loans()),
        ("visits", library.visits()),
        ("holds", library.holds()),
        ("notes", library.notes()),
    ):
        frame = pd.DataFrame(rows, columns=list(rows[0]._fields))
        day = "day" if name == "notes" else "month"
        made[name] = frame.assign(**{day: pd.to_datetime(frame[day])})
    return made


def run(code: str) -> Shown:
    """Run the lines on fresh copies of the tables. Raises `Trouble` where they show nothing."""
    import pandas as pd

    _look_over(code)
    plain = {name: getattr(builtins, name) for name in _PLAIN}
    names: dict[str, Any] = {"pd": pd, "__builtins__": plain}
    names |= {name: frame.copy() for name, frame in frames().items()}
    try:
        exec(compile(code, _HERE, "exec"), names)  # noqa: S102  # the learner's own lines, in their own kernel
        return _shown(names.get("shown"))
    except Trouble:
        raise
    except Exception as fault:
        raise _told(fault) from fault


def _look_over(code: str) -> None:
    """Refuse what three lines don't need: an endless loop would stop the whole page."""
    try:
        tree = ast.parse(code, _HERE)
    except SyntaxError as fault:
        raise Trouble("unreadable", {"line": fault.lineno or 1}, f"SyntaxError: {fault.msg}") from fault
    except (ValueError, RecursionError, MemoryError) as fault:
        raise Trouble("unreadable", {"line": 1}, f"{type(fault).__name__}: {fault}") from fault
    for part in tree.body:
        if not isinstance(part, ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr):
            raise Trouble("only_lines", {"line": part.lineno})
    if not any(isinstance(node, ast.Name) and node.id == "shown" for node in ast.walk(tree)):
        raise Trouble("no_shown", {})


def _shown(made: Any) -> Shown:
    import pandas as pd

    if isinstance(made, pd.Series):
        made = made.to_frame(str(made.name) if made.name is not None else "")
    if not isinstance(made, pd.DataFrame):
        raise Trouble("not_a_table", {})
    numbers = made.select_dtypes("number")
    if numbers.empty or isinstance(made.index, pd.MultiIndex):
        raise Trouble("nothing_to_draw" if numbers.empty else "two_names", {})
    if len(numbers.columns) > MOST_LINES or len(numbers) > MOST_PLACES:
        raise Trouble("too_much", {"lines": len(numbers.columns), "places": len(numbers)})
    dates = isinstance(made.index, pd.DatetimeIndex)
    places = [str(place.date()) for place in made.index] if dates else [str(place) for place in made.index]
    points = tuple(
        (place, _name(column), None if pd.isna(value) else round(float(value), 1))
        for column in numbers
        for place, value in zip(places, numbers[column], strict=True)
    )
    return Shown(points, "dates" if dates else "bars")


def _name(column: Any) -> str:
    return " · ".join(map(str, column)) if isinstance(column, tuple) else str(column)


def _told(fault: Exception) -> Trouble:
    """A plain sentence for what pandas has against the lines, with its own last line for whoever helps."""
    where = [frame.lineno for frame in traceback.extract_tb(fault.__traceback__) if frame.filename == _HERE]
    last = traceback.format_exception_only(fault)[-1].strip()
    line = (where or [1])[-1]
    if isinstance(fault, NameError):
        return Trouble("no_name", {"line": line, "name": getattr(fault, "name", "") or "?"}, last)
    if isinstance(fault, KeyError) and fault.args and isinstance(fault.args[0], str):
        return Trouble(
            "no_column", {"line": line, "name": fault.args[0].removeprefix("Column not found: ")}, last
        )
    return Trouble("refused", {"line": line}, last)
