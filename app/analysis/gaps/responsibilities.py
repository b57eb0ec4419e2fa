"""Joint offers and projects with two leads or more, or with none.

For which joint work is it not clear who leads?
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.analysis.cost import of_size
from app.analysis.interface import Analysis, Answer, parameter
from app.findings import Code, Finding, Message, finding_key, in_order
from app.network.district.funded_work import Work
from app.network.district.presence import Presence
from app.network.district.service_cells import Cells
from app.network.graph.network import Network

ID = "responsibilities"


@dataclass(frozen=True, slots=True)
class Parameters:
    """Number of actors that makes work joint.

    ``actors`` (2): raise it where two organisations usually agree on a lead without writing it down.
    """

    actors: int = parameter(2, "actors from which a lead is expected", low=2, high=20)


def run(network: Network, parameters: Parameters) -> Answer:
    """A finding for each running offer or project of several actors with two leads or more, or with none.

    A lead that is not recorded may be agreed all the same: a hint about work without a lead is only possible. Work that
    ends before the next session is left as it is.
    """
    running = network.view(Cells).running
    findings = in_order(_finding(network, work) for work in _unclear(network, running, parameters.actors))
    codes = [finding.message.code for finding in findings]
    return Answer(
        findings=findings,
        summary={"works": len(running), "several": codes.count("several"), "nobody": codes.count("nobody")},
    )


def _unclear(network: Network, running: tuple[Work, ...], least: int) -> Iterator[Work]:
    """Running work with several leads or none, as long as there is time to settle it.

    A list of offers that names no lead at all has no place for leads: nothing is missing in it.
    """
    led = {topic for topic, record in running if record.leads}
    for topic, record in running:
        several, nobody = len({*record.leads}) > 1, not record.leads and topic in led | {"projects"}
        if len({*record.actors}) >= least and (several or nobody) and network.view(Presence).goes_on(record):
            yield topic, record


def _finding(network: Network, work: Work) -> Finding:
    topic, record = work
    code = "several" if record.leads else "nobody"
    actors = dict.fromkeys(record.leads or record.actors)
    subject = network.subject(topic, record.id)
    return Finding(
        key=finding_key(ID, [record.id], code),
        analysis=ID,
        subjects=(subject,),
        score=float(len(actors)),
        band="clear" if record.leads else "possible",
        rests_on="recorded",
        message=Message(
            code,
            {
                "kind": subject.kind,
                "work": subject,
                "n": len(actors),
                "actors": tuple(network.subject("actors", actor) for actor in actors),
                "area": tuple(network.subject("areas", area) for area in dict.fromkeys(record.areas)),
                "theme": tuple(Code("theme", theme) for theme in dict.fromkeys(record.themes)),
            },
        ),
        evidence=(network.evidence(topic, record.id),),
        contributions={"actors": float(len(actors))},
        card="close",
    )


ANALYSIS = Analysis(
    id=ID, version=3, parameters=Parameters, run=run, needs=("offers", "projects"), section="roles", cost=of_size(0.2)
)
