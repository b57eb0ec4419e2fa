"""Which cooperations came about and which ended between two days?"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.analysis.actor_measures import actor_measures
from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.errors import InvalidInput, Problem
from app.findings import Measure
from app.network.graph.network import Network
from app.network.graph.pair_changes import PairChanges, pair_changes, present
from app.records.dates import months_later
from app.refusals import said

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Parameters:
    """The earlier of the two days; the later one is the day of the snapshot.

    ``since`` (empty: one year before): set it to the day of the last survey or report.
    """

    since: str = parameter("", "the earlier day, for example 2023-09-01; empty: one year before the later one")


def run(network: Network, parameters: Parameters) -> Answer:
    """The share of pairs that stayed among all pairs of either day (Jaccard), for the network and for each actor."""
    earlier = _earlier(parameters.since, network.as_of)
    changes = pair_changes(network, earlier)
    present_before, present_now = present(network, earlier), present(network, network.as_of)
    actors = {
        "actors_began": int(np.sum(present_now & ~present_before)),
        "actors_ended": int(np.sum(present_before & ~present_now)),
        "actors_stayed": int(np.sum(present_before & present_now)),
    }
    measures = (_whole(changes), *_of_actors(network, changes, present_now))
    return Answer(measures=measures, summary={"since": earlier.isoformat(), **actors})


def _earlier(text: str, as_of: date) -> date:
    if not text:
        return months_later(as_of, -_YEAR)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _refused(said("since_unreadable", day_text=text, day=months_later(as_of, -_YEAR))) from None
    if day >= as_of:
        raise _refused(said("since_too_late", day=day, as_of=as_of))
    return day


def _refused(message: str) -> InvalidInput:
    problem = Problem(code="bad_parameter", message=message, pointer="/since")
    return InvalidInput(said("analysis_not_run", analysis_id="change"), problems=(problem,))


def _whole(changes: PairChanges) -> Measure:
    """With bounds: pairs without a known start may have formed after the earlier day."""
    formed, dissolved, kept = (len(pairs) for pairs in (changes.formed, changes.dissolved, changes.kept))
    changed = formed + dissolved + kept
    if not changed:
        return Measure(subject=None, value=None, reason="no-ties")
    unsure, unsure_kept = len(changes.since_ever), len(np.intersect1d(changes.kept, changes.since_ever))
    fewest = changed - (unsure - unsure_kept)
    parts = {"formed": formed, "dissolved": dissolved, "kept": kept, "start_not_known": unsure}
    return Measure(
        subject=None,
        value=kept / changed,
        low=(kept - unsure_kept) / changed,
        high=kept / fewest if fewest else None,
        parts={name: float(count) for name, count in parts.items()},
    )


def _of_actors(network: Network, changes: PairChanges, present_then: NDArray[np.bool_]) -> tuple[Measure, ...]:
    counts = {name: changes.by_actor(getattr(changes, name))[present_then] for name in ("formed", "dissolved", "kept")}
    changed = sum(counts.values(), np.zeros(len(network.actors)))
    shares = np.divide(counts["kept"], changed, out=np.full(len(changed), np.nan), where=changed > 0)
    return actor_measures(network, shares, "no-partners", counts)


ANALYSIS = Analysis(id="change", version=1, parameters=Parameters, run=run, kind="measures", cost=of_size(2))
