"""Cutting a folder of CSV and Parquet files into parts, each scored by itself and in any order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook_lib.scale.records import records

PART_BYTES = 2_000_000
"""About how much of a CSV file makes a part: half a minute or less of reading."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a file. CSV: bytes ``start`` to ``stop``, after the header; Parquet: the row group ``group``.

    ``first`` is the number of its first row in the file, from 0, counting as `pandas.read_csv` does.
    """

    file: Path
    number: int
    first: int
    start: int = 0
    stop: int = 0
    group: int = -1

    @property
    def name(self) -> str:
        """The name of what is written for it: the same for the same file and number. Two files may share a stem."""
        mark = hashlib.sha256(self.file.name.encode("utf-8", "surrogateescape")).hexdigest()[:8]
        return f"{self.file.stem}-{mark}-{self.number:06}"

    @property
    def state(self) -> list[int]:
        """What changes when the piece does: where it stands, and the file's size and last change."""
        file = self.file.stat()
        return [self.first, self.start, self.stop, self.group, file.st_size, file.st_mtime_ns]


def files(folder: Path) -> list[Path]:
    """The CSV and Parquet files right in ``folder``, by name. Raises OSError."""
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in {".csv", ".parquet"} and p.is_file())


def parts(file: Path, size: int = PART_BYTES) -> list[Part]:
    """The parts of a file, whose order is its rows'. Raises OSError, ValueError for a file that is no table."""
    return list(_row_groups(file) if file.suffix.lower() == ".parquet" else _pieces(file, size))


def _row_groups(file: Path) -> Iterator[Part]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(file) as found:
        first = 0
        for group in range(found.num_row_groups):
            yield Part(file, group, first, group=group)
            first += found.metadata.row_group(group).num_rows


def _pieces(file: Path, size: int) -> Iterator[Part]:
    with file.open("rb") as stream:
        found = records(stream)
        header = next(found, None)
        if header is None:
            return
        start = at = len(header.data)
        number = first = rows = 0
        for record in found:
            at += len(record.data)
            rows += 1
            if at - start >= size:
                yield Part(file, number, first, start, at)
                number, first, rows, start = number + 1, first + rows, 0, at
        if rows:
            yield Part(file, number, first, start, at)
