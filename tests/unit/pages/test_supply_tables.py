"""Are the areas of a large city told page by page, in the order that was asked for?"""

import pytest

from app.network.district.need_and_supply import NeedAndSupply
from app.network.graph.network import Network
from app.pages.frame import Frame
from app.pages.needs.needs_choice import NeedsChoice
from app.pages.needs.supply_tables import ROWS_SHOWN, Table, TableWriter
from tests.factories import actor, area, network, offer

FRAME = Frame(lang="de", entry="needs", other_language="", workspace="w")


@pytest.fixture(scope="module")
def city() -> Network:
    """One area more than fits; the last by name has an offer."""
    areas = [area(f"a{at:02}") for at in range(ROWS_SHOWN + 1)]
    return network(*areas, actor("awo"), offer("o", "awo", areas=areas[-1].id, themes="health"))


def table(city: Network, **asked: object) -> Table:
    choice = NeedsChoice.model_validate(asked)
    return TableWriter(NeedAndSupply(city), FRAME, choice, "de").table("theme")


def test_what_does_not_fit_stands_on_the_next_page(city):
    first, second = table(city), table(city, page=2)
    assert (len(first.rows), first.page, first.pages) == (ROWS_SHOWN, 1, 2)
    assert [row.name for row in second.rows] == [f"a{ROWS_SHOWN}"]
    assert table(city, page=9).page == 2


def test_all_areas_are_sorted_not_those_of_a_page(city):
    assert table(city, sort="-offers").rows[0].name == f"a{ROWS_SHOWN}"
