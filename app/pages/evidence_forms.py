"""Records a finding rests on, each with the form in which it is corrected; from there the way leads back to the card."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.findings import Evidence, Finding
from app.network.graph.network import Network
from app.pages.frame import Frame
from app.pages.records.record_words import TABS, record_path
from app.records.cooperations import Cooperation
from app.records.records import topic_named
from app.records.vocabulary import Lang
from app.report.evidence import evidence_line
from app.report.forms.markdown import evidence_texts
from app.store.bolt import Database
from app.store.records import cooperations_of


@dataclass(frozen=True, slots=True)
class EvidenceForm:
    """A record in a sentence and the address of its form."""

    sentence: str
    href: str


@dataclass(frozen=True, slots=True)
class EvidenceForms:
    """The forms of a finding's records; ``untold`` is the form for a pair about whom nothing is entered, if any."""

    recorded: tuple[EvidenceForm, ...]
    untold: EvidenceForm | None


async def evidence_forms(
    database: Database, finding: Finding, network: Network, frame: Frame, lang: Lang
) -> EvidenceForms:
    """Forms in which the evidence of a finding is corrected."""
    workspace = frame.workspace or ""
    actors = tuple(subject.id for subject in finding.subjects if subject.kind == "actor")
    pairs = {evidence.pair for evidence in finding.evidence if len(evidence.pair) > 1} | {actors[:2]}
    ties: dict[frozenset[str], str] = {}
    for actor in sorted({pair[0] for pair in pairs if pair}):
        ties |= {
            frozenset((tie.actor_a, tie.actor_b)): tie.id
            for tie in await cooperations_of(database, workspace, actor)
            if isinstance(tie, Cooperation)
        }
    back = f"findings/{finding.key}"
    recorded = tuple(
        EvidenceForm(_sentence(evidence, network, lang), frame.within(f"{path}/edit", back=back))
        for evidence in finding.evidence
        for path in _paths(evidence, ties)
    )
    if len(actors) < 2 or frozenset(actors[:2]) in ties:  # noqa: PLR2004 - of a pair
        return EvidenceForms(recorded, None)
    actor_a, actor_b = (network.name("actors", actor) for actor in actors[:2])
    form = frame.within("records/cooperations/new", actor_a=actor_a, actor_b=actor_b, back=back)
    return EvidenceForms(recorded, EvidenceForm(f"{actor_a} – {actor_b}", form))


def _paths(evidence: Evidence, ties: dict[frozenset[str], str]) -> Iterator[str]:
    """The page of a record, where it has one."""
    if evidence.pair:
        tie = ties.get(frozenset(evidence.pair))
        if tie is not None:
            yield record_path("cooperations", tie)
        return
    topic = topic_named(f"{evidence.kind}s")
    if topic in TABS and topic is not None:
        yield record_path(topic, evidence.id)


def _sentence(evidence: Evidence, network: Network, lang: Lang) -> str:
    return evidence_texts((evidence_line(evidence, network, lang),), lang)[0]
