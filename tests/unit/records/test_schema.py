"""Does schema.toml describe exactly what the model, the vocabularies and the page say?"""

from dataclasses import fields
from typing import get_args

import pytest

from app.records.dates import PartialDate
from app.records.fields import required_fields, types_of
from app.records.records import TOPICS
from app.records.schema import schema
from app.records.vocabulary import vocabulary_names

TYPES = {
    str: "STRING",
    int: "INTEGER",
    float: "FLOAT",
    bool: "BOOLEAN",
    PartialDate: "DATE",
    tuple[str, ...]: "LIST<STRING>",
}
PROVENANCE = {"source"}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_field_is_a_property_or_a_relationship(topic: str):
    names = {field.name for field in fields(TOPICS[topic])} - PROVENANCE
    properties = set(schema().owners[topic].properties) - {"workspace", "source_file", "source_sheet", "source_row"}

    assert properties | set(schema().owners[topic].references) == names
    assert properties & set(schema().owners[topic].references) == set()


@pytest.mark.parametrize("topic", TOPICS)
def test_properties_have_the_types_of_the_fields(topic: str):
    hints = types_of(topic)
    for name, entry in schema().owners[topic].properties.items():
        if name in hints:
            [kind] = [TYPES[kind] for kind in (hints[name], *get_args(hints[name])) if kind in TYPES][:1]
            assert (name, kind) == (name, entry.type)
            assert (name, name in required_fields(topic)) == (name, entry.required or entry.default is not None)


def test_every_property_has_a_meaning_in_both_languages():
    owners = (*schema().labels.values(), *schema().relationships.values())
    meanings = [(entry.de, entry.en) for owner in owners for entry in (owner, *owner.properties.values())]
    assert all(de and en for de, en in meanings)


def test_vocabularies_exist():
    owners = (*schema().labels.values(), *schema().relationships.values())
    named = {entry.vocabulary for owner in owners for entry in owner.properties.values() if entry.vocabulary}
    assert named <= set(vocabulary_names())


def test_relationships_join_labels_and_keys_are_properties():
    labels = schema().labels
    for relationship in schema().relationships.values():
        assert {end for ends in relationship.ends for end in ends} <= labels.keys()
        assert set(relationship.key) <= relationship.properties.keys()
    for label in labels.values():
        assert {name for key in (label.key, *label.unique) for name in key} <= label.properties.keys()


def test_references_lead_to_topics():
    assert schema().references["inventory_checks"] == {"subject": ("areas", "working_groups", "places")}
    assert schema().references["offers"] == {
        "leads": ("actors",),
        "partners": ("actors",),
        "areas": ("areas",),
        "place": ("places",),
    }
