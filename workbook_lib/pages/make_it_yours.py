"""Page 24: a library's own folder, for a trainer who writes no Python: make it, change it, check it, see it."""

from __future__ import annotations

from ..widgets import Form
from . import _own_cases as cases
from . import _own_cues as cues
from . import _own_folder as folders
from . import _own_words as words
from ._own_folder import Own
from ._page import open_page
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "24_make_it_yours"

_open: dict[str, Own] = {}


def _own() -> Own:
    """The state that the sections of the page share, anew with each opening."""
    page = open_page(PAGE)
    if PAGE not in _open or _open[PAGE].page is not page:
        _open[PAGE] = Own(page)
    return _open[PAGE]


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def folder() -> Form:
    """Where the own folder is, and what it changes now."""
    return _own().form("plain.own_folder", folders.folder_parts, folders.act_folder)


def check() -> Form:
    """A press that names everything to mend."""
    return _own().form("plain.own_check", folders.check_parts, folders.act_check)


def question() -> Form:
    """One question in the library's own words."""
    return _own().form("plain.own_question", words.question_parts, words.act_question)


def help() -> Form:
    """The library's own steps and numbers."""
    return _own().form("plain.own_help", words.help_parts, words.act_help)


def case() -> Form:
    """A new case, by its name."""
    return _own().form("plain.own_case", cases.case_parts, cases.act_case)


def cue() -> Form:
    """A new cue, tried before it is written."""
    return _own().form("plain.own_cue", cues.cue_parts, cues.act_cue)


def preview() -> Form:
    """A case of the own folder as learners see it."""
    return _own().form("plain.own_preview", cases.preview_parts, cases.act_preview)


def way_on() -> Form:
    """Back to the first page."""
    return _way_on(PAGE)
