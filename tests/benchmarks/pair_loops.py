"""What would be written at first: a loop over every pair, with sets prepared beforehand. A yardstick and an oracle."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import log, sqrt

from app.network.district.service_cells import Cell, Cells
from app.network.district.taxonomy_similarity import related
from app.network.graph.network import Network
from app.records.areas import AreaTree
from app.records.offers import Offer

PairTerms = Mapping[tuple[int, int], tuple[float, ...]]
"""By pair of positions: the terms for shared tasks, partners, groups and programmes."""


Meets = tuple[tuple[set[str], ...], tuple[set[str], ...]]
"""What an offer names, and what it meets: areas, target groups and themes."""


def similar_offers_by_pairs(prepared: Sequence[Meets], rows: int | None = None) -> set[tuple[int, int]]:
    """Each pair looked at, or those of the first ``rows`` alone."""
    return {
        (first, second)
        for first, (_, near) in enumerate(prepared[:rows])
        for second, (theirs, _) in enumerate(prepared[first + 1 :], first + 1)
        if all(not meeting.isdisjoint(entry) for meeting, entry in zip(near, theirs, strict=True))
    }


def meets(offer: Offer, areas: AreaTree) -> Meets:
    """Sets for :func:`similar_offers_by_pairs`."""
    named = ({*offer.areas}, {*offer.target_groups}, {*offer.themes})
    near_areas = {member for area in offer.areas for member in (area, *areas.ancestors(area), *areas.descendants(area))}
    near_groups = {item for group in offer.target_groups for item in (group, *related("target_group", group))}
    near_themes = {entry for theme in offer.themes for entry in (theme, *related("theme", theme))}
    return named, (near_areas, near_groups, near_themes)


def shared_by_pairs(cells: Cells) -> PairTerms:
    """The terms of each pair that shares a task, a group or a programme."""
    network = cells.network
    active = [{cell: cells.active(cell)[actor.id] for cell in cells.of_actor(actor.id)} for actor in network.actors]
    rarity = {cell: log(1 + len(cells.occupied) / len(cells.active(cell))) for cell in cells.occupied}
    partners = _partners(network)
    groups, per_group = _memberships(
        network, (working_group.actors for working_group in network.records.working_groups)
    )
    programmes, _ = _memberships(network, _recipients(network))
    by_name = {}
    for first, number in combinations(range(len(active)), 2):
        tasks = _tasks(active[first], active[number], rarity)
        in_groups, in_programmes = groups[first] & groups[number], programmes[first] & programmes[number]
        if tasks or in_groups or in_programmes:
            shared_partners = sum(1 / len(partners[at]) for at in partners[first] & partners[number])
            shared_groups = sum(1 / max(per_group[at] - 1, 1) for at in in_groups)
            by_name[first, number] = (tasks, shared_partners, shared_groups, float(len(in_programmes)))
    return by_name


def _tasks(mine: Mapping[Cell, bool], theirs: Mapping[Cell, bool], rarity: Mapping[Cell, float]) -> float:
    """Two that are both active for a wider area only do not meet in its parts."""
    shared = [cell for cell in mine.keys() & theirs.keys() if not (mine[cell] and theirs[cell])]
    return sum(rarity[cell] for cell in shared) / sqrt(len(mine) * len(theirs)) if shared else 0.0


def _partners(network: Network) -> Sequence[set[int]]:
    adjacency = network.adjacency
    spans = zip(adjacency.indptr[:-1].tolist(), adjacency.indptr[1:].tolist(), strict=True)
    return [{*adjacency.indices[start:stop].tolist()} for start, stop in spans]


def _recipients(network: Network) -> Iterable[set[str]]:
    recipients: dict[str, set[str]] = {}
    for grant in network.records.grants:
        recipients.setdefault(grant.programme, set()).update(grant.recipients)
    return recipients.values()


def _memberships(network: Network, lists: Iterable[Iterable[str]]) -> tuple[list[set[int]], list[int]]:
    """For each actor the lists it is in, and the length of each list."""
    of_actor: list[set[int]] = [set() for _ in network.actors]
    sizes = []
    for number, members in enumerate(lists):
        known = {network.position[member] for member in members}
        sizes.append(len(known))
        for at in known:
            of_actor[at].add(number)
    return of_actor, sizes
