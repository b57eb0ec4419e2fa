"""HTML of a page: its template, filled with its value; every text is escaped."""

from datetime import datetime
from functools import cache
from typing import Protocol

from fastapi.responses import HTMLResponse
from jinja2 import Environment

from app.pages.assets import address
from app.pages.frame import Frame
from app.pages.records.record_words import EMPTY_FIELDS, TABS, record_path
from app.pages.texts import page_texts, text
from app.records.dates import date_text
from app.records.fields import writable
from app.records.vocabulary import Lang, vocabulary
from app.report.drawings.charts import svg
from app.report.drawings.need_words import need_words, standing_words
from app.report.forms.html_templates import html_templates
from app.report.forms.markdown import evidence_texts, heading
from app.report.texts import label, value_text
from app.web.addresses import path_of

HELP_PAGES = ("workspaces", "next", "offers", "needs", "report", "network", "records", "data")
"""Entries of the navigation whose pages explain how they are read."""


class Page(Protocol):
    """The value of a page."""

    @property
    def frame(self) -> Frame:
        """Frame of the page."""


def render(template: str, page: Page, status: int = 200) -> HTMLResponse:
    """The answer with a page. It is not kept by browsers: the data behind it change."""
    html = _environment().get_template(template).render(page=page, frame=page.frame, lang=page.frame.lang)
    return HTMLResponse(html, status, headers={"Cache-Control": "no-cache", "Content-Language": page.frame.lang})


def read_templates() -> None:
    """Read all templates now, so that nobody who asks for a page waits for it."""
    for name in _environment().list_templates(extensions=["html"]):
        _environment().get_template(name)


def moment(at: datetime, lang: Lang) -> str:
    """A point in time as the calendar and clock of this machine have it."""
    local = at.astimezone()
    return f"{value_text(local.date(), lang)}, {local:%H:%M}"


_SECONDS_SAID = 90
"""Shorter times are told in seconds, longer ones in minutes."""


def time_left(seconds: float | None, lang: Lang) -> str:
    """Time that something still takes, as people say it; empty where nobody knows."""
    if seconds is None:
        return ""
    if seconds < _SECONDS_SAID:
        return text("import", "seconds", lang, seconds=5 * max(1, round(seconds / 5)))
    return text("import", "minutes", lang, minutes=round(seconds / 60))


def role_label(role: str, lang: Lang) -> str:
    """Who wrote something, as a role; one without a word of its own as it is kept."""
    return str(page_texts(lang)["role"].get(role, role))


def term_label(name: str, code: str, lang: Lang) -> str:
    """What a code of a vocabulary is called; the code itself where the vocabulary does not know it."""
    term = vocabulary(name).terms.get(code)
    return term.label(lang) if term else code


def term_labels(name: str, lang: Lang) -> list[tuple[str, str]]:
    """Every code of a vocabulary with what it is called, in the order of its file."""
    return [(code, term.label(lang)) for code, term in vocabulary(name).terms.items()]


@cache
def _environment() -> Environment:
    return html_templates(
        "app.pages",
        address=address,
        day=date_text,
        evidence_texts=evidence_texts,
        heading=heading,
        help_pages=HELP_PAGES,
        label=label,
        moment=moment,
        time_left=time_left,
        need_words=need_words,
        page_empty_fields=EMPTY_FIELDS,
        page_topics=TABS,
        fields_of=writable,
        path_of=path_of,
        record_path=record_path,
        role_label=role_label,
        standing_words=standing_words,
        text=text,
        value_text=value_text,
        svg=svg,
        term=term_label,
        terms=term_labels,
    )
