"""A JupyterLab of ours that already runs for a folder, and the port we like to come back to.

A browser keeps what it stores per address and port, so words that wait in the browser are only found
again on the same port.
"""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FIRST_PORT = 8765


@dataclass(frozen=True, slots=True)
class RunningLab:
    """A server of ours: ``url`` ends in a slash; ``token`` lets a browser in."""

    url: str
    token: str
    root_dir: str
    pid: int

    def page_url(self, page: str) -> str:
        """The address that opens ``page`` (a file name) in a browser."""
        return f"{self.url}doc/tree/{page}?token={self.token}"


def _servers(runtime: Path) -> Iterator[RunningLab]:
    for file in sorted(runtime.glob("jpserver-*.json")):
        try:
            info = json.loads(file.read_text(encoding="utf-8"))
            yield RunningLab(info["url"], info["token"], info["root_dir"], info["pid"])
        except (OSError, ValueError, KeyError):
            continue


def answers(lab: RunningLab) -> bool:
    """Whether the server lets us in within two seconds."""
    ask = urllib.request.Request(  # noqa: S310 - the address is loopback, out of our own runtime folder
        f"{lab.url}api/status", headers={"Authorization": f"token {lab.token}"}
    )
    try:
        # A proxy of the house must not be asked for an address on this machine.
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(ask, timeout=5) as reply:
            return bool(reply.status == 200)
    except (OSError, ValueError):
        return False


def running_lab(runtime: Path, folder: Path) -> RunningLab | None:
    """The Lab of ours that shows this folder, if one does."""
    for lab in _servers(runtime):
        if Path(lab.root_dir) == folder and answers(lab):
            return lab
    return None


def port_is_free(port: int) -> bool:
    """Whether we can listen on this port of 127.0.0.1."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def choose_port(memory: Path) -> int:
    """The port in the file ``memory`` where it is free, else the next free one.

    The first choice is remembered; a detour is not, so that the next start comes back.
    """
    try:
        liked = int(memory.read_text(encoding="ascii"))
    except (OSError, ValueError):
        liked = 0
    start = liked if 1024 <= liked < 65000 else FIRST_PORT
    port = next(port for port in range(start, start + 500) if port_is_free(port))
    if not liked:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.write_text(str(port), encoding="ascii")
    return port
