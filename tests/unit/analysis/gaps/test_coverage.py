"""Coverage in a toy city of four quarters, computed by hand."""

from datetime import date

import pytest

from app.analysis.gaps.coverage import ANALYSIS
from app.errors import InvalidInput
from app.findings import Code, Subject
from app.report.texts import sentences
from tests.factories import actor, area, checked, group, indicator, network, observation, offer, place

FOR = {"target_groups": "unemployed", "themes": "labour_training"}
CITY = (
    area("E", kind="city"),
    area("D1", part_of="E", kind="quarter", neighbours="D2", mediated_by="M"),
    area("D2", part_of="E", kind="quarter"),
    area("D3", part_of="E", kind="quarter"),
    area("D4", part_of="E", kind="quarter"),
)
UNEMPLOYED = indicator(
    "unemployed_share",
    name="Arbeitslosenanteil",
    direction="more_need",
    target_group="unemployed",
    source_note="BA",
    may_be_passed_on=True,
)


def shares(**by_area):
    """Percentages of 1,000 people; None: hidden by the source."""
    return [
        observation("unemployed_share", entry, value, base=1000, suppressed=value is None)
        for entry, value in by_area.items()
    ]


# 200, 100 and 80 unemployed people; D4 is hidden.
NEED = (UNEMPLOYED, *shares(D1=20, D2=10, D3=8, D4=None))
# Two offers in D2 and D3 together, 5 parts of 9 and 4 of 9 each.
OFFERS = (offer("s", "A", areas="D2 D3", **FOR), offer("t", "B", areas="D2 D3", **FOR))
COMPLETE = tuple(checked("offers", name) for name in ("D1", "D2", "D3", "D4"))


def coverage(*records, **parameters):
    return ANALYSIS(network(*CITY, *records), parameters)


def by_area(result):
    return {finding.subjects[0].id: finding for finding in result.findings}


def sentence_of(finding, *names):
    return tuple(finding.message.arguments[name] for name in names)


def test_high_need_without_any_offer_is_a_clear_gap():
    # median of 20, 10, 8 is 10; D1 is above both others
    result = by_area(coverage(*NEED, *OFFERS, *COMPLETE))["D1"]

    assert (result.band, result.rests_on, result.card, result.message.code) == ("clear", "recorded", "close", "none")
    assert sentence_of(result, "above", "others", "by_share") == (2, 2, True)
    assert result.score == pytest.approx(0.6 * 2 / 2 + 0.1)
    assert result.score == pytest.approx(sum(result.contributions.values()))


def test_the_provider_of_the_nearby_offer_is_the_one_to_talk_to():
    # B offers the same far away; the offer of D2, next to D1, is led by Z
    near, far = offer("near", "Z", areas="D2", **FOR), offer("far", "B", areas="D4", **FOR)
    result = by_area(coverage(*NEED, near, far, *COMPLETE))["D1"]

    assert [argument.id for argument in result.message.arguments["near_providers"]] == ["Z"]
    words = sentences("coverage", result.message, "de", rests_on="", stand="", audience="internal")
    assert words.what_to_do == "Sie könnten mit Z besprechen, ob „near“ aus D2 auch in D1 stattfinden kann."


def test_an_offer_nearby_without_a_known_provider_is_not_proposed():
    near, far = offer("near", "Z", areas="D2", **FOR), offer("far", "B", areas="D3", **FOR)
    result = by_area(coverage(*NEED, near, far, actor("Z", end="2023"), *COMPLETE))["D1"]
    assert [argument.id for argument in result.message.arguments["near_providers"]] == ["B"]


def test_need_below_the_median_makes_a_gap_at_most_possible():
    only_d1 = offer("s", "A", areas="D1", **FOR)
    answer = coverage(*NEED, only_d1, *COMPLETE)
    result = by_area(answer)

    assert result["D2"].band == "clear"  # 10 is the median itself
    assert result["D3"].band == "possible"  # 8
    assert (answer.summary["clear"], answer.summary["possible"]) == (1, 2)  # D4 is hidden


