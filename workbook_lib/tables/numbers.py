"""A number from how people write it. Whether a comma parts thousands or decimals is decided for a whole column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

Decimal = Literal[".", ","]

_AROUND = re.compile(
    r"^(?:[€$£¥]|[a-z]{3}\s)\s*|\s*(?:[€$£¥%]|\b(?:eur|usd|gbp|chf|aud|cad|nzd))$", re.IGNORECASE
)
_SPACES = str.maketrans("", "", "\u00a0\u202f\u2009 '’")
_SHAPE = {
    ".": re.compile(r"^(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[+-]?\d+)?$", re.IGNORECASE),
    ",": re.compile(r"^(?:\d{1,3}(?:\.\d{3})+|\d+)?(?:,\d+)?(?:e[+-]?\d+)?$", re.IGNORECASE),
}
NOTHING = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "n/a",
        "na",
        "nan",
        "null",
        "none",
        "#n/a",
        "#value!",
        "#div/0!",
        "#ref!",
        "?",
        ".",
        "..",
    }
)
"""What people and programs write where there is no figure."""


def bare(cell: str) -> str:
    """A cell without what Excel puts around a figure that is to stay as it is: ``="007"`` and ``'007``."""
    cell = cell.strip()
    if cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1]
    return cell[1:] if cell.startswith("'") else cell


@lru_cache(maxsize=65_536)
def number(text: str, decimal: Decimal = ".") -> float | None:
    """The number that ``text`` names; None where it names none.

    In brackets it is less than nothing. What Excel was told to keep as it is (``="007"``) is no number.
    """
    plain = text.strip().replace("−", "-")
    if plain[:1] in ("'", "="):
        return None
    below = (plain.startswith("(") and plain.endswith(")")) or plain.endswith("-") or plain.startswith("-")
    plain = plain.strip("()").strip("-").lstrip("+").strip()
    plain = _AROUND.sub("", _AROUND.sub("", plain)).strip().lstrip("-").translate(_SPACES)
    if (
        not plain
        or len(plain) > 40
        or not any(c.isdecimal() for c in plain)
        or not _SHAPE[decimal].match(plain)
    ):
        return None
    thousands = "," if decimal == "." else "."
    made = float(plain.replace(thousands, "").replace(",", "."))
    if made in (float("inf"), float("-inf")):
        return None
    return -made if below else made


def decimal_of(texts: Iterable[str], delimiter: str) -> tuple[Decimal, str]:
    """What parts the decimals in these numbers, and the first of them that might be read two ways ("" if none).

    "1,234" might be more than a thousand or little more than one. Where a file is parted by semicolons, the
    comma parts decimals: that is why it has semicolons.
    """
    usual: Decimal = "," if delimiter == ";" else "."
    doubtful = ""
    for text in texts:
        plain = text.strip().translate(_SPACES)
        comma, dot = plain.rfind(","), plain.rfind(".")
        if comma < 0 and dot < 0:
            continue
        if comma >= 0 and dot >= 0:
            return ("," if comma > dot else "."), ""
        sign: Decimal = "," if comma >= 0 else "."
        if plain.count(sign) > 1:
            return ("." if sign == "," else ","), ""
        if not re.search(rf"\d{re.escape(sign)}\d{{3}}\D*$", plain) or re.match(
            rf"\D*0{re.escape(sign)}", plain
        ):
            return sign, ""
        doubtful = doubtful or text.strip()
    return usual, doubtful
