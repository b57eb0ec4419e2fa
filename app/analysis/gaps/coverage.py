"""Coverage gaps: areas, target groups and themes with no or few offers, and the combined need of areas.

Where do people live for whom no offer is recorded, or clearly fewer than elsewhere?
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.errors import InvalidInput
from app.findings import Argument, Audience, Code, Finding, Measure, Message, NotLookedAt, finding_key, in_order
from app.network.disclosure.suppression import RAISED, Raised
from app.network.district.combined_need import combined_need
from app.network.district.coverage_gaps import Gap, GapSearch, Rules
from app.network.district.inventory import Inventory
from app.network.district.need import Needs
from app.network.district.presence import Presence
from app.network.district.service_cells import Cell, Cells
from app.network.district.supply import Pair, Supplies
from app.network.district.transferable_offers import TransferableOffers
from app.network.graph.network import Network
from app.records.schema import Topic
from app.records.vocabulary import vocabulary
from app.refusals import said

_CANDIDATES = 3
_NEARBY = 5
_WEIGHTS = {"goal": 0.3, "need": 0.6, "no_offer": 0.1}


@dataclass(frozen=True, slots=True)
class Parameters:
    """Offers that areas should have, and when there are few of them.

    ``suppression_threshold`` (``source``: as the statistic says): higher where local rules protect larger groups.
    ``usual_share`` (0.2): lower to compare rarer pairs of target group and theme too. ``goals`` (none): pairs that
    every area should have, whether usual or not. ``few`` (0.5): lower to hear only of greater gaps. ``confidence``
    (0.95): higher to let chance explain more gaps. ``months_apart`` (24): lower where the population changes quickly.
    """

    suppression_threshold: Raised = parameter(
        "source", "fewest people from whom anything is derived: as the statistic says, or more", choices=RAISED
    )
    usual_share: float = parameter(
        0.2, "part of the areas in which a target group and a theme occur together to be compared", low=0.0, high=1.0
    )
    goals: tuple[str, ...] = parameter(
        (), "offers every area should have, as target_group/theme, for example unemployed/labour_training"
    )
    few: float = parameter(0.5, "part of the expected number of offers below which there are few", low=0.0, high=1.0)
    confidence: float = parameter(0.95, "certainty with which few offers are no chance", low=0.5, high=0.999)
    months_apart: int = parameter(24, "months between statistics and offers from which to warn", low=1, high=240)


def run(network: Network, parameters: Parameters) -> Answer:
    """Cells of comparable areas with no or few offers as findings, the combined need of these areas as measures."""
    needs = network.view(Needs, parameters.suppression_threshold)
    searches = [CoverageSearch(network, parameters, needs_of_city.city) for needs_of_city in needs.by_city]
    findings = in_order(_finding(search, gap) for search in searches for gap in search.gaps)
    return Answer(
        findings=findings,
        measures=tuple(_need_measures(network, parameters)),
        summary={
            "areas": len(needs.areas),
            "pairs": len({pair for search in searches for pair in search.pairs}),
            "clear": sum(finding.band == "clear" for finding in findings),
            "possible": sum(finding.band == "possible" for finding in findings),
        },
        not_looked_at=tuple(_not_looked_at(needs, searches)),
    )


@dataclass(frozen=True)
class CoverageSearch:
    """Search for the coverage gaps of a city; ``city`` is None where the file holds a single city."""

    network: Network
    parameters: Parameters
    city: str | None

    @property
    def supplies(self) -> Supplies:
        """Offers of the city by area, target group and theme."""
        return self.network.view(Supplies, self.parameters.suppression_threshold, self.city)

    @property
    def needs(self) -> Needs:
        """Needs of the areas of the city."""
        return self.supplies.needs

    @cached_property
    def transfer(self) -> TransferableOffers:
        """Offers of other areas that could be transferred."""
        return TransferableOffers(self.supplies, self.network.view(Presence))

    @cached_property
    def gap_search(self) -> GapSearch:
        """Rules for a gap, applied to needs and supplies."""
        rules = Rules(self.parameters.few, self.parameters.confidence)
        return GapSearch(self.needs, self.supplies, self.network.view(Inventory), rules)

    @property
    def gaps(self) -> Iterator[Gap]:
        """Gaps of all pairs, pair by pair; a list confirmed before the last offer ended does not say what holds since."""
        for pair in self.pairs:
            for gap in self.gap_search.gaps(pair, goal=pair in self.goals):
                yield replace(gap, check=None) if self.checked_before(gap.cell) else gap

    def checked_before(self, cell: Cell) -> date | None:
        """The day on which the list of a cell without offers was confirmed, before its last offer ended; else None."""
        ended = self.transfer.ended(cell) if not self.supplies.of(cell).offers else None
        inventory = self.network.view(Inventory)
        check = inventory.confirmed("offers", "area", cell.area, cell.theme) if ended else None
        if check is None or ended is None or not any(inventory.ended_since(check, (ended,))):
            return None
        return check.checked_on.last

    @cached_property
    def goals(self) -> frozenset[Pair]:
        """Pairs of target group and theme that every area should have."""
        return frozenset(map(_goal, self.parameters.goals))

    @cached_property
    def usual(self) -> frozenset[Pair]:
        """Pairs that enough areas have to expect them in all areas."""
        least = self.parameters.usual_share * len(self.needs.areas)
        return frozenset(pair for pair in self.supplies.pairs if len(self.supplies.areas_with(pair)) >= max(1, least))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Goals, and usual pairs of groups whose need is measured."""
        return tuple(sorted(self.goals | {pair for pair in self.usual if pair[0] in self.needs.primary}))


