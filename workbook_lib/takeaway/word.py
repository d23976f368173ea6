"""A document as a Word file: real headings, tables with a header row, no name of whoever made it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from workbook_lib.takeaway.document import (
    Document,
    Own,
    Points,
    Room,
    Says,
    Table,
    holdable,
    lines_of,
    right_to_left,
)
from workbook_lib.takeaway.word_styles import (
    ACCENT,
    AFTER_BORDERS,
    ASKED,
    NOTE,
    OWN,
    RULE,
    element,
    points,
    set_up,
)

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

LINE_CM = 1.0
"""Height of a line to write on by hand, in centimetres."""
WIDE_CM = 16.2
"""Width of a page between its margins."""


def word_file(document: Document) -> bytes:
    """The bytes of a ``.docx``. Signs that no document can hold are squares in it."""
    import docx

    word = docx.Document()
    set_up(word, document)
    word.add_paragraph(holdable(document.title), style="Title")
    if document.about:
        word.add_paragraph(holdable(document.about), style=NOTE)
    for section in document.sections:
        heading = word.add_heading(holdable(section.heading), level=1)
        heading.paragraph_format.page_break_before = section.new_page or None
        for block in section.blocks:
            _ADD[block.kind](word, block)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


# -- what stands in it ---------------------------------------------------------------------------------------


def _says(word: WordDocument, says: Says) -> None:
    style = NOTE if says.quiet else ASKED if says.leads else "Normal"
    for line in lines_of(says.text):
        paragraph = word.add_paragraph(style=style)
        paragraph.paragraph_format.keep_with_next = says.leads or None
        _write(paragraph, line)


def _own(word: WordDocument, own: Own) -> None:
    if own.asked:
        _write(word.add_paragraph(style=ASKED), own.asked)
    if own.when:
        word.add_paragraph(holdable(own.when), style=NOTE).paragraph_format.keep_with_next = True
    lines = lines_of(own.text)
    for number, line in enumerate(lines, start=1):
        paragraph = word.add_paragraph(style=OWN)
        _write(paragraph, line)
        if number < len(lines):
            paragraph.paragraph_format.space_after = points(0)


def _write(paragraph: Paragraph, text: str) -> None:
    """Words as they are; those of a script from right to left begin at the right."""
    run = paragraph.add_run(holdable(text))
    if right_to_left(text):
        _turn_round(paragraph)
        run.font.rtl = True


def _turn_round(paragraph: Paragraph) -> None:
    """A paragraph that begins at the right, with the bar of the learner's own words there too."""
    properties = paragraph._p.get_or_add_pPr()
    if paragraph.style is not None and paragraph.style.name == OWN:
        borders = element("w:pBdr")
        borders.append(element("w:left", val="nil"))
        borders.append(element("w:right", val="single", sz="18", space="8", color=ACCENT))
        properties.insert_element_before(borders, *AFTER_BORDERS)
    properties.insert_element_before(element("w:bidi"), *AFTER_BORDERS[2:])


def _points(word: WordDocument, listed: Points) -> None:
    for item in listed.items:
        word.add_paragraph(holdable(item), style="List Bullet").paragraph_format.space_after = points(2)


def _table(word: WordDocument, told: Table) -> None:
    table = word.add_table(rows=1, cols=len(told.columns))
    table.style = "Table Grid"
    header = table.rows[0]
    header._tr.get_or_add_trPr().append(element("w:tblHeader"))
    for cell, text in zip(header.cells, told.columns, strict=True):
        _fill(cell, text, bold=True)
    for at, row in enumerate(told.rows):
        added = table.add_row()
        added._tr.get_or_add_trPr().append(element("w:cantSplit"))
        for number, (cell, text) in enumerate(zip(added.cells, row, strict=True)):
            _fill(cell, text, bold=number == 0)
        if told.marks:
            added.cells[0].add_paragraph(holdable(told.marks[at]), style=NOTE)
    if told.shares:
        _widen(table, told.shares)
    _thin(table, RULE)
    word.add_paragraph(style=NOTE)


def _widen(table: Any, shares: Sequence[int]) -> None:
    """Columns as wide as their parts of the page."""
    from docx.shared import Cm

    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(WIDE_CM * share / sum(shares))
        for cell in column.cells:
            cell.width = column.width


def _fill(cell: _Cell, text: str, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    _write(paragraph, text)
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = points(3)
    for run in paragraph.runs:
        run.font.bold, run.font.size = bold, points(10)


def _thin(table: Any, color: str) -> None:
    borders = element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=color))
    for side in ("left", "right", "insideV"):
        borders.append(element(f"w:{side}", val="nil"))
    margins = element("w:tblCellMar")
    margins.append(element("w:left", w="0", type="dxa"))
    margins.append(element("w:right", w="113", type="dxa"))
    properties = table._tbl.tblPr
    for made in (element("w:tblInd", w="0", type="dxa"), borders, margins):
        properties.insert_element_before(made, "w:tblLook")


def _room(word: WordDocument, room: Room) -> None:
    from docx.shared import Cm

    table = word.add_table(rows=0, cols=2)
    for label in room.labels:
        row = table.add_row()
        row.height = Cm(LINE_CM)
        row.cells[0].width, row.cells[1].width = Cm(4.5), Cm(11.7)
        _fill(row.cells[0], label, bold=False)
    _thin(table, RULE)


_ADD: Mapping[str, Callable[[Any, Any], None]] = {
    "says": _says,
    "own": _own,
    "points": _points,
    "table": _table,
    "room": _room,
}
