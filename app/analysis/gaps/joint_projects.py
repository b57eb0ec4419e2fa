"""In which areas do organisations do no project together, and which joint work is there?"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Argument, Code, Finding, Measure, Message, NotLookedAt, Subject, finding_key, in_order
from app.network.district.comparable_areas import quarters
from app.network.district.inventory import Inventory
from app.network.district.joint_forms import JointForms
from app.network.district.presence import Presence
from app.network.graph.network import Network
from app.records.offers import Project
from app.records.vocabulary import vocabulary

ID = "joint-projects"
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Parameters:
    """What decides."""

    partners: int = parameter(2, "active actors that make a project a joint one", low=2, high=20)
    smallest: int = parameter(3, "actors from which an area is expected to have one", low=2, high=50)


def run(network: Network, parameters: Parameters) -> Answer:
    """One finding for each area with enough actors and no running joint project; forms of joint work as measures."""
    city = _City(network, parameters)
    areas = network.view(quarters)
    loose = tuple(one.id for one in city.joint if not one.areas)
    return Answer(
        findings=in_order(city.finding(area) for area in areas if city.is_without(area)),
        measures=tuple(map(city.measure, areas)),
        summary={"areas": len(areas), "joint_projects": len(city.joint)},
        not_looked_at=(NotLookedAt("joint_projects_without_area", len(loose), loose),),
    )


@dataclass(frozen=True)
class _City:
    network: Network
    parameters: Parameters

    @property
    def presence(self) -> Presence:
        return self.network.view(Presence)

    @cached_property
    def forms(self) -> JointForms:
        return JointForms(self.network, self.parameters.partners)

    @cached_property
    def joint(self) -> tuple[Project, ...]:
        """Running projects of enough active actors, sorted by id."""
        return tuple(one for one in self.forms.works if isinstance(one, Project))

    def is_without(self, area: str) -> bool:
        """Whether none is for the area, a part of it, or a wider area."""
        enough = len(self.presence.actors_within(area)) >= self.parameters.smallest
        return enough and area not in self._reached

    @cached_property
    def _reached(self) -> frozenset[str]:
        return frozenset[str]().union(*map(self.forms.reached, self.joint))

    def measure(self, area: str) -> Measure:
        """The number of forms in which joint work is recorded for an area, and joint works by theme and form."""
        forms = self.forms.by_area.get(area, {})
        value = len({one.form for one in forms})
        parts = {"/".join(one): float(count) for one, count in forms.items()}
        return Measure(subject=self.network.subject("areas", area), value=float(value), parts=parts)

    def finding(self, area: str) -> Finding:
        check = self.network.view(Inventory).confirmed("projects", "area", area)
        here = self.presence.actors_within(area)
        arguments: dict[str, Argument] = {
            "area": self.network.subject("areas", area),
            "actors": len(here),
            "busiest": self._busiest(area),
            "checked": check.checked_on.last if check else None,
            "near": self._near(area),
            "forms": tuple(self._joint_offers(area)),
            "themes": tuple(self._themes_apart(area)),
        }
        evidence = [self.network.evidence("areas", area)]
        evidence += [self.network.evidence("inventory_checks", check.id)] if check else []
        return Finding(
            key=finding_key(ID, [area]),
            analysis=ID,
            subjects=(self.network.subject("areas", area),),
            score=float(len(here)),
            band="clear" if check else "possible",
            rests_on="recorded" if check else "not_recorded",
            message=Message("none" if check else "none_unchecked", arguments),
            evidence=tuple(evidence),
            contributions={"actors": float(len(here))},
            unknowns=() if check else ("list_not_confirmed",),
            card="close" if check else "ask",
        )

    def _joint_offers(self, area: str) -> Iterator[Code]:
        """Forms of the offers several make together there."""
        forms = {one.form for one in self.forms.by_area.get(area, ())}
        return (Code("offer_form", one) for one in vocabulary("offer_form").terms if one in forms)

    def _themes_apart(self, area: str) -> list[Code]:
        """Themes on which several work there, each alone."""
        known = (one for one in self.forms.themes_apart(area) if one in vocabulary("theme").terms)
        return [Code("theme", one) for one in known][:_MOST_NAMED]

    def _busiest(self, area: str) -> tuple[Subject, ...]:
        """Those with most running offers and projects there, who could begin one."""
        within = self.presence.within(area)
        count = Counter(
            actor
            for _, one in self.presence.cells.running
            if not within.isdisjoint(one.areas)
            for actor in {*one.actors}
        )
        known: Mapping[str, int] = {actor: n for actor, n in count.items() if actor in self.network.position}
        chosen = sorted(known, key=lambda one: (-known[one], one))[:_MOST_NAMED]
        return tuple(self.network.subject("actors", one) for one in chosen)

    def _near(self, area: str) -> Subject | None:
        """A joint project next door that could serve as an example."""
        found = (one.id for near in self.presence.near(area) for one in self.joint if near in one.areas)
        first = next(found, None)
        return self.network.subject("projects", first) if first is not None else None


ANALYSIS = Analysis(
    id=ID, version=2, parameters=Parameters, run=run, needs=("areas",), section="roles", rank=2, cost=of_size(7)
)
