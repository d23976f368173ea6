"""Databases: SQLite in a file, or PostgreSQL by URL. Engines, column types, schemas and their migrations.

Whoever stores something brings a `Schema`; nothing here knows what a journal or a session is.
"""

from workbook_lib.db.engine import (
    WouldWaitError,
    after_writing,
    empty,
    engine_for,
    forget_deleted,
    glance,
    on_sqlite,
    reading,
    run_bare,
    without_waiting,
    writing,
)
from workbook_lib.db.faults import Fault, NewerSchemaError, NoDatabaseError, StrangeSchemaError, fault_of
from workbook_lib.db.patience import steady
from workbook_lib.db.place import ElsewhereError, Place, card_of, place_for
from workbook_lib.db.schema import Schema, drop, ensure

__all__ = [
    "ElsewhereError",
    "Fault",
    "NewerSchemaError",
    "NoDatabaseError",
    "Place",
    "Schema",
    "StrangeSchemaError",
    "WouldWaitError",
    "after_writing",
    "card_of",
    "drop",
    "empty",
    "engine_for",
    "ensure",
    "fault_of",
    "forget_deleted",
    "glance",
    "on_sqlite",
    "place_for",
    "reading",
    "run_bare",
    "steady",
    "without_waiting",
    "writing",
]
