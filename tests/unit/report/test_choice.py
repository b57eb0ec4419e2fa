"""Do the lines on top of a report say the most important of what stands below?"""

from datetime import date
from pathlib import Path

import pytest

from app.findings import Finding, Message, Subject
from app.report.choice import LISTS, alike
from app.report.compose import compose
from app.report.forms import html, markdown
from app.usecases.imports.read_file import network_of
from app.usecases.make_report import results_for_report
from tests.factories import actor, area, checked, group, offer
from tests.factories import network as network_of_records

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module")
def network():
    return network_of(EXAMPLES / "pio-oberbarmen", as_of=date(2024, 9, 1))[0]


def report_for(audience, network):
    return compose(results_for_report(network), network, title="PiO", lang="de", audience=audience)


def test_the_first_shown_card_of_each_list_is_a_highlight(network):
    report = report_for("internal", network)
    shown = [card for section in report.sections for card in section.cards]
    assert len(report.highlights) == len(LISTS)
    for card, kinds in zip(report.highlights, LISTS.values(), strict=True):
        assert card == next(entry for entry in shown if entry.kind in kinds)


def test_an_audience_reads_no_highlight_that_it_may_not_read_below(network):
    public = report_for("public", network)
    assert {card.key for card in public.highlights} <= {
        card.key for section in public.sections for card in section.cards
    }
    assert {card.kind for card in public.highlights} == {"strength"}


@pytest.mark.parametrize("render", [html.render, markdown.render])
def test_highlights_stand_before_the_sections(network, render):
    text = render(report_for("internal", network))
    assert 0 < text.index("Das Wichtigste zuerst") < text.index("Diese Zusammenarbeit funktioniert schon")


def test_what_ends_first_stands_first_and_each_end_on_one_card():
    """Six works of the example end within a year, of which a section tells five; of its funding area that on money told."""
    marxloh = network_of(EXAMPLES / "campus-marxloh", as_of=date(2024, 9, 1))[0]
    findings = {finding.key: finding for result in results_for_report(marxloh) for finding in result.findings}
    cards = [
        (section.code, findings[card.key])
        for section in report_for("internal", marxloh).sections
        for card in section.cards
    ]
    ends = [finding.message.arguments["end"] for code, finding in cards if code == "deadline"]
    assert len(ends) == 5
    assert ends == sorted(ends)
    of_areas = [(code, finding.analysis) for code, finding in cards if finding.subjects[0].kind == "funding_area"]
    assert of_areas == [("money", "funding-areas")]


def test_a_card_is_headed_by_what_its_analysis_is_about(network):
    """What ends soon is nothing missing; a missing contact point is."""
    report = report_for("internal", network)
    headed = {
        (card.analysis, card.kind): markdown.heading(card, "de") for part in report.sections for card in part.cards
    }
    assert headed["early-warnings", "close"] == "Endet bald"
    assert headed["coverage", "close"] == "Fehlendes angehen"
    assert {name for (_, kind), name in headed.items() if kind == "ask"} == {"Zuerst nachfragen"}


def test_questions_of_one_kind_about_one_group_are_one_card():
    """Six kinds of members are missing, nobody is known who could come: one card tells of all."""
    records = (
        *(area("city", kind="city"), area("N", part_of="city")),
        *(actor(name, kinds="school", active_in="N") for name in "ABC"),
        group("G", "A B C", areas="N", kind="district_conference", name="Runde"),
        checked("members", "G", "working_group"),
    )
    seen = network_of_records(*records)
    results = results_for_report(seen)
    missing = [finding for finding in _findings(results, "missing-kinds") if finding.subjects[0].id == "G"]
    assert [len(findings) for findings in alike(missing)] == [len(missing)]
    assert len(missing) > 1
    report = compose(results, seen, title="Stadt", lang="de", audience="internal")
    cards = [card for section in report.sections for card in section.cards if card.analysis == "missing-kinds"]
    assert [card.subjects[0].id for card in cards] == ["G"]
    assert cards[0].additions[-1].startswith("Außerdem dazu: ")
    full = compose(results, seen, title="Stadt", lang="de", audience="internal", top=None)
    every = [card for section in full.sections for card in section.cards if card.analysis == "missing-kinds"]
    assert len(every) == len(missing), "a report with every card tells each alone"


def _findings(results, analysis):
    return [finding for result in results if result.analysis == analysis for finding in result.findings]


@pytest.mark.parametrize(
    ("card", "arguments", "cards"),
    [
        ("ask", {"candidate": Subject("actor", "A", "A")}, 1),
        ("close", {"candidate": None, "areas": (Subject("area", "N", "N"),)}, 1),
        ("close", {"candidates": (Subject("actor", "A", "A"),)}, 2),
    ],
)
def test_steps_that_name_somebody_stand_alone(card, arguments, cards):
    group_of_both = Subject("working_group", "G", "Runde")
    findings = [
        Finding(
            key=key,
            analysis="missing-kinds",
            subjects=(group_of_both,),
            score=1.0,
            band="clear",
            rests_on="recorded",
            message=Message("nobody", arguments),
            evidence=(),
            card=card,
        )
        for key in ("one", "two")
    ]
    assert len(alike(findings)) == cards


def test_questions_about_pairs_on_one_theme_in_one_place_are_one_card():
    """Three organisations make three pairs; whoever asks on another theme asks apart."""
    shared = {"target_groups": "children", "end": "2024-11-15"}
    seen = network_of_records(
        *(area("city", kind="city"), area("N", part_of="city"), area("S", part_of="city")),
        *(offer(f"s{name}", name, areas="N", themes="sport", **shared) for name in "ABC"),
        *(offer(f"t{name}", name, areas="S", themes="sport", **shared) for name in "DE"),
    )
    results = results_for_report(seen)
    together = alike(_findings(results, "missing-links"))
    assert sorted(len(findings) for findings in together) == [1, 3]
    report = compose(results, seen, title="Stadt", lang="de", audience="internal")
    cards = [card for section in report.sections for card in section.cards if card.analysis == "missing-links"]
    further = {line.removeprefix("Außerdem dazu: ") for card in cards for line in card.additions if " · " in line}
    told = {card.title for card in cards} | {title for line in further for title in line.split(" · ")}
    assert (len(cards), told) == (2, {"A und B", "A und C", "B und C", "D und E"})
