"""Several people on one computer: each has a folder with a journal of their own.

A profile keeps journals apart; only a passphrase closes one to others who use the same account.
"""

from __future__ import annotations

import json
import os
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from workbook_lib import seal
from workbook_lib.places import OVERRIDE, data_folder, private_folder, wipe_folder, write_whole

FOLDER = "profiles"
_CARD = "profile.json"
MAX_NAME = 80
_KEY, _NAME, _LEAVES_NOTHING = "WORKBOOK_KEY", "WORKBOOK_PROFILE", "WORKBOOK_LEAVES_NOTHING"
HANDED_DOWN = (OVERRIDE, _KEY, _NAME, _LEAVES_NOTHING)
"""The environment variables that tell a server and its kernels whose journal is open."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One person's place on this computer. ``name`` can be read by everyone who can open the folder."""

    id: str
    name: str
    folder: Path

    @property
    def sealed(self) -> bool:
        """Whether it takes a passphrase to open the journal."""
        return seal.is_sealed(self.folder)


def profiles(data: Path | None = None) -> list[Profile]:
    """Everyone's profiles on this computer, by name. A folder with no readable card is passed over."""
    home = _home(data)
    folders = sorted(home.iterdir()) if home.is_dir() else []
    found = [profile for folder in folders if (profile := _read(folder)) is not None]
    return sorted(found, key=lambda profile: profile.name.casefold())


def add(name: str, *, passphrase: str | None = None, data: Path | None = None) -> Profile:
    """Make a profile; with a passphrase its journal can't be read without, from the first word on.

    Raises ValueError, in a plain sentence, for a name or passphrase that is empty or a name that is too
    long or already there; OSError where it can't be written.
    """
    name = " ".join(name.split())
    trouble = trouble_with(name, data)
    if trouble is not None:
        raise ValueError(trouble)
    id = uuid.uuid4().hex
    profile = Profile(id, name, private_folder(private_folder(_home(data)) / id))
    if passphrase is not None:
        seal.make(profile.folder, passphrase)
    # The card comes last: without it the folder is no profile, so nothing stands half made.
    write_whole(profile.folder / _CARD, json.dumps({"name": name}).encode())
    return profile


def trouble_with(name: str, data: Path | None = None) -> str | None:
    """Why no profile can be made of this name, in a plain sentence; None where one can."""
    name = " ".join(name.split())
    if not name or len(name) > MAX_NAME or not name.isprintable():
        return f"A name needs between 1 and {MAX_NAME} letters."
    if any(profile.name.casefold() == name.casefold() for profile in profiles(data)):
        return "There is a profile of this name already; choose another name."
    return None


def remove(profile: Profile) -> None:
    """Take a profile away, with all it holds written over. Close its journal first. Raises OSError."""
    (profile.folder / _CARD).unlink(missing_ok=True)
    wipe_folder(profile.folder)


@dataclass(frozen=True, slots=True)
class Writer:
    """Whose journal is open: its folder, the key of one that is closed by a passphrase, the profile's name.

    ``name`` is "" for the one journal without a profile.
    """

    folder: Path
    key: bytes | None = field(default=None, repr=False)
    name: str = ""
    leaves_nothing: bool = False

    @property
    def seal(self) -> seal.Seal | None:
        """What opens the journal; None where it has no passphrase. Raises seal.DamagedError."""
        return None if self.key is None else seal.Seal(self.key)

    def environment(self) -> dict[str, str]:
        """What `current` reads in another process. It holds the key: for the server and its kernels alone."""
        told = {
            OVERRIDE: str(self.folder),
            _KEY: (self.key or b"").decode("ascii"),
            _NAME: self.name,
            _LEAVES_NOTHING: "1" if self.leaves_nothing else "",
        }
        return {name: value for name, value in told.items() if value}


def current() -> Writer:
    """Whose journal is open in this process, as `open` handed it down; else the one in the data folder."""
    key = os.environ.get(_KEY)
    return Writer(
        data_folder(),
        key.encode() if key else None,
        os.environ.get(_NAME, ""),
        os.environ.get(_LEAVES_NOTHING) == "1",
    )


def _home(data: Path | None) -> Path:
    return (data_folder() if data is None else data) / FOLDER


def _read(folder: Path) -> Profile | None:
    try:
        name = json.loads((folder / _CARD).read_text("utf-8"))["name"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Profile(folder.name, name, folder) if isinstance(name, str) else None
