"""Prepared questions: each card "ask first" as a message to those who know, as a line of an agenda, and when to ask.

They are worded as partners read them: a message never tells who said no, or that somebody contradicted somebody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.errors import UnknownName
from app.findings import Finding, Subject
from app.network.graph.network import Network
from app.records.areas import Area, Place
from app.records.meetings import Occasion, WorkingGroup
from app.records.offers import Offer, Project
from app.records.vocabulary import Lang, vocabulary
from app.refusals import said
from app.report.choice import clear_first, varied
from app.report.material import Material
from app.report.open_lists import OpenList, open_list_of, told_list
from app.report.texts import filled, label


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """One question, ready to be sent: ``to`` are the organisations that can answer it.

    ``title`` and ``question`` are what is asked without the form of a letter, ``agenda`` is a line for a meeting,
    ``occasion`` the one at which those asked are expected, if one is recorded. ``open_list`` is the list whose
    completeness is the question, where it is one.
    """

    key: str
    to: tuple[Subject, ...]
    title: str
    question: str
    subject: str
    message: str
    agenda: str
    occasion: Subject | None
    day: date | None
    open_list: OpenList | None = None


def inquiries(material: Material, most: int | None = None) -> tuple[Inquiry, ...]:
    """The questions of the list "ask first", the surest and most varied first: ``most`` of them, None: every one."""
    for_partners = replace(material, audience="partners")
    return tuple(_inquiry(finding, for_partners) for finding in questions_of(material)[:most])


def questions_of(material: Material) -> tuple[Finding, ...]:
    """The findings that can be asked about, in the order of :func:`inquiries`."""
    cards = varied(clear_first(finding for finding in material.findings if finding.card == "ask"))
    return tuple(finding for finding in cards if finding.audience != "internal")


def inquiry_about(material: Material, key: str) -> Inquiry:
    """The question about one finding.

    Raises:
        UnknownName: no finding of that key is one to ask about.
    """
    prepared = next((inquiry for inquiry in inquiries(material) if inquiry.key == key), None)
    if prepared is None:
        raise UnknownName(said("unknown_question"), hint=said("question_needs_ask_card"))
    return prepared


def _inquiry(finding: Finding, material: Material) -> Inquiry:
    card, open_list = material.cards.card(finding), open_list_of(finding)
    occasion, day = _occasion(finding)
    words = {
        "title": card.title,
        "what": card.what,
        "unknowns": card.unknowns,
        "entries": told_list(open_list, material.network, material.lang) if open_list else None,
        "city": material.title,
        "stand": material.network.as_of,
        "occasion": occasion,
        "day": day,
    }
    return Inquiry(
        key=finding.key,
        to=_addressees(finding, material.network),
        title=card.title,
        question=_paragraph("sheet", material.lang, words),
        subject=_paragraph("subject", material.lang, words),
        message="\n\n".join(filter(None, (_paragraph(part, material.lang, words) for part in _MESSAGE))) + "\n",
        agenda=_paragraph("agenda", material.lang, words),
        occasion=occasion,
        day=day,
        open_list=open_list,
    )


def by_list(prepared: Iterable[Inquiry]) -> Mapping[str, tuple[Subject, ...]]:
    """What each kind of list is open of: areas, groups or places, each once, in the order of the vocabulary."""
    open_lists = [inquiry.open_list for inquiry in prepared if inquiry.open_list]
    subjects: dict[str, set[Subject]] = {}
    for open_list in open_lists:
        subjects.setdefault(open_list.record_kind, set()).add(open_list.subject)
    return {kind: tuple(sorted(subjects[kind])) for kind in vocabulary("record_kind").terms if kind in subjects}


_MESSAGE = ("greeting", "reason", "entries", "question", "answer", "meeting", "thanks")
"""Paragraphs of a message."""


def _paragraph(part: str, lang: Lang, words: Mapping[str, object]) -> str:
    return filled(label("inquiry", part, lang), lang, **words)


def _occasion(finding: Finding) -> tuple[Subject | None, date | None]:
    """Where those asked are expected anyway; nobody is referred to a meeting without being invited."""
    if not finding.message.arguments.get("both_expected", True):
        return None, None
    occasion, day = (finding.message.arguments.get(name) for name in ("occasion", "occasion_date"))
    return occasion if isinstance(occasion, Subject) else None, day if isinstance(day, date) else None


def _addressees(finding: Finding, network: Network) -> tuple[Subject, ...]:
    """Organisations the question is about, else those that answer for the work, the place, the group or the area."""
    ids = [subject.id for subject in finding.subjects if subject.kind == "actor"]
    ids = ids or [actor for subject in finding.subjects for actor in _responsible(subject, network)]
    return tuple(network.subject("actors", actor) for actor in dict.fromkeys(ids))


def _responsible(subject: Subject, network: Network) -> Iterable[str]:
    match network.record(f"{subject.kind}s", subject.id):
        case Offer() | Project() as work:
            return work.leads or work.partners
        case WorkingGroup() as group:
            return group.moderators or group.chairs
        case Place() as place:
            return place.operators
        case Area() as area:
            return area.mediated_by
    return ()


def by_organisation(prepared: Iterable[Inquiry]) -> Mapping[Subject | None, tuple[Inquiry, ...]]:
    """Questions by the organisation that is asked, sorted by name; None: nobody is recorded who could answer."""
    grouped: dict[Subject | None, list[Inquiry]] = {}
    for inquiry in prepared:
        for organisation in inquiry.to or (None,):
            grouped.setdefault(organisation, []).append(inquiry)
    ordered = sorted(grouped.items(), key=lambda item: (item[0] is None, item[0].name if item[0] else ""))
    return {organisation: tuple(questions) for organisation, questions in ordered}


def by_occasion(prepared: Iterable[Inquiry], network: Network) -> Mapping[Occasion, tuple[Inquiry, ...]]:
    """Questions by the dated occasion at which they can be asked, the earliest first."""
    grouped: dict[str, list[Inquiry]] = {}
    for inquiry in prepared:
        if inquiry.occasion and inquiry.day:
            grouped.setdefault(inquiry.occasion.id, []).append(inquiry)
    occasions = {occasion.id: occasion for occasion in network.records.occasions}
    known = sorted((occasions[name] for name in grouped), key=lambda occasion: (occasion.date.first, occasion.id))
    return {occasion: tuple(grouped[occasion.id]) for occasion in known}
