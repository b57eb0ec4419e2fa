"""Comparable areas: areas of one kind side by side, none of which lies in another."""

from collections.abc import Collection, Mapping, Sequence

from app.network.district.cities import Cities
from app.network.graph.network import Network
from app.records.areas import Area, AreaTree

_WHOLE = ("city", "region")


def comparable_areas(network: Network) -> tuple[str, ...]:
    """Areas side by side, none of which lies in another, sorted; chosen for each city of its own.

    With statistics about areas of a city: its areas of the kind that most of these are about (of two equally frequent
    kinds the smaller areas), also those without a value. Without: those that contain no area.
    """
    cities = network.view(Cities)
    by_city: dict[str, list[Area]] = {}
    for area in network.records.areas:
        by_city.setdefault((cities.of_area(area.id) or "") if cities.several else "", []).append(area)
    dated = {
        observation.area for observation in network.records.observations if observation.ref_date.first <= network.as_of
    }
    tree = network.area_tree
    return tuple(sorted(area for areas in by_city.values() for area in _of_city(areas, dated, tree)))


def _of_city(areas: Sequence[Area], dated: Collection[str], tree: AreaTree) -> tuple[str, ...]:
    kinds = {area.id: area.kind for area in areas}
    observed = sorted(kinds.keys() & dated)
    if not observed:
        return tuple(area for area in kinds if not tree.descendants(area))
    kind = kinds[max(observed, key=lambda area: _usual(area, observed, kinds, tree))]
    with_value = [area for area in observed if kinds[area] == kind]
    without_value = [area for area in kinds if kinds[area] == kind and area not in dated]
    return _side_by_side(with_value, without_value, tree)


def quarters(network: Network) -> tuple[str, ...]:
    """Comparable areas that are less than a city: where people of a neighbourhood could meet. Sorted."""
    whole = {area.id for area in network.records.areas if area.kind in _WHOLE}
    return tuple(area for area in network.view(comparable_areas) if area not in whole)


def _usual(area: str, observed: Sequence[str], kinds: Mapping[str, str | None], tree: AreaTree) -> tuple[int, int, str]:
    """Order of an area: how common its kind is among those with a value, then how deep it lies."""
    return sum(kinds[observed_area] == kinds[area] for observed_area in observed), len(tree.ancestors(area)), area


def _side_by_side(with_value: Sequence[str], without_value: Sequence[str], tree: AreaTree) -> tuple[str, ...]:
    """The smallest areas with a value, and the largest areas without a value that overlap none of them."""
    areas = {area for area in with_value if not set(tree.descendants(area)) & set(with_value)}
    for area in sorted(without_value, key=lambda candidate: (len(tree.ancestors(candidate)), candidate)):
        if areas.isdisjoint((*tree.ancestors(area), *tree.descendants(area))):
            areas.add(area)
    return tuple(sorted(areas))
