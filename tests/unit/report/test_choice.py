"""Do the lines on top of a report say the most important of what stands below?"""

from datetime import date
from pathlib import Path

import pytest

from app.report.choice import LISTS
from app.report.compose import compose
from app.report.forms import html, markdown
from app.usecases.imports.read_file import network_of
from app.usecases.make_report import results_for_report

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
