"""A day from how people write it. Which of two numbers is the day, a whole column decides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from .numbers import bare

Order = Literal["day_first", "month_first"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january enero ene januar janvier janv", "feb february febrero februar fevrier fevr fev",
            "mar march marzo maerz marz mrz mars", "apr april abril abr avril avr", "may mayo mai",
            "jun june junio juni juin", "jul july julio juli juillet juil",
            "aug august agosto ago aout", "sep sept september septiembre septembre",
            "oct october octubre oktober okt octobre", "nov november noviembre novembre",
            "dec december diciembre dic dezember dez decembre",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_PLAIN = str.maketrans("áàâäéèêëíìîïóòôöúùûüñç", "aaaaeeeeiiiioooouuuunc")
_CLOCK = re.compile(
    r"(?:[t, ]+|(?<=\d)-)\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*"
    r"(?:z|[+-]\d{2}:?\d{2}|utc|gmt)?$"
)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+")
_ISO = re.compile(r"^(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?$")
_TIGHT = re.compile(r"^((?:19|20)\d{2})(\d{2})(\d{2})$")
_NUMBERS = re.compile(r"^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[-/.](\d{4})$")
_DAY_NAME = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th|\.)?[ \-/]*(?:de )?([a-z]+)\.?,?[ \-/]*(?:de )?'?(\d{4}|\d{2})$"
)
_NAME_DAY = re.compile(r"^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$")
_NAME_YEAR = re.compile(r"^([a-z]+)\.?[ \-/,]*'?(\d{4}|\d{2})$")
_QUARTER = re.compile(r"^(?:(\d{4})[ \-/]?q([1-4])|q([1-4])[ \-/]?(\d{4}))$")
_EXCELS_FIRST = date(1899, 12, 30)


@lru_cache(maxsize=65_536)
def day(text: str, order: Order = "day_first") -> date | None:
    """The day that ``text`` names: of a month its first. None where it names none."""
    plain = _WEEKDAY.sub("", bare(text).lower().translate(_PLAIN))
    plain = _CLOCK.sub("", plain).strip().rstrip(",").strip()
    if not plain or not any(c.isdigit() for c in plain) or len(plain) > 30:
        return None
    if found := _ISO.match(plain):
        return _made(found[1], found[3], found[4] or "1")
    if found := _TIGHT.match(plain):
        return _made(*found.groups())
    if found := _NUMBERS.match(plain):
        first, second = (found[1], found[3]) if order == "day_first" else (found[3], found[1])
        return _made(found[4], second, first)
    if found := _MONTH_YEAR.match(plain):
        return _made(found[2], found[1], "1")
    return _named(plain)


def _named(plain: str) -> date | None:
    if found := _DAY_NAME.match(plain):
        return _made(found[3], _MONTHS.get(found[2], 0), found[1])
    if found := _NAME_DAY.match(plain):
        return _made(found[3], _MONTHS.get(found[1], 0), found[2])
    if found := _NAME_YEAR.match(plain):
        return _made(found[2], _MONTHS.get(found[1], 0), 1)
    if found := _QUARTER.match(plain):
        return _made(found[1] or found[4], 3 * int(found[2] or found[3]) - 2, 1)
    return None


def _made(year: str, month: str | int, of_month: str | int) -> date | None:
    full = int(year) + (0 if len(year) == 4 else 1900 if int(year) > 69 else 2000)
    try:
        return date(full, int(month), int(of_month))
    except ValueError:
        return None


def of_excel(text: str) -> date | None:
    """The day of the number that Excel keeps for a date (45292 is 1 January 2024), from 1955 to 2064."""
    whole = text.strip().split(".")[0]
    if not whole.isdecimal() or not 20_000 <= int(whole) <= 60_000:
        return None
    return _EXCELS_FIRST + timedelta(days=int(whole))


def of_year(text: str) -> date | None:
    """The first day of a year that is written alone."""
    plain = text.strip()
    return (
        date(int(plain), 1, 1)
        if plain.isdecimal() and len(plain) == 4 and "1800" <= plain <= "2199"
        else None
    )


def order_of(texts: Iterable[str]) -> tuple[Order | None, str]:
    """Which number is the day in these dates, and why: "sure", "dots", "rises", "" (either might be) or "mixed"."""
    pairs = [
        found for text in texts if (found := _NUMBERS.match(_CLOCK.sub("", text.strip().lower()).strip()))
    ]
    if not pairs:
        return "day_first", "sure"
    first, second = any(int(p[1]) > 12 for p in pairs), any(int(p[3]) > 12 for p in pairs)
    if first and second:
        return None, "mixed"
    if first or second:
        return ("day_first" if first else "month_first"), "sure"
    if all(p[2] == "." for p in pairs):
        return "day_first", "dots"
    return _as_it_rises([p[0] for p in pairs])


def _as_it_rises(texts: list[str]) -> tuple[Order, str]:
    """The order in which days that were written down one after the other keep rising; else the day first."""
    rising: dict[Order, bool] = {}
    orders: tuple[Order, Order] = ("day_first", "month_first")
    for order in orders:
        found = [made for text in texts if (made := day(text, order))]
        rising[order] = len(set(found)) > 2 and (
            found == sorted(found) or found == sorted(found, reverse=True)
        )
    if rising["day_first"] != rising["month_first"]:
        return ("day_first" if rising["day_first"] else "month_first"), "rises"
    return "day_first", ""
