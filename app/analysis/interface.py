"""What an analysis is, and the catalogue of all of them."""

import dataclasses
import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache, wraps
from typing import Any, Literal, get_args

from app.analysis.cost import Cost, of_records
from app.errors import InvalidInput, Problem, UnknownName
from app.findings import Audience, Finding, Measure, NotLookedAt, Result
from app.network.district.inventory import Inventory
from app.network.graph.network import Network
from app.network.kernels.by_rows import Places
from app.records.spelling import near_names
from app.refusals import said

SectionCode = Literal[
    "strengths",
    "similar",
    "supply",
    "links",
    "table",
    "mediation",
    "places",
    "money",
    "roles",
    "risk",
    "deadline",
    "examples",
]
"""Sections of the report that analyses fill, in reading order; their titles stand in ``report/texts/common``."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the pure part of an analysis gives; calling the catalogue entry completes it to a :class:`Result`."""

    findings: tuple[Finding, ...] = ()
    measures: tuple[Measure, ...] = ()
    summary: Mapping[str, float | int | str | None] = dataclasses.field(default_factory=dict)
    not_looked_at: tuple[NotLookedAt, ...] = ()
    exact: bool = True


def parameter(
    default: Any, doc: str, *, low: float | None = None, high: float | None = None, choices: tuple[str, ...] = ()
) -> Any:
    """A field of a parameter class: its default, one line of explanation, and inclusive bounds or choices.

    Bounds and choices of a list are those of each of its members.

    Defaults are bool, int, float, str or a tuple of these; the type of the default is the type of the parameter.
    """
    return dataclasses.field(default=default, metadata={"doc": doc, "low": low, "high": high, "choices": choices})


@dataclass(frozen=True, slots=True)
class Restatement:
    """What others than the coordinator read instead of a message that tells of a no.

    ``message`` is the code of the sentences about a pair of which nothing is known, ``unknown`` of what is then open.
    """

    message: str
    unknown: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """A catalogue entry: ``id`` is the file name with ``-``; ``version`` rises when results change.

    ``parameters`` is a frozen dataclass whose fields are made by :func:`parameter`; ``run`` is pure, deterministic
    and leaves its input unchanged. ``kind`` says whether it gives findings or measures; ``needs`` are topics of which
    it needs at least one record to say anything. ``cost`` estimates seconds of one core before anything is computed;
    ``cheaper`` are values of parameters that lower it, told to whom it would cost too much. ``spread`` is ``run`` on
    several machines, with the same answer; None: it cannot be split.

    Its place in the report: ``section`` (None: it is in no report) and ``rank`` among the analyses of the section.
    What others than the coordinator may not read: nothing at all of it beyond ``audience``; that hints are missing,
    where ``on_statistics`` says that they rest on numbers that may not be passed on; and a no, which is told as in
    ``restated`` (by the code of the message). Messages in ``read_back`` tell the reader what her own row says: the
    report counts them.

    Its texts in each language stand in ``report/texts/<id>.<lang>.toml``.
    """

    id: str
    version: int
    parameters: type[Any]
    run: Callable[[Network, Any], Answer]
    kind: Literal["findings", "measures"] = "findings"
    needs: tuple[str, ...] = ()
    cost: Cost = of_records
    cheaper: Mapping[str, float] = dataclasses.field(default_factory=dict)
    spread: Callable[[Places, Network, Any], Answer] | None = None
    section: SectionCode | None = None
    rank: int = 1
    audience: Audience = "public"
    on_statistics: bool = False
    restated: Mapping[str, Restatement] = dataclasses.field(default_factory=dict)
    read_back: frozenset[str] = frozenset()

    def __call__(self, network: Network, values: Mapping[str, Any] | None = None) -> Result:
        """Run on a network with some parameters set by name.

        Raises:
            InvalidInput: for an unknown parameter (with the nearest name), a wrong type or a value out of bounds.
        """
        return self.result(network, self.checked(values or {}))

    def result(self, network: Network, parameters: Any, places: Places | None = None) -> Result:
        """Run on a network with parameters that :meth:`checked` gave; over ``places``, if there are any and it can be split."""
        if places is None or self.spread is None:
            answer = self.run(network, parameters)
        else:
            answer = self.spread(places, network, parameters)
        return Result(
            analysis=self.id,
            version=self.version,
            workspace=network.workspace,
            revision=network.revision,
            as_of=network.as_of,
            parameters=dataclasses.asdict(parameters),
            findings=_as_sure_as_lists(answer.findings, network),
            measures=answer.measures,
            summary=answer.summary,
            not_looked_at=answer.not_looked_at + _dropped(network),
            exact=answer.exact,
        )

    def lacks(self, network: Network) -> tuple[str, ...]:
        """The topics it needs, if the network holds a record of none of them."""
        return () if any(getattr(network.records, topic) for topic in self.needs) else self.needs

    def checked(self, values: Mapping[str, Any]) -> Any:
        """An instance of ``parameters`` from values by name; texts are read as the type of the default."""
        known = {parameter_field.name: parameter_field for parameter_field in dataclasses.fields(self.parameters)}
        problems = [_unknown(name, known) for name in values if name not in known]
        read: dict[str, Any] = {}
        for name in sorted(values.keys() & known.keys()):
            try:
                read[name] = _read(known[name], values[name])
            except ValueError as error:
                problems.append(
                    Problem(
                        code="bad_parameter",
                        message=said("refusal_of_name", name=name, reason=error.args[0]),
                        pointer=f"/{name}",
                    )
                )
        if problems:
            raise InvalidInput(said("analysis_not_run", analysis_id=self.id), problems=tuple(problems))
        return self.parameters(**read)


