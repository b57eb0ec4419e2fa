"""Partners of an organisation on its page: with whom something is recorded, on what it rests, and a small picture of them."""

from dataclasses import dataclass

import numpy as np

from app.network.graph.network import Network
from app.records.cooperations import STATUSES
from app.records.vocabulary import Lang
from app.report.drawings.picture import LARGE_LABEL_SIZE, SUREST, LineStyle, Node, Picture, around, picture
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


@dataclass(frozen=True, slots=True)
class EgoPicture:
    """A picture of an organisation and those it is recorded with, and the same as lines, the surest first."""

    picture: Picture
    lines: tuple[tuple[Node, LineStyle], ...]


def ego_picture(network: Network, actor: str) -> EgoPicture | None:
    """The network next to an organisation; None where nothing is recorded about it."""
    drawn = network.view(picture, around(network, actor, 1), actor, (), LARGE_LABEL_SIZE)
    ties = [(drawn.at(line.partner_of(actor)), line.style) for line in drawn.lines if actor in line.pair]
    if not ties:
        return None
    return EgoPicture(drawn, tuple(sorted(ties, key=lambda line: (SUREST.index(line[1]), line[0].name.casefold()))))


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
