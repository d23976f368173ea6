"""What a facilitator's page says to its room, over HTTP on this machine, by the standard library alone."""

from __future__ import annotations

import http.client
import json
import socket
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, Literal

PATIENCE = 3.0
"""Seconds within which a room on this machine answers."""

Why = Literal["refused", "away", "silent", "stranger"]


class UnreachableError(Exception):
    """The room gave no answer. ``why``: nobody listens there (``refused``), this machine isn't at that address any
    more (``away``), no answer in time (``silent``), or it isn't our room that answers (``stranger``)."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


class MoveRefusedError(Exception):
    """The room can't make this move; its text says why in the room's own keys, such as ``too_few``."""


@dataclass(frozen=True, slots=True)
class Line:
    """The way to one room, with the secret that lets its facilitator in."""

    host: str
    port: int
    secret: str = field(repr=False)

    @property
    def url(self) -> str:
        """The room's address for a browser."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{shown}:{self.port}/"

    def state(self) -> dict[str, Any]:
        """How the room stands. Raises UnreachableError."""
        return self._answer("GET", None)

    def move(self, name: str, **said: Any) -> dict[str, Any]:
        """Make a move; how the room stands after it. Raises MoveRefusedError, UnreachableError."""
        return self._answer("POST", json.dumps({"move": name, **said}))

    def _answer(self, method: str, body: str | None) -> dict[str, Any]:
        code, said = self._ask(method, body)
        if code == 409 and "refused" in said:
            raise MoveRefusedError(str(said["refused"]))
        if code != 200 or "step" not in said:
            raise UnreachableError("silent" if code in {429, 500, 503} else "stranger")
        return said

    def _ask(self, method: str, body: str | None) -> tuple[int, dict[str, Any]]:
        # Asked first: on another network, another machine may have the address, and it mustn't be told the secret.
        if not is_ours(self.host):
            raise UnreachableError("away")
        headers = {"Authorization": f"Bearer {self.secret}", "Connection": "close"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            with closing(http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)) as line:
                line.request(method, "/facilitator", body, headers)
                answer = line.getresponse()
                return answer.status, _read(answer.read())
        except ConnectionRefusedError as error:
            raise UnreachableError("refused") from error
        except http.client.HTTPException as error:
            raise UnreachableError("stranger") from error
        except OSError as error:
            raise UnreachableError("silent") from error


def _read(data: bytes) -> dict[str, Any]:
    try:
        said = json.loads(data)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def is_ours(host: str) -> bool:
    """Whether this machine has the address now: it goes when a laptop changes its network."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with closing(socket.socket(family, socket.SOCK_DGRAM)) as probe:
            probe.bind((host, 0))
    except OSError:
        return False
    return True
