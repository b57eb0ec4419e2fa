"""One question to many cities: each is answered in a process of an engine; what is finished is not done again."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path

from app.engines.engine import Engine
from app.errors import InvalidInput, NetzblickError
from app.formats.files import is_of_a_system
from app.formats.limits import MAX_BYTES
from app.records.vocabulary import Lang
from app.report.forms.cities import FORMS, CityRow, CityTable, Number
from app.usecases.city_jobs import City, CityAnswer, CityFiles, Question, Unanswered, answer, sentence_of

_FINISHED = ".finished.jsonl"

ReportProgress = Callable[[int], None]
"""Is told how many cities are done."""


@dataclass(frozen=True, slots=True)
class Source:
    """A city that is read when its turn comes: the city, and a text that changes with its content."""

    name: str
    read: Callable[[], tuple[City, str]]


def cities_in(folder: Path, lang: Lang) -> tuple[Source, ...]:
    """A city for each file and each folder in a folder, by name.

    Raises:
        InvalidInput: there is no such folder, or nothing in it.
    """
    paths = sorted(path for path in folder.iterdir() if not is_of_a_system(path.name)) if folder.is_dir() else []
    if not paths:
        raise _refused("no_cities", lang, folder=folder)
    possible_names = Counter(name for path in paths for name in {path.stem, path.name})
    names = [path.stem if possible_names[path.stem] == 1 else path.name for path in paths]
    return tuple(Source(name, partial(_read, path, name, lang)) for path, name in zip(paths, names, strict=True))


def _read(path: Path, name: str, lang: Lang) -> tuple[CityFiles, str]:
    files = sorted(inside for inside in path.iterdir() if inside.is_file()) if path.is_dir() else [path]
    if sum(file.stat().st_size for file in files) > MAX_BYTES:
        raise _refused("too_large", lang, folder=path.name, limit=MAX_BYTES // 2**20)
    contents = tuple((file.name, file.read_bytes()) for file in files)
    digest = hashlib.sha256()
    for file_name, content in contents:
        digest.update(f"{file_name}\0{len(content)}\0".encode() + content)
    return CityFiles(name, contents, path.name if path.is_dir() else None), digest.hexdigest()


def answered(
    engine: Engine,
    question: Question,
    sources: Iterable[Source],
    out: Path,
    lang: Lang,
    report_progress: ReportProgress,
) -> tuple[CityRow, ...]:
    """Every city answered, its file in ``out``; rows by name.

    A city that cannot be answered has a row that says why. The file of a city appears whole. Asked again, a city whose
    data, question and file are the same as before is not computed.

    Raises:
        EngineUnavailable: the engine is gone; what is finished stays.
        InvalidInput: the folder cannot be written to.
    """
    run = _Run(out, question, lang, report_progress)
    for city, outcome in engine.completed(answer, question, run.open_cities(sources)):
        run.note(city, outcome)
    return tuple(sorted(run.rows, key=lambda row: row.city))


class _Run:
    """A folder of answers; ``rows`` are those of the cities that are done."""

    def __init__(self, out: Path, question: Question, lang: Lang, report_progress: ReportProgress) -> None:
        self.rows: list[CityRow] = []
        self._out, self._question, self._lang, self._report_progress = out, question, lang, report_progress
        self._finished = _finished(out / _FINISHED)
        self._keys: dict[str, str] = {}

    def open_cities(self, sources: Iterable[Source]) -> Iterator[City]:
        """Cities that are to be computed; others get their row from the run before, or say why they cannot be read."""
        for source in sources:
            try:
                city, content = source.read()
            except (NetzblickError, OSError) as failure:
                self._add_row(CityRow(source.name, failure=sentence_of(failure)))
                continue
            key = hashlib.sha256(f"{version('netzblick')}\0{self._question!r}\0{content}".encode()).hexdigest()
            before = self._finished.get((source.name, key))
            if before is not None and (self._out / self._file(source.name)).is_file():
                self._add_row(CityRow(source.name, self._file(source.name), before))
            else:
                self._keys[source.name] = key
                yield city

    def note(self, city: City, outcome: CityAnswer | Unanswered | NetzblickError) -> None:
        """Write the answer of a city and remember that it is finished, or why it has none."""
        if not isinstance(outcome, CityAnswer):
            reason = outcome.reason if isinstance(outcome, Unanswered) else sentence_of(outcome)
            self._add_row(CityRow(city.name, failure=reason))
            return
        file = self._file(city.name)
        write_whole(self._out / file, outcome.content, self._lang)
        line = {"city": city.name, "key": self._keys[city.name], "numbers": outcome.numbers}
        with (self._out / _FINISHED).open("a", encoding="utf-8") as finished:
            finished.write(json.dumps(line) + "\n")
        self._add_row(CityRow(city.name, file, outcome.numbers))

    def _file(self, name: str) -> str:
        return f"cities/{name}.{self._question.suffix}"

    def _add_row(self, row: CityRow) -> None:
        self.rows.append(row)
        self._report_progress(len(self.rows))


def _finished(file: Path) -> Mapping[tuple[str, str], Mapping[str, Number]]:
    """Numbers of finished cities by name and key; a line that was broken off is a city that was not finished."""
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    finished = {}
    for line in lines:
        try:
            row = json.loads(line)
        except ValueError:
            continue
        finished[row["city"], row["key"]] = row["numbers"]
    return finished


def write_table(table: CityTable, out: Path) -> tuple[Path, ...]:
    """The table in every form, in the folder of the answers; gives the paths."""
    for suffix, render in FORMS.items():
        write_whole(out / f"cities.{suffix}", render(table), table.lang)
    return tuple(out / f"cities.{suffix}" for suffix in FORMS)


def write_whole(path: Path, content: bytes, lang: Lang) -> None:
    """A file that appears whole or not at all.

    Raises:
        InvalidInput: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.partial")
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        raise _refused("not_written", lang, folder=path, limit=error.strerror) from error


_REFUSED = {
    "no_cities": {
        "de": ("Der Ordner {folder} enthält keine Städte.", "Legen Sie je Stadt eine Datei oder einen Ordner hinein."),
        "en": ("The folder {folder} holds no cities.", "Put a file or a folder for each city into it."),
    },
    "too_large": {
        "de": ("{folder} ist größer als {limit} MB.", "Teilen Sie die Stadt auf, oder fragen Sie sie allein."),
        "en": ("{folder} is larger than {limit} MB.", "Split the city, or ask about it alone."),
    },
    "not_written": {
        "de": ("{folder} wurde nicht geschrieben: {limit}.", "Nennen Sie mit -o einen anderen Ordner."),
        "en": ("{folder} was not written: {limit}.", "Name another folder with -o."),
    },
}


def _refused(key: str, lang: Lang, **quoted: object) -> InvalidInput:
    detail, hint = _REFUSED[key][lang]
    return InvalidInput(detail.format(**quoted), hint=hint.format(**quoted))
