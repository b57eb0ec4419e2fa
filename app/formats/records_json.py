"""JSON of a whole workspace: every record of every topic with all its fields, written and read without loss."""

import dataclasses
import json
from collections.abc import Mapping
from typing import Any, get_args

from app.errors import InvalidInput, Problem
from app.formats.json_graph import parse_json
from app.formats.messages import sentence
from app.records.dates import PartialDate
from app.records.fields import types_of
from app.records.records import TOPICS, Record, Records
from app.records.rules import check
from app.records.schema import Topic
from app.records.sources import SourceRef
from app.records.vocabulary import Lang

FORMAT = "netzblick-records"
VERSION = 1
_MOST_SHOWN = 50


def write_records(records: Records, workspace: str | None, reference_date: str | None) -> bytes:
    """Records as JSON; dates as text, what is not known as null."""
    topics = {topic: [_plain(record) for record in topic_records] for topic, topic_records in records if topic_records}
    document = {
        "format": FORMAT,
        "version": VERSION,
        "workspace": workspace,
        "reference_date": reference_date,
        "records": topics,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def is_records(document: object) -> bool:
    """Whether a JSON value is such a file."""
    return isinstance(document, dict) and document.get("format") == FORMAT


def read_records_json(name: str, content: bytes, lang: Lang) -> Records:
    """The records of such a file.

    Raises:
        WrongFormat: it is no JSON.
        InvalidInput: a topic or field is unknown, a value has the wrong type, or a record contradicts itself.
    """
    document = parse_json(name, content, lang)
    topics = document.get("records") if isinstance(document, dict) else None
    reader = RecordReader(name, lang)
    records = reader.records(topics if isinstance(topics, dict) else {})
    if reader.problems:
        message = sentence("refused", lang, count=len(reader.problems))
        problems = tuple(reader.problems[:_MOST_SHOWN])
        raise InvalidInput(message, hint=sentence("json_records.hint", lang), problems=problems)
    return records


class RecordReader:
    """Reads records and gathers what is wrong with them, by JSON pointer."""

    def __init__(self, file: str, lang: Lang) -> None:
        self.file = file
        self.lang = lang
        self.problems: list[Problem] = []

    def records(self, topics: Mapping[str, Any]) -> Records:
        """Records of all entries that can be read."""
        read: dict[str, Any] = {}
        for topic, entries in topics.items():
            if topic not in TOPICS or not isinstance(entries, list):
                self._tell(f"/records/{topic}")
                continue
            candidates = (self._record(topic, entry, f"/records/{topic}/{at}") for at, entry in enumerate(entries))
            read[topic] = tuple(record for record in candidates if record is not None)
        return Records(**read)

    def _record(self, topic: Topic, entry: Any, pointer: str) -> Record | None:
        hints = types_of(topic)
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
            self._tell(pointer)
            return None
        before = len(self.problems)
        values = {}
        for field, value in entry.items():
            try:
                values[field] = _typed(value, hints[field])
            except (KeyError, TypeError, ValueError):
                self._tell(f"{pointer}/{field}")
        return self._checked_record(topic, values, pointer) if len(self.problems) == before else None

    def _checked_record(self, topic: Topic, values: Mapping[str, Any], pointer: str) -> Record | None:
        try:
            record: Record = TOPICS[topic](**values)
            check(record)
        except TypeError:
            self._tell(pointer)
            return None
        except InvalidInput as error:
            for problem in error.problems:
                self._tell(f"{pointer}{problem.pointer}")
            return None
        return record

    def _tell(self, pointer: str) -> None:
        message = sentence("json_records", self.lang, file=self.file, text=pointer)
        self.problems.append(Problem(code="json_records", message=message, file=self.file, pointer=pointer))


def _plain(record: Record) -> dict[str, Any]:
    return {
        field.name: _value(getattr(record, field.name))
        for field in dataclasses.fields(record)
        if field.name != "version"
    }


def _value(value: Any) -> Any:
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, SourceRef):
        return dataclasses.asdict(value)
    return list(value) if isinstance(value, tuple) else value


def _typed(value: Any, hint: Any) -> Any:
    """A JSON value as the type of a field.

    Raises:
        TypeError, ValueError: it is not of that type.
    """
    options = get_args(hint) or (hint,)
    if value is None and type(None) in options:
        return None
    if isinstance(value, list):
        if hint != tuple[str, ...] or not all(isinstance(entry, str) for entry in value):
            raise TypeError(value)
        return tuple(value)
    if isinstance(value, dict):
        if SourceRef not in options:
            raise TypeError(value)
        return SourceRef(str(value["file"]), str(value["sheet"]), int(value["row"]))
    if isinstance(value, str) and PartialDate in options:
        return PartialDate.parse(value)
    if isinstance(value, int) and not isinstance(value, bool) and float in options:
        return float(value)
    if type(value) not in options:
        raise TypeError(value)
    return value
