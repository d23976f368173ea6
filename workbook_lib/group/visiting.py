"""A room from outside: somebody's own notebook takes part, over HTTP. What it is told is data, never markup."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from workbook_lib.group import network, opening, tokens
from workbook_lib.group.ports import FIRST_PORT
from workbook_lib.group.told import Now, now_of

PATIENCE = 5.0
"""Seconds to wait for a room on the same network."""
LARGEST = 1_000_000


class UnreachableError(Exception):
    """No answer just now; what was sent may have arrived or not, and may be sent again with the same key."""


class RefusedError(Exception):
    """A room said no. ``why`` is a word of `workbook_lib.group.moving`, or ``no_room``."""

    def __init__(self, why: str, kinds: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.why = why
        self.kinds = kinds


@dataclass(frozen=True, slots=True)
class Place:
    """Where a room is: an address in figures, and a port."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def place(typed: str) -> Place:
    """``192.168.1.20:8800`` or a link, as a place. Raises ValueError for what isn't a room's address.

    A room is on a network near by: what belongs to the whole internet, or has no figures, is refused.
    """
    text = typed.strip()
    parts = urlsplit(text if "//" in text else f"//{text}")
    if parts.scheme not in ("", "http") or parts.username or not parts.hostname:
        raise ValueError(f"no room's address: {typed!r}")
    if network.kind_of(parts.hostname) == "public":
        raise ValueError(f"no room's address: {typed!r}")
    return Place(parts.hostname, parts.port or FIRST_PORT)


def invitation(typed: str, at: str = "") -> tuple[str, Place | None]:
    """What was typed or pasted, as a code and, where it says so, a place. Raises ValueError as `place` does."""
    text = typed.strip()
    where = place(at) if at.strip() else None
    if "/" not in text:
        return tokens.as_typed(text), where
    code = parse_qs(urlsplit(text if "//" in text else f"//{text}").query).get("code", [""])[0]
    return tokens.as_typed(code), where or place(text)


def rooms_here() -> list[Place]:
    """Where a room may run on this machine: the one that a facilitator opened here, and where others begin."""
    found = []
    try:
        record = json.loads((opening.home() / opening.NAME).read_bytes())
        found.append(Place(str(record["host"]), int(record["port"])))
    except (OSError, ValueError, KeyError, TypeError):
        pass
    own = [a.figures for a in network.addresses() if a.kind != "public"]
    return list(dict.fromkeys([*found, *(Place(figures, FIRST_PORT) for figures in own)]))


def here() -> Place | None:
    """The room on this machine; None where none answers."""
    return next((p for p in rooms_here() if network.answers(p.host, p.port) == "room"), None)


@dataclass(slots=True)
class Visitor:
    """Somebody on the way to a room, or in it. Safe to use from several threads: it keeps nothing open."""

    at: Place
    token: str = ""

    def join(self, code: str) -> None:
        """Come in. Raises RefusedError: wrong, wait, full, over, no_room; and UnreachableError."""
        self.token = str(self.do("join", code=code).get("token", ""))

    def now(self) -> Now:
        """How the room stands. Raises RefusedError: gone, over; and UnreachableError."""
        try:
            return now_of(self._ask("GET", "/api/room"))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise RefusedError("no_room") from error

    def do(self, move: str, **said: str) -> dict[str, Any]:
        """A move. Raises RefusedError and UnreachableError."""
        return self._ask("POST", f"/api/{move}", said)

    def _ask(self, method: str, path: str, said: Mapping[str, str] | None = None) -> dict[str, Any]:
        headers = {"Host": str(self.at), "Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        body = json.dumps(said).encode() if said is not None else None
        try:
            # Straight to the address: a proxy for the internet knows nothing of a room's network.
            with closing(http.client.HTTPConnection(self.at.host, self.at.port, timeout=PATIENCE)) as line:
                line.request(method, path, body, headers)
                answer = line.getresponse()
                return _told(answer.status, answer.read(LARGEST))
        except (OSError, http.client.HTTPException) as error:
            raise UnreachableError(str(error)) from error


def _told(status: int, body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    if status == 200 and isinstance(said, dict):
        return said
    if isinstance(said, dict) and isinstance(why := said.get("refused"), str):
        kinds = said.get("kinds")
        raise RefusedError(why, tuple(map(str, kinds)) if isinstance(kinds, list) else ())
    if status in (429, *range(500, 600)):
        raise UnreachableError(str(status))
    raise RefusedError("no_room")
