"""Column types that give back exactly what was put in."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from sqlalchemy import DateTime, Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from workbook_lib.seal import DamagedError

_Value = TypeVar("_Value")

_LOSSLESS = "surrogatepass"


def to_bytes(text: str) -> bytes:
    """Any str as bytes, one to one: lone surrogates and NUL included, which TEXT columns refuse."""
    return text.encode("utf-8", _LOSSLESS)


def from_bytes(data: bytes) -> str:
    """The str that `to_bytes` was given."""
    return data.decode("utf-8", _LOSSLESS)


class Sealing(Protocol):
    """Encrypts and decrypts; see `workbook_lib.seal`."""

    def close(self, data: bytes) -> bytes: ...

    def open(self, data: bytes) -> bytes: ...


_SEAL = "workbook_seal"


def seal_dialect(dialect: Dialect, seal: Sealing) -> None:
    """From now on this engine's Words and Json are encrypted. A dialect belongs to one engine alone."""
    setattr(dialect, _SEAL, seal)


def _stored(value: str, dialect: Dialect) -> bytes:
    seal: Sealing | None = getattr(dialect, _SEAL, None)
    return to_bytes(value) if seal is None else seal.close(to_bytes(value))


def _read(data: bytes, dialect: Dialect) -> str:
    seal: Sealing | None = getattr(dialect, _SEAL, None)
    return from_bytes(data) if seal is None else from_bytes(seal.open(data))


class _Checked(TypeDecorator[_Value]):
    """A type whose stored values, where they are damaged, say so in one way: DamagedError."""

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], _Value | None] | None:
        process = super().result_processor(dialect, coltype)

        def checked(value: Any) -> _Value | None:
            try:
                return process(value) if process else value
            except (ValueError, TypeError) as error:
                raise DamagedError from error

        return checked


class Words(_Checked[str]):
    """Somebody's words, kept to the last code point. Not for comparing in SQL: they may be sealed."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else _stored(value, dialect)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else _read(value, dialect)


class Json(_Checked[Any]):
    """A value of plain dicts, lists, strings and numbers. Tuples come back as lists."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        # Unescaped on purpose: \u escapes of two lone surrogates would be read back as one character.
        return None if value is None else _stored(json.dumps(value, ensure_ascii=False), dialect)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(_read(value, dialect))


class Instant(_Checked[datetime]):
    """An aware datetime, kept in UTC to the microsecond. Refuses naive ones: nobody knows when they were."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.utcoffset() is None:
            raise ValueError("a time needs its time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite gives back the digits alone; PostgreSQL an aware time in the session's zone.
        aware: datetime = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        return aware
