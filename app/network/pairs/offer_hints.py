"""Hints on similar pairs: the sentence that fits what is known of each, how sure it is, and which stand on one card."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.findings import Band, finding_key
from app.network.graph.network import Network
from app.network.pairs.joint_funding import JointFunding
from app.network.pairs.similar_pairs import SimilarPair, Topic
from app.network.pairs.topic_groups import TopicGroup, topic_groups
from app.records.funding import Grant
from app.records.offers import Offer

ID = "parallel-offers"
HintCode = Literal[
    "not_coordinated",
    "coordination_unknown",
    "one_sided",
    "contradicted",
    "closeness_unknown",
    "probably_coordinated",
    "wanted",
    "groups_apart",
    "groups_unknown",
]
"""What is to be said of a pair."""

CardCode = Literal[HintCode, "mixed", "mixed_open", "groups_mixed"]
"""What is to be said of a card: of all its pairs the same, or of each state which pairs."""

APART: tuple[HintCode, ...] = ("not_coordinated", "groups_apart")
"""Codes of a known no."""

MIXED: tuple[CardCode, ...] = ("mixed", "mixed_open", "groups_mixed")

NOT_OF_GROUPS = frozenset({"target_group", "time"})
"""Dimensions that working groups do not have."""

_NO_HURRY: tuple[HintCode, ...] = ("probably_coordinated", "wanted")
_CODE_OF_GROUND: Mapping[str, HintCode] = {"one_sided": "one_sided", "contradicted": "contradicted"}
_STATES = (
    *("not_coordinated", "groups_apart", "judged", "one_sided"),
    *("contradicted", "closeness_unknown", "coordination_unknown", "groups_unknown"),
)
"""States of the pairs of a card in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class OfferHint:
    """A similar pair not known to be coordinated, and the code of the sentences about it."""

    topic: Topic
    pair: SimilarPair
    code: HintCode
    band: Band
    grants: tuple[Grant, ...] = ()

    @property
    def key(self) -> str:
        """Key of the finding: it stays while only what is known of the pair changes."""
        return finding_key(ID, self.pair.ids, self.topic)

    @property
    def state(self) -> str:
        """What is known of the pair, where a card tells of pairs of several states: its code, or ``judged``."""
        if self.code in APART and self.pair.state.rests_on == "stated":
            return "judged"
        return "coordination_unknown" if self.code == "probably_coordinated" else self.code

    @property
    def order(self) -> tuple[bool, bool, int, float, str]:
        """Sort key: hints that are probably settled come last, fully compared pairs before half compared ones."""
        overlap = self.pair.overlap
        return (
            self.band != "clear",
            self.code in _NO_HURRY,
            len(overlap.missing),
            -round(overlap.similarity, 9),
            self.key,
        )


def offer_hints(
    network: Network, pairs: Mapping[Topic, Sequence[SimilarPair]], clear_from: float
) -> Iterator[OfferHint]:
    """Hints on the pairs that are not known to be coordinated.

    Args:
        network: the snapshot.
        pairs: similar pairs by topic.
        clear_from: least similarity of a clear hint.
    """
    funding = network.view(JointFunding)
    for topic, of_topic in pairs.items():
        for pair in of_topic:
            if pair.state.coordinated != "yes":
                grants = funding.hints(topic, pair)
                code = _code_of_groups(pair) if topic == "working_groups" else _code(pair, planned=bool(grants))
                yield OfferHint(topic, pair, code, _band(pair, code, clear_from), grants)


def _code_of_groups(pair: SimilarPair) -> HintCode:
    """Code for two working groups: what a few of many members say about each other tells little about the groups."""
    return "groups_apart" if pair.state.coordinated == "no" else "groups_unknown"


