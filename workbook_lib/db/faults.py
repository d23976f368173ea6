"""What can go wrong with a database, as a handful of kinds. The words for people are the caller's."""

from __future__ import annotations

import errno
import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DBAPIError

from workbook_lib.seal import DamagedError, MissingSealError


class Fault(StrEnum):
    """Why a database can't be read or written."""

    FULL = "full"
    READ_ONLY = "read_only"
    LOCKED = "locked"
    CORRUPT = "corrupt"
    NEWER = "newer"
    STRANGE = "strange"
    SEALED = "sealed"
    HELD = "held"
    OTHER = "other"


class NewerSchemaError(Exception):
    """The database was written by a newer version of the workbook. It was not touched."""


class StrangeSchemaError(Exception):
    """The database holds tables, and none of them is ours. It was not touched."""


_SQLITE = {
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_PERM: Fault.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Fault.READ_ONLY,
    sqlite3.SQLITE_BUSY: Fault.LOCKED,
    sqlite3.SQLITE_LOCKED: Fault.LOCKED,
    sqlite3.SQLITE_CORRUPT: Fault.CORRUPT,
    sqlite3.SQLITE_NOTADB: Fault.CORRUPT,
}

_SYSTEM = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EROFS: Fault.READ_ONLY,
    errno.EACCES: Fault.READ_ONLY,
    errno.EPERM: Fault.READ_ONLY,
}

_OURS = {
    NewerSchemaError: Fault.NEWER,
    StrangeSchemaError: Fault.STRANGE,
    DamagedError: Fault.CORRUPT,
    # The driver can't read SQLite's own message where that quotes a damaged schema.
    UnicodeDecodeError: Fault.CORRUPT,
    MissingSealError: Fault.SEALED,
}


def fault_of(error: Exception) -> Fault:
    """The kind of fault that a database's or the system's error stands for."""
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0, Fault.OTHER)
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None and isinstance(cause, sqlite3.OperationalError):
        # No code of SQLite's: the driver itself could not make sense of a stored value.
        return Fault.CORRUPT
    # The low byte is SQLite's primary code; the rest only says more about it.
    return _OURS.get(type(error)) or _SQLITE.get((code or 0) & 0xFF, Fault.OTHER)
