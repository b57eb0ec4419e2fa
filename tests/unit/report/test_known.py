"""Does a report say how much is known, and does it tell the public nothing of a survey?"""

import pytest

from app.findings import Audience
from app.network.graph.network import Network
from app.report.compose import compose
from tests.factories import actor, checked, network, observation, report, wave

SURVEYED = network(
    wave("old", "A B", name="Netz 2022", date="2022", answered_by="A B"),
    wave("new", "A B C D", name="Netz 2024", date="2024-06", answered_by="A"),
    report("new", "A", "B", 3),
    observation("unemployed", "D1", 20.0, ref_date="2021"),
    observation("unemployed", "D2", 20.0, ref_date="2023-12-31"),
    checked("offers", "D1"),
)


def lines(net: Network, lang: str = "de", audience: Audience = "partners") -> tuple[str, ...]:
    made = compose((), net, title="Netz", lang=lang, audience=audience)
    (unknown,) = [section for section in made.sections if section.code == "unknown"]
    return unknown.lines


def header(net: Network, audience: Audience) -> dict[str, str]:
    made = compose((), net, title="Netz", lang="de", audience=audience)
    return {fact.label: fact.value for fact in made.facts}


def test_what_is_open_is_said_in_german():
    """Of six pairs AB alone is told: whom A left out has not answered; the limit is 2023-03-01."""
    assert lines(SURVEYED, audience="internal") == (
        "Netz 2024: Von vier Gefragten stehen die Antworten von drei Einrichtungen noch aus.",
        "Bei fünf von sechs Paaren der erfassten Einrichtungen ist nicht bekannt, ob sie zusammenarbeiten; das heißt nicht nein.",
        "Einer von zwei Werten von Kennzahlen ist älter als 18 Monate.",
        "Eine von zwei Befragungen liegt länger als 18 Monate zurück.",
    )


def test_how_many_pairs_are_known_is_for_the_coordinator():
    """A yes is a tie: known pairs less ties would tell of the no."""
    result = "zu 1 von 6 möglichen Paaren; bei 5 wissen wir nicht, ob sie zusammenarbeiten"
    assert header(SURVEYED, "internal")["Auskunft zur Zusammenarbeit"] == result
    assert "Auskunft zur Zusammenarbeit" not in header(SURVEYED, "partners")
    assert not [line for line in lines(SURVEYED) if "Paaren" in line]


def test_what_is_open_is_said_in_english():
    assert lines(SURVEYED, "en")[0] == "Netz 2024: of four asked, three organisations have not answered yet."


def test_what_everybody_answered_leaves_nothing_open():
    assert lines(network(wave("w", "A B", answered_by="A B"), actor("A"))) == ()


@pytest.mark.parametrize("audience", ["internal", "partners"])
def test_the_header_tells_the_newest_survey(audience):
    assert header(SURVEYED, audience)["Antworten"] == "1 von 4 Gefragten (Netz 2024)"
    assert "Antworten" not in header(network(actor("A")), audience)


def test_the_public_reads_nothing_of_it():
    assert lines(SURVEYED, audience="public") == ()
    assert "Antworten" not in header(SURVEYED, "public")


def pairs_line(net: Network, lang: str) -> str:
    return next(line for line in lines(net, lang, "internal") if "nicht nein" in line or "not mean no" in line)


def test_what_is_known_of_no_pair_is_said_without_arithmetic():
    """Of two organisations there is one pair, of four there are six; nothing is said about any."""
    assert pairs_line(network(*map(actor, "AB")), "de") == (
        "Ob die beiden erfassten Einrichtungen zusammenarbeiten, ist nicht bekannt; das heißt nicht nein."
    )
    assert pairs_line(network(*map(actor, "ABCD")), "de") == (
        "Von keinem der sechs Paare erfasster Einrichtungen ist bekannt, ob sie zusammenarbeiten; das heißt nicht nein."
    )
    assert pairs_line(network(*map(actor, "ABCD")), "en").startswith("For none of the six pairs of recorded")
    header_of_four = header(network(*map(actor, "ABCD")), "internal")
    assert header_of_four["Auskunft zur Zusammenarbeit"] == "zu keinem von 6 möglichen Paaren"
    assert "Auskunft zur Zusammenarbeit" not in header(network(actor("A")), "internal")
