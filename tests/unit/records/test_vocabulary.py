"""Is every vocabulary complete, free of contradictions and found by what people write?"""

import re
from itertools import combinations
from typing import get_args

import pytest

from app.errors import UnknownName
from app.records.areas import OpenToOthers
from app.records.cooperations import Basis, TieStatus, WaveMode
from app.records.offers import AreaMode
from app.records.sources import RecordKind
from app.records.statistic import Direction, MeasuredAs
from app.records.vocabulary import Term, Vocabulary, fold, vocabulary, vocabulary_names

# One per row of the tables the vocabularies were agreed in. An indicator row names four age shares; offences are
# left out there on purpose.
COUNTS = {
    "actor_kind": 58,
    "answer": 3,
    "area_kind": 9,
    "area_mode": 2,
    "cooperation_kind": 10,
    "decision_kind": 5,
    "wrong_reason": 6,
    "decides": 3,
    "direction": 3,
    "extent": 4,
    "funding_area_basis": 9,
    "grant_kind": 5,
    "grant_use": 4,
    "indicator": 33,
    "measure": 2,
    "member_role": 5,
    "occasion_kind": 12,
    "offer_form": 16,
    "open_to_others": 3,
    "participation": 6,
    "place_kind": 23,
    "programme": 52,
    "programme_level": 11,
    "record_kind": 8,
    "residents_share": 5,
    "role_model_basis": 3,
    "sphere": 4,
    "strength": 4,
    "target_group": 37,
    "theme": 57,
    "tie_basis": 5,
    "tie_status": 7,  # the six of the model, and „weiß nicht“ as an answer of its own
    "wanted_reason": 9,
    "wave_mode": 2,
    "working_group_kind": 17,
}
EVERY_TERM = [(name, term) for name in COUNTS for term in vocabulary(name).terms.values()]


def two_terms(first: Term, second: Term) -> Vocabulary:
    terms = {first.code: first, second.code: second}
    return Vocabulary.of("made_up", terms)


def codes_where(name: str, attribute: str) -> set[str]:
    return {term.code for term in vocabulary(name).terms.values() if getattr(term, attribute)}


def test_every_table_has_its_file_with_all_its_rows() -> None:
    assert {name: len(vocabulary(name).terms) for name in vocabulary_names()} == COUNTS, (
        "write the number of terms that was agreed into COUNTS"
    )


def test_codes_are_lower_snake_case_except_the_two_scales() -> None:
    odd = {
        (name, term.code) for name, term in EVERY_TERM if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", term.code)
    }

    assert odd == {(scale, level) for scale in ("strength", "extent") for level in "1234"}


def test_every_term_has_a_trimmed_label_in_both_languages() -> None:
    assert all(
        label and label == label.strip() for _, term in EVERY_TERM for label in (term.label("de"), term.label("en"))
    )


def test_no_label_carries_a_gender_sign() -> None:
    assert not [term.code for _, term in EVERY_TERM if re.search(r"\w[*:_]\w*innen", term.de)]


@pytest.mark.parametrize("name", COUNTS)
def test_no_two_terms_share_a_code_label_or_spelling(name: str) -> None:
    spellings = {term.code: {fold(text) for text in term.names} for term in vocabulary(name).terms.values()}

    assert not [(a, b) for a, b in combinations(spellings, 2) if spellings[a] & spellings[b]]


@pytest.mark.parametrize(
    ("name", "attribute", "target"),
    [
        ("theme", "parent", "theme"),
        ("target_group", "parent", "target_group"),
        ("actor_kind", "kind_group", "actor_kind"),
        ("actor_kind", "sphere", "sphere"),
        ("indicator", "target_group", "target_group"),
        ("indicator", "direction", "direction"),
        ("programme", "level", "programme_level"),
    ],
)
def test_what_a_term_refers_to_exists(name: str, attribute: str, target: str) -> None:
    referred = {getattr(term, attribute) for term in vocabulary(name).terms.values()} - {None}

    assert referred
    assert referred <= set(vocabulary(target).terms)


@pytest.mark.parametrize("name", ["theme", "target_group"])
def test_taxonomies_have_two_levels(name: str) -> None:
    assert {len(vocabulary(name).ancestors(code)) for code in vocabulary(name).terms} == {0, 1}


def test_an_institution_of_the_slides_is_grouped_as_they_name_it() -> None:
    assert vocabulary("actor_kind").term("welfare_association").kind_group == "social_education"


def test_offices_of_the_city_are_one_kind_group() -> None:
    offices = {t.code for t in vocabulary("actor_kind").terms.values() if t.kind_group == "city_department"}

    assert offices == {
        "city_department",
        "youth_office",
        "social_office",
        "health_office",
        "integration_centre",
        "urban_renewal_office",
        "economic_development",
        "statistics_office",
        "public_order",
    }


@pytest.mark.parametrize(
    ("name", "attribute", "codes"),
    [
        (
            "theme",
            "deck",
            {"prevention", "local_economy", "social_services", "counselling", "labour_market", "participation"},
        ),
        ("theme", "half_match", {"counselling", "social_services", "labour_market"}),
        ("target_group", "universal", {"residents"}),
        ("tie_basis", "derived", {"co_membership", "co_project"}),
        (
            "place_kind",
            "contact_point",
            {
                "district_office",
                "contact_point",
                "meeting_centre",
                "neighbourhood_meeting",
                "counselling_centre",
                "family_centre",
            },
        ),
    ],
)
def test_marks_are_on_the_agreed_terms_only(name: str, attribute: str, codes: set[str]) -> None:
    assert codes_where(name, attribute) == codes


