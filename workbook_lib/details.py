"""Details that could tell who a client is: found so that the page can offer to replace them. Pure.

Finds e-mail addresses, telephone numbers, card numbers, and a full name beside one of these. It misses street
addresses, unusual formats and names alone; a page says so where it offers to replace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["email", "card", "phone", "name"]

KINDS: tuple[Kind, ...] = ("email", "card", "phone", "name")

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_NUMBER = re.compile(r"(?<![\w.,$€£₹])\+?\(?\d(?:[ ()./-]{0,2}\d){6,18}(?![\w%])(?!,\d)")
_NAME = re.compile(
    r"\b(?!(?:Call|Ring|Phone|Text|Email|Contact|Ask|Tell|Dear|Hi|Hello|The|Please|Mr|Mrs|Ms|Miss|Dr)\b)"
    r"[A-Z][a-z'’-]{1,20}(?: [A-Z]\.)? [A-Z][a-z'’-]{1,25}\b"
)
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_NEAR = 80
"""How far from an address or number, in characters, a full name is taken to belong to it."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail: ``text[start:end]`` is what the kind says."""

    kind: Kind
    start: int
    end: int


def details(text: str) -> list[Detail]:
    """The details in ``text``, in its order, never overlapping."""
    contacts = sorted([*_emails(text), *_numbers(text)], key=lambda d: d.start)
    return sorted([*contacts, *_names(text, contacts)], key=lambda d: d.start)


def replaced(text: str, found: list[Detail], words: dict[Kind, str]) -> str:
    """``text`` with each detail replaced by its kind's words, such as "[e-mail]"."""
    done, at = [], 0
    for detail in found:
        done += [text[at : detail.start], words[detail.kind]]
        at = detail.end
    return "".join([*done, text[at:]])


def _emails(text: str) -> Iterator[Detail]:
    return (Detail("email", m.start(), m.end()) for m in _EMAIL.finditer(text))


def _numbers(text: str) -> Iterator[Detail]:
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if _DATE.fullmatch(match[0]):
            continue
        card = len(digits) >= 13 and not match[0].startswith("+")
        yield Detail("card" if card else "phone", match.start(), match.end())


def _names(text: str, contacts: list[Detail]) -> Iterator[Detail]:
    for match in _NAME.finditer(text):
        near = [c for c in contacts if c.start - _NEAR <= match.start() and match.end() <= c.end + _NEAR]
        inside = any(c.start < match.end() and match.start() < c.end for c in contacts)
        if near and not inside:
            yield Detail("name", match.start(), match.end())
