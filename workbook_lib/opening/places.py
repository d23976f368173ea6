"""Where things are: the pages we ship, the learner's folder, and what stays on this machine.

Nothing here creates a folder; whoever writes does.
"""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_documents_path

from workbook_lib.places import data_folder

FOLDER_NAME = "Compassion workbook"
PACKAGE = Path(__file__).resolve().parents[1]
LABEXTENSIONS = PACKAGE / "labextension"
SETTINGS = Path(__file__).resolve().parent / "settings"


def lab_dir() -> Path:
    """What JupyterLab keeps for us between starts. May be deleted: no answer is in it."""
    return data_folder() / "lab"


def documents() -> Path:
    """The person's own documents. It may not exist."""
    return user_documents_path()


def learners_folder(chosen: str | None = None) -> Path:
    """The folder with the learner's copies of the pages: the chosen one, else one in Documents."""
    if chosen:
        return Path(chosen).expanduser().resolve()
    return documents() / FOLDER_NAME


def shipped_notebooks() -> Path:
    """The tracked pages: ``WORKBOOK_PAGES`` where set, inside an installed package, else in the clone."""
    chosen = os.environ.get("WORKBOOK_PAGES")
    if chosen:
        return Path(chosen).resolve()
    inside = PACKAGE / "notebooks"
    return inside if inside.is_dir() else PACKAGE.parent / "notebooks"
