"""Cooperations that follow from the answers of some waves and tell nobody's answer."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from app.network.graph.survey_answers import answered_ties
from app.network.graph.ties import Ties
from app.records.actor_merge import same_tie
from app.records.cooperations import KINDS, STATUSES, Cooperation, TieReport, Wave
from app.records.ids import made_id
from app.records.records import Records


def aggregated(records: Records, waves: Collection[str], as_of: date) -> Records:
    """The cooperations and waves to be written when the single answers of some waves are deleted.

    What those answers say that newer ones do not becomes a cooperation of basis ``survey`` without a word of who said
    what; one that is recorded already becomes what both say together. A wave with a list of names counts as one without
    from then on: nothing follows from a name that was left out, since the answers beside it are gone.
    """
    remaining_reports = tuple(report for report in records.tie_reports if report.wave not in waves)
    without_list = tuple(
        replace(wave, mode="recall") for wave in records.waves if wave.id in waves and wave.mode == "roster"
    )
    open_waves = tuple(wave for wave in records.waves if wave.id not in waves)
    newer = set(_cooperations(records, open_waves, remaining_reports, as_of))
    stored = {(tie.actor_a, tie.actor_b, tie.kind): tie for tie in records.cooperations}
    written = set()
    for tie in _cooperations(records, records.waves, records.tie_reports, as_of):
        if tie not in newer:
            known = stored.get((tie.actor_a, tie.actor_b, tie.kind))
            written.add(tie if known is None else replace(same_tie(known, tie), id=known.id))
    cooperations = sorted(written.difference(records.cooperations), key=lambda tie: tie.id)
    return Records(cooperations=tuple(cooperations), waves=without_list)


def _cooperations(
    records: Records, waves: Collection[Wave], reports: tuple[TieReport, ...], as_of: date
) -> Iterator[Cooperation]:
    actors = sorted(actor.id for actor in records.actors)
    ties, _ = answered_ties(waves, reports, as_of, {actor: at for at, actor in enumerate(actors)})
    return (_cooperation(ties, number, actors) for number in range(len(ties)))


def _cooperation(ties: Ties, number: int, actors: list[str]) -> Cooperation:
    actor_a, actor_b = actors[int(ties.a[number])], actors[int(ties.b[number])]
    kind = KINDS[int(ties.kind[number])]
    record_id = made_id("cooperations", {"actor_a": actor_a, "actor_b": actor_b, "kind": kind})
    assert record_id is not None
    return Cooperation(
        id=record_id,
        actor_a=actor_a,
        actor_b=actor_b,
        kind=kind,
        status=STATUSES[int(ties.status[number])],
        basis="survey",
        strength=int(ties.strength[number]) or None,
    )
