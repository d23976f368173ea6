"""Rows of the journal's tables, to and from the types everyone else speaks in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from sqlalchemy import RowMapping

from workbook_lib.model import Draft, Entry, assessment_from_dict
from workbook_lib.seal import DamagedError

_DRAFT_FIELDS = tuple(field.name for field in fields(Draft))


def entry_values(entry: Entry) -> dict[str, Any]:
    """The columns of an entry's row. What it disputes lives in a table beside."""
    values = {field.name: getattr(entry, field.name) for field in fields(Entry)}
    del values["disputed"]
    values["self_rating"] = dict(entry.self_rating)
    values["assessment"] = None if entry.assessment is None else entry.assessment.to_dict()
    return values


def entry_of(row: RowMapping, disputed: Mapping[str, str]) -> Entry:
    """The entry in a row. Raises DamagedError."""
    values = {key: value for key, value in row.items() if key != "number"}
    if values["assessment"] is not None:
        try:
            values["assessment"] = assessment_from_dict(values["assessment"])
        except (KeyError, TypeError, ValueError) as error:
            raise DamagedError from error
    return Entry(**values, disputed=dict(disputed))


def draft_of(row: RowMapping) -> Draft:
    """The draft in a row."""
    return Draft(**{name: row[name] for name in _DRAFT_FIELDS})
