"""A report as plain text: Markdown that reads well unrendered and pastes into a mail."""

import re
from collections.abc import Iterable, Iterator

from app.records.vocabulary import Lang
from app.report.report import Card, EvidenceLine, Figure, Report, Section
from app.report.texts import filled, label, own_label

_SIGNS = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
"""What Markdown would take for emphasis, code, a link, HTML, a table or a character."""

_AT_THE_BEGINNING = re.compile(r"^(\d{0,9})([-+#=]+|[.)])(?=\s|$)")
"""What would make a heading or a list of a line."""


def escaped(text: str) -> str:
    """A text of one line that Markdown shows as it is, whatever signs a name holds."""
    plain = _SIGNS.sub(r"\\\g<0>", " ".join(text.split()))
    return _AT_THE_BEGINNING.sub(r"\1\\\2", plain)


def render(report: Report) -> str:
    """The report as Markdown, ending with a line break."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {escaped(report.title)}"
    yield ""
    yield f"{escaped(report.subtitle)} · {label('page', 'audience', report.lang)}: {label('audience', report.audience, report.lang)}"
    yield ""
    yield f"> {label('page', 'note', report.lang)}"
    yield ""
    for fact in report.facts:
        yield f"- **{fact.label}:** {escaped(fact.value)}"
    if report.highlights:
        yield from ("", f"## {label('page', 'highlights', report.lang)}", "")
        yield from (
            f"- {heading(card, report.lang)}: **{escaped(card.title)}** – {escaped(card.what_to_do)}"
            for card in report.highlights
        )
    for section in report.sections:
        yield from _section(section, report.lang)


def _section(section: Section, lang: Lang) -> Iterator[str]:
    yield from ("", f"## {section.title}")
    if section.introduction:
        yield from ("", escaped(section.introduction))
    for figure in section.figures:
        yield from _figure(figure)
    if section.brief and section.cards:
        yield ""
    for number, card in enumerate(section.cards, start=1):
        yield from [_brief(number, card, lang)] if section.brief else _card(number, card, lang)
    if section.more_text:
        yield from ("", f"*… {section.more_text}*")
    if section.lines:
        yield ""
        yield from (f"- {escaped(line)}" for line in section.lines)


def _figure(figure: Figure) -> Iterator[str]:
    yield from ("", f"**{escaped(figure.title)}** – {escaped(figure.reading)}", "")
    yield _table_row(map(escaped, figure.headings))
    yield _table_row(("---", *("---:" for _ in figure.headings[1:])))
    yield from (_table_row(map(escaped, (row.label, *row.texts))) for row in figure.rows)
    yield from ("", f"*{escaped(figure.note)}*")


def _table_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _card(number: int, card: Card, lang: Lang) -> Iterator[str]:
    kind = f"{heading(card, lang)}: " if card.kind and card.kind != "strength" else ""
    yield from ("", f"### {number}. {kind}{escaped(card.title)}", "")
    yield " ".join(map(escaped, (card.what, card.why, card.what_to_do)))
    for addition in card.additions:
        yield from ("", f"*{escaped(addition)}*")
    yield ""
    yield f"- {label('page', 'certainty', lang)}: {card.certainty} · {label('page', 'rests_on', lang)}: {card.rests_on}"
    if card.unknowns:
        yield f"- {label('page', 'unknowns', lang)}: {'; '.join(card.unknowns)}"
    if card.evidence:
        yield f"- {label('page', 'evidence', lang)}: {'; '.join(map(escaped, evidence_texts(card.evidence, lang)))}"


def after_title(card: Card) -> str:
    """What a card says, without the title before it where the sentence begins with it."""
    return card.what.removeprefix(card.title).lstrip()


def _brief(number: int, card: Card, lang: Lang) -> str:
    rows = evidence_rows(card.evidence, lang)
    parts = (
        f"**{escaped(card.title)}**",
        escaped(after_title(card)),
        f"→ {escaped(card.what_to_do)}",
        f"*{escaped(rows)}*" * bool(rows),
    )
    return f"{number}. " + " ".join(part for part in parts if part)


def heading(card: Card, lang: Lang) -> str:
    """What stands before the title of a card of some kind: words of its analysis where those of the kind do not fit."""
    codes = (card.kind, f"{card.kind}_{card.subjects[0].kind}" if card.subjects else None)
    own_headings = (own_label(card.analysis, "heading", code, lang) for code in codes if code)
    return next((words for words in own_headings if words), None) or label("card", card.kind or "", lang)


def evidence_texts(lines: Iterable[EvidenceLine], lang: Lang) -> list[str]:
    """Each record as one phrase: kind, name, what matters, and sheet and row where it was read."""
    return [_evidence(line, lang) for line in lines]


def evidence_rows(lines: Iterable[EvidenceLine], lang: Lang) -> str:
    """Rows where the evidence was read, in one phrase: those of each sheet."""
    rows: dict[str, set[int]] = {}
    for line in lines:
        if line.sheet and line.row:
            rows.setdefault(line.sheet, set()).add(line.row)
    places = (filled(label("page", "rows", lang), lang, sheet=sheet, rows=sorted(read)) for sheet, read in rows.items())
    return "; ".join(places)


def _evidence(line: EvidenceLine, lang: Lang) -> str:
    place = filled(label("page", "row", lang), lang, sheet=line.sheet, row=line.row) if line.row else ""
    detail = f": {line.detail}" if line.detail else ""
    place_in_file = f" ({place}, {line.file})" if place else ""
    kind = "" if line.name.startswith(line.kind) else f"{line.kind} "
    return f"{kind}{line.name}{detail}{place_in_file}"
