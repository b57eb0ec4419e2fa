"""Unbridged areas: where mediation would be expected and nobody is named."""

from dataclasses import replace
from datetime import date

import pytest

from app.analysis.gaps.unbridged_areas import ANALYSIS
from app.report.texts import sentences
from tests.factories import actor, area, checked, funding_area, group, indicator, network, observation

QUARTERS = ("D1", "D2", "D3", "D4", "D5")
CITY = (area("E", kind="city"), *(area(entry, part_of="E", kind="quarter") for entry in QUARTERS))
ACTORS = (actor("A", active_in="D1"), actor("B", active_in="D1"), actor("C", active_in="D1 D2"))
FUNDING = funding_area("F", "D1")
MEDIATORS = checked("mediators", "D1")
NEED = (
    indicator("u", "count", direction="more_need", target_group="unemployed", may_be_passed_on=True),
    *(observation("u", quarter, value) for quarter, value in zip(QUARTERS, (50, 40, 30, 20, 12), strict=True)),
)


def unbridged(*records, **parameters):
    return ANALYSIS(network(*CITY, *records), parameters)


def found_in(result, where="D1"):
    return {finding.message.code: finding for finding in result.findings if finding.subjects[0].id == where}


def areas(result):
    return {finding.subjects[0].id for finding in result.findings}


def test_a_funding_area_without_a_mediator_is_clear_when_the_list_is_confirmed():
    result = found_in(unbridged(*ACTORS, FUNDING, MEDIATORS))["mediator"]

    assert (result.band, result.rests_on, result.card) == ("clear", "recorded", "close")
    assert result.score == pytest.approx(0.4 + 0.3)
    assert result.message.arguments["funding_area"].id == "F"
    missing = [result.message.arguments[f"no_{gap}"] for gap in ("mediator", "group", "bridge")]
    assert missing == [True, True, False]  # C is active in D2 too


def test_without_a_check_it_is_not_recorded():
    result = found_in(unbridged(*ACTORS, FUNDING))["mediator_unchecked"]
    assert (result.band, result.rests_on, result.card) == ("possible", "not_recorded", "ask")


@pytest.mark.parametrize(
    ("groups", "told"),
    [
        ([], "kein Gremium"),
        ([group("g", "A", areas="D1", end="2024-12")], "das Gremium „g“"),  # it is there, though not for long
        ([group(name, "A", areas="D1") for name in "gh"], "zwei Gremien"),
    ],
)
def test_the_groups_that_are_recorded_for_an_area_are_counted(groups, told):
    finding = found_in(unbridged(*ACTORS, FUNDING, *groups))["mediator_unchecked"]
    words = sentences("unbridged-areas", finding.message, "de", rests_on="", stand="heute", audience="internal")
    assert words.why == f"Eingetragen sind drei Einrichtungen und {told} für dieses Gebiet (Stand heute)."


@pytest.mark.parametrize(("end", "code"), [("2024-06-29", "mediator"), ("2024-08-31", "mediator_unchecked")])
def test_who_mediated_until_lately_is_named_and_a_list_from_before_confirms_nothing(end, code):
    """The list was confirmed on 2024-06-30: what came after the end of a mediator it cannot tell."""
    city = [entry for entry in CITY if entry.id != "D1"]
    quarter = area("D1", part_of="E", kind="quarter", mediated_by="M")
    result = found_in(ANALYSIS(network(*city, quarter, *ACTORS, FUNDING, MEDIATORS, actor("M", end=end))))[code]
    what = sentences("unbridged-areas", result.message, "de", rests_on="", stand="", audience="internal").what
    day = {"2024-06-29": "bis 29.06.2024 war es M", "2024-08-31": "seit dem Ende von M am 31.08.2024"}[end]
    assert day in what


@pytest.mark.parametrize(
    "mediation",
    [
        area("D1", part_of="E", kind="quarter", mediated_by="M"),
        actor("M", mediator=True, active_in="D1"),
    ],
)
def test_a_named_mediator_or_one_active_there_mediates(mediation):
    city = [entry for entry in CITY if entry.id != mediation.id]
    result = ANALYSIS(network(*city, *ACTORS, FUNDING, MEDIATORS, mediation))

    assert found_in(result).keys() & {"mediator", "mediator_unchecked"} == set()


@pytest.mark.parametrize(("d4", "proposed", "alone"), [("N", "N", None), ("", "M", 2)])
def test_who_mediates_alone_in_two_areas_is_proposed_last_and_not_without_saying_so(d4, proposed, alone):
    named = {"D2": "M", "D3": "M", "D4": d4}
    city = (
        CITY[0],
        *(area(quarter, part_of="E", kind="quarter", mediated_by=named.get(quarter, "")) for quarter in QUARTERS),
    )
    result = found_in(ANALYSIS(network(*city, *ACTORS, FUNDING, MEDIATORS)))["mediator"]

    assert result.message.arguments["near_mediator"].id == proposed
    assert result.message.arguments["near_alone"] == alone
    words = sentences("unbridged-areas", result.message, "de", rests_on="", stand="heute", audience="internal")
    assert ("M vermittelt schon in zwei Gebieten allein." in words.additions) is bool(alone)


def test_who_mediates_in_the_whole_city_does_not_mediate_in_a_quarter():
    city = (area("E", kind="city", mediated_by="M"), *CITY[1:])
    assert "mediator" in found_in(ANALYSIS(network(*city, *ACTORS, FUNDING, MEDIATORS)))


