"""Are the few cards for the next meeting the right ones, and is none of the others lost?"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.findings import Finding, Message, Subject
from app.report.choice import LISTS, varied
from app.report.next_steps import TOP, next_steps, section_of
from app.usecases.imports.read_file import network_of
from app.usecases.make_report import results_for_report

EXAMPLE = Path(__file__).parents[3] / "examples/essener-konsens"


def finding(key: str, *actors: str, score: float = 1.0) -> Finding:
    return Finding(
        key=key,
        analysis="missing-links",
        subjects=tuple(Subject("actor", actor, actor) for actor in actors),
        score=score,
        band="clear",
        rests_on="unknown",
        message=Message("ask"),
        evidence=(),
    )


@pytest.fixture(scope="module")
def example():
    network, _title = network_of(EXAMPLE, as_of=date(2024, 9, 1))
    return network, results_for_report(network)


def test_lists_stand_in_order_and_are_short(example):
    network, results = example
    lists = next_steps(results, network, "de")
    assert [member.code for member in lists] == list(LISTS)
    assert all(len(item.cards) <= TOP for item in lists)
    assert all(card.kind in LISTS[entry.code] for entry in lists for card in entry.cards)


def test_no_card_is_lost(example):
    network, results = example
    for next_step in next_steps(results, network, "de"):
        findings = [
            finding for result in results for finding in result.findings if finding.card in LISTS[next_step.code]
        ]
        clusters = {finding.cluster or finding.key for finding in findings}
        assert next_step.size == len(clusters)


def test_the_order_of_results_does_not_matter(example):
    network, results = example
    assert next_steps(reversed(results), network, "de") == next_steps(results, network, "de")


def test_one_actor_does_not_fill_a_list_where_there_are_others():
    findings = [finding("1", "A", "B"), finding("2", "A", "C"), finding("3", "D", "E"), finding("4", "F")]
    assert [entry.key for entry in varied(findings)[:3]] == ["1", "3", "4"]


def test_one_actor_fills_a_list_where_there_is_nobody_else():
    findings = [finding("1", "A", "B"), finding("2", "A", "C"), finding("3", "D")]
    assert [entry.key for entry in varied(findings)[:3]] == ["1", "3", "2"]


def test_what_is_not_recorded_stands_in_the_last_section():
    assert section_of(finding("1")) == "links"
    assert section_of(replace(finding("1"), rests_on="not_recorded")) == "unknown"


def test_a_weak_finding_is_not_brought_forward_for_a_new_name():
    findings = [finding("1", "A", "B"), finding("2", "A", "C", score=0.8), finding("3", "D", "E", score=0.1)]
    assert [entry.key for entry in varied(findings)] == ["1", "2", "3"]


def test_a_weak_clear_finding_comes_after_a_strong_possible_one():
    weak, strong, best = finding("1", "A", score=0.1), finding("2", "B", score=0.9), finding("3", "C")
    assert [entry.key for entry in varied([weak, replace(strong, band="possible"), best])] == ["3", "2", "1"]
