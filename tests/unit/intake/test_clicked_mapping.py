"""Does a mapping that was clicked together read a foreign table as it was chosen?"""

import tomllib

import pytest

from app.formats.tables import table_of
from app.intake.clicked_mapping import ChosenTable, Target, foreign_table, mapping_text, missing
from app.intake.mapping import apply_mapping
from app.intake.problems import Problems

TITLED = table_of(
    "liste.csv",
    "",
    [
        (1, ("Angebote im Westen",)),
        (2, ("Wer macht's?", "Was?", 'Für "wen"', "Stadtteil", "Thema")),
        (3, ("Treff Nord", "Sprachkurs", "Geflüchtete", "Altendorf", "Sprache")),
        (4, ("Treff Nord", "Café", "alle", "Altendorf", "")),
    ],
)
PROVIDER = (Target("actors", "name"), Target("offers", "leads"))


def chosen(**targets: tuple[Target, ...]) -> ChosenTable:
    named = {"who": "Wer macht's?", "what": "Was?", "whom": 'Für "wen"', "where": "Stadtteil"}
    return ChosenTable("liste.csv", {named[key]: value for key, value in targets.items()})


def test_headings_are_found_below_a_title_with_their_first_values_and_a_suggestion():
    table = foreign_table(TITLED)
    assert [column.heading for column in table.columns] == ["Wer macht's?", "Was?", 'Für "wen"', "Stadtteil", "Thema"]
    assert table.columns[0].samples == ("Treff Nord",)
    assert table.columns[1].samples == ("Sprachkurs", "Café")
    assert table.columns[3].suggestions == (Target("offers", "areas"),)
    assert table.columns[0].suggestions == ()


@pytest.mark.parametrize(
    ("headings", "targets"),
    [
        (("Wer?", "Was?", "Für wen?"), ("offers.leads", "offers.name", "offers.target_groups")),
        (("Wer?", "Mit wem?"), ("cooperations.actor_a", "cooperations.actor_b")),
        (("Was?", "Wann?", "Wo?"), ("occasions.name", "occasions.date", "occasions.place")),
        (("Who?", "What?", "Where?"), ("offers.leads", "offers.name", "offers.place")),
        (("Wer?", "Rückfragen"), ("actors.name", None)),
        (("Thema", "Rückfragen"), (None, None)),
    ],
)
def test_questions_as_headings_are_understood(headings, targets):
    table = foreign_table(table_of("liste.csv", "", [(1, headings), (2, ("x",) * len(headings))]))
    first = [next(iter(column.suggestions), None) for column in table.columns]
    assert tuple(target and f"{target.topic}.{target.field}" for target in first) == targets


@pytest.mark.parametrize(("provider", "count"), [("Treff Nord", 2), ("Treff Nord; Lernwerk", 1)])
def test_who_offers_something_is_an_organisation_too_where_every_cell_is_one_name(provider, count):
    table = foreign_table(table_of("liste.csv", "", [(1, ("Wer?", "Was?")), (2, (provider, "Sprachkurs"))]))
    assert table.columns[0].suggestions == (Target("offers", "leads"), Target("actors", "name"))[:count]


def test_what_was_chosen_is_a_mapping_file_that_reads_the_table():
    text = mapping_text(
        [chosen(who=PROVIDER, what=(Target("offers", "name"),), whom=(Target("offers", "target_groups"),))], "de"
    )
    assert [sheet["target"] for sheet in tomllib.loads(text)["sheets"]] == ["Akteure", "Angebote"]
    actors, offers = apply_mapping(text, [TITLED], Problems("de"))
    assert actors.headings == ("Name",)
    assert [cells[0] for _, cells in actors.rows] == ["Treff Nord"], "two rows of one organisation are one"
    assert [cells[0] for _, cells in offers.rows] == ["Sprachkurs", "Café"]


def test_several_columns_follow_each_other():
    names = tuple(Target("offers", "target_groups") for _ in range(1))
    text = mapping_text([chosen(who=PROVIDER[1:], what=(Target("offers", "name"),), whom=names, where=names)], "de")
    [sheet] = tomllib.loads(text)["sheets"]
    assert '{Für "wen"}; {Stadtteil}' in sheet["columns"].values()


def test_columns_without_which_no_record_is_made_are_named():
    assert missing([chosen(who=PROVIDER)], "de") == ["Angebote: Name"]
    assert missing([chosen(who=PROVIDER[:1])], "de") == []
    assert mapping_text([chosen(who=())], "de") == ""
