"""A code for cameras, as SVG that stands in a page: black on white in any theme, as cameras want it."""

from __future__ import annotations

import io
from functools import lru_cache
from html import escape

QUIET = 4
"""Modules of white around the code: what the standard asks for."""


@lru_cache(maxsize=8)
def qr(text: str, alt: str) -> str:
    """``text`` as an SVG picture. ``alt`` is what a screen reader says of it."""
    import segno

    out = io.BytesIO()
    segno.make_qr(text, error="m").save(
        out, kind="svg", border=QUIET, xmldecl=False, svgns=True, dark="#000", light="#fff", omitsize=True
    )
    picture = out.getvalue().decode().strip()
    return picture.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ', 1)
