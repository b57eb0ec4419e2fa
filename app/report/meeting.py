"""Sitzungsvorlage: proposals for a committee about areas and groups, in which no single organisation is exposed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from app.findings import Finding
from app.report.choice import clear_first, first_of_clusters
from app.report.compose import confirmed_lists
from app.report.material import Material
from app.report.report import Card, EvidenceLine, Fact, Report, Section
from app.report.short import unknown_lines
from app.report.texts import label, shown

PROPOSALS = 6
"""What a meeting can decide on."""

_NEUTRAL = ("area", "working_group", "funding_area", "theme", "target_group", "indicator")
"""Kinds of subjects that are no organisation and no work of one."""

_CITED = ("area", "working_group", "funding_area", "indicator", "observation", "inventory_check")


def meeting(material: Material) -> Report:
    """The Sitzungsvorlage, for a committee."""
    title = f"{material.title} – {label('edition', 'sitzung', material.lang)}"
    return material.report("sitzung", title, _facts(material), _sections(material))


def _facts(material: Material) -> Iterable[Fact]:
    network, lang = material.network, material.lang
    counts = {
        "actors": len(network.actors),
        "offers": len(network.records.offers),
        "projects": len(network.records.projects),
    }
    yield from (Fact(label=label("fact", topic, lang), value=shown(count, lang)) for topic, count in counts.items())
    if material.audience != "public":
        yield Fact(label=label("fact", "complete", lang), value=confirmed_lists(network, lang))


def _sections(material: Material) -> Iterable[Section]:
    neutral = [finding for finding in material.findings if _is_neutral(finding)]
    cards = (card for card in map(material.cards.card, clear_first(neutral)) if not _names_somebody(card, material))
    proposals = tuple(_as_proposal(card, material) for card in cards)[:PROPOSALS]
    section = material.section("proposals", introduction="" if proposals else material.words("no_proposals"))
    yield replace(section, cards=proposals)
    yield material.section("ends", lines=_counted_ends(material))
    yield material.section("unknown", lines=unknown_lines(material))


def _is_neutral(finding: Finding) -> bool:
    return finding.card in ("close", "ask") and all(subject.kind in _NEUTRAL for subject in finding.subjects)


def _names_somebody(card: Card, material: Material) -> bool:
    """Whether an organisation is named in what a committee would read."""
    text = f"{card.title} {card.what} {card.why}"
    return any(actor.name in text for actor in material.network.actors)


def _as_proposal(card: Card, material: Material) -> Card:
    proposal = material.words("clarify" if card.kind == "ask" else "decide")
    kinds = {label("kind", kind, material.lang) for kind in _CITED}
    cited: tuple[EvidenceLine, ...] = tuple(line for line in card.evidence if line.kind in kinds)
    return replace(card, what=f"{card.what} {card.why}", what_to_do=proposal, additions=(), evidence=cited)


def _counted_ends(material: Material) -> Iterable[str]:
    """How much ends, without saying whose."""
    counts = Counter(finding.subjects[0].kind for finding in first_of_clusters(material.in_section("deadline")))
    funding_areas = counts.pop("funding_area", 0)
    if counts.total():
        yield material.words("ending_grants", count=counts.total())
    if funding_areas:
        yield material.words("ending_areas", count=funding_areas)
