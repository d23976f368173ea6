"""Where the workbook keeps what a learner writes: their own data folder on this computer.

The folder is the system's place for an application's data (never the clone, never a folder that a
service copies to other computers). ``WORKBOOK_DATA`` names another one.
"""

from __future__ import annotations

import os
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
