"""What depends on one organisation alone?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from statistics import median

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Code, Evidence, Finding, Message, NotLookedAt, RestsOn, finding_key, in_order
from app.network.disclosure.suppression import RAISED, Raised
from app.network.district.inventory import Inventory
from app.network.district.need import Needs
from app.network.district.presence import Presence
from app.network.district.service_cells import Cell
from app.network.graph.dyad_census import dyad_census
from app.network.graph.network import Network
from app.network.graph.single_links import SingleLink, SingleLinks
from app.records.sources import InventoryCheck
from app.records.vocabulary import vocabulary

ID = "failure-points"
_SCORES = {"mediator": 0.5, "provider": 0.4, "link": 0.3, "bridge": 0.3}
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Parameters:
    """What decides."""

    areas: int = parameter(2, "areas from which a sole mediator is told", low=1, high=50)
    answers: float = parameter(0.7, "share of known pairs from which a link is sure", low=0.0, high=1.0)
    smallest: int = parameter(3, "actors cut off from which a link is told", low=1, high=100)
    at_most: int = parameter(20, "most links told, those that cut off most first", low=1, high=100_000)
    suppression_threshold: Raised = parameter(
        "source", "fewest people from whom anything is derived: as the statistic says, or more", choices=RAISED
    )


def run(network: Network, parameters: Parameters) -> Answer:
    """Sole mediators of several areas, sole providers where need is high, and what alone holds others together."""
    city = _City(network, parameters)
    findings = in_order((*city.mediators(), *city.providers(), *city.links()))
    codes = [one.message.code.removesuffix("_unsure") for one in findings]
    return Answer(
        findings=findings,
        summary={**{code: codes.count(code) for code in _SCORES}, "known_pairs": city.known_share},
        not_looked_at=(NotLookedAt("cells_without_complete_list", len(city.unchecked)),),
    )


@dataclass(frozen=True)
class _City:
    network: Network
    parameters: Parameters

    @property
    def presence(self) -> Presence:
        return self.network.view(Presence)

    @property
    def known_share(self) -> float:
        return 1 - self.network.view(dyad_census).counts.unknown_share

    def mediators(self) -> Iterator[Finding]:
        for actor, areas in self.presence.alone_in.items():
            if len(areas) >= self.parameters.areas:
                yield self._mediator(actor, areas)

    def _mediator(self, actor: str, areas: Sequence[str]) -> Finding:
        there = {one.id for area in areas for one in self.presence.actors_within(area)}
        arguments: dict[str, Argument] = {
            "area": tuple(self.network.subject("areas", one) for one in areas),
            "actors": len(there - {actor}),
            "until": self._end(actor),
        }
        inventory = self.network.view(Inventory)
        checks = [check for one in areas if (check := inventory.confirmed("mediators", "area", one))]
        evidence = [self.network.evidence("areas", one, "mediated_by") for one in areas]
        evidence += dict.fromkeys(self.network.evidence("inventory_checks", one.id) for one in checks)
        size = {"size": len(areas) / 100}
        found = self._finding("mediator", (actor,), "", size, arguments, tuple(evidence), "recorded")
        return found if len(checks) == len(areas) else _asked(found, "not_recorded", "list_not_confirmed")

    def _end(self, actor: str) -> date | None:
        end = self.network.actors[self.network.position[actor]].end
        return end.last if end is not None else None

    @property
    def _needs(self) -> Needs:
        return self.network.view(Needs, self.parameters.suppression_threshold)

    @cached_property
    def _sole(self) -> Mapping[Cell, str]:
        """Cells of high need with one active actor, by whom."""
        cells = self.presence.cells
        found = {cell: list(cells.active(cell)) for cell in cells.occupied}
        return {cell: some[0] for cell, some in found.items() if len(some) == 1 and self._high_need(cell)}

    def _high_need(self, cell: Cell) -> bool:
        """Whether the need there is known and at or above the median of areas with known need."""
        levels = self._needs.around(cell.area).levels(cell.target_group)
        return cell.area in levels and levels[cell.area] >= median(levels.values())

    @cached_property
    def _checks(self) -> Mapping[Cell, InventoryCheck]:
        inventory = self.network.view(Inventory)
        found = {cell: inventory.confirmed("offers", "area", cell.area, cell.theme) for cell in self._sole}
        return {cell: check for cell, check in found.items() if check is not None}

    @cached_property
    def unchecked(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self._sole if cell not in self._checks)

    def providers(self) -> Iterator[Finding]:
        for cell, check in self._checks.items():
            yield self._provider(cell, self._sole[cell], check)

    def _provider(self, cell: Cell, actor: str, check: InventoryCheck) -> Finding:
        works = sorted({(one.topic, one.record) for one in self.presence.cells.records_of(actor, cell)})
        need = self._needs.of_group(cell.target_group, cell.area)
        arguments: dict[str, Argument] = {
            "area": self.network.subject("areas", cell.area),
            "group": Code("target_group", cell.target_group),
            "theme": Code("theme", cell.theme),
            "works": tuple(self.network.subject(*one) for one in works),
            "checked": check.checked_on.last,
            "candidates": tuple(self.network.subject("actors", one) for one in self._stand_ins(cell, actor)),
        }
        evidence = [self.network.evidence(*one) for one in works]
        evidence.append(self.network.evidence("inventory_checks", check.id))
        if need is not None and need.observation is not None:
            evidence.append(self.network.evidence("observations", need.observation.id))
        size = {"size": 1 / 100}
        return self._finding("provider", (actor,), "/".join(cell), size, arguments, tuple(evidence), "recorded")

    def _stand_ins(self, cell: Cell, actor: str) -> list[str]:
        """Some others with an offer or a project on the theme, a wider or a narrower one; first those of the area."""
        terms = vocabulary("theme")
        themes = {cell.theme, *terms.ancestors(cell.theme), *terms.children(cell.theme)} & terms.terms.keys()
        there = {one.id for one in self.presence.actors_within(cell.area)}
        running = (record for _, record in self.presence.cells.running if not themes.isdisjoint(record.themes))
        fit = {one for record in running for one in record.actors} & self.network.position.keys() - {actor}
        return sorted(fit, key=lambda one: (one not in there, one))[:_MOST_NAMED]

    def links(self) -> Iterator[Finding]:
        """A link that nobody recorded would make these superfluous: they are sure only where enough is known.

        Elsewhere only those are asked about whose own cooperations are documented.
        """
        links, sure = SingleLinks(self.network, self.parameters.smallest), self.known_share >= self.parameters.answers
        told = sorted((one for one in links.all if sure or one.documented), key=lambda one: (-one.cut_off, one.ends))
        for link in told[: self.parameters.at_most]:
            yield self._link(link, links.effect(link), sure=sure)

    def _link(self, link: SingleLink, effect: float, *, sure: bool) -> Finding:
        actors = tuple(self.network.actors[at].id for at in link.ends)
        code = "link" if len(actors) == 1 else "bridge"
        evidence = [self.network.evidence("actors", one) for one in actors]
        evidence += [self.network.tie_evidence(one) for one in self.network.ties_between(*actors)] if actors[1:] else []
        arguments: dict[str, Argument] = {
            "other": self.network.subject("actors", actors[-1]),
            "cut_off": link.cut_off,
            "known": int(100 * self.known_share),
            "effect": effect,
        }
        parts = {"effect": max(0.0, effect)}
        found = self._finding(code, actors, "", parts, arguments, tuple(evidence), "recorded")
        return found if sure else _asked(found, "unknown", "other_links")

    def _finding(
        self,
        code: str,
        actors: tuple[str, ...],
        discriminator: str,
        weight: Mapping[str, float],
        arguments: Mapping[str, Argument],
        evidence: tuple[Evidence, ...],
        rests_on: RestsOn,
    ) -> Finding:
        parts = {code: _SCORES[code], **weight}
        subjects = tuple(self.network.subject("actors", one) for one in actors)
        return Finding(
            key=finding_key(ID, actors, f"{code} {discriminator}"),
            analysis=ID,
            subjects=subjects,
            score=round(sum(parts.values()), 9),
            band="clear",
            rests_on=rests_on,
            message=Message(code, {"actor": subjects[0], **arguments}),
            evidence=evidence,
            contributions=parts,
            audience="internal",
            card="close",
        )


def _asked(found: Finding, rests_on: RestsOn, unknown: str) -> Finding:
    """A finding as a question, since there may be others nobody recorded."""
    message = Message(f"{found.message.code}_unsure", found.message.arguments)
    return replace(found, band="possible", rests_on=rests_on, message=message, unknowns=(unknown,), card="ask")


ANALYSIS = Analysis(
    id=ID,
    version=3,
    parameters=Parameters,
    run=run,
    section="risk",
    audience="internal",
    on_statistics=True,
    cost=of_size(20),
)
