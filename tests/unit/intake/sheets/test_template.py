"""Does what the template asks for come back in?"""

import io

import openpyxl
import pytest

from app.errors import InvalidInput
from app.formats.files import InputFile, read_tables
from app.formats.tables import Table
from app.intake.cells import read_cell
from app.intake.intake import take_in
from app.intake.sheets.sheet import Kind
from app.intake.sheets.sheets import SHEETS
from app.intake.sheets.template import filled_workbook, list_words, template
from app.intake.sheets.template_texts import example_of
from app.records.records import TOPICS

FILLED = {
    "de": {
        "Akteure": {"Name": "AWO", "Art": "Wohlfahrtsverband", "Aktiv in": "Altendorf", "Vermittelt": "ja"},
        "Angebote": {
            "Name": "Sprachcafé",
            "Akteur": "AWO",
            "Themen": "Sprachförderung",
            "Seit": "seit 2019",
            "Bis": "laufend",
        },
        "Gremien": {"Name": "Runde", "Art": "Runder Tisch", "Mitglieder": "AWO", "Entscheidet": "berät"},
        "Projekte": {"Name": "Campus", "Beteiligte": "AWO", "Beteiligung": "angehört"},
    },
    "en": {
        "Actors": {"Name": "AWO", "Kinds": "welfare association", "Active in": "Altendorf", "Mediator": "yes"},
        "Offers": {
            "Name": "Sprachcafé",
            "Actor": "AWO",
            "Themes": "language support",
            "Start": "since 2019",
            "End": "ongoing",
        },
        "Working groups": {"Name": "Runde", "Kind": "round table", "Members": "AWO", "Decides": "advises"},
        "Projects": {"Name": "Campus", "Partners": "AWO", "Participation": "consulted"},
    },
}


def opened(lang: str, *, full: bool) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template(lang, full)))


def filled(lang: str) -> InputFile:
    """The template after somebody wrote one row into each of its sheets."""
    book = opened(lang, full=False)
    for title, values in FILLED[lang].items():
        page = book[title]
        headings = {str(cell.value).removesuffix(" *"): cell.column for cell in page[1]}
        for heading, value in values.items():
            page.cell(2, headings[heading], value)
    buffer = io.BytesIO()
    book.save(buffer)
    return InputFile("ausgefüllt.xlsx", buffer.getvalue())


@pytest.mark.parametrize("lang", ["de", "en"])
def test_filled_template_comes_back_as_records(lang: str) -> None:
    intake = take_in(read_tables([filled(lang)]), lang=lang)
    assert (intake.rejected, intake.notices) == ((), ())
    assert intake.new == {"actors": 1, "areas": 1, "offers": 1, "projects": 1, "working_groups": 1}
    (offer,), (group,), (actor,) = intake.records.offers, intake.records.working_groups, intake.records.actors
    assert (offer.id, offer.themes, str(offer.start), offer.end) == (
        "sprachcafé--awo",
        ("integration_language",),
        "2019",
        None,
    )
    assert (group.kind, group.members, group.decides) == ("round_table", ("awo",), "advises")
    assert (actor.kinds, actor.mediator) == (("welfare_association",), True)


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("full", [False, True])
def test_empty_template_holds_no_data_and_no_fault(lang: str, full: bool) -> None:
    intake = take_in(read_tables([InputFile("leer.xlsx", template(lang, full))]), lang=lang)
    assert (intake.new, intake.rejected, intake.notices) == ({}, (), ())


def test_same_template_has_the_same_bytes() -> None:
    assert template("de", full=True) == template("de", full=True)


def test_sheets_in_order_with_instructions_first_and_lists_last() -> None:
    basic = ["Akteure", "Angebote", "Gremien", "Projekte"]
    assert opened("de", full=False).sheetnames == ["Anleitung", *basic, "Listen"]
    names = opened("en", full=True).sheetnames
    assert (names[0], names[-1], len(names)) == ("Instructions", "Lists", len(SHEETS) + 2)


def test_first_four_sheets_ask_for_nothing_hard() -> None:
    basic = {column.field for sheet in SHEETS if sheet.basic for column in sheet.columns}
    assert not basic & {"capacity", "amount_eur", "lat", "lon", "neighbours", "strength", "legal_form"}


def test_headings_are_frozen_marked_and_explained() -> None:
    page = opened("de", full=False)["Angebote"]
    assert page.freeze_panes == "C2"
    assert [cell.value for cell in page[1]][:3] == ["ID", "Name *", "Akteur *"]
    comment = page["C1"].comment
    assert comment is not None
    assert "Pflichtangabe." in page["B1"].comment.text
    assert "Was niemand weiß, bleibt leer" in comment.text
    assert "Beispiel: AWO Beratungszentrum" in comment.text
    assert page["B1"].fill.fgColor.rgb != page["A1"].fill.fgColor.rgb


def test_drop_down_lists_point_at_the_lists() -> None:
    book = opened("de", full=True)
    validations = {str(entry.sqref): entry.formula1 for entry in book["Gremien"].data_validations.dataValidation}
    assert set(validations) == {"C2:C1001", "E2:E1001", "I2:I1001", "J2:J1001"}
    column = next(cell for cell in book["Listen"][1] if cell.value == "Art des Gremiums").column_letter
    assert validations["C2:C1001"].startswith(f"'Listen'!${column}$2:")


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_word_of_every_list_is_understood(lang: str) -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.kind is Kind.CODE:
                assert column.of is not None
                readings = [read_cell(column, word, lang) for word in list_words(column.of, lang)]
                assert all(reading.is_given for reading in readings)
                assert len({reading.value for reading in readings}) == len(readings)


def test_columns_are_fields_of_their_records() -> None:
    made_by_us = {
        "offers": {"citywide"},
        "grants": {"funded"},
        "tie_reports": {"together"},
        "observations": {"unit", "target_group", "source_note", "may_be_passed_on", "smallest_count"},
    }
    for sheet in SHEETS:
        fields = set(TOPICS[sheet.topic].__dataclass_fields__) | made_by_us.get(sheet.topic, set())
        assert {column.field for column in sheet.columns} <= fields


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_heading_has_a_hint_an_example_and_its_synonyms(lang: str) -> None:
    book = opened(lang, full=True)
    word = "Beispiel: " if lang == "de" else "Example: "
    for sheet in SHEETS:
        for cell, column in zip(book[sheet.title(lang)][1], sheet.columns, strict=True):
            assert cell.comment is not None
            hint, _, rest = cell.comment.text.rpartition(word)
            assert len(hint.replace("Pflichtangabe.", "").replace("Required.", "").strip()) > 5, (
                sheet.topic,
                column.field,
            )
            assert rest.partition("\n")[0].strip(), (sheet.topic, column.field)
            assert all(variant in rest for variant in column.variants)


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_example_is_understood(lang: str) -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            reading = read_cell(column, example_of(sheet.topic, column, lang), lang)
            assert (reading.value is not None or column.kind is Kind.END, reading.unclear) == (True, None), column.field


def test_a_cell_longer_than_a_spreadsheet_holds_is_refused_at_its_place() -> None:
    table = Table("probe", "Akteure", ("Name",), ((2, ("x" * 32_768,)),), 1)
    with pytest.raises(InvalidInput, match="Akteure"):
        filled_workbook([table], "de")
