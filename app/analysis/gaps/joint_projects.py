"""Joint projects by area, and the areas without any.

In which areas do organisations do no project together, and which joint work is there?
"""

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
    """Sizes of joint projects and of areas that should have them.

    ``partners`` (2): 3 or more where only larger alliances count as joint work. ``smallest`` (3): higher to hear only
    of areas with many actors.
    """

    partners: int = parameter(2, "active actors that make a project a joint one", low=2, high=20)
    smallest: int = parameter(3, "actors from which an area is expected to have one", low=2, high=50)


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for every area with enough actors and no running joint project; forms of joint work as measures."""
    search = JointWorkSearch(network, parameters)
    areas = network.view(quarters)
    without_area = tuple(project.id for project in search.projects if not project.areas)
    return Answer(
        findings=in_order(search.finding(area) for area in areas if search.lacks_projects(area)),
        measures=tuple(map(search.measure, areas)),
        summary={"areas": len(areas), "joint_projects": len(search.projects)},
        not_looked_at=(NotLookedAt("joint_projects_without_area", len(without_area), without_area),),
    )


@dataclass(frozen=True)
class JointWorkSearch:
    """Search for the joint work of every area of a network."""

    network: Network
    parameters: Parameters

    @property
    def presence(self) -> Presence:
        """Actors, offers and projects by area."""
        return self.network.view(Presence)

    @cached_property
    def forms(self) -> JointForms:
        """Forms in which enough partners work together."""
        return JointForms(self.network, self.parameters.partners)

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """Running joint projects, sorted by id."""
        return tuple(work for work in self.forms.works if isinstance(work, Project))

    def lacks_projects(self, area: str) -> bool:
        """Whether an area has enough actors, but no joint project for it, a part of it or a wider area."""
        enough = len(self.presence.actors_within(area)) >= self.parameters.smallest
        return enough and area not in self._reached

    @cached_property
    def _reached(self) -> frozenset[str]:
        """Areas that a joint project reaches."""
        return frozenset[str]().union(*map(self.forms.reached, self.projects))

    def measure(self, area: str) -> Measure:
        """Number of forms of joint work recorded for an area, with its joint works by theme and form."""
        works = self.forms.by_area.get(area, {})
        value = len({theme_and_form.form for theme_and_form in works})
        parts = {"/".join(theme_and_form): float(count) for theme_and_form, count in works.items()}
        return Measure(subject=self.network.subject("areas", area), value=float(value), parts=parts)

    def finding(self, area: str) -> Finding:
        """Finding that an area has no joint project."""
        inventory, former = self.network.view(Inventory), self._former(area)
        check = inventory.confirmed_after(former, "projects", "area", area)
        actors = self.presence.actors_within(area)
        arguments: dict[str, Argument] = {
            "area": self.network.subject("areas", area),
            "actors": len(actors),
            "busiest": self._busiest(area),
            "checked": check.checked_on.last if check else None,
            **inventory.outlived(former, "projects", "area", area),
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
            score=float(len(actors)),
            band="clear" if check else "possible",
            rests_on="recorded" if check else "not_recorded",
            message=Message("none" if check else "none_unchecked", arguments),
            evidence=tuple(evidence),
            contributions={"actors": float(len(actors))},
            unknowns=() if check else ("list_not_confirmed",),
            card="close" if check else "ask",
        )

    def _former(self, area: str) -> list[Project]:
        """Joint projects for an area that ended before the day."""
        day = self.network.as_of
        ended = (project for project in self.network.records.projects if project.end and project.end.last < day)
        joint = (project for project in ended if len({*project.actors}) >= self.parameters.partners)
        return [project for project in joint if area in self.forms.reached(project)]

    def _joint_offers(self, area: str) -> Iterator[Code]:
        """Forms of the joint offers of an area, in the order of the vocabulary."""
        forms = {theme_and_form.form for theme_and_form in self.forms.by_area.get(area, ())}
        return (Code("offer_form", form) for form in vocabulary("offer_form").terms if form in forms)

    def _themes_apart(self, area: str) -> list[Code]:
        """Themes on which several actors of an area work, all of them alone."""
        themes = (theme for theme in self.forms.themes_apart(area) if theme in vocabulary("theme").terms)
        return [Code("theme", theme) for theme in themes][:_MOST_NAMED]

    def _busiest(self, area: str) -> tuple[Subject, ...]:
        """Lasting actors with most running offers and projects in an area, who could begin a joint project."""
        within = self.presence.within(area)
        count = Counter(
            actor
            for _, work in self.presence.cells.running
            if not within.isdisjoint(work.areas) and self.presence.goes_on(work)
            for actor in {*work.actors}
        )
        works: Mapping[str, int] = {
            actor: n for actor, n in count.items() if actor in self.network.position and self.presence.lasts(actor)
        }
        busiest = sorted(works, key=lambda actor: (-works[actor], actor))[:_MOST_NAMED]
        return tuple(self.network.subject("actors", actor) for actor in busiest)

    def _near(self, area: str) -> Subject | None:
        """Joint project of a neighbouring area that could serve as an example."""
        neighbours = self.presence.near(area)
        examples = (work.id for neighbour in neighbours for work in self.projects if neighbour in work.areas)
        example = next(examples, None)
        return self.network.subject("projects", example) if example is not None else None


ANALYSIS = Analysis(
    id=ID, version=4, parameters=Parameters, run=run, needs=("areas",), section="roles", rank=2, cost=of_size(3)
)
