"""The settings in the learner's folder: a plain text file that anybody can read and change.

Lines of ``name: value``. Quotation marks around a value are passed over and a backslash is a backslash, so
that a path can be pasted as the system shows it. Everything else in the file stays as its owner wrote it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workbook_lib.places import write_whole

NAME = "settings.txt"
TEMPLATE = Path(__file__).with_name("settings_template.txt")
LANGUAGE, CONTENT = "language", "own content"
_LINE = re.compile(rf"^\s*({LANGUAGE}|{CONTENT})\s*[:=]\s*(.*?)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Settings:
    """What was chosen. ``content`` may not exist; ``strange`` is the first line that says nothing to us."""

    language: str = "en"
    content: Path | None = None
    strange: str = ""


def learners_folder() -> Path:
    """The folder of the learner's pages, where the workbook was opened by its own command; else this one."""
    return Path(os.environ.get("WORKBOOK_FOLDER") or Path.cwd())


def read(folder: Path) -> Settings:
    """The settings in a learner's folder, as far as they can be read. A relative path starts there."""
    found: dict[str, str] = {}
    strange = ""
    for line in _text(folder / NAME).splitlines():
        match = _LINE.match(line)
        if match:
            found[match.group(1).lower()] = match.group(2).strip("\"'“”‘’ ")
        elif line.strip() and not line.lstrip().startswith("#"):
            strange = strange or " ".join(line.split())[:80]
    content = found.get(CONTENT, "")
    return Settings(
        language=found.get(LANGUAGE, "").lower() or "en",
        content=folder / Path(content).expanduser() if content else None,
        strange=strange,
    )


def write(folder: Path, *, language: str | None = None, content: Path | None = None) -> Path:
    """Change what is given, and leave every other line alone. Returns the file. Raises OSError.

    A path inside the learner's folder is written from there, so that the folder may be moved.
    """
    wanted: dict[str, str] = {}
    if language is not None:
        wanted[LANGUAGE] = language
    if content is not None:
        inside = content.is_relative_to(folder)
        wanted[CONTENT] = str(content.relative_to(folder) if inside else content)
    file = folder / NAME
    text = _text(file) or TEMPLATE.read_text(encoding="utf-8")
    write_whole(file, _changed(text, wanted).encode("utf-8"))
    return file


def make(folder: Path) -> None:
    """Put the file there with nothing chosen, where there is none. Raises OSError."""
    if not (folder / NAME).exists():
        write_whole(folder / NAME, TEMPLATE.read_bytes())


def _changed(text: str, wanted: Mapping[str, str]) -> str:
    lines, left = text.splitlines(), dict(wanted)
    for number, line in enumerate(lines):
        match = _LINE.match(line)
        if match and match.group(1).lower() in wanted:
            name = match.group(1).lower()
            lines[number] = f"{name}: {wanted[name]}"
            left.pop(name, None)
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in left.items())]) + "\n"


def _text(file: Path) -> str:
    """The file's text, however an editor saved it; nothing where there is no file."""
    try:
        raw = file.read_bytes()
    except OSError:
        return ""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    return raw.decode("utf-8-sig", errors="replace").replace("\0", "")
