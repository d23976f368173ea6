"""A room under load, on loopback: ``python -m benchmarks.bench_room``.

300 people join and send 3,000 answers, each read by the scorer, while every phone asks every four seconds whether
the room went on. Three servers in turn under the same load: a bare Starlette with uvicorn that only takes and gives
back the same forms (the peer), the room on SQLite, and the room on PostgreSQL (a throw-away one that syncs).
Prints what was lost and doubled, times in milliseconds, memory, and the ratio to the peer.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import sqlalchemy as sa

from tests.postgres_process import Postgres
from tests.room_load import Load
from tests.room_process import Process, free_port
from workbook_lib.db import reading
from workbook_lib.db.place import NAMED_BY
from workbook_lib.group import tables
from workbook_lib.group.store import Store

ANSWERED = ("answer", "join", "page", "now")


def centile(times: list[float], part: float) -> float:
    return sorted(times)[min(len(times) - 1, int(part * len(times)))] if times else float("nan")


def told(name: str, load: Load, used: dict[str, float], stored: Counter[str] | None) -> float:
    """Print how it went; returns the 95th centile of the answers."""
    print(
        f"\n{name}: joined in {load.joined_in:.1f} s, troubles {load.troubles}, load {os.getloadavg()[0]:.1f}"
    )
    if stored is not None:
        lost = [mark for mark in load.taken if not stored[mark]]
        doubled = [mark for mark, times in stored.items() if times > 1]
        print(f"  answers taken {len(load.taken)}, lost {len(lost)}, doubled {len(doubled)}")
    for what in ANSWERED:
        times = load.times.get(what, [])
        mean = statistics.fmean(times)
        p50, p95 = centile(times, 0.5), centile(times, 0.95)
        print(
            f"  {what:7}{len(times):6}  mean {mean:6.1f}  p50 {p50:6.1f}  p95 {p95:6.1f}  max {max(times):6.1f} ms"
        )
    print("  server: " + ", ".join(f"{key} {value:.1f}" for key, value in used.items()))
    return centile(load.times["answer"], 0.95)


def run(load: Load, server: psutil.Process) -> dict[str, float]:
    """Send the load to a server; what it used: the most memory in MB, processor seconds."""
    before = sum(server.cpu_times()[:2])
    asyncio.run(load.run())
    memory = server.memory_full_info()
    megabyte = 1024 * 1024
    return {
        "RSS MB": memory.rss / megabyte,
        "PSS MB": getattr(memory, "pss", 0) / megabyte,
        "most RSS MB": _peak(server.pid),
        "CPU s": sum(server.cpu_times()[:2]) - before,
    }


def _peak(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), float("nan"))


def stored(state: Path) -> Counter[str]:
    """How often each mark stands in what the room keeps, asked of a store that is opened anew."""
    store = Store.open(state)
    with reading(store.engine) as connection:
        texts = connection.scalars(sa.select(tables.answers.c.text)).all()
    store.close()
    return Counter(text.rsplit(" ", 1)[1] for text in texts)


def room(name: str, url: str, asked: argparse.Namespace) -> float:
    os.environ[NAMED_BY] = url
    with tempfile.TemporaryDirectory() as folder:
        process = Process(Path(folder))
        try:
            process.go_to("questions")
            load = Load(
                "127.0.0.1", process.port, process.code, asked.people, asked.answers, asked.join, asked.send
            )
            used = run(load, psutil.Process(process.process.pid))
        finally:
            process.stop()
        return told(name, load, used, stored(process.state))


@contextmanager
def peer() -> Iterator[tuple[int, psutil.Process]]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.room_peer", str(port)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        json.loads(process.stdout.readline())
        yield port, psutil.Process(process.pid)
    finally:
        process.kill()
        process.wait(20)
        process.stdout.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--answers", type=int, default=10, help="of each")
    parser.add_argument("--join", type=float, default=20.0, metavar="SECONDS")
    parser.add_argument("--send", type=float, default=60.0, metavar="SECONDS")
    parser.add_argument("--on", default="peer,sqlite,postgresql")
    asked = parser.parse_args()
    tails: dict[str, float] = {}
    if "peer" in asked.on:
        with peer() as (port, process):
            # As dense as the rooms' load, and a quarter as long.
            part = (max(1, asked.answers // 4), asked.join / 4, asked.send / 4)
            load = Load("127.0.0.1", port, "CODE", asked.people, *part)
            tails["peer"] = told("peer", load, run(load, process), None)
    if "sqlite" in asked.on:
        tails["sqlite"] = room("sqlite", "", asked)
    if "postgresql" in asked.on:
        server = Postgres(fsync=True)
        try:
            tails["postgresql"] = room("postgresql", server.url, asked)
        finally:
            server.remove()
    if "peer" in tails:
        print(
            "\np95 of an answer beside the peer's: "
            + ", ".join(f"{n} {t / tails['peer']:.1f}" for n, t in tails.items())
        )


if __name__ == "__main__":
    main()
