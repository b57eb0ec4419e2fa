"""Which figures are kept back too, so that no total gives a hidden one away?"""

from collections.abc import Iterable, Iterator, Mapping

from app.network.disclosure.suppression import Figure, Withheld, figure
from app.records.areas import AreaTree
from app.records.dates import PartialDate
from app.records.statistic import Indicator, Observation


def kept_back(
    indicator: Indicator, observations: Iterable[Observation], areas: AreaTree, threshold: int
) -> frozenset[str]:
    """Ids of observations from which nothing is derived although each of them alone could be told.

    Where the total of a wider area is known, one hidden part is what the others leave of it. So with hidden parts the
    smallest known part of that total is kept back: each hidden one can then be any number below the threshold. The
    choice depends on known numbers alone. Tables of all dates count, since an older one can be asked for.

    Args:
        indicator: the statistic.
        observations: all its records.
        areas: which area lies in which.
        threshold: the smallest number of people that is shown.
    """
    by_day: dict[PartialDate, dict[str, Observation]] = {}
    for one in sorted(observations, key=lambda one: one.id):
        by_day.setdefault(one.ref_date, {})[one.area] = one
    return frozenset(
        table[area].id
        for table in by_day.values()
        for area in _beside_hidden({a: figure(indicator, one, threshold) for a, one in table.items()}, areas)
    )


def _beside_hidden(table: Mapping[str, Figure | Withheld], areas: AreaTree) -> Iterator[str]:
    """Of each total the smallest known part of every kind of area with a hidden one, else of any kind."""
    kinds = {area.id: area.kind for area in areas.areas}
    for parts in _parts(table, areas):
        known = [(kinds.get(area), one.count, area) for area in parts if isinstance(one := table[area], Figure)]
        for hidden in {kinds.get(area) for area in parts if table[area] == "suppressed"}:
            if known:
                yield min((kind != hidden, count, area) for kind, count, area in known)[-1]


def _parts(table: Mapping[str, Figure | Withheld], areas: AreaTree) -> Iterable[list[str]]:
    """Areas by the nearest area around them whose total is known; those without one are in none."""
    found: dict[str, list[str]] = {}
    for area in table:
        whole = next((one for one in areas.ancestors(area) if isinstance(table.get(one), Figure)), None)
        if whole is not None:
            found.setdefault(whole, []).append(area)
    return found.values()
