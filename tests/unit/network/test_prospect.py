"""Prospect: points for how often such ties came about, measured on dated public data."""

import csv
from datetime import date

import numpy as np
import pytest
from scipy.stats import rankdata

from app.model.actor import Actor
from app.model.cooperation import Cooperation
from app.model.project import Project
from app.model.records import Records
from app.network.network import build_network
from app.network.prospect import Prospects, word
from tests.factories import actor, network, offer, project, tie
from tests.graphs import DATA


def points(net, one, other):
    at = (np.array([net.position[one]]), np.array([net.position[other]]))
    return Prospects(net).points(*at)[0]


def test_half_of_the_points_are_for_the_most_active():
    net = network(*(project(f"p{at}{who}", who, name="") for at in range(3) for who in "AB"))

    assert points(net, "A", "B") == pytest.approx(50)


def test_activity_grows_with_the_logarithm_of_what_was_done():
    net = network(*(project(f"p{at}", "A", name="") for at in range(7)), project("q", "B", name=""))

    assert points(net, "A", "B") == pytest.approx(50 * np.log(2) / np.log(8))


def test_what_has_not_begun_is_no_activity():
    net = network(project("p", "A B", start="2030"), actor("C"))

    assert points(net, "A", "B") == 0


def test_titles_alike_are_worth_a_quarter():
    alike = [offer("s1", "A", name="Sprachkurs"), offer("s2", "B", name="Sprachkurs"), offer("s3", "C", name="Zaunbau")]

    assert points(network(*alike), "A", "B") - points(network(*alike), "A", "C") == pytest.approx(25)


def test_shared_partners_count_less_the_more_partners_they_have():
    net = network(tie("A", "Z"), tie("B", "Z"), tie("C", "Z"), tie("D", "Z"))

    assert points(net, "A", "B") == pytest.approx(25 * 0.5 / 1.5)


def test_either_order_gives_the_same():
    net = network(
        offer("s1", "A", name="Sprachkurs"), offer("s2", "B", name="Kursangebot"), tie("A", "C"), tie("B", "C")
    )

    assert points(net, "A", "B") == points(net, "B", "A")


@pytest.mark.parametrize(
    ("value", "said"), [(0, "rarely"), (4.9, "rarely"), (5, "sometimes"), (15, "often"), (99, "often")]
)
def test_points_are_said_in_words(value, said):
    assert word(value) == said


def rows(name):
    with (DATA / "nrw-erdf" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def scored():
    """Points of all pairs unlinked until 2011, and which of them were linked later."""
    before, after = ([(row["source"], row["target"]) for row in rows(name)] for name in (
        "train-until-2011.csv", "test-after-2011.csv"))  # fmt: skip
    partners: dict[str, list[str]] = {}
    for row in rows("participation.csv"):
        partners.setdefault(row["project_id"], []).append(row["actor_id"])
    records = Records(
        actors=tuple(Actor(id=one, name=one) for one in sorted({one for pair in before for one in pair})),
        projects=tuple(
            Project(id=row["project_id"], name=row["title"], partners=tuple(partners.get(row["project_id"], ())))
            for row in rows("projects.csv")
        ),
        cooperations=tuple(Cooperation(id="--".join(pair), actor_a=pair[0], actor_b=pair[1]) for pair in before),
    )
    net = build_network(records, date(2011, 12, 31))
    one, other = np.triu_indices(len(net.actors), 1)
    unlinked = net.adjacency.toarray()[one, other] == 0
    one, other = one[unlinked], other[unlinked]
    later = {tuple(sorted((net.position[a], net.position[b]))) for a, b in after}
    came = np.array([pair in later for pair in zip(one.tolist(), other.tolist(), strict=True)])
    return Prospects(net).points(one, other), came


def test_the_data_are_those_of_their_description(scored):
    """95 new ties among 172,723 unlinked pairs: tests/data/nrw-erdf."""
    _, came = scored
    assert (len(came), came.sum()) == (172_723, 95)


def test_pairs_that_came_together_later_have_more_points(scored):
    """Preferential attachment reaches .80 and Adamic-Adar .64 on the same split."""
    values, came = scored

    ranks = rankdata(values)
    area_under_curve = (ranks[came].sum() - came.sum() * (came.sum() + 1) / 2) / (came.sum() * (~came).sum())
    assert area_under_curve >= 0.87


def test_the_top_of_the_list_is_not_empty(scored):
    """The base rate is .00055."""
    values, came = scored

    assert came[np.argsort(-values, kind="stable")[:50]].mean() >= 0.12


def test_words_stand_for_how_often_ties_came_about(scored):
    values, came = scored

    rates = {said: came[[word(value) == said for value in values]].mean() for said in ("rarely", "sometimes", "often")}
    assert rates["rarely"] < came.mean() < rates["sometimes"] < rates["often"]
    assert rates["often"] > 30 * came.mean()
