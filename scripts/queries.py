"""The queries that read, list, write, link or delete a topic, made of schema.toml. ``python -m scripts.queries`` writes them."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import get_args, get_origin

from app.records.fields import types_of
from app.records.schema import PROVENANCE, Label, Reference, schema

BY_HAND = frozenset({"observations/list", "tie_reports/list"})
"""Queries of these shapes that say more than the schema knows: how a record without a name is found by several others."""

_TYPES = {"DATE": "STRING", "LIST<STRING>": "LIST"}
"""Types of results where they differ from those of properties."""


def generated() -> dict[str, str]:
    """The text of every generated query by name, for example ``offers/read``; those written by hand are left out."""
    made = {name: text for label in schema().labels.values() if label.topic for name, text in _Queries(label).all()}
    return {name: text for name, text in made.items() if name not in BY_HAND}


def path_of(name: str) -> Path:
    """The file of a query."""
    return Path(str(files("cypher"))) / f"{name}.cypher"


class _Queries:
    """The queries of one label that keeps records."""

    def __init__(self, label: Label) -> None:
        assert label.topic is not None
        self.label = label
        self.topic = label.topic
        self.node = label.variable
        self.noun = self.topic.removesuffix("s").replace("_", " ")
        self.hints = types_of(self.topic)
        self.names = list(self.hints)

    def all(self) -> Iterator[tuple[str, str]]:
        """Name and text of each."""
        for shape in (self.read, self.list, self.write, self.link, self.delete):
            yield f"{self.topic}/{shape.__name__}", shape()

    def read(self) -> str:
        """Every record with one of some ids, its fields in the order of the dataclass."""
        returns = ", ".join(f"{name}: {self._type(name)}" for name in self.names)
        columns = ",\n".join(f"  {self._column(name)} AS {name}" for name in self.names)
        return (
            self._header(
                "read",
                f"Every {self.noun} with one of the ids, its fields named as in the model.",
                "read",
                "ids: LIST",
                returns,
            )
            + f"UNWIND $ids AS wanted\n{self._match('wanted')}\nRETURN\n{columns}\n"
        )

    def list(self) -> str:
        """Ids of one page of records that are found by a text."""
        where, condition = self._search()
        doc = f"The ids after a given one, at most so many, of every {self.noun} with a text in {where}, and how many there are in all."
        return self._header(
            "list", doc, "read", "q: STRING, after: STRING, limit: INTEGER", "ids: LIST, total: INTEGER"
        ) + (
            f"MATCH ({self.node}:{self.label.name} {{workspace: $workspace}})\n"
            f"WHERE $q = '' OR {condition}\n"
            f"WITH {self.node}.id AS id ORDER BY id\n"
            "WITH collect(id) AS found\n"
            "RETURN [id IN found WHERE id > $after][..$limit] AS ids, size(found) AS total\n"
        )

    def write(self) -> str:
        """Properties of new and changed records."""
        article = "an" if self.noun[0] in "aeiou" else "a"
        doc = f"Each row becomes {article} {self.noun} or replaces the properties of the one with its id."
        properties = [name for name in self.names if name in self.label.properties and name not in {"id", "version"}]
        lines = [f"  {self.node}.{name} = row.{name}" for name in (*properties, "version")]
        return self._header("write", doc, "write", "rows: LIST", "nothing") + (
            f"UNWIND $rows AS row\nMERGE ({self.node}:{self.label.name} {{workspace: $workspace, id: row.id}})\n"
            "SET\n" + ",\n".join(lines) + "\n"
        )

    def link(self) -> str:
        """Relationships of new and changed records."""
        doc = f"Each row's references replace those of the {self.noun} with its id; what it refers to exists."
        blocks = [*self._unlinked(), *(block for name in self.names for block in self._linked(name)), self._sourced()]
        return self._header("link", doc, "write", "rows: LIST", "nothing") + (
            f"UNWIND $rows AS row\n{self._match('row.id')}\n" + "".join(blocks)
        )

    def delete(self) -> str:
        """Records that go, and what referred to them."""
        referrers = self._referrers()
        description = "what referred to it is told" if referrers else "nothing ever refers to one"
        header = self._header(
            "delete",
            f"Every {self.noun} with one of the ids is gone; {description}.",
            "write",
            "ids: LIST",
            "id: STRING, referrers: LIST",
        )
        collected = f"WITH {self.node}, unwanted, {referrers} AS referrers\n" if referrers else ""
        return header + (
            f"UNWIND $ids AS unwanted\n{self._match('unwanted')}\n{collected}DETACH DELETE {self.node}\n"
            f"RETURN unwanted AS id, {'referrers' if referrers else '[] AS referrers'}\n"
        )

    def _header(self, shape: str, doc: str, access: str, params: str, returns: str) -> str:
        return (
            f"// name: {self.topic}/{shape}\n// doc: {doc}\n// access: {access}\n"
            f"// params: workspace: STRING, {params}\n// returns: {returns}\n"
        )

    def _match(self, record_id: str) -> str:
        return f"MATCH ({self.node}:{self.label.name} {{workspace: $workspace, id: {record_id}}})"

    def _type(self, name: str) -> str:
        if name == "source":
            return "MAP"
        if name in self.label.references:
            return "LIST" if self._is_many(name) else "STRING"
        kind = self.label.properties[name].type
        return _TYPES.get(kind, kind)

    def _is_many(self, name: str) -> bool:
        hint = self.hints[name]
        return tuple in (get_origin(hint), *map(get_origin, get_args(hint)))

    def _column(self, name: str) -> str:
        if name == "source":
            source = f"({self.node})-[at:{PROVENANCE}]->(file:Source)"
            return f"head(COLLECT {{ MATCH {source} RETURN {{file: file.file, sheet: at.sheet, row: at.row}} }})"
        reference = self.label.references.get(name)
        if reference is not None:
            return self._collected(reference, many=self._is_many(name))
        default = self.label.properties[name].default
        return f"{self.node}.{name}" if default is None else f"coalesce({self.node}.{name}, {default!r})"

    def _collected(self, reference: Reference, *, many: bool) -> str:
        marks = ", ".join(f"{name}: '{value}'" for name, value in reference.marks.items())
        tie = f"[{'listed' if many else ''}:{reference.by}{f' {{{marks}}}' if marks else ''}]"
        referred = f"({reference.variable}:{'|'.join(reference.labels)})"
        path = f"({self.node})-{tie}->{referred}" if reference.outgoing else f"{referred}-{tie}->({self.node})"
        ids = f"{reference.variable}.id"
        if many:
            return f"COLLECT {{ MATCH {path} RETURN {ids} ORDER BY listed.position }}"
        return f"head(COLLECT {{ MATCH {path} RETURN {ids} }})"

    def _search(self) -> tuple[str, str]:
        """Where a text is looked for: in words, and as a condition."""
        if "short_name" in self.names:
            return (
                "its names",
                f"toLower({self.node}.name + ' ' + coalesce({self.node}.short_name, '')) CONTAINS toLower($q)",
            )
        if "name" in self.names:
            return "its name", f"toLower({self.node}.name) CONTAINS toLower($q)"
        name, reference = next(iter(self.label.references.items()))
        referred = f"({reference.variable}:{'|'.join(reference.labels)})"
        path = f"({self.node})-[:{reference.by}]->{referred}"
        condition = f"EXISTS {{ MATCH {path} WHERE toLower({reference.variable}.name) CONTAINS toLower($q) }}"
        return f"the name of its {name}", condition

    def _unlinked(self) -> Iterator[str]:
        """What goes before the new relationships are made."""
        owned = [reference for reference in self.label.references.values() if reference.outgoing]
        leading = "|".join(dict.fromkeys((*(reference.by for reference in owned), PROVENANCE)))
        yield f"CALL ({self.node}) {{\n  MATCH ({self.node})-[owned:{leading}]->()\n  DELETE owned\n}}\n"
        coming = "|".join(
            dict.fromkeys(reference.by for reference in self.label.references.values() if not reference.outgoing)
        )
        if coming:
            yield f"CALL ({self.node}) {{\n  MATCH ({self.node})<-[owned:{coming}]-()\n  DELETE owned\n}}\n"

    def _linked(self, name: str) -> Iterator[str]:
        reference = self.label.references.get(name)
        if reference is None:
            return
        several = len(reference.labels) > 1
        for label in reference.labels:
            topic = schema().labels[label].topic or ""
            condition = f"  WHERE row.{name}_kind = '{topic.removesuffix('s')}'\n" if several else ""
            yield self._linked_to(name, reference, label, condition)

    def _linked_to(self, name: str, reference: Reference, label: str, condition: str) -> str:
        many = self._is_many(name)
        wanted = f"row.{name}[position]" if many else f"row.{name}"
        marks = [f"{mark}: '{value}'" for mark, value in reference.marks.items()] + (
            ["position: position"] if many else []
        )
        tie = f"[:{reference.by}{' {' + ', '.join(marks) + '}' if marks else ''}]"
        start, end = (self.node, reference.variable) if reference.outgoing else (reference.variable, self.node)
        return (
            f"CALL (row, {self.node}) {{\n"
            + (f"  UNWIND range(0, size(row.{name}) - 1) AS position\n" if many else "")
            + f"  MATCH ({reference.variable}:{label} {{workspace: $workspace, id: {wanted}}})\n{condition}"
            f"  CREATE ({start})-{tie}->({end})\n}}\n"
        )

    def _sourced(self) -> str:
        return (
            f"CALL (row, {self.node}) {{\n"
            "  MATCH (file:Source {workspace: $workspace, file: row.source.file})\n"
            f"  CREATE ({self.node})-[:{PROVENANCE} {{sheet: row.source.sheet, row: row.source.row}}]->(file)\n}}\n"
        )

    def _referrers(self) -> str:
        """Records of others that hold a reference to one of this label, as lists that are joined."""
        returned = "RETURN {label: head(labels(other)), id: other.id}"
        parts = [
            f"COLLECT {{ MATCH ({self.node})<-[:{coming}]-(other) {returned} }}"
            if (coming := self._held_by(outgoing=True))
            else "",
            f"COLLECT {{ MATCH ({self.node})-[:{leading}]->(other) {returned} }}"
            if (leading := self._held_by(outgoing=False))
            else "",
            *(
                f"COLLECT {{ MATCH ({self.node})-[tie:{kind.name}]-() RETURN {{label: '{kind.name}', id: tie.id}} }}"
                for kind in schema().relationships.values()
                if kind.topic and any(self.label.name in ends for ends in kind.ends)
            ),
        ]
        return "\n  + ".join(part for part in parts if part)

    def _held_by(self, *, outgoing: bool) -> str:
        """Types of relationships by which other records refer to this label, in the order of the schema."""
        types = {
            reference.by
            for label in schema().labels.values()
            for reference in label.references.values()
            if label.topic and self.label.name in reference.labels and reference.outgoing == outgoing
        }
        return "|".join(name for name in schema().relationships if name in types)


if __name__ == "__main__":
    for query, text in generated().items():
        path_of(query).parent.mkdir(exist_ok=True)
        path_of(query).write_text(text, "utf-8")
