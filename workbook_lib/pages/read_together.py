"""Page 23: people read the same texts blind, see how often they agree, and talk about where they don't."""

from __future__ import annotations

from ..widgets import Form
from . import _round_figures as round_figures
from . import _round_files as round_files
from . import _round_keep as round_keep
from . import _round_marks as round_marks
from . import _round_talk as round_talk
from . import _round_texts as round_texts
from ._page import open_page
from ._round import Round
from ._top import top as _top
from ._top import way_on as _way_on

PAGE = "23_read_together"

_open: dict[str, Round] = {}


def _round() -> Round:
    """The state that the sections of the page share, anew with each opening."""
    page = open_page(PAGE)
    if PAGE not in _open or _open[PAGE].page is not page:
        _open[PAGE] = Round(page)
    return _open[PAGE]


def top() -> Form:
    """The head of the page."""
    return _top(PAGE)


def texts() -> Form:
    """Which texts are read."""
    return _round().form("texts", round_texts.texts_parts, round_texts.act_texts)


def marks() -> Form:
    """The blind form."""
    return _round().form("marks", round_marks.marks_parts, round_marks.act_marks)


def files() -> Form:
    """On paper, and by files."""
    return _round().form("files", round_files.files_parts, round_files.act_files)


def figures() -> Form:
    """How often readers agree."""
    return _round().form("figures", round_figures.figures_parts, round_figures.act_figures)


def talk() -> Form:
    """Where readers stand apart."""
    return _round().form("talk", round_talk.talk_parts, round_talk.act_talk)


def keep() -> Form:
    """The agreed readings as a data set."""
    return _round().form("keep", round_keep.keep_parts, round_keep.act_keep)


def way_on() -> Form:
    """The way on."""
    return _way_on(PAGE)
