"""Hints on similar pairs: what is said of a pair, and of a card whose pairs are not all of one state."""

import pytest

from app.network.graph.network import Network
from app.network.pairs.offer_hints import HintCard, OfferHint, cards_of, offer_hints
from app.network.pairs.similar_pairs import similar_pairs
from app.records.records import Record
from tests.factories import area, network, offer, tie

SAME = {"areas": "D1", "target_groups": "refugees", "themes": "labour_training", "start": "2024", "end": "2026"}


def hints(*further: Record, actors: str = "ABC") -> tuple[Network, list[OfferHint]]:
    result = network(area("D1"), *(offer(f"s{actor}", actor, **SAME) for actor in actors), *further)
    return result, list(offer_hints(result, {"offers": similar_pairs(result, "offers")}, 0.75))


def card(*further: Record, actors: str = "ABC") -> HintCard:
    result, of_pairs = hints(*further, actors=actors)
    pairs = {"offers": similar_pairs(result, "offers")}
    cards = {entry.group.ids: entry for entry in cards_of(result, of_pairs, pairs).values()}
    (only,) = cards.values()
    return only


@pytest.mark.parametrize(
    ("known", "code", "state", "band"),
    [
        ({"status": "denied"}, "not_coordinated", "not_coordinated", "clear"),
        ({"status": "denied", "basis": "stated"}, "not_coordinated", "judged", "clear"),
        ({"status": "one_sided"}, "one_sided", "one_sided", "possible"),
        ({"status": "contradicted"}, "contradicted", "contradicted", "possible"),
        ({"status": "stated"}, "closeness_unknown", "closeness_unknown", "possible"),
    ],
)
def test_what_is_said_of_a_pair_follows_from_what_is_known_of_it(known, code, state, band):
    _, (hint,) = hints(tie("A", "B", **known), actors="AB")
    assert (hint.code, hint.state, hint.band) == (code, state, band)


def test_coordinated_pairs_give_no_hint():
    assert hints(tie("A", "B", status="confirmed", strength=4), actors="AB")[1] == []


@pytest.mark.parametrize(
    ("known", "code"),
    [((), "coordination_unknown"), (({"status": "denied"},), "mixed"), (({"status": "one_sided"},), "mixed_open")],
)
def test_a_card_says_what_is_true_of_all_of_its_pairs(known, code):
    result = card(*(tie("A", "B", **values) for values in known))
    assert result.code == code
    assert len(result.hints) == 3


def test_a_card_of_several_states_tells_them_with_a_no_first():
    states = card(tie("A", "B", status="denied"), tie("A", "C", status="one_sided")).states
    assert list(states) == ["not_coordinated", "one_sided", "coordination_unknown"]
    assert [hint.pair.ids for hint in states["not_coordinated"]] == [("sA", "sB")]


def test_a_card_on_which_two_of_three_coordinate_is_not_told_as_if_none_did():
    of_three = card(tie("A", "B", status="confirmed", strength=4))
    assert of_three.code == "mixed_open"
    assert [pair.ids for pair in of_three.coordinated] == [("sA", "sB")]
    assert of_three.all_alike
