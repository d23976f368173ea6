"""Our frozen types as JSON that any program can read, and back to the last character.

Reading back trusts nothing: every value must have the type its field declares.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_BYTES = "utf-8-surrogatepass in base64"
"""The one key of an object that stands for a str which JSON can't carry: one with lone surrogates."""


def portable(value: Any) -> Any:
    """A value of our types as dicts, lists, strings and numbers, fit for UTF-8."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: portable(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {name: portable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [portable(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return _portable_text(value) if isinstance(value, str) else value


def _portable_text(text: str) -> Any:
    try:
        text.encode()
    except UnicodeEncodeError:
        return {_BYTES: base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()}
    return text


def original(data: Any) -> Any:
    """Decoded JSON with the strings as they were. Raises ValueError."""
    if isinstance(data, dict):
        if set(data) == {_BYTES}:
            return base64.b64decode(str(data[_BYTES]), validate=True).decode("utf-8", "surrogatepass")
        return {name: original(item) for name, item in data.items()}
    return [original(item) for item in data] if isinstance(data, list) else data


def built(kind: Any, data: Any) -> Any:
    """A value of the type ``kind`` from what `original` gives. Raises ValueError where it doesn't fit."""
    if kind is Any:
        return data
    if is_dataclass(kind):
        return _dataclass(kind, data)
    origin = get_origin(kind) or kind
    return _BUILDERS.get(origin, _exactly)(kind, data)


def _dataclass(kind: Any, data: Any) -> Any:
    wanted = {field.name: field for field in fields(kind)}
    _require(isinstance(data, dict) and data.keys() <= wanted.keys(), kind, data)
    needed = {name for name, f in wanted.items() if f.default is MISSING and f.default_factory is MISSING}
    _require(needed <= data.keys(), kind, data)
    hints = get_type_hints(kind)
    return kind(**{name: built(hints[name], item) for name, item in data.items()})


def _tuple(kind: Any, data: Any) -> tuple[Any, ...]:
    kinds = get_args(kind)
    _require(isinstance(data, list), kind, data)
    if kinds[-1] is Ellipsis:
        return tuple(built(kinds[0], item) for item in data)
    _require(len(kinds) == len(data), kind, data)
    return tuple(built(one, item) for one, item in zip(kinds, data, strict=True))


def _mapping(kind: Any, data: Any) -> dict[str, Any]:
    _require(isinstance(data, dict), kind, data)
    return {name: built(get_args(kind)[1], item) for name, item in data.items()}


def _optional(kind: Any, data: Any) -> Any:
    [inner] = [one for one in get_args(kind) if one is not type(None)]
    return None if data is None else built(inner, data)


def _literal(kind: Any, data: Any) -> Any:
    _require(any(data == one and type(data) is type(one) for one in get_args(kind)), kind, data)
    return data


def _datetime(kind: Any, data: Any) -> datetime:
    _require(isinstance(data, str), kind, data)
    when = datetime.fromisoformat(data)
    _require(when.utcoffset() is not None, kind, data)
    return when


def _float(kind: Any, data: Any) -> float:
    _require(type(data) in {int, float}, kind, data)
    return float(data)


def _exactly(kind: Any, data: Any) -> Any:
    _require(type(data) is kind, kind, data)
    return data


def _require(fits: bool, kind: Any, data: Any) -> None:
    if not fits:
        raise ValueError(f"not a {kind}: {type(data).__name__}")


_BUILDERS: dict[Any, Callable[[Any, Any], Any]] = {
    tuple: _tuple,
    Mapping: _mapping,
    UnionType: _optional,
    Union: _optional,
    Literal: _literal,
    datetime: _datetime,
    float: _float,
}
