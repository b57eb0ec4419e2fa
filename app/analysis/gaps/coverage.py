"""Where do people live for whom no offer is recorded, or clearly fewer than elsewhere?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.errors import InvalidInput
from app.findings import (
    Argument,
    Audience,
    Code,
    Finding,
    Measure,
    Message,
    NotLookedAt,
    finding_key,
    in_order,
)
from app.network.disclosure.suppression import RAISED, Raised
from app.network.district.combined_need import combined_need
from app.network.district.coverage_gaps import Gap, GapSearch, Rules
from app.network.district.inventory import Inventory
from app.network.district.need import Needs
from app.network.district.presence import Presence
from app.network.district.service_cells import Cells
from app.network.district.supply import Pair, Supplies
from app.network.district.transferable_offers import TransferableOffers
from app.network.graph.network import Network
from app.records.vocabulary import vocabulary

_CANDIDATES = 3
_NEARBY = 5
_WEIGHTS = {"goal": 0.3, "need": 0.6, "no_offer": 0.1}


@dataclass(frozen=True, slots=True)
class Parameters:
    """What decides."""

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
    """Cells of comparable areas without offers or with few, and the combined need of these areas as measures."""
    whole = network.view(Needs, parameters.suppression_threshold)
    cities = [_City(network, parameters, needs.city) for needs in whole.by_city]
    findings = in_order(_finding(city, gap) for city in cities for gap in city.gaps)
    return Answer(
        findings=findings,
        measures=tuple(_measures(network, parameters)),
        summary={
            "areas": len(whole.areas),
            "pairs": len({pair for city in cities for pair in city.pairs}),
            "clear": sum(one.band == "clear" for one in findings),
            "possible": sum(one.band == "possible" for one in findings),
        },
        not_looked_at=tuple(_not_looked_at(whole, cities)),
    )


@dataclass(frozen=True)
class _City:
    network: Network
    parameters: Parameters
    city: str | None

    @property
    def supplies(self) -> Supplies:
        return self.network.view(Supplies, self.parameters.suppression_threshold, self.city)

    @property
    def needs(self) -> Needs:
        return self.supplies.needs

    @cached_property
    def transfer(self) -> TransferableOffers:
        return TransferableOffers(self.supplies, self.network.view(Presence))

    @cached_property
    def search(self) -> GapSearch:
        rules = Rules(self.parameters.few, self.parameters.confidence)
        return GapSearch(self.needs, self.supplies, self.network.view(Inventory), rules)

    @property
    def gaps(self) -> Iterator[Gap]:
        for pair in self.pairs:
            yield from self.search.gaps(pair, goal=pair in self.goals)

    @cached_property
    def goals(self) -> frozenset[Pair]:
        return frozenset(map(_goal, self.parameters.goals))

    @cached_property
    def usual(self) -> frozenset[Pair]:
        """Pairs found in enough areas to expect them in others."""
        least = self.parameters.usual_share * len(self.needs.areas)
        return frozenset(pair for pair in self.supplies.pairs if len(self.supplies.areas_with(pair)) >= max(1, least))

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Goals, and usual pairs of groups whose need is measured."""
        return tuple(sorted(self.goals | {pair for pair in self.usual if pair[0] in self.needs.primary}))


def _goal(text: str) -> Pair:
    group, _, theme = text.strip().partition("/")
    for name, code in (("target_group", group), ("theme", theme)):
        if code not in vocabulary(name).terms:
            raise InvalidInput(
                f"coverage: the goal {text!r} names no {name}", hint="write target_group/theme, as in unemployed/sport"
            )
    return group, theme


def _finding(city: _City, gap: Gap) -> Finding:
    contributions = _contributions(gap)
    return Finding(
        key=finding_key("coverage", [gap.cell.area], f"{gap.cell.target_group}/{gap.cell.theme}"),
        analysis="coverage",
        subjects=(city.network.subject("areas", gap.cell.area),),
        score=round(sum(contributions.values()), 9),
        band="clear" if gap.clear else "possible",
        rests_on="recorded" if gap.check else "not_recorded",
        message=Message(_code(gap), _arguments(city, gap)),
        evidence=tuple(city.network.evidence(topic, one) for topic, one in _evidence(city, gap)),
        contributions=contributions,
        unknowns=tuple(_unknowns(gap, _months_apart(city, gap))),
        audience=_audience(gap),
        card="close" if gap.check else "ask",
    )


def _contributions(gap: Gap) -> Mapping[str, float]:
    """The need adds the part of the other areas that have less; one that is not known adds nothing, whatever it is."""
    above = gap.level.above / gap.level.others if gap.level is not None and gap.level.others else 0.0
    parts = {"goal": float(gap.goal), "need": above, "no_offer": float(not gap.supply.offers)}
    return {name: round(_WEIGHTS[name] * part, 9) for name, part in parts.items()}


