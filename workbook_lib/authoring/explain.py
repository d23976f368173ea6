"""What pydantic found -> faults that name the line, the key, what was expected and what was got."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from workbook_lib.authoring.faults import Fault, did_you_mean, shown
from workbook_lib.authoring.reader import Path_, Source

Expected = Callable[[ErrorDetails], str]


def _context(name: str, words: str) -> Expected:
    return lambda error: words.format(error.get("ctx", {}).get(name, "?"))


_EXPECTED: Mapping[str, Expected] = {
    "string_type": lambda _: "a text (put it in quotation marks)",
    "int_type": lambda _: "a whole number",
    "bool_type": lambda _: "true or false",
    "list_type": lambda _: "a list: a hyphen before each item",
    "dict_type": lambda _: "a group of keys, each on its own line",
    "model_type": lambda _: "a group of keys, each on its own line",
    "model_attributes_type": lambda _: "a group of keys, each on its own line",
    "literal_error": _context("expected", "one of {}"),
    "string_too_short": _context("min_length", "a text of at least {} letters"),
    "string_too_long": _context("max_length", "a text of at most {} letters"),
    "too_short": _context("min_length", "at least {} of them"),
    "too_long": _context("max_length", "at most {} of them"),
    "greater_than_equal": _context("ge", "a number that is {} or more"),
    "less_than_equal": _context("le", "a number that is {} or less"),
}


def faults_of(error: ValidationError, source: Source, schema: type[BaseModel]) -> list[Fault]:
    """One fault for each place that pydantic objects to, each place once."""
    found: dict[Path_, Fault] = {}
    for detail in error.errors():
        path = _path(detail["loc"], detail["type"], source)
        if path not in found:
            found[path] = _fault(detail, path, source, schema)
        elif detail["type"].endswith(("_type", "literal_error")):
            found[path] = _either(found[path], _fault(detail, path, source, schema))
    return list(found.values())


def _path(loc: Iterable[str | int], kind: str, source: Source) -> Path_:
    """pydantic's way to a value, without the branch names that it adds for a choice of types."""
    path: Path_ = ()
    parts = list(loc)
    for i, part in enumerate(parts):
        if (*path, part) in source.places or i == len(parts) - 1:
            path = (*path, part)
    named = kind in {"missing", "extra_forbidden"}
    return path if named or path in source.places or len(path) <= 1 else path[:-1]


def _either(one: Fault, other: Fault) -> Fault:
    expected = one.expected if other.expected in one.expected else f"{one.expected}, or {other.expected}"
    return Fault(one.place, one.key, expected, one.got, one.hint)


def _fault(detail: ErrorDetails, path: Path_, source: Source, schema: type[BaseModel]) -> Fault:
    kind = detail["type"]
    key = ".".join(str(part) for part in path)
    place = source.place(path)
    if kind == "extra_forbidden":
        known = known_keys(schema, path[:-1])
        expected = "one of the keys " + ", ".join(known) if known else "no key here"
        return Fault(place, key, expected, f'"{path[-1]}"', did_you_mean(str(path[-1]), known))
    if kind == "missing":
        return Fault(place, key, f'the key "{path[-1]}"' + _about(schema, path), "it is missing")
    got = shown(detail["input"])
    if kind == "string_pattern_mismatch":
        return Fault(place, key, *_pattern(detail, got))
    say = _EXPECTED.get(kind)
    expected = say(detail).replace("'", '"') if say else detail["msg"]
    return Fault(place, key, expected, got, _hint(detail))


def _pattern(detail: ErrorDetails, got: str) -> tuple[str, str, str]:
    if "\\n" in str(detail["ctx"]["pattern"]):
        return "a text on one line", got, "write > after the colon to go on over several lines"
    return "small letters, digits and _ (it starts with a letter)", got, ""


def _hint(detail: ErrorDetails) -> str:
    kind, value = detail["type"], detail["input"]
    if kind == "literal_error" and isinstance(value, str):
        return did_you_mean(value, re.findall("'([^']+)'", str(detail["ctx"]["expected"])))
    if kind == "bool_type" and str(value).lower() in {"yes", "no", "on", "off"}:
        return f"write {'true' if str(value).lower() in {'yes', 'on'} else 'false'}"
    if kind == "string_type" and isinstance(value, bool):
        return 'a bare true, false, yes or no is not a text: write "yes" with quotation marks'
    if kind == "string_type" and isinstance(value, dict) and len(value) == 1:
        return "a colon and a space in a text need quotation marks around the whole of it"
    return ""


def known_keys(schema: Any, path: Path_) -> list[str]:
    """The keys that may stand at `path` in a file of this schema; none where any may."""
    fields = _fields_at(schema, path)
    return list(fields) if fields else []


def _about(schema: Any, path: Path_) -> str:
    fields = _fields_at(schema, path[:-1]) or {}
    described = fields.get(str(path[-1]))
    return f" ({described.description})" if described is not None and described.description else ""


def _fields_at(schema: Any, path: Path_) -> dict[str, Any] | None:
    """Walks annotations along `path`: models by field, dicts and lists by their item type."""
    here = schema
    for part in path:
        fields = getattr(here, "model_fields", {})
        here = fields[str(part)].annotation if str(part) in fields else _item(here)
    return getattr(here, "model_fields", None)


def _item(annotation: Any) -> Any:
    if hasattr(annotation, "model_fields") and "root" in annotation.model_fields:
        annotation = annotation.model_fields["root"].annotation
    arguments = [a for a in getattr(annotation, "__args__", ()) if a not in (..., type(None))]
    return arguments[-1] if arguments else None
