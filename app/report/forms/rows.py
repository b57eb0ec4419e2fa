"""Tables of a report: its findings, their evidence, its facts and lines, with headings in its language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.records.vocabulary import Lang
from app.report.forms.markdown import evidence_texts, heading
from app.report.report import Card, Report, Section
from app.report.texts import label

Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table by its title: headings and rows of typed cells, ``[("Was gut läuft", 1, "Abgestimmt: …"), …]``."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


_FINDING = (
    *("section", "number", "kind", "title", "what", "why", "what_to_do", "additions"),
    *("certainty", "rests_on", "unknowns", "evidence", "status", "key"),
)
_FIGURE = ("section", "figure", "row_of_figure", "column_of_figure", "value", "shown")
_EVIDENCE = ("key", "kind_of_record", "name", "detail", "file", "sheet", "row_number")


def tables_of(report: Report) -> tuple[ReportTable, ...]:
    """Every table of a report: findings, evidence, facts, the lines of its sections and the numbers of its figures."""
    return (
        findings_table(report),
        _evidence_table(report),
        _facts_table(report),
        _lines_table(report),
        _figures_table(report),
    )


def findings_table(report: Report) -> ReportTable:
    """One row for each card, in the order of the report."""
    rows = tuple(
        _row(section, number, card, report.lang)
        for section in report.sections
        for number, card in enumerate(section.cards, start=1)
    )
    return ReportTable(_title("findings", report), _headings(_FINDING, report), rows)


def _row(section: Section, number: int, card: Card, lang: Lang) -> tuple[Cell, ...]:
    texts = (card.title, card.what, card.why, card.what_to_do, " ".join(card.additions))
    grounds = (card.certainty, card.rests_on, "; ".join(card.unknowns), "; ".join(evidence_texts(card.evidence, lang)))
    return (
        section.title,
        number,
        heading(card, lang) if card.kind else None,
        *texts,
        *grounds,
        label("status", card.status, lang),
        card.key,
    )


def _evidence_table(report: Report) -> ReportTable:
    rows = tuple(
        (card.key, line.kind, line.name, line.detail, line.file, line.sheet, line.row)
        for section in report.sections
        for card in section.cards
        for line in card.evidence
    )
    return ReportTable(_title("evidence", report), _headings(_EVIDENCE, report), rows)


def _facts_table(report: Report) -> ReportTable:
    rows = tuple((fact.label, int(fact.value) if fact.value.isdecimal() else fact.value) for fact in report.facts)
    first: tuple[tuple[Cell, ...], ...] = (
        (label("page", "audience", report.lang), label("audience", report.audience, report.lang)),
        (label("fact", "as_of", report.lang), report.as_of),
    )
    known = {row[0] for row in first}
    further_rows = tuple(row for row in rows if row[0] not in known)
    return ReportTable(_title("facts", report), _headings(("fact", "value"), report), (*first, *further_rows))


def _lines_table(report: Report) -> ReportTable:
    return ReportTable(_title("lines", report), _headings(("section", "line"), report), tuple(_lines(report)))


def _lines(report: Report) -> Iterator[tuple[Cell, ...]]:
    for section in report.sections:
        more = f"… {section.more_text}" if section.more_text else ""
        yield from ((section.title, line) for line in (section.introduction, more, *section.lines) if line)


def _figures_table(report: Report) -> ReportTable:
    """One row for each number that is drawn."""
    rows = tuple(
        (section.title, figure.title, row.label, heading_of_value, value, text)
        for section in report.sections
        for figure in section.figures
        for row in figure.rows
        for heading_of_value, value, text in zip(figure.headings[1:], row.values, row.texts, strict=True)
    )
    return ReportTable(_title("figures", report), _headings(_FIGURE, report), rows)


def _title(code: str, report: Report) -> str:
    return label("table", code, report.lang)


def _headings(codes: tuple[str, ...], report: Report) -> tuple[str, ...]:
    return tuple(label("column", code, report.lang) for code in codes)