def test_what_describes_people_by_origin_says_nothing_about_need() -> None:
    by_origin = ["foreign_share", "migration_share", "migration_children_share", "refugees_share"]

    assert {vocabulary("indicator").term(code).direction for code in by_origin} == {"context"}


def test_offences_are_no_indicator() -> None:
    assert vocabulary("indicator").find("Straftaten") is None


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("theme", "counselling_debt", "counselling_debt"),
        ("theme", "Schuldnerberatung", "counselling_debt"),
        ("theme", "debt counselling", "counselling_debt"),
        ("theme", "  SCHULDNER-  UND Insolvenzberatung ", "counselling_debt"),
        ("theme", "Übergang Schule - Beruf", "labour_transition"),
        ("theme", "Fru\u0308he Hilfen", "prevention_early_help"),
        ("theme", "Beratung", "counselling"),
        ("actor_kind", "Wohlfahrtsverband", "welfare_association"),
        ("actor_kind", "Wohnungsgenossenschaft", "housing_company"),
        ("actor_kind", "IHK", "chamber_industry"),
        ("target_group", "Langzeitarbeitslose", "long_term_unemployed"),
        ("target_group", "Bewohner*innen", "residents"),
        ("target_group", "Bewohner:innen", "residents"),
        ("target_group", "Mieter/-innen", "tenants"),
        ("programme", 'ESF Plus "Win-Win"', "win_win"),
        ("programme", "Soziale Stadt", "stbf_social_city"),
        ("strength", "3", "3"),
        ("strength", "stimmen sich ab", "3"),
    ],
)
def test_a_term_is_found_by_what_people_write(name: str, text: str, code: str) -> None:
    matched = vocabulary(name).find(text)

    assert matched is not None
    assert matched.code == code


@pytest.mark.parametrize("text", ["", "Schuldnerbertung", "Arbeitslosenquote"])
def test_what_is_not_clear_is_not_found(text: str) -> None:
    assert vocabulary("theme").find(text) is None


def test_unemployment_rate_is_not_taken_for_the_share_of_residents() -> None:
    assert vocabulary("indicator").find("Arbeitslosenquote") is None


def test_a_part_of_two_labels_means_neither() -> None:
    words = two_terms(Term(code="a", de="Treff / Café", en="a"), Term(code="b", de="Treff (digital)", en="b"))

    assert words.find("Treff") is None
    assert words.find("Café") == words.term("a")


def test_a_whole_label_comes_before_a_part_of_another() -> None:
    words = two_terms(Term(code="a", de="Treff / Café", en="a"), Term(code="b", de="Treff", en="b"))

    assert words.find("Treff") == words.term("b")


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("theme", "Schuldnerbertung", "counselling_debt"),
        ("actor_kind", "Wohlfahrtverband", "welfare_association"),
        ("actor_kind", "Jobcentr", "jobcenter"),
        ("target_group", "Alleinerzieende", "single_parents"),
        ("place_kind", "Familienzentren", "family_centre"),
    ],
)
def test_a_typing_error_leads_to_the_term_meant(name: str, text: str, code: str) -> None:
    assert vocabulary(name).suggest(text)[0].code == code


def test_at_most_three_different_terms_are_suggested() -> None:
    suggested = vocabulary("theme").suggest("Beratungen")

    assert 1 <= len({term.code for term in suggested}) == len(suggested) <= 3


@pytest.mark.parametrize("text", ["", "xyzzy"])
def test_nothing_is_suggested_for_what_resembles_nothing(text: str) -> None:
    assert vocabulary("theme").suggest(text) == ()


def test_the_taxonomy_is_walked_up_and_down() -> None:
    groups = vocabulary("target_group")

    assert groups.parent("long_term_unemployed") == "unemployed"
    assert groups.children("unemployed") == ("long_term_unemployed",)
    assert groups.ancestors("refugees") == ("migrants",)
    assert groups.children("refugees") == ()
    assert groups.children("migrants")


def test_residents_are_parent_of_nobody() -> None:
    assert vocabulary("target_group").children("residents") == ()


def test_an_unknown_vocabulary_is_named_with_those_that_exist() -> None:
    with pytest.raises(UnknownName, match="colour") as caught:
        vocabulary("colour")

    assert "actor_kind" in (caught.value.hint or "")


def test_a_path_is_no_vocabulary() -> None:
    with pytest.raises(UnknownName):
        vocabulary("../profiles")


def test_an_unknown_code_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="counselling_debts") as caught:
        vocabulary("theme").children("counselling_debts")

    assert "counselling_debt" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        ("area_mode", AreaMode),
        ("direction", Direction),
        ("measure", MeasuredAs),
        ("open_to_others", OpenToOthers),
        ("record_kind", RecordKind),
        ("tie_basis", Basis),
        ("tie_status", TieStatus),
        ("wave_mode", WaveMode),
    ],
)
def test_a_choice_in_a_record_is_one_of_the_codes(name: str, choice: object) -> None:
    assert set(get_args(choice)) == set(vocabulary(name).terms)
