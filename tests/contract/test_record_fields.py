"""Is every field of a record explained by an example that would be accepted?"""

import pytest

from app.api.v1.record_models import models_of, record_json
from app.records.fields import holds, writable
from app.records.records import TOPICS
from app.records.schema import schema
from app.records.vocabulary import vocabulary_names


@pytest.mark.parametrize("topic", TOPICS)
def test_the_examples_together_are_a_record(topic):
    examples = {name: holds(topic, name).example for name in writable(topic)}

    body = models_of(topic).new.model_validate(examples)

    record = TOPICS[topic](id="x", **body.given())
    assert examples.items() <= record_json(record).items()


@pytest.mark.parametrize("topic", TOPICS)
def test_codes_and_references_name_what_exists(topic):
    known = [holds(topic, name) for name in writable(topic)]

    assert {one.vocabulary for one in known} - {None} <= set(vocabulary_names())
    assert {one.refers_to for one in known} - {None} <= set(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
def test_references_are_those_that_the_store_checks(topic):
    stored = schema().references[topic]

    found = {name for name in writable(topic) if holds(topic, name).refers_to or name == "subject"}

    assert found == set(stored)
    single = {name: targets[0] for name, targets in stored.items() if len(targets) == 1}
    assert {name: holds(topic, name).refers_to for name in single} == single


@pytest.mark.parametrize("topic", TOPICS)
def test_vocabularies_are_those_of_the_schema(topic):
    owner = next(name for name, its_topic in schema().topics.items() if its_topic == topic)
    properties = (schema().labels.get(owner) or schema().relationships[owner]).properties
    grades = {name for name, one in properties.items() if one.type == "INTEGER"}  # numbers that a vocabulary names
    shared = (properties.keys() & writable(topic).keys()) - grades

    assert {name: holds(topic, name).vocabulary for name in shared} == {
        name: properties[name].vocabulary for name in shared
    }
