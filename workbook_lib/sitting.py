"""A sitting that leaves nothing on this computer: its journal is erased at the end, also after a crash.

Where the system offers one, the folder lies in memory and never on the disk.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from workbook_lib.places import wipe_folder

_PREFIX = "compassion-workbook-sitting-"
_LOCK = "owner.lock"
_MAKING_SECONDS = 60
_RUNTIME = "XDG_RUNTIME_DIR"
_SHARED = Path("/dev/shm")  # noqa: S108 - its sub-folder is made for its owner alone


class Sitting:
    """An open sitting. Point `WORKBOOK_DATA` at ``folder`` for the processes that belong to it.

    Whoever began it must stay alive throughout: the lock it holds is what tells a sitting that goes on
    from one that crashed.
    """

    def __init__(self, folder: Path, lock: IO[bytes]) -> None:
        self.folder = folder
        self._lock = lock

    @classmethod
    def begin(cls) -> Sitting:
        """Make the folder of a new sitting, open to its owner alone. Raises OSError."""
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=_where()))
        lock = (folder / _LOCK).open("wb")
        hold(lock)
        return cls(folder, lock)

    def end(self) -> None:
        """Erase all of it. Close the journal first. Raises OSError."""
        self._lock.close()
        wipe_folder(self.folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()


def sweep() -> list[Path]:
    """Erase what sittings left that ended without `end`, and return their folders. Call it at every start."""
    # All places: another start of this person's may have known more of them, or fewer.
    found = [folder for where in {*_in_memory(), _disk()} for folder in where.glob(f"{_PREFIX}*")]
    return [folder for folder in found if _is_ours(folder) and _left(folder)]


def _where() -> Path:
    return next(iter(_in_memory()), _disk())


def _in_memory() -> list[Path]:
    """Folders that lie in memory, the person's own first."""
    if sys.platform != "linux":
        return []
    own = os.environ.get(_RUNTIME, "")
    places = [Path(own), _SHARED] if Path(own).is_absolute() else [_SHARED]
    return [place for place in places if place.is_dir() and os.access(place, os.W_OK)]


def _disk() -> Path:
    return Path(tempfile.gettempdir())


def _is_ours(folder: Path) -> bool:
    if folder.is_symlink() or not folder.is_dir():
        return False
    return sys.platform == "win32" or folder.stat().st_uid == os.getuid()


def _left(folder: Path) -> bool:
    """Erase a sitting that nobody holds; False for one that goes on."""
    try:
        with (folder / _LOCK).open("r+b") as lock:
            hold(lock)
    except BlockingIOError:
        return False
    except FileNotFoundError:
        # No lock yet: either being made at this moment, or left half made.
        if time.time() - folder.stat().st_mtime < _MAKING_SECONDS:
            return False
    wipe_folder(folder)
    return True


def hold(lock: IO[Any]) -> None:
    """Lock a file for as long as it stays open. Raises BlockingIOError where somebody else holds it."""
    if sys.platform == "win32":
        import msvcrt

        try:
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            raise BlockingIOError from error
    else:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
