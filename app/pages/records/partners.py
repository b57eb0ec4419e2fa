"""Partners of an organisation on its page: with whom something is recorded, on what it rests, and where it was read."""

from dataclasses import dataclass

import numpy as np

from app.network.graph.network import Network
from app.records.cooperations import STATUSES
from app.records.vocabulary import Lang
from app.report.evidence import evidence_line
from app.report.forms.markdown import evidence_texts


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation of a pair, and the row in which their tie was read, if any."""

    id: str
    name: str
    place: str


@dataclass(frozen=True, slots=True)
class PartnerGroup:
    """Partners of whom the same is known: ``label`` says what, "confirmed by both sides"."""

    label: str
    partners: tuple[Partner, ...]


def partner_groups(network: Network, actor: str, lang: Lang) -> list[PartnerGroup]:
    """What is known about the pairs of an organisation today, the surest first; none for one that is not active."""
    position = network.position.get(actor)
    if position is None:
        return []
    ties = network.ties
    numbers = np.flatnonzero((ties.a == position) | (ties.b == position)).tolist()
    groups: dict[str, dict[str, Partner]] = {}
    for number in sorted(numbers, key=lambda number: -int(ties.status[number])):
        evidence = network.tie_evidence(number)
        line = evidence_line(evidence, network, lang)
        partner = next(partner for partner in evidence.pair if partner != actor)
        place = evidence_texts((line,), lang)[0] if line.file else ""
        entry = Partner(partner, network.name("actors", partner), place)
        groups.setdefault(line.detail or STATUSES[int(ties.status[number])], {}).setdefault(partner, entry)
    return [
        PartnerGroup(label, tuple(sorted(partners.values(), key=lambda partner: partner.name)))
        for label, partners in groups.items()
    ]