def _code(pair: SimilarPair, *, planned: bool) -> HintCode:
    """Code of the sentences that fit the state of a pair; a statement outweighs the guess from common money."""
    if any(isinstance(service, Offer) and service.legal_plurality for service in (pair.service_a, pair.service_b)):
        return "wanted"
    denied = pair.state.coordinated == "no" and not pair.state.tied
    if planned and not denied and pair.state.rests_on not in _CODE_OF_GROUND:
        return "probably_coordinated"
    if pair.state.coordinated == "no":
        return "not_coordinated"
    unclear: HintCode = "closeness_unknown" if pair.state.tied else "coordination_unknown"
    return _CODE_OF_GROUND.get(pair.state.rests_on, unclear)


def _band(pair: SimilarPair, code: HintCode, clear_from: float) -> Band:
    """Clear only where nothing is open: neither the cooperation nor the terms, the places and the dates."""
    overlap = pair.overlap
    missing = {*overlap.missing} - (NOT_OF_GROUPS if code == "groups_apart" else set())
    certain = code in APART and overlap.exact and not overlap.wider_area and not missing
    return "clear" if certain and round(overlap.similarity, 9) >= clear_from else "possible"


@dataclass(frozen=True, slots=True)
class HintCard:
    """Hints about one topic in one place that hang together; ``code`` is that of the sentences true of all of them.

    ``coordinated``: similar pairs among the same services that are known to coordinate.
    """

    topic: Topic
    group: TopicGroup
    hints: Sequence[OfferHint]
    code: CardCode
    coordinated: Sequence[SimilarPair] = ()

    @property
    def all_alike(self) -> bool:
        """Whether each service is similar to each other one."""
        services = len(self.group.ids)
        return len(self.group.pairs) + len(self.coordinated) == services * (services - 1) // 2

    @property
    def states(self) -> Mapping[str, Sequence[OfferHint]]:
        """Hints by what is known of their pairs, the surest no first; empty where all pairs are of one state."""
        by_state = {state: [hint for hint in self.hints if hint.state == state] for state in _STATES}
        return {state: hints for state, hints in by_state.items() if hints} if self.code in MIXED else {}


def _card_code(topic: Topic, hints: Sequence[OfferHint], *, partly_coordinated: bool) -> CardCode:
    """Code of the sentences that are true of some hints of one topic."""
    codes = {hint.code for hint in hints}
    if len(hints) == 1 or codes == {"wanted"}:
        return min(codes)
    if not partly_coordinated and len(codes) == 1 and "probably_coordinated" not in codes:
        return min(codes)
    if not partly_coordinated and codes <= {"coordination_unknown", "probably_coordinated"}:
        return "coordination_unknown"
    if topic == "working_groups":
        return "groups_mixed"
    return "mixed" if "not_coordinated" in codes else "mixed_open"


def cards_of(
    network: Network, hints: Sequence[OfferHint], pairs: Mapping[Topic, Sequence[SimilarPair]]
) -> Mapping[str, HintCard]:
    """Cards by the keys of their hints; what the law wants side by side stands apart, for there is nothing to ask.

    ``pairs``: all similar pairs by topic, those that are coordinated among them.
    """
    together: dict[tuple[Topic, bool], list[OfferHint]] = {}
    for hint in hints:
        together.setdefault((hint.topic, hint.code == "wanted"), []).append(hint)
    return {
        hint.key: card
        for (topic, _), alike in together.items()
        for card in _cards_of_topic(
            network, topic, alike, [pair for pair in pairs[topic] if pair.state.coordinated == "yes"]
        )
        for hint in card.hints
    }


def _cards_of_topic(
    network: Network, topic: Topic, hints: Sequence[OfferHint], coordinated: Sequence[SimilarPair]
) -> Iterator[HintCard]:
    by_pair = {hint.pair.ids: hint for hint in hints}
    for group in topic_groups(network, [by_pair[ids].pair for ids in sorted(by_pair)]):
        of_group, members = [by_pair[pair.ids] for pair in group.pairs], {*group.ids}
        settled = [pair for pair in coordinated if {*pair.ids} <= members]
        code = _card_code(topic, of_group, partly_coordinated=bool(settled))
        yield HintCard(topic, group, of_group, code, settled)
