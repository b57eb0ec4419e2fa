"""Redaction of records: some of them, and the texts by which people know them, are forgotten."""

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, get_args

from app.records.fields import types_of
from app.records.records import Record, Records, topic_of
from app.records.references import Attachments, Key, Removal
from app.records.schema import Topic, schema
from app.records.sources import SourceRef

PLACEHOLDER = "…"
"""Text in place of one that was forgotten."""


@dataclass(frozen=True)
class Redaction:
    """Forgets records by their keys, and texts wherever they stand as whole words; an id is never changed."""

    keys: frozenset[Key]
    texts: tuple[str, ...] = ()

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        longest_first = sorted(self.texts, key=len, reverse=True)
        words = "|".join(r"\s+".join(map(re.escape, text.split())) for text in longest_first)
        return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if words else None

    def concerns(self, text: str) -> bool:
        """Whether one of the texts stands in a text."""
        return self._pattern is not None and self._pattern.search(text) is not None

    def without(self, records: Records) -> Removal:
        """Removal of the forgotten records; those that stay and named one of them, or hold a forgotten text, change."""
        removal = Attachments(records).removal(self.keys)
        changed = removal.upserts.by_key()
        upserts: dict[str, list[Record]] = {}
        for topic, of_topic in records:
            for record in of_topic:
                key = (topic, record.id)
                redacted = self._redacted(changed.get(key, record))
                if key not in removal.deletes and (key in changed or redacted != record):
                    upserts.setdefault(topic, []).append(redacted)
        return Removal(removal.deletes, Records(**{topic: tuple(of_topic) for topic, of_topic in upserts.items()}))  # type: ignore[arg-type]  # a topic is a field

    def _redacted(self, record: Record) -> Record:
        if self._pattern is None:
            return record
        values = {name: self._of_value(getattr(record, name)) for name in _written_freely(topic_of(record))}
        return dataclasses.replace(record, **values)

    def _of_value(self, value: Any) -> Any:
        match value:
            case str():
                return self.of_text(value)
            case tuple():
                return tuple(dict.fromkeys(map(self._of_value, value)))
            case SourceRef():
                return dataclasses.replace(value, file=self.of_text(value.file), sheet=self.of_text(value.sheet))
        return value

    def of_text(self, text: str) -> str:
        """A text without those that are forgotten."""
        return text if self._pattern is None else self._pattern.sub(PLACEHOLDER, text)


@cache
def _written_freely(topic: Topic) -> tuple[str, ...]:
    """Fields whose words are people's own: no codes, no ids, no days; and the file that a record came from."""
    known = schema().owners[topic].properties
    texts = (
        name
        for name, hint in types_of(topic).items()
        if str in (hint, *get_args(hint)) and name in known and known[name].vocabulary is None and name != "id"
    )
    return (*texts, "source")


def telling_names(names: Iterable[str | None]) -> tuple[str, ...]:
    """Names that stand for nothing else when they stand in a text: those of several words, as people's names are."""
    return tuple(dict.fromkeys(name.strip() for name in names if name and len(name.split()) > 1))
