"""Answers to questions about a workspace, a file or many cities: read, computed, printed or written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from app.analysis.interface import Analysis, analysis
from app.cli.cities import ask_cities
from app.cli.computing_progress import computing_progress
from app.cli.environment import read_settings
from app.cli.output import day_of, place, refusal, say, stderr, write_bytes, write_text
from app.clock import today
from app.engines.local import LocalEngine
from app.engines.opening import cluster
from app.errors import InvalidInput
from app.findings import Result
from app.formats.files import read_text
from app.intake.questions import read_answers
from app.network.graph.from_graph_file import GRAPH_SETTINGS
from app.network.graph.network import Network
from app.network.graph.scope import read_scope, scoped, title_of
from app.records.vocabulary import Lang as Language
from app.refusals import said
from app.report.forms.json import dumps, plain
from app.report.progress import Progress, earlier_report
from app.report.texts import about, label, label_of
from app.usecases.city_jobs import AnalysisQuestion, Reading, ReportQuestion
from app.usecases.computing import computed, estimated, limits_of
from app.usecases.imports.read_file import graph_at, network_of, reading_seconds
from app.usecases.make_report import known_report, make_report, rendered, results_for_report, usual_edition
from app.usecases.spreading import check_spread
from app.usecases.write_inquiries import inquiry_files, write_inquiries

_WORDS: Mapping[Language, Mapping[str, str]] = {
    "de": {"clear": "deutlich", "possible": "möglich", "nothing": "nichts gefunden"},
    "en": {"clear": "clear", "possible": "possible", "nothing": "nothing found"},
}
"""What the list of findings says of each."""


@dataclass(frozen=True, slots=True)
class DataChoice:
    """The data a question is about: a workspace, a file, or many cities; on which day, in which part, by what and for whom."""

    workspace: str | None
    from_file: Path | None
    as_of: str | None
    mapping: Path | None
    answers: list[str]
    scope: str | None = None
    cities: Path | None = None
    all_workspaces: bool = False
    engine: str | None = None
    out: Path | None = None
    lang: Language = "de"

    @property
    def of_many(self) -> bool:
        """Whether it is about many cities.

        Raises:
            InvalidInput: it is about one city, or a part of one, at the same time.
        """
        many_cities = (self.cities, self.all_workspaces)
        if any(many_cities) and sum(map(bool, (*many_cities, self.workspace, self.from_file, self.scope))) > 1:
            raise refusal("several_sources", self.lang)
        return any(many_cities)

    @property
    def cluster(self) -> str | None:
        """The engine that is named, if it is another one than that of this machine."""
        return None if self.engine == LocalEngine.name else self.engine

    @property
    def reading(self) -> Reading:
        """How many cities are read."""
        return Reading(today(), day_of(self.as_of, self.lang), self._mapping_text, self.lang)

    def network(self, settings: dict[str, str] | None = None) -> tuple[Network, str]:
        """The whole network of a workspace or a file, and what it is called; ``settings`` are those of a graph file."""
        day, lang = day_of(self.as_of, self.lang), self.lang
        if self.from_file is None:
            return _stored(self.workspace, day, lang)
        if self.workspace is not None:
            raise refusal("two_sources", lang)
        with computing_progress(self.from_file.name, lang) as pace:
            pace.report("reading", 0, 1, reading_seconds(self.from_file))
            return network_of(
                self.from_file,
                as_of=day or today(),
                mapping=self._mapping_text,
                settings=settings or {},
                answers=read_answers(self.answers, lang),
                lang=lang,
            )

    @property
    def _mapping_text(self) -> str | None:
        return read_text(self.mapping, lang=self.lang) if self.mapping else None


def answer_analysis(choice: DataChoice, analysis_id: str, pairs: list[str], *, as_json: bool) -> None:
    """Run one analysis and print what it finds, or write that of many cities; ``pairs`` are name=value."""
    entry, lang = analysis(analysis_id), choice.lang
    values = _values(pairs, lang)
    if choice.of_many:
        question = AnalysisQuestion(choice.reading, entry.id, entry.checked(values), read_settings().analysis_seconds)
        title = about(entry.id, lang).title
        ask_cities(question, title, folder=choice.cities, engine=choice.engine, out=choice.out, as_json=as_json)
        return
    if choice.cluster is not None:
        check_spread(entry, lang)
    of_graph = {name: values.pop(name) for name in GRAPH_SETTINGS if choice.from_file and name in values}
    parameters = entry.checked(values)
    network, _ = _part(*choice.network(of_graph), choice.scope, lang)
    if choice.from_file and entry.lacks(network):
        raise InvalidInput(
            said("file_without_needed_records", name=choice.from_file.name, analysis_id=analysis_id),
            hint=_needed(entry.lacks(network), choice.from_file),
        )
    result = _result(entry, network, parameters, choice)
    _tell(network)
    say({**plain(result), "notices": plain(network.notices)}, _listing(result, lang), as_json=as_json)


def _result(entry: Analysis, network: Network, parameters: Any, choice: DataChoice) -> Result:
    """In a process of this machine, or split on the engine that is named."""
    limits, title = limits_of(read_settings()), about(entry.id, choice.lang).title
    if choice.cluster is None:
        with computing_progress(title, choice.lang) as pace:
            pace.report("computing", 0, 1, estimated(entry, network, parameters))
            return computed(network, entry.id, parameters, limits)
    with (
        cluster(choice.cluster, limits=limits, lang=choice.lang) as places,
        computing_progress(title, choice.lang) as pace,
    ):
        pace.report("computing", 0, 1)  # a round of Spark takes its time whatever the size: the estimate tells nothing
        return entry.result(network, parameters, places)


def _needed(topics: tuple[str, ...], path: Path) -> str:
    """What a file would have to hold; a graph file can have offers by saying which nodes they are."""
    could_be_nodes = "offers" in topics and graph_at(path) is not None
    key = "needed_records_or_nodes" if could_be_nodes else "needed_records"
    return said(key, names=", ".join(topics).replace("_", " "))


def answer_report(
    choice: DataChoice,
    form: str,
    audience: str,
    edition: str | None,
    about_: str | None,
    name: str | None,
    since: Path | None,
) -> None:
    """Write the report in a form for an audience, or those of many cities; ``name`` is what it is called."""
    lang = choice.lang
    if choice.of_many:
        if about_ or since:
            raise refusal("several_sources", lang)
        question = ReportQuestion(choice.reading, *known_report(form, audience, edition or usual_edition(form)))
        title = label("edition", question.edition, lang)
        ask_cities(question, title, folder=choice.cities, engine=choice.engine, out=choice.out, as_json=False)
        return
    if choice.cluster is not None:
        raise refusal("one_report", lang)
    network, title = _part(*choice.network(), choice.scope, lang)
    progress = _progress(network, since, audience, lang, whole=choice.scope is None)
    with computing_progress(label("edition", "bericht", lang), lang) as pace:
        report = make_report(
            network,
            title=name or title,
            lang=lang,
            audience=audience,
            edition=edition or ("steckbrief" if about_ else usual_edition(form)),
            about=about_,
            progress=progress,
            pace=pace,
        )
    _tell(network)
    if form == "json":
        write_text(dumps({**plain(report), "notices": network.notices}), choice.out)
    else:
        write_bytes(rendered(report, form), choice.out)


def _progress(network: Network, since: Path | None, audience: str, lang: Language, *, whole: bool) -> Progress:
    """What was decided in the workspace of a network, and the earlier report: a file, else the last that was kept."""
    earlier = earlier_report(read_text(since, lang=lang), audience=audience, lang=lang) if since else None
    if network.workspace is None:
        return Progress(earlier=earlier)
    from app.cli.connected import with_database
    from app.usecases.since_last import progress_of

    workspace = network.workspace
    settings = read_settings()
    progress = with_database(
        lambda database: progress_of(database, workspace, lang, today(), whole=whole), settings, lang
    )
    return replace(progress, earlier=earlier) if earlier else progress


def _part(network: Network, title: str, scope: str | None, lang: Language) -> tuple[Network, str]:
    """The part of a network that is asked about, and what it is called; all of it without a scope."""
    if scope is None:
        return network, title
    part = read_scope(scope)
    return scoped(network, part), f"{title} – {title_of(network, part, lang)}"


def answer_questions(choice: DataChoice, name: str | None, out: Path, *, as_json: bool) -> None:
    """Write every question that is to be asked first into a folder; ``name`` is what the city is called."""
    network, title = choice.network()
    with computing_progress(label("edition", "bericht", choice.lang), choice.lang) as pace:
        results = results_for_report(network, pace)
    files = inquiry_files(results, network, title=name or title, lang=choice.lang)
    _tell(network)
    paths = [str(path) for path in write_inquiries(files, out)]
    say({"files": paths}, "\n".join(paths), as_json=as_json)


def _tell(network: Network) -> None:
    """What was read in a file in a way somebody might not expect, beside the answer."""
    for notice in network.notices:
        stderr.print(f"{place(notice)}{notice.message}", markup=False)


def _stored(workspace: str | None, day: date | None, lang: Language) -> tuple[Network, str]:
    from app.cli.connected import with_database
    from app.usecases.snapshots import Snapshots

    settings = read_settings()
    workspace_id = workspace or settings.workspace
    return with_database(lambda database: Snapshots(database).network(workspace_id, day, today()), settings, lang)


def _values(pairs: list[str], lang: Language) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise refusal("no_value", lang, text=wrong[0])
    return dict(pair.split("=", 1) for pair in pairs)


def _listing(result: Result, lang: Language) -> str:
    """A line for each finding and each measure."""
    words = _WORDS[lang]
    lines = [
        f"{finding.score:.4f}  {words[finding.band]:8}  {' · '.join(subject.name for subject in finding.subjects)}"
        for finding in result.findings
    ]
    for measure in result.measures:
        subject = measure.subject.name if measure.subject else result.analysis
        reason = label_of(result.analysis, "reason", measure.reason, lang) if measure.reason else None
        lines.append(f"{subject}: {reason or measure.value}")
    return "\n".join(lines) or words["nothing"]
