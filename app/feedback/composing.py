"""Sheets composed from a network: what we recorded about an organisation or area, and what we would like to know."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.errors import UnknownName
from app.feedback.likely_partners import LikelyPartners
from app.feedback.seal import SheetId
from app.feedback.sheet import Entry, Question, Sheet
from app.feedback.texts import sheet_text
from app.network.district.presence import Presence
from app.network.graph.network import Network
from app.records.actor import Actor
from app.records.dates import date_text
from app.records.offers import Offer
from app.records.vocabulary import Lang, vocabulary
from app.report.inquiries import Inquiry
from app.report.texts import value_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One round of asking: for which wave, when the sheets are made, in which language, until when to answer.

    ``inquiries`` are the open questions of all organisations; each gets its own.
    """

    workspace: str
    city: str
    wave: str
    wave_name: str
    made: str
    lang: Lang
    reply_by: str = ""
    inquiries: tuple[Inquiry, ...] = ()


def organisation_sheet(network: Network, survey_round: Round, actor_id: str) -> Sheet:
    """The sheet of an organisation.

    Raises:
        UnknownName: there is no such organisation on the day of the network.
    """
    if actor_id not in network.position:
        raise UnknownName(sheet_text("no_organisation", survey_round.lang, name=network.name("actors", actor_id)))
    inquiries = [inquiry for inquiry in survey_round.inquiries if any(subject.id == actor_id for subject in inquiry.to)]
    subjects = {subject.id for inquiry in inquiries for subject in inquiry.to}
    offers = (offer for offer in network.records.offers if actor_id in offer.actors and _not_over(offer, network))
    return _sheet(
        network,
        survey_round,
        SheetId(
            workspace=survey_round.workspace,
            wave=survey_round.wave,
            kind="organisation",
            subject=actor_id,
            made=survey_round.made,
        ),
        network.name("actors", actor_id),
        partners=network.view(LikelyPartners).of(actor_id, subjects),
        offers=tuple(_offer(offer, network, survey_round.lang, reader=actor_id) for offer in offers),
        questions=tuple(Question(key=inquiry.key, title=inquiry.title, text=inquiry.question) for inquiry in inquiries),
    )


def area_sheet(network: Network, survey_round: Round, area_id: str) -> Sheet:
    """The list of an area, for a body or round that knows it: organisations and offers recorded there.

    Raises:
        UnknownName: there is no such area.
    """
    if network.record("areas", area_id) is None:
        raise UnknownName(sheet_text("no_area", survey_round.lang, name=area_id))
    presence = network.view(Presence)
    within = presence.within(area_id)
    offers = (offer for offer in network.records.offers if within & set(offer.areas) and _not_over(offer, network))
    return _sheet(
        network,
        survey_round,
        SheetId(
            workspace=survey_round.workspace,
            wave=survey_round.wave,
            kind="area",
            subject=area_id,
            made=survey_round.made,
        ),
        network.name("areas", area_id),
        organisations=tuple(_organisation(actor, survey_round.lang) for actor in presence.actors_within(area_id)),
        offers=tuple(_offer(offer, network, survey_round.lang, reader=None) for offer in offers),
    )


def _sheet(network: Network, survey_round: Round, sheet_id: SheetId, name: str, **parts: object) -> Sheet:
    return Sheet(
        id=sheet_id,
        lang=survey_round.lang,
        name=name,
        city=survey_round.city,
        wave_name=survey_round.wave_name,
        as_of=value_text(network.as_of, survey_round.lang),
        reply_by=survey_round.reply_by,
        **parts,  # type: ignore[arg-type]  # the parts are named after the fields of a sheet
    )


def _not_over(offer: Offer, network: Network) -> bool:
    """Whether an offer runs, or begins later: what ended is asked about no more."""
    return offer.end is None or offer.end.last >= network.as_of


def _organisation(actor: Actor, lang: Lang) -> Entry:
    kinds = [term.label(lang) for kind in actor.kinds if (term := vocabulary("actor_kind").terms.get(kind))]
    return Entry(id=actor.id, name=actor.name, facts=tuple(_facts((("kind", kinds),), lang)))


def _offer(offer: Offer, network: Network, lang: Lang, reader: str | None) -> Entry:
    providers = [network.name("actors", actor) for actor in offer.actors if actor != reader]
    citywide = [sheet_text("citywide", lang)] if offer.area_mode == "citywide" else []
    facts = (
        ("provider" if reader is None else "with", providers),
        ("area", citywide or [network.name("areas", area) for area in offer.areas]),
        ("target_group", _labels("target_group", offer.target_groups, lang)),
        ("theme", _labels("theme", offer.themes, lang)),
        ("place", [network.name("places", offer.place)] if offer.place else []),
        ("start", [date_text(offer.start)] if offer.start else []),
        ("end", [date_text(offer.end)] if offer.end else []),
    )
    return Entry(id=offer.id, name=offer.name, facts=tuple(_facts(facts, lang)))


def _labels(name: str, codes: Iterable[str], lang: Lang) -> list[str]:
    terms = vocabulary(name).terms
    return [terms[code].label(lang) if code in terms else code for code in codes]


def _facts(facts: Iterable[tuple[str, list[str]]], lang: Lang) -> Iterator[tuple[str, str]]:
    for label, values in facts:
        if values:
            yield sheet_text(f"fact_{label}", lang), "; ".join(values)
