"""Does a group get the list of who is expected there, and does it notice who is missing?"""

import pytest

from app.errors import UnknownName
from app.records.profile import default_profile, kind_group, profile, profiles
from app.records.vocabulary import vocabulary

QUARTER = ["housing_company", "school", "welfare_association", "sports_club", "religious_community"]


def test_profiles_name_terms_that_exist() -> None:
    for entry in profiles().values():
        assert set(entry.kinds) <= set(vocabulary("actor_kind").terms)
        assert set(entry.working_group_kinds) <= set(vocabulary("working_group_kind").terms)
        assert set(entry.themes) <= set(vocabulary("theme").terms)


def test_every_mark_of_a_kind_is_a_profile() -> None:
    marks = {mark for kind in vocabulary("actor_kind").terms.values() for mark in kind.profiles}

    assert marks == {"q", "l", "y", "h"}
    assert marks <= set(profiles())


def test_the_lists_of_the_slides_have_seven_and_eight_kinds() -> None:
    assert len(profile("deck_quarter").kinds) == 7
    assert len(profile("deck_labour").kinds) == 8


@pytest.mark.parametrize(("narrow", "wide"), [("deck_quarter", "q"), ("deck_labour", "l")])
def test_an_extended_profile_contains_the_list_of_the_slides(narrow: str, wide: str) -> None:
    assert set(profile(narrow).kinds) < set(profile(wide).kinds)


def test_other_is_never_expected() -> None:
    assert not [entry.code for entry in profiles().values() if "other" in entry.kinds]


def test_missing_are_the_kinds_nobody_at_the_table_meets() -> None:
    assert profile("deck_quarter").missing(QUARTER) == ("migrant_organisation", "neighbourhood_initiative")


def test_a_welfare_association_meets_social_and_educational_work_but_no_school() -> None:
    missing = profile("deck_quarter").missing(["welfare_association"])

    assert "social_education" not in missing
    assert "school" in missing


def test_an_office_of_the_city_meets_the_city() -> None:
    assert "city_department" not in profile("deck_labour").missing(["youth_office"])


def test_a_kind_outside_every_group_is_its_own_group() -> None:
    assert kind_group("police") == "police"


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UnknownName):
        profile("deck_quarter").missing(["choir"])


@pytest.mark.parametrize(
    ("kind", "themes", "code"),
    [
        ("district_conference", [], "deck_quarter"),
        ("district_conference", ["labour_market", "housing"], "deck_quarter"),
        ("round_table", ["labour_training"], "deck_labour"),
        ("jobcenter_board", ["health"], "deck_labour"),
        ("informal_network", ["labour_market", "housing"], "deck_labour"),
        ("informal_network", ["labour_placement"], "deck_labour"),
    ],
)
def test_kind_and_themes_choose_the_default(kind: str, themes: list[str], code: str) -> None:
    chosen = default_profile(kind, themes)

    assert chosen is not None
    assert chosen.code == code


@pytest.mark.parametrize(("kind", "themes"), [("steering_group", ["housing"]), ("ag78", []), (None, [])])
def test_other_groups_expect_nobody_by_default(kind: str | None, themes: list[str]) -> None:
    assert default_profile(kind, themes) is None


def test_an_unknown_profile_is_named_with_those_that_exist() -> None:
    with pytest.raises(UnknownName) as caught:
        profile("deck_sport")

    assert "deck_quarter" in (caught.value.hint or "")
