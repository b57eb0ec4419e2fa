"""What does graph_schema/README.md say? ``python -m app.store.schema_page`` writes it from schema.toml."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from app.records.schema import Label, Property, Relationship, schema

_INTRODUCTION = """\
# Was im Graphen steht / What the graph holds

Written by `python -m app.store.schema_page` from `schema.toml`; change that file, not this one.

A record is a node with the key `(workspace, id)`; a cooperation is a relationship with that key. What one record says
about others is a relationship, too: the column *field* names the field of the record that it keeps. Every record may
have a relationship `FROM_SOURCE` to its file. Dates are texts as precise as they were given: `2023`, `2023-05`,
`2023-05-17`. Required values are marked with `*`, what may be about a person with `(p)`.

Migrations lie in `migrations/`; a file that has been released never changes.
"""

_PROVENANCE = "FROM_SOURCE"


def schema_page() -> str:
    """The page as Markdown: a picture, the labels, the relationships."""
    labels = tuple(schema().labels.values())
    relationships = tuple(schema().relationships.values())
    parts = (
        _INTRODUCTION,
        _picture(relationships),
        "## Labels\n",
        *map(_label, labels),
        "## Relationships\n",
        _relationships(relationships),
        *(_properties_of(one) for one in relationships if one.properties),
    )
    return "\n".join(parts)


def _picture(relationships: tuple[Relationship, ...]) -> str:
    drawn = [one for one in relationships if one.name != _PROVENANCE]
    edges = [f"  {first} -->|{one.name}| {second}" for one in drawn for first, second in one.ends]
    return "\n".join(("```mermaid", "graph LR", *edges, "```", ""))


def _label(one: Label) -> str:
    kept = f"Topic `{one.topic}`. " if one.topic else ""
    keys = ", ".join(f"`({', '.join(key)})`" for key in (one.key, *one.unique))
    lines = (f"### {one.name}\n", f"{one.de} / {one.en}. {kept}Key {keys}.\n", *_table(one.properties))
    return "\n".join(lines) + "\n"


def _relationships(relationships: tuple[Relationship, ...]) -> str:
    head = ("| type | from → to | Bedeutung | meaning | field |", "| --- | --- | --- | --- | --- |")
    return "\n".join((*head, *map(_relationship_row, relationships))) + "\n"


def _relationship_row(one: Relationship) -> str:
    ends = "any record → Source" if one.name == _PROVENANCE else ", ".join(f"{a} → {b}" for a, b in one.ends)
    fields = ", ".join(f"`{field}`" for field in one.fields)
    return f"| `{one.name}` | {ends} | {one.de} | {one.en} | {fields} |"


def _properties_of(one: Relationship) -> str:
    return "\n".join((f"### {one.name}\n", *_table(one.properties))) + "\n"


def _table(properties: Mapping[str, Property]) -> Iterator[str]:
    yield "| property | type | Bedeutung | meaning | vocabulary |"
    yield "| --- | --- | --- | --- | --- |"
    for name, one in properties.items():
        marks = ("*" if one.required else "") + (" (p)" if one.personal else "")
        vocabulary = f"`{one.vocabulary}`" if one.vocabulary else ""
        yield f"| `{name}`{marks} | {one.type} | {one.de} | {one.en} | {vocabulary} |"


if __name__ == "__main__":
    Path(str(files("graph_schema"))).joinpath("README.md").write_text(schema_page(), "utf-8")
