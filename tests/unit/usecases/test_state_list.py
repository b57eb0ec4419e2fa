"""A list of a whole state: 1,000 organisations in 200 cities give findings for each city, quickly."""

from random import Random
from time import process_time

import pytest

from app.findings import Finding, Subject
from app.network.graph.network import Network
from app.records.records import Record
from app.report.cards import CardWriter
from app.usecases.make_report import results_for_report
from tests.factories import actor, area, grant, indicator, network, observation, offer, programme, project

CITIES, ACTORS, SECONDS = 200, 1_000, 15
THEMES = ("health", "sport", "labour_training", "integration_language", "counselling_debt")
GROUPS = ("long_term_unemployed", "young_adults", "refugees", "residents")


def state_list(seed: int) -> list[Record]:
    """What a public list of a programme holds: who, what, for whom, in which city, when, and the same call for all."""
    random = Random(seed)
    cities = [f"c{number}" for number in range(CITIES)]
    records: list[Record] = [area(city, name=f"Stadt {city}", kind="city") for city in cities]
    records.append(programme("esf"))
    for number in range(ACTORS):
        city, name = random.choice(cities), f"a{number}"
        records.append(actor(name, home_area=city, kinds="welfare_provider"))
        for part in range(random.choice([1, 1, 2, 3])):
            what = {
                "target_groups": random.choice(GROUPS),
                "themes": " ".join(random.sample(THEMES, random.choice([1, 2]))),
            }
            dates = {"start": random.choice(["2023-01", "2023-07"]), "end": random.choice(["2025-12", "2026-06"])}
            records.append(project(f"p{number}-{part}", name, areas=city, **what, **dates))
            records.append(grant(f"g{number}-{part}", "esf", name, projects=f"p{number}-{part}", **dates))
        if random.random() < 0.3:
            records.append(offer(f"s{number}", name, area_mode="citywide", **what, **dates))
    return records


@pytest.fixture(scope="module")
def state() -> tuple[Network, list[Finding], float]:
    records = state_list(1)
    begun = process_time()
    outcome = network(*records)
    findings = [finding for result in results_for_report(outcome) for finding in result.findings]
    return outcome, findings, process_time() - begun


@pytest.mark.timed
def test_it_takes_less_than_fifteen_seconds_of_the_processor(state):
    _, findings, seconds = state
    assert findings
    assert seconds < SECONDS


def city_of(seen: Network, subject: Subject) -> set[str]:
    if subject.kind == "area":
        return {subject.id}
    if subject.kind == "actor":
        return {seen.actors[seen.position[subject.id]].home_area}
    record = seen.record(f"{subject.kind}s", subject.id)
    homes = {seen.actors[seen.position[lead]].home_area for lead in getattr(record, "leads", ())}
    return {*getattr(record, "areas", ())} or homes


def test_each_finding_is_about_one_city(state):
    result, findings, _ = state
    for finding in findings:
        cities = [
            city_of(result, subject)
            for subject in finding.subjects
            if subject.kind in ("area", "actor", "offer", "project")
        ]
        assert len(set().union(*cities)) <= 1, finding.subjects


def test_nothing_is_citywide_without_its_city(state):
    result, findings, _ = state
    words = CardWriter(result, "de", "internal")
    citywide = [finding for finding in findings if finding.message.arguments.get("citywide")]
    assert citywide
    for finding in citywide:
        card = words.card(finding)
        assert not card.what.startswith("Stadtweit")
        assert "Stadt c" in card.what


def test_many_cities_have_findings_not_only_the_first(state):
    result, findings, _ = state
    cities = {city for finding in findings for subject in finding.subjects for city in city_of(result, subject)}
    assert len(cities) > CITIES / 2


def test_areas_are_chosen_by_city_and_not_by_file():
    """One city has figures of its districts, one of its boroughs: both are compared within, none is left out."""
    records = [
        *(area(code, kind="city") for code in "XY"),
        *(area(f"x{number}", kind="district", part_of="X") for number in range(1, 5)),
        *(area(f"y{number}", kind="borough", part_of="Y") for number in range(1, 3)),
        area("y3", kind="district", part_of="y1"),
        indicator("u", direction="more_need", target_group="refugees", name="Anteil"),
        *(observation("u", f"x{number}", 10.0 * number, base=5000) for number in range(1, 5)),
        *(observation("u", f"y{number}", 10.0 * number, base=5000) for number in range(1, 3)),
        *(offer(f"s{where}", "A", areas=where, target_groups="refugees", themes="health") for where in ("x1", "y1")),
    ]
    results = {result.analysis: result for result in results_for_report(network(*records))}
    ids = {finding.subjects[0].id for finding in results["coverage"].findings}
    assert "y2" in ids
    assert ids & {"x2", "x3", "x4"}
