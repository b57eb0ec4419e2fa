"""Prospect: points for how often such ties came about, measured on dated public data."""

import csv
from collections import Counter
from datetime import date
from itertools import combinations

import numpy as np
import pytest
from scipy.stats import rankdata

from app.network.graph.build_network import build_network
from app.network.pairs.tie_likelihood import Prospects, word
from app.records.actor import Actor
from app.records.cooperations import Cooperation
from app.records.offers import Project
from app.records.records import Records
from tests.factories import actor, network, offer, project, tie
from tests.graphs import DATA


def points(net, name_a, name_b):
    at = (np.array([net.position[name_a]]), np.array([net.position[name_b]]))
    return Prospects(net).points(*at)[0]


def joint_projects(who, times):
    return [project(f"{who}{at}", who, name="") for at in range(times)]


@pytest.mark.parametrize(("times", "expected"), [(46, 50), (90, 50), (1, 50 * (np.log(2) / np.log(47)) ** 2)])
def test_half_of_the_points_are_for_as_much_work_as_the_most_active_had(times, expected):
    net = network(*joint_projects("A", times), *joint_projects("B", times))

    assert points(net, "A", "B") == pytest.approx(expected)


def test_being_the_most_active_of_a_small_network_is_not_much():
    """The words were measured on a large one; on a scale of its own every pair of a small one would be likely."""
    assert word(points(network(*joint_projects("A", 3), *joint_projects("B", 3)), "A", "B")) != "often"


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
    ("value", "words"), [(0, "rarely"), (4.9, "rarely"), (5, "sometimes"), (15, "often"), (99, "often")]
)
def test_points_are_said_in_words(value, words):
    assert word(value) == words


def rows(name):
    with (DATA / "nrw-erdf" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PROJECTS = {row["project_id"]: row for row in rows("projects.csv")}
TIES = {
    year: {tuple(row.values()) for row in rows(name)}
    for year, name in ((2011, "train-until-2011.csv"), (2012, "test-after-2011.csv"))
}


def partners(until):
    """Who took part in each project that began by the end of a year."""
    by_name: dict[str, list[str]] = {item: [] for item, row in PROJECTS.items() if int(row["first_year"]) <= until}
    for row in rows("participation.csv"):
        if row["project_id"] in by_name:
            by_name[row["project_id"]].append(row["actor_id"])
    return {entry: sorted(set(actors)) for entry, actors in by_name.items()}


def tied(until):
    """Ties by the end of a year: the same project with 2 to 15 beneficiaries."""
    return {pair for actors in partners(until).values() if len(actors) <= 15 for pair in combinations(actors, 2)}


def split(until, after):
    """Points of all pairs unlinked at the end of a year, and which of them were linked later."""
    before = tied(until)
    records = Records(
        actors=tuple(Actor(id=member, name=member) for member in sorted({item for pair in before for item in pair})),
        projects=tuple(
            Project(id=partner, name=PROJECTS[partner]["title"], partners=tuple(actors))
            for partner, actors in partners(until).items()
        ),
        cooperations=tuple(Cooperation(id="--".join(pair), actor_a=pair[0], actor_b=pair[1]) for pair in before),
    )
    net = build_network(records, date(2011, 12, 31))
    first, triu_indices = np.triu_indices(len(net.actors), 1)
    unlinked = net.adjacency.toarray()[first, triu_indices] == 0
    first, triu_indices = first[unlinked], triu_indices[unlinked]
    later = {tuple(net.position.get(entry, -1) for entry in pair) for pair in after}
    came = np.array([pair in later for pair in zip(first.tolist(), triu_indices.tolist(), strict=True)])
    return Prospects(net).points(first, triu_indices), came


def split_by_counts(until, after):
    """The product of ln(1 + projects) of the same pairs: what counting alone gives, without titles and partners."""
    before = tied(until)
    actors = sorted({actor for pair in before for actor in pair})
    taken_part = Counter(actor for members in partners(until).values() for actor in members)
    logs = np.log1p([taken_part[actor] for actor in actors])
    pairs = [pair for pair in combinations(range(len(actors)), 2) if (actors[pair[0]], actors[pair[1]]) not in before]
    first, second = np.array(pairs).T
    came = np.array([(actors[a], actors[b]) in after for a, b in pairs])
    return logs[first] * logs[second], came


def area_under_curve(values, came):
    ranks, count = rankdata(values), came.sum()
    return (ranks[came].sum() - count * (count + 1) / 2) / (count * (~came).sum())


@pytest.fixture(scope="module")
def scored():
    """The split of the files, on which the way of counting was chosen."""
    return split(2011, TIES[2012])


@pytest.fixture(scope="module", params=[2009, 2010])
def unseen(request):
    """Earlier splits, looked at only after everything was chosen."""
    return split(request.param, tied(2011))


def test_the_data_are_those_of_their_description(scored):
    """95 new ties among 172,723 unlinked pairs: tests/data/nrw-erdf."""
    _, came = scored
    assert (len(came), came.sum()) == (172_723, 95)
    assert tied(2011) == {tuple(sorted(pair)) for pair in TIES[2011]}


def test_pairs_that_came_together_later_have_more_points(scored):
    """Preferential attachment reaches .80 and Adamic-Adar .64 on the same split."""
    assert area_under_curve(*scored) >= 0.87


def test_the_top_of_the_list_is_not_empty(scored):
    """The base rate is .00055."""
    values, came = scored

    assert came[np.argsort(-values, kind="stable")[:50]].mean() >= 0.12


def test_it_holds_in_years_it_was_not_chosen_on(unseen):
    assert area_under_curve(*unseen) >= 0.87


@pytest.mark.parametrize(("until", "points", "counts"), [(2009, 0.90, 0.93), (2010, 0.93, 0.94), (2011, 0.90, 0.84)])
def test_counting_projects_alone_wins_in_the_years_nothing_was_chosen_on(until, points, counts):
    """The numbers of docs/analyses/missing-links.md."""
    after = TIES[2012] if until == 2011 else tied(2011)
    assert round(area_under_curve(*split(until, after)), 2) == points
    assert round(area_under_curve(*split_by_counts(until, after)), 2) == counts


def test_words_mean_the_same_in_networks_of_other_sizes(scored, unseen):
    for values, came in (scored, unseen):
        array = np.array([word(value) for value in values])
        times = {code: came[array == code].mean() / came.mean() for code in ("rarely", "sometimes", "often")}
        assert times["rarely"] < 0.5
        assert 2 < times["sometimes"] < 10
        assert times["often"] > 30


def test_what_begins_today_is_activity():
    begun, later = (network(project("p", "A B", start=start)) for start in ("2024-09-01", "2024-09-02"))
    assert Prospects(begun).points(np.array([0]), np.array([1]))[0] > 0
    assert Prospects(later).points(np.array([0]), np.array([1]))[0] == 0
