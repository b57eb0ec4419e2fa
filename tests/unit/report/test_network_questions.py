"""Does each question to the network get the answer that is recorded, with what it does not know?"""

import pytest

from app.report.drawings.network_questions import (
    everybody,
    hanging_on,
    linking,
    linking_areas,
    missing_links,
    partners_of,
    sitting_together,
)
from tests.factories import actor, area, group, network, offer, tie


@pytest.fixture
def city():
    return network(
        area("N"),
        area("S", mediated_by="a"),
        actor("a", active_in="N S"),
        actor("b", active_in="N"),
        actor("c", active_in="S"),
        actor("d", active_in="S"),
        tie("a", "b"),
        tie("b", "c"),
        tie("c", "d", status="denied"),
        offer("o", "a", areas="N"),
        offer("p", "a b", areas="N"),
        group("g", "a b c", moderators="a"),
        group("h", "a b"),
    )


def codes(answer) -> dict:
    return dict(answer.sentences)


def test_everybody_is_told_how_much_is_known(city):
    """Three ties; the pair of a joint offer has one already."""
    assert codes(everybody(city)) == {"of_everybody": {"count": 4, "pairs": 3, "joint": 0}}


def test_everybody_of_an_area(city):
    assert everybody(city, "S").chosen == {"a", "c", "d"}
    assert len(everybody(city).chosen) == 4


def test_partners_and_theirs(city):
    assert partners_of(city, "a").chosen == {"a", "b"}
    assert partners_of(city, "a", 2).chosen == {"a", "b", "c"}
    assert codes(partners_of(city, "a"))["partners"]["names"] == ["b"]


def test_who_links_two(city):
    assert codes(linking(city, "a", "c"))["by_others"]["names"] == ["b"]
    assert "no_way" in codes(linking(city, "a", "d"))


def test_who_links_two_areas(city):
    """a is recorded in both; b (north) and c (south) work together across."""
    answer = linking_areas(city, "N", "S")
    assert answer.chosen == {"a", "b", "c"}
    assert codes(answer)["areas_both"]["names"] == ["a"]
    assert codes(answer)["areas_across"]["count"] == 1


def test_what_hangs_on_one(city):
    """The offer o and not p, the group g and not h, the area S; b has another partner."""
    result = codes(hanging_on(city, "a"))
    assert result["depends_offers"]["names"] == ["o"]
    assert result["depends_working_groups"]["names"] == ["g"]
    assert result["depends_areas"]["names"] == ["S"]
    assert "depends_actors" not in result
    assert codes(hanging_on(city, "b"))["depends_actors"]["names"] == ["a", "c"]
    assert "depends_nothing" in codes(hanging_on(city, "d"))


def test_where_all_sit(city):
    assert codes(sitting_together(city, ["a", "b", "c"]))["together"]["groups"] == ["g"]
    assert "not_together" in codes(sitting_together(city, ["a", "d"]))


def test_suggestions_are_lines_of_their_own(city):
    answer = missing_links(city, [("a", "d")])
    assert (answer.chosen, list(answer.suggestions)) == ({"a", "d"}, [("a", "d")])
    assert "missing_nothing" in codes(missing_links(city, []))
