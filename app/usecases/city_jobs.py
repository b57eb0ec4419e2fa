"""Jobs of many cities: one question answered for one city, in a process without database and service."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

from app.analysis.interface import Analysis, SectionCode, analysis
from app.errors import InvalidInput, NetzblickError
from app.findings import Audience, Result
from app.network.graph.network import Network
from app.records.vocabulary import Lang
from app.refusals import said, said_by_system
from app.report.forms import Form
from app.report.forms.cities import Number
from app.report.forms.json import dumps, plain
from app.report.progress import Progress
from app.report.report import Edition, Report
from app.usecases.computing import within_budget
from app.usecases.imports.read_file import network_of
from app.usecases.make_report import make_report, rendered


@dataclass(frozen=True, slots=True)
class CityFiles:
    """A city as the bytes of its file, or of the files of its folder ``folder``; ``name`` is what its answer is called."""

    name: str
    files: tuple[tuple[str, bytes], ...]
    folder: str | None = None


@dataclass(frozen=True, slots=True)
class CityNetwork:
    """A stored city: its workspace as ``name``, its title, its network, and what a report tells of decisions."""

    name: str
    title: str
    network: Network
    progress: Progress


City = CityFiles | CityNetwork


@dataclass(frozen=True, slots=True)
class Reading:
    """How cities are read: the day where they name none, ``as_of_given`` for all, a mapping (TOML), the language."""

    today: date
    as_of_given: date | None = None
    mapping: str | None = None
    lang: Lang = "de"


@dataclass(frozen=True, slots=True)
class AnalysisQuestion:
    """One analysis with parameters that it checked; an estimate over ``seconds`` is refused."""

    reading: Reading
    analysis: str
    parameters: Any
    seconds: float

    suffix = "json"

    def answer(self, network: Network, title: str, progress: Progress) -> "CityAnswer":  # noqa: ARG002 - as a report has them
        """The result as JSON.

        Raises:
            InvalidInput: the city holds nothing that the analysis could look at.
            BudgetExceeded: it would take too long.
        """
        entry = analysis(self.analysis)
        if entry.lacks(network):
            raise _nothing(entry, title, self.reading.lang)
        within_budget(entry, network, self.parameters, self.seconds)
        result = entry.result(network, self.parameters)
        content = dumps({**plain(result), "notices": plain(network.notices)}).encode()
        return CityAnswer(content, _size(network) | _of_result(result))


@dataclass(frozen=True, slots=True)
class ReportQuestion:
    """The report in a form, for an audience, in an edition."""

    reading: Reading
    form: Form
    audience: Audience
    edition: Edition

    @property
    def suffix(self) -> str:
        """Of the file of each city."""
        return self.form

    def answer(self, network: Network, title: str, progress: Progress) -> "CityAnswer":
        """The report of a city in its form, and how many hints each of its sections has."""
        report = make_report(
            network,
            title=title,
            lang=self.reading.lang,
            audience=self.audience,
            edition=self.edition,
            progress=progress,
        )
        if self.form == "json":
            content = dumps({**plain(report), "notices": plain(network.notices)}).encode()
        else:
            content = rendered(report, self.form)
        return CityAnswer(content, _size(network) | _of_report(report))


Question = AnalysisQuestion | ReportQuestion


@dataclass(frozen=True, slots=True)
class CityAnswer:
    """The file of a city and its row of the table of all cities."""

    content: bytes
    numbers: Mapping[str, Number] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Why a city has no answer, in a sentence: a value, so that the process goes on with the next city."""

    reason: str


def answer(question: Question, city: City) -> CityAnswer | Unanswered:
    """The answer of a city, or why there is none: its files cannot be read, or the question cannot be answered for it."""
    try:
        if isinstance(city, CityNetwork):
            return question.answer(city.network, city.title, city.progress)
        network, title = _read(city, question.reading)
        return question.answer(network, title, Progress())
    except NetzblickError as refusal:
        return Unanswered(sentence_of(refusal))


def sentence_of(failure: NetzblickError | OSError) -> str:
    """What went wrong with a city, with the first of its problems, in a line."""
    if isinstance(failure, OSError):
        return said("refusal_of_name", name=said_by_system(failure), reason=Path(str(failure.filename)).name)
    if not failure.problems:
        return failure.detail
    problem = failure.problems[0]
    place = " · ".join(str(part) for part in (problem.file, problem.sheet, problem.row) if part)
    return said("refusal_at_place", detail=failure.detail, place=f"{place}: " if place else "", reason=problem.message)


def _read(city: CityFiles, reading: Reading) -> tuple[Network, str]:
    """The network of files that came as bytes: whoever computes need not reach the folder they are from."""
    with TemporaryDirectory(prefix="netzblick-") as unpacked:
        root = Path(unpacked)
        folder = root / city.folder if city.folder else root
        folder.mkdir(exist_ok=True)
        for name, content in city.files:
            (folder / name).write_bytes(content)
        path = folder if city.folder else root / city.files[0][0]
        return network_of(path, as_of=reading.as_of_given or reading.today, mapping=reading.mapping, lang=reading.lang)


def _nothing(entry: Analysis, title: str, lang: Lang) -> InvalidInput:
    needed = ", ".join(entry.needs).replace("_", " ")
    if lang == "en":
        return InvalidInput(said("city_without_needed_records", title=title, analysis_id=entry.id, needed=needed))
    return InvalidInput(f"{title} enthält nichts, was {entry.id} ansehen könnte: gebraucht wird {needed}")


def _size(network: Network) -> dict[str, Number]:
    return {
        "actors": len(network.actors),
        "pairs": network.adjacency.nnz // 2,
        "notices": len(network.notices),
    }


def _of_result(result: Result) -> dict[str, Number]:
    """Findings of an analysis, the one number of a measure about the whole city, or the mean of those of its actors."""
    whole = next((measure for measure in result.measures if measure.subject is None), None)
    if whole is not None:
        return {"value": whole.value, "low": whole.low, "high": whole.high}
    if result.measures:
        values = [measure.value for measure in result.measures if measure.value is not None]
        return {"mean": sum(values) / len(values) if values else None, "greatest": max(values, default=None)}
    return {"hints": len(result.findings)}


def _of_report(report: Report) -> dict[str, Number]:
    """Hints of each section, 0 where it has none."""
    cards = {section.code: len(section.cards) + section.more for section in report.sections}
    counts: dict[str, Number] = {f"section-{code}": cards.get(code, 0) for code in _SECTIONS}
    return {"hints": sum(cards.values())} | counts


_SECTIONS = (*get_args(SectionCode), "unknown")
"""Sections that have hints."""
