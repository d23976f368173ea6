"""The zip a learner takes with them, and taking one in on another computer."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from workbook_lib.journal import Contents, Journal
from workbook_lib.places import write_whole
from workbook_lib.takeaway.page import journal_page
from workbook_lib.takeaway.portable import built, original, portable
from workbook_lib.takeaway.record import record_of_learning
from workbook_lib.takeaway.sheets import entry_sheet, record_sheet

FORMAT = "compassion-workbook-journal"
VERSION = 1
MAX_BYTES = 200_000_000
_JSON = "journal.json"

_NOT_OURS = (
    "This file is not a journal saved by this workbook, or it is damaged; your journal is unchanged, "
    "so choose the zip file that the workbook saved."
)

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,  # zipfile's word for a compression that it doesn't know
    RecursionError,
    RuntimeError,
    TypeError,
    ValueError,
)


class TakeawayError(ValueError):
    """A file can't be taken in. ``str`` is a plain sentence; the journal is as it was."""


def export_zip(
    journal: Journal,
    target: Path,
    *,
    private: bool = False,
    titles: Mapping[str, str] = MappingProxyType({}),
) -> Contents:
    """Write the journal to ``target`` and return what went in; what is private only where asked for.

    ``titles`` maps ids of pages, cases, questions and dimensions to words for people. Raises OSError where
    the file can't be written; then none is left behind.
    """
    contents, now = journal.contents(private=private), datetime.now(UTC)
    data = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": now.isoformat(),
        "journal": portable(contents),
    }
    files = {
        "journal.html": journal_page(contents, titles, now),
        _JSON: json.dumps(data, ensure_ascii=False, indent=1).encode(),
        "journal.csv": entry_sheet(contents.entries),
        "record_of_learning.csv": record_sheet(record_of_learning(journal), titles),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    write_whole(target, buffer.getvalue())
    return contents


def import_zip(journal: Journal, source: Path) -> Contents:
    """Take in what `export_zip` wrote and return it; importing twice doubles nothing.

    Nothing is unpacked to the disk, and nothing is stored unless all of it fits. Raises TakeawayError.
    """
    contents = _contents_of(source)
    try:
        journal.merge(contents)
    except (ValueError, OverflowError) as error:
        raise TakeawayError(_NOT_OURS) from error
    return contents


def _contents_of(source: Path) -> Contents:
    try:
        data = original(json.loads(_json_in(source)))
        if data["format"] != FORMAT:
            raise ValueError(data["format"])
        version = data["version"]
        if isinstance(version, int) and version > VERSION:
            raise _NewerError
        contents: Contents = built(Contents, data["journal"])
    except _NewerError as error:
        raise TakeawayError(
            "This file comes from a newer version of the workbook; your journal is unchanged, "
            "so bring the workbook up to date and try again."
        ) from error
    except OSError as error:
        raise TakeawayError(
            "This file can't be opened; your journal is unchanged, so check that the file is still there."
        ) from error
    except _UNREADABLE as error:
        raise TakeawayError(_NOT_OURS) from error
    return contents


class _NewerError(Exception):
    pass


def _json_in(source: Path) -> Any:
    with zipfile.ZipFile(source) as archive, archive.open(_JSON) as file:
        # The size a zip states can lie: what counts is what comes out.
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ValueError("too large")
    return data.decode()
