"""What can go wrong with a database, as a handful of kinds. The words for people are the caller's."""

from __future__ import annotations

import errno
import sqlite3
from enum import StrEnum

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from workbook_lib.db.place import ElsewhereError
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
    AWAY = "away"
    CROWDED = "crowded"
    SERVER_FULL = "server_full"
    SERVER_REFUSES = "server_refuses"
    NO_DATABASE = "no_database"
    ELSEWHERE = "elsewhere"
    OTHER = "other"


class NewerSchemaError(Exception):
    """The database was written by a newer version of the workbook. It was not touched."""


class StrangeSchemaError(Exception):
    """The database holds tables, and none of them is ours. It was not touched."""


class NoDatabaseError(Exception):
    """WORKBOOK_DATABASE_URL can't be used: its text is ``url`` or ``driver``, by what is wrong."""


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

_POSTGRES = {
    "53100": Fault.SERVER_FULL,
    "53300": Fault.CROWDED,
    "25006": Fault.SERVER_REFUSES,
    "42501": Fault.SERVER_REFUSES,
    "3F000": Fault.SERVER_REFUSES,
    "28000": Fault.SERVER_REFUSES,
    "28P01": Fault.SERVER_REFUSES,
    "3D000": Fault.SERVER_REFUSES,
    "55P03": Fault.LOCKED,
    "57014": Fault.LOCKED,
    "40001": Fault.LOCKED,
    "40P01": Fault.LOCKED,
    "XX001": Fault.CORRUPT,
    "XX002": Fault.CORRUPT,
}
"""By SQLSTATE, as PostgreSQL's manual lists them in "PostgreSQL Error Codes"."""

_OURS = {
    NewerSchemaError: Fault.NEWER,
    StrangeSchemaError: Fault.STRANGE,
    DamagedError: Fault.CORRUPT,
    # The driver can't read SQLite's own message where that quotes a damaged schema.
    UnicodeDecodeError: Fault.CORRUPT,
    MissingSealError: Fault.SEALED,
    NoDatabaseError: Fault.NO_DATABASE,
    ElsewhereError: Fault.ELSEWHERE,
    # All connections were busy for as long as we wait for one.
    PoolTimeoutError: Fault.CROWDED,
}


def fault_of(error: Exception) -> Fault:
    """The kind of fault that a database's or the system's error stands for."""
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0, Fault.OTHER)
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(error, DBAPIError) and not isinstance(cause, sqlite3.Error):
        return _of_postgres(error)
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None and isinstance(cause, sqlite3.OperationalError):
        # No code of SQLite's: the driver itself could not make sense of a stored value.
        return Fault.CORRUPT
    # The low byte is SQLite's primary code; the rest only says more about it.
    return _OURS.get(type(error)) or _SQLITE.get((code or 0) & 0xFF, Fault.OTHER)


def _of_postgres(error: DBAPIError) -> Fault:
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if state in _POSTGRES:
        return _POSTGRES[state]
    # Class 08 is a lost connection, 57P a server that stops or starts; without a state, none was reached.
    gone = error.connection_invalidated or state.startswith(("08", "57P"))
    unreached = isinstance(error, OperationalError) and not state
    return Fault.AWAY if gone or unreached else Fault.OTHER
