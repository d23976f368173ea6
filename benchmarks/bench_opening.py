"""How long a page takes to a live editor, beside a page with one bare Textarea, in the same Lab.

``python -m benchmarks.bench_opening [ROUNDS]`` opens the two in turn, each with a kernel of its own, and
prints the medians in seconds and the median of the paired ratios. Needs Chromium.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.browser.harness import BROWSER_ARGUMENTS, Lab, chromium, open_page
from tests.browser.sample import write_page
from tests.conftest import ROOT

BARE = "import ipywidgets\nipywidgets.Textarea(description='Words')"
PAGE = "02_five_questions"


def seconds_to_editor(page: Page, lab: Lab, name: str) -> float:
    """From asking for the address to an editor that is seen and takes a letter."""
    start = time.perf_counter()
    open_page(page, lab, name)
    editor = page.locator(".jp-OutputArea-output textarea").first
    editor.wait_for(state="visible")
    editor.press_sequentially("a")
    return time.perf_counter() - start


def stop_kernels(lab: Lab) -> None:
    """End every session, so that each opening starts a kernel."""
    running = lab.running()
    assert running is not None
    head = {"Authorization": f"token {running.token}"}
    with urllib.request.urlopen(urllib.request.Request(f"{running.url}api/sessions", headers=head)) as reply:
        found = json.load(reply)
    for session in found:
        address = f"{running.url}api/sessions/{session['id']}"
        urllib.request.urlopen(urllib.request.Request(address, method="DELETE", headers=head)).close()


def measure(place: Path, rounds: int) -> list[tuple[float, float]]:
    """(bare, ours) in seconds, for each round after one that warms up."""
    pages = place / "pages"
    shutil.copytree(ROOT / "notebooks", pages)
    write_page(pages / "bare.ipynb", "Bare", BARE)
    lab = Lab(place / "mine", place / "data", pages).start()
    pairs = []
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=BROWSER_ARGUMENTS)
            page = browser.new_page()
            for _ in range(rounds + 1):
                times = []
                for name in ("bare", PAGE):
                    times.append(seconds_to_editor(page, lab, name))
                    page.goto("about:blank")
                    stop_kernels(lab)
                pairs.append((times[0], times[1]))
            browser.close()
    finally:
        lab.stop()
    return pairs[1:]


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    with tempfile.TemporaryDirectory() as place:
        pairs = measure(Path(place), rounds)
    bare, ours = (median(times) for times in zip(*pairs, strict=True))
    print(
        f"bare {bare:.2f} s, {PAGE} {ours:.2f} s, ratio {median(o / b for b, o in pairs):.2f}, rounds {rounds}"
    )


if __name__ == "__main__":
    main()
