"""The head of a section: what it is about, and of an empty one why: nothing recorded, not confirmed, or nothing found."""

import pytest

from app.report.cards import CardWriter
from app.report.introductions import introduction
from app.report.texts import texts
from app.usecases.make_report import make_report
from tests.factories import actor, area, checked, grant, group, network, offer, programme, project

AREA = area("D1")
TEXTS = texts("common", "de")


def empty(code: str, *records) -> str:
    return introduction(code, CardWriter(network(*records), "de", "internal"), (), listed=False, withheld=False)


@pytest.mark.parametrize("code", ["deadline", "roles", "examples", "supply", "similar"])
def test_a_section_about_what_nobody_recorded_does_not_say_that_nothing_was_found(code):
    recorded = (AREA, offer("o", "A"), project("p", "A"), group("g", "A"))
    assert empty(code, *recorded) == TEXTS["unrecorded"][code]


def test_a_section_looks_through_what_is_recorded():
    money = (programme("esf"), grant("f", "esf", "A"))
    assert empty("deadline", AREA, *money) == TEXTS["nothing"]["deadline"]
    assert empty("deadline", AREA, actor("A", mediator=True)) == TEXTS["nothing"]["deadline"]
    assert empty("roles", AREA, project("p", "A B")) == TEXTS["nothing"]["roles"]


@pytest.mark.parametrize(
    ("code", "of_another", "own"),
    [
        ("table", checked("offers", "D1"), checked("members", "g", "working_group")),
        ("mediation", checked("offers", "D1"), checked("mediators", "D1")),
    ],
)
def test_only_the_list_a_section_is_about_confirms_it(code, of_another, own):
    recorded = (AREA, group("g", "A", areas="D1"))
    assert empty(code, *recorded, of_another) == TEXTS["unconfirmed"][code]
    assert empty(code, *recorded, own) == TEXTS["nothing"][code]


def test_a_section_whose_pairs_stand_elsewhere_says_so():
    """The only question about the role model is about the pair that the section before has told of."""
    seen = network(AREA, project("p", "A B", role_model="stated", areas="D1"))
    report = make_report(seen, title="T", lang="de", audience="internal")
    (nothing,) = (section for section in report.sections if section.code == "empty")
    (line,) = (line for line in nothing.lines if "Was sich übertragen lässt" in line)
    assert line.endswith(TEXTS["page"]["told_elsewhere"])
