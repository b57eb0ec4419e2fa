"""Do the lines on top of a report say the most important of what stands below?"""

from datetime import date
from pathlib import Path

import pytest

from app.report import html, markdown
from app.report.choice import LISTS
from app.report.compose import compose
from app.usecases.make_report import results_for_report
from app.usecases.read_file import network_of

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
        assert card == next(one for one in shown if one.kind in kinds)


def test_an_audience_reads_no_highlight_that_it_may_not_read_below(network):
    public = report_for("public", network)
    assert {card.key for card in public.highlights} <= {card.key for one in public.sections for card in one.cards}
    assert {card.kind for card in public.highlights} == {"strength"}


@pytest.mark.parametrize("render", [html.render, markdown.render])
def test_highlights_stand_before_the_sections(network, render):
    text = render(report_for("internal", network))
    assert 0 < text.index("Das Wichtigste zuerst") < text.index("Diese Zusammenarbeit funktioniert schon")
