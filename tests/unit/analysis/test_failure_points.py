"""Failure points: what depends on one organisation alone, told to the coordinator only."""

import pytest

from app.analysis.failure_points import ANALYSIS
from app.report.texts import sentences
from tests.factories import actor, area, checked, indicator, network, observation, offer, tie

CITY = (area("E", kind="city"), *(area(one, part_of="E", kind="quarter") for one in ("D1", "D2", "D3")))
NEED = (
    indicator("u", "count", direction="more_need", target_group="unemployed"),
    *(observation("u", where, value) for where, value in (("D1", 90), ("D2", 50), ("D3", 20))),
)
WORK = {"target_groups": "unemployed", "themes": "labour_training"}
CHECK = checked("offers", "E")


def found(*records, **parameters):
    return ANALYSIS(network(*records), parameters).findings


def test_the_sole_mediator_of_two_areas_is_told():
    two = (area("D1", mediated_by="M"), area("D2", mediated_by="M"))
    (one,) = found(*two)
    assert (one.message.code, one.subjects[0].id, one.audience) == ("mediator", "M", "internal")
    assert found(two[0], area("D2")) == ()
    assert found(two[0], area("D2", mediated_by="M N")) == ()


@pytest.mark.parametrize(("where", "told"), [("D1", True), ("D2", True), ("D3", False)])
def test_a_sole_provider_is_told_where_need_is_at_the_median_or_above(where, told):
    """The median of 90, 50 and 20 is 50."""
    some = found(*CITY, *NEED, CHECK, offer("o", "A", areas=where, **WORK))
    assert [one.message.code for one in some] == (["provider"] if told else [])


def test_a_second_provider_or_an_open_list_is_no_failure_point():
    alone = offer("o", "A", areas="D1", **WORK)
    assert found(*CITY, *NEED, CHECK, alone, offer("p", "B", areas="D1", **WORK)) == ()
    result = ANALYSIS(network(*CITY, *NEED, alone))
    assert (result.findings, result.not_looked_at[0].count) == ((), 1)


def test_a_hidden_need_makes_nobody_a_failure_point():
    secret = observation("u", "D1", None, suppressed=True, id="hidden", ref_date="2024-06-30")
    assert found(*CITY, *NEED, secret, CHECK, offer("o", "A", areas="D1", **WORK)) == ()


CHAIN = [tie(one, other) for one, other in ("AB", "BC", "CD", "DE", "EF", "FG")]


def test_who_alone_holds_three_others_is_told_where_the_answers_are_known():
    """The chain A-B-C-D-E-F-G falls into two threes without D; C and E cut off two each."""
    (one,) = ANALYSIS(network(*CHAIN, closed_world=True)).findings
    assert (one.message.code, one.subjects[0].id, one.message.arguments["cut_off"]) == ("link", "D", 3)


def test_where_most_pairs_are_unknown_no_link_is_told():
    assert found(*CHAIN) == ()


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_finding_can_be_said(lang):
    city = (area("D1", mediated_by="M"), area("D2", mediated_by="M"), actor("M", end="2025"))
    some = found(*city, *NEED, checked("offers", "D1"), offer("o", "A", areas="D1", **WORK))
    some += ANALYSIS(network(*CHAIN, closed_world=True)).findings
    assert {one.message.code for one in some} == {"mediator", "provider", "link"}
    for one in some:
        words = sentences("failure-points", one.message, lang, rests_on="", stand="heute", audience="internal")
        assert all(text.endswith(".") for text in (words.what, words.why, words.what_to_do))
