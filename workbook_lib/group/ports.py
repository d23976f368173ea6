"""Places to listen at on this computer."""

from __future__ import annotations

import socket
import sys

FIRST_PORT = 8800
"""Where a room is looked for, and the first place one is opened at."""
PORTS = 400
TAKEN = 3
"""What a room's process ends with where another program was faster at its port."""


def free_port(host: str) -> int:
    """The first port that is free at an address, from `FIRST_PORT` on. Raises OSError where none is."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        if is_free(host, port):
            return port
    raise OSError(f"no free port at {host}")


def is_free(host: str, port: int) -> bool:
    """Whether nobody listens there now. Somebody may before one's own program does."""
    try:
        listening(host, port).close()
    except OSError:
        return False
    return True


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises OSError where another one does, or the address isn't this computer's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sends at once; else the second half of a page waits 40 ms.
    found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            # What a process left behind that ended a moment ago is no hindrance.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        # Two may be bound to one port; only one of them may listen.
        found.listen()
    except OSError:
        found.close()
        raise
    return found
