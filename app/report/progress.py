"""Progress: what was decided about hints, and what is new or closed since an earlier report, in words.

Both are for the coordinator alone; what is settled is left out of the sections for all readers.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.errors import InvalidInput
from app.findings import Finding
from app.network.graph.network import Network
from app.records.decisions import Decision, DecisionKind
from app.records.vocabulary import Lang, vocabulary
from app.refusals import said
from app.report.agenda import Item, agenda
from app.report.choice import first_of_clusters
from app.report.report import Hint
from app.report.texts import sentence_of, texts, value_text

MOST_NAMED = 5
"""Headings of new and of closed hints that are told; the others are counted."""

_SETTLED: tuple[DecisionKind, ...] = ("done", "wanted", "wrong", "later")
_ORDER: tuple[DecisionKind, ...] = ("accepted", *_SETTLED)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier report: what it is called in a sentence, and the headings of its hints by key."""

    name: str
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Progress:
    """Decisions of a workspace, the oldest first, the report to compare with, and the day on which dates come due.

    ``day`` None: that of the data.
    """

    decisions: Sequence[Decision] = ()
    earlier: Earlier | None = None
    day: date | None = None

    def items(self, findings: Iterable[Finding], network: Network) -> Mapping[str, Item]:
        """How each finding stands, by key; only those of which something was decided."""
        if not self.decisions:
            return {}
        items = agenda(findings, self.decisions, network, self.day or network.as_of)
        return {item.finding.key: item for item in items if item.decision is not None}


@dataclass(frozen=True, slots=True)
class Changes:
    """Hints beside those of an earlier report: the headings of the new and the closed ones, and how many stay."""

    new: tuple[str, ...]
    closed: tuple[str, ...]
    staying: int


def earlier_report(text: str, *, audience: str, lang: Lang) -> Earlier:
    """The earlier report that a JSON report holds.

    Args:
        text: what ``--format json`` wrote.
        audience: of the new report; one for others knows other hints.
        lang: of the new report.

    Raises:
        InvalidInput: it is no report as JSON, an older one without its hints, or one for other readers.
    """
    report = _object(text)
    hints = report.get("hints")
    if not isinstance(hints, list) or not all(
        isinstance(hint, dict) and {"key", "title"} <= hint.keys() for hint in hints
    ):
        raise InvalidInput(said("earlier_report_unreadable"), hint=said("write_report_as_json"))
    if (report.get("audience"), report.get("lang")) != (audience, lang):
        raise InvalidInput(
            said("earlier_report_differs", audience=report.get("audience"), lang=report.get("lang")),
            hint=said("compare_with_alike_report", audience=audience, lang=lang),
        )
    day = value_text(_day(report.get("as_of")), lang)
    return Earlier(_words("of_day", lang, day=day), {str(hint["key"]): str(hint["title"]) for hint in hints})


def kept_report(name: str, day: date, titles: Mapping[str, str], lang: Lang) -> Earlier:
    """A kept state as an earlier report."""
    return Earlier(_words("of_state", lang, name=name, day=day), titles)


def _object(text: str) -> Mapping[str, Any]:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    return value if isinstance(value, dict) else {}


def _day(text: object) -> date | str:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return "–"


def changes(hints: Sequence[Hint], present: Collection[str], earlier: Earlier) -> Changes:
    """Hints beside those of an earlier report, by their keys; those on one card count once.

    A card is new when none of its hints was there, and stays when one was.

    Args:
        hints: those of today.
        present: keys of everything that is told today, good examples among it.
        earlier: the report to compare with.
    """
    cards: dict[str, list[Hint]] = {}
    for hint in hints:
        cards.setdefault(hint.card, []).append(hint)
    known = {card: any(hint.key in earlier.titles for hint in of_card) for card, of_card in cards.items()}
    gone = dict.fromkeys(title for key, title in earlier.titles.items() if key not in present)
    titles_today = {hint.title for hint in hints}
    return Changes(
        new=tuple(of_card[0].title for card, of_card in cards.items() if not known[card]),
        closed=tuple(title for title in gone if title not in titles_today),
        staying=sum(known.values()),
    )


def change_lines(since_then: Changes, earlier: Earlier, lang: Lang) -> Iterator[str]:
    """What changed since an earlier report: a line of numbers, and the headings of what is new and closed."""
    numbers = {"new": len(since_then.new), "closed": len(since_then.closed), "staying": since_then.staying}
    code = "changed" if since_then.new or since_then.closed else "unchanged"
    yield _words(code, lang, name=earlier.name, **numbers)
    for code, titles in (("new", since_then.new), ("closed", since_then.closed)):
        if titles:
            yield _words(code, lang, titles=titles[:MOST_NAMED], more=max(0, len(titles) - MOST_NAMED))


def decision_lines(items: Iterable[Item], lang: Lang) -> Iterator[str]:
    """What was decided, a line for each card: in hand first, then what is settled."""
    by_kind: dict[str, list[Item]] = {}
    for item in items:
        if item.decision is not None:
            by_kind.setdefault(item.decision.kind, []).append(item)
    for kind in _ORDER:
        for item in _once_a_card(by_kind.get(kind, ())):
            if item.decision is not None:
                yield decision_text(item, lang, titled=True)


def counted_decisions(items: Iterable[Item], lang: Lang) -> str | None:
    """What was settled, in one sentence of numbers; None where nothing was."""
    counts = Counter(item.status for item in _once_a_card(items))
    settled = {kind: counts[kind] for kind in _SETTLED if counts[kind]}
    return _words("settled", lang, settled=tuple(settled.items())) if settled else None


def _once_a_card(items: Iterable[Item]) -> list[Item]:
    by_key = {item.finding.key: item for item in items}
    return [by_key[finding.key] for finding in first_of_clusters(item.finding for item in by_key.values())]


def decision_text(item: Item, lang: Lang, *, titled: bool = False) -> str:
    """What was decided about a card, by which role, until when and why; it came back where it did."""
    decision = item.decision
    assert decision is not None, "only decided items are told"
    reason = vocabulary(f"{decision.kind}_reason").terms.get(decision.reason) if decision.reason else None
    return _words(
        "decision",
        lang,
        title=decision.title if titled else None,
        kind=texts("progress", lang)["kind"][decision.kind],
        role=decision.by_role,
        until=value_text(decision.until, lang) if decision.until else None,
        reason=reason.label(lang) if reason else None,
        text=decision.text,
        returned=item.returned,
        late=item.returned and decision.kind == "accepted",
    )


def is_settled(item: Item | None) -> bool:
    """Whether nobody has to act on a hint any more, or not yet."""
    return item is not None and item.status in _SETTLED


def _words(code: str, lang: Lang, **arguments: object) -> str:
    return sentence_of(texts("progress", lang)["line"][code], lang, **arguments)
