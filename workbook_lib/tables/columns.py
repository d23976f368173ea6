"""What a column of a file holds, and how its days and numbers are written: decided by all of its first cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from . import days, numbers

Kind = Literal["day", "number", "words"]

MOST = 0.8
"""A column holds days or numbers where this share of its cells names one."""
_SAYS_DAY = re.compile(r"date|day|month|when|time|datum|monat|tag|fecha|mes|jour|mois|week", re.IGNORECASE)
_SAYS_YEAR = re.compile(r"year|jahr|año|ano|annee|année", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where it stands from 0, what it is called, what it holds, and how that is read."""

    at: int
    name: str
    kind: Kind
    order: days.Order = "day_first"
    order_why: str = "sure"
    style: Literal["written", "excel", "year"] = "written"
    decimal: numbers.Decimal = "."
    different: int = 0
    repeats: bool = False
    example: str = ""


def names(header: tuple[str, ...], width: int) -> list[str]:
    """Each column's name: none twice, none empty."""
    made: list[str] = []
    for at in range(max(width, len(header))):
        name = " ".join(header[at].split())[:60] if at < len(header) else ""
        name = name or f"#{at + 1}"
        again = sum(one == name or one.startswith(f"{name} (") for one in made)
        made.append(f"{name} ({again + 1})" if again else name)
    return made


def columns(names: list[str], body: list[list[str]], delimiter: str) -> Iterator[Column]:
    """Every column that holds something."""
    for at, name in enumerate(names):
        cells = [row[at] for row in body if at < len(row)]
        held = [cell for cell in cells if cell.lower() not in numbers.NOTHING]
        if held:
            yield _column(at, name, held, delimiter)


def _column(at: int, name: str, held: list[str], delimiter: str) -> Column:
    different, example = len(set(held)), numbers.bare(held[0])
    repeats = different < len(held)
    if style := _day_style(name, held):
        order, why = days.order_of(held)
        if order is None:
            return Column(
                at, name, "words", order_why="mixed", different=different, repeats=repeats, example=example
            )
        return Column(at, name, "day", order, why, style, different=different, example=example)
    decimal, doubtful = numbers.decimal_of(held, delimiter)
    if sum(numbers.number(cell, decimal) is not None for cell in held) >= MOST * len(held):
        return Column(at, name, "number", decimal=decimal, different=different, example=doubtful)
    return Column(at, name, "words", different=different, repeats=repeats, example=example)


def _day_style(name: str, held: list[str]) -> Literal["written", "excel", "year", ""]:
    """How a column writes its days, if it holds days."""
    enough = MOST * len(held)
    if sum(bool(days.day(cell) or days.day(cell, "month_first")) for cell in held) >= enough:
        return "written"
    if _SAYS_YEAR.search(name) and sum(bool(days.of_year(cell)) for cell in held) >= enough:
        return "year"
    if _SAYS_DAY.search(name) and sum(bool(days.of_excel(cell)) for cell in held) >= enough:
        return "excel"
    return ""
