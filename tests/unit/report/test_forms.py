"""Forms of a report: each says the same, opens, and is the same bytes for the same data."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from app.errors import InvalidInput
from app.report.texts import texts
from app.usecases.imports.read_file import network_of
from app.usecases.make_report import FORMATS, rendered, report_of, results_for_report, usual_edition
from tests.factories import actor, network, offer

ESSEN = Path(__file__).parents[3] / "examples" / "essener-konsens"
BINARY = ("pdf", "docx", "xlsx")


@pytest.fixture(scope="module")
def essen():
    result, title = network_of(ESSEN, as_of=date(2024, 9, 1))
    return results_for_report(result), result, title


def report_on(essen, edition="bericht", lang="de", audience="internal"):
    results, result, title = essen
    return report_of(results, result, title=title, lang=lang, audience=audience, edition=edition)


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", content))


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize(("edition", "most"), [("kurz", 2), ("bericht", 8), ("sitzung", 2)])
def test_an_edition_is_as_long_as_people_read(essen, edition, most, lang):
    assert pages(rendered(report_on(essen, edition, lang), "pdf")) <= most


def test_the_pdf_is_tagged_named_and_brings_its_fonts(essen):
    content = rendered(report_on(essen, "kurz"), "pdf")
    assert content.startswith(b"%PDF-1.")
    assert b"pdfuaid:part" in content
    assert b"/StructTreeRoot" in content
    assert b"/Lang" in content
    assert set(re.findall(rb"/FontName\s*/[A-Z]{6}\+(\w+)", content)) <= {b"FiraSans"}
    assert b"/FontFile2" in content


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_is_the_same_bytes(essen, form):
    assert rendered(report_on(essen), form) == rendered(report_on(essen), form)


@pytest.mark.parametrize("edition", ["kurz", "bericht"])
def test_word_holds_every_text_of_the_report(essen, edition):
    report = report_on(essen, edition)
    paper = Document(BytesIO(rendered(report, "docx")))
    text = "\n".join(paragraph.text for paragraph in paper.paragraphs)
    for section in report.sections:
        assert section.title in text
        assert all(card.what in text and card.what_to_do in text for card in section.cards)
        assert all(line in text for line in section.lines)
    assert paper.core_properties.title == report.title
    assert {paragraph.style.name for paragraph in paper.paragraphs} >= {"Title", "Heading 1"}


def test_a_table_in_word_has_room_for_its_labels(essen):
    """Eleven columns of equal width would break every word: labels get 50 mm, headings of numbers stand upright."""
    (table,) = Document(BytesIO(rendered(report_on(essen, "kurz"), "docx"))).tables
    heading, first = table.rows[0].cells, table.rows[1].cells
    assert [cell.width.mm >= 50 for cell in first] == [True, *([False] * 11)]
    assert sum(cell.width.mm for cell in first) <= 170.1, "as wide as the text beside it"
    assert [len(cell._tc.xpath(".//w:textDirection")) for cell in heading] == [0, *([1] * 11)]


def test_the_workbook_has_typed_cells_and_a_row_for_each_card_and_record(essen):
    report = report_on(essen)
    book = load_workbook(BytesIO(rendered(report, "xlsx")))
    cards = [card for section in report.sections for card in section.cards]
    titles = texts("common", "de")["table"]
    assert book.sheetnames == list(titles.values())
    hints = list(book[titles["findings"]].iter_rows(min_row=2, values_only=True))
    assert [row[3] for row in hints] == [card.title for card in cards]
    assert all(isinstance(row[1], int) for row in hints)
    evidence = list(book[titles["evidence"]].iter_rows(min_row=2, values_only=True))
    assert [row[6] for row in evidence] == [line.row for card in cards for line in card.evidence]
    facts = dict(book[titles["facts"]].iter_rows(min_row=2, values_only=True))
    assert facts["Stand der Daten"].date() == date(2024, 9, 1)
    assert facts["Einrichtungen"] == 32
    assert facts["Leserkreis"] == "nur für die Koordination", "a printed sheet says who may read it"
    lines = set(book[titles["lines"]].iter_rows(min_row=2, values_only=True))
    left_out = {(section.title, f"… {section.more_text}") for section in report.sections if section.more_text}
    assert left_out <= lines


def test_csv_opens_in_a_german_spreadsheet(essen):
    report = report_on(essen)
    content = rendered(report, "csv")
    assert content.startswith("\ufeffAbschnitt;Nr.;".encode())
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [row[3] for row in rows[1:]] == [card.title for section in report.sections for card in section.cards]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", '#import "x" *b* $x$', "Haus 😀 社区", "جمعية", "a\x07b"])
def test_a_name_is_text_in_every_form(form, name):
    alike = {"areas": "D1", "target_groups": "families", "themes": "counselling", "start": "2024", "end": "2025"}
    result = network(actor("A", name=name), offer("o", "A", name=name, **alike), offer("p", "B", name="p", **alike))
    report = report_of(results_for_report(result), result, title=name, lang="de", audience="internal")
    content = rendered(report, form)
    if form == "csv":
        rows = csv.reader(StringIO(content.decode("utf-8-sig")), delimiter=";")
        assert not [cell for row in rows for cell in row if cell.startswith(("=", "@"))]
    if form == "xlsx":
        book = load_workbook(BytesIO(content))
        assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_what_is_printed_is_short():
    assert {form: usual_edition(form) for form in FORMATS} == {
        "html": "bericht",
        "md": "bericht",
        "json": "bericht",
        "pdf": "kurz",
        "docx": "kurz",
        "xlsx": "bericht",
        "csv": "bericht",
    }


def test_an_unknown_form_is_refused_with_those_there_are(essen):
    with pytest.raises(InvalidInput) as refused:
        rendered(report_on(essen), "odt")
    assert "pdf" in refused.value.hint
