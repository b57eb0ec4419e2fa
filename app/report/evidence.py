"""Cited records as a reader knows them, also those that have no name of their own."""

from collections.abc import Iterator

from app.findings import Audience, Code, Evidence, NotLookedAt
from app.network.graph.network import Network
from app.records.funding import Grant
from app.records.offers import Offer, Project
from app.records.records import TOPICS
from app.records.sources import InventoryCheck
from app.records.statistic import Observation
from app.records.vocabulary import Lang
from app.report.report import EvidenceLine
from app.report.texts import label, texts, value_text

_SPEAKER_KNOWN = ("denied", "denied_by_coordinator", "answered", "absent", "contradicted", "one_sided", "unknown")
"""Statuses of a tie whose row would name who said what about whom, or by its absence who said no."""

_TOPIC_OF_CODE = {
    **{f"{topic}_": topic for topic in TOPICS},
    "names_": "actors",
    "groups_": "working_groups",
    "cells_": "areas",
    "joint_projects_": "projects",
}
"""The topic of what was left out, by how its code begins."""

_MOST_NAMED = 5


def citable(evidence: Evidence, audience: Audience) -> bool:
    """Whether a record may be cited: what one side said about another is for the coordinator alone."""
    return audience == "internal" or evidence.kind != "cooperation" or evidence.field not in _SPEAKER_KNOWN


def evidence_line(evidence: Evidence, network: Network, lang: Lang, audience: Audience = "internal") -> EvidenceLine:
    """A cited record in words; for the coordinator, whose file it is, with the row it was read from."""
    source = evidence.source if audience == "internal" else None
    return EvidenceLine(
        kind=label("kind", evidence.kind, lang),
        name=_name(evidence, network, lang),
        detail=_detail(evidence, lang),
        file=source.file if source else None,
        sheet=source.sheet if source else None,
        row=source.row if source else None,
    )


def with_names(sentence: str, gap: NotLookedAt, network: Network, lang: Lang) -> str:
    """A sentence about what was left out with the names of it: the first five."""
    names = list(_names_of(gap, network, lang))
    if not names:
        return sentence
    listed = [*names[:_MOST_NAMED], *["…"] * (len(names) > _MOST_NAMED)]
    return f"{sentence.removesuffix('.')} ({'; '.join(listed)})."


def _names_of(gap: NotLookedAt, network: Network, lang: Lang) -> Iterator[str]:
    """Names of what was left out, as far as these are records or target groups."""
    if gap.code == "groups_without_indicator":
        yield from (value_text(Code("target_group", code), lang) for code in gap.ids)
    topic = next((topic for prefix, topic in _TOPIC_OF_CODE.items() if gap.code.startswith(prefix)), None)
    if topic is not None:
        ids = (record_id for record_id in gap.ids if network.record(topic, record_id) is not None)
        yield from (_name(network.evidence(topic, record_id), network, lang) for record_id in ids)


def _name(evidence: Evidence, network: Network, lang: Lang) -> str:
    if evidence.kind == "cooperation":
        return " – ".join(network.name("actors", actor) for actor in evidence.pair)
    topic = f"{evidence.kind}s"
    match network.record(topic, evidence.id):
        case Offer() | Project() as work if work.leads or work.partners:
            names = [network.name("actors", actor) for actor in work.leads or work.partners]
            return f"{work.name} – {value_text(names, lang)}"
        case Observation() as value:
            return f"{network.name('indicators', value.indicator)}, {network.name('areas', value.area)}"
        case InventoryCheck() as check:
            return f"{label('record_kind', check.record_kind, lang)}, {network.name(f'{check.subject_kind}s', check.subject)}"
        case Grant() as grant:
            names = [network.name("actors", recipient) for recipient in grant.recipients]
            return f"{network.name('programmes', grant.programme)} – {value_text(names, lang)}"
    return network.name(topic, evidence.id)


def _detail(evidence: Evidence, lang: Lang) -> str | None:
    if evidence.field is None:
        return None
    table = "tie_status" if evidence.kind == "cooperation" else "field"
    return str(texts("common", lang)[table].get(evidence.field, evidence.field))
