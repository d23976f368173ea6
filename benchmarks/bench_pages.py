"""How fast and how heavy a page is, beside a bare notebook in the same run: ``python -m benchmarks.bench_pages``.

Peer: a notebook with one bare ``ipywidgets.Textarea``, opened by the same Lab, the same extension and the same
browser. Needs Chromium. Prints medians and, where two are paired, the ratio pair by pair.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.harness import BROWSER_ARGUMENTS, Lab, chromium
from tests.browser.sample import write_page
from tests.conftest import ROOT

BARE = "99_bare"
CORE = "02_five_questions"
ANSWER = (
    "It is not about the 46 dollars. She promised her daughter the frog book and had to hear, in front of "
    "the whole queue, that we don't believe her. I don't know what she gave up to be here. I will look myself. "
)


def pages(folder: Path) -> Path:
    """The real pages and, beside them, the bare one."""
    shutil.copytree(ROOT / "notebooks", folder)
    write_page(folder / f"{BARE}.ipynb", "Bare", "import ipywidgets\nipywidgets.Textarea()")
    return folder


@contextmanager
def a_tab(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def kernels(lab: Lab) -> list[psutil.Process]:
    assert lab.process is not None
    children = psutil.Process(lab.process.pid).children(recursive=True)
    return [p for p in children if "ipykernel" in " ".join(p.cmdline())]


def end_kernels(lab: Lab, page: Page) -> None:
    """Every opening starts a kernel of its own, as a learner's first opening of a day does."""
    page.evaluate(
        """async () => {
             const base = JSON.parse(document.getElementById('jupyter-config-data').textContent).baseUrl;
             const token = document.cookie.match(/_xsrf=([^;]*)/)?.[1] ?? '';
             for (const s of await (await fetch(base + 'api/sessions')).json())
               await fetch(base + 'api/sessions/' + s.id, {method: 'DELETE', headers: {'X-XSRFToken': token}}); }"""
    )


def opening(browser: Browser, lab: Lab, name: str, editor: str) -> float:
    """Seconds from asking for the page to an editor that one can type in."""
    with a_tab(browser) as page:
        began = time.perf_counter()
        page.goto(lab.address(name))
        page.wait_for_selector(editor, state="visible", timeout=120_000)
        page.wait_for_selector(".wb-cover", state="detached", timeout=120_000)
        took = time.perf_counter() - began
        end_kernels(lab, page)
        return took


def memory(browser: Browser, lab: Lab, name: str, use: Callable[[Page], None]) -> float:
    """MiB of PSS of the page's kernel after ``use``."""
    with a_tab(browser) as page:
        page.goto(lab.address(name))
        page.wait_for_selector(".wb-cover", state="attached", timeout=120_000)
        page.wait_for_selector(".wb-cover", state="detached", timeout=120_000)
        use(page)
        [kernel] = kernels(lab)
        found = kernel.memory_full_info().pss / 2**20
        end_kernels(lab, page)
        page.wait_for_timeout(1_500)
        return float(found)


def read_once(page: Page) -> None:
    page.locator("textarea").first.fill(ANSWER)
    page.get_by_label("emerging", exact=True).first.check()
    page.get_by_role("button", name=re.compile("^Read ")).first.click()
    page.wait_for_selector(".wb-finding")


PRESS = """async text => {
  const box = document.querySelector('textarea');
  box.value = text; box.dispatchEvent(new Event('input', {bubbles: true}));
  await new Promise(done => setTimeout(done, 900));
  const shown = () => document.querySelector('.wb-reading')?.textContent;
  const before = shown();
  const button = [...document.querySelectorAll('button')].find(b => b.textContent.startsWith('Read '));
  const began = performance.now();
  button.click();
  await new Promise(done => {
    const look = () => (shown() !== before ? done() : requestAnimationFrame(look));
    look();
  });
  return performance.now() - began;
}"""


def presses(browser: Browser, lab: Lab, times: int) -> list[float]:
    """Milliseconds from pressing "Read with me" to the reading in the page."""
    with a_tab(browser) as page:
        page.goto(lab.address(CORE))
        page.wait_for_selector("textarea", state="visible", timeout=120_000)
        read_once(page)
        return [float(page.evaluate(PRESS, ANSWER + f"I would ask her, {n} times.")) for n in range(times)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--presses", type=int, default=40)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        lab = Lab(folder / "My pages", folder / "data", pages(folder / "pages")).start()
        browser = playwright.chromium.launch(executable_path=chromium(), args=BROWSER_ARGUMENTS)
        try:
            report(browser, lab, asked.pairs, asked.presses)
        finally:
            browser.close()
            lab.stop()


def report(browser: Browser, lab: Lab, pairs: int, times: int) -> None:
    bare, core = ".widget-textarea textarea", ".wb-form textarea"
    opening(browser, lab, BARE, bare), opening(browser, lab, CORE, core)
    both = [(opening(browser, lab, CORE, core), opening(browser, lab, BARE, bare)) for _ in range(pairs)]
    ratios = sorted(a / b for a, b in both)
    print(f"page to live editor: {statistics.median(a for a, _ in both):.2f} s; bare Textarea "
          f"{statistics.median(b for _, b in both):.2f} s; ratio median {statistics.median(ratios):.2f} "
          f"({ratios[0]:.2f} to {ratios[-1]:.2f})")  # fmt: skip
    after = memory(browser, lab, CORE, read_once)
    alone = memory(browser, lab, BARE, lambda page: None)
    print(f"kernel after a reading: {after:.1f} MiB PSS; bare {alone:.1f}; over it {after - alone:.1f}")
    took = sorted(presses(browser, lab, times))
    print(f"press to shown reading: median {statistics.median(took):.0f} ms, "
          f"p95 {took[int(len(took) * 0.95)]:.0f} ms over {len(took)}")  # fmt: skip
    print(subprocess.run(["uptime"], capture_output=True, text=True).stdout.strip())


if __name__ == "__main__":
    main()