def _goal(text: str) -> Pair:
    """Target group and theme of a goal written as ``target_group/theme``."""
    group, _, theme = text.strip().partition("/")
    for name, code in (("target_group", group), ("theme", theme)):
        if code not in vocabulary(name).terms:
            raise InvalidInput(
                said("coverage_goal_unknown", goal=f"{text!r}", list_name=name), hint=said("write_coverage_goal")
            )
    return group, theme


def _finding(search: CoverageSearch, gap: Gap) -> Finding:
    contributions = _contributions(gap)
    return Finding(
        key=finding_key("coverage", [gap.cell.area], f"{gap.cell.target_group}/{gap.cell.theme}"),
        analysis="coverage",
        subjects=(search.network.subject("areas", gap.cell.area),),
        score=round(sum(contributions.values()), 9),
        band="clear" if gap.clear else "possible",
        rests_on="recorded" if gap.check else "not_recorded",
        message=Message(_code(gap), _arguments(search, gap)),
        evidence=tuple(search.network.evidence(topic, record) for topic, record in _evidence(search, gap)),
        contributions=contributions,
        unknowns=tuple(_unknowns(gap, _months_apart(search, gap))),
        audience=_audience(gap),
        card="close" if gap.check else "ask",
    )


def _contributions(gap: Gap) -> Mapping[str, float]:
    """Parts of the score; known need adds the share of the other areas that have less, unknown need adds nothing."""
    above = gap.level.above / gap.level.compared if gap.level is not None and gap.level.compared else 0.0
    parts = {"goal": float(gap.goal), "need": above, "no_offer": float(not gap.supply.offers)}
    return {name: round(_WEIGHTS[name] * part, 9) for name, part in parts.items()}


def _code(gap: Gap) -> str:
    """Message code of a gap."""
    if gap.supply.offers:
        return "few" if gap.check else "few_unchecked"
    if gap.check is None:
        return "none_unchecked"
    return "none" if gap.level is not None else "none_need_unknown"


def _arguments(search: CoverageSearch, gap: Gap) -> Mapping[str, Argument]:
    subject, transfer, presence = search.network.subject, search.transfer, search.network.view(Presence)
    area = gap.cell.area
    near, place = next(transfer.provided_nearby(gap.cell), None), presence.place(area)
    ended = transfer.ended(gap.cell) if not gap.supply.offers else None
    return {
        "area": subject("areas", area),
        "group": Code("target_group", gap.cell.target_group),
        "theme": Code("theme", gap.cell.theme),
        "goal": gap.goal,
        "offers": len(gap.supply.offers),
        "wider": len(gap.supply.wider),
        "partial": tuple(subject("offers", offer) for offer in gap.supply.partial),
        "checked": gap.check.checked_on.last if gap.check else None,
        "checked_before": search.checked_before(gap.cell),
        "candidates": tuple(subject("actors", actor) for actor in transfer.candidates(gap.cell, _CANDIDATES)),
        "near_area": subject("areas", near.area) if near else None,
        "near_offer": subject("offers", near.offer) if near else None,
        "near_providers": tuple(subject("actors", actor) for actor in near.providers) if near else (),
        "place": subject("places", place.id) if place else None,
        "place_open": place is not None and place.open_to_others == "yes",
        "ended_offer": subject("offers", ended.id) if ended else None,
        "ended_on": ended.end.last if ended and ended.end else None,
        "mediator": next((subject("actors", actor.id) for actor in presence.lasting(presence.mediators(area))), None),
        "working_group": next((subject("working_groups", group.id) for group in presence.lasting_groups(area)), None),
        "months_apart": _months_apart(search, gap),
        **_need_arguments(search, gap),
    }


