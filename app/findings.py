"""What does an analysis say? Findings and measures with their evidence, without any prose.

One shape everywhere: files, HTTP, pages and reports show the same value. Sentences are added by the report.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from app.records.certainty import Ground
from app.records.sources import SourceRef

Band = Literal["clear", "possible"]
CardList = Literal["ask", "introduce", "agree", "reconcile", "close", "strength"]
"""Lists of the page of next steps: what one does about a finding."""

Audience = Literal["internal", "partners", "public"]
RestsOn = Ground
"""What a finding rests on: see :data:`app.records.certainty.Ground`."""


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """What a finding is about: ``kind`` is actor, offer, project, working_group, area, place, target_group, theme and so on."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record that a finding rests on; ``field`` names the property that matters, ``source`` the row of the file.

    A cooperation is known by its ``pair`` of actors.
    """

    kind: str
    id: str
    field: str | None = None
    source: SourceRef | None = None
    pair: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Code:
    """A term of a vocabulary; the report shows its label in the language asked for."""

    vocabulary: str
    code: str


Argument = str | int | float | date | Code | Subject | tuple["Argument", ...] | None
"""A named value of a message. None: not known, and the part of the sentence about it falls away."""


@dataclass(frozen=True, slots=True)
class Message:
    """Which sentences to say: ``code`` is a table of ``report/texts/<analysis>.<lang>.toml``."""

    code: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One hint with its reasons.

    ``score`` orders findings of one analysis and is shown to nobody who did not ask; ``contributions`` sum to it
    where the doc page of the analysis says so. ``unknowns`` are codes of what is not known about it
    (``unknown.<code>`` in ``report/texts/common``). ``audience`` is the widest one that may read it. ``card`` is the
    list of the page it belongs to (ask, introduce, agree, reconcile, close, strength); ``cluster`` groups cards.
    """

    key: str
    analysis: str
    subjects: tuple[Subject, ...]
    score: float
    band: Band
    rests_on: RestsOn
    message: Message
    evidence: tuple[Evidence, ...]
    contributions: Mapping[str, float] = field(default_factory=dict)
    unknowns: tuple[str, ...] = ()
    audience: Audience = "partners"
    card: CardList | None = None
    cluster: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A number about an actor or, with ``subject`` None, about the whole network.

    ``value`` None is explained by ``reason``; ``low`` and ``high`` bound it where pairs are unknown.
    """

    subject: Subject | None
    value: float | None
    reason: str | None = None
    low: float | None = None
    high: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotLookedAt:
    """Records an analysis could not use: ``code`` says why (``offers_without_area``), ``count`` how many."""

    code: str
    count: int
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one run of an analysis gives. ``summary`` holds counts; ``exact`` is False where something was sampled."""

    analysis: str
    version: int
    workspace: str | None
    revision: int
    as_of: date
    parameters: Mapping[str, object]
    findings: tuple[Finding, ...] = ()
    measures: tuple[Measure, ...] = ()
    summary: Mapping[str, float | int | str | None] = field(default_factory=dict)
    not_looked_at: tuple[NotLookedAt, ...] = ()
    exact: bool = True


TOLD = "told_"
"""Begins the names of arguments that only a reader may know who may know who said no."""


def card_of_end(subject: Subject) -> str:
    """The cluster of hints of several analyses about the end of one record: a reader gets one card about it."""
    return f"end {subject.kind} {subject.id}"


_KEY = re.compile(r"[a-z0-9-]+:[0-9a-f]{20}")


def finding_key(analysis: str, subject_ids: Iterable[str], discriminator: str = "") -> str:
    """The name of a finding, which stays the same while only scores change.

    Args:
        analysis: its id.
        subject_ids: ids of what it is about, in any order.
        discriminator: tells findings about the same subjects apart: a kind, a cell, a group.
    """
    text = "\x1f".join([*sorted(subject_ids), "\x1e", discriminator])
    return f"{analysis}:{hashlib.sha256(text.encode()).hexdigest()[:20]}"


def is_finding_key(text: str) -> bool:
    """Whether a text can be the key of a finding: whether there is such a finding is known when all are computed."""
    return _KEY.fullmatch(text) is not None


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by band, greatest score (rounded, so that noise decides nothing), then key."""
    return tuple(sorted(findings, key=lambda finding: (finding.band != "clear", -round(finding.score, 9), finding.key)))
