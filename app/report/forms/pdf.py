"""A report on paper and for screen readers: PDF/UA-1, tagged, with embedded fonts, made by typst."""

import json
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from app.records.vocabulary import Lang
from app.report.drawings.charts import svg
from app.report.drawings.raster import alternative, font_folder
from app.report.forms.markdown import after_title, evidence_rows, evidence_texts, heading
from app.report.report import Card, Figure, Report, Section, printable
from app.report.texts import label

_WITHOUT_GLYPH = re.compile(
    r"[^ -~\u00a0-\u024f\u0370-\u04ff\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20ac\u2190-\u2193]"
)
"""Signs that the embedded fonts may lack: all but those of Latin, Greek and Cyrillic, and what German sets beside them."""


def render(report: Report) -> bytes:
    """The report as PDF/UA-1; the same report gives the same bytes.

    Signs that no embedded font has (of other scripts, pictures) are shown as an empty square: the standard forbids
    what cannot be read.
    """
    content = json.dumps(content_of(printable(report)), ensure_ascii=False)
    try:
        return _compiled(content)
    except typst.TypstError:
        return _compiled(_WITHOUT_GLYPH.sub("\N{WHITE SQUARE}", content))


def _compiled(content: str) -> bytes:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[font_folder()])
    return typst.compile(
        template(), format="pdf", font_paths=fonts, pdf_standards="ua-1", sys_inputs={"report": content}
    )


def _folder() -> Path:
    return Path(str(resources.files("app.report")))


@cache
def template() -> bytes:
    """The pages of a report in the language of typst."""
    return (_folder() / "templates" / "report.typ").read_bytes()


def content_of(report: Report) -> dict[str, Any]:
    """What the template shows: texts alone, in the order in which they are read."""
    lang = report.lang
    words = {
        code: label("page", code, lang)
        for code in ("note", "highlights", "facts", "contents", "unknowns", "evidence", "rests_on")
    }
    return {
        "lang": lang,
        "edition": report.edition,
        "title": report.title,
        "subtitle": f"{report.subtitle} · {label('page', 'audience', lang)}: {label('audience', report.audience, lang)}",
        "day": [report.as_of.year, report.as_of.month, report.as_of.day],
        "words": words,
        "facts": [[fact.label, fact.value] for fact in report.facts],
        "highlights": [f"{heading(card, lang)}: {card.title}" for card in report.highlights],
        "sections": [_section(section, lang) for section in report.sections],
    }


def _section(section: Section, lang: Lang) -> dict[str, Any]:
    return {
        "code": section.code,
        "title": section.title,
        "introduction": section.introduction,
        "brief": section.brief,
        "cards": [_card(card, lang) for card in section.cards],
        "more": section.more_text,
        "lines": list(section.lines),
        "figures": [_figure(figure) for figure in section.figures],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "title": figure.title,
        "reading": figure.reading,
        "note": figure.note,
        "drawing": svg(figure),
        "told": alternative(figure),
    }


def _card(card: Card, lang: Lang) -> dict[str, Any]:
    kind = heading(card, lang) if card.kind and card.kind != "strength" else None
    return {
        "kind": kind,
        "title": card.title,
        "what": card.what,
        "after_title": after_title(card),
        "why": card.why,
        "what_to_do": card.what_to_do,
        "additions": list(card.additions),
        "grounds": f"{card.certainty} · {label('page', 'rests_on', lang)}: {card.rests_on}",
        "unknowns": "; ".join(card.unknowns),
        "rows": evidence_rows(card.evidence, lang),
        "evidence": "; ".join(evidence_texts(card.evidence, lang)),
    }
