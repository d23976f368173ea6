"""Databases: SQLite in a file, or PostgreSQL by URL. Engines, column types, schemas and their migrations.

Whoever stores something brings a `Schema`; nothing here knows what a journal or a session is.
"""

from workbook_lib.db.engine import after_writing, engine_for, reading, run_bare, writing
from workbook_lib.db.faults import Fault, NewerSchemaError, StrangeSchemaError, fault_of
from workbook_lib.db.schema import Schema, ensure

__all__ = [
    "Fault",
    "NewerSchemaError",
    "Schema",
    "StrangeSchemaError",
    "after_writing",
    "engine_for",
    "ensure",
    "fault_of",
    "reading",
    "run_bare",
    "writing",
]
