"""Names of the records of a workspace and of the files: who answers to one, as written or in another spelling."""

from collections.abc import Iterable, Mapping, Sequence

from app.intake.rows import Row
from app.intake.sheets.sheet import Kind
from app.intake.values.extents import area_named, is_extent
from app.intake.values.lists import holds_separator, pieces_of
from app.intake.word_index import WordIndex, name_spelling
from app.records.records import Record, Records
from app.records.schema import Topic
from app.records.sources import SourceRef
from app.records.spelling import folded, near_names, near_places

NAMED_TOPICS: tuple[Topic, ...] = (
    "areas",
    "actors",
    "places",
    "funding_areas",
    "programmes",
    "indicators",
    "offers",
    "projects",
    "working_groups",
    "waves",
)
CREATED_BY_NAME: tuple[Topic, ...] = ("areas", "places")
"""Topics whose records a mere mention creates, where neither files nor workspace have any."""

_CLOSE_ENOUGH = 75
_ALMOST_ALIKE = 82
_MOST_LIKELY = 3
_SHORTEST_SUGGESTION = 3  # a letter or two is near to everything
_MOST_SUGGESTIONS = 300
"""A file that misses more names than this has another fault; looking each up would take minutes."""


class Directory:
    """The names of one topic; every one may belong to several ids."""

    def __init__(self) -> None:
        self._ids: dict[str, set[str]] = {}
        self._former: dict[str, set[str]] = {}
        self._variants: dict[str, set[str]] | None = None
        self._likely: dict[str, tuple[str, ...]] = {}
        self._words: WordIndex | None = None
        self._sorted: tuple[list[str], list[str]] | None = None
        self._names: dict[str, str] = {}
        self._suggested: dict[str, str | None] = {}

    def __bool__(self) -> bool:
        return bool(self._names)

    def __contains__(self, record_id: object) -> bool:
        return record_id in self._names

    def add(self, record_id: str, name: str, *more: str | None) -> None:
        """Let an id answer to its name, to further names and to itself; the name it had until now is a former one."""
        former = self._names.get(record_id)
        if former is not None and folded(former) not in {folded(name), folded(record_id)}:
            self._ids[folded(former)].discard(record_id)
            self.add_former(record_id, (former,))
        self._names[record_id] = name
        self._variants = self._words = self._sorted = None
        self._likely.clear()
        for spelling in (record_id, name, *more):
            if spelling:
                self._ids.setdefault(folded(spelling), set()).add(record_id)

    def add_former(self, record_id: str, names: Iterable[str]) -> None:
        """Let an id answer to names it had before, where nobody has them now."""
        for name in names:
            self._former.setdefault(folded(name), set()).add(record_id)

    def find(self, text: str) -> tuple[str, ...]:
        """The ids that answer to a text, sorted; an id in exactly this spelling answers alone, a former name last."""
        if text in self._names:
            return (text,)
        ids = self._ids.get(folded(text), set()) or self._former.get(folded(text), set())
        return tuple(sorted(ids))

    def find_variant(self, text: str) -> tuple[str, ...]:
        """The ids whose name says the same in another spelling.

        Legal form, hyphens, quotes, blanks and known short forms may differ; two different legal forms may not.
        """
        if not self._ids:
            return ()
        letters = name_spelling(text).letters
        called = self._spelled_alike().get(letters, ()) if letters else ()
        return tuple(sorted(record_id for record_id in called if _compatible(text, self._names[record_id])))

    def _spelled_alike(self) -> Mapping[str, set[str]]:
        """Ids by the letters of their names; made when the first name is looked for in another spelling."""
        if self._variants is None:
            self._variants = {}
            for name, record_ids in self._ids.items():
                self._variants.setdefault(name_spelling(name).letters, set()).update(record_ids)
        return self._variants

    def known(self, text: str) -> tuple[str, ...]:
        """The ids that answer to a text as written, else in another spelling."""
        return self.find(text) or self.find_variant(text)

    def name(self, record_id: str) -> str:
        """Name of the record with an id."""
        return self._names[record_id]

    def ids(self) -> tuple[str, ...]:
        """Every id, sorted."""
        return tuple(sorted(self._names))

    def likely(self, text: str) -> tuple[str, ...]:
        """At most three ids that a text could mean: its words are among those of the name or the other way round.

        Where no name shares words so, those that are written almost alike.
        """
        if text not in self._likely:
            sharing = self._sharing(text)
            self._likely[text] = sharing if 0 < len(sharing) <= _MOST_LIKELY else self._almost_alike(text)
        return self._likely[text]

    def _sharing(self, text: str) -> tuple[str, ...]:
        if self._words is None:
            self._words = WordIndex(self._names)
        return self._words.sharing(text)

    def _almost_alike(self, text: str) -> tuple[str, ...]:
        if len(self._likely) >= _MOST_SUGGESTIONS:
            return ()
        names, folded_names = self._spellings()
        near = near_places(text, folded_names, likeness="letters", least=_ALMOST_ALIKE, most=_MOST_LIKELY)
        alike = [names[place] for place in near]
        return tuple(dict.fromkeys(record_id for name in alike for record_id in self.find(name)))

    def _spellings(self) -> tuple[Sequence[str], Sequence[str]]:
        """Every name, sorted, as written and folded."""
        if self._sorted is None:
            names = sorted(set(self._names.values()))
            self._sorted = names, list(map(folded, names))
        return self._sorted

    def suggest(self, text: str) -> str | None:
        """The name nearest to a text; None where none is near."""
        if text not in self._suggested:
            if len(self._suggested) >= _MOST_SUGGESTIONS:
                return None
            self._suggested[text] = self._nearest(text)
        return self._suggested[text]

    def _nearest(self, text: str) -> str | None:
        names = [name for name in self._spellings()[0] if len(name) >= _SHORTEST_SUGGESTION]
        return next(iter(near_names(text, names, likeness="part", least=_CLOSE_ENOUGH)), None)


