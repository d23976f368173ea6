"""Several people on one computer: each has a folder with a journal of their own.

A profile keeps journals apart; only a passphrase closes one to others who use the same account.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from pathlib import Path

from workbook_lib import seal
from workbook_lib.places import data_folder, private_folder, wipe_folder, write_whole

FOLDER = "profiles"
_CARD = "profile.json"
_CHOSEN = "chosen.json"
MAX_NAME = 80


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
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise ValueError(f"A name needs between 1 and {MAX_NAME} letters.")
    if any(profile.name.casefold() == name.casefold() for profile in profiles(data)):
        raise ValueError("There is a profile of this name already; choose another name.")
    id = uuid.uuid4().hex
    profile = Profile(id, name, private_folder(private_folder(_home(data)) / id))
    if passphrase is not None:
        seal.make(profile.folder, passphrase)
    # The card comes last: without it the folder is no profile, so nothing stands half made.
    write_whole(profile.folder / _CARD, json.dumps({"name": name}).encode())
    return profile


def remove(profile: Profile) -> None:
    """Take a profile away, with all it holds written over. Close its journal first. Raises OSError."""
    (profile.folder / _CARD).unlink(missing_ok=True)
    wipe_folder(profile.folder)


def choose(profile: Profile | None, *, data: Path | None = None) -> None:
    """Say who is working here now, for every page opened from now on; None for nobody yet."""
    target = (data_folder() if data is None else data) / _CHOSEN
    if profile is None:
        target.unlink(missing_ok=True)
    else:
        write_whole(target, json.dumps({"profile": profile.id}).encode())


def chosen(data: Path | None = None) -> Profile | None:
    """Who is working here now; None where nobody was chosen or that profile is gone."""
    try:
        card = json.loads(((data_folder() if data is None else data) / _CHOSEN).read_text("utf-8"))
        wanted = card["profile"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return next((profile for profile in profiles(data) if profile.id == wanted), None)


def folder_of(id: str, *, data: Path | None = None) -> Path:
    """The folder of a profile by its id; of "" the data folder itself, for whoever has no profile.

    What waits for one person must never come to another: a page names whose it is. Raises KeyError.
    """
    if not id:
        return data_folder() if data is None else data
    for profile in profiles(data):
        if profile.id == id:
            return profile.folder
    raise KeyError(id)


def _home(data: Path | None) -> Path:
    return (data_folder() if data is None else data) / FOLDER


def _read(folder: Path) -> Profile | None:
    try:
        name = json.loads((folder / _CARD).read_text("utf-8"))["name"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Profile(folder.name, name, folder) if isinstance(name, str) else None
