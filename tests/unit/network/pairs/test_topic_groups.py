"""Groups of similar pairs: one for a topic in a place, each pair in exactly one."""

from app.network.pairs.similar_pairs import similar_pairs
from app.network.pairs.topic_groups import topic_groups
from app.records.offers import Offer
from tests.factories import area, network, offer

BASE = {"target_groups": "refugees", "start": "2024", "end": "2026"}


def groups(*offers: Offer) -> list[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    """Ids, areas and themes of each group."""
    result = network(*(area(code) for code in ("D1", "D2")), *offers)
    return [
        (topic_group.ids, topic_group.areas, topic_group.themes)
        for topic_group in topic_groups(result, similar_pairs(result, "offers"))
    ]


def test_a_pair_goes_where_most_others_are():
    """s and t share both districts; u is in D2 alone, so all three meet there."""
    two = {"areas": "D1 D2", "themes": "health"}
    result = groups(
        offer("s", "A", **BASE, **two),
        offer("t", "B", **BASE, **two),
        offer("u", "C", areas="D2", themes="health", **BASE),
    )
    assert result == [(("s", "t", "u"), ("D2",), ("health",))]


def test_pairs_of_one_place_that_have_nothing_to_do_with_each_other_are_two_groups():
    for_others = BASE | {"target_groups": "families"}
    here = {"areas": "D1", "themes": "health"}
    result = groups(
        *(offer(key, key, **BASE, **here) for key in "ab"), *(offer(key, key, **for_others, **here) for key in "cd")
    )
    assert [ids for ids, _, _ in result] == [("a", "b"), ("c", "d")]


def test_a_group_hangs_together_where_not_all_are_alike():
    spans = {"s": ("2023", "2025-03"), "t": ("2024", "2026"), "u": ("2025-02", "2028")}
    offers = [
        offer(key, key, areas="D1", themes="health", target_groups="refugees", start=start, end=end)
        for key, (start, end) in spans.items()
    ]
    result = network(area("D1"), *offers)
    (outcome,) = topic_groups(result, similar_pairs(result, "offers"))
    assert [pair.ids for pair in outcome.pairs] == [("s", "t"), ("t", "u")]
    assert f"{outcome.until}" == "2025-03-31"


def test_nothing_similar_is_no_group():
    assert groups(offer("s", "A", areas="D1", themes="health", **BASE)) == []
