"""Decisions about findings: who takes one in hand, what is done, wanted, not true, or for later."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from app.errors import InvalidInput, Problem
from app.records.vocabulary import vocabulary
from app.refusals import said

DecisionKind = Literal["accepted", "done", "wanted", "wrong", "later"]
KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
REASONS = {"wanted": "wanted_reason", "wrong": "wrong_reason"}
"""The vocabulary of reasons of the kinds that need one."""

LONGEST_TEXT = 2_000
LONGEST_ROLE = 300
_LONGEST = {"text": LONGEST_TEXT, "by_role": LONGEST_ROLE, "reply": LONGEST_TEXT, "reply_by": LONGEST_ROLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided about the finding of a key, by a role or organisation, never by a person's name.

    ``reason`` is a code of ``wanted_reason`` or ``wrong_reason``. ``until`` is the day by which something accepted is
    to be done, on which something put off comes back, or up to which something wanted holds; None: open. ``title`` is
    the heading of the finding at that moment, ``digest`` names the values of the records it rested on. ``reply`` is
    what the organisation ``reply_by`` says to it in its own words. ``alone``: about this finding only, not about the
    others that stand on the same card.
    """

    id: str
    finding: str
    title: str
    kind: DecisionKind
    at: datetime
    digest: str
    reason: str | None = None
    text: str | None = None
    by_role: str | None = None
    until: date | None = None
    reply: str | None = None
    reply_by: str | None = None
    alone: bool = False


def check_decision(decision: Decision, today: date) -> None:
    """Refuse a decision that leaves open why or until when, or names a day before ``today``.

    Raises:
        InvalidInput: every fault with a pointer to its field.
    """
    problems = tuple(_problems(decision, today))
    if problems:
        raise InvalidInput(said("decision_incomplete"), problems=problems)


def _problems(decision: Decision, today: date) -> Iterator[Problem]:
    if decision.kind not in KINDS:
        yield Problem(code="unknown_kind", message=said("not_among", names=", ".join(KINDS)), pointer="/kind")
    reasons = REASONS.get(decision.kind)
    if reasons and decision.reason not in vocabulary(reasons).terms:
        known = ", ".join(vocabulary(reasons).terms)
        yield Problem(code="reason_missing", message=said("decision_reason_missing", known=known), pointer="/reason")
    if not reasons and decision.reason is not None:
        yield Problem(code="reason_unwanted", message=said("reason_out_of_place"), pointer="/reason")
    if decision.kind == "later" and decision.until is None:
        yield Problem(code="until_missing", message=said("return_day_missing"), pointer="/until")
    if decision.until is not None and decision.until < today:
        yield Problem(code="until_past", message=said("day_in_past", today=today.isoformat()), pointer="/until")
    for name, limit in _LONGEST.items():
        if len(getattr(decision, name) or "") > limit:
            yield Problem(code="too_long", message=said("text_too_long", limit=limit), pointer=f"/{name}")
