"""What an edition is made of: results on their network, for readers of one language and audience."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from app.analysis.interface import analyses_of_report, catalogue
from app.findings import Audience, Finding, Result
from app.network.district.occasions import Occasions
from app.network.graph.network import Network
from app.records.vocabulary import Lang
from app.report.agenda import Item
from app.report.cards import CardWriter
from app.report.discretion import readable
from app.report.progress import Progress, change_lines, changes, decision_lines, is_settled
from app.report.report import Edition, Fact, Hint, Report, Section
from app.report.texts import filled, known_language, label


@dataclass(frozen=True)
class Material:
    """Results on the network they were computed on, the name of the city, the language and who will read it."""

    results: Sequence[Result]
    network: Network
    title: str
    lang: Lang
    audience: Audience
    progress: Progress = field(default_factory=Progress)

    def __post_init__(self) -> None:
        known_language(self.lang)

    @cached_property
    def findings(self) -> list[Finding]:
        """Findings in reading order as the audience may read them, without those that are settled."""
        unsettled = (finding for finding in self._all_findings if not is_settled(self.items.get(finding.key)))
        return readable(unsettled, self.audience)

    @cached_property
    def _all_findings(self) -> list[Finding]:
        by_id = {result.analysis: result for result in self.results}
        names = (name for name in analyses_of_report() if name in by_id)
        return [finding for name in names for finding in by_id[name].findings]

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Findings of which something was decided, by key."""
        return self.progress.items(self._all_findings, self.network)

    @cached_property
    def hints(self) -> tuple[Hint, ...]:
        """Every open hint that the audience may read; what works well is none."""
        return tuple(self.cards.hint(finding) for finding in self.findings if finding.card != "strength")

    def changed(self) -> Iterator[str]:
        """Changes since the earlier report, new and closed hints; nothing for others than the coordinator."""
        if self.progress.earlier is not None and self.audience == "internal":
            present = {finding.key for finding in self.findings}
            since_then = changes(self.hints, present, self.progress.earlier)
            yield from change_lines(since_then, self.progress.earlier, self.lang)

    def decided(self) -> Iterator[str]:
        """Decisions, a line each; nothing for others than the coordinator."""
        if self.audience == "internal":
            yield from decision_lines(self.items.values(), self.lang)

    @cached_property
    def cards(self) -> CardWriter:
        """Puts findings into words."""
        return CardWriter(self.network, self.lang, self.audience, self.items)

    def in_section(self, code: str) -> list[Finding]:
        """Findings whose analysis fills a section of the report."""
        return [finding for finding in self.findings if catalogue()[finding.analysis].section == code]

    def words(self, code: str, **arguments: object) -> str:
        """A text of the editions."""
        return filled(label("edition_text", code, self.lang), self.lang, **arguments)

    def nothing(self, code: str) -> str:
        """Why a section is empty: none for the public, maybe none for partners, none on record for the coordinator."""
        withheld = {"public": "withheld", "partners": "none_or_withheld"}.get(self.audience)
        return label("page", withheld, self.lang) if withheld else self.words(code)

    def section(
        self, code: str, *, findings: Iterable[Finding] = (), introduction: str = "", lines: Iterable[str] = ()
    ) -> Section:
        """A section whose cards are told in a few lines."""
        cards = tuple(self.cards.card(finding) for finding in findings)
        return Section(
            code=code,
            title=self.words(code),
            introduction=introduction,
            cards=cards,
            lines=tuple(lines),
            brief=True,
        )

    def report(self, edition: Edition, title: str, facts: Iterable[Fact], sections: Iterable[Section]) -> Report:
        """The edition, without sections that say nothing."""
        session = self.network.view(Occasions).next_session if edition in ("kurz", "sitzung") else None
        day = filled(label("page", "for_session", self.lang), self.lang, session=session) + " " if session else ""
        return Report(
            workspace=self.network.workspace,
            title=title,
            subtitle=day + filled(label("page", "subtitle", self.lang), self.lang, day=self.network.as_of),
            lang=self.lang,
            audience=self.audience,
            as_of=self.network.as_of,
            revision=self.network.revision,
            edition=edition,
            facts=tuple(facts),
            highlights=(),
            sections=tuple(part for part in sections if part.cards or part.lines or part.introduction or part.figures),
            hints=self.hints if edition == "kurz" else (),
        )
