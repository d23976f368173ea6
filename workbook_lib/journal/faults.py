"""What went wrong with a journal, in one plain sentence for the learner."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from workbook_lib.db import (
    ElsewhereError,
    Fault,
    NewerSchemaError,
    NoDatabaseError,
    StrangeSchemaError,
    fault_of,
)
from workbook_lib.seal import DamagedError, MissingSealError

SENTENCES = {
    Fault.FULL: (
        "The disk is full, so nothing more can be saved; all that was saved before is safe, "
        "so make some room on this computer and try again."
    ),
    Fault.READ_ONLY: (
        "This computer does not let the workbook write in {folder}; all that was saved before is safe, "
        "so ask whoever looks after this computer for the right to write there, and try again."
    ),
    Fault.LOCKED: (
        "Another program is holding your journal, so this is not saved yet; all that was saved before "
        "is safe, so wait a moment and try again."
    ),
    Fault.CORRUPT: (
        "Your journal can't be read as it is; the workbook has changed nothing in it, so copy the folder "
        "{folder} to a safe place and show it to whoever looks after this computer."
    ),
    Fault.NEWER: (
        "Your journal was written by a newer version of this workbook; it is untouched, "
        "so open it with that version or a later one."
    ),
    Fault.STRANGE: (
        "The file journal.db in {folder} is not a journal of this workbook; it is untouched, "
        "so move it elsewhere and try again."
    ),
    Fault.SEALED: (
        "This journal is closed by a passphrase; what it holds is safe, so type the passphrase to open it."
    ),
    Fault.HELD: (
        "Your words are out of the journal, but another page still holds its log, where traces may be; "
        "so close the workbook's other pages and delete once more."
    ),
    Fault.AWAY: (
        "The database that keeps your journal can't be reached, so this is not saved yet; all that was "
        "saved before is safe, so wait a moment and try again, and tell whoever looks after it if this comes back."
    ),
    Fault.CROWDED: (
        "The database that keeps your journal serves too many at once, so this is not saved yet; all that "
        "was saved before is safe, so wait a moment and try again."
    ),
    Fault.SERVER_FULL: (
        "The disk of the database that keeps your journal is full, so nothing more can be saved; all that "
        "was saved before is safe, so tell whoever looks after it."
    ),
    Fault.SERVER_REFUSES: (
        "The database that keeps your journal does not let the workbook write; all that was saved before is safe, "
        "so tell whoever looks after it."
    ),
    Fault.NO_DATABASE: (
        "The database that WORKBOOK_DATABASE_URL names can't be used: the address has to begin with postgresql://, "
        'and pip install "psycopg[binary]" puts in what speaks to it.'
    ),
    Fault.ELSEWHERE: (
        "Your journal lies in a database, and the workbook was not told which; it is safe, so open the "
        "workbook with the WORKBOOK_DATABASE_URL you used before."
    ),
    Fault.OTHER: (
        "Your journal can't be used just now; all that was saved before is safe, so try again, "
        "and if this comes back show this page to whoever looks after this computer."
    ),
}


_EXPLAINED = (
    DBAPIError,
    sqlite3.Error,
    OSError,
    NewerSchemaError,
    StrangeSchemaError,
    NoDatabaseError,
    ElsewhereError,
    PoolTimeoutError,
    MissingSealError,
    DamagedError,
    UnicodeDecodeError,
)


class JournalError(Exception):
    """A journal can't be read or written. ``str`` is a plain sentence; ``fault`` its kind, to reword it."""

    def __init__(self, fault: Fault, folder: Path) -> None:
        super().__init__(SENTENCES[fault].format(folder=folder))
        self.fault = fault
        self.folder = folder


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn the errors of databases and disks into a JournalError. Other errors are ours and pass."""
    try:
        yield
    except _EXPLAINED as error:
        raise JournalError(fault_of(error), folder) from error
