"""What stands at the head of a section: what it is about, or why it is empty."""

from collections.abc import Callable, Mapping, Sequence

from app.analysis.interface import catalogue
from app.findings import Finding
from app.network.district.inventory import Inventory
from app.network.graph.network import Network
from app.records.offers import Offer, Project
from app.report.cards import CardWriter
from app.report.open_lists import lists_of
from app.report.texts import label, texts


def _nothing_ends(network: Network) -> bool:
    records = network.records
    mediating = any(area.mediated_by for area in records.areas) or any(actor.mediator for actor in records.actors)
    works: tuple[Offer | Project, ...] = (*records.offers, *records.projects)
    return not (records.grants or records.funding_areas or mediating or any(work.end for work in works))


def _nothing_joint(network: Network) -> bool:
    works: tuple[Offer | Project, ...] = (*network.records.offers, *network.records.projects)
    return not any(len({*work.actors}) > 1 for work in works)


def _nothing_comparable(network: Network) -> bool:
    records = network.records
    works: tuple[Offer | Project, ...] = (*records.offers, *records.projects)
    placed = any(work.areas or work.target_groups or work.themes for work in works)
    return not (
        placed
        or any(place.functions for place in records.places)
        or any(group.themes for group in records.working_groups)
    )


def _no_role_model(network: Network) -> bool:
    return not any(project.role_model for project in network.records.projects)


_NOTHING_TO_FIND: Mapping[str, Callable[[Network], bool]] = {
    "similar": _nothing_comparable,
    "deadline": _nothing_ends,
    "roles": _nothing_joint,
    "examples": _no_role_model,
}
"""Sections about something of which no record may exist, though what they look through exists."""


def introduction(code: str, cards: CardWriter, findings: Sequence[Finding], *, listed: bool, withheld: bool) -> str:
    """What a section is about; an empty one says why, the public is not even told whether hints were left out.

    Args:
        code: of the section.
        cards: who reads it, in which language, about which network.
        findings: of the section, as its readers may read them.
        listed: whether any of them stands in the section; else another section has all of them.
        withheld: whether the section has findings at all.
    """
    lang, network = cards.lang, cards.network
    if findings:
        return label("introduction", code, lang) if listed else label("page", "told_elsewhere", lang)
    if cards.audience == "public" and code != "strengths":
        return label("page", "withheld", lang)
    if _stays_inside(code, cards):
        return label("page", "none_or_withheld", lang)
    if withheld:
        return label("page", "withheld_from_partners", lang)
    if code != "unknown" and _nothing_recorded(code, network):
        return str(texts("common", lang)["unrecorded"].get(code, label("page", "nothing_recorded", lang)))
    return _nothing_found(code, cards)


def _nothing_found(code: str, cards: CardWriter) -> str:
    """That a section found nothing, or that no list is confirmed by which it could."""
    common = texts("common", cards.lang)
    if code in common["unconfirmed"] and not _confirmed(code, cards.network):
        return str(common["unconfirmed"][code])
    for_coordinator = cards.audience == "internal" and code in common["nothing_for_coordinator"]
    return str(common["nothing_for_coordinator" if for_coordinator else "nothing"][code])


def _stays_inside(code: str, cards: CardWriter) -> bool:
    """Whether hints may rest on statistics that are not passed on: then others do not even read of their absence."""
    indicators = cards.network.records.indicators
    passed_on = cards.audience == "internal" or all(indicator.may_be_passed_on for indicator in indicators)
    return not passed_on and any(entry.on_statistics for entry in catalogue().values() if entry.section == code)


def _nothing_recorded(code: str, network: Network) -> bool:
    """Whether no analysis of the section has anything to look at."""
    if code in _NOTHING_TO_FIND and _NOTHING_TO_FIND[code](network):
        return True
    return all(entry.lacks(network) for entry in catalogue().values() if entry.section == code)


def _confirmed(code: str, network: Network) -> bool:
    """Whether a list is confirmed complete by which a section could say that something is missing."""
    kinds = {kind for entry in catalogue().values() if entry.section == code for kind in lists_of(entry.id)}
    return any(not kinds or check.record_kind in kinds for check in network.view(Inventory).confirmations)
