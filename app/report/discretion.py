"""What do others than the coordinator read about a pair whose cooperation was denied, or judged to be loose?

The same as about a pair of which nothing is known: the same words, certainty, label and place in the list. Otherwise
whoever compares two cards can tell who said no.
"""

from collections.abc import Iterable
from dataclasses import replace

from app.analysis.interface import catalogue
from app.findings import TOLD, Audience, Finding, Message

_READERS: dict[Audience, tuple[Audience, ...]] = {
    "internal": ("internal", "partners", "public"),
    "partners": ("partners", "public"),
    "public": ("public",),
}
"""Audiences whose texts an audience may read."""


def may_read(audience: Audience, widest: Audience) -> bool:
    """Whether an audience reads what is meant for others up to the widest."""
    return widest in _READERS[audience]


def readable(findings: Iterable[Finding], audience: Audience) -> list[Finding]:
    """The findings an audience may read, as it may read them, in an order that tells nothing more."""
    permitted = [finding for finding in findings if may_read(audience, finding.audience)]
    if audience == "internal":
        return permitted
    discreet = [_discreet(finding) for finding in permitted]
    if discreet == permitted:
        return permitted
    return sorted(
        discreet,
        key=lambda finding: (finding.analysis, finding.band != "clear", -round(finding.score, 9), finding.key),
    )


def _discreet(finding: Finding) -> Finding:
    """A finding that tells of a no, restated as its analysis says; any other as it is."""
    entry = catalogue().get(finding.analysis)
    restatement = entry.restated.get(finding.message.code) if entry else None
    if restatement is None:
        return finding
    return replace(
        finding,
        band="possible",
        rests_on="unknown",
        card="ask",
        unknowns=tuple(dict.fromkeys((restatement.unknown, *finding.unknowns))),
        message=Message(
            restatement.message,
            {name: value for name, value in finding.message.arguments.items() if not name.startswith(TOLD)},
        ),
        evidence=tuple(record for record in finding.evidence if record.kind != "cooperation"),
    )
