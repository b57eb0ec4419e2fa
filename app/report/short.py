"""Kurzfassung: what to do before the next meeting, what ends, what to ask, what is good, what is not known, on two pages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from app.findings import Argument, Finding
from app.network.district.inventory import Inventory
from app.report.cards import also_about
from app.report.choice import alike, by_subject, clear_first, earliest_first, first_of_clusters, varied
from app.report.figures import overview
from app.report.known import joint_projects, open_questions, running_fact
from app.report.material import Material
from app.report.progress import counted_decisions, decision_lines
from app.report.report import Fact, Report, Section
from app.report.texts import label, value_text

STEPS, ENDS, QUESTIONS, GOOD, UNKNOWN, IN_HAND = 5, 6, 3, 2, 3, 3
"""How much of each fits on two pages and into one head."""

_STEPS = ("reconcile", "introduce", "agree", "close")
"""Cards that name a step somebody can take."""


def short(material: Material) -> Report:
    """The Kurzfassung, for the coordinator before a meeting."""
    title = f"{material.title} – {label('edition', 'kurz', material.lang)}"
    return material.report("kurz", title, _facts(material), _sections(material))


def _facts(material: Material) -> Iterable[Fact]:
    network = material.network
    yield Fact(label=label("fact", "actors", material.lang), value=value_text(len(network.actors), material.lang))
    yield running_fact("offers", network.records.offers, network, material.lang)


def _sections(material: Material) -> Iterable[Section]:
    known = first_of_clusters(finding for finding in material.findings if finding.rests_on != "not_recorded")
    ending = ends_told(material)
    told = {finding.cluster for finding in ending} - {None}
    remaining = [
        finding
        for finding in known
        if finding not in ending and finding.cluster not in told and finding.key not in material.items
    ]
    steps = varied(clear_first([finding for finding in remaining if _is_step(finding)]))[:STEPS]
    questions = _questions(remaining, material)
    ends = (material.cards.card(finding).title for finding in earliest_first(ending)[:ENDS])
    yield material.section("since", lines=_since(material))
    yield material.section("steps", findings=steps, introduction="" if steps else material.nothing("no_steps"))
    yield material.section("ends", lines=ends)
    yield _asked(material, questions)
    yield replace(material.section("picture"), figures=overview(material.network, material.lang, material.audience))
    yield material.section("good", lines=_good(material))
    yield material.section("unknown", lines=unknown_lines(material)[:UNKNOWN])


def ends_told(material: Material) -> list[Finding]:
    """Findings that tell of a day on which something ends; that no end is recorded is a question."""
    return [finding for finding in material.in_section("deadline") if "end" in finding.message.arguments]


def _asked(material: Material, questions: Iterable[Sequence[Finding]]) -> Section:
    """The section of the questions: one card for each area, group or organisation, with the headings of its others."""
    section = material.section("questions", findings=[findings[0] for findings in questions])
    further = [
        also_about([material.cards.card(finding) for finding in findings[1:]], material.lang) for findings in questions
    ]
    cards = (
        replace(card, what=f"{card.what} {more}") if more else card
        for card, more in zip(section.cards, further, strict=True)
    )
    return replace(section, cards=tuple(cards))


def _questions(known: Iterable[Finding], material: Material) -> list[list[Finding]]:
    """The first questions about what is recorded, then those about lists that nobody has confirmed; alike ones together."""
    about_lists = (finding for finding in material.findings if finding.rests_on == "not_recorded")
    unconfirmed = [finding for finding in first_of_clusters(about_lists) if finding.key not in material.items]
    recorded = varied(clear_first([finding for finding in known if finding.card == "ask"]))
    lists = clear_first([finding for finding in unconfirmed if finding.card == "ask"])
    return [*alike(recorded), *by_subject(lists)][:QUESTIONS]


def _is_step(finding: Finding) -> bool:
    """Whether somebody can take it as a step; that need is high in many ways tells where to look, not what to do."""
    return finding.card in _STEPS and finding.analysis != "need-concentration"


def _since(material: Material) -> Iterable[str]:
    """What changed, how much is settled, and what is in hand."""
    yield from material.changed()
    if material.audience == "internal":
        items = material.items.values()
        yield from filter(None, [counted_decisions(items, material.lang)])
        in_hand = [item for item in items if item.status == "accepted"]
        yield from islice(decision_lines(in_hand, material.lang), IN_HAND)


def _good(material: Material) -> list[str]:
    strengths = [finding for finding in material.findings if finding.card == "strength"]
    cards = map(material.cards.card, _of_different_actors(varied(clear_first(strengths))))
    lines = [f"{card.what} {card.why}" for card in islice(cards, GOOD)]
    network = material.network
    ties, projects = network.adjacency.nnz // 2, len(joint_projects(network))
    if ties and material.audience != "public":
        lines.append(material.words("counted", ties=ties, projects=projects))
    return lines


def _of_different_actors(strengths: Iterable[Finding]) -> Iterator[Finding]:
    """What works well, without what is told of organisations of which an earlier one tells."""
    met: set[frozenset[Argument]] = set()
    for finding in strengths:
        actors = finding.message.arguments.get("actors")
        involved = frozenset(actors if isinstance(actors, tuple) else ())
        if involved not in met:
            yield finding
        met |= {involved} if involved else set()


def unknown_lines(material: Material) -> list[str]:
    """What is not known, the most important first; that not everything is recorded stands at the head of every edition."""
    if material.audience == "public":
        return []
    lines = list(open_questions(material.network, material.lang, material.audience))
    if not material.network.view(Inventory).confirmations:
        lines.append(material.words("no_list"))
    return lines
