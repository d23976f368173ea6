"""Start JupyterLab on the learner's folder, on this machine only, with nothing of another Jupyter mixed in.

Lab runs in this process. Its own settings, kernels and extensions come from this Python and from
``settings/``; a person's other Jupyter configuration is neither read nor written.
"""

from __future__ import annotations

import os
import re
import secrets
import signal
import subprocess
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import zmq

from workbook_lib.catalog.own import KEPT_IN
from workbook_lib.opening import lighter, places
from workbook_lib.places import data_folder, write_whole
from workbook_lib.profiles import HANDED_DOWN, Writer

FIRST_PAGE = "00_start_here.ipynb"
# Two libraries are as if they weren't installed, which ipykernel and jsonschema allow for: Lab's debugger (it is
# switched off in settings/page_config.json; 18 MiB of every kernel) and a grammar for addresses (15, with charts).
KERNEL_CONFIG = """\
import sys
sys.modules.update(debugpy=None, rfc3987_syntax=None)
c.InteractiveShellApp.ignore_cwd = True
c.HistoryManager.enabled = False
c.InteractiveShellApp.extensions = ["workbook_lib.opening.warm"]
"""
# The trash is outside the sitting's folder; a file of the notary's would still be open when it is erased.
LEAVE_NOTHING = ("--FileContentsManager.delete_to_trash=False", "--NotebookNotary.db_file=:memory:")


@dataclass(frozen=True, slots=True)
class Launch:
    """What a start needs: the learner's folder, the port, what Lab keeps, and whether to open a browser.

    ``writer`` is whose journal it shows; ``who`` names their profile, "" where there is none.
    ``token`` is the secret that lets a browser in; every start has a new one.
    """

    folder: Path
    port: int
    keep: Path
    browser: bool = True
    page: str = FIRST_PAGE
    writer: Writer = field(default_factory=lambda: Writer(data_folder()))
    who: str = ""
    token: str = field(default_factory=lambda: secrets.token_hex(24), repr=False)

    @property
    def address(self) -> str:
        """The address that opens the workbook, for whoever has no browser opened for them."""
        return f"http://127.0.0.1:{self.port}/doc/tree/{self.page}?token={self.token}"

    @property
    def runtime(self) -> Path:
        """Where this server leaves its address and token, and what signs its cookies."""
        return runtime_dir(self.keep, self.who)

    @property
    def temporary(self) -> Path:
        """Where temporary files go that mustn't outlast a sitting."""
        return self.keep / "tmp"


def runtime_dir(keep: Path, who: str = "") -> Path:
    """Where running servers leave their address and token, for this person's eyes only.

    Each profile has its own: nobody is led to a server that shows another's journal, nor let in by a
    cookie from it.
    """
    return keep / "jupyter" / "runtime" / who


def environment(launch: Launch, inherited: Mapping[str, str]) -> dict[str, str]:
    """The environment for Lab and its kernels: every Jupyter variable is ours, everything else is kept.

    The same goes for whose journal it is. A folder's files never shadow a library: kernels leave the
    working folder out of their path.
    """
    kept = {
        k: v
        for k, v in inherited.items()
        if not k.startswith(("JUPYTER", "IPYTHON")) and k not in HANDED_DOWN
    }
    if launch.writer.leaves_nothing:
        kept.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(launch.temporary)))
    return {
        **kept,
        **launch.writer.environment(),
        "JUPYTER_NO_CONFIG": "1",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "JUPYTER_DATA_DIR": str(launch.keep / "jupyter"),
        "JUPYTER_RUNTIME_DIR": str(launch.runtime),
        "JUPYTER_TOKEN": launch.token,
        "IPYTHONDIR": str(launch.keep / "ipython"),
        "WORKBOOK_FOLDER": str(launch.folder),
        KEPT_IN: str(launch.keep / "compiled"),
    }


def arguments(launch: Launch) -> list[str]:
    """The command line for Lab. The token isn't on it: other people can read command lines."""
    server = {
        "ip": "127.0.0.1",
        "port": launch.port,
        "port_retries": 0,
        "open_browser": launch.browser,
        "answer_yes": True,
        "jpserver_extensions": "workbook_lib.server=True",
    }
    first = [f"--LabApp.default_url=/doc/tree/{launch.page}"]
    return [*(f"--ServerApp.{name}={value}" for name, value in server.items()), *first, *everywhere(launch)]


