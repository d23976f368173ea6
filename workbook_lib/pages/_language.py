"""A choice of language at the head of the first page. The page then opens again, in that language."""

from __future__ import annotations

import os

from .. import catalog, chosen, settings
from ..opening import worded
from ..parts import Choices, Option, Part
from ..widgets import Choice, Reply
from ._page import Page

PART = "language"


def parts(page: Page) -> tuple[Part, ...]:
    """The languages there are, each by its own name; nothing where the workbook didn't open the page itself."""
    if "WORKBOOK_FOLDER" not in os.environ:
        return ()
    now = chosen.choice()
    names = {
        code: catalog.load(code, now.usable).word("app.language_name")
        for code in chosen.available(now.usable)
    }
    options = tuple(Option(code, name) for code, name in names.items())
    return (Choices(PART, page.word("app.language"), options, now.language),)


def _name(code: str, now: chosen.Choice) -> str:
    return catalog.load(code, now.usable).word("app.language_name")


def act(page: Page, event: Choice) -> Reply:
    """Remember the language, make the pages in it, and open this one again."""
    folder = settings.learners_folder()
    try:
        settings.write(folder, language=event.value)
        worded.prepare(folder)
    except OSError as fault:
        said = page.word("own.not_written", folder=folder, reason=fault.strerror)
        return Reply(announce=said, trouble=said)
    return Reply(reload=True)
