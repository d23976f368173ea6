"""The peer of ``bench_learner``: a JupyterLab as it comes, with a notebook of one Button and one Textarea."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import nbformat
from playwright.sync_api import Page

from tests.browser.harness import OPENS_WITHIN_MS, START_WITHIN_S, free_port

NAME = "plain.ipynb"
CELL = """\
import ipywidgets
words, read, said = ipywidgets.Textarea(), ipywidgets.Button(description="Read"), ipywidgets.Label()
read.on_click(lambda button: setattr(said, "value", f"{len(words.value.split())} words"))
ipywidgets.VBox([words, read, said])"""


def write_notebook(folder: Path) -> None:
    """The one notebook, as Lab would write it."""
    folder.mkdir(parents=True)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, folder / NAME)


@contextmanager
def plain_lab(place: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The process of a Lab with this Python's packages and nobody's settings, and the address of its notebook."""
    write_notebook(place / "notebooks")
    port = free_port()
    own = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "run",
        "IPYTHONDIR": "i",
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    environment = kept | {name: str(place / folder) for name, folder in own.items()}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
               f"--ServerApp.root_dir={place / 'notebooks'}", "--IdentityProvider.token="]  # fmt: skip
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet)
    try:
        _answers(f"http://127.0.0.1:{port}/api", process)
        yield process, f"http://127.0.0.1:{port}/lab/tree/{NAME}"
    finally:
        process.terminate()
        process.wait(30)


def _answers(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_WITHIN_S
    while process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(address) as reply:
                json.load(reply)
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError("The plain Lab doesn't answer.")


def open_plain(page: Page, address: str) -> None:
    """Open the notebook and run its cell, as a person does."""
    page.goto(address)
    page.locator(".jp-Notebook-cell .cm-content").first.click(timeout=OPENS_WITHIN_MS)
    page.wait_for_selector("[data-status=idle]", state="attached", timeout=OPENS_WITHIN_MS)
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector(".widget-textarea textarea", timeout=OPENS_WITHIN_MS)


def practise_plain(page: Page, texts: list[str], delay_ms: float) -> None:
    """Type each text and press the Button."""
    for text in texts:
        box = page.locator(".widget-textarea textarea")
        box.fill("")
        box.press_sequentially(text, delay=delay_ms)
        page.get_by_role("button", name="Read", exact=True).click()
        page.get_by_text(f"{len(text.split())} words").wait_for()
