"""Cells: who is active where, for whom and on what."""

from datetime import date

import pytest

from app.network.district.service_cells import Activity, Cell, Cells
from app.records.areas import AreaTree
from tests.factories import actor, area, network, offer, project

LTU_TRAINING = {"target_groups": "long_term_unemployed", "themes": "labour_training"}
CITY = (area("E"), area("D1", part_of="E"), area("D2", part_of="E"), area("D1a", part_of="D1"))


def cell(where: str) -> Cell:
    return Cell(where, "long_term_unemployed", "labour_training")


def test_an_offer_puts_all_its_actors_into_every_combination_it_names():
    cells = Cells(
        network(offer("s1", "A", partners=("B",), areas="D1 D2", target_groups="young_people", themes="health sport"))
    )

    expected = {Cell(where, "young_people", theme) for where in ("D1", "D2") for theme in ("health", "sport")}
    assert set(cells.occupied) == expected
    assert set(cells.of_actor("A")) == set(cells.of_actor("B")) == expected


def test_a_project_makes_active_like_an_offer():
    cells = Cells(network(project("p1", "A", areas="D1", **LTU_TRAINING)))

    assert cells.activities == {cell("D1"): (Activity("A", "projects", "p1"),)}


def test_being_active_in_an_area_without_an_offer_does_not_count():
    assert Cells(network(actor("A", active_in="D1"), area("D1"))).occupied == ()


@pytest.mark.parametrize(("day", "count"), [("2023-12-31", 0), ("2024-01-01", 1), ("2024-12-31", 1), ("2025-01-01", 0)])
def test_only_what_runs_on_the_day_counts(day, count):
    running = offer("s1", "A", areas="D1", start="2024", end="2024", **LTU_TRAINING)

    assert len(Cells(network(running, as_of=day)).occupied) == count


def test_an_actor_that_has_ended_is_active_nowhere():
    closed = network(actor("A", end="2023"), offer("s1", "A", areas="D1", **LTU_TRAINING))

    assert Cells(closed).occupied == ()


def test_an_offer_for_a_wider_area_counts_in_occupied_cells_below_and_is_marked():
    cells = Cells(
        network(*CITY, offer("wide", "A", areas="E", **LTU_TRAINING), offer("here", "B", areas="D1a", **LTU_TRAINING))
    )

    assert cells.active(cell("D1a")) == {"A": True, "B": False}
    assert cells.occupied == (cell("D1a"), cell("E"))


def test_two_offers_for_a_whole_city_meet_once_and_not_in_every_district():
    cells = Cells(
        network(*CITY, offer("s1", "A", areas="E", **LTU_TRAINING), offer("s2", "B", areas="E", **LTU_TRAINING))
    )

    assert cells.occupied == (cell("E"),)


def test_an_area_named_beside_the_wider_one_counts_once_and_is_not_marked():
    cells = Cells(network(*CITY, offer("s1", "A", areas="E D1", **LTU_TRAINING)))

    assert cells.records_of("A", cell("D1")) == (Activity("A", "offers", "s1", wider=False),)


def test_a_citywide_offer_without_areas_is_for_the_areas_that_lie_in_no_other():
    cells = Cells(network(*CITY, offer("s1", "A", area_mode="citywide", **LTU_TRAINING)))

    assert cells.occupied == (cell("E"),)


def test_two_records_of_one_actor_in_a_cell_are_one_actor_with_two_reasons():
    cells = Cells(network(offer("s1", "A", areas="D1", **LTU_TRAINING), offer("s2", "A", areas="D1", **LTU_TRAINING)))

    assert cells.active(cell("D1")) == {"A": False}
    assert [entry.record for entry in cells.records_of("A", cell("D1"))] == ["s1", "s2"]


def test_matrices_tell_direct_from_wider():
    cells = Cells(
        network(*CITY, offer("wide", "A", areas="E", **LTU_TRAINING), offer("here", "B", areas="D1", **LTU_TRAINING))
    )

    assert cells.matrix(wider=False).toarray().tolist() == [[0, 1], [1, 0]]
    assert cells.matrix(wider=True).toarray().tolist() == [[1, 0], [0, 0]]


def test_what_lies_in_no_cell_is_named_with_the_empty_field():
    cells = Cells(network(offer("s1", "A", themes="health"), offer("s2", "A", areas="D1", themes="health")))

    assert {(entry.code, entry.ids) for entry in cells.unplaced} == {
        ("offers_without_area", ("s1",)),
        ("offers_without_target_group", ("s1", "s2")),
    }


def test_an_empty_network_has_no_cells():
    cells = Cells(network(as_of=date(2024, 9, 1)))

    assert cells.occupied == ()
    assert cells.matrix(wider=False).shape == (0, 0)


def test_areas_know_what_contains_them_and_what_lies_in_them():
    tree = AreaTree(CITY)

    assert tree.ancestors("D1a") == ("D1", "E")
    assert tree.descendants("E") == ("D1", "D1a", "D2")
    assert tree.roots == ("E",)


def test_a_circle_of_areas_is_walked_once():
    tree = AreaTree((area("X", part_of="Y"), area("Y", part_of="X")))

    assert tree.ancestors("X") == ("Y",)
    assert tree.descendants("X") == ("Y",)
