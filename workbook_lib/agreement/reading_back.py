"""A data set of agreed readings read back from its ZIP file or folder, checked against its checksums."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workbook_lib.agreement.dataset import STEMS, SUMS, Agreed
from workbook_lib.agreement.marks import LEVELS, NOT_READ, STAGE, Marks, allowed
from workbook_lib.agreement.texts import ReadText, TextSet
from workbook_lib.model import STAGES, Kind

MOST_BYTES = 50_000_000
"""A data set is no larger than this when it is unpacked."""


class Unusable(ValueError):
    """A data set that can't be used, in one plain sentence."""


def load(path: Path) -> list[Agreed]:
    """What stands in a ZIP file or a folder, of each kind that is there; the project's benchmark is read too.

    Raises OSError where it isn't there, `Unusable` where a file was changed or isn't what it should be.
    """
    files = _folder(path) if path.is_dir() else _archive(path)
    _unchanged(files)
    try:
        found = [_read(files, kind, stem) for kind, stem in STEMS.items() if f"labels_{stem}.csv" in files]
    except (KeyError, TypeError, ValueError, csv.Error, RecursionError) as fault:
        if isinstance(fault, Unusable):
            raise
        raise Unusable(f"something in it isn't as it should be ({fault!r}).") from fault
    if not found:
        raise Unusable("it holds no labels_reflections.csv and no labels_replies.csv.")
    read = [agreed for agreed in found if agreed.texts.texts]
    if not read:
        raise Unusable("there is no text in it.")
    return read


def _folder(path: Path) -> dict[str, bytes]:
    return {
        file.name: file.read_bytes()
        for file in sorted(path.iterdir())
        if file.suffix in {"", ".csv", ".jsonl", ".json", ".md"} and file.is_file()
    }


def _archive(path: Path) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_BYTES:
                raise Unusable("it is larger than a data set of readings can be.")
            return {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as fault:
        # RuntimeError: a file that is encrypted, or packed in a way that zipfile doesn't know.
        raise Unusable("it is neither a folder nor a ZIP file that can be read.") from fault


def _unchanged(files: Mapping[str, bytes]) -> None:
    """Every file is as its checksum says. Raises `Unusable`; without checksums there is nothing to say."""
    for line in files.get(SUMS, b"").decode("utf-8", "replace").splitlines():
        sum, _, name = line.partition("  ")
        if hashlib.sha256(files.get(name, b"")).hexdigest() != sum:
            what = "is missing" if name not in files else "is not as it was when the readers agreed"
            raise Unusable(f"{name} {what}.")


def _read(files: Mapping[str, bytes], kind: Kind, stem: str) -> Agreed:
    texts: list[ReadText] = []
    settled: dict[str, Marks] = {}
    items: tuple[str, ...] = ()
    for part in (stem, f"open_{stem}"):
        if f"labels_{part}.csv" not in files:
            continue
        rows = _table(files, f"labels_{part}.csv")
        items = items or tuple(name for name in (rows[0] if rows else ()) if name not in {"id", "readers"})
        settled |= {row["id"]: _stands(row, items) for row in rows}
        texts += [
            _text(json.loads(line)) for line in files[f"{part}.jsonl"].decode().split("\n") if line.strip()
        ]
    missing = [text.id for text in texts if text.id not in settled]
    if missing:
        raise Unusable(f"the text {missing[0]} has no labels.")
    return Agreed(TextSet(kind, tuple(texts)), items, _readers(files, stem, items), settled)


def _table(files: Mapping[str, bytes], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"), newline="")))


def _text(item: Mapping[str, Any]) -> ReadText:
    kinds = {"question": str, "client_message": str, "library_at_fault": bool, "scenario": str}
    more = {name: item[name] for name in kinds if item.get(name) is not None}
    wrong = next((name for name, value in more.items() if not isinstance(value, kinds[name])), "")
    if wrong:
        raise Unusable(f"the {wrong} of the text {item['id']} is not as it should be.")
    return ReadText(str(item["id"]), str(item["text"]), **more)


def _stands(row: Mapping[str, str], items: tuple[str, ...]) -> Marks:
    if row.get(STAGE) == "not_read":
        return {STAGE: NOT_READ}
    return {item: _mark(item, row[item]) for item in items if row[item]}


def _mark(item: str, written: str) -> str:
    mark = str(STAGES.index(written)) if item == STAGE else written
    if item != STAGE and mark not in LEVELS:
        raise Unusable(f"{written!r} is no level of {item}.")
    return mark


def _readers(
    files: Mapping[str, bytes], stem: str, items: tuple[str, ...]
) -> tuple[Mapping[str, Marks], ...]:
    if f"readings_{stem}.csv" not in files:
        return ()
    found: dict[str, dict[str, Marks]] = {}
    for row in _table(files, f"readings_{stem}.csv"):
        marks = {item: row[item] for item in items if row[item] in allowed(item)}
        found.setdefault(row["reader"], {})[row["id"]] = marks
    return tuple(found.values())
