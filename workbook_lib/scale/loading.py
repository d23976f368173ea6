"""A part of a file as a DataFrame, and the rows of it that can't be read, each with the reason."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from workbook_lib.scale.parts import Part
from workbook_lib.scale.records import Fault, Record, records

FAULTS: Mapping[Fault, str] = {
    "open": "a quotation mark is opened and not closed",
    "long": "a field is longer than 131,072 signs, or a quotation mark before it isn't closed",
    "return": "a carriage return stands alone, outside of quotation marks",
}
FIELDS = "its number of fields is {0}, the header's is {1}"
NOT_UTF_8 = "isn't written in UTF-8"
NO_STRING = "holds {0} where a text should be"
NO_HEADER = "its header can't be read ({0})"


class NoTextsError(Exception):
    """A file can't be read at all; the message says why."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """``frame``: the rows that can be scored, by their number in the file; ``aside``: the others' reasons."""

    frame: pd.DataFrame
    aside: dict[int, str]


def load(part: Part, column: str) -> Loaded:
    """Read a part. Raises OSError, NoTextsError where the file has no such column or no sound header."""
    loaded = _from_parquet(part) if part.group >= 0 else _from_csv(part, column)
    if column not in loaded.frame.columns:
        raise NoTextsError(f"it has no column called {column!r}")
    return _strings(loaded, column)


def _strings(loaded: Loaded, column: str) -> Loaded:
    """Put what is no text aside: a number, say, or bytes."""
    odd = {
        int(str(row)): NO_STRING.format(type(value).__name__)
        for row, value in loaded.frame[column].items()
        if _strange(value)
    }
    return Loaded(loaded.frame.drop(index=list(odd)), {**loaded.aside, **odd})


def _strange(value: Any) -> bool:
    missing = pd.api.types.is_scalar(value) and bool(pd.isna(value))
    return not isinstance(value, str) and not missing


def _from_parquet(part: Part) -> Loaded:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(part.file) as file:
            frame = file.read_row_group(part.group).to_pandas()
    except pa.ArrowException as fault:
        raise NoTextsError(f"it can't be read as Parquet ({str(fault).splitlines()[0]})") from fault
    frame.index = pd.RangeIndex(part.first, part.first + len(frame))
    return Loaded(frame, {})


def _from_csv(part: Part, column: str) -> Loaded:
    header, body = _bytes(part)
    if why := _fault(header, header.fields):
        raise NoTextsError(NO_HEADER.format(why))
    good: dict[int, bytes] = {}
    aside: dict[int, str] = {}
    for row, record in enumerate(records(io.BytesIO(body)), part.first):
        if why := _fault(record, header.fields):
            aside[row] = why
        else:
            good[row] = record.data
    table = io.BytesIO(b"".join([header.data, *good.values()]))
    frame = pd.read_csv(table, encoding="utf-8-sig", dtype={column: "string"}, index_col=False)
    frame.index = pd.Index(list(good), dtype="int64")
    return Loaded(frame, aside)


def _bytes(part: Part) -> tuple[Record, bytes]:
    """The file's header, and the part's own bytes."""
    with Path(part.file).open("rb") as stream:
        header = next(records(stream))
        stream.seek(part.start)
        return header, stream.read(part.stop - part.start)


def _fault(record: Record, fields: int) -> str:
    if record.fault:
        return FAULTS[record.fault]
    if record.fields != fields:
        return FIELDS.format(record.fields, fields)
    try:
        record.data.decode("utf-8")
    except UnicodeDecodeError:
        return NOT_UTF_8
    return ""
