"""Coordinated offers, role models, joint projects and coordinated pairs, with their year of start.

What works well already: who coordinates, since when, and which project can serve as a model?
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, not_listed, parameter
from app.findings import Argument, Audience, Code, Evidence, Finding, Message, RestsOn, finding_key
from app.network.district.cities import is_citywide
from app.network.district.occasions import Occasions, day_of
from app.network.graph.joint_work import LARGEST_JOINT_WORK
from app.network.graph.network import Network
from app.network.graph.units import Organisations
from app.network.pairs.pair_state import PairState, PairStates
from app.network.pairs.similar_pairs import Bounds, SimilarPair, Topic, similar_pairs
from app.records.offers import Project
from app.records.schema import Topic as SchemaTopic

ID = "strengths"
_GROUNDS: Mapping[RestsOn, float] = {"confirmed": 1.0, "documented": 1.0, "recorded": 0.8, "stated": 0.5}
_OF_A_YEAR = 0.01
_MOST_YEARS = 40  # so no age outweighs a better ground
_CODES = ("coordinated_offers", "shared_work", "role_model", "joint_project", "coordinated_pair")
_PROVEN = ("evaluated", "award")
_TOPICS: Mapping[str, SchemaTopic] = {"offer": "offers", "project": "projects"}


@dataclass(frozen=True, slots=True)
class Parameters:
    """Bounds for an example, and the number of examples.

    ``similar_from`` (0.5): raise it to list coordination of very similar offers alone.
    ``shared_days`` (90): lower it to list offers that end soon as well.
    ``long_running`` (3): raise it where most cooperations are old. ``at_most`` (500): lower it for a short list.
    """

    similar_from: float = parameter(0.5, "least similarity of coordinated offers", low=0.1, high=1.0)
    shared_days: int = parameter(90, "least days from the day of the analysis on that both run", low=1, high=3650)
    long_running: int = parameter(3, "years after which joint work counts as long-running", low=1, high=50)
    at_most: int = parameter(500, "most examples given, the best founded and oldest first", low=1, high=100_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Example:
    """An offer, a project or a pair that works well. ``subjects`` are (topic, id) pairs, ``since`` a year."""

    code: str
    subjects: tuple[tuple[SchemaTopic, str], ...]
    actors: tuple[str, ...]
    rests_on: RestsOn
    since: int | None
    evidence: tuple[Evidence, ...]
    shared_work: bool = False
    audience: Audience = "partners"
    arguments: Mapping[str, Argument] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return finding_key(ID, (record_id for _, record_id in self.subjects), f"{self.code} {self.subjects[0][0]}")


def run(network: Network, parameters: Parameters) -> Answer:
    """Coordinated offers, role models, joint projects and coordinated pairs: a pair is listed once."""
    examples = list(_examples(network, Bounds(parameters.similar_from, parameters.shared_days)))
    example_findings = _ExampleFindings(network, parameters.long_running)
    examples.sort(key=example_findings.order)
    listed = examples[: parameters.at_most]
    counts = {code: sum(example.code == code for example in examples) for code in _CODES}
    long_running = sum(example_findings.is_long(example) for example in examples)
    return Answer(
        findings=tuple(map(example_findings.finding, listed)),
        summary=counts | {"long_running": long_running, "not_listed": len(examples) - len(listed)},
        not_looked_at=not_listed(len(examples) - len(listed)),
    )


def _examples(network: Network, bounds: Bounds) -> Iterator[_Example]:
    first = [*_coordinated_offers(network, bounds), *_projects(network)]
    yield from first
    joint = (example for example in first if example.code != "role_model")
    listed = {frozenset(pair) for example in joint for pair in combinations(example.actors, 2)}
    yield from (example for example in _coordinated_pairs(network) if frozenset(example.actors) not in listed)


def _coordinated_offers(network: Network, bounds: Bounds) -> Iterator[_Example]:
    topics: tuple[Topic, ...] = ("offers", "projects")
    for topic in topics:
        for pair in network.view(similar_pairs, topic, bounds):
            if pair.state.coordinated == "yes":
                yield _coordinated(network, topic, pair)


def _coordinated(network: Network, topic: Topic, pair: SimilarPair) -> _Example:
    records = tuple(network.evidence(topic, record_id) for record_id in pair.ids)
    shared = (entry for entry in pair.state.evidence if entry.kind in ("offer", "project"))
    works = () if pair.state.agreed else tuple(network.subject(_TOPICS[entry.kind], entry.id) for entry in shared)
    return _Example(
        code="shared_work" if works else "coordinated_offers",
        subjects=tuple((topic, record_id) for record_id in pair.ids),
        actors=_coordinating(network, pair),
        rests_on=pair.state.rests_on if works else _ground(pair.state),
        shared_work=pair.state.judged,
        since=pair.state.since,
        evidence=records + pair.state.evidence,
        arguments={
            "kind": topic.removesuffix("s"),
            "offers": tuple(network.subject(topic, record_id) for record_id in pair.ids),
            "area": tuple(network.subject("areas", area) for area in pair.overlap.areas),
            "citywide": is_citywide(pair.service_a),
            "older": _is_older(pair),
            "theme": tuple(Code("theme", theme) for theme in pair.overlap.themes),
            "works": works,
        },
    )


def _coordinating(network: Network, pair: SimilarPair) -> tuple[str, ...]:
    """Those of the actors of two offers or projects who are known to coordinate across them."""
    states = network.view(PairStates)
    active = ([actor for actor in service.actors if actor in network.position] for service in pair.services)
    coordinated = (actors for actors in product(*active) if states.coordinate(*actors))
    return tuple(dict.fromkeys(actor for actors in coordinated for actor in actors))


def _is_older(pair: SimilarPair) -> bool:
    """Whether the cooperation is older than an offer is known to be: then it did not begin with these offers."""
    starts = [service.start.first.year if service.start else None for service in pair.services]
    return pair.state.since is not None and any(start is None or start > pair.state.since for start in starts)


def _ground(state: PairState) -> RestsOn:
    """The ground of coordination: a judgement stays one, even of a pair with recorded work, which proves no coordination."""
    return "stated" if state.judged else state.rests_on


def _projects(network: Network) -> Iterator[_Example]:
    """Role models, also finished ones, and running projects of several organisations."""
    same_organisation = network.view(Organisations).same_organisation
    for project in network.records.projects:
        partners = tuple(actor for actor in project.actors if actor in network.position)
        joint = 1 < len(project.actors) <= LARGEST_JOINT_WORK and project.period.active_on(network.as_of)
        if project.role_model is not None:
            yield _project(network, project, project.actors, "role_model")
        elif joint and any(not same_organisation(*pair) for pair in combinations(partners, 2)):
            yield _project(network, project, partners, "joint_project")


def _project(network: Network, project: Project, partners: tuple[str, ...], code: str) -> _Example:
    pairs = combinations((actor for actor in partners if actor in network.position), 2)
    basis = None if project.role_model is None else Code("role_model_basis", project.role_model)
    running = project.period.active_on(network.as_of)
    return _Example(
        code=code,
        subjects=(("projects", project.id),),
        actors=partners,
        rests_on=_ground_of_project(project),
        since=project.start.first.year if running and project.start is not None else None,
        evidence=(network.evidence("projects", project.id),),
        audience="public" if basis is not None else "partners",
        arguments={
            "project": network.subject("projects", project.id),
            "area": tuple(network.subject("areas", area) for area in project.areas),
            "theme": tuple(Code("theme", theme) for theme in project.themes),
            "basis": basis,
            "source": project.role_model_source,
            "end": None if running or project.end is None else project.end.last,
            "undisputed": all(network.view(PairStates).coordinate(*pair) for pair in pairs),
        },
    )


def _ground_of_project(project: Project) -> RestsOn:
    """The ground of a project: a view stays one; an evaluation or award is documented by its source, else recorded."""
    if project.role_model is None:
        return "recorded"
    if project.role_model not in _PROVEN:
        return "stated"
    return "recorded" if project.role_model_source is None else "documented"


def _coordinated_pairs(network: Network) -> Iterator[_Example]:
    """Pairs of organisations known by their ties to coordinate; joint projects are examples of their own."""
    states, same_organisation = network.view(PairStates), network.view(Organisations).same_organisation
    for pair in states.agreed:
        state = states(*pair)
        if not same_organisation(*pair):
            yield _Example(
                code="coordinated_pair",
                subjects=tuple(("actors", actor) for actor in pair),
                actors=pair,
                rests_on=_ground(state),
                shared_work=state.judged,
                since=state.since,
                evidence=state.evidence,
            )


def _unknowns(example: _Example) -> Iterator[str]:
    if example.code == "shared_work":
        yield "coordination"
    elif example.since is None and example.code != "role_model":
        yield "since"


@dataclass(frozen=True, slots=True)
class _ExampleFindings:
    """Order of examples, and the findings made of them."""

    network: Network
    long_running: int

    def years(self, example: _Example) -> int:
        """Years since the start of an example; 0 when not known."""
        return 0 if example.since is None else max(0, self.network.as_of.year - example.since)

    def is_long(self, example: _Example) -> bool:
        return self.years(example) >= self.long_running

    def contributions(self, example: _Example) -> Mapping[str, float]:
        return {
            "ground": _GROUNDS.get(example.rests_on, 0.0),
            "years": _OF_A_YEAR * min(_MOST_YEARS, self.years(example)),
        }

    def order(self, example: _Example) -> tuple[float, str]:
        return -round(sum(self.contributions(example).values()), 9), example.key

    def finding(self, example: _Example) -> Finding:
        contributions = self.contributions(example)
        return Finding(
            key=example.key,
            analysis=ID,
            subjects=tuple(self.network.subject(topic, record_id) for topic, record_id in example.subjects),
            score=sum(contributions.values()),
            band="possible" if example.rests_on == "stated" or example.code == "shared_work" else "clear",
            rests_on=example.rests_on,
            message=Message(self._code(example), self._arguments(example)),
            evidence=example.evidence,
            contributions=contributions,
            unknowns=tuple(_unknowns(example)),
            audience=example.audience,
            card="strength",
        )

    def _code(self, example: _Example) -> str:
        """The code of the sentences: a pair that works together for years is told, any other reads back its row."""
        lasting = example.code == "coordinated_pair" and self.is_long(example)
        return "long_running_pair" if lasting else example.code

    def _arguments(self, example: _Example) -> Mapping[str, Argument]:
        occasion = self.network.view(Occasions).next_audience(example.actors)
        return {
            **example.arguments,
            "actors": tuple(self.network.subject("actors", actor) for actor in example.actors),
            "since": example.since,
            "stated": example.rests_on == "stated",
            "answered": any(source.field == "answered" for source in example.evidence),
            "shared_work": example.shared_work,
            "years": self.years(example),
            "long_running": self.is_long(example),
            "occasion": None if occasion is None else self.network.subject("occasions", occasion.id),
            "occasion_date": day_of(occasion) if occasion else None,
        }


ANALYSIS = Analysis(
    id=ID,
    version=5,
    parameters=Parameters,
    run=run,
    section="strengths",
    cost=of_size(9),
    read_back=frozenset({"joint_project", "coordinated_pair"}),
)