def test_need_below_the_median_is_not_said_to_be_high():
    result = by_area(
        coverage(*NEED[:1], *shares(D1=20, D2=10, D3=8, D4=5), offer("s", "A", areas="D1", **FOR), *COMPLETE)
    )
    words = {
        where: sentences("coverage", result[where].message, "de", rests_on="", stand="", audience="internal")
        for where in ("D2", "D3")
    }

    assert "als in zwei der drei anderen Gebiete mit bekannter Zahl" in words["D2"].what
    assert "obwohl" not in words["D3"].what  # more than D4, but in the lower half
    assert "liegt dort nur höher als in einem der drei anderen Gebiete mit bekannter Zahl" in words["D3"].what


def test_without_a_check_nothing_is_missing_but_not_recorded():
    result = by_area(coverage(*NEED, *OFFERS))["D1"]

    assert (result.band, result.rests_on, result.card) == ("possible", "not_recorded", "ask")
    assert result.message.code == "none_unchecked"
    assert "list_not_confirmed" in result.unknowns


def test_a_list_said_to_be_incomplete_is_no_check():
    result = by_area(coverage(*NEED, *OFFERS, checked("offers", "D1", complete=False)))["D1"]
    assert result.rests_on == "not_recorded"


def test_a_hidden_need_leaves_a_possible_gap_about_which_nothing_else_is_said():
    result = by_area(coverage(*NEED, *OFFERS, *COMPLETE))["D4"]

    assert (result.band, result.message.code, result.score) == ("possible", "none_need_unknown", 0.1)
    assert sentence_of(result, "above", "others", "upper_half", "by_share", "indicator", "source", "day") == (None,) * 7
    assert sentence_of(result, "suppressed") == (True,)
    assert {source.kind for source in result.evidence} == {"inventory_check", "offer"}
    assert "need_suppressed" in result.unknowns


@pytest.mark.parametrize("groups", ["residents", "long_term_unemployed"])
def test_an_offer_for_a_wider_or_narrower_group_makes_a_gap_at_most_possible(groups):
    partial = offer("w", "C", areas="D1", target_groups=groups, themes="labour_training")
    result = by_area(coverage(*NEED, *OFFERS, *COMPLETE, partial))["D1"]

    assert (result.band, result.rests_on) == ("possible", "recorded")
    assert sentence_of(result, "partial") == ((Subject("offer", "w", "w"),),)


# Few: 600, 100 and 100 people and one offer in D1, seven in D2: rate 8/800. Expected in D1: 6; 1/6 < .5, and the upper
# bound of 1 is 4.74 < 6. Expected in D3: 1, none there.
MANY = (UNEMPLOYED, *shares(D1=60, D2=10, D3=10))
EIGHT = (offer("s0", "A", areas="D1", **FOR), *(offer(f"s{n}", "B", areas="D2", **FOR) for n in range(1, 8)))


def test_clearly_fewer_offers_than_people_suggest_are_few():
    result = by_area(coverage(*MANY, *EIGHT, *COMPLETE))["D1"]

    assert (result.band, result.message.code) == ("clear", "few")
    assert sentence_of(result, "offers", "wider") == (1, 0)
    assert result.score == pytest.approx(0.6)  # above both others; the tenth for no offer at all is missing


def test_few_offers_without_a_check_are_possible():
    result = by_area(coverage(*MANY, *EIGHT))["D1"]
    assert (result.band, result.rests_on, result.message.code) == ("possible", "not_recorded", "few_unchecked")


@pytest.mark.parametrize(
    ("parameters", "is_few"), [({}, True), ({"few": 0.16}, False), ({"few": 0.17}, True), ({"confidence": 0.99}, False)]
)
def test_both_the_ratio_and_the_bound_decide_what_is_few(parameters, is_few):
    # ratio 1/6 = .1667; the 99 % bound of 1 is 6.64 > 6
    result = by_area(coverage(*MANY, *EIGHT, *COMPLETE, **parameters))
    assert ("D1" in result) is is_few


