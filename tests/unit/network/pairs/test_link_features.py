"""Raw terms of missing links: what two actors share, counted."""

from math import log, sqrt

import numpy as np
import pytest

from app.network.pairs.link_features import TERMS, LinkTerms
from app.network.pairs.shared_work import Complement, SharedWork
from tests.factories import area, grant, group, network, offer, project, tie

CITY = (area("E"), area("D1", part_of="E"), area("D2", part_of="E"))
TRAINING = {"target_groups": "long_term_unemployed", "themes": "labour_training"}


def terms(net, actor_a, actor_b, **options):
    """Terms by name of a pair, or None when it shares nothing."""
    evidence = LinkTerms(net, **options).pairs_that_share()
    ids = [net.actors[at].id for at in evidence.actors_a], [net.actors[at].id for at in evidence.actors_b]
    rows = dict(zip(zip(*ids, strict=True), evidence.terms.tolist(), strict=True))
    return dict(zip(TERMS, rows[actor_a, actor_b], strict=True)) if (actor_a, actor_b) in rows else None


def raw(net, actor_a, actor_b):
    """Terms by name of a pair, whether it shares enough to be one or not."""
    at = [np.array([net.position[who]]) for who in (actor_a, actor_b)]
    return dict(zip(TERMS, LinkTerms(net).of_pairs(*at).terms[0].tolist(), strict=True))


def tasks(*cells):
    """One offer for each letter of a word, all of a word in one area."""
    return [offer(f"{name}{who}", who, areas=name, **TRAINING) for name, word in cells for who in word]


TASK_TOY = tasks(("c1", "ABC"), ("c2", "ABD"), ("c3", "DE"))


@pytest.mark.parametrize(
    ("actor_a", "actor_b", "count"),
    [("A", "B", 2), ("A", "D", 1), ("B", "C", 1), ("B", "D", 1), ("A", "C", 1), ("D", "E", 1)],
)
def test_task_toy_counts_shared_cells(actor_a, actor_b, count):
    """Reference values of the analyses' document; AC and DE are its tied pairs."""
    assert terms(network(*TASK_TOY), actor_a, actor_b, idf=False, normalise=False)["same_task"] == count


@pytest.mark.parametrize(("actor_a", "actor_b"), [("A", "E"), ("B", "E"), ("C", "D"), ("C", "E")])
def test_task_toy_has_no_other_pairs(actor_a, actor_b):
    assert terms(network(*TASK_TOY), actor_a, actor_b) is None


def test_a_shared_cell_counts_more_the_fewer_are_in_it():
    net = network(*TASK_TOY)

    assert terms(net, "A", "B", normalise=False)["same_task"] == pytest.approx(2 * log(1 + 3 / 3))
    assert terms(net, "D", "E", normalise=False)["same_task"] == pytest.approx(log(1 + 3 / 2))


def test_shared_tasks_are_divided_by_how_many_both_have():
    assert terms(network(*TASK_TOY), "D", "E")["same_task"] == pytest.approx(log(1 + 3 / 2) / sqrt(2 * 1))


def test_two_offers_of_one_actor_in_a_cell_count_once():
    twice = [*TASK_TOY, offer("again", "A", areas="c1", **TRAINING)]

    assert terms(network(*twice), "A", "B") == terms(network(*TASK_TOY), "A", "B")


def test_an_offer_for_the_city_meets_one_of_a_district_in_the_district():
    net = network(*CITY, offer("s1", "A", areas="E", **TRAINING), offer("s2", "B", areas="D1", **TRAINING))

    assert terms(net, "A", "B", idf=False, normalise=False)["same_task"] == 1
    assert SharedWork(net).of("A", "B").wider


def test_two_offers_for_the_city_do_not_meet_again_in_a_district():
    city = [offer("s1", "A", areas="E", **TRAINING), offer("s2", "B", areas="E", **TRAINING)]
    net = network(*CITY, *city, offer("s3", "C", areas="D1", **TRAINING))

    assert terms(net, "A", "B", idf=False, normalise=False)["same_task"] == 1


def test_other_themes_for_the_same_people_complement_each_other():
    net = network(
        offer("s1", "A", areas="D1", target_groups="young_people", themes="education_talent"),
        offer("s2", "B", areas="D1", target_groups="young_people", themes="health"),
        offer("s3", "C", areas="D1", target_groups="young_people", themes="health education_talent"),
    )

    assert terms(net, "A", "B")["complementary"] == 1
    assert terms(net, "A", "C")["complementary"] == 0
    assert SharedWork(net).of("A", "B").complements == (
        Complement(("D1", "young_people"), ("education_talent",), ("health",)),
    )


