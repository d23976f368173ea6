"""Start JupyterLab on the learner's folder, on this machine only, with nothing of another Jupyter mixed in.

Lab runs in this process. Its own settings, kernels and extensions come from this Python and from
``settings/``; a person's other Jupyter configuration is neither read nor written.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

import zmq

from workbook_lib.opening import places

FIRST_PAGE = "00_start_here.ipynb"
KERNEL_CONFIG = """\
c.InteractiveShellApp.ignore_cwd = True
c.HistoryManager.enabled = False
c.InteractiveShellApp.extensions = ["workbook_lib.opening.warm"]
"""


@dataclass(frozen=True, slots=True)
class Launch:
    """What a start needs: the learner's folder, the port, what Lab keeps, and whether to open a browser.

    ``token`` is the secret that lets a browser in; every start has a new one.
    """

    folder: Path
    port: int
    keep: Path
    browser: bool = True
    page: str = FIRST_PAGE
    token: str = field(default_factory=lambda: secrets.token_hex(24), repr=False)

    @property
    def address(self) -> str:
        """The address that opens the workbook, for whoever has no browser opened for them."""
        return f"http://127.0.0.1:{self.port}/doc/tree/{self.page}?token={self.token}"


def runtime_dir(keep: Path) -> Path:
    """Where running servers leave their address and token, for this person's eyes only."""
    return keep / "jupyter" / "runtime"


def environment(launch: Launch, inherited: Mapping[str, str]) -> dict[str, str]:
    """The environment for Lab and its kernels: every Jupyter variable is ours, everything else is kept.

    A folder's files never shadow a library: kernels leave the working folder out of their path.
    """
    kept = {k: v for k, v in inherited.items() if not k.startswith(("JUPYTER", "IPYTHON"))}
    return {
        **kept,
        "JUPYTER_NO_CONFIG": "1",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_DATA_DIR": str(launch.keep / "jupyter"),
        "JUPYTER_RUNTIME_DIR": str(runtime_dir(launch.keep)),
        "JUPYTER_TOKEN": launch.token,
        "IPYTHONDIR": str(launch.keep / "ipython"),
        "WORKBOOK_FOLDER": str(launch.folder),
    }


def arguments(launch: Launch) -> list[str]:
    """The command line for Lab. The token isn't on it: other people can read command lines."""
    server = {
        "root_dir": launch.folder,
        "ip": "127.0.0.1",
        "port": launch.port,
        "port_retries": 0,
        "open_browser": launch.browser,
        "answer_yes": True,
        "allow_root": True,
        "jpserver_extensions": "workbook_lib.server=True",
    }
    lab = {
        "default_url": f"/doc/tree/{launch.page}",
        "app_settings_dir": places.SETTINGS,
        "user_settings_dir": launch.keep / "settings",
        "workspaces_dir": launch.keep / "workspaces",
        "extra_labextensions_path": places.LABEXTENSIONS,
        "news_url": "None",
        "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "extension_manager": "readonly",
    }
    return [
        *(f"--ServerApp.{name}={value}" for name, value in server.items()),
        *(f"--LabApp.{name}={value}" for name, value in lab.items()),
        "--Application.log_level=ERROR",
        "--KernelSpecManager.kernel_dirs=[]",
        # What is written travels from Lab to the kernel over a port that others on this machine could read.
        *(["--KernelManager.transport_encryption=auto"] if zmq.has("curve") else []),
    ]


def prepare_kernels(keep: Path) -> None:
    """Configure the kernels: no start-up files of another project, no history, no local modules."""
    profile = keep / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text(KERNEL_CONFIG, encoding="utf-8")


def opener(runtime: Path, folder: Path, pid: int) -> Path:
    """The file that sends a browser to the server ``pid``; it keeps the token off the command line."""
    ours = folder / f".opening-{pid}.html"
    return ours if ours.exists() else runtime / f"jpserver-{pid}-open.html"


def browser_file(folder: Path, pid: int) -> Path | None:
    """Where a browser finds the address to open, on systems where it may not read our hidden folders.

    Linux browsers that come as a snap can't open a file below ``~/.local``. Only its owner may read
    the file, as it holds the token; Jupyter removes it at the end.
    """
    if not sys.platform.startswith("linux"):
        return None
    for left_behind in folder.glob(".opening-*.html"):
        left_behind.unlink()
    path = folder / f".opening-{pid}.html"
    path.touch(mode=0o600)
    return path


def run(launch: Launch, environ: MutableMapping[str, str]) -> None:
    """Run Lab until it is stopped. Replaces the Jupyter variables of ``environ`` by ours."""
    ours = environment(launch, environ)
    environ.clear()
    environ.update(ours)
    runtime_dir(launch.keep).mkdir(parents=True, exist_ok=True)
    prepare_kernels(launch.keep)
    from jupyterlab.labapp import LabApp  # after the environment: Jupyter reads it on import

    app = LabApp.initialize_server(argv=arguments(launch))
    file = browser_file(launch.folder, os.getpid())
    if file:
        app.browser_open_file = str(file)
    # Jupyter asks before it stops, and tidies up only where it can ask. Nothing is lost by stopping.
    signal.signal(signal.SIGINT, lambda number, frame: app.stop(from_signal=True))
    app.start()
