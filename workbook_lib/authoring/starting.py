"""A new case from the template, or a new client after one of ours. Nothing that is there is overwritten."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

TEMPLATE = Path(__file__).with_name("case_template.md")


def slug(title: str) -> str:
    """An id from a title: small letters, digits and _ ("A wet Tuesday!" -> "a_wet_tuesday")."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:48].strip("_")
    return words if words and words[0].isalpha() else f"case_{words}".rstrip("_")


def new_case(folder: Path, title: str, desk: str, language: str = "en") -> Path:
    """Writes a case with everything still to be written, and returns its file. Raises FileExistsError."""
    name = slug(title)
    file = folder / language / "scenarios" / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = TEMPLATE.read_text(encoding="utf-8")
    filled = text.replace("{id}", name).replace("{title}", _quoted(title)).replace("{desk}", desk)
    with file.open("x", encoding="utf-8", newline="\n") as new:
        new.write(filled)
    return file


def new_client(folder: Path, title: str, like: Path, language: str = "en") -> Path:
    """Writes a client who starts as the one in the file ``like``, and returns the file. Raises FileExistsError."""
    name = slug(title)
    file = folder / language / "clients" / f"{name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = re.sub(r"(?m)^id: .*$", f"id: {name}", like.read_text(encoding="utf-8"), count=1)
    filled = re.sub(r"(?m)^title: .*$", lambda _: f"title: {_quoted(title)}", text, count=1)
    with file.open("x", encoding="utf-8", newline="\n") as new:
        new.write(filled)
    return file


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