def test_an_offer_for_the_city_complements_one_of_a_district():
    net = network(
        *CITY,
        offer("s1", "A", areas="E", target_groups="young_people", themes="education_talent"),
        offer("s2", "B", areas="D1", target_groups="young_people", themes="health"),
    )

    assert terms(net, "A", "B")["complementary"] == 1
    assert raw(net, "B", "A") == raw(net, "A", "B")


def test_shared_partners_count_by_how_many_partners_they_have():
    """Resource allocation: Z has 3 partners, Y has 2."""
    ties = [tie(first, name) for first, name in ("AZ", "BZ", "CZ", "AY", "BY")]
    net = network(*ties, group("g", "A B"))

    assert raw(net, "A", "B")["shared_partners"] == pytest.approx(1 / 3 + 1 / 2)


def test_shared_groups_count_less_the_more_members_they_have():
    net = network(group("g1", "A B C"), group("g2", "A B"), group("old", "A B", end="2020"))

    assert raw(net, "A", "B")["shared_groups"] == pytest.approx(1 / 2 + 1)


def test_whoever_chairs_a_group_is_in_it():
    assert raw(network(group("g", "B", chairs="A")), "A", "B")["shared_groups"] == 1


def test_programmes_of_running_grants_are_counted():
    grants = [grant("g1", "esf", "A"), grant("g2", "esf", "B"), grant("g3", "erdf", "A B", end="2020")]

    assert raw(network(*grants), "A", "B")["shared_programmes"] == 1


def test_a_shared_programme_makes_no_pair():
    assert terms(network(grant("g1", "esf", "A"), grant("g2", "esf", "B")), "A", "B") is None


def crowd(members):
    return "A B " + " ".join(f"M{number:02}" for number in range(members - 2))


@pytest.mark.parametrize(("members", "pair"), [(2, False), (12, False), (13, True)])
def test_members_of_a_small_group_know_each_other(members, pair):
    assert (terms(network(group("g", crowd(members))), "A", "B") is not None) == pair


def test_nor_does_a_large_group_introduce_them_to_each_other():
    assert terms(network(group("g", "A B"), group("conference", crowd(20))), "A", "B") is None


def test_in_a_small_group_a_shared_cell_makes_a_pair_and_shared_people_do_not():
    same = {"areas": "D1", "target_groups": "young_people"}
    sport, health = offer("s1", "A", themes="sport", **same), offer("s2", "B", themes="health", **same)
    both = offer("s2", "B", themes="sport", **same)

    assert terms(network(sport, health), "A", "B") is not None
    assert terms(network(sport, health, group("g", "A B")), "A", "B") is None
    assert terms(network(sport, both, group("g", "A B")), "A", "B") is not None


def test_all_residents_are_no_common_people():
    everybody = {"areas": "D1", "target_groups": "residents"}
    sport, health = offer("s1", "A", themes="sport", **everybody), offer("s2", "B", themes="health", **everybody)

    assert terms(network(sport, health), "A", "B") is None
    assert terms(network(sport, offer("s2", "B", themes="sport", **everybody)), "A", "B") is not None


def test_an_alliance_of_many_is_no_common_task_of_two_of_them():
    """Of nine nothing is said about two, and in its sentence "both work on the same" would be this one project."""
    nine, here = " ".join("ABCDEFGHI"), {"areas": "D1", **TRAINING}
    alliance = project("alliance", nine, **here)
    assert terms(network(*CITY, alliance), "A", "B") is None
    assert terms(network(*CITY, project("eight", nine[:-2], **here)), "A", "B") is not None
    assert terms(network(*CITY, offer("event", "", partners=nine, **here)), "A", "B") is not None  # several do it alone

    also = network(*CITY, alliance, offer("a", "A", **here), offer("b", "B", **here))
    assert SharedWork(also).of("A", "B").records == (("offers", "a"), ("offers", "b"))


def test_projects_count_like_offers():
    net = network(project("p", "A", areas="D1", **TRAINING), offer("s", "B", areas="D1", **TRAINING))

    assert terms(net, "A", "B", idf=False, normalise=False)["same_task"] == 1
