"""Unix accounts for a trial: made, and taken away with all they hold. Needs the rights of root, and useradd."""

from __future__ import annotations

import contextlib
import os
import pwd
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

PATIENCE = 10.0
"""Seconds that an account's processes have to end by themselves."""


def is_there(name: str) -> bool:
    """Whether this machine knows the account."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def make(name: str, home: Path) -> None:
    """An account that nobody can sign in to by a password, with a home for its owner alone. Raises OSError."""
    command = ["useradd", "--create-home", "--home-dir", str(home), "--shell", "/usr/sbin/nologin", name]
    subprocess.run([*command, "--key", "HOME_MODE=0700"], check=True, stdout=subprocess.DEVNULL)


def remove(name: str) -> None:
    """End all that runs in the account, and take it away with its home."""
    end_all_of(pwd.getpwnam(name).pw_uid)
    subprocess.run(["userdel", "--remove", "--force", name], check=True, stderr=subprocess.DEVNULL)


def end_all_of(uid: int) -> None:
    """Ask the processes of an account to end, and after `PATIENCE` end them."""
    until = time.monotonic() + PATIENCE
    while pids := list(running(uid)):
        late = time.monotonic() > until
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL if late else signal.SIGTERM)
        time.sleep(0.2)


def running(uid: int) -> Iterator[int]:
    """The processes of an account that haven't ended (an ended one may wait for its parent to notice)."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with contextlib.suppress(OSError):
                about = (entry / "status").read_text()
                if f"\nUid:\t{uid}\t" in about and "\nState:\tZ" not in about:
                    yield int(entry.name)
