"""Which funding programmes pay for an offer or a project?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.network.graph.network import Network
from app.network.pairs.similar_pairs import SimilarPair, Topic
from app.records.funding import Grant


@dataclass(frozen=True)
class ProgrammeLines:
    """Grants by what they pay for."""

    network: Network

    @cached_property
    def _grants(self) -> Mapping[tuple[Topic, str], tuple[Grant, ...]]:
        found: dict[tuple[Topic, str], list[Grant]] = {}
        for grant in self.network.records.grants:
            for offer in grant.offers:
                found.setdefault(("offers", offer), []).append(grant)
            for project in grant.projects:
                found.setdefault(("projects", project), []).append(grant)
        return {key: tuple(some) for key, some in found.items()}

    def shared_of_a_kind(self, topic: Topic, pair: SimilarPair) -> tuple[Grant, ...]:
        """Grants of the programmes that pay for both, if both begin and end on the same known dates; else none.

        Such offers are mostly lots of one tender or parts of one award, and so planned together.
        """
        one, other = pair.one, pair.other
        if None in (one.start, one.end) or (one.start, one.end) != (other.start, other.end):
            return ()
        mine, theirs = (self._grants.get((topic, service.id), ()) for service in (one, other))
        programmes = {grant.programme for grant in mine} & {grant.programme for grant in theirs}
        return tuple(dict.fromkeys(grant for grant in (*mine, *theirs) if grant.programme in programmes))

    def under_contract(self, topic: Topic, ids: Iterable[str]) -> bool:
        """Whether a contract pays for one of them: such work is put out to tender."""
        return any(grant.kind == "contract" for one in ids for grant in self._grants.get((topic, one), ()))
