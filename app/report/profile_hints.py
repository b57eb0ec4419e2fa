"""Hints of a Steckbrief: those about an organisation, area or group, alike ones together, the first dozen told."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import chain

from app.findings import Finding, Subject
from app.report.cards import also_about
from app.report.choice import alike, clear_first, reads_back
from app.report.material import Material
from app.report.report import Card, Section
from app.report.texts import filled, label

HINTS = 12
"""Cards of a Steckbrief; how many more hints there are is said."""

_PLACES, _WORKERS = ("area", "areas"), ("operators", "users", "recipients")
"""Arguments of messages that say where a hint lies, and whose work it is about."""


def hints(material: Material, own: Collection[tuple[str, str]]) -> Section:
    """What can be done before what works well, without what stands among its work and its partners already.

    Args:
        material: what the Steckbrief is made of.
        own: kinds and ids of what is described, of its work and its parts, for example ``{("area", "nord"), ("offer", "o1")}``.
    """
    about = (finding for finding in material.findings if not _concerned(finding).isdisjoint(own))
    shown_hints = [finding for finding in about if not reads_back(finding) and not _is_strong_pair(finding)]
    together = alike(sorted(clear_first(shown_hints), key=lambda finding: finding.card == "strength"))
    more = sum(map(len, together[HINTS:]))
    return replace(
        material.section("hints", introduction="" if shown_hints else material.words("no_hints")),
        cards=tuple(_card(material, findings) for findings in together[:HINTS]),
        more=more,
        more_text=_more_text(material, more) if more else None,
    )


def _concerned(finding: Finding) -> set[tuple[str, str]]:
    """Kinds and ids of what a finding is about: its subjects, where it lies, whose work it is, who is proposed to join."""
    names = (*_PLACES, *_WORKERS, *(("candidate",) if finding.card == "close" else ()))
    arguments = (finding.message.arguments.get(name) for name in names)
    parts = chain.from_iterable(part if isinstance(part, tuple) else (part,) for part in arguments)
    return {(part.kind, part.id) for part in (*finding.subjects, *parts) if isinstance(part, Subject)}


def _is_strong_pair(finding: Finding) -> bool:
    return finding.card == "strength" and all(subject.kind == "actor" for subject in finding.subjects)


def _card(material: Material, findings: Sequence[Finding]) -> Card:
    """The card of the first finding, with the headings of the others."""
    card, *mates = map(material.cards.card, findings)
    further = also_about(mates, material.lang, most=len(mates))
    return replace(card, what=f"{card.what} {further}") if further else card


def _more_text(material: Material, more: int) -> str:
    return filled(label("page", "more", material.lang), material.lang, more=more, audience=material.audience)
