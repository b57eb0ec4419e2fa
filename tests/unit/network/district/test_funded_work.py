"""Running grants and the running work they pay for."""

from app.network.district.funded_work import FundedWork
from tests.factories import grant, network, offer, project


def funded(*records):
    return FundedWork(network(*records))


def test_only_grants_that_run_on_the_day():
    runs, over, later = grant("b", "esf"), grant("a", "esf", end="2023"), grant("c", "esf", start="2025")
    assert [entry.id for entry in funded(runs, over, later).grants] == ["b"]


def test_a_grant_pays_for_running_offers_then_projects_each_once():
    paid = grant("g", "esf", offers=("o2", "o1", "o2", "over", "nowhere"), projects=("p", "o1"))
    works = funded(paid, offer("o1", "A"), offer("o2", "A"), offer("over", "A", end="2023"), project("p", "A"))
    assert [(topic, work.id) for topic, work in works.of(paid)] == [
        ("offers", "o2"),
        ("offers", "o1"),
        ("projects", "p"),
    ]


def test_the_grants_of_each_work_sorted():
    works = funded(
        grant("g2", "esf", offers=("o2", "o1")),
        grant("g1", "esf", offers=("o1",)),
        grant("g0", "esf", offers=("o1",), end="2023"),
        offer("o1", "A"),
        offer("o2", "A"),
        offer("free", "A"),
    )
    by_work = {work: [entry.id for entry in grants] for work, grants in works.by_work.items()}
    assert by_work == {("offers", "o1"): ["g1", "g2"], ("offers", "o2"): ["g2"]}
    assert list(by_work) == sorted(by_work)
