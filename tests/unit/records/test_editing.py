"""Records made, replaced and changed by the values of a request."""

from dataclasses import replace

import pytest

from app.errors import InvalidInput
from app.records.editing import changed, new_record, replaced
from app.records.sources import SourceRef
from tests.factories import actor, offer, report, tie

SOURCE = SourceRef("liste.xlsx", "Angebote", 7)


def test_a_new_record_has_the_id_made_of_it_or_the_one_given():
    values = {"name": "Sprachcafé", "leads": ("awo",)}

    assert new_record("offers", values) == offer("sprachcafé--awo", "awo", name="Sprachcafé")
    assert new_record("offers", {"id": "s1", **values}).id == "s1"


def test_a_name_without_letters_gives_no_id():
    with pytest.raises(InvalidInput) as refused:
        new_record("actors", {"name": "!!!"})

    assert [(problem.pointer, problem.code) for problem in refused.value.problems] == [("/name", "no_id")]


def test_the_actors_of_a_new_cooperation_come_in_the_order_of_their_ids():
    assert new_record("cooperations", {"actor_a": "drk", "actor_b": "awo"}) == tie("awo", "drk")


def test_replacing_keeps_id_source_and_version_and_nothing_else():
    before = replace(offer("o", "awo", form="counselling"), source=SOURCE, version=3)

    assert replaced(before, {"name": "Neu"}) == replace(
        offer("o", name="Neu", aliases=("o",)), source=SOURCE, version=3
    )


def test_a_change_keeps_the_rest_and_none_clears():
    before = replace(offer("o", "awo", form="counselling"), source=SOURCE, version=3)

    assert changed(before, {"form": None}) == replace(before, form=None)


def test_a_change_that_changes_nothing_leaves_even_faults_alone():
    before = offer("o", "awo", partners="awo")

    assert changed(before, {"name": "o"}) is before


def test_a_record_with_faults_of_an_older_version_can_be_edited():
    before = tie("awo", "drk", status="denied", strength=2)

    assert changed(before, {"reference": "Gespräch"}) == tie("awo", "drk", status="denied", reference="Gespräch")


def test_a_change_that_brings_a_fault_is_refused():
    with pytest.raises(InvalidInput) as refused:
        changed(offer("o", "awo"), {"partners": ("awo",)})

    assert [(problem.pointer, problem.code) for problem in refused.value.problems] == [("/partners", "named_twice")]


def test_a_required_field_is_not_cleared():
    with pytest.raises(InvalidInput) as refused:
        changed(actor("awo"), {"name": None})

    assert [(problem.pointer, problem.code) for problem in refused.value.problems] == [("/name", "required")]


@pytest.mark.parametrize(
    ("before", "values", "pointer"),
    [
        (tie("awo", "drk"), {"kind": "joint_offer"}, "/kind"),
        (tie("awo", "drk"), {"actor_b": "caritas"}, "/actor_b"),
        (report("w", "awo", "drk"), {"by": "caritas"}, "/by"),
    ],
)
def test_what_makes_a_record_what_it_is_stays(before, values, pointer):
    with pytest.raises(InvalidInput) as refused:
        changed(before, values)

    assert [problem.pointer for problem in refused.value.problems] == [pointer]


def test_a_former_name_becomes_an_alias_and_the_id_stays():
    before = actor("awo", name="AWO", aliases=("Arbeiterwohlfahrt",))

    assert changed(before, {"name": "AWO Essen"}) == actor(
        "awo", name="AWO Essen", aliases=("Arbeiterwohlfahrt", "AWO")
    )
    assert replaced(before, {"name": "AWO Essen"}).aliases == ("Arbeiterwohlfahrt", "AWO")


def test_a_name_taken_back_is_no_alias_any_more():
    result = changed(actor("awo", name="AWO"), {"name": "AWO Essen"})

    assert changed(result, {"name": "AWO"}) == actor("awo", name="AWO", aliases=("AWO Essen",))


def test_another_spelling_of_a_name_is_no_other_name():
    assert changed(actor("awo", name="AWO"), {"name": "Awo"}) == actor("awo", name="Awo")


def test_aliases_are_given_and_taken_away_like_any_field():
    before = actor("awo", name="AWO", aliases=("Arbeiterwohlfahrt",))

    assert changed(before, {"aliases": ()}) == actor("awo", name="AWO")
    assert replaced(before, {"name": "AWO", "aliases": ("AW",)}).aliases == ("AW",)
