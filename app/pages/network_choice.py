"""What the network page is asked, in its address, and the answer it gets."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from pydantic import BaseModel, Field

from app.findings import Finding
from app.network.graph.network import Network
from app.pages.frame import Frame
from app.pages.texts import text
from app.records.spelling import folded
from app.records.vocabulary import Lang
from app.report.drawings.network_graph import Mode, cluster_of
from app.report.drawings.network_questions import (
    NetworkAnswer,
    Pair,
    Question,
    everybody,
    hanging_on,
    linking,
    linking_areas,
    missing_links,
    partners_of,
    sitting_together,
)

MISSING = "missing-links"


class NetworkChoice(BaseModel):
    """A question with what was typed: names of organisations, ids of areas; what stands beside organisations; the part."""

    q: Question | None = None
    actor: str = Field(default="", max_length=300)
    other: str = Field(default="", max_length=300)
    third: str = Field(default="", max_length=300)
    area: str = Field(default="", max_length=300)
    area_b: str = Field(default="", max_length=300)
    cluster: str = Field(default="", max_length=300)
    depth: int = Field(default=1, ge=1, le=2)
    mode: Mode = "actors"
    scope: str = Field(default="", max_length=2_000)
    page: int = Field(default=1, ge=1, le=100_000)
    suggestions: bool = False
    lang: Lang = "de"
    done: str = ""

    @property
    def question(self) -> Question:
        """The question; without a word about it the one that fits what was typed."""
        if self.q is not None:
            return self.q
        return "all" if not (self.actor or self.other) else "between" if self.actor and self.other else "with"

    @property
    def needs_hints(self) -> bool:
        """Whether hints at missing links are asked for."""
        return self.suggestions or self.question == "missing"

    def link(self, frame: Frame, path: str = "", /, **changes: str) -> str:
        """The page, or something below it, with something changed."""
        choice = self.model_dump(exclude={"lang", "done"}, exclude_defaults=True)
        parameters = {
            name: str(value).lower() if value is True else str(value) for name, value in choice.items()
        } | changes
        return frame.within(f"network{path}", **{name: value for name, value in parameters.items() if value})

    def by_name(self, network: Network) -> "NetworkChoice":
        """The same with names where ids were given, as far as a name tells who is meant."""
        called = {}
        for field in ("actor", "other", "third"):
            actor = actor_called(network, getattr(self, field))
            if actor is not None and actor_called(network, name := network.name("actors", actor)) == actor:
                called[field] = name
        return self.model_copy(update=called)

    def answer(self, network: Network, hints: Iterable[Finding]) -> NetworkAnswer:
        """The answer; a name nobody has is said instead, beside the whole network.

        Args:
            network: the snapshot.
            hints: at missing links, in reading order.
        """
        names = [typed for typed in (self.actor, self.other, self.third) if typed]
        unknown = next((typed for typed in names if actor_called(network, typed) is None), None)
        if unknown is not None and self.question not in ("all", "areas", "missing"):
            return NetworkAnswer(everybody(network).chosen, [("unknown_name", {"name": unknown})])
        actors = list(dict.fromkeys(actor for typed in names if (actor := actor_called(network, typed)) is not None))
        return self._answers(network, actors, pairs_of(hints))[self.question]() or self._whole_network(network)

    def _answers(
        self, network: Network, actors: Sequence[str], pairs: Sequence[Pair]
    ) -> Mapping[Question, Callable[[], NetworkAnswer | None]]:
        """What answers each question; None where too little was typed for it."""
        are_known = self.area in network.area_tree.kinds and self.area_b in network.area_tree.kinds
        return {
            "all": lambda: self._whole_network(network),
            "with": lambda: partners_of(network, actors[0], self.depth) if actors else None,
            "between": lambda: linking(network, *actors[:2]) if len(actors) > 1 else None,
            "areas": lambda: linking_areas(network, self.area, self.area_b) if are_known else None,
            "depends": lambda: hanging_on(network, actors[0]) if actors else None,
            "together": lambda: sitting_together(network, actors) if len(actors) > 1 else None,
            "missing": lambda: missing_links(network, pairs),
        }

    def _whole_network(self, network: Network) -> NetworkAnswer:
        members = cluster_of(network, self.cluster) if self.cluster else frozenset()
        if members:
            name = network.name("actors", self.cluster)
            return NetworkAnswer(members, [("of_cluster", {"count": len(members), "name": name})], self.cluster)
        return everybody(network, self.area if self.question == "all" else "")


def actor_called(network: Network, typed: str) -> str | None:
    """The organisation whose name, short name or id was typed."""
    wanted = folded(typed)
    for actor in network.actors if wanted else ():
        if wanted in (folded(actor.name), folded(actor.short_name or ""), actor.id.casefold()):
            return actor.id
    return None


def pairs_of(hints: Iterable[Finding]) -> list[Pair]:
    """The pairs that hints at missing links are about."""
    subjects = (tuple(subject.id for subject in finding.subjects if subject.kind == "actor") for finding in hints)
    return [(pair[0], pair[1]) for pair in subjects if len(pair) > 1]


def in_words(answer: NetworkAnswer, lang: Lang) -> str:
    """The sentences of an answer."""
    return " ".join(text("network", code, lang, **arguments) for code, arguments in answer.sentences)
