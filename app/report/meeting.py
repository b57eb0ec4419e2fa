"""Sitzungsvorlage: proposals for a committee about areas and groups, in which no single organisation is exposed."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from app.findings import Finding
from app.records.offers import Offer, Project
from app.report.cards import CardWriter, also_about
from app.report.choice import clear_first
from app.report.compose import confirmed_lists
from app.report.endings import stands_in
from app.report.known import running_fact
from app.report.material import Material
from app.report.report import Card, EvidenceLine, Fact, Report, Section
from app.report.short import ends_told, unknown_lines
from app.report.texts import label, quoted, value_text

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
    yield Fact(label=label("fact", "actors", lang), value=value_text(len(network.actors), lang))
    yield running_fact("offers", network.records.offers, network, lang)
    yield running_fact("projects", network.records.projects, network, lang)
    if material.audience != "public":
        yield Fact(label=label("fact", "complete", lang), value=confirmed_lists(network, lang))


def _sections(material: Material) -> Iterable[Section]:
    writer = CardWriter(material.network, material.lang, material.audience, material.items, neutral=True)
    neutral = clear_first([finding for finding in material.findings if _is_neutral(finding)])
    cards = (_with_endings(writer, finding) for finding in neutral)
    discreet = (card for card in cards if not _names_somebody(card, material))
    proposals = tuple(_as_proposal(about, material) for about in _by_subject(discreet))[:PROPOSALS]
    section = material.section("proposals", introduction="" if proposals else material.nothing("no_proposals"))
    yield replace(section, cards=proposals)
    yield material.section("ends", lines=_counted_ends(material))
    yield material.section("unknown", lines=unknown_lines(material))


def _is_neutral(finding: Finding) -> bool:
    return finding.card in ("close", "ask") and all(subject.kind in _NEUTRAL for subject in finding.subjects)


def _with_endings(writer: CardWriter, finding: Finding) -> Card:
    """The card of a finding; what is over or will be is told in its grounds, since a proposal has words of its own."""
    card = writer.card(finding)
    return replace(card, why=" ".join((card.why, *writer.endings(finding))))


def _names_somebody(card: Card, material: Material) -> bool:
    """Whether an organisation, or an offer or project of one, is named in what a committee would read."""
    text = f"{card.title} {card.what} {card.why}"
    records = material.network.records
    works: tuple[Offer | Project, ...] = (*records.offers, *records.projects)
    return any(stands_in(actor.name, text) for actor in records.actors) or any(
        quoted(work.name, material.lang) in text for work in works
    )


def _by_subject(cards: Iterable[Card]) -> list[list[Card]]:
    """Cards of one kind about the same area or group, in the order of the first: one item of the agenda for each."""
    about: dict[tuple[str, str | None], list[Card]] = {}
    for card in cards:
        about.setdefault((card.subjects[0].id, card.kind), []).append(card)
    return list(about.values())


def _as_proposal(about: Sequence[Card], material: Material) -> Card:
    """An item about one area or group: its first card, the headings of the others, and a proposal to decide on."""
    card, *mates = about
    further = also_about(mates, material.lang)
    proposal = material.words("clarify" if card.kind == "ask" else "decide")
    kinds = {label("kind", kind, material.lang) for kind in _CITED}
    lines = dict.fromkeys(line for item in about for line in item.evidence if line.kind in kinds)
    cited: tuple[EvidenceLine, ...] = tuple(lines)
    return replace(
        card,
        what=" ".join(filter(None, (card.what, card.why, further))),
        what_to_do=proposal,
        additions=(),
        evidence=cited,
    )


def _counted_ends(material: Material) -> Iterable[str]:
    """How much ends, without saying whose."""
    counts = Counter(finding.subjects[0].kind for finding in ends_told(material))
    funding_areas = counts.pop("funding_area", 0)
    if counts.total():
        yield material.words("ending_grants", count=counts.total())
    if funding_areas:
        yield material.words("ending_areas", count=funding_areas)
