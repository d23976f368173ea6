"""A document as a page to print, and as it is previewed inside the workbook."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbook_lib.takeaway.document import Document, holdable, lines_of

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent.parent / "templates"


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["holdable"] = holdable
    made.filters["lines"] = lines_of
    return made


def web_page(document: Document) -> bytes:
    """The document as one page that needs nothing else: no script, nothing from elsewhere."""
    html = _environment().get_template("document.html").render(document=document, level=2, quiet="quiet")
    return html.encode("utf-8")


def preview(document: Document, name: str) -> str:
    """The same as HTML inside a page. ``name`` makes its names unique there."""
    return (
        _environment()
        .get_template("preview.html")
        .render(document=document, level=5, quiet="wb-meta", name=name)
    )