def test_fractions_are_never_shown():
    wide = offer("w", "C", areas="D1 D2 D3", **FOR)
    result = by_area(coverage(*MANY, *EIGHT, wide, *COMPLETE))["D1"]

    # 1 + .75 of the wide one against 9/800 * 600 = 6.75: ratio .26, upper bound 5.93
    assert sentence_of(result, "offers", "wider") == (2, 0)
    assert set(result.contributions.values()) == {0.0, 0.6}


def test_a_citywide_offer_is_everywhere():
    assert coverage(*NEED, offer("s", "A", area_mode="citywide", **FOR), *COMPLETE).findings == ()


def test_what_is_offered_in_one_area_of_six_is_not_expected_elsewhere():
    areas = [area(f"D{n}", part_of="E", kind="quarter") for n in (5, 6)]
    result = offer("s", "A", areas="D2", **FOR)

    assert coverage(*areas, *NEED, result, *COMPLETE).findings == ()  # 1 of 6 is less than a fifth
    assert coverage(*NEED, result, *COMPLETE).findings != ()  # 1 of 4


def test_a_goal_is_expected_everywhere_and_clear_without_statistics():
    result = by_area(coverage(*COMPLETE, goals=["unemployed/labour_training"]))["D1"]

    assert (result.band, result.message.code) == ("clear", "none_need_unknown")
    assert sentence_of(result, "goal", "suppressed") == (True, False)


@pytest.mark.parametrize("goal", ["unemployed", "unemployed/dancing", "aliens/sport"])
def test_a_goal_that_names_no_group_or_theme_is_refused(goal):
    with pytest.raises(InvalidInput, match=goal):
        coverage(goals=[goal])


def test_a_group_without_statistics_is_not_looked_at():
    result = coverage(*OFFERS, *COMPLETE)

    assert result.findings == ()
    assert {entry.code: entry.ids for entry in result.not_looked_at}["groups_without_indicator"] == ("unemployed",)


def test_near_offers_candidates_places_and_mediators_are_named():
    spot = place("P", area="D1", open_to_others="yes")
    active = offer("other", "C", areas="D1", target_groups="unemployed", themes="health")
    result = by_area(coverage(*NEED, *OFFERS, *COMPLETE, spot, active, group("g", "A", areas="D1")))["D1"]

    assert sentence_of(result, "near_area", "near_offer") == (Subject("area", "D2", "D2"), Subject("offer", "s", "s"))
    assert [argument.id for argument in result.message.arguments["candidates"]] == ["A", "B", "C"]
    assert sentence_of(result, "place", "place_open", "mediator", "working_group") == (
        Subject("place", "P", "P"),
        True,
        Subject("actor", "M", "M"),
        Subject("working_group", "g", "g"),
    )
    assert sentence_of(result, "group", "theme") == (
        Code("target_group", "unemployed"),
        Code("theme", "labour_training"),
    )


def test_statistics_long_before_the_list_are_warned_about():
    # 2023-12-31 to 2024-06-30 are 6 months
    assert sentence_of(by_area(coverage(*NEED, *OFFERS, *COMPLETE))["D1"], "months_apart") == (None,)
    at_the_edge = by_area(coverage(*NEED, *OFFERS, *COMPLETE, months_apart=6))["D1"]
    assert sentence_of(at_the_edge, "months_apart") == (None,)
    result = by_area(coverage(*NEED, *OFFERS, *COMPLETE, months_apart=5))["D1"]
    assert sentence_of(result, "months_apart") == (6,)
    assert "need_and_supply_apart" in result.unknowns


def test_statistics_that_may_not_be_passed_on_stay_inside_also_where_they_are_hidden():
    secret = indicator("unemployed_share", direction="more_need", target_group="unemployed")
    result = coverage(secret, *NEED[1:], *OFFERS, *COMPLETE)

    assert {finding.audience for finding in result.findings} == {"internal"}
    assert {finding.audience for finding in coverage(*NEED, *OFFERS, *COMPLETE).findings} == {"partners"}


