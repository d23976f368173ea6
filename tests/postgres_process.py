"""A throw-away PostgreSQL: a real server of its own in a folder of its own, on loopback, gone at the end."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any

ACCOUNT = "nobody"
"""The server refuses to run as root: where the tests do, it runs as this."""


def programs() -> Path | None:
    """The folder of initdb and pg_ctl; None where there is none. Debian has one a version, off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), default=None)


class Postgres:
    """The running server. ``url`` names its database, as ``WORKBOOK_DATABASE_URL`` does."""

    def __init__(self, *, fsync: bool = False) -> None:
        home = programs()
        assert home is not None
        self._home, self.folder = home, Path(tempfile.mkdtemp(prefix="wb-pg-", dir="/tmp"))
        self.data, self.port = self.folder / "data", _free_port()
        self.url = f"postgresql://workbook@127.0.0.1:{self.port}/postgres"
        if os.geteuid() == 0:
            shutil.chown(self.folder, ACCOUNT)
        self._call("initdb", "-D", self.data, "-U", "workbook", "-A", "trust", "-E", "UTF8", "--no-sync")
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(
                f"listen_addresses = '127.0.0.1'\nport = {self.port}\nunix_socket_directories = ''\n"
                f"fsync = {'on' if fsync else 'off'}\nlc_messages = 'C'\nautovacuum_naptime = 1s\n"
            )
        self.start()

    @property
    def programs(self) -> Path:
        """Where pg_dump and its like are."""
        return self._home

    def start(self) -> None:
        self._call("pg_ctl", "-D", self.data, "-w", "-t", "60", "-l", self.folder / "log", "start")

    def stop(self, how: str = "immediate") -> None:
        self._call("pg_ctl", "-D", self.data, "-w", "-t", "60", "-m", how, "stop")

    def restart(self) -> None:
        """As after a crash: nobody is asked to finish, and the log is played back."""
        self._call(
            "pg_ctl",
            "-D",
            self.data,
            "-w",
            "-t",
            "60",
            "-m",
            "immediate",
            "-l",
            self.folder / "log",
            "restart",
        )

    def run(self, statement: str) -> list[tuple[Any, ...]]:
        """Run a statement as the server's owner, outside of any transaction."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            done = connection.execute(statement)
            return done.fetchall() if done.description else []

    def remove(self) -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _call(self, program: str, *options: object) -> None:
        command = [str(self._home / program), *map(str, options)]
        account = {"user": ACCOUNT, "group": "nogroup", "extra_groups": ()} if os.geteuid() == 0 else {}
        # The server outlives pg_ctl and would hold a pipe open: what is said goes to a file.
        with (self.folder / "said").open("ab") as said:
            subprocess.run(
                command,
                check=True,
                cwd=self.folder,
                stdout=said,
                stderr=said,
                stdin=subprocess.DEVNULL,
                **account,
            )


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])
