"""A real JupyterLab, started by our own command, and what a browser test does with it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.conftest import ROOT, missing
from workbook_lib.opening.lab import runtime_dir
from workbook_lib.opening.running import RunningLab, running_lab

BROWSER_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
OPENS_WITHIN_MS = 90_000
PATIENCE_MS = 60_000
"""A machine that runs other things too is slow, not wrong."""
START_WITHIN_S = 90


def chromium() -> str:
    """The Chromium to drive: ``WORKBOOK_CHROMIUM``, or one on the path."""
    found = (
        os.environ.get("WORKBOOK_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    )
    if not found:
        missing("Chromium")
    return str(found)


def axe_script() -> str:
    """The text of axe-core: in ``WORKBOOK_AXE`` (a file), or where npm puts it in this clone."""
    path = Path(os.environ.get("WORKBOOK_AXE") or ROOT / "node_modules" / "axe-core" / "axe.min.js")
    if not path.is_file():
        missing("axe-core (npm install axe-core)")
    return path.read_text(encoding="utf-8")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Lab:
    """A Lab of ours on loopback. ``folder`` holds the learner's pages, ``data`` what is kept."""

    folder: Path
    data: Path
    pages: Path | None = None
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    options: list[str] = field(default_factory=lambda: ["--no-browser"])
    more: dict[str, str] = field(default_factory=dict)

    def environment(self) -> dict[str, str]:
        pages = {"WORKBOOK_PAGES": str(self.pages)} if self.pages else {}
        path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        return {**os.environ, **self.more, **pages, "WORKBOOK_DATA": str(self.data), "PYTHONPATH": path}

    def command(self) -> list[str]:
        options = [*self.options, "--folder", str(self.folder), "--port", str(self.port)]
        return [sys.executable, "-m", "workbook_lib", "open", *options]

    def say(self) -> str:
        """Run the command to its end and return what it prints."""
        done = subprocess.run(
            self.command(), env=self.environment(), cwd=self.data, capture_output=True, timeout=60, check=True
        )
        return done.stdout.decode()

    def start(self) -> Lab:
        self.data.mkdir(parents=True, exist_ok=True)
        with (self.data / "lab.log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(),
                env=self.environment(),
                cwd=self.data,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + START_WITHIN_S
        while self.running() is None:
            if self.process.poll() is not None or time.monotonic() > until:
                raise RuntimeError((self.data / "lab.log").read_text(errors="replace")[-2000:])
            time.sleep(0.1)
        return self

    def running(self) -> RunningLab | None:
        return running_lab(runtime_dir(self.data / "lab"), self.folder)

    def answering(self) -> RunningLab:
        """The Lab, once it answers: on a busy machine it may be slow to."""
        until = time.monotonic() + START_WITHIN_S
        while (found := self.running()) is None:
            if time.monotonic() > until:
                raise RuntimeError((self.data / "lab.log").read_text(errors="replace")[-2000:])
            time.sleep(0.2)
        return found

    def stop(self) -> int:
        """Press Ctrl-C, as a learner does. Returns the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def address(self, page: str = "00_start_here") -> str:
        return self.answering().page_url(f"{page}.ipynb")


def open_page(page: Page, lab: Lab, name: str = "00_start_here") -> None:
    """Load a page of ours as a learner does, and wait until it is to be seen."""
    page.goto(lab.address(name))
    page.wait_for_selector(".wb-cover", state="attached", timeout=OPENS_WITHIN_MS)
    wait_alive(page)


def wait_alive(page: Page) -> None:
    """Wait until the line "Opening the page…" is gone."""
    page.wait_for_selector(".wb-cover", state="detached", timeout=OPENS_WITHIN_MS)


def press(page: Page, name: str) -> None:
    """A button by the keyboard, once the answer to the press before it has moved focus."""
    page.wait_for_selector(".wb-form[data-waiting]", state="detached")
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def cells(page: Page) -> Any:
    """What the notebook in front holds: kind, source and metadata of every cell."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.workbook-page')].filter(n => n.offsetParent).map(node =>
             [...node.querySelectorAll('.jp-Notebook-cell')].map(cell => [
               cell.className.match(/jp-(Code|Markdown|Raw)Cell/)[0],
               cell.className.includes('jp-mod-rendered') || cell.className.includes('jp-CodeCell'),
               cell.querySelector('.cm-content')?.textContent ?? null]))"""
    )


def sideways(page: Page) -> Any:
    """Elements that need scrolling to the side; an empty list is what we want."""
    return page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll('.jp-WindowedPanel-outer')]
             .filter(n => n.scrollWidth > n.clientWidth + 1)
             .map(n => [n.className, n.scrollWidth, n.clientWidth])"""
    )


def violations(page: Page, area: str = ".jp-OutputArea") -> list[str]:
    """What axe-core finds wrong in ``area`` (Lab's own frame is not ours to mend), a line each."""
    page.evaluate(axe_script())
    found = page.evaluate("area => axe.run({include: [[area]]})", area)
    return [f"{v['id']}: {v['help']} {json.dumps(v['nodes'][0]['target'])}" for v in found["violations"]]
