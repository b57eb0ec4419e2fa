"""What do others than the coordinator read about a pair whose cooperation was denied, or judged to be loose?

The same as about a pair of which nothing is known: the same words, certainty, label and place in the list. Otherwise
whoever compares two cards can tell who said no.
"""

from collections.abc import Iterable
from dataclasses import replace

from app.findings import TOLD, Audience, Finding, Message

_AS_UNKNOWN = {
    ("missing-links", "known"): ("unknown", "cooperation"),
    ("missing-links", "meet"): ("unknown", "cooperation"),
    ("parallel-offers", "not_coordinated"): ("coordination_unknown", "coordination"),
    ("parallel-offers", "groups_apart"): ("groups_unknown", "coordination_of_groups"),
    ("parallel-places", "apart"): ("unknown", "coordination"),
    ("unpooled-funding", "apart"): ("unknown", "coordination_of_recipients"),
    ("places", "shared"): ("shared_unknown", "cooperation"),
}
"""Messages that tell of a no: what is said instead, and what is then open."""

_READERS: dict[Audience, tuple[Audience, ...]] = {
    "internal": ("internal", "partners", "public"),
    "partners": ("partners", "public"),
    "public": ("public",),
}


def readable(findings: Iterable[Finding], audience: Audience) -> list[Finding]:
    """The findings an audience may read, as it may read them, in an order that tells nothing more."""
    found = [finding for finding in findings if finding.audience in _READERS[audience]]
    if audience == "internal":
        return found
    discreet = [_discreet(finding) for finding in found]
    if discreet == found:
        return found
    return sorted(discreet, key=lambda one: (one.analysis, one.band != "clear", -round(one.score, 9), one.key))


def _discreet(finding: Finding) -> Finding:
    instead = _AS_UNKNOWN.get((finding.analysis, finding.message.code))
    if instead is None:
        return finding
    code, unknown = instead
    return replace(
        finding,
        band="possible",
        rests_on="unknown",
        card="ask",
        unknowns=tuple(dict.fromkeys((unknown, *finding.unknowns))),
        message=Message(
            code, {name: one for name, one in finding.message.arguments.items() if not name.startswith(TOLD)}
        ),
        evidence=tuple(one for one in finding.evidence if one.kind != "cooperation"),
    )
