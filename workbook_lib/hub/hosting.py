"""The rooms of a Hub, all in one process: each below a path of its own, each in a file or namespace of its own.

What stands in the folder is all there is to know: a service that starts again opens the same rooms.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp

from workbook_lib import db
from workbook_lib.catalog import load, named_folder
from workbook_lib.catalog.own_cues import own_scorer
from workbook_lib.group import tokens
from workbook_lib.group.app import application
from workbook_lib.group.command import AFTERWARDS, Key, key_beside
from workbook_lib.group.privacy import OTHERS
from workbook_lib.group.session import Session, cases
from workbook_lib.group.store import Store
from workbook_lib.places import private_folder, write_whole
from workbook_lib.scoring import store as scorer

CARD = ".room.json"
ID_LENGTH = 5
"""Short, as somebody types it. It opens nothing: the code does."""
MOST_OF_ONE = 3
MOST = 200
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
_STORE_FAULTS = (SQLAlchemyError, OSError, db.NoDatabaseError, db.ElsewhereError, db.StrangeSchemaError)


class NotOpenedError(Exception):
    """No room is opened; its text says why: ``many``, ``no_case``, ``no_language`` or ``no_least``."""


@dataclass(frozen=True, slots=True)
class Card:
    """What is kept of a room beside its file: whose it is, by the Hub's name, and its language."""

    owner: str
    language: str


@dataclass(frozen=True, slots=True)
class Hosted:
    """A room that people can come to."""

    id: str
    owner: str
    session: Session
    key: Key = field(repr=False)
    app: ASGIApp = field(repr=False)

    def is_wanted(self, now: datetime) -> bool:
        """Whether phones shall find it still: it tells them for half an hour that it is over."""
        ended = self.session.room().ended_at
        return ended is None or now - ended < AFTERWARDS


@dataclass
class Hosting:
    """The rooms in a folder. ``hosts`` are the host headers that they answer to."""

    folder: Path
    hosts: frozenset[str]
    open: dict[str, Hosted] = field(default_factory=dict)

    def begin(self) -> None:
        """Open every room that stands in the folder; one that can't be opened now is left as it is."""
        private_folder(self.folder)
        scorer.use(own_scorer(named_folder())[0])
        for card in sorted(self.folder.glob(f"*{CARD}")):
            id = card.name.removesuffix(CARD)
            try:
                self.open[id] = self._opened(id, Card(**json.loads(card.read_bytes())), None)
            except (*_STORE_FAULTS, ValueError, TypeError) as fault:
                logging.getLogger(__name__).error("The room %s stays closed: %s", id, type(fault).__name__)

    def found(self, owner: str, language: str, case: str, least: int = OTHERS) -> Hosted:
        """Open a new room. Raises NotOpenedError, OSError, SQLAlchemyError."""
        if len(self.of(owner)) >= MOST_OF_ONE or len(self.open) >= MOST:
            raise NotOpenedError("many")
        if not _LANGUAGE.fullmatch(language):
            raise NotOpenedError("no_language")
        card = Card(owner, language)
        if case not in cases(load(language)):
            raise NotOpenedError("no_case")
        id = next(id for id in _ids() if not self._card(id).exists())
        made = self._opened(id, card, case)
        if least > made.session.room().least:
            made.session.ask_for(least)
        write_whole(self._card(id), json.dumps(asdict(card)).encode())
        self.open[id] = made
        return made

    def _opened(self, id: str, card: Card, case: str | None) -> Hosted:
        state = self.state(id)
        key = key_beside(state)
        session = Session(Store.open(state), load(card.language))
        session.begin(key.code, key.secret, case)
        return Hosted(id, card.owner, session, key, application(session, self.hosts))

    def of(self, owner: str) -> list[Hosted]:
        """The rooms of one facilitator that aren't over."""
        return [room for room in self.open.values() if room.owner == owner and not room.session.room().over]

    def close(self, room: Hosted) -> None:
        """End a room, and take away what is left of it. Raises OSError, SQLAlchemyError."""
        if not room.session.room().over:
            room.session.end()
        room.session.store.close()
        db.drop(self.state(room.id))
        self.open.pop(room.id, None)
        for file in self.folder.glob(f"{room.id}.*"):
            file.unlink(missing_ok=True)

    def tidy(self) -> None:
        """End rooms whose hours are over, and take away those that nobody looks at any more."""
        for room in list(self.open.values()):
            # A store that is away now is asked again in half a minute.
            with suppress(*_STORE_FAULTS):
                if not room.is_wanted(datetime.now(UTC)):
                    self.close(room)

    def state(self, id: str) -> Path:
        """Where a room's file is, or the card of its namespace."""
        return self.folder / f"{id}.db"

    def _card(self, id: str) -> Path:
        return self.folder / f"{id}{CARD}"


def _ids() -> Iterator[str]:
    while True:
        yield "".join(secrets.choice(tokens.ALPHABET) for _ in range(ID_LENGTH))
