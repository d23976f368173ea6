#!/usr/bin/env python3
"""Open the compassion workbook: ``python3 start.py`` (Windows: ``py start.py``).

``python3 start.py lite [FOLDER]`` builds the workbook as a static site that runs in a browser by itself, and
``sudo python3 start.py hub`` starts a JupyterHub for a try on this machine.

The first time, this makes a folder ``.venv`` beside itself and installs what the workbook needs into
it; nothing else on the computer changes. ``python3 start.py facilitate`` opens the page for a live
session, ``python3 start.py test`` runs every check of the project, ``python3 start.py release`` makes a ZIP to
give to people who double-click.
Standard library only, and written so that an old Python can read it far enough to say it is too old.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOG = VENV / "set-up.log"
OLDEST = (3, 11)
LIVE_PAGE = "21_live_session"

TOO_OLD = (
    "The workbook needs Python {0}.{1} or newer. This is {2}.{3}. You can get one at python.org/downloads."
)
FIRST_TIME = "Setting up the workbook: some minutes, 420 MB, once. You need the internet for this."
NO_VENV = (
    "I couldn't make the folder .venv beside start.py. You may not be allowed to write here, or Python's "
    "venv part may be missing (on Debian and Ubuntu: sudo apt install python3-venv)."
)
NO_NETWORK = "I couldn't reach the internet to fetch what the workbook needs. Connect, then run this again."
TOO_DEEP = (
    "This folder's own path is too long for Windows. Move the folder to a short place, such as C:\\workbook, "
    "and run this again."
)
NOT_FINISHED = "The set-up didn't finish. What was said is in {0}. Run this again to try once more."
OF_THE_PROJECT = {
    "test": "tests",
    "lite": "deploy/lite",
    "hub": "deploy/hub",
    "release": "deploy/release/build.py",
}
"""What only the whole project can do, and where it lies: a release has the workbook alone."""
MODULES = {"test": "tests.every_check", "lite": "deploy.lite", "hub": "deploy.hub.trial"}
NOT_HERE = "This copy holds the workbook alone. That command is for the whole project."
SIGNS_OF_NO_NETWORK = (
    "newconnectionerror",
    "nameresolutionerror",
    "name resolution",
    "dns error",
    "network is unreachable",
    "failed to establish a new connection",
    "error sending request",
    "client error (connect)",
)
SIGN_OF_LONG_PATHS = "/enable-long-paths"
"""What pip points to where Windows can't open a file because of its long path."""


class SetUpError(Exception):
    """The set-up can't go on; the message is a plain sentence for the person at the keyboard."""


def venv_python(windows: bool = os.name == "nt") -> Path:
    """The Python inside ``.venv``."""
    return VENV / ("Scripts/python.exe" if windows else "bin/python")


def wanted(extra: str) -> str:
    """A fingerprint of what belongs into ``.venv``; it changes when anything must be installed anew."""
    parts = [extra, str(ROOT), str(sys.version_info[:2])]
    parts += [(ROOT / name).read_text(encoding="utf-8") for name in ("requirements.txt", "pyproject.toml")]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def stamp(extra: str) -> Path:
    """The file that holds the fingerprint of what was installed in full."""
    return VENV / f"installed-{extra or 'base'}"


def is_ready(extra: str) -> bool:
    """Whether ``.venv`` works and holds what it should."""
    try:
        return stamp(extra).read_text(encoding="ascii") == wanted(extra) and works()
    except OSError:
        return False


def works() -> bool:
    """Whether the Python in ``.venv`` runs, is of this version, and has pip."""
    ask = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})"
    try:
        return subprocess.run([str(venv_python()), "-c", ask], capture_output=True).returncode == 0
    except OSError:
        return False


def make_venv() -> None:
    """Make ``.venv`` anew, whatever was there. Raises SetUpError."""
    base = getattr(sys, "_base_executable", None) or sys.executable
    done = subprocess.run(
        [base, "-m", "venv", "--clear", str(VENV)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0 or not works():
        raise SetUpError(NO_VENV)


def installers(extra: str) -> list[list[str]]:
    """The commands that can install everything, the quickest first."""
    what = ["-r", "requirements.txt", *(["-e", f".[{extra}]"] if extra else [])]
    options = ("--disable-pip-version-check", "--no-compile")
    pip = [str(venv_python()), "-m", "pip", "install", *options, *what]
    uv = shutil.which("uv")
    quick = [[uv, "pip", "install", "--python", str(venv_python()), *what]] if uv else []
    return [*quick, pip]


def compiler() -> list[str]:
    """The command that compiles what was installed, and the workbook itself."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run([str(venv_python()), "-c", ask], capture_output=True, text=True)
    folders = [folder for folder in (found.stdout.strip(), "workbook_lib") if (ROOT / folder).is_dir()]
    return [str(venv_python()), "-m", "compileall", "-q", "-j", "0", *folders]


def install(extra: str) -> None:
    """Install what is needed into ``.venv``. Raises SetUpError."""
    with LOG.open("wb") as log:
        # uv doesn't know pip's settings (an own index, say), so pip has the last word.
        if any(
            subprocess.call(command, cwd=ROOT, stdout=log, stderr=log) == 0 for command in installers(extra)
        ):
            # On all cores, which pip doesn't do. What isn't compiled now is when it is first needed.
            subprocess.call(compiler(), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            return
    raise SetUpError(why(LOG.read_text(encoding="utf-8", errors="replace").lower()))


def why(said: str) -> str:
    """Why nothing could be installed, as a sentence, by what was ``said``."""
    if SIGN_OF_LONG_PATHS in said:
        return TOO_DEEP
    offline = any(sign in said for sign in SIGNS_OF_NO_NETWORK)
    return NO_NETWORK if offline else NOT_FINISHED.format(LOG)


def set_up(extra: str = "") -> None:
    """Make ``.venv`` ready where it isn't. Raises SetUpError."""
    if is_ready(extra):
        return
    print(FIRST_TIME, flush=True)
    if not works():
        make_venv()
    install(extra)
    for done in {extra, ""}:
        stamp(done).write_text(wanted(done), encoding="ascii")


def run(command: list[str]) -> int:
    """Run ``command`` in place of this program where the system can, else wait for it."""
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)  # noqa: S606 - no shell is wanted
    process = subprocess.Popen(command)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # The workbook hears it too, and stops by itself.


def opening(arguments: list[str]) -> list[str]:
    """The options of ``open``: ``facilitate`` opens the page for a live session."""
    if arguments[:1] == ["facilitate"]:
        return ["--page", LIVE_PAGE, *arguments[1:]]
    return arguments


def main(arguments: list[str]) -> int:
    """What the command line asks for. Returns an exit code."""
    if sys.version_info < OLDEST:
        print(TOO_OLD.format(*OLDEST, *sys.version_info[:2]))
        return 1
    asked = arguments[0] if arguments and arguments[0] in OF_THE_PROJECT else ""
    if asked and not (ROOT / OF_THE_PROJECT[asked]).exists():
        print(NOT_HERE)
        return 1
    if asked == "release":
        return subprocess.call([sys.executable, str(ROOT / OF_THE_PROJECT[asked]), *arguments[1:]])
    try:
        set_up(asked)
    except SetUpError as fault:
        print(fault)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Nothing is broken: run this again to go on.")
        return 1
    if asked in MODULES:
        return run([str(venv_python()), "-m", MODULES[asked], *arguments[1:]])
    return run([str(venv_python()), "-m", "workbook_lib", "open", *opening(arguments)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