def _need_arguments(search: CoverageSearch, gap: Gap) -> Mapping[str, Argument]:
    """Arguments about need; an unknown need gives None everywhere, and whether its value is suppressed."""
    need, level = gap.known_need, gap.level
    return {
        "above": level.above if level else None,
        "others": level.compared if level else None,
        "upper_half": level.upper_half if level else None,
        "by_share": search.needs.compared_by_share(gap.cell.target_group) if level else None,
        "indicator": need.indicator.name if need else None,
        "source": need.indicator.source_note if need else None,
        "day": need.day if need else None,
        "suppressed": gap.need is not None and gap.need.withheld == "suppressed",
    }


def _months_apart(search: CoverageSearch, gap: Gap) -> int | None:
    """Months between the statistics and the list of offers; None where they are few enough."""
    need_day = gap.known_need.day if gap.known_need else None
    offers_day = gap.check.checked_on.last if gap.check else search.network.as_of
    if need_day is None:
        return None
    months = abs(12 * (offers_day.year - need_day.year) + offers_day.month - need_day.month)
    return months if months > search.parameters.months_apart else None


def _evidence(search: CoverageSearch, gap: Gap) -> Iterator[tuple[Topic, str]]:
    """Topics and ids of the statistic, the check, the offers that count or fit in part, and the offers nearby."""
    if gap.known_need is not None and gap.known_need.observation is not None:
        yield "observations", gap.known_need.observation.id
    if gap.check is not None:
        yield "inventory_checks", gap.check.id
    nearby = (offer for _, offer in search.transfer.nearby(gap.cell)[:_NEARBY])
    ended = search.transfer.ended(gap.cell) if not gap.supply.offers else None
    for offer in dict.fromkeys((*([ended.id] if ended else []), *gap.supply.offers, *gap.supply.partial, *nearby)):
        yield "offers", offer


def _unknowns(gap: Gap, months_apart: int | None) -> Iterator[str]:
    """Codes of what is open about a gap."""
    if gap.check is None:
        yield "list_not_confirmed"
    if gap.level is None:
        yield "need_suppressed" if gap.need and gap.need.withheld == "suppressed" else "need_not_recorded"
    if gap.supply.partial:
        yield "offers_that_fit_in_part"
    if months_apart is not None:
        yield "need_and_supply_apart"


def _audience(gap: Gap) -> Audience:
    """Audience of a gap: internal where its statistic may not be passed on, whether its value is known or not."""
    if gap.need is not None and not gap.need.indicator.may_be_passed_on:
        return "internal"
    return "partners"


def _need_measures(network: Network, parameters: Parameters) -> Iterator[Measure]:
    """Combined need of every area, with its rank and its parts."""
    combined = network.view(combined_need, parameters.suppression_threshold)
    for area, need in combined.items():
        subject = network.subject("areas", area)
        parts = need.parts if need.rank is None else {"rank": float(need.rank), **need.parts}
        yield Measure(
            subject=subject, value=need.score, reason=need.withheld, low=need.low, high=need.high, parts=parts
        )


def _not_looked_at(needs: Needs, searches: Sequence[CoverageSearch]) -> Iterator[NotLookedAt]:
    """Offers without a place, observations without a base, and usual groups without an indicator of need."""
    yield from (unplaced for unplaced in needs.network.view(Cells).unplaced if unplaced.code.startswith("offers_"))
    yield NotLookedAt("observations_without_base", len(needs.without_base), needs.without_base)
    groups = tuple(sorted({group for search in searches for group, _ in search.usual} - needs.primary.keys()))
    yield NotLookedAt("groups_without_indicator", len(groups), groups)


ANALYSIS = Analysis(
    id="coverage",
    version=5,
    parameters=Parameters,
    run=run,
    needs=("observations",),
    section="supply",
    on_statistics=True,
    cost=of_size(6),
)
