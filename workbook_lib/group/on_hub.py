"""A facilitator's room on a Hub: opened by the Hub's rooms service, which phones can reach, and led as any other.

Where the Hub names the service in ``WORKBOOK_ROOMS_URL``, no port of a learner's own server is ever opened.
"""

from __future__ import annotations

import http.client
import json
import os
import subprocess
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from workbook_lib.group.command import Key, keep_key
from workbook_lib.group.opening import Rooms, only_one
from workbook_lib.group.record import Record, Wish
from workbook_lib.group.talking import Line, UnreachableError, read
from workbook_lib.places import private_folder

NAMED_BY, TOKEN = "WORKBOOK_ROOMS_URL", "JUPYTERHUB_API_TOKEN"
PATIENCE = 20.0
"""Seconds within which the service opens a room."""


class NotAllowedError(OSError):
    """No room is opened. ``strerror`` is the key of a word: ``no_account``, ``many`` or ``check.silent``."""


@dataclass(frozen=True, slots=True)
class HubLine(Line):
    """The way to a room through the service. ``url`` is what people open; ``base`` the same from inside the Hub."""

    shown: str = ""
    base: str = ""

    @property
    def url(self) -> str:
        return self.shown

    def _ask(self, method: str, body: str | None) -> tuple[int, dict[str, Any]]:
        code, said = ask(f"{self.base}facilitator", method, f"Bearer {self.secret}", body, 5.0)
        if code == 404:
            raise UnreachableError("refused")
        return code, said


@dataclass(frozen=True, slots=True)
class HubRooms(Rooms):
    """The rooms of one facilitator on a Hub; the record and the secret lie in their own folder, as ever."""

    service: str = ""
    token: str = field(default="", repr=False)

    @classmethod
    def named(cls, folder: Path) -> HubRooms | None:
        """The Hub's rooms, where this server runs on a Hub that has them."""
        service, token = os.environ.get(NAMED_BY, ""), os.environ.get(TOKEN, "")
        return cls(folder, service=service.rstrip("/") + "/", token=token) if service and token else None

    @property
    def elsewhere(self) -> bool:
        return True

    def open(self, wish: Wish) -> tuple[Record, subprocess.Popen[bytes] | None]:
        """Ask for a room; where one stands open already, its record. Raises OSError, NotAllowedError among them."""
        private_folder(self.folder)
        with only_one(self.folder / "opening.lock"):
            found = self.record()
            if found is not None:
                return found, None
            for left in self.folder.glob("*.key"):
                left.unlink(missing_ok=True)
            said = self._asked(wish)
            now = datetime.now(UTC).isoformat()
            record = Record(
                said["id"], "", 0, wish.case, wish.language, wish.readings, wish.manager, wish.least, now, now
            )
            keep_key(self.state(record), Key(said["code"], said["secret"]))
            return self.keep(replace(record, url=said["url"], title=wish.title)), None

    def _asked(self, wish: Wish) -> dict[str, Any]:
        body = json.dumps({"language": wish.language, "case": wish.case, "least": wish.least})
        try:
            code, said = ask(f"{self.service}api/rooms", "POST", f"token {self.token}", body, PATIENCE)
        except UnreachableError as error:
            raise NotAllowedError(0, "check.silent") from error
        if code != 201:
            why = {403: "no_account", 409: "many"}.get(code, "check.silent")
            raise NotAllowedError(code, why)
        return said

    def start(self, record: Record, host: str | None = None) -> tuple[Record, None]:  # type: ignore[override]
        """The service starts rooms by itself: there is nothing to do but to ask again."""
        return record, None

    def line(self, record: Record) -> HubLine:
        return HubLine("", 0, self.key(record).secret, record.url, f"{self.service}{record.id}/")

    def close(self, record: Record) -> None:
        """End a room and forget it. Raises OSError where the service can't be told."""
        try:
            code, _ = ask(
                f"{self.service}api/rooms/{record.id}",
                "DELETE",
                f"Bearer {self.key(record).secret}",
                None,
                5.0,
            )
        except UnreachableError as error:
            raise NotAllowedError(0, "check.silent") from error
        if code not in {204, 401}:
            raise NotAllowedError(code, "check.silent")
        Rooms.close(self, record)

    def finding(self, record: Record) -> str:
        """A word on whether people can come: all that is known is whether the service answers."""
        return "hub.check.ready"


def ask(
    url: str, method: str, authorization: str, body: str | None, patience: float
) -> tuple[int, dict[str, Any]]:
    """One request to the service: its code and what it says. Raises UnreachableError."""
    to = urlsplit(url)
    kind = http.client.HTTPSConnection if to.scheme == "https" else http.client.HTTPConnection
    headers = {"Authorization": authorization, "Connection": "close", "Content-Type": "application/json"}
    try:
        with closing(kind(to.hostname or "", to.port, timeout=patience)) as line:
            line.request(method, to.path, body, headers)
            answer = line.getresponse()
            return answer.status, read(answer.read())
    except (OSError, http.client.HTTPException) as error:
        # The Hub starts its service again by itself: there is nobody here who could.
        raise UnreachableError("silent") from error
