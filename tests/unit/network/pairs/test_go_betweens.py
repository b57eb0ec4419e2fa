"""Go-betweens of two actors: the common partner who could introduce them, and the path between them."""

from app.network.pairs.go_betweens import Introductions
from tests.factories import actor, network, tie


def introducer(*ties):
    net = network(*ties, actor("A"), actor("B"))
    result = Introductions(net).introducer(net.position["A"], net.position["B"])
    return None if result is None else net.actors[result].id


def test_the_introducer_has_the_strongest_weaker_tie():
    ties = [tie("A", "X", strength=4), tie("B", "X", strength=1), tie("A", "Y", strength=2), tie("B", "Y", strength=2)]

    assert introducer(*ties) == "Y"


def test_then_the_greater_sum_decides_and_then_the_id():
    even = [tie(first, name, strength=2) for first, name in ("AX", "BX", "AW", "BW")]

    assert introducer(*even) == "W"
    assert introducer(*even, tie("A", "X", strength=3, kind="referral")) == "X"


def test_without_a_common_partner_nobody_introduces():
    assert introducer(tie("A", "X"), tie("Y", "B")) is None


def test_a_denied_tie_introduces_nobody():
    assert introducer(tie("A", "X"), tie("B", "X", status="denied")) is None


def test_the_path_is_a_shortest_one_through_the_smallest_ids():
    net = network(*(tie(first, name) for first, name in ("AX", "XB", "AW", "WB", "AV", "VU", "UB")))

    (path,) = Introductions(net).paths([(net.position["A"], net.position["B"])])
    assert [net.actors[at].id for at in path] == ["A", "W", "B"]


def test_without_a_way_the_path_is_empty():
    net = network(tie("A", "X"), actor("B"))

    assert Introductions(net).paths([(net.position["A"], net.position["B"])]) == [()]


def test_a_strong_tie_does_not_make_up_for_a_weak_one():
    """X is 4 and 1, Y 2 and 2: the weaker of the two ties decides."""
    ties = (tie("A", "X", strength=4), tie("B", "X", strength=1), tie("A", "Y", strength=2), tie("B", "Y", strength=2))
    assert introducer(*ties) == "Y"
