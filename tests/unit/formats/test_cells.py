"""Is every cell read as the person sees it, or told at its place? Errors, formulas, percent, merged and hidden cells."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from app.formats.files import InputFile, read_tables
from app.formats.tables import RemarkKind, Table, Unreadable
from app.intake.intake import Intake, take_in
from tests.intake_files import csv_file, ods_file, zipped


def saved(fill: Callable[[Worksheet], None], title: str = "Akteure") -> InputFile:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = title
    fill(page)
    buffer = io.BytesIO()
    book.save(buffer)
    return InputFile("mappe.xlsx", buffer.getvalue())


def table(fill: Callable[[Worksheet], None]) -> Table:
    (made,) = read_tables([saved(fill)])
    return made


def ods(cells: str, styles: str = "", rows: str = "") -> InputFile:
    """An ODS with the headings Name, Art and Kurzname and a row of cells in XML."""
    plain = ods_file({"Akteure": (("Name", "Art", "Kurzname"),)})
    with zipfile.ZipFile(io.BytesIO(plain.content)) as archive:
        entries: Mapping[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    body = f"{rows}<table:table-row>{cells}</table:table-row></table:table>" if cells else f"{rows}</table:table>"
    content = bytes(entries["content.xml"]).decode()  # type: ignore[arg-type]
    content = content.replace("</table:table>", body).replace(
        "<office:body>", f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
    )
    content = content.replace(
        'office:version="1.2">',
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" '
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.2">',
        1,
    )
    return InputFile("mappe.ods", zipped({**entries, "content.xml": content}))


def text(value: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{value}</text:p></table:table-cell>'


def error_row(page: Worksheet) -> None:
    page.append(["Name", "Art", "Kurzname"])
    page.append(["AWO", "Schule", "#N/A"])
    page["C2"].data_type = "e"


def formula_row(page: Worksheet) -> None:
    page.append(["Name", "Art", "Kurzname"])
    page.append(["AWO", "Schule", "=UPPER(A2)"])


ERROR_FILES = {
    "xlsx": saved(error_row),
    "ods": ods(
        text("AWO") + text("Schule") + '<table:table-cell table:formula="of:=NA()" office:value-type="string" '
        'office:string-value="" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
    ),
    "csv": csv_file("Akteure", (("Name", "Art", "Kurzname"), ("AWO", "Schule", "#N/A"))),
}


@pytest.mark.parametrize("file", ERROR_FILES.values(), ids=ERROR_FILES)
def test_error_of_a_formula_is_no_empty_cell(file: InputFile) -> None:
    (made,) = read_tables([file])
    assert made.rows == ((2, ("AWO", "Schule", Unreadable("#N/A"))),)
    taken = take_in([made])
    (notice,) = [notice for notice in taken.notices if notice.code == "formula_error"]
    assert (notice.row, notice.column, taken.rejected) == (2, "C", ())
    assert "#NV" in notice.message


@pytest.mark.parametrize(
    "file",
    [saved(formula_row), ods(text("AWO") + text("Schule") + '<table:table-cell table:formula="of:=UPPER([.A2])"/>')],
)
def test_formula_never_calculated_is_no_empty_cell(file: InputFile) -> None:
    (made,) = read_tables([file])
    assert made.rows[0][1][2] == Unreadable()
    assert [(notice.row, notice.column) for notice in take_in([made]).notices] == [(2, "C")]


def test_formula_of_a_writer_that_calculates_nothing_is_not_zero() -> None:
    def fill(page: Worksheet) -> None:
        page.append(["Name", "Art", "Kurzname"])
        page.append(["AWO", "Schule", "X"])

    entries = parts(saved(fill))
    sheet = entries["xl/worksheets/sheet1.xml"]
    cell = sheet[sheet.index(b'<c r="C2"') : sheet.index(b"</c>", sheet.index(b'<c r="C2"')) + 4]
    zero = sheet.replace(cell, b'<c r="C2"><f>1+1</f><v>0</v></c>')
    (made,) = read_tables([InputFile("m.xlsx", zipped({**entries, "xl/worksheets/sheet1.xml": zero}))])
    assert made.rows[0][1][2] == Unreadable()
    calculated = {
        **entries,
        "xl/worksheets/sheet1.xml": zero,
        "xl/workbook.xml": entries["xl/workbook.xml"].replace(b'fullCalcOnLoad="1"', b""),
    }
    (made,) = read_tables([InputFile("m.xlsx", zipped(calculated))])
    assert made.rows[0][1][2] == 0


def test_formula_that_gives_an_empty_text_is_an_empty_cell() -> None:
    entries = parts(saved(formula_row))
    sheet = entries["xl/worksheets/sheet1.xml"]
    start = sheet.index(b'<c r="C2"')
    cell = sheet[start : sheet.index(b"</c>", start) + 4]
    empty = sheet.replace(cell, b'<c r="C2" t="str"><f>""</f><v></v></c>')
    (made,) = read_tables([InputFile("m.xlsx", zipped({**entries, "xl/worksheets/sheet1.xml": empty}))])
    assert made.rows[0][1][2] == ""


def parts(file: InputFile) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def answers(unreadable: object) -> Intake:
    def fill(page: Worksheet) -> None:
        page.append(["Akteur A", "Akteur B", "Arbeiten zusammen"])
        page.append(["AWO", "Caritas", unreadable])
        if unreadable == "#N/A":
            page["C2"].data_type = "e"

    actors = csv_file("akteure", (("Name", "Art"), ("AWO", "Schule"), ("Caritas", "Schule")))
    return take_in(read_tables([actors, saved(fill, "Zusammenarbeit")]))


@pytest.mark.parametrize("unreadable", ["#N/A", "=A2"])
def test_unreadable_answer_is_set_aside_and_never_yes(unreadable: str) -> None:
    taken = answers(unreadable)
    assert [(notice.row, notice.column) for notice in taken.notices if "Zusammenarbeit" in (notice.sheet or "")] == [
        (2, "C")
    ]
    assert (taken.rejected, taken.records.cooperations) == ((), ())


def test_merged_answer_counts_for_every_row() -> None:
    def fill(page: Worksheet) -> None:
        page.append(["Akteur A", "Akteur B", "Arbeiten zusammen"])
        page.append(["AWO", "Caritas", "nein"])
        page.append(["AWO", "Diakonie", None])
        page.append(["Caritas", "Diakonie", None])
        page.merge_cells("C2:C4")

    actors = csv_file("akteure", (("Name", "Art"), ("AWO", "Schule"), ("Caritas", "Schule"), ("Diakonie", "Schule")))
    taken = take_in(read_tables([actors, saved(fill, "Zusammenarbeit")]))
    assert [record.status for record in taken.records.cooperations] == ["denied"] * 3
    assert [notice.column for notice in taken.notices if "C2:C4" in notice.message] == ["C"]


def test_merged_cells_of_an_ods_count_for_every_row() -> None:
    covered = "<table:table-row>" + text("Caritas") + text("Schule") + "<table:covered-table-cell/></table:table-row>"
    first = (
        "<table:table-row>"
        + text("AWO")
        + text("Schule")
        + text("X", 'table:number-rows-spanned="2"')
        + "</table:table-row>"
    )
    (made,) = read_tables([ods("", rows=first + covered)])
    assert [cells[2] for _, cells in made.rows] == ["X", "X"]
    assert [remark.name() for remark in made.remarks] == ["C2:C3"]


def test_merged_cells_do_not_fill_rows_that_are_empty() -> None:
    def fill(page: Worksheet) -> None:
        page.append(["Name", "Art"])
        page.append(["AWO", "Schule"])
        page["A9"] = "Caritas"
        page.merge_cells("A2:A8")

    assert [number for number, _ in table(fill).rows] == [2, 9]


def percent_row(page: Worksheet) -> None:
    page.append(["Name", "Wert"])
    page.append(["Süd", 0.62])
    page.append(["Nord", 62])
    page["B2"].number_format = '0.0 "von 100" %'
    page["B3"].number_format = '0" %"'


def test_percent_cell_is_what_the_person_sees() -> None:
    assert [cells[1] for _, cells in table(percent_row).rows] == [62.0, 62.0]
    cell = (
        '<table:table-cell office:value-type="percentage" office:value="0.62"><text:p>62 %</text:p></table:table-cell>'
    )
    (made,) = read_tables([ods(text("Süd") + text("Schule") + cell)])
    assert made.rows[0][1][2] == 62.0


def test_leading_zeros_of_a_format_are_kept() -> None:
    def fill(page: Worksheet) -> None:
        page.append(["Name", "Schlüssel"])
        page.append(["Süd", 5113])
        page["B2"].number_format = "00000000"

    assert table(fill).rows[0][1][1] == "00005113"


def test_struck_and_hidden_cells_are_told() -> None:
    def fill(page: Worksheet) -> None:
        for row in (["Name", "Art"], ["AWO", "Schule"], ["Caritas", "Schule"], ["Diakonie", "Schule"]):
            page.append(row)
        page["A2"].font = page["B2"].font = Font(strike=True)
        page.row_dimensions[4].hidden = True
        page.column_dimensions["B"].hidden = True

    made = table(fill)
    assert [(remark.kind, remark.name()) for remark in made.remarks] == [
        (RemarkKind.HIDDEN_COLUMN, "B1:B4"),
        (RemarkKind.STRUCK, "A2:B2"),
        (RemarkKind.HIDDEN_ROW, "A4:B4"),
    ]
    assert [(notice.code, notice.row) for notice in take_in([made]).notices] == [
        ("hidden_column", 1),
        ("struck", 2),
        ("hidden_row", 4),
    ]


@pytest.mark.parametrize("rich", [True, False], ids=["shared", "in the cell"])
def test_struck_part_of_a_text_is_told(rich: bool) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("Akteure")
        page.write_row(0, 0, ("Name", "Art"))
        page.write_rich_string(1, 0, "neu ", book.add_format({"font_strikeout": True}), "alt")
        page.write(1, 1, "Schule")
    file = InputFile("m.xlsx", buffer.getvalue()) if rich else inline(InputFile("m.xlsx", buffer.getvalue()))
    (made,) = read_tables([file])
    assert [remark.name() for remark in made.remarks if remark.kind is RemarkKind.STRUCK] == ["A2"]


def inline(file: InputFile) -> InputFile:
    """The same with the text of A2 in the cell itself."""
    entries = parts(file)
    text_of_cell = b"<is><r><t>neu </t></r><r><rPr><strike/></rPr><t>alt</t></r></is>"
    sheet = re.sub(
        rb'<c r="A2"[^>]*><v>\d+</v></c>',
        b'<c r="A2" t="inlineStr">' + text_of_cell + b"</c>",
        entries["xl/worksheets/sheet1.xml"],
    )
    shared = entries["xl/sharedStrings.xml"].replace(b"<strike/>", b"")
    return InputFile("m.xlsx", zipped({**entries, "xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": shared}))


def test_struck_cells_and_hidden_rows_of_an_ods_are_told() -> None:
    style = '<style:style style:name="weg" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    hidden = '<table:table-row table:visibility="filter">' + text("Caritas") + text("Schule") + "</table:table-row>"
    (made,) = read_tables([ods(text("AWO", 'table:style-name="weg"') + text("Schule"), styles=style, rows=hidden)])
    assert [(remark.kind, remark.first[0]) for remark in made.remarks] == [
        (RemarkKind.HIDDEN_ROW, 2),
        (RemarkKind.STRUCK, 3),
    ]


def test_cells_without_addresses_are_found_where_they_stand() -> None:
    entries = parts(saved(error_row))
    sheet = entries["xl/worksheets/sheet1.xml"]
    for name in (b' r="A1"', b' r="B1"', b' r="C1"', b' r="A2"', b' r="B2"', b' r="C2"', b' r="1"', b' r="2"'):
        sheet = sheet.replace(name, b"")
    (made,) = read_tables([InputFile("m.xlsx", zipped({**entries, "xl/worksheets/sheet1.xml": sheet}))])
    assert made.rows[0][1][2] == Unreadable("#N/A")


def test_merged_cells_that_lie_over_each_other_are_bounded() -> None:
    entries = parts(saved(lambda page: [page.append(["x"] * 150) for _ in range(300)] and None))
    cells = b"".join(b'<mergeCell ref="A1:ET300"/>' for _ in range(1_000))
    sheet = entries["xl/worksheets/sheet1.xml"].replace(
        b"</sheetData>", b"</sheetData><mergeCells>" + cells + b"</mergeCells>"
    )
    with pytest.raises(Exception, match="mehr als"):
        read_tables([InputFile("m.xlsx", zipped({**entries, "xl/worksheets/sheet1.xml": sheet}))])


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    for row in (["Name", "Seit", "Bis"], ["AWO", date(2020, 1, 2), datetime(2024, 5, 17, 10, 30)]):  # noqa: DTZ001
        book.worksheets[0].append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    (made,) = read_tables([InputFile("m.xlsx", buffer.getvalue())])
    assert made.rows[0][1][1:] == (date(2020, 1, 2), datetime(2024, 5, 17, 10, 30))  # noqa: DTZ001


def test_comments_of_cells_are_told_at_their_cells_and_not_those_of_headings() -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("Akteure")
        for at, row in enumerate((("Name", "Art", "Seit"), ("AWO", "Schule"))):
            page.write_row(at, 0, row)
        page.write_comment("A1", "Hinweis zur Spalte")
        page.write_comment("C2", "seit wann?")
    taken = take_in(read_tables([InputFile("m.xlsx", buffer.getvalue())]))
    assert [(notice.code, notice.row, notice.column) for notice in taken.notices] == [("comment", 2, "C")]


def test_comment_of_an_ods_is_told_and_no_part_of_the_value() -> None:
    note = "<office:annotation><text:p>bitte prüfen</text:p></office:annotation><text:p>AWO</text:p>"
    (made,) = read_tables(
        [ods(f'<table:table-cell office:value-type="string">{note}</table:table-cell>' + text("Schule"))]
    )
    assert made.rows[0][1][:2] == ("AWO", "Schule")
    assert [(remark.kind, remark.name()) for remark in made.remarks] == [(RemarkKind.COMMENT, "A2")]