def test_the_combined_need_of_areas_is_a_measure():
    measures = {measure.subject.id: measure for measure in coverage(*NEED).measures}

    # 20, 10, 8: mean 12.667, standard deviation 5.249
    assert measures["D1"].value == pytest.approx((20 - 38 / 3) / 5.2493, abs=1e-4)
    assert measures["D1"].parts["rank"] == 1
    assert (measures["D4"].value, measures["D4"].reason, measures["D4"].parts) == (None, "suppressed", {})


def test_the_key_stays_when_only_scores_change():
    first, second = coverage(*NEED, *OFFERS), coverage(UNEMPLOYED, *shares(D1=9, D2=30, D3=8), *OFFERS, *COMPLETE)
    assert by_area(first)["D1"].key == by_area(second)["D1"].key


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("complete", [COMPLETE, ()])
@pytest.mark.parametrize("records", [(*NEED, *OFFERS), (*MANY, *EIGHT), (*NEED[:2], *OFFERS)])
def test_every_finding_can_be_said(records, complete, lang):
    for finding in coverage(*records, *complete).findings:
        words = sentences("coverage", finding.message, lang, rests_on="", stand="", audience="internal")
        assert all(entry.endswith(".") for entry in (words.what, words.why, words.what_to_do, *words.additions))


def test_months_between_statistics_and_the_list_are_counted_across_years():
    """2021-12-31 to 2024-06-30."""
    old = [observation("unemployed_share", "D1", 20, base=1000, ref_date="2021-12-31")]
    result = by_area(coverage(UNEMPLOYED, *old, *OFFERS, *COMPLETE))["D1"]
    assert sentence_of(result, "months_apart") == (30,)


def test_a_place_of_which_nobody_knows_whether_it_is_open_is_not_said_to_be():
    result = by_area(coverage(*NEED, *OFFERS, *COMPLETE, place("P", area="D1")))["D1"]
    assert sentence_of(result, "place", "place_open") == (Subject("place", "P", "P"), False)


def test_the_statistic_is_cited_and_so_is_an_offer_that_has_ended_where_none_is_left():
    result = by_area(coverage(*NEED, *OFFERS, *COMPLETE, offer("old", "C", areas="D1", end="2023", **FOR)))["D1"]

    assert sentence_of(result, "ended_offer", "ended_on") == (Subject("offer", "old", "old"), date(2023, 12, 31))
    assert {("observation", "unemployed_share/D1"), ("offer", "old")} <= {
        (source.kind, source.id) for source in result.evidence
    }


@pytest.mark.parametrize(
    ("end", "code", "lang", "why"),
    [
        ("2024-07-31", "none_unchecked", "de", "wurde am 30.06.2024 als vollständig bestätigt, also vor diesem Ende"),
        ("2024-07-31", "none_unchecked", "en", "was confirmed complete on 30 June 2024, before that end"),
        ("2024-06-30", "none", "de", "auf der am 30.06.2024 als vollständig bestätigten Angebotsliste"),
    ],
)
def test_a_list_confirmed_before_an_offer_ended_does_not_say_what_holds_since(end, code, lang, why):
    """The lists of COMPLETE were checked on the 30th of June 2024."""
    result = by_area(coverage(*NEED, *OFFERS, *COMPLETE, offer("old", "C", areas="D1", end=end, **FOR)))["D1"]
    assert (result.message.code, result.band == "clear") == (code, code == "none")
    assert why in sentences("coverage", result.message, lang, audience="internal").why


def test_an_offer_that_has_ended_beside_few_is_not_named():
    result = by_area(coverage(*MANY, *EIGHT, *COMPLETE, offer("old", "C", areas="D1", end="2023", **FOR)))["D1"]

    assert sentence_of(result, "offers", "ended_offer") == (1, None)
    assert "old" not in {source.id for source in result.evidence}
