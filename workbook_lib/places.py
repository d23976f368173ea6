"""Where the workbook keeps what a learner writes: their own data folder on this computer.

The folder is the system's place for an application's data (never the clone, never a folder that a
service copies to other computers). ``WORKBOOK_DATA`` names another one.
"""

from __future__ import annotations

import contextlib
import os
import uuid
from pathlib import Path

APPLICATION = "compassion-workbook"
OVERRIDE = "WORKBOOK_DATA"


def data_folder() -> Path:
    """The data folder of whoever is signed in. It may not exist yet."""
    chosen = os.environ.get(OVERRIDE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    import platformdirs

    return platformdirs.user_data_path(APPLICATION, appauthor=False)


def private_folder(folder: Path) -> Path:
    """Make ``folder`` where it is missing, open to its owner alone (mode 0700), and return it.

    A folder that is already there keeps its mode: somebody chose it. Raises OSError.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def write_whole(target: Path, data: bytes, *, private: bool = False) -> None:
    """Write a file in one step: a reader sees all of it or none, also after a power cut. Raises OSError.

    A ``private`` one is its owner's alone from its first byte (mode 0600).
    """
    temporary = target.with_suffix(f".{uuid.uuid4().hex}.part")
    try:
        with open(temporary, "xb", opener=_for_its_owner if private else None) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _for_its_owner(path: str, flags: int) -> int:
    # The process's umask would do the same, and for its other threads too.
    return os.open(path, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    # Only where folders can be opened: Windows writes the directory through by itself.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def wipe(path: Path) -> None:
    """Write over a file before removing it; of a link, only the link goes. Raises OSError.

    A disk that moves data about (solid-state, or one with snapshots) may still hold older blocks.
    """
    if not path.is_symlink():
        with path.open("r+b") as file:
            left = path.stat().st_size
            while left > 0:
                left -= file.write(bytes(min(left, 1_048_576)))
            file.flush()
            os.fsync(file.fileno())
    path.unlink()


def wipe_folder(folder: Path) -> None:
    """`wipe` every file in a folder and below, and remove the folder. Raises OSError."""
    for parent, folders, files in os.walk(folder, topdown=False):
        for name in files:
            wipe(Path(parent, name))
        for name in folders:
            inner = Path(parent, name)
            inner.unlink() if inner.is_symlink() else inner.rmdir()
    folder.rmdir()
