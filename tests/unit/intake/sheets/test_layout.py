"""Tables laid out otherwise than one row of headings above rows are read as a person sees them, or told."""

import pytest

from tests.intake_files import AKTEURE, Grid, intake_of

Sheets = dict[str, Grid]


def codes(sheets: Sheets) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.row) for problem in intake_of(sheets).notices]


def test_headings_that_go_on_in_the_row_below_are_read_together() -> None:
    taken = intake_of(
        {"Akteure": (("Name", "Art", "Laufzeit", ""), ("", "", "von", "bis"), ("Haus", "Schule", "2019", "2024"))}
    )
    [haus] = taken.records.actors
    assert (str(haus.start), str(haus.end)) == ("2019", "2024")
    assert [(notice.code, notice.row) for notice in taken.notices] == [("headings_of_two_rows", 2)]


def test_an_entry_below_the_headings_is_no_second_row_of_headings() -> None:
    taken = intake_of({"Akteure": (("Name", "Art", "Aktiv in"), ("Angebot", "", "Nord"))})
    assert [actor.name for actor in taken.records.actors] == ["Angebot"]


def test_a_further_table_below_is_told_and_makes_no_entries() -> None:
    taken = intake_of(
        {"Akteure": (*AKTEURE[:2], ("", ""), ("Angebote", ""), ("Name", "Akteur"), ("Sprachkurs", "AWO"))}
    )
    assert [actor.name for actor in taken.records.actors] == ["AWO"]
    [second_table] = [notice for notice in taken.notices if notice.code == "second_table"]
    assert second_table.row == 5
    assert "Name, Akteur" in second_table.message


def test_a_table_that_lies_sideways_is_refused_with_what_to_do() -> None:
    taken = intake_of({"Akteure": (("Name", "Haus", "Amt"), ("Art", "Schule", "Jugendamt"), ("Seit", "2019", "2020"))})
    assert taken.records.actors == ()
    assert ("sideways", 1) in {(problem.code, problem.row) for problem in taken.rejected}
    assert "Transponieren" in next(problem.message for problem in taken.rejected if problem.code == "sideways")


@pytest.mark.parametrize("sign", ['"', "dito", "s. o.", "Dito", "〃", '-"-'])
def test_ditto_signs_mean_what_stands_above(sign: str) -> None:
    taken = intake_of(
        {
            "Akteure": AKTEURE,
            "Angebote": (("Name", "Akteur", "Gebiete"), ("K1", "AWO", "Nord"), ("K2", sign, sign), ("K3", sign, sign)),
        }
    )
    assert {(offer.name, offer.leads, offer.areas) for offer in taken.records.offers} == {
        (name, ("awo",), ("nord",)) for name in ("K1", "K2", "K3")
    }
    assert sorted((notice.row, notice.column) for notice in taken.notices if notice.code == "ditto") == [
        (3, "B"),
        (3, "C"),
        (4, "B"),
        (4, "C"),
    ]


def test_a_ditto_sign_with_nothing_above_stays_as_it_stands() -> None:
    assert "ditto" not in {code for code, _ in codes({"Akteure": (("Name", "Art"), ("Haus", "dito"))})}
