"""The Bericht: a pair once, what is read back counted, sections without a hint in one place."""

from datetime import date
from pathlib import Path

import pytest

from app.report.choice import pair_of
from app.usecases.imports.read_file import network_of
from app.usecases.make_report import AUDIENCES, report_of, results_for_report
from tests.factories import actor, area, checked, network, offer, project, tie

CITIES = ("essener-konsens", "pio-oberbarmen", "campus-marxloh")


@pytest.fixture(scope="module", params=CITIES)
def city(request):
    seen, title = network_of(Path("examples") / request.param, as_of=date(2024, 9, 1))
    return results_for_report(seen), seen, title


def bericht(city, audience="internal", **more):
    results, seen, title = city
    return report_of(results, seen, title=title, lang="de", audience=audience, **more)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_pair_of_organisations_is_told_of_once(city, audience):
    findings = {finding.key: finding for result in city[0] for finding in result.findings}
    cards = [card for section in bericht(city, audience).sections for card in section.cards]
    pairs = [pair for card in cards if (pair := pair_of(findings[card.key], city[1])) is not None]
    assert len(pairs) == len(set(pairs))


def test_every_card_is_shown_when_all_are_asked_for(city):
    whole, usual = bericht(city, top=None), bericht(city)
    shown = {section.code: section for section in whole.sections}
    assert all(section.more == 0 for section in whole.sections)
    for section in usual.sections:
        assert {card.key for card in section.cards} <= {card.key for card in shown[section.code].cards}


def strengths_of(*recorded):
    seen = network(*map(actor, "ABCDEF"), *recorded)
    report = bericht((results_for_report(seen), seen, "Stadt"))
    (section,) = [section for section in report.sections if section.code == "strengths"]
    return section


PROJECTS = (project("p", "A", partners="B"), project("q", "C", partners="D"))


def test_joint_projects_are_counted_beside_what_is_more_than_a_row():
    section = strengths_of(*PROJECTS, tie("E", "F", status="confirmed", strength=4, start="2015"))
    assert len(section.cards) == 1
    assert section.lines == ("Außerdem sind zwei gemeinsame Projekte eingetragen.",)


def test_joint_projects_are_told_where_nothing_else_works_well():
    section = strengths_of(*PROJECTS)
    assert {card.title for card in section.cards} == {"Gemeinsames Projekt „p“", "Gemeinsames Projekt „q“"}
    assert section.lines == ()


def test_sections_without_a_hint_stand_together_with_their_reason():
    seen = network(actor("A"))
    report = bericht((results_for_report(seen), seen, "Stadt"))
    assert [section.code for section in report.sections] == ["empty", "unknown", "method"]
    assert any("Wo Bedarf und Angebot auseinandergehen" in line for line in report.sections[0].lines)


def test_what_runs_is_told_beside_what_is_recorded():
    seen = network(offer("s", "A", end="2020"), offer("t", "A"), project("p", "A", end="2019"))
    facts = {fact.label: fact.value for fact in bericht((results_for_report(seen), seen, "Stadt")).facts}
    assert (facts["Angebote"], facts["Projekte"]) == ("2, davon eines laufend", "1, davon keines laufend")


def test_where_nothing_is_recorded_the_report_does_not_say_that_nothing_was_found():
    seen = network(actor("A"), actor("B"))
    (empty,) = [
        section for section in bericht((results_for_report(seen), seen, "Stadt")).sections if section.code == "empty"
    ]
    (nothing,) = [line for line in empty.lines if "noch nichts eingetragen" in line]
    assert nothing.startswith("Wer sich kennenlernen sollte · ")
    assert "Fördermittel: gemeinsam planen" in nothing
    assert not [line for line in empty.lines if "Unter den eingetragenen" in line]


def test_what_is_not_known_of_an_area_is_one_card():
    present = [actor(f"a{number}", home_area="N") for number in range(3)]
    seen = network(area("city", kind="city"), area("N", part_of="city", name="Nordstadt"), *present)
    results = results_for_report(seen)
    (unknown,) = [section for section in bericht((results, seen, "Stadt")).sections if section.code == "unknown"]
    hints = [finding for result in results for finding in result.findings if finding.rests_on == "not_recorded"]
    about_it = [card for card in unknown.cards if card.title.startswith("Nordstadt")]
    assert len(about_it) == 1
    assert about_it[0].additions[-1].startswith("Außerdem dazu: ")
    assert len(hints) > 1
    assert unknown.more == 0, "all hints stand on the cards that are shown"


def test_the_head_names_the_lists_that_are_confirmed_today():
    """The offers of D1 were complete once; since then somebody said that they are not. Those of D3 will be checked."""
    checks = (
        checked("offers", "D1", checked_on="2023-05", id="former"),
        checked("offers", "D1", checked_on="2024-05", id="newer", complete=False),
        checked("offers", "D2"),
        checked("offers", "D3", checked_on="2024-10-01"),
    )
    seen = network(actor("A"), *(area(name) for name in ("D1", "D2", "D3")), *checks)
    report = bericht((results_for_report(seen), seen, "Stadt"))
    facts = {fact.label: fact.value for fact in report.facts}
    assert facts["Als vollständig bestätigte Listen"] == "Angebote: D2"
