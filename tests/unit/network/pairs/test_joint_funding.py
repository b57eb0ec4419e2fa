"""Grants that hint at joint planning of two offers or projects, and contracts put out to tender."""

import pytest

from app.network.pairs.joint_funding import JointFunding
from app.network.pairs.similar_pairs import similar_pairs
from tests.factories import grant, network, offer, project

SAME = {"areas": "D1", "target_groups": "long_term_unemployed", "themes": "labour_training"}


def hints(*grants, topic="offers"):
    make = offer if topic == "offers" else project
    net = network(make("s1", "A", **SAME), make("s2", "B", **SAME), *grants)
    (pair,) = similar_pairs(net, topic)
    return [hint.id for hint in JointFunding(net).hints(topic, pair)]


def paid(grant_id, *offers, programme="esf", **values):
    return grant(grant_id, programme, offers=offers, **values)


def test_a_grant_that_pays_for_both_is_the_hint():
    assert hints(paid("both", "s1", "s2"), paid("own", "s1")) == ["both"]


def test_else_two_of_the_same_programme_and_amount_are():
    assert hints(paid("g2", "s1", amount_eur=5000.0), paid("g1", "s2", amount_eur=5000.0)) == ["g1", "g2"]


def test_a_joint_grant_is_told_alone():
    alike = paid("g1", "s1", amount_eur=10.0), paid("g2", "s2", amount_eur=10.0)
    assert hints(*alike, paid("both", "s1", "s2")) == ["both"]


@pytest.mark.parametrize(
    "values",
    [
        {"amount_eur": 4999.0},
        {"amount_eur": None},
        {"amount_eur": 5000.0, "programme": "jtf"},
    ],
)
def test_another_amount_or_programme_and_equal_dates_are_no_hint(values):
    dates = {"start": "2024", "end": "2026"}
    assert hints(paid("g1", "s1", amount_eur=5000.0, **dates), paid("g2", "s2", **values, **dates)) == []


def test_two_unknown_amounts_are_not_the_same_amount():
    assert hints(paid("g1", "s1"), paid("g2", "s2")) == []


def test_grants_of_projects_are_those_of_projects():
    of_both = grant("g", "esf", projects=("s1", "s2"))
    assert hints(of_both, topic="projects") == ["g"]
    assert hints(of_both) == []


def test_a_contract_that_pays_for_any_of_them_is_put_out_to_tender():
    net = network(
        paid("c", "s1", kind="contract"), paid("g", "s2"), grant("p", "esf", projects=("s2",), kind="contract")
    )
    funding = JointFunding(net)
    assert funding.under_contract("offers", ["s2", "s1"])
    assert not funding.under_contract("offers", ["s2"])
    assert funding.under_contract("projects", ["s2"])
    assert not funding.under_contract("offers", ["s3"])
