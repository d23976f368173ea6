"""A Hub on this machine for tests: real accounts, real processes, and a PostgreSQL that asks for a password."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from deploy.hub import accounts, reachable
from deploy.hub.trial import Trial, proxy_program
from tests.conftest import missing
from tests.postgres_process import Postgres
from tests.room_process import free_port

ROLE, PASSWORD = "rooms", "only-the-rooms-know"


def needs_hub() -> None:
    """Skip, or fail, where there is no Hub to start, or nobody who may make accounts."""
    if find_spec("jupyterhub") is None or find_spec("jupyterhub_idle_culler") is None:
        missing("jupyterhub with jupyterhub-idle-culler")
    if proxy_program() is None:
        missing("configurable-http-proxy (npm; WORKBOOK_PROXY names it)")
    if os.geteuid() != 0 or shutil.which("useradd") is None or shutil.which("setpriv") is None:
        missing("the right to make Unix accounts")


def names(count: int) -> list[str]:
    """Names for accounts that nobody has yet."""
    run = uuid.uuid4().hex[:6]
    return [f"wbt-{run}-{number}" for number in range(1, count + 1)]


def rooms_url(postgres: Postgres) -> str:
    """The database for rooms alone: with a role and a password of its own; a role without one gets nowhere."""
    postgres.run(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{PASSWORD}'")
    postgres.run(f"GRANT CREATE ON DATABASE postgres TO {ROLE}")
    rules = postgres.data / "pg_hba.conf"
    rules.write_text(f"host all {ROLE} 127.0.0.1/32 scram-sha-256\n" + rules.read_text())
    postgres.run("SELECT pg_reload_conf()")
    return postgres.url.replace("workbook@", f"{ROLE}:{PASSWORD}@")


@contextlib.contextmanager
def trial(people: list[str], **more: str) -> Iterator[Trial]:
    """A Hub that is ready, and nothing of it afterwards."""
    ports = (free_port(), free_port(), free_port(), free_port())
    made = Trial(people, ports, more)
    try:
        made.make().start()
        yield made
    finally:
        if "WORKBOOK_HUB_LOG" in os.environ:
            shutil.copy(made.log, os.environ["WORKBOOK_HUB_LOG"])
        made.remove()


def as_account(name: str, code: str, *given: str) -> Any:
    """What Python ``code`` prints as JSON, run as an account of this machine with nothing but its own rights."""
    command = [
        "setpriv",
        f"--reuid={name}",
        f"--regid={name}",
        "--clear-groups",
        sys.executable,
        "-c",
        code,
        *given,
    ]
    site = next(p for p in sys.path if p.endswith("site-packages"))
    environ = {"PYTHONPATH": site, "PATH": os.environ["PATH"], "HOME": "/nowhere"}
    done = subprocess.run(
        reachable.command(command), env=environ, capture_output=True, timeout=60, check=True, cwd="/"
    )
    return json.loads(done.stdout)


def processes(name: str) -> list[Path]:
    """The processes of an account, as folders of /proc."""
    import pwd

    return [Path("/proc", str(pid)) for pid in accounts.running(pwd.getpwnam(name).pw_uid)]


def memory(name: str) -> float:
    """What all processes of an account hold, each page they share counted in parts (PSS), in MiB."""
    held = 0
    for folder in processes(name):
        found = re.search(r"^Pss: +(\d+) kB", (folder / "smaps_rollup").read_text(), re.MULTILINE)
        held += int(found[1]) if found else 0
    return held / 1024


def environment(name: str) -> dict[str, str]:
    """All that the account's processes were told, by their environments together."""
    told: dict[str, str] = {}
    for folder in processes(name):
        pairs = (folder / "environ").read_bytes().decode(errors="replace").split("\0")
        told |= dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    return told


def answers_within(made: Trial, seconds: float) -> None:
    """Wait until the Hub answers."""
    until = time.monotonic() + seconds
    while not made.answers():
        assert time.monotonic() < until, made.log.read_text(errors="replace")[-2000:]
        time.sleep(0.3)
