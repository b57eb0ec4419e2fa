"""Does a hidden number stay hidden? Cities are drawn, one number is changed, and every analysis is compared."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.analysis.interface import catalogue
from app.findings import Finding, Result
from app.network.graph.build_network import build_network
from app.records.records import Records
from tests.factories import (
    AS_OF,
    actor,
    area,
    checked,
    funding_area,
    indicator,
    network,
    observation,
    offer,
    records,
)
from tests.trials import trials

QUARTERS = ("D1", "D2", "D3", "D4", "D5")
GROUPS = {"u": "unemployed", "c": "children"}
MEASURES = {"u": "count", "c": "share"}
THRESHOLD = 10
GOALS = ["unemployed/sport"]
NEED_ARGUMENTS = ("above", "others", "top", "upper_half", "by_share", "indicator", "source", "day", "months_apart")
ABOUT_NEED = tuple(entry for entry in catalogue() if entry in {"coverage", "need-concentration", "unbridged-areas"})
of_need = pytest.mark.parametrize("analysis_id", ABOUT_NEED)
quick = settings(max_examples=trials(30), deadline=None, suppress_health_check=[HealthCheck.too_slow])

# What a reader may not learn about: each of these is hidden for another reason.
by_source = st.builds(lambda value: {"value": value, "suppressed": True}, st.none() | st.floats(0, 900))
small_base = st.builds(lambda value, base: {"value": value, "base": base}, st.floats(0, 99), st.floats(1, 99))
few = st.builds(lambda value: {"value": value}, st.floats(0, THRESHOLD, exclude_max=True))
few_of_thousand = st.builds(lambda value: {"value": value, "base": 1000.0}, st.floats(0, 0.99))
hidden = {"u": st.one_of(by_source, small_base, few), "c": st.one_of(by_source, small_base, few_of_thousand)}
known = {
    "u": st.builds(
        lambda value, base: {"value": value, "base": base}, st.integers(THRESHOLD, 900), st.none() | st.just(1000.0)
    ),
    "c": st.builds(lambda value: {"value": value, "base": 1000.0}, st.integers(1, 90)),
}
of_kind = pytest.mark.parametrize("indicator_id", GROUPS)
offers = st.lists(
    st.tuples(
        st.lists(st.sampled_from(QUARTERS), min_size=1, max_size=3, unique=True),
        st.sampled_from([*GROUPS.values(), "residents"]),
        st.sampled_from(["sport", "counselling", "counselling_debt"]),
    ),
    max_size=12,
)


@st.composite
def cities(draw: st.DrawFn) -> Records:
    """Five quarters with two indicators, offers, actors, a funding area and some confirmed lists."""
    values = {(item, where): draw(known[item] | hidden[item]) for item in GROUPS for where in QUARTERS}
    drawn = [
        offer(f"s{n}", draw(st.sampled_from("AB")), areas=areas, target_groups=group, themes=theme)
        for n, (areas, group, theme) in enumerate(draw(offers))
    ]
    totals = draw(st.sets(st.sampled_from([*GROUPS])))
    complete = [checked("offers", where) for where in {"D2", *draw(st.sets(st.sampled_from(QUARTERS)))}]
    return records(
        area("E", kind="city"),
        *(area(where, part_of="E", kind="quarter") for where in QUARTERS),
        *(
            indicator(entry, MEASURES[entry], direction="more_need", target_group=group)
            for entry, group in GROUPS.items()
        ),
        *(observation(*key, **value) for key, value in values.items()),
        *(observation(total, "E", 50, base=10_000) for total in totals),
        *drawn,
        *complete,
        *(actor(actor_id, active_in="D1 D2") for actor_id in "ABC"),
        funding_area("F", "D1"),
    )


def with_value(city: Records, observation_id: str, **said: object) -> Records:
    empty = {"value": None, "suppressed": False, "base": None}
    changed = tuple(
        replace(entry, **(empty | said)) if entry.id == observation_id else entry  # type: ignore[arg-type]
        for entry in city.observations
    )
    return replace(city, observations=changed)


def answer(analysis_id: str, city: Records) -> Result:
    goals = {"goals": GOALS} if analysis_id == "coverage" else {}
    return catalogue()[analysis_id](build_network(city, AS_OF), goals)


def needs_told(result: Result) -> Mapping[str, set[object]]:
    """By area everything in a result that depends on its need."""
    by_name: dict[str, set[object]] = {}
    for finding in result.findings:
        arguments = finding.message.arguments
        about = {(name, arguments[name]) for name in NEED_ARGUMENTS if arguments.get(name) is not None}
        about |= {name for name in ("need", "high_need") if finding.contributions.get(name)}
        by_name.setdefault(finding.subjects[0].id, set()).update(about)
    for measure in result.measures:
        if measure.value is not None and measure.subject is not None:
            by_name.setdefault(measure.subject.id, set()).add(measure.value)
    return {where: about for where, about in by_name.items() if about}


def of_area(result: Result, where: str) -> Mapping[str, Finding]:
    return {finding.key: finding for finding in result.findings if finding.subjects[0].id == where}


@of_kind
@quick
@given(city=cities(), data=st.data())
def test_two_hidden_values_give_the_same_answer_to_the_last_byte(indicator_id, city, data):
    cities_ = (with_value(city, f"{indicator_id}/D2", **data.draw(hidden[indicator_id])) for _ in range(2))
    first, networks = (build_network(item, AS_OF) for item in cities_)

    for analysis_id, entry in catalogue().items():
        goals = {"goals": GOALS} if analysis_id == "coverage" else {}
        assert repr(entry(first, goals)).encode() == repr(entry(networks, goals)).encode(), analysis_id


@of_need
@quick
@given(city=cities())
def test_hiding_every_number_of_an_area_leaves_nothing_told_about_its_need(analysis_id, city):
    for group in GROUPS:
        city = with_value(city, f"{group}/D2", suppressed=True)

    assert "D2" not in needs_told(answer(analysis_id, city))


@of_need
@of_kind
@quick
@given(city=cities(), data=st.data())
def test_suppressing_more_never_shows_more_about_the_area(analysis_id, indicator_id, city, data):
    before = answer(analysis_id, with_value(city, f"{indicator_id}/D2", **data.draw(known[indicator_id])))
    after = answer(analysis_id, with_value(city, f"{indicator_id}/D2", suppressed=True))
    findings = of_area(before, "D2")

    for key, finding in of_area(after, "D2").items():
        assert key in findings
        assert (finding.band, findings[key].band) != ("clear", "possible")
        assert finding.score <= findings[key].score


@quick
@given(city=cities())
def test_a_score_of_unknown_need_is_the_same_in_every_area(city):
    result = answer("coverage", city)
    scores = {
        (finding.message.arguments["group"], finding.message.arguments["theme"], finding.score)
        for finding in result.findings
        if finding.message.arguments["indicator"] is None
    }

    assert len({(group, theme) for group, theme, _ in scores}) == len(scores)


@quick
@given(city=cities())
def test_no_fraction_of_an_offer_is_shown(city):
    for finding in answer("coverage", city).findings:
        assert not any(isinstance(argument, float) for argument in finding.message.arguments.values())


@of_need
@quick
@given(city=cities(), order=st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(analysis_id, city, order):
    mixed = replace(city, **{topic: tuple(order.sample(entry, len(entry))) for topic, entry in city})  # type: ignore[arg-type]

    assert repr(answer(analysis_id, mixed)) == repr(answer(analysis_id, city))


@pytest.mark.parametrize("analysis_id", ["coverage", "missing-kinds", "unbridged-areas", "unmediated-groups"])
@pytest.mark.parametrize("some", [(), (actor("A"),), (area("D"),), (observation("u", "D", 5),)])
def test_almost_empty_networks_give_no_finding(analysis_id, some):
    assert catalogue()[analysis_id](network(*some)).findings == ()
