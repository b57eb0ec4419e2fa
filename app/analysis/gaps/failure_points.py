"""Failure points: mediators, providers and links without a second.

What depends on a single organisation?
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain, islice

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Code, Evidence, Finding, Message, NotLookedAt, RestsOn, finding_key, in_order
from app.network.disclosure.suppression import RAISED, Raised
from app.network.district.cities import Cities
from app.network.district.inventory import Inventory
from app.network.district.need import Needs
from app.network.district.presence import Presence
from app.network.district.service_cells import Cell
from app.network.graph.dyad_census import dyad_census
from app.network.graph.network import Network
from app.network.graph.single_links import SingleLink, SingleLinks
from app.records.offers import Offer, Project
from app.records.sources import InventoryCheck
from app.records.vocabulary import vocabulary

ID = "failure-points"
_SCORES = {"mediator": 0.5, "provider": 0.4, "link": 0.3, "bridge": 0.3}
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Parameters:
    """Sizes from which a dependence is a finding, and when links are sure.

    ``areas`` (2): 1 to hear of mediators of a single area too. ``answers`` (0.7): higher to call fewer links sure.
    ``smallest`` (3): higher in large networks, to hear only of links that cut off many. ``at_most`` (20): more for a
    full list of links. ``suppression_threshold`` (``source``: as the statistic says): higher where local rules protect
    larger groups.
    """

    areas: int = parameter(2, "areas from which a sole mediator is told", low=1, high=50)
    answers: float = parameter(0.7, "share of known pairs from which a link is sure", low=0.0, high=1.0)
    smallest: int = parameter(3, "actors cut off from which a link is told", low=1, high=100)
    at_most: int = parameter(20, "most links told, those that cut off most first", low=1, high=100_000)
    suppression_threshold: Raised = parameter(
        "source", "fewest people from whom anything is derived: as the statistic says, or more", choices=RAISED
    )


def run(network: Network, parameters: Parameters) -> Answer:
    """Sole mediators of several areas, sole providers where need is high, and actors or ties that alone connect."""
    search = FailurePointSearch(network, parameters)
    findings = in_order((*search.mediators(), *search.providers(), *search.links()))
    codes = [finding.message.code.removesuffix("_unsure") for finding in findings]
    return Answer(
        findings=findings,
        summary={**{code: codes.count(code) for code in _SCORES}, "known_pairs": search.known_share},
        not_looked_at=(NotLookedAt("cells_without_complete_list", len(search.unchecked), search.unchecked_areas),),
    )


@dataclass(frozen=True)
class FailurePointSearch:
    """Search for what depends on a single actor of a network."""

    network: Network
    parameters: Parameters

    @property
    def presence(self) -> Presence:
        """Actors, offers and projects by area."""
        return self.network.view(Presence)

    @property
    def known_share(self) -> float:
        """Share of the pairs of actors of which something is known, from 0 to 1."""
        return 1 - self.network.view(dyad_census).counts.unknown_share

    def mediators(self) -> Iterator[Finding]:
        """Findings about sole mediators of enough areas."""
        for actor, areas in self.presence.alone_in.items():
            if len(areas) >= self.parameters.areas:
                yield self._mediator(actor, areas)

    def _mediator(self, actor: str, areas: Sequence[str]) -> Finding:
        """Finding about a sole mediator; a question where the lists of its areas are not all confirmed."""
        actors = {neighbour.id for area in areas for neighbour in self.presence.actors_within(area)}
        arguments: dict[str, Argument] = {
            "area": tuple(self.network.subject("areas", area) for area in areas),
            "actors": len(actors - {actor}),
            "until": self._end(actor),
        }
        inventory = self.network.view(Inventory)
        checks = [check for area in areas if (check := inventory.confirmed("mediators", "area", area))]
        evidence = [self.network.evidence("areas", area, "mediated_by") for area in areas]
        evidence += dict.fromkeys(self.network.evidence("inventory_checks", check.id) for check in checks)
        size = {"size": len(areas) / 100}
        finding = self._finding("mediator", (actor,), "", size, arguments, tuple(evidence), "recorded")
        return finding if len(checks) == len(areas) else _as_question(finding, "not_recorded", "list_not_confirmed")

    def _end(self, actor: str) -> date | None:
        """Last day of an actor, if recorded."""
        end = self.network.actors[self.network.position[actor]].end
        return end.last if end is not None else None

    @property
    def _needs(self) -> Needs:
        """Needs of all areas, by target group."""
        return self.network.view(Needs, self.parameters.suppression_threshold)

    @cached_property
    def _sole(self) -> Mapping[Cell, str]:
        """Only active actor of a cell, by cell of high need with a single active actor."""
        cells = self.presence.cells
        actors_of = {cell: list(cells.active(cell)) for cell in cells.occupied}
        return {cell: actors[0] for cell, actors in actors_of.items() if len(actors) == 1 and self._high_need(cell)}

    def _high_need(self, cell: Cell) -> bool:
        """Whether the need of a cell is known and at or above the median of areas with known need."""
        needs = self._needs.around(cell.area)
        level = needs.levels(cell.target_group).get(cell.area)
        return level is not None and level >= needs.middle_levels[cell.target_group]

    @cached_property
    def _checks(self) -> Mapping[Cell, InventoryCheck]:
        """Confirmations that the list of offers is complete, by cell with a sole actor."""
        inventory = self.network.view(Inventory)
        checks = {cell: inventory.confirmed("offers", "area", cell.area, cell.theme) for cell in self._sole}
        return {cell: check for cell, check in checks.items() if check is not None}

    @cached_property
    def unchecked(self) -> tuple[Cell, ...]:
        """Cells with a sole actor whose list of offers nobody confirmed."""
        return tuple(cell for cell in self._sole if cell not in self._checks)

    @property
    def unchecked_areas(self) -> tuple[str, ...]:
        """Areas of these cells."""
        return tuple(sorted({cell.area for cell in self.unchecked}))

    def providers(self) -> Iterator[Finding]:
        """Findings about sole providers of cells with a confirmed list of offers."""
        for cell, check in self._checks.items():
            yield self._provider(cell, self._sole[cell], check)

    def _provider(self, cell: Cell, actor: str, check: InventoryCheck) -> Finding:
        """Finding about a sole provider, with its works in the cell and actors who could stand in."""
        activities = self.presence.cells.records_of(actor, cell)
        works = sorted({(activity.topic, activity.record) for activity in activities})
        need = self._needs.of_group(cell.target_group, cell.area)
        arguments: dict[str, Argument] = {
            "area": self.network.subject("areas", cell.area),
            "group": Code("target_group", cell.target_group),
            "theme": Code("theme", cell.theme),
            "works": tuple(self.network.subject(*work) for work in works),
            "checked": check.checked_on.last,
            "candidates": tuple(self.network.subject("actors", stand_in) for stand_in in self._stand_ins(cell, actor)),
        }
        evidence = [self.network.evidence(*work) for work in works]
        evidence.append(self.network.evidence("inventory_checks", check.id))
        if need is not None and need.observation is not None:
            evidence.append(self.network.evidence("observations", need.observation.id))
        size = {"size": 1 / 100}
        return self._finding("provider", (actor,), "/".join(cell), size, arguments, tuple(evidence), "recorded")

    def _stand_ins(self, cell: Cell, actor: str) -> list[str]:
        """Lasting actors with work on the theme, a wider or a narrower one: those of the area, then for the same people."""
        present = {neighbour.id for neighbour in self.presence.actors_within(cell.area)}
        place = self._sharing(cell.theme, cell.target_group)
        in_order = chain(
            sorted(present & place.keys(), key=place.__getitem__),
            (partner for partner in place if partner not in present),
        )
        stand_ins = (partner for partner in in_order if partner != actor and self._near(partner, cell.area))
        return list(islice(stand_ins, _MOST_NAMED))

    def _sharing(self, theme: str, target_group: str) -> Mapping[str, int]:
        """The place of lasting actors by their works on a theme or a narrower one, most first; works for the group count twice.

        Work on a wider theme counts unless it is for other people: who builds a campus cannot stand in for a mentor.
        """
        if (theme, target_group) not in self._shared:
            terms = vocabulary("theme")
            themes = {theme, *terms.children(theme)}
            works = dict(
                chain.from_iterable(self._going_on.get(near, ()) for near in (*themes, *terms.ancestors(theme)))
            )
            for_them = [work for work in works.values() if target_group in work.target_groups]
            counted = [work for work in works.values() if not work.target_groups or not themes.isdisjoint(work.themes)]
            counted += [work for work in for_them if themes.isdisjoint(work.themes)]
            counts = Counter(chain.from_iterable(work.actors for work in chain(for_them, counted)))
            lasting = sorted(counts.keys() & self.presence.lasting_ids)
            most_first = sorted(lasting, key=counts.__getitem__, reverse=True)
            self._shared[theme, target_group] = {actor: place for place, actor in enumerate(most_first)}
        return self._shared[theme, target_group]

    @cached_property
    def _going_on(self) -> Mapping[str, Sequence[tuple[int, Offer | Project]]]:
        """Running works that go on, by theme, each with its number among all."""
        going_on: dict[str, list[tuple[int, Offer | Project]]] = {}
        for number, (_, work) in enumerate(self.presence.cells.running):
            for theme in set(work.themes) if self.presence.goes_on(work) else ():
                going_on.setdefault(theme, []).append((number, work))
        return going_on

    @cached_property
    def _shared(self) -> dict[tuple[str, str], Mapping[str, int]]:
        """What was counted for a theme and a target group: many cells share it."""
        return {}

    def _near(self, actor: str, area: str) -> bool:
        """Whether an actor is not known to be of another city than an area."""
        cities = self.network.view(Cities)
        if not cities.several:
            return True
        cities_of_actor = cities.of_actor(self.network.actors[self.network.position[actor]])
        return not cities_of_actor or cities.of_area(area) in cities_of_actor

    def links(self) -> Iterator[Finding]:
        """Findings about single links, the greatest cut first, at most ``at_most``.

        An unrecorded tie would make a single link superfluous: links are sure only where enough pairs are known.
        Elsewhere only links whose own cooperations are documented become findings, as questions.
        """
        single_links = SingleLinks(self.network, self.parameters.smallest)
        sure = self.known_share >= self.parameters.answers
        reported = (link for link in single_links.links if sure or link.documented)
        for link in sorted(reported, key=lambda link: (-link.cut_off, link.ends))[: self.parameters.at_most]:
            yield self._link(link, single_links.effect(link), sure=sure)

    def _link(self, link: SingleLink, effect: float, *, sure: bool) -> Finding:
        """Finding about a single link: an actor (``link``) or a tie (``bridge``)."""
        actors = tuple(self.network.actors[position].id for position in link.ends)
        code = "link" if len(actors) == 1 else "bridge"
        evidence = [self.network.evidence("actors", actor) for actor in actors]
        evidence += [self.network.tie_evidence(tie) for tie in self.network.ties_between(*actors)] if actors[1:] else []
        arguments: dict[str, Argument] = {
            "other": self.network.subject("actors", actors[-1]),
            "cut_off": link.cut_off,
            "known": int(100 * self.known_share),
            "effect": effect,
        }
        parts = {"effect": max(0.0, effect)}
        finding = self._finding(code, actors, "", parts, arguments, tuple(evidence), "recorded")
        return finding if sure else _as_question(finding, "unknown", "other_links")

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
        subjects = tuple(self.network.subject("actors", actor) for actor in actors)
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


def _as_question(finding: Finding, rests_on: RestsOn, unknown: str) -> Finding:
    """Finding turned into a question, since nobody may have recorded a second mediator or link."""
    message = Message(f"{finding.message.code}_unsure", finding.message.arguments)
    return replace(finding, band="possible", rests_on=rests_on, message=message, unknowns=(unknown,), card="ask")


ANALYSIS = Analysis(
    id=ID,
    version=5,
    parameters=Parameters,
    run=run,
    section="risk",
    audience="internal",
    on_statistics=True,
    cost=of_size(9),
)