def everywhere(launch: Launch) -> list[str]:
    """What Lab is told wherever it runs, on a Hub too: its folders, its settings, and what stays off."""
    server = {"root_dir": launch.folder, "allow_root": True}
    lab = {
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
        *(LEAVE_NOTHING if launch.writer.leaves_nothing else []),
        # What is written travels from Lab to the kernel over a port that others on this machine could read.
        *(["--KernelManager.transport_encryption=auto"] if zmq.has("curve") else []),
    ]


def prepare_kernels(keep: Path) -> None:
    """Configure the kernels: no start-up files of another project, no history, no local modules."""
    profile = keep / "ipython" / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    # In one step: a kernel of another profile's Lab may be reading it.
    write_whole(profile / "ipython_kernel_config.py", KERNEL_CONFIG.encode())


def opener(runtime: Path, folder: Path, pid: int) -> Path:
    """The file that sends a browser to the server ``pid``; it keeps the token off the command line."""
    ours = folder / f".opening-{pid}.html"
    return ours if ours.exists() else runtime / f"jpserver-{pid}-open.html"


def opening_at(way_in: Path, page: str, pid: int) -> Path:
    """The same way in as a file that `opener` found, to another page; for its owner alone, as it holds the token.

    Raises OSError.
    """
    html = way_in.read_text(encoding="utf-8")
    target = way_in.with_name(f".opening-{Path(page).stem}-{pid}.html")
    started = re.search(r"/doc/tree/([^?\"']+)", html)
    if started is None or started[1] == page:
        return way_in
    target.touch(mode=0o600)
    target.write_text(html.replace(f"/doc/tree/{started[1]}", f"/doc/tree/{page}"), encoding="utf-8")
    return target


def browser_file(folder: Path, pid: int) -> Path | None:
    """Where a browser finds the address to open, on systems where it may not read our hidden folders.

    Linux browsers that come as a snap can't open a file below ``~/.local``. Only its owner may read
    the file, as it holds the token; Jupyter removes it at the end.
    """
    if not sys.platform.startswith("linux"):
        return None
    remove_left(folder)
    path = folder / f".opening-{pid}.html"
    path.touch(mode=0o600)
    return path


def remove_left(folder: Path) -> None:
    """Remove what `browser_file` made for servers that are no more."""
    for found in folder.glob(".opening-*.html"):
        pid = found.stem.rpartition("-")[2]
        if pid.isdecimal() and not Path("/proc", pid).exists():
            found.unlink(missing_ok=True)


class OutsideBrowser(webbrowser.BaseBrowser):
    """The person's browser, started with the environment from before ours: it outlives us and our key."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__("workbook")
        self._environ = dict(environ)

    def open(self, url: str, new: int = 0, autoraise: bool = True) -> bool:
        """Open ``url`` by a process of its own, which finds the browser as Python does."""
        command = [sys.executable, "-I", "-m", "webbrowser", url]
        return subprocess.run(command, env=self._environ, stdout=subprocess.DEVNULL).returncode == 0


def run(launch: Launch, environ: MutableMapping[str, str]) -> None:
    """Run Lab until it is stopped. Replaces the Jupyter variables of ``environ`` by ours."""
    webbrowser.register("workbook", None, OutsideBrowser(environ))
    ours = environment(launch, environ)
    environ.clear()
    environ.update(ours)
    launch.runtime.mkdir(parents=True, exist_ok=True)
    if launch.writer.leaves_nothing:
        launch.temporary.mkdir()
        tempfile.tempdir = None  # Python remembers the place from before.
    prepare_kernels(launch.keep)
    lighter.leave_out_the_grammar()
    from jupyterlab.labapp import LabApp  # after the environment: Jupyter reads it on import

    app = LabApp.initialize_server(argv=arguments(launch))
    app.browser = "workbook"
    documents = places.documents()
    outside = launch.writer.leaves_nothing and documents.is_dir()
    file = browser_file(documents if outside else launch.folder, os.getpid())
    if file:
        app.browser_open_file = str(file)
    # Jupyter asks before it stops, and tidies up only where it can ask. Nothing is lost by stopping.
    on_stop(lambda number, frame: app.stop(from_signal=True))
    app.start()


def on_stop(handler: Callable[[int, FrameType | None], object] | signal.Handlers) -> None:
    """Call ``handler`` on Ctrl-C, on the system's request to end, and when the terminal is closed."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):
        number = getattr(signal, name, None)
        # Whoever started us by nohup wants us to outlive the terminal.
        if number is not None and (name != "SIGHUP" or signal.getsignal(number) != signal.SIG_IGN):
            signal.signal(number, handler)
