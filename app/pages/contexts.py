"""What does each page show? One frozen value a page; templates put it into HTML and compute nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import quote, urlencode

from app.errors import NetzblickError
from app.report.next_steps import CardList
from app.report.report import Card, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds every page.

    ``here`` is the entry of the navigation the page belongs to, ``other_language`` the address of the same page in the
    other language. Without ``workspace`` the navigation has no entries of one.
    """

    lang: str
    here: str
    other_language: str
    workspace: str | None = None
    name: str | None = None

    def link(self, path: str, **query: str) -> str:
        """An address of these pages in the language of this page."""
        named = query | ({} if self.lang == "de" else {"lang": self.lang})
        return path + (f"?{urlencode(named)}" if named else "")

    def within(self, page: str = "", **query: str) -> str:
        """An address of the same workspace."""
        return self.link(f"/w/{quote(self.workspace or '', safe='')}/{page}", **query)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage:
    """The first page of somebody who has no data yet."""

    frame: Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspaceEntry:
    """A workspace in the list of all."""

    href: str
    name: str
    reference_date: date | None
    actors: int
    offers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkspacesPage:
    """All workspaces, by name."""

    frame: Frame
    workspaces: Sequence[WorkspaceEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStepsPage:
    """What to do until the next occasion. ``known`` of ``pairs`` pairs of organisations have an answer."""

    frame: Frame
    as_of: date
    occasion: str | None
    occasion_day: str | None
    known: int
    pairs: int
    confirmed_lists: str
    lists: Sequence[CardList]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """The report; with ``section`` only that one, with all of its cards. ``downloads`` are addresses by format."""

    frame: Frame
    report: Report
    audiences: Sequence[str]
    section: str | None
    downloads: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportEntry:
    """An import that was done."""

    id: str
    at: datetime
    files: tuple[str, ...]
    records: int
    undone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """What a workspace holds, by topic, how more gets in, and which organisations could be recorded twice."""

    frame: Frame
    counts: Mapping[str, int]
    imports: Sequence[ImportEntry]
    duplicates: Sequence[Card]
    more_duplicates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsPage:
    """The words of cards and pages; codes of cards, bands and grounds in the order they are explained."""

    frame: Frame
    cards: Sequence[str]
    bands: Sequence[str]
    rests: Sequence[str]
    words: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """A page that could not be shown; ``code`` names the texts about it."""

    frame: Frame
    code: str
    error: NetzblickError