class Register:
    """The records of the workspace by topic and id, and a directory of names per topic.

    ``sources`` are the rows that became known as records. ``creatable`` are the topics whose records a mention creates;
    ``mentioned`` the names by which cells mention them.
    """

    def __init__(
        self, existing: Records, rows: Mapping[Topic, Sequence[Row]], created_by_name: Sequence[Topic] = CREATED_BY_NAME
    ) -> None:
        self.existing: Mapping[Topic, Mapping[str, Record]] = {
            topic: {record.id: record for record in records} for topic, records in existing
        }
        self.directories = {topic: _directory(self.existing[topic].values()) for topic in NAMED_TOPICS}
        self.creatable = frozenset(topic for topic in created_by_name if topic not in rows and not self.existing[topic])
        self.sources: dict[tuple[Topic, str], SourceRef] = {}
        self.mentioned = {topic: _mentioned(topic, rows) for topic in self.creatable}
        self._rows = rows
        self._named: dict[Topic, frozenset[str]] = {}

    def is_mentioned(self, topic: Topic, name: str) -> bool:
        """Whether a cell of the files mentions a record by this name."""
        if topic not in self._named:
            texts = self.texts(topic)
            self._named[topic] = frozenset(folded(piece) for text in texts for piece in (text, *pieces_of(text)))
        return folded(name) in self._named[topic]

    def texts(self, topic: Topic) -> frozenset[str]:
        """What the cells of the files refer to in a topic, as it stands there."""
        return frozenset(text for of_topic in self._rows.values() for text in _texts(of_topic, topic))

    def described(self, topic: Topic, record_id: str) -> str:
        """The name of a record, and its row where a file holds it."""
        name = self.directories[topic].name(record_id)
        source = self.sources.get((topic, record_id)) or getattr(self.existing[topic].get(record_id), "source", None)
        return f"{name} ({source.sheet}, {source.row})" if source else name


def _directory(records: Iterable[Record]) -> Directory:
    directory = Directory()
    for record in records:
        directory.add(record.id, getattr(record, "name", record.id), getattr(record, "short_name", None))
        directory.add_former(record.id, getattr(record, "aliases", ()))
    return directory


def _mentioned(topic: Topic, rows: Mapping[Topic, Sequence[Row]]) -> frozenset[str]:
    """Folded names that stand alone in a cell, or beside others in two different ones."""
    texts = {text for of_topic in rows.values() for text in _texts(of_topic, topic)}
    if topic == "areas":
        texts = {area_named(text) for text in texts if not is_extent(text)}
    alone = {folded(text) for text in texts if not holds_separator(text)}
    cells: dict[str, int] = {}
    for text in texts:
        for part in {folded(part) for part in pieces_of(text) if topic != "areas" or not is_extent(part)}:
            cells[part] = cells.get(part, 0) + 1
    return frozenset(alone | {part for part, number in cells.items() if number > 1})


def _texts(rows: Sequence[Row], topic: Topic) -> Iterable[str]:
    """What the rows of a sheet refer to in a topic."""
    columns = rows[0].sheet.understood if rows else ()
    for column in columns:
        if column.kind is Kind.REFERENCE and column.of == topic:
            for value in (row.values.get(column.field) for row in rows):
                if isinstance(value, str):
                    yield value
                elif isinstance(value, tuple):
                    yield from value


def _compatible(text: str, name: str) -> bool:
    """Whether legal forms do not tell two names apart: one has none, or they share one."""
    written, recorded = name_spelling(text).legal_forms, name_spelling(name).legal_forms
    return not written or not recorded or bool(written & recorded)