def _code(gap: Gap) -> str:
    if gap.supply.offers:
        return "few" if gap.check else "few_unchecked"
    if gap.check is None:
        return "none_unchecked"
    return "none" if gap.level is not None else "none_need_unknown"


def _arguments(city: _City, gap: Gap) -> Mapping[str, Argument]:
    subject, transfer, presence = city.network.subject, city.transfer, city.network.view(Presence)
    area = gap.cell.area
    near, place = next(transfer.provided_nearby(gap.cell), None), presence.place(area)
    return {
        "area": subject("areas", area),
        "group": Code("target_group", gap.cell.target_group),
        "theme": Code("theme", gap.cell.theme),
        "goal": gap.goal,
        "offers": len(gap.supply.offers),
        "wider": len(gap.supply.wider),
        "partial": tuple(subject("offers", one) for one in gap.supply.partial),
        "checked": gap.check.checked_on.last if gap.check else None,
        "candidates": tuple(subject("actors", one) for one in transfer.candidates(gap.cell)[:_CANDIDATES]),
        "near_area": subject("areas", near.area) if near else None,
        "near_offer": subject("offers", near.offer) if near else None,
        "near_providers": tuple(subject("actors", one) for one in near.providers) if near else (),
        "place": subject("places", place.id) if place else None,
        "mediator": next(
            (subject("actors", one.id) for one in presence.mediators(area) if presence.lasts(one.id)), None
        ),
        "working_group": next((subject("working_groups", one.id) for one in presence.groups(area)), None),
        "months_apart": _months_apart(city, gap),
        **_need_arguments(city, gap),
    }


def _need_arguments(city: _City, gap: Gap) -> Mapping[str, Argument]:
    """What may be said about need; of one that is not known only that it is not, and whether it is withheld."""
    told, level = gap.known_need, gap.level
    return {
        "above": level.above if level else None,
        "others": level.others if level else None,
        "upper_half": level.upper_half if level else None,
        "by_share": city.needs.compared_by_share(gap.cell.target_group) if level else None,
        "indicator": told.indicator.name if told else None,
        "source": told.indicator.source_note if told else None,
        "day": told.day if told else None,
        "suppressed": gap.need is not None and gap.need.withheld == "suppressed",
    }


def _months_apart(city: _City, gap: Gap) -> int | None:
    """Months between the statistics and the list of offers where they are too many; None: they are not."""
    need = gap.known_need.day if gap.known_need else None
    offers = gap.check.checked_on.last if gap.check else city.network.as_of
    if need is None:
        return None
    months = abs(12 * (offers.year - need.year) + offers.month - need.month)
    return months if months > city.parameters.months_apart else None


def _evidence(city: _City, gap: Gap) -> Iterator[tuple[str, str]]:
    """Topics and ids: the statistic, the check, the offers that count, those that fit in part, those near."""
    if gap.known_need is not None and gap.known_need.observation is not None:
        yield "observations", gap.known_need.observation.id
    if gap.check is not None:
        yield "inventory_checks", gap.check.id
    near = (offer for _, offer in city.transfer.nearby(gap.cell)[:_NEARBY])
    for offer in dict.fromkeys((*gap.supply.offers, *gap.supply.partial, *near)):
        yield "offers", offer


def _unknowns(gap: Gap, months_apart: int | None) -> Iterator[str]:
    if gap.check is None:
        yield "list_not_confirmed"
    if gap.level is None:
        yield "need_suppressed" if gap.need and gap.need.withheld == "suppressed" else "need_not_recorded"
    if gap.supply.partial:
        yield "offers_that_fit_in_part"
    if months_apart is not None:
        yield "need_and_supply_apart"


def _audience(gap: Gap) -> Audience:
    """Statistics that may not be passed on stay inside; whether a value is known makes no difference."""
    if gap.need is not None and not gap.need.indicator.may_be_passed_on:
        return "internal"
    return "partners"


def _measures(network: Network, parameters: Parameters) -> Iterator[Measure]:
    combined = network.view(combined_need, parameters.suppression_threshold)
    for area, one in combined.items():
        subject = network.subject("areas", area)
        parts = one.parts if one.rank is None else {"rank": float(one.rank), **one.parts}
        yield Measure(subject=subject, value=one.score, reason=one.withheld, low=one.low, high=one.high, parts=parts)


def _not_looked_at(whole: Needs, cities: Sequence[_City]) -> Iterator[NotLookedAt]:
    yield from (one for one in whole.network.view(Cells).unplaced if one.code.startswith("offers_"))
    yield NotLookedAt("observations_without_base", len(whole.without_base), whole.without_base)
    groups = tuple(sorted({group for city in cities for group, _ in city.usual} - whole.primary.keys()))
    yield NotLookedAt("groups_without_indicator", len(groups), groups)


ANALYSIS = Analysis(
    id="coverage",
    version=3,
    parameters=Parameters,
    run=run,
    needs=("observations",),
    section="supply",
    on_statistics=True,
    cost=of_size(35),
)
