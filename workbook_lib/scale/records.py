"""The records of a CSV file as bytes, so that a file can be cut between two of them. Pure."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

Fault = Literal["open", "long", "return"]
"""Why a record can't be read: a quote is never closed, a field is longer than `csv.field_size_limit`, or a carriage
return stands alone outside of quotes."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record with its line ends and blank lines before it. ``fields`` is 0 where it has a ``fault``."""

    data: bytes
    fields: int
    fault: Fault | None = None


def records(lines: Iterable[bytes]) -> Iterator[Record]:
    """The records of ``lines``, each line with its end. Blank lines are no records, as in pandas.

    Where a quote isn't closed within a field's longest size (`csv.field_size_limit`, 128 KiB) or before the end,
    or a record has another `Fault`, its first line is a record of no fields, and the lines after it are looked at
    anew: one slip must not take a whole file along.
    """
    waiting = iter(lines)
    while True:
        held: list[bytes] = []
        fault: Fault = "open"
        try:
            for row in csv.reader(_noted(waiting, held)):
                data = b"".join(held)
                if not data.strip():
                    continue
                if _open(data):
                    break
                yield Record(data, len(row))
                held.clear()
            else:
                return
        except csv.Error as error:
            fault = "return" if "new-line character" in str(error) else "long"
        first = next((n for n, line in enumerate(held, 1) if line.strip()), len(held))
        yield Record(b"".join(held[:first]), 0, fault)
        waiting = chain(held[first:], waiting)


def _noted(lines: Iterator[bytes], held: list[bytes]) -> Iterator[str]:
    """The lines as text in which each byte is one sign, each put into ``held`` on its way."""
    for line in lines:
        held.append(line)
        yield line.decode("latin-1")


def _open(data: bytes) -> bool:
    """Whether a record ends inside a quote. Only the last of a file can, so few are looked at."""
    if data.count(b'"') % 2 == 0:
        return False
    try:
        list(csv.reader([data.decode("latin-1")], strict=True))
    except csv.Error as fault:
        return "end of data" in str(fault)
    return False
