"""What is wrong with a content file, in words that its author understands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

Severity = Literal["error", "gap", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line in a file; lines count from 1."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"

    def beside(self, folder: Path) -> Place:
        """The same place, with the file's path from `folder` where it lies in there."""
        inside = self.file.is_relative_to(folder)
        return Place(self.file.relative_to(folder) if inside else self.file, self.line)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it is, under which key, what was expected there and what was found.

    An ``error`` keeps the content from being used; a ``gap`` is to be mended, but English stands in for it
    meanwhile; a ``note`` is worth knowing and stops nothing.
    """

    place: Place
    key: str
    expected: str
    got: str = ""
    hint: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        head = f"{self.place}" + (": note" if self.severity == "note" else "")
        lines = [head + (f" -> {self.key}" if self.key else ""), f"    expected: {self.expected}"]
        if self.got:
            lines.append(f"    got:      {self.got}")
        if self.hint:
            lines.append(f"    {self.hint}")
        return "\n".join(lines)


class ContentError(Exception):
    """Raised once for a whole folder of content; ``faults`` holds every fault in it, in order of place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = in_order(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults by file, then line, then key; each once."""
    return tuple(sorted(dict.fromkeys(faults), key=lambda f: (str(f.place.file), f.place.line, f.key)))


def errors_in(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Those faults that keep content from being used."""
    return tuple(f for f in faults if f.severity == "error")


def to_mend(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Those faults that an author has to see to."""
    return tuple(f for f in faults if f.severity != "note")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``did you mean "..."?`` where something close is known, else an empty string."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'did you mean "{close[0]}"?' if close else ""


def shown(value: object, limit: int = 60) -> str:
    """A value as an author would recognise it, on one line and short."""
    if isinstance(value, bool):
        return f"{str(value).lower()} (yes or no)"
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return "a group of keys: " + ", ".join(str(k) for k in list(value)[:4])
    if isinstance(value, list):
        return f"a list of {len(value)}"
    text = " ".join(str(value).split())
    text = text if len(text) <= limit else text[: limit - 1] + "…"
    return f'"{text}"' if isinstance(value, str) else f"the number {text}"
