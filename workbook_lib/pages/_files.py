"""Files that a learner takes along: where they go, how a page links to them, and what is said of them."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from platformdirs import user_documents_path

from .. import profiles, render
from ..browser import in_browser
from ..parts import Html, Part
from ..places import write_whole


@dataclass(frozen=True, slots=True)
class Said:
    """What was done: below which part it is told, in what words, and a link to the file that was made."""

    place: str
    text: str
    link: str = ""
    label: str = ""
    download: bool = False
    file: str = ""


def told(said: Said | None, place: str, name: str = "said") -> list[Part]:
    """What was done, right below the button that did it; nothing where it belongs to another place."""
    if said is None or said.place != place:
        return []
    return [Html(f"said-{place}", render.template("said.html", name=name, **asdict(said)))]


def learners_folder() -> Path:
    """Where files for the learner go: the folder of their pages, else where this runs.

    In a sitting that leaves nothing the pages are erased too: then it is among their own documents.
    """
    if profiles.current().leaves_nothing:
        documents = user_documents_path()
        return documents if documents.is_dir() else Path.home()
    return Path(os.environ.get("WORKBOOK_FOLDER") or Path.cwd())


def link(path: Path) -> str:
    """The way to a file in the learner's folder from a page there, where the workbook's own server serves it.

    In a browser the way is the file itself.
    """
    if in_browser():
        return f"data:application/octet-stream;base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"
    served = os.environ.get("WORKBOOK_FOLDER") and not profiles.current().leaves_nothing
    return f"../../files/{quote(path.name)}" if served else ""


def made(place: str, text: Callable[[str], str], path: Path, label: str, *, download: bool = False) -> Said:
    """What to say of a file that was made; ``text`` is told where it lies.

    A file that was made in a browser lies nowhere yet: there the link saves it, under its name.
    """
    if in_browser():
        return Said(place, text(path.name), link(path), label, True, path.name)
    return Said(place, text(str(path)), link(path), label, download)


def free_path(path: Path) -> Path:
    """``path``, or the first like it with a number that isn't taken."""
    number = 2
    found = path
    while found.exists():
        found = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return found


def written(name: str, data: bytes) -> Path:
    """Write a file into the learner's folder, beside older ones of the same name. Raises OSError."""
    path = free_path(learners_folder() / name)
    write_whole(path, data)
    return path
