"""One folder as one archive, while it is in use: databases by SQLite's own copying, everything else as it lies."""

from __future__ import annotations

import io
import os
import pwd
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

LEFT_OUT = frozenset({"lab", "opening.lock"})
"""What a server makes anew: in a data folder's top, Lab's own files with secrets of one sitting."""
BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a database; a copy of the database holds it already."""


class ForeignError(Exception):
    """Something in an archive would be written outside of its folder, or is no file."""


def pack(folder: Path, target: BinaryIO) -> None:
    """Write the archive of ``folder``. Raises OSError, sqlite3.Error."""
    with tarfile.open(fileobj=target, mode="w|gz") as archive:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder)
            if name.parts[0] in LEFT_OUT or path.is_symlink() or not path.is_file():
                continue
            if not path.name.endswith(BESIDE):
                _add(archive, path, str(name))


def _add(archive: tarfile.TarFile, path: Path, name: str) -> None:
    data = snapshot(path) if _is_database(path) else path.read_bytes()
    about = tarfile.TarInfo(name)
    about.size, about.mode, about.mtime = len(data), 0o600, int(path.stat().st_mtime)
    archive.addfile(about, io.BytesIO(data))


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def snapshot(path: Path) -> bytes:
    """A database as it stands at one moment, also while others write to it. Raises sqlite3.Error."""
    with tempfile.TemporaryDirectory() as made:
        copy = Path(made, "copy.db")
        with closing(sqlite3.connect(path, timeout=30)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
        return copy.read_bytes()


def unpack(source: BinaryIO, folder: Path, now: datetime) -> Path | None:
    """Put an archive in the place of ``folder``; what stood there is kept beside it, and returned.

    Nothing is moved before the archive was read to its end. Raises ForeignError, OSError, tarfile.TarError.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        with tarfile.open(fileobj=source, mode="r|gz") as archive:
            for about in archive:
                _take(archive, about, fresh)
        before = None
        if folder.exists():
            before = folder.rename(folder.with_name(f"{folder.name}.before-{now:%Y%m%dT%H%M%S}"))
        fresh.rename(folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return before


def _take(archive: tarfile.TarFile, about: tarfile.TarInfo, into: Path) -> None:
    path = Path(about.name)
    held = archive.extractfile(about) if about.isreg() else None
    if held is None or path.is_absolute() or ".." in path.parts:
        raise ForeignError(about.name)
    (into / path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(into / path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        shutil.copyfileobj(held, file)


def as_owner(name: str, work: Callable[[], None]) -> None:
    """Do ``work`` with the rights of an account alone: no link in their folder then leads anywhere they can't go.

    Raises OSError where it fails; why is on the standard error.
    """
    entry = pwd.getpwnam(name)
    if entry.pw_uid == os.geteuid():
        work()
        return
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(entry.pw_gid)
            os.setuid(entry.pw_uid)
            os.umask(0o077)
            work()
            code = 0
        except BaseException as fault:
            os.write(2, f"{name}: {type(fault).__name__}: {fault}\n".encode())
        finally:
            os._exit(code)
    if os.waitpid(child, 0)[1] != 0:
        raise OSError(f"not done for {name}")
