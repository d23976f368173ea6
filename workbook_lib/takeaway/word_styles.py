"""How a Word file looks: its page, its styles, and the line at its foot. No name of whoever made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbook_lib.takeaway.document import Document, holdable

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

INK, QUIET, RULE, ACCENT = "1F2328", "57606A", "C9CED4", "8A3B12"
OWN, ASKED, NOTE = "Own words", "Asked", "Note"
"""Names of the paragraph styles that are ours."""
AFTER_BORDERS = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")
"""What the schema of a paragraph's properties puts after its borders; nothing else of it is used here."""
_LONGEST = 255
"""Letters of a title among the properties of a file; the title on its page is whole."""


def set_up(word: WordDocument, document: Document) -> None:
    """An A4 page with our styles, the document's title among its properties, and nobody's name."""
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
    word.styles[ASKED].paragraph_format.space_before = points(8)
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

    style.font.size, style.font.bold, style.font.name = points(size), bold, "Calibri"
    style.font.color.rgb = RGBColor.from_string(color)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    style.paragraph_format.space_before, style.paragraph_format.space_after = points(before), points(after)
    if spacing:
        style.paragraph_format.line_spacing = spacing


def points(size: float) -> int:
    """A size in points as Word counts."""
    from docx.shared import Pt

    return Pt(size)


def _language(style: ParagraphStyle, language: str) -> None:
    properties = style.element.get_or_add_rPr()
    for old in properties.findall(_qualified("w:lang")):
        properties.remove(old)
    properties.append(element("w:lang", val=language))


def _unruled(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(_qualified("w:pBdr")):
        properties.remove(border)


def _bar(style: ParagraphStyle) -> None:
    """A bar at the side of the learner's own words, as on the screen."""
    style.paragraph_format.left_indent = points(12)
    borders = element("w:pBdr")
    borders.append(element("w:left", val="single", sz="18", space="8", color=ACCENT))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, *AFTER_BORDERS)


def _foot(paragraph: Paragraph, text: str) -> None:
    paragraph.style = NOTE
    paragraph.add_run(holdable(text) + ("   " if text else ""))
    for kind, code in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        if code:
            instruction = element("w:instrText")
            instruction.text = code
            run._r.append(instruction)
        else:
            run._r.append(element("w:fldChar", fldCharType=kind))


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(name))


def element(name: str, **attributes: str) -> Any:
    """An element of Word's XML, such as ``w:shd``, with its attributes."""
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(_qualified(f"w:{attribute}"), value)
    return made
