"""Which offers and projects do two carry together?"""

import pytest

from app.network.graph.joint_work import LARGEST_JOINT_WORK, joint_work, joint_work_pairs
from tests.factories import actor, network, offer, project


def test_by_pair_with_the_smaller_id_first():
    work = joint_work(network(project("fest", "C", partners=("A",)), offer("course", "A", partners=("C",))))
    assert {pair: [(topic, record.id) for topic, record in works] for pair, works in work.items()} == {
        ("A", "C"): [("offers", "course"), ("projects", "fest")]
    }


@pytest.mark.parametrize(
    "record",
    [
        project("fest", "A", partners=("B",), end="2024-08-31"),
        project("fest", "A", partners=("B",), start="2024-10"),
        project("fest", "A", partners=tuple(f"P{at}" for at in range(LARGEST_JOINT_WORK))),
        offer("item", "", partners=("A", "B")),
        project("alone", "A"),
    ],
    ids=["over", "not begun", "too many", "led by nobody", "alone"],
)
def test_what_tells_nothing_about_two(record):
    assert joint_work(network(record)) == {}


def test_keys_are_those_of_actors_of_the_day():
    net = network(project("fest", "A", partners=("B", "C")), actor("B", end="2023"))
    assert [entry.id for entry in net.actors] == ["A", "C"]
    assert joint_work_pairs(net).tolist() == [1]


def test_an_actor_named_twice_makes_no_pair_with_itself():
    assert joint_work_pairs(network(project("fest", "A", partners=("A", "B")))).tolist() == [1]
    assert joint_work_pairs(network(project("fest", "A A", partners=("B", "B")))).tolist() == [1]
