"""Do foreign tables become our sheets, and do faults in a mapping name their key?"""

import tomllib
from importlib.resources import as_file, files

import pytest

from app.errors import InvalidInput
from app.formats.files import read_path, read_tables
from app.formats.tables import Table
from app.intake.intake import Intake, take_in
from app.intake.mapping import apply_mapping

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
    actors, offers = apply_mapping(MAPPING, [FOREIGN])
    assert (actors.sheet, actors.headings) == ("Akteure", ("Name", "Art"))
    assert actors.rows == ((2, ("AWO", "Wohlfahrtsverband")), (4, ("Caritas", "Wohlfahrtsverband")))
    assert offers.rows == (
        (2, ("Beratung", "AWO", "Essen-Mitte", "2019-01-01", "2021-12-31")),
        (4, ("Kurs", "Caritas", "Essen-Mitte", "2020-01-01", "")),
    )


def test_mapped_tables_are_taken_in_and_faults_name_the_foreign_row() -> None:
    intake = take_in(apply_mapping(MAPPING.replace('"{von}"', '"{Massnahme}"'), [FOREIGN]))
    assert [(problem.code, problem.file, problem.row) for problem in intake.rejected] == [
        ("date", "liste.csv", 2),
        ("date", "liste.csv", 4),
    ]


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
        apply_mapping(mapping, [FOREIGN])
    assert key in {problem.pointer for problem in raised.value.problems}
    assert key in raised.value.detail


def test_what_is_no_toml() -> None:
    with pytest.raises(InvalidInput, match="TOML"):
        apply_mapping(b"[[sheets]\n", [FOREIGN])


def essen() -> Intake:
    with as_file(files("examples") / "nrw-esf-essen") as folder:
        example = tomllib.loads((folder / "example.toml").read_text("utf-8"))
        tables = read_tables([file for name in example["files"] for file in read_path(folder / name)])
        return take_in(apply_mapping((folder / example["mapping"]).read_bytes(), tables))


def test_public_list_of_essen_becomes_actors_offers_and_grants() -> None:
    """40 rows of the list: 20 beneficiaries, 26 pairs of beneficiary and programme line, 37 distinct periods of these."""
    intake = essen()
    assert (intake.rejected, intake.notices) == ((), ())
    assert intake.new == {"actors": 20, "areas": 1, "grants": 37, "offers": 26, "programmes": 1}
    assert intake.records.cooperations == ()
    advice = [each for each in intake.records.offers if each.themes == ("counselling_unemployed",)]
    assert len(advice) == 4, "in Essen four providers run the programme line"
    assert {each.area_mode for each in intake.records.offers} == {"citywide"}


def test_every_value_of_the_list_is_translated() -> None:
    assert not any(offer.name[0].isdigit() for offer in essen().records.offers)
