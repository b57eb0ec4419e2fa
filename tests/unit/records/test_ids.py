"""Texts that can be ids, and ids made of what tells a record apart."""

from typing import Any

import pytest

from app.records.dates import PartialDate
from app.records.ids import LONGEST_ID, fitted, is_identifier, made_id


@pytest.mark.parametrize("text", ["A12", "essener-konsens", "a.b:c@d+e_f", "straße", "_x", "a.", "٣", "x" * LONGEST_ID])
def test_letters_digits_and_a_few_signs(text):
    assert is_identifier(text)


@pytest.mark.parametrize("text", ["", "Ä x", "../x", "a..b", "-a", "a/b", "a%2e", "x" * (LONGEST_ID + 1), "a\n"])
def test_nothing_that_climbs_hides_or_needs_quoting(text):
    assert not is_identifier(text)


MADE: dict[str, tuple[str, dict[str, Any]]] = {
    "buero-fuer-soziales": ("actors", {"name": "Büro für Soziales"}),
    "sprachcafe--awo": ("offers", {"name": "Sprachcafe", "leads": ("awo", "drk"), "partners": ("caritas",)}),
    "sprachcafe--caritas": ("offers", {"name": "Sprachcafe", "partners": ("caritas",)}),
    "jobpaten--caritas": ("projects", {"name": "Jobpaten", "leads": ("caritas",), "partners": ("awo",)}),
    "jobpaten--b01": ("projects", {"name": "Jobpaten", "leads": (), "partners": ("B01",)}),
    "jobpaten": ("projects", {"name": "Jobpaten"}),
    "biwaq--awo": ("grants", {"programme": "biwaq", "recipients": ("awo", "drk")}),
    "u--nord--2023-12": ("observations", {"indicator": "u", "area": "nord", "ref_date": PartialDate.parse("2023-12")}),
    "fest--2024": ("occasions", {"name": "Fest", "date": PartialDate.parse("2024")}),
    "netz--2024": ("waves", {"name": "Netz", "date": PartialDate.parse("2024")}),
    "nord--offers--2024": (
        "inventory_checks",
        {"subject": "nord", "record_kind": "offers", "theme": None, "checked_on": PartialDate.parse("2024")},
    ),
    "awo--drk--other": ("cooperations", {"actor_a": "awo", "actor_b": "drk"}),
    "w--awo--drk--joint_offer": ("tie_reports", {"wave": "w", "by": "awo", "about": "drk", "kind": "joint_offer"}),
    "stbf_social_city": ("programmes", {"name": "Soziale Stadt"}),
    "hausmittel": ("programmes", {"name": "Hausmittel"}),
    "child_poverty": ("indicators", {"name": "Kinderarmut"}),
}


@pytest.mark.parametrize(("made", "topic", "values"), [(made, *rest) for made, rest in MADE.items()], ids=MADE)
def test_an_id_reads_like_what_it_names(made: str, topic: str, values: dict[str, Any]):
    assert made_id(topic, values) == made
    assert is_identifier(made)


@pytest.mark.parametrize("topic", ["actors", "offers", "occasions"])
def test_a_name_without_letter_or_digit_gives_none(topic: str):
    assert made_id(topic, {"name": "!!!", "leads": ("awo",), "date": "2024"}) is None


def test_a_long_id_is_a_digest_that_stays_the_same():
    made = made_id("tie_reports", {"wave": "netz", "by": "a" * 90, "about": "b" * 100})

    assert made == made_id("tie_reports", {"wave": "netz", "by": "a" * 90, "about": "b" * 100, "kind": "other"})
    assert made != made_id("tie_reports", {"wave": "netz", "by": "a" * 90, "about": "c" * 100})
    assert made is not None
    assert len(made) == 32


def test_an_id_that_fits_stays_as_it_is():
    assert fitted("x" * LONGEST_ID) == "x" * LONGEST_ID
    assert len(fitted("x" * (LONGEST_ID + 1))) == 32
