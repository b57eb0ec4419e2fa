"""Coverage gaps: what is few."""

import pytest

from app.network.district.coverage_gaps import GapSearch, Rules
from app.network.district.inventory import Inventory
from app.network.district.need import Needs
from app.network.district.supply import Supplies
from tests.factories import network


@pytest.mark.parametrize(
    ("amount", "expected", "few"),
    [
        (1.0, 20.0, True),
        (10.0, 20.0, False),  # exactly half of what is expected
        (20.0, 20.0, False),  # exactly what is expected
        (1.0, 4.0, False),  # a quarter, but it may be chance
        (1.0, None, False),  # nobody knows what to expect
    ],
)
def test_few_is_less_than_half_of_what_is_expected_and_no_chance(amount, expected, few):
    net = network()
    search = GapSearch(Needs(net), Supplies(net), Inventory(net), Rules(few=0.5, confidence=0.95))
    assert search._few(amount, expected) is few
