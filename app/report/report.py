"""What is a report? Sections of cards in words, the same value for every format."""

from dataclasses import dataclass
from datetime import date

from app.findings import Audience, Band, Subject


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """A record a card rests on: what it is, its name, what matters about it, and the row of the file."""

    kind: str
    name: str
    detail: str | None
    file: str | None
    sheet: str | None
    row: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One finding in words: what it is, what it rests on, what could be done, and why it is believed."""

    key: str
    analysis: str
    kind: str | None
    band: Band
    subjects: tuple[Subject, ...]
    title: str
    what: str
    why: str
    what_to_do: str
    additions: tuple[str, ...]
    certainty: str
    rests_on: str
    unknowns: tuple[str, ...]
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A question of the report with its first cards; ``more`` is how many further ones there are."""

    code: str
    title: str
    introduction: str
    cards: tuple[Card, ...]
    more: int = 0
    more_text: str | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A line of the header."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A gap report in one language for one audience. It holds no time of its making: the same data, the same bytes.

    ``highlights`` are a few cards of its sections, to be read first.
    """

    workspace: str | None
    title: str
    subtitle: str
    lang: str
    audience: Audience
    as_of: date
    revision: int
    facts: tuple[Fact, ...]
    highlights: tuple[Card, ...]
    sections: tuple[Section, ...]
