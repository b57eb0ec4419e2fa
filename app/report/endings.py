"""Ends of what a card names: nobody is sent to something that is over, or will be before the next session, unawares."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from app.findings import Argument, Finding, Subject
from app.network.district.occasions import Occasions
from app.network.graph.network import Network
from app.records.dates import PartialDate
from app.records.vocabulary import Lang
from app.report.texts import filled, label, quoted

_ENDING = ("actor", "offer", "project", "working_group", "funding_area")
"""Kinds of records that can be over."""

_BARE = ("actor",)
"""Kinds whose names stand in a sentence without quotation marks."""


def endings(finding: Finding, text: str, network: Network, lang: Lang) -> tuple[str, ...]:
    """A sentence for each record named in the text of a finding that is over, or will be before it can be acted on.

    Nothing of an end that the finding itself tells of.

    Args:
        finding: the hint.
        text: its sentences, as they are read.
        network: the snapshot it was found in.
        lang: ``de`` or ``en``.
    """
    days = {value for value in _flat(finding.message.arguments.values()) if isinstance(value, date)}
    until = max((network.view(Occasions).proposed_until, *_days_of_meetings(finding)))
    return (
        *(
            _sentence(subject, end, network, lang)
            for subject in _named(finding, text)
            if (end := _last_day(subject, network)) is not None and end <= until and end not in days
        ),
        *_shared_end(finding, until, lang),
    )


def _days_of_meetings(finding: Finding) -> Iterator[date]:
    """Days on which the finding proposes to meet."""
    for name in ("meeting", "session", "occasion_date", "date"):
        day = finding.message.arguments.get(name)
        if isinstance(day, date):
            yield day


def _named(finding: Finding, text: str) -> Iterator[Subject]:
    """Records that the text of a finding names, each once."""
    subjects = (*finding.subjects, *_flat(finding.message.arguments.values()))
    named = (subject for subject in subjects if isinstance(subject, Subject) and subject.kind in _ENDING)
    yield from dict.fromkeys(subject for subject in named if stands_in(subject.name, text))


def stands_in(name: str, text: str) -> bool:
    """Whether a name stands in a text as words of its own: "Stadt" does not in "Stadtteil"."""
    return name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _flat(values: Iterable[Argument]) -> Iterator[Argument]:
    for value in values:
        if isinstance(value, tuple):
            yield from _flat(value)
        else:
            yield value


def _last_day(subject: Subject, network: Network) -> date | None:
    end = getattr(network.record(f"{subject.kind}s", subject.id), "end", None)
    return end.last if isinstance(end, PartialDate) else None


def _sentence(subject: Subject, end: date, network: Network, lang: Lang) -> str:
    session = network.view(Occasions).next_session
    return filled(
        label("ending", "over" if end < network.as_of else "ends", lang),
        lang,
        name=subject.name if subject.kind in _BARE else quoted(subject, lang),
        end=end,
        session=session if session is not None and end < session else None,
    )


def _shared_end(finding: Finding, until: date, lang: Lang) -> Iterator[str]:
    """The end of what two organisations share, by the argument ``shared_until``."""
    end = finding.message.arguments.get("shared_until")
    if isinstance(end, date) and end <= until:
        yield filled(label("ending", "shared", lang), lang, end=end)
