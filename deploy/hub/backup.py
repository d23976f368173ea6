"""``python -m deploy.hub.backup save|restore FOLDER``: everything a Hub on one machine holds, copied and put back.

Journals are copied in the rights of their owners, while they write. One with a passphrase is copied closed. The
copies hold people's words: keep the folder for as few eyes, and for as short a time, as you can.
"""

from __future__ import annotations

import argparse
import os
import pwd
import sqlite3
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit, urlunsplit

from deploy.hub import packing

DATA = Path(".local/share/compassion-workbook")
STATE = "/var/lib/compassion-workbook-hub"
FAULTS = (OSError, sqlite3.Error, tarfile.TarError, packing.ForeignError)
JOURNALS, ROOMS, HUB = "journals", "rooms.tar.gz", "hub.sqlite"
DATABASES = {"WORKBOOK_DATABASE_URL": "rooms.pgdump", "WORKBOOK_HUB_DATABASE_URL": "hub.pgdump"}
"""Databases on a server, by the variable that names each, and the file of its copy."""


def learners() -> Iterator[tuple[str, Path]]:
    """Accounts of this machine that have a journal's folder, and where it is."""
    for entry in pwd.getpwall():
        folder = Path(entry.pw_dir) / DATA
        if folder.is_dir() and folder.stat().st_uid == entry.pw_uid:
            yield entry.pw_name, folder


class LeftError(OSError):
    """Everything was done but for some journals; names them."""


def save(folder: Path, state: Path) -> list[str]:
    """Copy everything into a new ``folder``, for its owner alone; names what was copied.

    A journal that can't be read keeps nobody else's from being copied. Raises OSError, `LeftError` at the end.
    """
    folder.mkdir(mode=0o700, parents=True)
    (folder / JOURNALS).mkdir(mode=0o700)
    said, left = [], []
    for name, data in learners():
        if _save_journal(name, data, folder / JOURNALS / f"{name}.tar.gz"):
            said.append(f"the journal of {name}")
        else:
            left.append(name)
    rooms, hub = state / "rooms", state / "jupyterhub.sqlite"
    if rooms.is_dir():
        with _new(folder / ROOMS) as file:
            packing.as_owner(rooms.owner(), lambda: _pack(rooms, file))
        said.append("the rooms")
    if hub.is_file():
        with _new(folder / HUB) as file:
            file.write(packing.snapshot(hub))
        said.append("the Hub's accounts and groups")
    for variable, name in DATABASES.items():
        if os.environ.get(variable, "").startswith("postgresql"):
            _new(folder / name).close()  # before pg_dump, whose own file others could read
            _call("pg_dump", variable, "--format=custom", f"--file={folder / name}")
            said.append(f"the database of {variable}")
    return _all(said, left)


def _all(said: list[str], left: list[str]) -> list[str]:
    if left:
        raise LeftError(f"everything but the journals of {', '.join(left)}")
    return said


def _save_journal(name: str, data: Path, copy: Path) -> bool:
    """Whether a journal was copied. Half a copy is none: it would be put back as if it were whole."""
    try:
        with _new(copy) as file:
            packing.as_owner(name, lambda: _pack(data, file))
    except FAULTS:
        copy.unlink(missing_ok=True)
        return False
    return True


def _restore_journal(copy: Path, name: str, now: datetime) -> bool:
    """Whether a journal was put back. Somebody may have no account any more; a copy may be broken."""
    try:
        data = Path(pwd.getpwnam(name).pw_dir) / DATA
        with copy.open("rb") as file:
            packing.as_owner(name, lambda: _put(file, data, now))
    except (*FAULTS, KeyError):
        return False
    return True


def restore(folder: Path, state: Path) -> list[str]:
    """Put copies back, with the Hub and its servers stopped; names what was put back.

    What stood in a folder is kept beside it; a database's own tables are replaced. A journal that can't be put back
    keeps nobody else's from it. Raises OSError, `LeftError` at the end.
    """
    now, said, left = datetime.now(UTC), [], []
    for copy in sorted((folder / JOURNALS).glob("*.tar.gz")):
        name = copy.name.removesuffix(".tar.gz")
        if _restore_journal(copy, name, now):
            said.append(f"the journal of {name}")
        else:
            left.append(name)
    if (folder / ROOMS).is_file():
        _restore_rooms(folder / ROOMS, state / "rooms", now)
        said.append("the rooms")
    if (folder / HUB).is_file():
        (state / "jupyterhub.sqlite").write_bytes((folder / HUB).read_bytes())
        (state / "jupyterhub.sqlite").chmod(0o600)
        said.append("the Hub's accounts and groups")
    for variable, name in DATABASES.items():
        if (folder / name).is_file():
            _call(
                "pg_restore",
                variable,
                "--clean",
                "--if-exists",
                "--exit-on-error",
                "--no-owner",
                str(folder / name),
            )
            said.append(f"the database of {variable}")
    return _all(said, left)


def _restore_rooms(copy: Path, rooms: Path, now: datetime) -> None:
    # The service's account may write in its own folder and not beside it.
    owner = pwd.getpwnam(rooms.owner() if rooms.exists() else pwd.getpwuid(os.geteuid()).pw_name)
    with copy.open("rb") as file:
        packing.unpack(file, rooms, now)
    for path in (rooms, *rooms.rglob("*")):
        os.chown(path, owner.pw_uid, owner.pw_gid)


def _put(file: BinaryIO, folder: Path, now: datetime) -> None:
    packing.unpack(file, folder, now)


def _pack(folder: Path, file: BinaryIO) -> None:
    packing.pack(folder, file)
    file.flush()


def _new(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _call(program: str, variable: str, *options: str) -> None:
    """Run a program of PostgreSQL on a database. Its password isn't on the command line. Raises OSError."""
    parts = urlsplit(os.environ[variable])
    bare = parts._replace(scheme="postgresql", netloc=parts.netloc.replace(f":{parts.password}@", "@"))
    environ = {**os.environ, **({"PGPASSWORD": unquote(parts.password)} if parts.password else {})}
    done = subprocess.run(
        [program, f"--dbname={urlunsplit(bare)}", *options], env=environ, stdin=subprocess.DEVNULL
    )
    if done.returncode != 0:
        raise OSError(f"{program} failed for {variable}")


def main(argv: list[str] | None = None) -> int:
    """What the command line asks for. Returns an exit code."""
    parser = argparse.ArgumentParser(prog="python -m deploy.hub.backup", description=__doc__)
    parser.add_argument("what", choices=("save", "restore"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--state", type=Path, default=Path(os.environ.get("WORKBOOK_HUB_STATE", STATE)))
    options = parser.parse_args(argv)
    os.umask(0o077)
    try:
        said = (save if options.what == "save" else restore)(options.folder.absolute(), options.state)
    except (OSError, packing.ForeignError, KeyError) as fault:
        print(f"Not finished: {fault}", file=sys.stderr)
        return 1
    print("\n".join(["Copied:" if options.what == "save" else "Put back:", *(f"  {line}" for line in said)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
