"""Shared work of two actors: cells, places, groups and programmes, with the records behind them."""

from app.network.pairs.shared_work import Complement, SharedWork
from tests.factories import area, grant, group, network, offer, project

TRAINING = {"target_groups": "long_term_unemployed", "themes": "labour_training"}


def tasks(*cells):
    """One offer for each letter of a word, all of a word in one area."""
    return [offer(f"{name}{who}", who, areas=name, **TRAINING) for name, word in cells for who in word]


TASK_TOY = tasks(("c1", "ABC"), ("c2", "ABD"), ("c3", "DE"))


def test_what_two_share_is_named_with_its_records():
    net = network(*TASK_TOY, group("g", "A B"), grant("g1", "esf", "A"), grant("g2", "esf", "B"))

    shared = SharedWork(net).of("A", "B")
    assert {(source.kind, source.id) for source in shared.evidence} == {
        ("offer", "c1A"),
        ("offer", "c1B"),
        ("offer", "c2A"),
        ("offer", "c2B"),
        ("working_group", "g"),
        ("grant", "g1"),
        ("grant", "g2"),
    }


def test_the_rarest_shared_cell_comes_first():
    net = network(*tasks(("c1", "ABC"), ("c2", "AB")))

    assert [cell.area for cell in SharedWork(net).of("A", "B").cells] == ["c2", "c1"]


def test_work_ends_when_the_first_of_both_has_none_left():
    net = network(
        offer("s1", "A", areas="D1", end="2024-10", **TRAINING),
        offer("s2", "A", areas="D1", end="2024-12-31", **TRAINING),
        offer("s3", "B", areas="D1", **TRAINING),
    )

    assert SharedWork(net).of("A", "B").ends.isoformat() == "2024-12-31"


def test_where_themes_differ_for_the_same_people_two_complement_each_other():
    net = network(
        offer("s1", "A", areas="D1", target_groups="families", themes="sport housing"),
        offer("s2", "B", areas="D1", target_groups="families", themes="housing counselling_debt"),
    )
    shared = SharedWork(net).of("A", "B")
    assert shared.complements == (Complement(("D1", "families"), ("sport",), ("counselling_debt",)),)
    swapped = SharedWork(net).of("B", "A")
    assert swapped.complements == (Complement(("D1", "families"), ("counselling_debt",), ("sport",)),)


def test_nothing_is_shared_by_themes_of_one_actor_alone():
    """B's themes are all A's too: nothing of B complements A."""
    net = network(
        offer("s1", "A", areas="D1", target_groups="families", themes="sport housing"),
        offer("s2", "B", areas="D1", target_groups="families", themes="housing"),
    )
    assert SharedWork(net).of("A", "B").complements == ()


def test_work_for_the_whole_city_meets_that_of_a_district_and_is_marked():
    city = (area("E"), area("D1", part_of="E"))
    district = offer("d", "A", areas="D1", **TRAINING)
    met = SharedWork(network(*city, district, offer("e", "B", areas="E", **TRAINING))).of("A", "B")
    assert ([cell.area for cell in met.cells], met.wider) == (["D1"], True)
    assert met.records == (("offers", "d"), ("offers", "e"))
    beside = SharedWork(network(*city, district, offer("e", "B", areas="D1", **TRAINING))).of("A", "B")
    assert beside.wider is False


def test_only_what_runs_on_the_day_is_shared():
    past = [grant("g1", "esf", "A", end="2023"), grant("g2", "esf", "B"), group("g", "A B", end="2023")]
    shared = SharedWork(network(*past, offer("s1", "A", areas="D1", end="2023", **TRAINING))).of("A", "B")
    assert (shared.programmes, shared.working_groups, shared.records, shared.evidence) == ((), (), (), ())
    assert shared.ends is None


def test_programmes_and_groups_are_sorted_and_those_of_both():
    net = network(
        *(grant(f"{who}{code}", code, who) for who in "AB" for code in ("zzz", "esf")),
        grant("own", "only_a", "A"),
        group("g2", "A B"),
        group("g1", "B", chairs=("A",)),
    )
    shared = SharedWork(net).of("A", "B")
    assert (shared.programmes, shared.working_groups) == (("esf", "zzz"), ("g1", "g2"))


def test_the_last_day_is_that_of_the_actor_who_ends_first():
    def works(end_a, end_b):
        return SharedWork(
            network(
                offer("s1", "A", areas="D1", end=end_a, **TRAINING),
                project("p", "B", areas="D1", end=end_b, **TRAINING),
            )
        ).of("A", "B")

    assert works("2025-03", "2024-12").ends.isoformat() == "2024-12-31"
    assert works(None, "2024-12").ends.isoformat() == "2024-12-31"
    assert works(None, None).ends is None