def _as_sure_as_lists(findings: tuple[Finding, ...], network: Network) -> tuple[Finding, ...]:
    """Findings in their order; one that rests on a list confirmed long ago is possible at most and asks about the list."""
    outdated = network.view(Inventory).outdated
    if not outdated:
        return findings
    aged = (_on_old_list(finding) if outdated & _checks_behind(finding) else finding for finding in findings)
    return tuple(sorted(aged, key=lambda finding: finding.band != "clear"))


def _checks_behind(finding: Finding) -> frozenset[str]:
    return frozenset(record.id for record in finding.evidence if record.kind == "inventory_check")


def _on_old_list(finding: Finding) -> Finding:
    return replace(finding, band="possible", unknowns=(*finding.unknowns, "list_outdated"))


def _dropped(network: Network) -> tuple[NotLookedAt, ...]:
    """Edges of a graph file that no analysis sees."""
    return tuple(NotLookedAt(f"edges_{code}", count) for code, count in sorted(network.dropped.items()))


def _unknown(name: str, known: Mapping[str, object]) -> Problem:
    near = near_names(name, known)
    offered = said("known_parameters", names=", ".join(known)) if known else said("no_parameters")
    hint = said("did_you_mean", names=near[0]) if near else offered
    return Problem(
        code="unknown_parameter",
        message=said("unknown_parameter", name=name, hint=hint),
        pointer=f"/{name}",
        suggestion=near[0] if near else None,
    )


_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}

_KINDS = {int: "value_not_whole", float: "value_not_numeric", str: "value_not_text", tuple: "value_not_list"}
"""What is said of a value that cannot be of a type."""


def _read(field: dataclasses.Field[Any], value: Any) -> Any:
    typed = _typed(field.default, value)
    low, high, choices = (field.metadata[name] for name in ("low", "high", "choices"))
    for member in typed if isinstance(typed, tuple) else (typed,):
        if choices and member not in choices:
            raise ValueError(said("value_unknown", value=member, names=", ".join(map(str, choices))))
        if (low is not None and not member >= low) or (high is not None and not member <= high):
            raise ValueError(said("value_out_of_range", value=member, low=low, high=high))
    return typed


def _typed(default: Any, value: Any) -> Any:
    if isinstance(default, bool):
        return _truth(value)
    if isinstance(default, tuple) and isinstance(value, str | list | tuple):
        parts = [part for part in value.split(",") if part] if isinstance(value, str) else value
        return tuple(_typed(default[0] if default else "", part) for part in parts)
    fraction = isinstance(default, int) and isinstance(value, float) and value % 1
    if isinstance(default, tuple) or isinstance(value, bool) or not isinstance(value, str | int | float) or fraction:
        raise ValueError(said(_KINDS[type(default)], value=value))
    try:
        return type(default)(value)
    except (TypeError, ValueError):
        raise ValueError(said(_KINDS[type(default)], value=value)) from None


def _truth(value: Any) -> bool:
    if str(value).casefold() not in _TRUTH:
        raise ValueError(said("value_not_boolean", value=value))
    return _TRUTH[str(value).casefold()]


@cache
def catalogue() -> Mapping[str, Analysis]:
    """Every analysis by id, sorted; a module of ``measures`` or ``gaps`` that defines ``ANALYSIS`` is one."""
    entries: dict[str, Analysis] = {}
    for room in ("app.analysis.measures", "app.analysis.gaps"):
        for info in pkgutil.iter_modules(importlib.import_module(room).__path__):
            entry = getattr(importlib.import_module(f"{room}.{info.name}"), "ANALYSIS", None)
            if entry is not None:
                assert entry.id == info.name.replace("_", "-"), f"{info.name}.py holds the analysis {entry.id}"
                entries[entry.id] = entry
    return dict(sorted(entries.items()))


@cache
def sections() -> Mapping[SectionCode, tuple[str, ...]]:
    """Sections of the report in reading order and the ids of the analyses that fill them, by rank, then id."""
    entries = sorted(catalogue().values(), key=lambda entry: (entry.rank, entry.id))
    codes: tuple[SectionCode, ...] = get_args(SectionCode)
    return {code: tuple(entry.id for entry in entries if entry.section == code) for code in codes}


def analyses_of_report() -> tuple[str, ...]:
    """Ids of the analyses a report is made of, in reading order."""
    return tuple(analysis_id for ids in sections().values() for analysis_id in ids)


def analysis(analysis_id: str) -> Analysis:
    """The analysis of that id.

    Raises:
        UnknownName: with the nearest ids as a hint.
    """
    entries = catalogue()
    if analysis_id not in entries:
        near = near_names(analysis_id, entries, most=3)
        hint = said("did_you_mean", names=near) if near else said("choices", names=", ".join(entries))
        raise UnknownName(said("unknown_analysis", analysis_id=analysis_id), hint=hint)
    return entries[analysis_id]


Rerun = Callable[[str, Network], Result]
"""Runs an analysis by its id, with its default parameters, on a changed network."""


def not_listed(count: int) -> tuple[NotLookedAt, ...]:
    """Note that so many weaker hints are left out of a list that was cut; none where nothing was."""
    return (NotLookedAt("hints_not_listed", count),) if count else ()


def with_rerun(run: Callable[[Network, Any, Rerun], Answer]) -> Callable[[Network, Any], Answer]:
    """The ``run`` of an analysis that asks others about changed networks; analyses do not import each other."""

    @wraps(run)
    def answer(network: Network, parameters: Any) -> Answer:
        return run(network, parameters, lambda analysis_id, changed: analysis(analysis_id)(changed))

    return answer
