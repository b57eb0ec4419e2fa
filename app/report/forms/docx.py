"""A report to be edited in Word: headings, lists and a table of facts by style, its language and title set."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.records.vocabulary import Lang
from app.report.drawings.raster import alternative, png
from app.report.forms.markdown import evidence_rows, heading
from app.report.report import Card, Figure, Report, Section, printable
from app.report.texts import label

_FONT = "Calibri"
_LANGUAGES = {"de": "de-DE", "en": "en-GB"}
_PICTURE_WIDTH = Mm(150)
_TABLE_WIDTH, _LABEL_WIDTH, _WIDEST_VALUE, _HEADING_HEIGHT = Mm(170), Mm(50), Mm(20), Mm(28)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render(report: Report) -> bytes:
    """The report as DOCX; the same report gives the same bytes."""
    report, paper = printable(report), Document()
    _set_up(paper, report)
    paper.add_heading(report.title, level=0)
    audience = f"{label('page', 'audience', report.lang)}: {label('audience', report.audience, report.lang)}"
    paper.add_paragraph(f"{report.subtitle} · {audience}", style="Subtitle")
    paper.add_paragraph(label("page", "note", report.lang), style="Quote")
    for fact in report.facts:
        _paragraph(paper, "List Bullet", (f"{fact.label}: ", False), (fact.value, True))
    if report.highlights:
        paper.add_heading(label("page", "highlights", report.lang), level=1)
        for card in report.highlights:
            paper.add_paragraph(f"{heading(card, report.lang)}: {card.title}", style="List Bullet")
    if report.edition == "bericht":
        _write_contents(paper, report)
    for position, section in enumerate(report.sections):
        _write_section(paper, position, section, report.lang)
    return _same_bytes(paper)


def _set_up(paper: Any, report: Report) -> None:
    day = datetime(report.as_of.year, report.as_of.month, report.as_of.day, tzinfo=UTC)
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = report.title, "Netzblick", report.subtitle
    properties.language = _LANGUAGES[report.lang]
    properties.created = properties.modified = day
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Mm(20)
    for name in ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Quote"):
        _set_font(paper.styles[name], report.lang)
    paper.styles["Normal"].font.size = Pt(10)
    paper.styles["Title"].font.size = Pt(20)
    paper.styles["Subtitle"].font.size = Pt(11)
    normal, heading_1, heading_2 = (
        paper.styles[name].paragraph_format for name in ("Normal", "Heading 1", "Heading 2")
    )
    normal.space_after, normal.line_spacing = Pt(4), 1.0
    heading_1.space_before, heading_2.space_before = Pt(12), Pt(8)


def _set_font(style: Any, lang: Lang) -> None:
    style.font.name = _FONT
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    properties.append(_element("lang", val=_LANGUAGES[lang]))


def _write_contents(paper: Any, report: Report) -> None:
    """A list of contents that leads to its sections, and that Word renews with page numbers when asked to."""
    paper.add_heading(label("page", "contents", report.lang), level=1)
    first = last = None
    for position, section in enumerate(report.sections):
        last = paper.add_paragraph()
        first = first or last
        link = _element("hyperlink", anchor=_bookmark(position))
        run, text = _element("r"), _element("t")
        text.text = section.title
        run.append(text)
        link.append(run)
        last._p.append(link)  # noqa: SLF001 - python-docx has no links within a document
    if first is not None and last is not None:
        for at, kind in enumerate(("begin", "instrText", "separate")):
            first._p.insert(at + (first._p.pPr is not None), _field_run(kind))  # noqa: SLF001 - nor fields
        last._p.append(_field_run("end"))  # noqa: SLF001


def _field_run(kind: str) -> Any:
    run = _element("r")
    if kind == "instrText":
        instruction = _element("instrText")
        instruction.text = 'TOC \\o "1-1" \\h'
        run.append(instruction)
    else:
        run.append(_element("fldChar", fldCharType=kind))
    return run


def _element(tag: str, /, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for attribute, value in attributes.items():
        element.set(qn(f"w:{attribute}"), value)
    return element


def _bookmark(position: int) -> str:
    return f"section{position}"


def _write_heading(paper: Any, position: int, title: str) -> None:
    """A heading that the contents lead to."""
    paragraph = paper.add_heading(title, level=1)
    paragraph._p.insert(1, _element("bookmarkStart", id=str(position), name=_bookmark(position)))  # noqa: SLF001
    paragraph._p.append(_element("bookmarkEnd", id=str(position)))  # noqa: SLF001


def _write_section(paper: Any, position: int, section: Section, lang: Lang) -> None:
    _write_heading(paper, position, section.title)
    if section.introduction:
        paper.add_paragraph(section.introduction)
    for figure in section.figures:
        _write_figure(paper, figure)
    for number, card in enumerate(section.cards, start=1):
        (_write_briefly if section.brief else _write_card)(paper, number, card, lang)
    if section.more_text:
        _paragraph(paper, "Normal", (f"… {section.more_text}", False))
    for line in section.lines:
        paper.add_paragraph(line, style="List Bullet")


def _write_figure(paper: Any, figure: Figure) -> None:
    """A matrix as a table that can be edited; bars and maps as a picture whose alternative text tells the numbers."""
    _paragraph(
        paper, "Normal", (figure.title, True), (f" – {figure.reading}", False)
    ).paragraph_format.keep_with_next = True
    if figure.kind == "matrix":
        _write_table(paper, figure)
    else:
        picture = paper.add_picture(BytesIO(png(figure)), width=_PICTURE_WIDTH)
        picture._inline.docPr.set("descr", alternative(figure))  # noqa: SLF001 - python-docx has no other way
        paper.paragraphs[-1].paragraph_format.keep_with_next = True
    _paragraph(paper, "Normal", (figure.note, False)).runs[0].font.size = Pt(8)


def _write_table(paper: Any, figure: Figure) -> None:
    """A table whose first column holds whole labels; headings of the narrow others are turned upright."""
    columns = len(figure.headings) - 1
    widths = [_LABEL_WIDTH, *(min(_WIDEST_VALUE, (_TABLE_WIDTH - _LABEL_WIDTH) // columns) for _ in range(columns))]
    table = paper.add_table(rows=0, cols=len(figure.headings), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, texts in enumerate((figure.headings, *((row.label, *row.texts) for row in figure.rows))):
        for cell, text, width in zip(table.add_row().cells, texts, widths, strict=True):
            cell.width = width
            _write_cell(cell, text, strong=number == 0, value=width is not _LABEL_WIDTH)
    for cell in table.rows[0].cells[1:]:
        cell._tc.get_or_add_tcPr().append(_element("textDirection", val="btLr"))  # noqa: SLF001 - python-docx has no other way
    table.rows[0].height = _HEADING_HEIGHT
    _repeat_heading(table.rows[0])


def _write_cell(cell: Any, text: str, *, strong: bool, value: bool) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(8), strong
    paragraph.paragraph_format.space_after = Pt(0)
    if value and not strong:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _repeat_heading(row: Any) -> None:
    """Mark a row as the heading of its table, on each page and for screen readers."""
    row._tr.get_or_add_trPr().append(_element("tblHeader"))  # noqa: SLF001 - python-docx has no other way


def _write_briefly(paper: Any, number: int, card: Card, lang: Lang) -> None:
    _paragraph(paper, "Normal", (f"{number}. {card.title}", True)).paragraph_format.keep_with_next = True
    rows = evidence_rows(card.evidence, lang)
    paper.add_paragraph(" ".join(filter(None, (card.what, f"→ {card.what_to_do}", f"({rows})" if rows else ""))))


def _write_card(paper: Any, number: int, card: Card, lang: Lang) -> None:
    kind = f"{heading(card, lang)}: " if card.kind and card.kind != "strength" else ""
    paper.add_heading(f"{number}. {kind}{card.title}", level=2)
    _paragraph(paper, "Normal", (f"{card.what} {card.why} ", False), (card.what_to_do, True))
    for addition in card.additions:
        paper.add_paragraph(addition)
    grounds = [card.certainty, f"{label('page', 'rests_on', lang)}: {card.rests_on}"]
    grounds += [f"{label('page', 'unknowns', lang)}: {'; '.join(card.unknowns)}"] if card.unknowns else []
    rows = evidence_rows(card.evidence, lang)
    grounds += [f"{label('page', 'evidence', lang)}: {rows}"] if rows else []
    paragraph = _paragraph(paper, "Normal", (" · ".join(grounds), False))
    paragraph.runs[0].font.size = Pt(8)


def _paragraph(paper: Any, style: str, *runs: tuple[str, bool]) -> Any:
    """A paragraph of runs, each with whether it is strong."""
    paragraph = paper.add_paragraph(style=style)
    for text, strong in runs:
        paragraph.add_run(text).bold = strong
    return paragraph


def _same_bytes(paper: Any) -> bytes:
    """The file with one time for all of its parts, so that it holds none of its making."""
    paper_file, timeless_file = BytesIO(), BytesIO()
    paper.save(paper_file)
    with ZipFile(paper_file) as parts, ZipFile(timeless_file, "w", ZIP_DEFLATED) as archive:
        for part in parts.infolist():
            entry = ZipInfo(part.filename, _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, parts.read(part))
    return timeless_file.getvalue()
