"""Failure points: what depends on one organisation alone, told to the coordinator only."""

from dataclasses import replace

import networkx as nx
import pytest

from app.analysis.gaps.failure_points import ANALYSIS
from app.records.vocabulary import vocabulary
from app.report.texts import sentences, texts
from tests.factories import actor, area, checked, indicator, network, observation, offer, tie

CITY = (area("E", kind="city"), *(area(area_id, part_of="E", kind="quarter") for area_id in ("D1", "D2", "D3")))
NEED = (
    indicator("u", "count", direction="more_need", target_group="unemployed"),
    *(observation("u", where, value) for where, value in (("D1", 90), ("D2", 50), ("D3", 20))),
)
WORK = {"target_groups": "unemployed", "themes": "labour_training"}
WIDER = vocabulary("theme").parent("labour_training")
CHECK = checked("offers", "E")


def findings_of(*records, **parameters):
    return ANALYSIS(network(*records), parameters).findings


def test_the_sole_mediator_of_two_areas_is_told():
    two = (area("D1", mediated_by="M"), area("D2", mediated_by="M"))
    (result,) = findings_of(*two, checked("mediators", "D1"), checked("mediators", "D2"))
    assert (result.band, result.rests_on, result.card) == ("clear", "recorded", "close")
    assert (result.message.code, result.subjects[0].id, result.audience) == ("mediator", "M", "internal")
    assert result.contributions == {"mediator": 0.5, "size": 0.02}
    assert findings_of(two[0], area("D2")) == ()
    assert findings_of(two[0], area("D2", mediated_by="M N")) == ()


def test_without_a_confirmed_list_a_sole_mediator_is_a_question():
    two = (area("D1", mediated_by="M"), area("D2", mediated_by="M"))
    (result,) = findings_of(*two, checked("mediators", "D1"))
    assert (result.message.code, result.band, result.rests_on, result.card) == (
        "mediator_unsure",
        "possible",
        "not_recorded",
        "ask",
    )
    assert result.unknowns == ("list_not_confirmed",)


@pytest.mark.parametrize(("where", "expected"), [("D1", True), ("D2", True), ("D3", False)])
def test_a_sole_provider_is_told_where_need_is_at_the_median_or_above(where, expected):
    """The median of 90, 50 and 20 is 50."""
    result = findings_of(*CITY, *NEED, CHECK, offer("o", "A", areas=where, **WORK))
    assert [entry.message.code for entry in result] == (["provider"] if expected else [])


def test_only_who_works_on_the_theme_is_named_to_step_in():
    entries = (actor("B", active_in="D1"), offer("choir", "C", areas="D1", themes="sport"))
    (alone,) = findings_of(*CITY, *NEED, CHECK, offer("o", "A", areas="D1", **WORK), *entries)
    assert alone.message.arguments["candidates"] == ()
    words = sentences("failure-points", alone.message, "de", rests_on="", stand="heute", audience="internal")
    assert "mit A besprechen, wie das Angebot im Vertretungsfall weiterläuft" in words.what_to_do

    # D offers the same elsewhere, where need is below the median, B something wider in the area itself
    able = (offer("same", "D", areas="D3", **WORK), offer("wide", "B", areas="D1", themes=WIDER))
    (helped,) = findings_of(*CITY, *NEED, CHECK, offer("o", "A", areas="D1", **WORK), *entries, *able)
    assert [argument.id for argument in helped.message.arguments["candidates"]] == ["B", "D"]


def test_who_does_something_wider_for_other_people_is_not_named_to_step_in():
    able = (
        offer("for others", "B", areas="D1", target_groups="residents", themes=WIDER),
        offer("for them", "C", areas="D3", themes=WIDER, target_groups=WORK["target_groups"]),
    )
    (result,) = findings_of(*CITY, *NEED, CHECK, offer("o", "A", areas="D1", **WORK), *able)
    assert [argument.id for argument in result.message.arguments["candidates"]] == ["C"]


def test_who_works_for_the_same_people_is_named_first():
    """B and C work on the theme elsewhere, C for the unemployed too."""
    able = (
        offer("b", "B", areas="D3", target_groups="families", themes="labour_training"),
        offer("c", "C", areas="D3", **WORK),
    )
    (result,) = findings_of(*CITY, *NEED, CHECK, offer("o", "A", areas="D1", **WORK), *able)
    assert [argument.id for argument in result.message.arguments["candidates"]] == ["C", "B"]


def test_work_for_the_same_people_counts_twice_and_who_is_gone_soon_is_not_named():
    """B has one work for the unemployed, C two for families; D, with three, ends within the year."""
    families = {"areas": "D3", "target_groups": "families", "themes": "labour_training"}
    able = (
        offer("b", "B", areas="D3", **WORK),
        *(offer(f"c{at}", "C", **families) for at in range(2)),
        *(offer(f"d{at}", "D", **families) for at in range(3)),
    )
    (result,) = findings_of(*CITY, *NEED, CHECK, offer("o", "A", areas="D1", **WORK), *able, actor("D", end="2024-12"))
    assert [argument.id for argument in result.message.arguments["candidates"]] == ["B", "C"]


def test_an_actor_of_another_city_is_not_named_to_step_in():
    """B works in the city itself, C in another one, and of D nobody knows where."""
    able = (
        actor("B", active_in="D3"),
        actor("C", active_in="F1"),
        *(offer(f"of {name}", name, **WORK) for name in "BCD"),
    )
    second = (area("F", kind="city"), area("F1", part_of="F", kind="quarter"))
    (result,) = findings_of(*CITY, *second, *NEED, CHECK, offer("o", "A", areas="D1", **WORK), *able)
    assert [argument.id for argument in result.message.arguments["candidates"]] == ["B", "D"]


