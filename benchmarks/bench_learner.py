"""What one learner takes on a machine: ``python -m benchmarks.bench_learner [--rounds N]``. Needs Chromium, Linux.

The workbook as ``start.py`` opens it: page 00, a minute in which nobody does anything, then by its link page 02,
and a practice of five texts, each typed, rated and read. Beside it, in the same run, a plain JupyterLab with a
notebook of one Button and one Textarea, and the same texts typed. Memory in MiB, computing in seconds of one core;
the browser isn't counted. PSS shares out what processes have in common and can be added up; RSS counts it in each.
"""

from __future__ import annotations

import argparse
import os
import re
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.learner_peer import open_plain, plain_lab, practise_plain
from tests.browser.harness import BROWSER_ARGUMENTS, OPENS_WITHIN_MS, Lab, chromium, open_page, wait_alive
from tests.browser.test_whole_case import QUESTIONS

KEYS_MS = 60
"""From one key to the next: a quick typist."""
MIB = 2**20


@dataclass(frozen=True, slots=True)
class Held:
    """What the server and its kernels hold, in MiB; ``kernels`` are sorted from the oldest."""

    server: tuple[float, float]
    kernels: list[tuple[float, float]]

    @property
    def pss(self) -> float:
        return self.server[0] + sum(pss for pss, _ in self.kernels)

    def __str__(self) -> str:
        each = ", ".join(f"{pss:.1f} ({rss:.1f})" for pss, rss in self.kernels)
        return f"{self.pss:6.1f} = server {self.server[0]:.1f} ({self.server[1]:.1f}) + kernel {each}"


class Watched:
    """A server and the kernels below it."""

    def __init__(self, pid: int) -> None:
        self._server = psutil.Process(pid)

    def processes(self) -> list[psutil.Process]:
        below = [p for p in self._server.children(recursive=True) if "ipykernel" in " ".join(p.cmdline())]
        return [self._server, *sorted(below, key=lambda process: process.create_time())]

    def held(self) -> Held:
        server, *kernels = (
            (m.pss / MIB, m.rss / MIB) for m in (p.memory_full_info() for p in self.processes())
        )
        return Held(server, kernels)

    def seconds(self) -> float:
        """Of computing so far, of all that run now."""
        return sum(sum(process.cpu_times()[:2]) for process in self.processes())

    @contextmanager
    def peak(self) -> Iterator[list[Held]]:
        """A list that grows by what is held, four times a second."""
        seen = [self.held()]
        over = threading.Event()

        def look() -> None:
            while not over.wait(0.25):
                seen.append(self.held())

        looking = threading.Thread(target=look)
        looking.start()
        try:
            yield seen
        finally:
            over.set()
            looking.join()


@dataclass(frozen=True, slots=True)
class Figures:
    """One round: MiB of PSS alive, after an idle minute, and at most at work; seconds of one core."""

    start_seconds: float
    alive: float
    idle: float
    idle_seconds: float
    second_page: float
    most: float
    work_seconds: float
    work_minutes: float


def measure(
    watched: Watched, work: Callable[[], None], second_page: Callable[[], None], idle_s: float
) -> Figures:
    """Measure a learner whose first page is alive already."""
    time.sleep(3)  # what a browser asks for once a page is to be seen
    alive, started = watched.held(), watched.seconds()
    print(f"  alive        {alive}; {started:.1f} s of a core to start")
    before = watched.seconds()
    time.sleep(idle_s)
    resting, idle = (watched.seconds() - before) * 60 / idle_s, watched.held()
    print(f"  idle         {idle}; {resting:.2f} s of a core in a minute")
    second_page()
    second = watched.held()
    print(f"  second page  {second}")
    before, began = watched.seconds(), time.monotonic()
    with watched.peak() as seen:
        work()
    most, took = max(seen, key=lambda held: held.pss), watched.seconds() - before
    minutes = (time.monotonic() - began) / 60
    print(f"  most at work {most}; {took:.2f} s of a core in {minutes:.1f} minutes")
    return Figures(started, alive.pss, idle.pss, resting, second.pss, most.pss, took, minutes)


def follow(page: Page) -> None:
    """From page 00 to page 02, as a learner goes; the kernel of the first ends."""
    page.locator(".workbook-page a[href*='02_five_questions']").first.dispatch_event("click")
    page.wait_for_selector(".wb-cover", state="attached", timeout=OPENS_WITHIN_MS)
    wait_alive(page)
    page.get_by_label(re.compile("Why is this issue")).wait_for()
    time.sleep(3)


def practise(page: Page) -> None:
    """Page 02: five questions, each typed, rated, read, and kept."""
    for label, words in QUESTIONS.items():
        page.get_by_label(re.compile(label)).press_sequentially(words, delay=KEYS_MS)
        page.get_by_label("emerging", exact=True).check()
        page.get_by_role("button", name="Read with me").click()
        page.locator(".wb-question").wait_for()
        page.get_by_role("button", name="Keep this and go on").click()
    page.locator(".wb-saved").last.wait_for()


def used(journal: Path) -> int:
    """Bytes of a journal that hold something."""
    with sqlite3.connect(journal) as connection:
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
    return int((pages - free) * size)


def ours(browser: Browser, place: Path, idle_s: float) -> Figures:
    print("the workbook: page 00, then page 02; PSS (RSS) in MiB")
    lab = Lab(place / "My pages", place / "data").start()
    try:
        assert lab.process is not None
        page = browser.new_page()
        open_page(page, lab, "00_start_here")
        watched = Watched(lab.process.pid)
        found = measure(watched, partial(practise, page), partial(follow, page), idle_s)
        page.close()
    finally:
        lab.stop()
    journal = lab.data / "journal.db"
    kept = sum(path.stat().st_size for path in place.rglob("*") if path.is_file())
    print(f"  on the disk  journal {used(journal) / 1024:.0f} KiB, all {kept / MIB:.1f} MiB")
    return found


def peer(browser: Browser, place: Path, idle_s: float) -> Figures:
    print("a plain JupyterLab: a Button and a Textarea")
    with plain_lab(place) as (process, address):
        page = browser.new_page()
        open_plain(page, address)
        texts = list(QUESTIONS.values())
        work = partial(practise_plain, page, texts, KEYS_MS)
        found = measure(Watched(process.pid), work, lambda: None, idle_s)
        page.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--idle", type=float, default=60.0, metavar="SECONDS")
    asked = parser.parse_args()
    pairs: list[tuple[Figures, Figures]] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=BROWSER_ARGUMENTS)
        for _ in range(asked.rounds):
            print(f"load {os.getloadavg()[0]:.1f}")
            with tempfile.TemporaryDirectory() as place:
                pairs.append((ours(browser, Path(place) / "ours", asked.idle),
                              peer(browser, Path(place) / "peer", asked.idle)))  # fmt: skip
        browser.close()
    report(pairs)


def report(pairs: list[tuple[Figures, Figures]]) -> None:
    print(f"\nmedians of {len(pairs)} rounds, and of the ratios in each")
    for name in Figures.__slots__:
        both = [(getattr(a, name), getattr(b, name)) for a, b in pairs]
        workbook, plain = (median(values) for values in zip(*both, strict=True))
        ratio = median(a / b for a, b in both)
        print(f"{name:13} workbook {workbook:7.2f}   plain {plain:7.2f}   {ratio:.2f} times")
    print(subprocess.run(["uptime"], capture_output=True, text=True).stdout.strip())


if __name__ == "__main__":
    main()
