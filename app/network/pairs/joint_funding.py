"""Grants that hint at joint planning of two offers or projects, and contracts that are put out to tender."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.network.graph.network import Network
from app.network.pairs.similar_pairs import SimilarPair, Topic
from app.records.funding import Grant


@dataclass(frozen=True)
class JointFunding:
    """Grants by the offers and projects they pay for."""

    network: Network

    @cached_property
    def _grants(self) -> Mapping[tuple[Topic, str], tuple[Grant, ...]]:
        grants_of: dict[tuple[Topic, str], list[Grant]] = {}
        for grant in self.network.records.grants:
            for offer in grant.offers:
                grants_of.setdefault(("offers", offer), []).append(grant)
            for project in grant.projects:
                grants_of.setdefault(("projects", project), []).append(grant)
        return {work: tuple(grants) for work, grants in grants_of.items()}

    def hints(self, topic: Topic, pair: SimilarPair) -> tuple[Grant, ...]:
        """Grants that pay for both services, else two grants of the same programme and amount, sorted by id.

        Equal dates are no hint: all grants of a call for proposals have the dates of the call.
        """
        grants_a, grants_b = (self._grants.get((topic, service.id), ()) for service in (pair.service_a, pair.service_b))
        joint = {grant.id: grant for grant in grants_a if grant in grants_b}
        alike = {
            grant.id: grant
            for grant_a in grants_a
            for grant_b in grants_b
            if grant_a.programme == grant_b.programme
            and grant_a.amount_eur is not None
            and grant_a.amount_eur == grant_b.amount_eur
            for grant in (grant_a, grant_b)
        }
        return tuple(grant for _, grant in sorted((joint or alike).items()))

    def under_contract(self, topic: Topic, ids: Iterable[str]) -> bool:
        """Whether a contract pays for any of the offers or projects: such work is put out to tender."""
        return any(grant.kind == "contract" for work in ids for grant in self._grants.get((topic, work), ()))