def test_the_need_the_list_and_the_work_are_cited():
    (result,) = findings_of(*CITY, *NEED, CHECK, offer("o", "A", areas="D1", **WORK))
    assert result.contributions == {"provider": 0.4, "size": 0.01}
    assert {(source.kind, source.id) for source in result.evidence} == {
        ("offer", "o"),
        ("inventory_check", "offers/E"),
        ("observation", "u/D1"),
    }


def test_a_second_provider_or_an_open_list_is_no_failure_point():
    alone = offer("o", "A", areas="D1", **WORK)
    assert findings_of(*CITY, *NEED, CHECK, alone, offer("p", "B", areas="D1", **WORK)) == ()
    result = ANALYSIS(network(*CITY, *NEED, alone))
    assert (result.findings, result.not_looked_at[0].count) == ((), 1)


def test_a_hidden_need_makes_nobody_a_failure_point():
    secret = observation("u", "D1", None, suppressed=True, id="hidden", ref_date="2024-06-30")
    assert findings_of(*CITY, *NEED, secret, CHECK, offer("o", "A", areas="D1", **WORK)) == ()


CHAIN = [tie(first, name) for first, name in ("AB", "BC", "CD", "DE", "EF", "FG")]


def test_who_alone_holds_three_others_is_told_where_the_answers_are_known():
    """The chain A-B-C-D-E-F-G falls into two threes without D; C and E cut off two each."""
    (findings,) = ANALYSIS(network(*CHAIN, closed_world=True)).findings
    assert (findings.message.code, findings.subjects[0].id, findings.message.arguments["cut_off"]) == ("link", "D", 3)
    assert findings.message.arguments["known"] == 100


def test_where_most_pairs_are_unknown_only_documented_links_are_asked_about():
    assert findings_of(*CHAIN) == ()
    (result,) = findings_of(*(tie(*pair, status="documented") for pair in ("AB", "BC", "CD", "DE", "EF", "FG")))
    assert (result.message.code, result.band, result.rests_on, result.card) == (
        "link_unsure",
        "possible",
        "unknown",
        "ask",
    )
    assert result.message.arguments["known"] == 28  # 6 of 21 pairs


def test_links_are_sure_from_the_share_of_known_pairs_on():
    known = ANALYSIS(network(*CHAIN)).summary["known_pairs"]
    (result,) = findings_of(*CHAIN, answers=known)
    assert result.message.code == "link"


def test_a_cooperation_that_alone_holds_two_threes_together_is_told():
    """Without C-D, or without E, nothing of A-B-C-D-E-F is left in one piece; C and D alone cut off two each."""
    (findings,) = ANALYSIS(network(*CHAIN[:5], closed_world=True)).findings
    assert (findings.message.code, [subject.id for subject in findings.subjects]) == ("bridge", ["C", "D"])
    assert findings.message.arguments["cut_off"] == 3
    (unsure,) = findings_of(*(tie(*pair, status="confirmed") for pair in ("AB", "BC", "CD", "DE", "EF")))
    assert unsure.message.code == "bridge_unsure"
    assert [source.field for source in unsure.evidence if source.kind == "cooperation"] == ["confirmed"]


def test_the_effect_is_the_change_of_fragmentation_by_distance():
    """Kite of Krackhardt: F_D is .353704, without the actor 7 .486111 (keyplayer 1.0.4); 7-8 and 8-9 are bridges."""
    kite = [tie(str(first), str(edge)) for first, edge in nx.krackhardt_kite_graph().edges]
    (findings,) = ANALYSIS(network(*kite, closed_world=True), {"smallest": 2}).findings
    assert findings.subjects[0].id == "7"
    assert findings.message.arguments["effect"] == pytest.approx(0.486111 - 0.353704, abs=1e-6)
    assert findings.contributions["effect"] == findings.message.arguments["effect"]
    assert findings.score == pytest.approx(sum(findings.contributions.values()))


def test_the_effect_of_a_cooperation_counts_the_pairs_it_held_together():
    """A-B-C-D-E-F: 1/d sums to 5 + 4/2 + 3/3 + 2/4 + 1/5 = 8.7 of 15 pairs; two chains of three to 2 · 2.5 = 5."""
    (findings,) = ANALYSIS(network(*CHAIN[:5], closed_world=True)).findings
    assert findings.message.arguments["effect"] == pytest.approx((8.7 - 5) / 15)


def test_one_person_is_no_link():
    assert ANALYSIS(network(actor("D", one_person=True), *CHAIN, closed_world=True)).findings == ()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_finding_can_be_said(lang):
    city = (area("D1", mediated_by="M"), area("D2", mediated_by="M"), actor("M", end="2025"))
    result = findings_of(*city, *NEED, checked("offers", "D1"), offer("o", "A", areas="D1", **WORK))
    result += findings_of(*city, checked("mediators", "D1"), checked("mediators", "D2"))
    for chain in (CHAIN, CHAIN[:5]):
        result += ANALYSIS(network(*chain, closed_world=True)).findings
        result += findings_of(*(replace(item, status="documented") for item in chain))
    assert {entry.message.code for entry in result} == texts("failure-points", lang).keys() - {"about", "labels"}
    for member in result:
        words = sentences("failure-points", member.message, lang, rests_on="", stand="heute", audience="internal")
        assert all(text.endswith(".") for text in (words.what, words.why, words.what_to_do))
