"""``python -m workbook_lib.hub.learner``: one learner's server on a Hub, the same Lab as ``start.py`` opens.

The Hub starts it as that learner, in their own account or container. It puts the current pages into their folder,
sets aside what they changed, and lets nobody in but whom the Hub names. Words are in the journal, not in a page.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

from workbook_lib.db.place import NAMED_BY
from workbook_lib.opening import lab, lighter, places
from workbook_lib.opening.command import prepare
from workbook_lib.opening.lab import Launch
from workbook_lib.places import private_folder

IDLE_KERNEL = "WORKBOOK_IDLE_KERNEL"
"""Names after how many seconds the kernel of a page that nobody has open ends; 0 for never."""
EXTENSIONS = ("jupyterlab", "workbook_lib.server")
"""All that this server loads: no terminals, no language servers. Each of them costs memory for every learner."""


def environment(launch: Launch, inherited: Mapping[str, str]) -> dict[str, str]:
    """As `lab.environment`, with what the Hub told this server, and without a way to the rooms' database.

    A journal stays a file of the learner's own: an account on the database server is never theirs to have.
    """
    ours = lab.environment(launch, inherited)
    told = {k: v for k, v in inherited.items() if k.startswith("JUPYTERHUB_")}
    dropped = ("JUPYTER_TOKEN", NAMED_BY)
    return {**{k: v for k, v in ours.items() if k not in dropped}, **told}


def culling(given: str) -> list[str]:
    """The arguments that end idle kernels of pages that nobody has open: buttons of an open page would be dead."""
    seconds = int(given) if given.isdecimal() else 0
    if not seconds:
        return []
    told = {"cull_idle_timeout": seconds, "cull_interval": min(seconds, 300)}
    return [f"--MappingKernelManager.{name}={value}" for name, value in told.items()]


def main(argv: list[str]) -> int:
    """Serve until the Hub ends it. Returns an exit code."""
    os.umask(0o077)
    folder = places.learners_folder(os.environ.get("WORKBOOK_FOLDER"))
    if not prepare(folder, os.environ.get("WORKBOOK_LANGUAGE")):
        return 1
    launch = Launch(folder, 0, private_folder(places.lab_dir()), browser=False)
    ours = environment(launch, os.environ)
    os.environ.clear()
    os.environ.update(ours)
    launch.runtime.mkdir(parents=True, exist_ok=True)
    lab.prepare_kernels(launch.keep)
    lighter.leave_out_the_grammar()
    # After the environment: Jupyter reads it on import.
    server: Any = lighter.learners_part().JupyterHubSingleUser
    server.serverapp_config = {"jpserver_extensions": dict.fromkeys(EXTENSIONS, True)}
    culled = culling(os.environ.get(IDLE_KERNEL, ""))
    app = server.initialize_server([*lab.everywhere(launch), *culled, *argv])
    app.start()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
