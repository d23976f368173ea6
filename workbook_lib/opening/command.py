"""``python -m workbook_lib open``: pages into the learner's folder, Lab on them, a browser on the first."""

from __future__ import annotations

import argparse
import os
import webbrowser
from datetime import date

from workbook_lib.opening import pages, places
from workbook_lib.opening.lab import FIRST_PAGE, Launch, opener, run, runtime_dir
from workbook_lib.opening.running import choose_port, running_lab
from workbook_lib.places import private_folder

WELCOME = """\
The workbook opens in your browser in a moment. If it doesn't, open this address:
  {address}
Your pages are in {folder}
Leave this window open while you work. To stop, press Ctrl and C here.
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``open``."""
    parser.add_argument("--folder", metavar="DIR", help="where your copies of the pages go")
    parser.add_argument("--no-browser", action="store_true", help="don't open a browser; print the address")
    parser.add_argument("--port", type=int, help="the port on this machine to listen on")


def main(options: argparse.Namespace) -> int:
    """Open the workbook and stay until it is stopped. Returns an exit code."""
    folder = places.learners_folder(options.folder)
    try:
        kept = pages.prepare(folder, places.shipped_notebooks(), date.today())
    except OSError as fault:
        print(f"I can't write your pages to {folder} ({fault.strerror}). Choose another place with --folder.")
        return 1
    for path in kept:
        print(f"You changed a page that is new in this version. Your copy is kept as: {path}")
    keep = places.lab_dir()
    private_folder(keep)
    lab = running_lab(runtime_dir(keep), folder)
    if lab is not None:
        print(f"The workbook is already open: {lab.page_url(FIRST_PAGE)}")
        if not options.no_browser:
            webbrowser.open(opener(runtime_dir(keep), folder, lab.pid).as_uri())
        return 0
    port = options.port or choose_port(keep / "port")
    launch = Launch(folder, port, keep, browser=not options.no_browser)
    print(WELCOME.format(folder=folder, address=launch.address), flush=True)
    run(launch, os.environ)
    print("The workbook is closed. What you wrote is kept.")
    return 0
