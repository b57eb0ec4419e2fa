"""Similar working groups, and the note about tenders: what is compared, and what is said about it."""

import pytest

from app.analysis.gaps.parallel_offers import ANALYSIS
from app.report.discretion import readable
from app.report.texts import sentences
from tests.factories import actor, area, grant, group, network, offer, programme, tie

SPORT = {"areas": "D1", "themes": "sport"}
GROUP_A, GROUP_B = group("g1", "A B", chairs="A", **SPORT), group("g2", "C D", chairs="C", **SPORT)
NO = tie("A", "C", status="denied")
COMMON = {"rests_on": "", "stand": "heute"}


def findings_of(*records, **parameters):
    return ANALYSIS(network(area("D1", part_of="E"), area("E"), *records), parameters).findings


def test_groups_of_one_area_and_theme_are_a_question():
    (result,) = findings_of(GROUP_A, GROUP_B)
    assert (result.message.code, result.band, result.card, result.rests_on) == (
        "groups_unknown",
        "possible",
        "ask",
        "unknown",
    )
    assert [(subject.kind, subject.id) for subject in result.subjects] == [
        ("working_group", "g1"),
        ("working_group", "g2"),
    ]
    assert result.unknowns == ("coordination_of_groups",)
    assert result.contributions == {"area": 1, "theme": 1}


def test_they_are_apart_where_those_who_lead_them_say_no():
    (result,) = findings_of(GROUP_A, GROUP_B, NO)
    assert (result.message.code, result.band, result.card, result.rests_on) == (
        "groups_apart",
        "clear",
        "agree",
        "absent",
    )
    (shown,) = readable([result], "partners")
    assert (shown.message.code, shown.band, shown.rests_on) == ("groups_unknown", "possible", "unknown")


@pytest.mark.parametrize(
    "records",
    [
        (GROUP_A, group("g2", "B C", **SPORT)),  # a common member
        (GROUP_A, GROUP_B, actor("D", unit_of="B")),  # one organisation sits in both
        (GROUP_A, GROUP_B, tie("B", "D", strength=3)),  # members coordinate
        (GROUP_A, group("g2", "C D", areas="D1", themes="health")),
        (GROUP_A, group("g2", "C D", areas="E2", themes="sport")),
        (GROUP_A, group("g2", "C D", areas="D1")),  # nobody knows what about
        (GROUP_A, group("g2", "C D", **SPORT, end="2023")),
    ],
)
def test_no_hint_where_they_meet_or_differ(records):
    assert findings_of(*records) == ()


def test_groups_can_be_left_out():
    assert findings_of(GROUP_A, GROUP_B, groups=False) == ()


def test_a_group_for_a_wider_area_is_at_most_possible():
    (result,) = findings_of(GROUP_A, group("g2", "C D", chairs="C", areas="E", themes="sport"), NO)
    assert (result.message.code, result.band) == ("groups_apart", "possible")


def test_groups_without_area_or_theme_are_told():
    result = ANALYSIS(network(group("g1", "A", areas="D1"), group("g2", "B", themes="sport")))
    by_name = {entry.code: entry.ids for entry in result.not_looked_at if entry.code.startswith("working_groups")}
    assert by_name == {"working_groups_without_area": ("g2",), "working_groups_without_theme": ("g1",)}


# --- tenders ----------------------------------------------------------------------------------------------------

TRAINING = {"areas": "D1", "target_groups": "unemployed", "themes": "labour_training", "end": "2025-12-31"}
OFFERS = (offer("s1", "A", **TRAINING), offer("s2", "B", **TRAINING))


@pytest.mark.parametrize(
    ("grants", "expected"),
    [
        ((), False),
        ((grant("g1", "esf", offers="s1"),), False),
        ((grant("g1", "esf", offers="s1", kind="contract"),), True),
        ((grant("g1", "esf", offers="s1", kind="award"),), False),
    ],
)
def test_where_a_contract_pays_the_card_says_what_may_not_be_agreed(grants, expected):
    (result,) = findings_of(*OFFERS, programme("esf"), *grants)
    words = sentences("parallel-offers", result.message, "de", audience="internal", **COMMON).additions
    assert any("Ausschreibung" in addition for addition in words) is expected


def test_grants_of_one_programme_are_no_tender():
    lots = [offer(f"s{at}", who, **TRAINING, start="2024-01-01") for at, who in ((1, "A"), (2, "B"))]
    paid = [grant(f"g{at}", "esf", offers=f"s{at}", amount_eur=100.0) for at in (1, 2)]
    (result,) = findings_of(*lots, programme("esf"), *paid)
    assert result.message.code == "probably_coordinated"
    assert sentences("parallel-offers", result.message, "en", audience="internal", **COMMON).additions == ()
