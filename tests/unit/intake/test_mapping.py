"""Do foreign tables become our sheets, and do faults in a mapping name their key?"""

import tomllib
from importlib.resources import as_file, files

import pytest

from app.errors import InvalidInput, Problem
from app.formats.files import read_path, read_tables
from app.formats.tables import Table
from app.intake.intake import Intake, take_in
from app.intake.mapping import apply_mapping
from app.intake.problems import Problems
from tests.intake_files import xlsx_file

FOREIGN = Table(
    "liste.csv",
    "liste",
    ("Träger", "Massnahme", "Ort", "von", "bis"),
    (
        (2, ("AWO", "4.1 Beratung", "Essen", "2020-01-01", "2020-12-31")),
        (3, ("AWO", "4.1 Beratung", "Essen", "2019-01-01", "2021-12-31")),
        (4, ("Caritas", "Kurs", "Essen", "2020-01-01", "")),
        (5, ("DRK", "Kurs", "Bochum", "2020-01-01", "")),
    ),
)
MAPPING = """
[[sheets]]
target = "Akteure"
where = { Ort = ["Essen"] }
group_by = ["Name"]
columns = { Name = "{Träger}", Art = "Wohlfahrtsverband" }

[[sheets]]
target = "Angebote"
source = "liste"
where = { Ort = ["Essen"] }
group_by = ["Name", "Akteur"]
earliest = ["Seit"]
latest = ["Bis"]

[sheets.columns]
Name = "{Massnahme}"
Akteur = "{Träger}"
Gebiete = "{Ort} ({Ort})"
Seit = "{von}"
Bis = "{bis}"

[sheets.values.Name]
"4.1 Beratung" = "Beratung"

[sheets.values.Gebiete]
"*" = "Essen-Mitte"
"""


def test_constants_templates_translations_filters_and_groups() -> None:
    actors, offers = apply_mapping(MAPPING, [FOREIGN], Problems("de"))
    assert (actors.sheet, actors.target, actors.headings) == ("liste", "Akteure", ("Name", "Art"))
    assert actors.rows == ((2, ("AWO", "Wohlfahrtsverband")), (4, ("Caritas", "Wohlfahrtsverband")))
    assert offers.rows == (
        (2, ("Beratung", "AWO", "Essen-Mitte", "2019-01-01", "2021-12-31")),
        (4, ("Kurs", "Caritas", "Essen-Mitte", "2020-01-01", "")),
    )


def test_mapped_tables_are_taken_in_and_faults_name_the_foreign_row() -> None:
    intake = take_in(apply_mapping(MAPPING.replace('"{von}"', '"{Massnahme}"'), [FOREIGN], Problems("de")))
    entries = (*intake.rejected, *intake.notices)
    assert {(problem.file, problem.row) for problem in entries if problem.code == "date"} == {
        ("liste.csv", 2),
        ("liste.csv", 4),
    }


