"""A coaching workbook on compassion for people who work in libraries: the helper library."""

from __future__ import annotations

from typing import Any

from workbook_lib.scoring import read_turn, score_reflection, score_reply, sort_sentence
from workbook_lib.version import __version__


def __getattr__(name: str) -> Any:
    """`score_frame` needs pandas and `join` a notebook: imported only when they are asked for."""
    if name == "score_frame":
        from workbook_lib.frames import score_frame

        return score_frame
    if name == "join":
        from workbook_lib.pages.joining import join

        return join
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "__version__",
    "join",
    "read_turn",
    "score_frame",
    "score_reflection",
    "score_reply",
    "sort_sentence",
]
