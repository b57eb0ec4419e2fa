"""The Bericht: results of all analyses in sections, for one audience."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from app.analysis.interface import analyses_of_report, catalogue, sections
from app.findings import Audience, Code, Finding, NotLookedAt, Result
from app.network.district.inventory import Inventory
from app.network.graph.network import Network
from app.records.sources import InventoryCheck
from app.records.vocabulary import Lang
from app.report.agenda import Item
from app.report.cards import CardWriter, also_about
from app.report.choice import alike, by_subject, clear_first, earliest_first, highlights, pair_of, reads_back, varied
from app.report.discretion import may_read, readable
from app.report.evidence import with_names
from app.report.figures import figures
from app.report.introductions import introduction
from app.report.known import answers_fact, open_questions, pairs_fact, running_fact
from app.report.material import Material
from app.report.progress import Progress, is_settled
from app.report.report import Card, Fact, Report, Section
from app.report.texts import about, filled, label, label_of, sentence_of, texts, value_text

NO_PROGRESS = Progress()


TOP = 5
"""Cards shown of each section; a longer list is read by nobody before a meeting."""


def compose(
    results: Sequence[Result],
    network: Network,
    *,
    title: str,
    lang: Lang,
    audience: Audience,
    top: int | None = TOP,
    progress: Progress = NO_PROGRESS,
) -> Report:
    """A report of results on the network they were computed on.

    Args:
        results: one for each of :func:`analyses_of_report`, in any order.
        network: the snapshot; names and rows of evidence come from it.
        title: name of the workspace or file.
        lang: ``de`` or ``en``.
        audience: who will read it; decides what is left out and how carefully the rest is worded.
        top: cards shown of each section, each pair of organisations once; None for every card.
        progress: what was decided, and the report to compare with.
    """
    material = Material(results, network, title, lang, audience, progress)
    open_results = [_without(result, material.items) for result in results]
    by_id = {result.analysis: result for result in open_results}
    writer = SectionWriter(material.cards, top)
    of_findings = [writer.section(code, _of(by_id, ids)) for code, ids in sections().items()]
    full = [section for section in of_findings if section.cards or section.lines or section.figures]
    closing = [writer.unknown(_unrecorded(by_id), open_results), writer.method(results)]
    empty = writer.empty([section for section in of_findings if section not in full])
    written = [*_progress(material), *full, *empty, *closing]
    return Report(
        workspace=network.workspace,
        title=filled(label("page", "title", lang), lang, name=title),
        subtitle=filled(label("page", "subtitle", lang), lang, day=network.as_of),
        lang=lang,
        audience=audience,
        as_of=network.as_of,
        revision=network.revision,
        facts=tuple(facts(network, lang, audience)),
        highlights=highlights(written),
        sections=tuple(written),
        hints=material.hints,
    )


def _without(result: Result, items: Mapping[str, Item]) -> Result:
    """A result without the findings that are settled."""
    findings = tuple(finding for finding in result.findings if not is_settled(items.get(finding.key)))
    return replace(result, findings=findings)


def _progress(material: Material) -> Iterable[Section]:
    """What changed since an earlier report and what was decided, where there is any of it."""
    lines = (*material.changed(), *material.decided())
    if lines:
        title = label("section", "progress", material.lang)
        introduction = label("introduction", "progress", material.lang)
        yield Section(code="progress", title=title, introduction=introduction, cards=(), lines=lines)


def _of(by_id: Mapping[str, Result], ids: Iterable[str]) -> list[Finding]:
    results = (by_id[analysis_id] for analysis_id in ids if analysis_id in by_id)
    return [finding for result in results for finding in result.findings if finding.rests_on != "not_recorded"]


def _unrecorded(by_id: Mapping[str, Result]) -> list[Finding]:
    results = (by_id[analysis_id] for analysis_id in analyses_of_report() if analysis_id in by_id)
    return [finding for result in results for finding in result.findings if finding.rests_on == "not_recorded"]


class SectionWriter:
    """Writes the sections of a report in one language; a pair of organisations, and a card of several hints, is told once."""

    def __init__(self, cards: CardWriter, top: int | None) -> None:
        self.cards = cards
        self.lang = cards.lang
        self.top = top
        self.pairs: set[frozenset[str]] = set()
        self.clusters: set[str] = set()

    def section(self, code: str, findings: Sequence[Finding]) -> Section:
        """The first cards of a section, how many more there are, and how many only read back what is recorded."""
        findings_to_read = readable(findings, self.cards.audience)
        ordered = earliest_first(findings_to_read) if code == "deadline" else varied(clear_first(findings_to_read))
        known = [finding for finding in ordered if self.top is not None and reads_back(finding)]
        counted = known if len(known) < len(ordered) else []  # where nothing else is to be told, that is
        shown_as_cards = [
            finding for finding in ordered if finding not in counted and finding.cluster not in self.clusters
        ]
        together = self._together(code, shown_as_cards)
        chosen = self._first([findings_about[0] for findings_about in together])
        more = len(shown_as_cards) - sum(
            len(findings_about) for findings_about in together if findings_about[0] in chosen
        )
        return Section(
            code=code,
            title=label("section", code, self.lang),
            introduction=introduction(
                code, self.cards, ordered, listed=bool(chosen or counted), withheld=bool(findings)
            ),
            cards=tuple(self._card(finding, together) for finding in chosen),
            more=more,
            more_text=filled(label("page", "more", self.lang), self.lang, more=more, audience=self.cards.audience)
            if more
            else None,
            lines=tuple(self._counts(counted)),
            figures=figures(code, ordered, self.cards.network, self.lang, self.cards.audience),
        )

    def _together(self, code: str, findings: Sequence[Finding]) -> list[list[Finding]]:
        """Findings that share a card: in a report with every card each stands alone."""
        if self.top is None:
            return [[finding] for finding in findings]
        return by_subject(findings) if code == "unknown" else alike(findings)

    def _card(self, finding: Finding, together: Iterable[Sequence[Finding]]) -> Card:
        """The card of a finding, with the headings of those that stand behind it."""
        card = self.cards.card(finding)
        behind = next((findings_about[1:] for findings_about in together if findings_about[0] is finding), ())
        further = also_about([self.cards.card(mate) for mate in behind], self.lang)
        return replace(card, additions=(*card.additions, further)) if further else card

    def _first(self, findings: Sequence[Finding]) -> list[Finding]:
        """The first findings, without those about a pair of which another section has told."""
        if self.top is None:
            return list(findings)
        chosen: list[Finding] = []
        for finding in findings:
            pair = pair_of(finding, self.cards.network)
            if len(chosen) < self.top and pair not in self.pairs:
                chosen.append(finding)
                self.pairs |= {pair} if pair else set()
                self.clusters |= {finding.cluster} if finding.cluster else set()
        return chosen

    def _counts(self, findings: Iterable[Finding]) -> Iterable[str]:
        counts = Counter((finding.analysis, finding.message.code) for finding in findings)
        for (analysis, code), count in counts.items():
            yield sentence_of(label_of(analysis, "read_back", code, self.lang), self.lang, count=count)

    def empty(self, without_cards: Sequence[Section]) -> Iterable[Section]:
        """Sections that hold nothing as one: a line for each reason."""
        titles: dict[str, list[str]] = {}
        for section in without_cards:
            titles.setdefault(section.introduction, []).append(section.title)
        if titles:
            yield Section(
                code="empty",
                title=label("section", "empty", self.lang),
                introduction="",
                cards=(),
                lines=tuple(f"{' · '.join(names)} – {reason}" for reason, names in titles.items()),
            )

    def unknown(self, findings: Sequence[Finding], results: Iterable[Result]) -> Section:
        """What nobody knows: hints on unconfirmed lists, missing answers, and what the analyses did not look at."""
        section = self.section("unknown", findings)
        lines = [*self._not_looked_at(results)]
        if self.cards.audience != "public":
            lines = [*open_questions(self.cards.network, self.lang, self.cards.audience), *lines]
        return Section(
            code=section.code,
            title=section.title,
            introduction=section.introduction,
            cards=section.cards,
            more=section.more,
            more_text=section.more_text,
            lines=tuple(dict.fromkeys(lines)),
            figures=section.figures,
        )

    def method(self, results: Iterable[Result]) -> Section:
        """How the report was made: its principles, and what each analysis looks for."""
        ordered = sorted(results, key=lambda result: analyses_of_report().index(result.analysis))
        data = "data" if self.cards.audience == "internal" else "data_for_others"
        lines = [texts("common", self.lang)["method"][line] for line in (data, "open_world", "hint", "order")]
        lines += [about(result.analysis, self.lang).in_report for result in ordered]
        return Section(
            code="method",
            title=label("section", "method", self.lang),
            introduction=label("introduction", "method", self.lang),
            cards=(),
            lines=tuple(lines),
        )

    def _not_looked_at(self, results: Iterable[Result]) -> Iterable[str]:
        """What was left out, once for all analyses that left it out for the same reason.

        What an analysis for the coordinator alone left out may rest on statistics that are not passed on.
        """
        gaps_of: dict[tuple[str, str], list[NotLookedAt]] = {}
        for result in results:
            if may_read(self.cards.audience, catalogue()[result.analysis].audience):
                for gap in filter(lambda gap: gap.count, result.not_looked_at):
                    text = label_of(result.analysis, "not_looked_at", gap.code, self.lang)
                    told_of = about(result.analysis, self.lang).title if "analysis" in text else ""
                    gaps_of.setdefault((text, told_of), []).append(gap)
        for (text, told_of), gaps in gaps_of.items():
            gap = _united(gaps)
            sentence = sentence_of(text, self.lang, count=gap.count, analysis=told_of)
            inside = self.cards.audience == "internal"
            yield with_names(sentence, gap, self.cards.network, self.lang) if inside else sentence


def _united(gaps: Sequence[NotLookedAt]) -> NotLookedAt:
    """What several analyses left out for the same reason, each record counted once."""
    ids = tuple(dict.fromkeys(record for gap in gaps for record in gap.ids))
    return replace(gaps[0], ids=ids, count=max(len(ids), *(gap.count for gap in gaps)))


def facts(network: Network, lang: Lang, audience: Audience) -> Iterable[Fact]:
    """The header of a report: the date of the data, how much is recorded, who answered, which lists are complete.

    The public reads nothing about cooperation, surveys and lists.
    """
    records = network.records
    yield Fact(label=label("fact", "as_of", lang), value=value_text(network.as_of, lang))
    yield Fact(label=label("fact", "actors", lang), value=value_text(len(network.actors), lang))
    if audience != "public":
        yield Fact(label=label("fact", "cooperations", lang), value=value_text(network.adjacency.nnz // 2, lang))
    yield running_fact("offers", records.offers, network, lang)
    yield running_fact("projects", records.projects, network, lang)
    yield Fact(label=label("fact", "working_groups", lang), value=value_text(len(records.working_groups), lang))
    if audience != "public":
        yield from answers_fact(network, lang)
        if audience == "internal":
            yield from pairs_fact(network, lang)
        yield Fact(label=label("fact", "complete", lang), value=confirmed_lists(network, lang))


def confirmed_lists(network: Network, lang: Lang) -> str:
    """Which lists somebody confirmed, in words; without one every gap stays a question."""
    lists_by_kind: dict[str, list[str]] = {}
    for check in network.view(Inventory).confirmations:
        lists_by_kind.setdefault(label("record_kind", check.record_kind, lang), []).append(
            _list_name(check, network, lang)
        )
    if not lists_by_kind:
        return label("fact", "none_complete", lang)
    return "; ".join(f"{kind}: {value_text(sorted(set(names)), lang)}" for kind, names in sorted(lists_by_kind.items()))


def _list_name(check: InventoryCheck, network: Network, lang: Lang) -> str:
    """A list of one theme is not the list of all."""
    name = network.name(f"{check.subject_kind}s", check.subject)
    return f"{name} ({value_text(Code('theme', check.theme), lang)})" if check.theme else name