@pytest.mark.parametrize(
    ("mapping", "key"),
    [
        ('[[sheets]]\ntarget = "Akteure"', "sheets[0].columns"),
        ('[[sheets]]\ntarget = "Akteure"\ncolumns = {}\ncolour = 1', "sheets[0].colour"),
        ("[[sheets]]\ntarget = 1\ncolumns = {}", "sheets[0].target"),
        ("tables = []", "tables"),
        ('[[sheets]]\ntarget = "Akteure"\ncolumns = { Name = "{Name}" }', "sheets[0].columns.Name"),
        ('[[sheets]]\ntarget = "Akteure"\ncolumns = {}\nwhere = { Stadt = ["Essen"] }', "sheets[0].where.Stadt"),
        ('[[sheets]]\ntarget = "Akteure"\ncolumns = {}\nvalues = { Name = {} }', "sheets[0].values.Name"),
        ('[[sheets]]\ntarget = "Akteure"\ncolumns = {}\ngroup_by = ["Name"]', "sheets[0].group_by"),
        ('[[sheets]]\ntarget = "Akteure"\nsource = "andere"\ncolumns = {}', "sheets[0].source"),
    ],
)
def test_faults_name_their_key(mapping: str, key: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        apply_mapping(mapping, [FOREIGN], Problems("de"))
    assert key in {problem.pointer for problem in raised.value.problems}
    assert key in raised.value.detail


@pytest.mark.parametrize("text", [b"[[sheets]\n", b"a=" + b"{a=" * 9_000, b"a=" + b"[" * 9_000])
def test_what_is_no_toml(text: bytes) -> None:
    with pytest.raises(InvalidInput, match="TOML"):
        apply_mapping(text, [FOREIGN], Problems("de"))


def essen() -> Intake:
    with as_file(files("examples") / "nrw-esf-essen") as folder:
        example = tomllib.loads((folder / "example.toml").read_text("utf-8"))
        tables = read_tables([file for name in example["files"] for file in read_path(folder / name)])
        return take_in(apply_mapping((folder / example["mapping"]).read_bytes(), tables, Problems("de")))


def test_public_list_of_essen_becomes_actors_offers_and_grants() -> None:
    """40 rows of the list: 20 beneficiaries, 26 pairs of beneficiary and programme line, 37 distinct periods of these."""
    intake = essen()
    assert (intake.rejected, intake.notices) == ((), ())
    assert intake.new == {"actors": 20, "areas": 1, "grants": 37, "offers": 26, "programmes": 1}
    assert intake.records.cooperations == ()
    advice = [entry for entry in intake.records.offers if entry.themes == ("counselling_unemployed",)]
    assert len(advice) == 4, "in Essen four providers run the programme line"
    assert {offer.area_mode for offer in intake.records.offers} == {"citywide"}


def test_every_value_of_the_list_is_translated() -> None:
    assert not any(offer.name[0].isdigit() for offer in essen().records.offers)


def mapped(mapping: str, *tables: Table) -> tuple[dict[str, list[tuple[str, ...]]], list[Problem]]:
    """The cells of each sheet, and the notices."""
    problems = Problems("de")
    made = apply_mapping(mapping, tables, problems)
    return {table.target: [tuple(map(str, cells)) for _, cells in table.rows] for table in made}, problems.notices


def table(name: str, *lines: str) -> Table:
    headings, *rows = (tuple(line.split("|")) for line in lines)
    return Table(f"{name}.csv", name, headings, tuple(enumerate(rows, 2)))


def test_members_of_a_group_of_rows_are_united() -> None:
    foreign = table("runden", "runde|wer|art", "Rat|Haus|Gremium", "Rat|Amt|Gremium", "Rat|Haus|Netz", "AG|Schule|")
    rule = """
[[sheets]]
target = "Gremien"
group_by = ["Name"]
columns = { Name = "{runde}", Mitglieder = "{wer}", Art = "{art}" }
"""
    sheets, notices = mapped(rule, foreign)
    assert sheets["Gremien"] == [("Rat", "Haus; Amt", "Gremium"), ("AG", "Schule", "")]
    assert [(notice.code, notice.row) for notice in notices] == [("mapping_group", 4)]
    assert "Netz" in notices[0].message


def test_rows_of_tables_that_belong_together_by_keys_are_joined() -> None:
    services = table("service", "id|name|at", "1|Beratung|l1", "2|Kurs|l2", "3|Treff|l9", "4|Lauf|")
    locations = table("location", "id|name|org", "l1|Halle|o2", "l2|Saal|o1", "l2|Garten|o1")
    organisations = table("organization", "id|name", "o1|Hub", "o2|Amt")
    rule = """
[[sheets]]
target = "Angebote"
source = "service"
join = [{ table = "location", key = "at", to = "id" }, { table = "organization", key = "location.org", to = "id" }]
group_by = ["Name"]
columns = { Name = "{name}", Akteur = "{organization.name}", Ort = "{location.name}" }
"""
    sheets, notices = mapped(rule, services, locations, organisations)
    assert sheets["Angebote"] == [
        ("Beratung", "Amt", "Halle"),
        ("Kurs", "Hub", "Saal"),
        ("Treff", "", ""),
        ("Lauf", "", ""),
    ]
    told = [(notice.code, notice.row) for notice in notices]
    assert told == [("mapping_join_twice", 4), ("mapping_join", 4), ("mapping_group", 3)]
    assert "l9" in notices[1].message
    assert "Garten" in notices[2].message


def test_one_column_for_each_partner_or_day_becomes_rows() -> None:
    survey = table("umfrage", "id|Wer|Q02[1]. Mit wem? [Haus]|Q02[2]. Mit wem? [Amt]", "1|Haus||Y", "2|Amt|N|")
    rule = """
[[sheets]]
target = "Zusammenarbeit"
columns = { "Akteur A" = "{Wer}", "Akteur B" = "{Partner}", "Arbeiten zusammen" = "{Antwort}" }
unpivot = { columns = ["Q02[*"], name = "Partner", between = ["[", "]"], value = "Antwort" }
values = { "Arbeiten zusammen" = { Y = "ja", N = "nein" } }
"""
    sheets, _ = mapped(rule, survey)
    assert sheets["Zusammenarbeit"] == [("Haus", "Amt", "ja"), ("Amt", "Haus", "nein")]
    series = table("zeitreihe", "NAME|2019-12-31|2020-12-31", "Lindental|12,5|13,1")
    rule = """
[[sheets]]
target = "Kennzahlen"
columns = { Kennzahl = "Arbeitslosigkeit", Gebiet = "{NAME}", Stichtag = "{Tag}", Wert = "{Zahl}" }
unpivot = { columns = ["20*"], name = "Tag", value = "Zahl" }
"""
    sheets, _ = mapped(rule, series)
    assert sheets["Kennzahlen"] == [
        ("Arbeitslosigkeit", "Lindental", "2019-12-31", "12,5"),
        ("Arbeitslosigkeit", "Lindental", "2020-12-31", "13,1"),
    ]


def test_values_may_be_separated_by_other_signs() -> None:
    rule = """
[[sheets]]
target = "Angebote"
columns = { Name = "{was}", Zielgruppen = "{wer}" }
split = { Zielgruppen = [",", " und "] }
values = { Zielgruppen = { "Ältere" = "Senioren" } }
"""
    sheets, _ = mapped(rule, table("liste", "was|wer", "Treff|Kinder, Jugendliche und Ältere"))
    assert sheets["Angebote"] == [("Treff", "Kinder; Jugendliche; Senioren")]


def test_two_spellings_of_one_id_are_one_organisation() -> None:
    rule = """
[[sheets]]
target = "Akteure"
group_by = ["Name"]
columns = { Name = "{wer}", Art = "other" }
[[sheets]]
target = "Angebote"
columns = { Name = "{was}", Akteur = "{wer}" }
"""
    foreign = table("liste", "wer|was", "Frauen Akademie|Kurs A", "Frauen-Akademie|Kurs B")
    sheets, notices = mapped(rule, foreign)
    assert sheets["Akteure"] == [("Frauen Akademie", "other")]
    assert sheets["Angebote"] == [("Kurs A", "Frauen Akademie"), ("Kurs B", "Frauen Akademie")]
    assert [notice.code for notice in notices] == ["mapping_spelling"]
    assert "Frauen-Akademie" in notices[0].message


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ('join = [{ table = "nichts", key = "Ort", to = "id" }]', "sheets[0].join[0].table"),
        ('join = [{ table = "liste", key = "Land", to = "Ort" }]', "sheets[0].join[0].key"),
        ('join = [{ table = "liste", key = "Ort", to = "id" }]', "sheets[0].join[0].to"),
        ('split = { Ort = [","] }', "sheets[0].split.Ort"),
        ('unpivot = { columns = ["von"] }', "sheets[0].unpivot.name"),
        ('unpivot = { columns = ["Q*"], name = "N", value = "V" }', "sheets[0].unpivot.columns"),
    ],
)
def test_faults_of_joins_and_columns_name_their_key(rule: str, key: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        mapped(f'[[sheets]]\ntarget = "Akteure"\ncolumns = {{ Name = "{{Träger}}" }}\n{rule}', FOREIGN)
    assert key in {problem.pointer for problem in raised.value.problems}


def test_messages_and_records_name_sheet_row_and_column_of_the_foreign_file() -> None:
    tables = read_tables(
        [xlsx_file({"Tabelle1": [["Stand 2024"], ["Nr", "Wer", "Was"], [1, "AWO", "Quatsch"], [2, "VHS", ""]]})]
    )
    mapping = '[[sheets]]\ntarget = "Akteure"\ncolumns = { Name = "{Wer}", Art = "{Was}", Seit = "gestern 1" }'
    taken = take_in(apply_mapping(mapping, tables, Problems("de")))
    assert {(p.sheet, p.row, p.column) for p in taken.notices if p.code == "unknown_value"} == {("Tabelle1", 3, "C")}
    assert {(p.sheet, p.row, p.column) for p in taken.notices if p.code == "date"} == {
        ("Tabelle1", 3, None),
        ("Tabelle1", 4, None),
    }
    sound = take_in(apply_mapping(mapping.replace("gestern 1", "2020"), tables, Problems("de")))
    assert {(a.name, a.source.sheet, a.source.row) for a in sound.records.actors} == {
        ("AWO", "Tabelle1", 3),
        ("VHS", "Tabelle1", 4),
    }


def test_a_row_that_becomes_no_record_of_one_sheet_may_become_one_of_another() -> None:
    """Both sheets are made of one row of one file."""
    mapping = """
[[sheets]]
target = "Akteure"
columns = { Name = "{Wer}", Art = "other" }
[[sheets]]
target = "Angebote"
columns = { Name = "{Was}", Akteur = "{Wer}", Seit = "{Ab}" }
"""
    taken = take_in(
        apply_mapping(mapping, [table("liste", "Wer|Was|Ab", "AWO|Kurs|29.02.2023", "VHS|Chor|2020")], Problems("de"))
    )
    assert [(notice.code, notice.row, notice.column) for notice in taken.notices] == [("date", 2, "C")]
    assert [actor.name for actor in taken.records.actors] == ["AWO", "VHS"]
    assert [offer.name for offer in taken.records.offers] == ["Chor"]


def test_of_columns_with_one_heading_the_first_is_read_and_the_next_has_a_number() -> None:
    rule = '[[sheets]]\ntarget = "Akteure"\ncolumns = {{ Name = "{{{}}}" }}'
    twice = table("liste", "Name|Name", "Haus|Treff")
    read, told = mapped(rule.format("Name"), twice)
    assert (read["Akteure"], [problem.code for problem in told]) == ([("Haus",)], ["mapping_repeated"])
    assert mapped(rule.format("Name 2"), twice) == ({"Akteure": [("Treff",)]}, [])


def test_what_a_condition_or_a_key_leaves_out_is_told() -> None:
    orgs, offers = (
        table("orte", "Nr|Ort", "007|Nord", "7|Süd", "7|West"),
        table("kurse", "Kurs|Ort", "Chor|7", "Yoga|07"),
    )
    rule = '[[sheets]]\ntarget = "Angebote"\nsource = "kurse"\ncolumns = { Name = "{Kurs}", Gebiete = "{orte.Ort}" }\n'
    joined = rule + 'join = [{ table = "orte", key = "Ort", to = "Nr" }]'
    read, told = mapped(joined, orgs, offers)
    assert read["Angebote"] == [("Chor", "Süd"), ("Chor", "West"), ("Yoga", "")]
    assert [(problem.code, problem.row, problem.suggestion) for problem in told] == [
        ("mapping_join_twice", 4, None),
        ("mapping_join", 3, "007"),
    ]
    nobody = (
        '[[sheets]]\ntarget = "Angebote"\nsource = "kurse"\ncolumns = { Name = "{Kurs}" }\nwhere = { Kurs = ["chor"] }'
    )
    assert [problem.code for problem in mapped(nobody, orgs, offers)[1]] == ["mapping_where"]
