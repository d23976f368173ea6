"""``python -m workbook_lib open``: pages into the learner's folder, Lab on them, a browser on the first."""

from __future__ import annotations

import argparse
import os
import signal
import webbrowser
from pathlib import Path

from workbook_lib import settings, sitting
from workbook_lib.chosen import available, choice
from workbook_lib.opening import lab, places, who, worded
from workbook_lib.opening.lab import FIRST_PAGE, Launch, opener, opening_at, runtime_dir
from workbook_lib.opening.running import choose_port, running_lab
from workbook_lib.places import private_folder
from workbook_lib.profiles import Writer

WELCOME = """\
The workbook opens in your browser in a moment. If it doesn't, open this address:
  {address}
Your pages are in {folder}
Leave this window open while you work. To stop, press Ctrl and C here.
"""
LEAVES_NOTHING = """\
What you write in this sitting is erased when you close the workbook, or at the next start if the computer
stops before that. Save a copy first if you want to keep it.
"""
NOT_WRITTEN = "I can't write your pages to {folder} ({reason}). Choose another place with --folder."
KEPT_COPY = "You changed a page that is new in this version. Your copy is kept as: {path}"
ALREADY_OPEN = "The workbook is already open: {address}"
CLOSED = "The workbook is closed. What you wrote is kept."
ERASED = (
    "The workbook is closed. What you wrote is erased. Close its browser windows too: they may still show it."
)
NOT_ERASED = "I couldn't erase all of {folder} ({reason}). Start the workbook once more to erase it."
NO_SITTING = "I can't make a place for this sitting ({reason}). Nothing was opened."
NOTHING_OPENED = "Nothing was opened."
NO_PAGE = "There is no page {page}. The pages are: {pages}. Nothing was opened."
NO_LANGUAGE = "The workbook doesn't speak {language} yet. It speaks: {languages}. Nothing was opened."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``open``."""
    parser.add_argument(
        "--folder", metavar="DIR", help="where your copies of the pages go, unless you leave nothing"
    )
    parser.add_argument("--no-browser", action="store_true", help="don't open a browser; print the address")
    parser.add_argument(
        "--language", metavar="CODE", help="the language of the pages, such as es; it is remembered"
    )
    parser.add_argument("--port", type=int, help="the port on this machine to listen on")
    parser.add_argument("--page", metavar="NAME", help="the page to open, such as 21_live_session")
    who.add_arguments(parser)


def main(options: argparse.Namespace) -> int:
    """Open the workbook and stay until it is stopped. Returns an exit code."""
    sweep()
    if not speaks(options) or not has(options):
        return 1
    try:
        chosen = who.choose(options)
    except who.NotOpenedError as reason:
        print(reason)
        return 1
    except (EOFError, KeyboardInterrupt):
        print(f"\n{NOTHING_OPENED}")
        return 1
    if chosen.writer is None:
        return open_and_erase(options)
    return open_journal(options, chosen.writer, chosen.id)


def speaks(options: argparse.Namespace) -> bool:
    """Whether the workbook has the language that was asked for; a plain sentence where it hasn't."""
    languages = available(choice(places.learners_folder(options.folder)).folder)
    if options.language in (None, *languages):
        return True
    print(NO_LANGUAGE.format(language=options.language, languages=", ".join(languages)))
    return False


def has(options: argparse.Namespace) -> bool:
    """Whether there is the page that was asked for; a plain sentence where there isn't."""
    names = [path.stem for path in sorted(places.shipped_notebooks().glob("*.ipynb"))]
    if options.page in (None, *names):
        return True
    print(NO_PAGE.format(page=options.page, pages=", ".join(names)))
    return False


def page_of(options: argparse.Namespace) -> str:
    """The file name of the page to open."""
    return f"{options.page}.ipynb" if options.page else FIRST_PAGE


def sweep() -> None:
    """Erase what sittings left that didn't come to their end."""
    lab.remove_left(places.documents())
    try:
        sitting.sweep()
    except OSError as fault:
        print(NOT_ERASED.format(folder=fault.filename, reason=fault.strerror))


def open_journal(options: argparse.Namespace, writer: Writer, profile: str) -> int:
    """Open the pages on a journal that stays. Returns an exit code."""
    folder = places.learners_folder(options.folder)
    if not prepare(folder, options.language):
        return 1
    keep = places.lab_dir()
    private_folder(keep)
    running = running_lab(runtime_dir(keep, profile), folder)
    if running is not None:
        page = page_of(options)
        print(ALREADY_OPEN.format(address=running.page_url(page)))
        if not options.no_browser:
            way_in = opener(runtime_dir(keep, profile), folder, running.pid)
            webbrowser.open(opening_at(way_in, page, running.pid).as_uri())
        return 0
    port = options.port or choose_port(keep / "port")
    start(
        Launch(
            folder,
            port,
            keep,
            browser=not options.no_browser,
            page=page_of(options),
            writer=writer,
            who=profile,
        )
    )
    print(CLOSED)
    return 0


def open_and_erase(options: argparse.Namespace) -> int:
    """Open the pages for a sitting of which nothing stays. Returns an exit code."""
    lab.on_stop(signal.default_int_handler)
    try:
        here = sitting.Sitting.begin()
    except OSError as fault:
        print(NO_SITTING.format(reason=fault.strerror))
        return 1
    try:
        print(LEAVES_NOTHING)
        code = open_in(here.folder, options)
    except KeyboardInterrupt:
        code = 0
    finally:
        # Whoever presses Ctrl-C twice mustn't stop the erasing.
        lab.on_stop(signal.SIG_IGN)
        left = erase(here)
    print(left or ERASED)
    return 1 if left else code


def open_in(place: Path, options: argparse.Namespace) -> int:
    """Open the pages with everything in the folder ``place``: the journal, the pages, what Lab keeps."""
    folder, keep = place / "pages", private_folder(place / "lab")
    usual = choice(places.learners_folder(options.folder))
    # What was chosen for this computer holds here too; what is chosen here goes with the sitting.
    if not prepare(folder, options.language or usual.asked, usual.folder):
        return 1
    port = options.port or choose_port(keep / "port")
    writer = Writer(place, leaves_nothing=True)
    start(Launch(folder, port, keep, browser=not options.no_browser, page=page_of(options), writer=writer))
    return 0


def erase(here: sitting.Sitting) -> str:
    """End a sitting; a plain sentence where something of it is left."""
    try:
        here.end()
    except OSError as fault:
        return NOT_ERASED.format(folder=here.folder, reason=fault.strerror)
    return ""


def prepare(folder: Path, language: str | None = None, content: Path | None = None) -> bool:
    """Put the current pages into ``folder``; False, and a sentence, where it can't be written.

    A language or an own folder that is given is remembered in the settings there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        settings.make(folder)
        if language or content:
            settings.write(folder, language=language, content=content)
        kept = worded.prepare(folder)
    except OSError as fault:
        print(NOT_WRITTEN.format(folder=folder, reason=fault.strerror))
        return False
    for path in kept:
        print(KEPT_COPY.format(path=path))
    return True


def start(launch: Launch) -> None:
    """Run Lab until it is stopped."""
    print(WELCOME.format(folder=launch.folder, address=launch.address), flush=True)
    lab.run(launch, os.environ)
