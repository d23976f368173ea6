"""A document as a Word file: real headings, tables with a header row, no name of whoever made it."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
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

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

INK, QUIET, RULE, ACCENT = "1F2328", "57606A", "C9CED4", "8A3B12"
OWN, ASKED, NOTE = "Own words", "Asked", "Note"
"""Names of the paragraph styles that are ours."""
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
"""What the schema of a paragraph's properties puts after its borders; nothing else of it is used here."""
_LONGEST = 255
"""Letters of a title among the properties of a file; the title on its page is whole."""
LINE_CM = 1.0
"""Height of a line to write on by hand, in centimetres."""


def word_file(document: Document) -> bytes:
    """The bytes of a ``.docx``. Signs that no document can hold are squares in it."""
    import docx

    word = docx.Document()
    _set_up(word, document)
    word.add_paragraph(holdable(document.title), style="Title")
    if document.about:
        word.add_paragraph(holdable(document.about), style=NOTE)
    for section in document.sections:
        word.add_heading(holdable(section.heading), level=1)
        for block in section.blocks:
            _ADD[block.kind](word, block)
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


# -- the page and its styles ---------------------------------------------------------------------------------


def _set_up(word: WordDocument, document: Document) -> None:
    from docx.shared import Cm

    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.4)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2)
    about = word.core_properties
    about.title, about.language = holdable(document.title)[:_LONGEST], document.language
    # A file that goes to somebody else names nobody but whom its words name.
    about.author = about.last_modified_by = about.comments = ""
    _styles(word, document.language)
    _foot(page.footer.paragraphs[0], document.foot)


def _styles(word: WordDocument, language: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    _style(word.styles["Normal"], 11, INK, after=6, spacing=1.3)
    _language(word.styles["Normal"], language)
    _style(word.styles["Title"], 22, INK, bold=True, after=4)
    _unruled(word.styles["Title"])
    _style(word.styles["Heading 1"], 14, ACCENT, bold=True, before=18, after=4)
    for name, size, color in ((OWN, 11, INK), (ASKED, 11, INK), (NOTE, 9.5, QUIET)):
        made = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = word.styles["Normal"]
        _style(made, size, color, after=2 if name == ASKED else 6, bold=name == ASKED)
    word.styles[ASKED].paragraph_format.keep_with_next = True
    word.styles[ASKED].paragraph_format.space_before = _points(8)
    _bar(word.styles[OWN])


def _style(
    style: ParagraphStyle,
    size: float,
    color: str,
    *,
    bold: bool = False,
    before: float = 0,
    after: float,
    spacing: float = 0,
) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.size, style.font.bold, style.font.name = _points(size), bold, "Calibri"
    style.font.color.rgb = RGBColor.from_string(color)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = _points(before), _points(after)
    if spacing:
        style.paragraph_format.line_spacing = spacing


def _points(size: float) -> int:
    from docx.shared import Pt

    return Pt(size)


def _language(style: ParagraphStyle, language: str) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(_qualified("w:lang")):
        properties.remove(old)
    properties.append(_element("w:lang", val=language))


def _unruled(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(_qualified("w:pBdr")):
        properties.remove(border)


def _bar(style: ParagraphStyle) -> None:
    """A bar at the side of the learner's own words, as on the screen."""
    style.paragraph_format.left_indent = _points(12)
    borders = _element("w:pBdr")
    borders.append(_element("w:left", val="single", sz="18", space="8", color=ACCENT))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, *_AFTER_BORDERS)


def _foot(paragraph: Paragraph, text: str) -> None:
    paragraph.style = NOTE
    paragraph.add_run(holdable(text) + ("   " if text else ""))
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if code:
            instruction = _element("w:instrText")
            instruction.text = code
            run._r.append(instruction)
        else:
            run._r.append(_element("w:fldChar", fldCharType=kind))


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def _element(name: str, **attributes: str) -> Any:
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(_qualified(f"w:{attribute}"), value)
    return made


# -- what stands in it ---------------------------------------------------------------------------------------


def _says(word: WordDocument, says: Says) -> None:
    for line in lines_of(says.text):
        word.add_paragraph(line, style=NOTE if says.quiet else "Normal")


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
            paragraph.paragraph_format.space_after = _points(0)


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
        borders = _element("w:pBdr")
        borders.append(_element("w:left", val="nil"))
        borders.append(_element("w:right", val="single", sz="18", space="8", color=ACCENT))
        properties.insert_element_before(borders, *_AFTER_BORDERS)
    properties.insert_element_before(_element("w:bidi"), *_AFTER_BORDERS[2:])


def _points_of(word: WordDocument, points: Points) -> None:
    for item in points.items:
        word.add_paragraph(holdable(item), style="List Bullet").paragraph_format.space_after = _points(2)


def _table(word: WordDocument, told: Table) -> None:
    table = word.add_table(rows=1, cols=len(told.columns))
    table.style = "Table Grid"
    header = table.rows[0]
    header._tr.get_or_add_trPr().append(_element("w:tblHeader"))
    for cell, text in zip(header.cells, told.columns, strict=True):
        _fill(cell, text, bold=True)
    for row in told.rows:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(_element("w:cantSplit"))
        for number, (cell, text) in enumerate(zip(added.cells, row, strict=True)):
            _fill(cell, text, bold=number == 0)
    _thin(table, RULE)
    word.add_paragraph(style=NOTE)


def _fill(cell: _Cell, text: str, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    _write(paragraph, text)
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = _points(3)
    for run in paragraph.runs:
        run.font.bold, run.font.size = bold, _points(10)


def _thin(table: Any, color: str) -> None:
    borders = _element("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=color))
    for side in ("left", "right", "insideV"):
        borders.append(_element(f"w:{side}", val="nil"))
    margins = _element("w:tblCellMar")
    margins.append(_element("w:left", w="0", type="dxa"))
    margins.append(_element("w:right", w="113", type="dxa"))
    properties = table._tbl.tblPr
    for made in (_element("w:tblInd", w="0", type="dxa"), borders, margins):
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
    "points": _points_of,
    "table": _table,
    "room": _room,
}
