"""``python -m workbook_lib room``: one room, one address, one file. A killed room goes on where it was."""

from __future__ import annotations

import argparse
import errno
import ipaddress
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_lib.catalog import load, named_folder
from workbook_lib.catalog.own_cues import own_scorer
from workbook_lib.group import ports, tokens
from workbook_lib.group.holding import Hold
from workbook_lib.group.privacy import OTHERS
from workbook_lib.group.rooms import MOST_PEOPLE
from workbook_lib.places import write_whole
from workbook_lib.scoring import store

NOT_OPENED = (
    "The room of {file} can't be opened ({why}). Nothing in it was changed. Look at WORKBOOK_DATABASE_URL: with "
    "it, a room lies in a database, and the address begins with postgresql://; without it, in the file."
)
NOT_WRITTEN = (
    "The room in {folder} can't open now: nothing can be written there ({why}). Nothing in it was changed. Make "
    "room on the disk, then open it again."
)

if TYPE_CHECKING:
    from workbook_lib.catalog import Catalog
    from workbook_lib.group.session import Session


KEY = ".key"
"""What the name of a key's file ends with."""
AFTERWARDS = timedelta(minutes=30)
"""So long a room that is over goes on telling phones so; then its process ends."""


@dataclass(frozen=True, slots=True)
class Key:
    """What lets people and the facilitator in. It lies beside the room's file, for its owner alone."""

    code: str
    secret: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("--host", required=True, type=address, help="the one address to listen on")
    parser.add_argument("--port", required=True, type=_from_to(1, 65535))
    parser.add_argument(
        "--state", required=True, type=Path, metavar="FILE", help="the room's file; made if missing"
    )
    parser.add_argument("--case", default=None, help="the case to begin with")
    parser.add_argument("--language", default="en")
    parser.add_argument(
        "--least",
        type=_from_to(OTHERS, MOST_PEOPLE),
        default=OTHERS,
        help=f"people besides oneself in a picture; from {OTHERS} to {MOST_PEOPLE}",
    )


def _from_to(low: int, high: int) -> Callable[[str], int]:
    """What takes a whole number within bounds, and else says them."""

    def number(given: str) -> int:
        if not (given.isascii() and given.isdecimal() and len(given) < 9 and low <= int(given) <= high):
            raise argparse.ArgumentTypeError(f"a whole number from {low} to {high}, please, not {given!r}")
        return int(given)

    return number


def address(given: str) -> str:
    """One address of this machine, in figures. A name may stand for several, and 0.0.0.0 stands for all."""
    found = ipaddress.ip_address(given)
    if found.is_unspecified or found.is_multicast:
        raise ValueError(given)
    return str(found)


def key_beside(state: Path) -> Key:
    """The key of the room in ``state``, made where it is missing. Raises OSError."""
    path = state.with_name(state.name + KEY)
    if not path.exists():
        keep_key(state, Key(tokens.new_code(), tokens.new_token()))
    return Key(**json.loads(path.read_text(encoding="utf-8")))


def keep_key(state: Path, key: Key) -> None:
    """Write the key of the room in ``state``, for its owner alone. Raises OSError."""
    path = state.with_name(state.name + KEY)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps(asdict(key)).encode(), private=True)


def main(options: argparse.Namespace) -> int:
    """Serve the room until it is stopped. Prints one line of JSON when people can come in."""
    from workbook_lib.group.session import cases

    content = load(options.language)
    if options.case is not None and options.case not in cases(content):
        print(f"There is no case {options.case!r} for a room.", file=sys.stderr)
        return 2
    store.use(own_scorer(named_folder())[0])
    begun = _begun(options, content)
    if begun is None:
        return 2
    session, key = begun
    try:
        return _serve(session, options.host, options.port, key, Hold.of(options.state))
    finally:
        session.store.close()


def _wanted(session: Session, hold: Hold, began: datetime) -> bool:
    """Whether the room's process shall go on: nobody else serves its file, and people may still look in.

    One that is started again after its room's end, at ``began``, has to stay too: what remains of the room is
    still to be asked for.
    """
    from sqlalchemy.exc import SQLAlchemyError

    if not hold.is_held():
        return False
    try:
        ended = session.store.room().ended_at
    except SQLAlchemyError:  # a file that is busy now is looked at again
        return True
    return ended is None or datetime.now(UTC) - max(ended, began) < AFTERWARDS


def _begun(options: argparse.Namespace, content: Catalog) -> tuple[Session, Key] | None:
    """The room and its key; None, after a sentence, where it can't be opened."""
    from sqlalchemy.exc import SQLAlchemyError

    from workbook_lib import db
    from workbook_lib.group.reading import warm
    from workbook_lib.group.session import Session
    from workbook_lib.group.store import Store

    not_ours = (db.NoDatabaseError, db.ElsewhereError, db.StrangeSchemaError, db.NewerSchemaError)
    try:
        key = key_beside(options.state)
        session = Session(Store.open(options.state), content)
        warm(content)
        session.begin(key.code, key.secret, options.case)
        if options.least > session.room().least:
            session.ask_for(options.least)
    except (*not_ours, SQLAlchemyError, OSError) as no:
        print(NOT_OPENED.format(file=options.state, why=db.fault_of(no)), file=sys.stderr)
        return None
    return session, key


def _serve(session: Session, host: str, port: int, key: Key, hold: Hold) -> int:
    from workbook_lib.group.serving import server

    shown = f"[{host}]" if ":" in host else host
    hosts = {f"{shown}:{port}", *([f"localhost:{port}"] if ipaddress.ip_address(host).is_loopback else [])}
    said = {"room": f"http://{shown}:{port}/", "code": tokens.on_the_wall(key.code)}

    def ready() -> None:
        # Not before it listens: a start that fails mustn't end the process that serves.
        hold.take()
        print(json.dumps(said), flush=True)

    try:
        place = ports.listening(host, port)
    except OSError as error:
        print(f"Nothing can listen at {shown}:{port} ({error.strerror}).", file=sys.stderr)
        return ports.TAKEN if error.errno == errno.EADDRINUSE else 2
    running = server(session, hosts, ready, partial(_wanted, session, hold, datetime.now(UTC)))
    try:
        running.run([place])
    except OSError as no:  # the mark of the hold
        print(NOT_WRITTEN.format(folder=hold.path.parent, why=no.strerror or no), file=sys.stderr)
        return 2
    return 0 if running.started else 1
