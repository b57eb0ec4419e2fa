"""Cooperations, and the surveys in which actors speak about each other."""

from dataclasses import dataclass
from typing import Literal, get_args

from app.records.dates import PartialDate, Period
from app.records.sources import SourceRef
from app.records.vocabulary import vocabulary

TieStatus = Literal["confirmed", "documented", "stated", "one_sided", "contradicted", "denied", "unknown"]
"""What is known about a tie, the surest first: a code of ``tie_status``."""

Basis = Literal["survey", "document", "stated", "co_membership", "co_project"]
"""What the knowledge about a tie rests on: a code of ``tie_basis``."""

WaveMode = Literal["roster", "recall"]
"""Whether those asked saw a list of names: a code of ``wave_mode``."""

STATUSES: tuple[TieStatus, ...] = get_args(TieStatus)[::-1]
"""The least certain first."""

COOPERATING: tuple[TieStatus, ...] = ("one_sided", "stated", "documented", "confirmed")
"""Statuses that say yes; ``contradicted``, ``denied`` and ``unknown`` do not."""

BASES: tuple[Basis, ...] = get_args(Basis)
DERIVED: tuple[Basis, ...] = tuple(basis for basis in BASES if vocabulary("tie_basis").term(basis).derived)
"""Bases of ties that nobody stated; they follow from sitting or working in one room, and no measure counts them."""

TieKind = Literal[
    "other",
    "information",
    "referral",
    "joint_offer",
    "joint_project",
    "shared_space",
    "shared_staff",
    "funding",
    "agreement",
    "political",
]
KINDS: tuple[TieKind, ...] = get_args(TieKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cooperation:
    """One tie of one kind between two actors; ``actor_a`` is the smaller id.

    ``status`` is a code of ``tie_status``; ``denied`` says that they do not work together. ``strength`` 1 to 4,
    None: not known. ``reference`` is the document or survey that says so, in the words of the file.
    """

    id: str
    actor_a: str
    actor_b: str
    kind: TieKind = "other"
    status: TieStatus = "stated"
    basis: Basis = "stated"
    strength: int | None = None
    reference: str | None = None
    start: PartialDate | None = None
    end: PartialDate | None = None
    source: SourceRef | None = None
    version: int = 0

    @property
    def period(self) -> Period:
        """While it holds."""
        return Period(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """One round of asking.

    ``mode`` is ``roster`` (everyone was shown a list of names, so leaving one out says something) or ``recall``
    (everyone named whom they thought of, so silence says nothing). ``asked_about`` is that list; empty: the actors
    asked. Those in ``asked`` and not in ``answered_by`` have not answered.
    """

    id: str
    name: str
    date: PartialDate
    mode: WaveMode
    asked: tuple[str, ...] = ()
    answered_by: tuple[str, ...] = ()
    asked_about: tuple[str, ...] = ()
    source: SourceRef | None = None
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TieReport:
    """What one actor (``by``) said in a wave about another (``about``).

    ``strength`` 1 to 4; 0: says that they do not work together; None: says that they do, but not how closely.
    ``unsure``: says that they do not know, which is no answer about the pair. The trust and value questions are
    those of the PARTNER questionnaire, 1 (not at all) to 4 (a great deal); None: not answered.
    """

    id: str
    wave: str
    by: str
    about: str
    kind: str = "other"
    strength: int | None = None
    unsure: bool = False
    trust_reliability: int | None = None
    trust_mission: int | None = None
    trust_openness: int | None = None
    value_influence: int | None = None
    value_involvement: int | None = None
    value_resources: int | None = None
    source: SourceRef | None = None
    version: int = 0