def test_a_mediator_who_has_ended_mediates_no_more():
    city = (*(entry for entry in CITY if entry.id != "D1"), area("D1", part_of="E", kind="quarter", mediated_by="M"))
    ended = ANALYSIS(network(*city, *ACTORS, FUNDING, MEDIATORS, actor("M", end="2023")))
    assert "mediator" in found_in(ended)


def test_a_funding_area_that_has_ended_expects_nothing():
    assert unbridged(*NEED[:1], NEED[5], funding_area("F", "D1", end="2023"), *ACTORS).findings == ()


def test_the_top_two_fifths_of_need_are_looked_at():
    result = unbridged(*NEED)
    assert areas(result) == {"D1", "D2"}  # two of five
    assert result.summary == {"areas": 2, "without_mediator": 2}
    assert ("observation", "u/D1") in {
        (source.kind, source.id) for source in found_in(result)["group_unchecked"].evidence
    }
    assert areas(unbridged(*NEED, fifths=1)) == {"D1"}
    assert areas(unbridged(*NEED, FUNDING, fifths=1)) == {"D1"}


def test_the_newest_day_of_the_statistics_is_told():
    older = observation("u", "D5", 12, ref_date="2022-12-31")
    result = found_in(unbridged(*NEED[:5], older))["mediator_unchecked"]
    assert result.message.arguments["day"] == date(2023, 12, 31)


def test_a_hidden_need_is_no_reason_to_look():
    hidden = (NEED[0], observation("u", "D1", 3), *NEED[2:])
    result = unbridged(*hidden)

    assert areas(result) == {"D2"}  # two fifths of four known areas: one
    assert {entry.code: entry.ids for entry in result.not_looked_at} == {"areas_with_unknown_need": ("D1",)}


def test_without_statistics_areas_with_three_actors_are_possible():
    result = unbridged(*ACTORS, MEDIATORS)

    assert areas(result) == {"D1"}
    assert found_in(result)["mediator"].band == "possible"
    assert unbridged(*ACTORS[:2]).findings == ()


def test_with_statistics_actors_alone_are_no_reason():
    few = [actor(actor_id, active_in="D5") for actor_id in "XYZ"]
    assert "D5" not in areas(unbridged(*NEED, *few))


def test_a_group_for_the_quarter_counts_one_for_the_city_does_not():
    assert "group_unchecked" in found_in(unbridged(*ACTORS, FUNDING, group("g", areas="E")))
    assert "group_unchecked" not in found_in(unbridged(*ACTORS, FUNDING, group("g", areas="D1")))
    over = group("g", areas="D1", end="2023")
    assert "group" in found_in(unbridged(*ACTORS, FUNDING, over, checked("working_groups", "D1")))


def test_somebody_active_elsewhere_too_is_a_bridge():
    alone = actor("C", active_in="D1")
    assert "bridge_unchecked" in found_in(unbridged(*ACTORS[:2], alone, FUNDING))
    assert "bridge_unchecked" not in found_in(unbridged(*ACTORS, FUNDING))


def test_findings_about_one_area_are_one_card():
    assert {finding.cluster for finding in unbridged(*ACTORS, FUNDING).findings} == {"unbridged-areas/D1"}


def test_the_mediator_next_door_is_named():
    city = (*(entry for entry in CITY if entry.id != "D2"), area("D2", part_of="E", kind="quarter", mediated_by="M"))
    result = found_in(ANALYSIS(network(*city, *ACTORS, FUNDING, MEDIATORS)))["mediator"]

    assert (result.message.arguments["near_area"].id, result.message.arguments["near_mediator"].id) == ("D2", "M")


def test_need_that_may_not_be_passed_on_stays_inside():
    secret = indicator("u", "count", direction="more_need", target_group="unemployed")
    assert {entry.audience for entry in unbridged(secret, *NEED[1:]).findings} == {"internal"}
    assert {finding.audience for finding in unbridged(*NEED).findings} == {"partners"}
    further = [replace(secret, id="v"), *(replace(entry, id=f"v/{entry.area}", indicator="v") for entry in NEED[1:])]
    assert {finding.audience for finding in unbridged(*NEED, *further).findings} == {"internal"}, "one of two is enough"


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("kinds", ["mediators working_groups actors", ""])
@pytest.mark.parametrize(
    "records", [(FUNDING,), (*NEED, FUNDING, *ACTORS[:2]), (*NEED, *ACTORS[:2], actor("X", active_in="D1"))]
)
def test_every_finding_can_be_said(records, kinds, lang):
    result = unbridged(*records, *(checked(checked_id, "D1") for checked_id in kinds.split()))
    assert result.findings
    for finding in result.findings:
        words = sentences("unbridged-areas", finding.message, lang, rests_on="", stand="heute", audience="internal")
        assert all(entry.endswith(".") for entry in (words.what, words.why, words.what_to_do, *words.additions))


def test_who_ends_before_is_not_proposed_and_a_neighbour_comes_first():
    """Of four who mediate near, the one next door who stays, though she is alone in two areas."""
    city = (
        area("E", kind="city"),
        area("D1", part_of="E", kind="quarter", neighbours="D2 D3"),
        area("D2", part_of="E", kind="quarter", mediated_by="ending"),
        area("D3", part_of="E", kind="quarter", mediated_by="next"),
        area("D4", part_of="E", kind="quarter", mediated_by="next"),
        area("D5", part_of="E", kind="quarter", mediated_by="far"),
    )
    people = (actor("ending", end="2025-08-31"), actor("next", end="2025-09-30"), actor("far"))
    (findings,) = (
        finding
        for finding in ANALYSIS(network(*city, *people, funding_area("F", "D1"))).findings
        if finding.message.code.startswith("mediator")
    )
    assert findings.message.arguments["near_mediator"].id == "next"
