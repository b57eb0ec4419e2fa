"""Parts of a network to choose from: whatever is offered can be shown."""

from app.pages.shown_part import parts_of
from tests.factories import actor, area, group, network, offer

CITY = network(
    area("north"),
    area("south"),
    *(actor(name, kinds="school", home_area="north") for name in "ABC"),
    actor("D", kinds="bank", home_area="south"),
    offer("oa", "A", areas="north", themes="health", target_groups="young_people"),
    offer("ob", "B", areas="north", themes="health"),
    offer("oc", "C", areas="north", themes="health"),
    offer("od", "D", areas="south", themes="sport"),
    group("large", "A B C"),
    group("small", "A D"),
)


def test_a_part_of_fewer_than_three_organisations_is_not_offered():
    """South holds one, the small group two, sport and young people one each, and there is one bank."""
    scopes = {part.scope for offered in parts_of(CITY, "de") for part in offered.parts}
    assert scopes == {"area=north", "working_group=large", "theme=health", "kind=school"}


def test_a_kind_of_part_without_any_that_is_large_enough_has_no_heading():
    assert len(parts_of(CITY, "de")) == len({"area", "working_group", "theme", "kind"})
    assert parts_of(network(area("north"), actor("A", home_area="north")), "de") == []
