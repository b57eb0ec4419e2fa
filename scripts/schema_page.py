"""The page graph_schema/README.md, made of schema.toml. ``python -m scripts.schema_page`` writes it."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from app.records.schema import PROVENANCE, Label, Property, Relationship, schema

_INTRODUCTION = """\
# Was im Graphen steht / What the graph holds

Written by `python -m scripts.schema_page` from `schema.toml`; change that file, not this one.

A record is a node with the key `(workspace, id)`; a cooperation is a relationship with that key. What one record says
about others is a relationship, too: the column *field* names the field of the record that it keeps. Every record may
have a relationship `FROM_SOURCE` to its file. Dates are texts as precise as they were given: `2023`, `2023-05`,
`2023-05-17`. Required values are marked with `*`, what may be about a person with `(p)`.

Migrations lie in `migrations/`; a file that has been released never changes.
"""


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
        *(_properties_of(kind) for kind in relationships if kind.properties),
    )
    return "\n".join(parts)


def _picture(relationships: tuple[Relationship, ...]) -> str:
    drawn = [kind for kind in relationships if kind.name != PROVENANCE]
    edges = [f"  {first} -->|{kind.name}| {second}" for kind in drawn for first, second in kind.ends]
    return "\n".join(("```mermaid", "graph LR", *edges, "```", ""))


def _label(label: Label) -> str:
    kept = f"Topic `{label.topic}`. " if label.topic else ""
    keys = ", ".join(f"`({', '.join(key)})`" for key in (label.key, *label.unique))
    lines = (f"### {label.name}\n", f"{label.de} / {label.en}. {kept}Key {keys}.\n", *_table(label.properties))
    return "\n".join(lines) + "\n" + _references(label)


def _references(label: Label) -> str:
    if not label.references:
        return ""
    head = ("", "| field | relationship | Bedeutung | meaning |", "| --- | --- | --- | --- |")
    rows = (
        f"| `{name}` | `{reference.by}` {'to' if reference.outgoing else 'from'} {', '.join(reference.labels)} "
        f"| {reference.de} | {reference.en} |"
        for name, reference in label.references.items()
    )
    return "\n".join((*head, *rows)) + "\n"


def _relationships(relationships: tuple[Relationship, ...]) -> str:
    head = ("| type | from → to | Bedeutung | meaning | field |", "| --- | --- | --- | --- | --- |")
    return "\n".join((*head, *map(_relationship_row, relationships))) + "\n"


def _relationship_row(kind: Relationship) -> str:
    ends = "any record → Source" if kind.name == PROVENANCE else ", ".join(f"{a} → {b}" for a, b in kind.ends)
    fields = ", ".join(f"`{field}`" for field in _kept_by(kind))
    return f"| `{kind.name}` | {ends} | {kind.de} | {kind.en} | {fields} |"


def _kept_by(kind: Relationship) -> Iterator[str]:
    """The fields that relationships of a type keep, for example ``Offer.leads``."""
    for label in schema().labels.values():
        yield from (f"{label.name}.{name}" for name, reference in label.references.items() if reference.by == kind.name)
    yield from (f"Cooperation.{name}" for name in kind.references)


def _properties_of(kind: Relationship) -> str:
    return "\n".join((f"### {kind.name}\n", *_table(kind.properties))) + "\n"


def _table(properties: Mapping[str, Property]) -> Iterator[str]:
    yield "| property | type | Bedeutung | meaning | vocabulary |"
    yield "| --- | --- | --- | --- | --- |"
    for name, kept in properties.items():
        marks = ("*" if kept.required else "") + (" (p)" if kept.personal else "")
        vocabulary = f"`{kept.vocabulary}`" if kept.vocabulary else ""
        yield f"| `{name}`{marks} | {kept.type} | {kept.de} | {kept.en} | {vocabulary} |"


if __name__ == "__main__":
    Path(str(files("graph_schema"))).joinpath("README.md").write_text(schema_page(), "utf-8")
