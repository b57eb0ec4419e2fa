"""What the READMEs of the examples promise about pairs appears in the report, and their counts are those of the report."""

import re
from datetime import date
from pathlib import Path

import pytest

from app.analysis.interface import analysis
from app.network.graph.network import Network
from app.usecases.imports.read_file import network_of

EXAMPLES = Path(__file__).parents[2] / "examples"
CITIES = ("essener-konsens", "pio-oberbarmen", "campus-marxloh")
CARDS = {"Bekannt machen": "introduce", "Zusammenarbeit verabreden": "agree", "Zuerst nachfragen": "ask"}


@pytest.fixture(scope="module", params=CITIES)
def city(request) -> tuple[str, Network]:
    result, _ = network_of(EXAMPLES / request.param, as_of=date(2024, 9, 1))
    return (EXAMPLES / request.param / "README.md").read_text("utf-8"), result


def actors_named(text: str, network: Network) -> frozenset[str]:
    """Organisations a text names, by name, or by an id of two digits."""
    flat = " ".join(text.split())
    return frozenset(
        actor.id for actor in network.actors if actor.name in flat or re.search(rf"\b{re.escape(actor.id)}\b", flat)
    )


def promises(readme: str) -> list[tuple[str, str]]:
    """The cards of missing links that are promised, with the part of the sentence that names the two."""
    (part,) = re.findall(r"- \*\*missing-links\*\*:\n(.*?)\n- \*\*", readme, re.DOTALL)
    return re.findall(
        r"  - (Bekannt machen|Zusammenarbeit verabreden|Zuerst nachfragen|Keine Karte): (.*?)(?=\n  - |\Z)",
        part,
        re.DOTALL,
    )


def test_each_promised_card_of_two_appears_and_no_other_is_promised(city):
    readme, result = city
    cards = {
        frozenset(s.id for s in finding.subjects): finding.card
        for finding in analysis("missing-links")(result).findings
    }
    outcome = promises(readme)
    assert {kind for kind, _ in outcome} >= {"Bekannt machen", "Keine Karte"}
    for kind, text in outcome:
        pairs = actors_named(re.split(r"„|:", text)[0], result)
        if kind == "Keine Karte":
            assert not any(pair <= pairs for pair in cards), text
        else:
            assert cards.get(pairs) == CARDS[kind], text


def test_the_story_promises_only_kinds_of_cards_that_there_are(city):
    readme, result = city
    (line,) = re.findall(r"- \*\*Wer sich kennenlernen sollte\*\*: (.*)", readme)
    kinds = {finding.card for finding in analysis("missing-links")(result).findings}
    assert {CARDS[kind] for kind in re.findall(r"„([^“]+)“", line)} <= kinds


def test_the_number_of_unknown_pairs_is_that_of_the_census(city):
    readme, result = city
    summary = analysis("density")(result).summary
    numbers = re.search(r"Von (\d+) Paaren sind (\d+) ohne|(\d+) von (\d+) Paaren sind ohne", readme)
    pairs, unknown = (numbers[1], numbers[2]) if numbers[1] else (numbers[4], numbers[3])
    assert (int(pairs), int(unknown)) == (summary["pairs"], summary["unknown"])
