"""What was asked, and what did actors say about each other?"""

from dataclasses import dataclass

from app.records.dates import PartialDate
from app.records.source import SourceRef


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
    mode: str
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
