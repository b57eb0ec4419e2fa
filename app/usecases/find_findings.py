"""Findings that fit a filter, or the one of a key."""

from collections.abc import Iterable, Sequence

from app.analysis.interface import analyses_of_report
from app.errors import InvalidInput, Problem, UnknownName
from app.findings import Finding, Result
from app.network.graph.network import Network
from app.records.spelling import near_names
from app.refusals import said


def chosen(
    results: Iterable[Result],
    *,
    analysis: str | None = None,
    band: str | None = None,
    actor: str | None = None,
    area: str | None = None,
) -> tuple[Finding, ...]:
    """The findings of some results, in their order, as far as they fit every filter that is given.

    Args:
        results: of any analyses.
        analysis: id of the one that found it.
        band: ``clear`` or ``possible``.
        actor: id of an actor it is about.
        area: id of an area it is about.
    """
    return tuple(
        finding
        for result in results
        for finding in result.findings
        if analysis in (None, finding.analysis)
        and band in (None, finding.band)
        and _is_about(finding, "actor", actor)
        and _is_about(finding, "area", area)
    )


def refuse_unknown(network: Network, *, analysis: str | None, actor: str | None, area: str | None) -> None:
    """Refuse filters that nothing can fit: misspelt they would say that nothing is found.

    Raises:
        InvalidInput: no analysis, actor or area has such an id.
    """
    known = {
        "analysis": (analysis, analyses_of_report()),
        "actor": (actor, [record.id for record in network.records.actors]),
        "area": (area, [record.id for record in network.records.areas]),
    }
    problems = tuple(
        Problem(
            code="unknown_reference",
            message="names nothing that there is",
            pointer=name,
            suggestion=next(iter(near_names(wanted, ids)), None),
        )
        for name, (wanted, ids) in known.items()
        if wanted is not None and wanted not in ids
    )
    if problems:
        raise InvalidInput(said("filter_unknown"), problems=problems)


def _is_about(finding: Finding, kind: str, subject_id: str | None) -> bool:
    return subject_id is None or any(subject.kind == kind and subject.id == subject_id for subject in finding.subjects)


def finding_named(results: Sequence[Result], key: str) -> Finding:
    """The finding of a key.

    Raises:
        UnknownName: no analysis of today's data finds it.
    """
    finding = next((finding for result in results for finding in result.findings if finding.key == key), None)
    if finding is None:
        raise UnknownName(said("unknown_finding"), hint=said("list_findings_again"))
    return finding
