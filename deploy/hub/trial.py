"""``sudo python3 start.py hub``: a Hub for a try on one machine, with Unix accounts that it makes and takes away.

A trial is no installation: everybody signs in with the one password that is printed at the start.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

from deploy.hub import accounts, reachable

ROOT = Path(__file__).resolve().parents[2]
CONFIG = Path(__file__).with_name("jupyterhub_config.py")
PATIENCE = 90.0
"""Seconds within which a Hub answers on a busy machine."""
READY = """\
The Hub is ready. Open {url} and sign in as one of these, each with the password {password}
  {people}
The first one is a facilitator. Everything is erased when you press Ctrl and C here.
"""
NOT_ROOT = "A trial makes Unix accounts, so it needs the rights of root: sudo python3 start.py hub"
LEFT = (
    "These accounts are here already, perhaps from a trial that was cut off: {0}. Nothing was changed. Take "
    "each away with sudo userdel -r NAME, then run this again."
)
NO_PROXY = (
    "The program configurable-http-proxy is missing. Install it once: npm install -g configurable-http-proxy"
)


def proxy_program() -> str | None:
    """configurable-http-proxy: ``WORKBOOK_PROXY``, or one on the path."""
    return os.environ.get("WORKBOOK_PROXY") or shutil.which("configurable-http-proxy")


@dataclass
class Trial:
    """A Hub on loopback with ``people`` of its own. ``more`` is added to its environment."""

    people: list[str]
    ports: tuple[int, int, int, int] = (8000, 8001, 8081, 10110)
    more: dict[str, str] = field(default_factory=dict)
    password: str = field(default_factory=lambda: secrets.token_urlsafe(9))
    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="wb-hub-", dir="/tmp")))
    process: subprocess.Popen[bytes] | None = None
    _made: list[str] = field(default_factory=list)

    @property
    def rooms(self) -> str:
        """The account that the rooms run in."""
        return f"{self.people[0].rpartition('-')[0]}-rooms"

    @property
    def url(self) -> str:
        """Where people come in."""
        return f"http://127.0.0.1:{self.ports[0]}"

    def make(self) -> Trial:
        """Make the accounts and the folders. Raises OSError, CalledProcessError."""
        self.folder.chmod(0o711)
        for name in (self.rooms, *self.people):
            accounts.make(name, self.folder / name)
            self._made.append(name)
        self.log.touch(0o600)
        state = self.folder / "state"
        state.mkdir(mode=0o711)
        (state / "rooms").mkdir(mode=0o700)
        shutil.chown(state / "rooms", self.rooms)
        return self

    def environment(self) -> dict[str, str]:
        """What jupyterhub_config.py reads."""
        _, proxy, hub, rooms = self.ports
        kept = {
            k: v for k, v in os.environ.items() if not k.startswith(("WORKBOOK_", "JUPYTER", "CONFIGPROXY"))
        }
        own = {
            "WORKBOOK_HUB_STATE": str(self.folder / "state"),
            "WORKBOOK_HUB_URL": self.url,
            "WORKBOOK_PROXY": str(proxy_program()),
            "WORKBOOK_PROXY_API": f"http://127.0.0.1:{proxy}",
            "WORKBOOK_HUB_API": f"http://127.0.0.1:{hub}",
            "WORKBOOK_ROOMS_PORT": str(rooms),
            "WORKBOOK_ROOMS_ACCOUNT": self.rooms,
            "WORKBOOK_AUTHENTICATOR": "shared-password",
            "WORKBOOK_LEARNERS": ",".join(self.people),
            "WORKBOOK_FACILITATORS": self.people[0],
            "WORKBOOK_TRIAL_PASSWORD": self.password,
            "PYTHONPATH": str(ROOT),
            "HOME": str(self.folder),
        }
        return {**kept, **own, **self.more}

    def start(self) -> subprocess.Popen[bytes]:
        """Start the Hub and wait until it answers. Raises OSError, RuntimeError with its last words."""
        given = [sys.executable, "-m", "jupyterhub", "-f", str(CONFIG)]
        given = reachable.command(given, [reachable.home_of(Path(str(proxy_program())))])
        with self.log.open("ab") as log:
            process = self.process = subprocess.Popen(
                given,
                env=self.environment(),
                cwd=self.folder / "state",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        until = time.monotonic() + PATIENCE
        while not self.answers():
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(self.log.read_text(errors="replace")[-3000:])
            time.sleep(0.5)
        return process

    @property
    def log(self) -> Path:
        """What the Hub and all its processes said."""
        return self.folder / "hub.log"

    def answers(self) -> bool:
        """Whether the Hub answers through its proxy."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{self.url}/hub/health", timeout=5) as reply:
                return bool(reply.status == 200)
        except (OSError, ValueError):
            return False

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End the Hub, with its proxy and its services; learners' servers go on."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(60)

    def remove(self) -> None:
        """End everything, and take the accounts and all they hold away."""
        try:
            self.stop()
        finally:
            self._end_proxy()
            for name in reversed(self._made):
                accounts.remove(name)
            shutil.rmtree(self.folder, ignore_errors=True)

    def _end_proxy(self) -> None:
        """End a proxy that a Hub left behind which was cut off."""
        with contextlib.suppress(OSError, ValueError):
            pid = int((self.folder / "state" / "proxy.pid").read_text())
            if b"configurable-http-proxy" in Path("/proc", str(pid), "cmdline").read_bytes():
                os.kill(pid, signal.SIGTERM)


def main(argv: list[str] | None = None) -> int:
    """Run a trial until it is stopped. Returns an exit code."""
    parser = argparse.ArgumentParser(prog="python3 start.py hub", description=__doc__)
    parser.add_argument("--people", type=int, default=3, help="how many accounts to make; the first leads")
    parser.add_argument("--port", type=int, default=8000, help="where people come in, on this machine")
    options = parser.parse_args(argv)
    trouble = NOT_ROOT if os.geteuid() != 0 else None if proxy_program() else NO_PROXY
    if trouble:
        print(trouble)
        return 1
    port = options.port
    people = [f"wb-trial-{number}" for number in range(1, options.people + 1)]
    trial = Trial(people, (port, port + 1, port + 81, port + 110))
    left = [name for name in (trial.rooms, *people) if accounts.is_there(name)]
    if left:
        trial.remove()
        print(LEFT.format(", ".join(left)))
        return 1
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        process = trial.make().start()
        print(READY.format(url=trial.url, password=trial.password, people="\n  ".join(people)), flush=True)
        process.wait()
    except KeyboardInterrupt:
        print("The trial ends.")
    finally:
        trial.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main())
