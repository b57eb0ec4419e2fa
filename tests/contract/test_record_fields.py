"""Is every field of a record explained by an example that would be accepted?"""

import pytest

from app.api.v1.record_models import models_of, record_json
from app.intake.sheets.sheet import Kind
from app.intake.sheets.sheets import SHEETS
from app.records.fields import holds, writable
from app.records.records import TOPICS
from app.records.schema import schema
from app.records.vocabulary import vocabulary_names


@pytest.mark.parametrize("topic", TOPICS)
def test_the_examples_together_are_a_record(topic):
    examples = {name: holds(topic, name).example for name in writable(topic)}

    body = models_of(topic).new.model_validate(examples)

    record = TOPICS[topic](id="x", **body.sent_fields())
    assert examples.items() <= record_json(record).items()


@pytest.mark.parametrize("topic", TOPICS)
def test_codes_and_references_name_what_exists(topic):
    held = [holds(topic, name) for name in writable(topic)]

    assert {field.vocabulary for field in held} - {None} <= set(vocabulary_names())
    assert {field.refers_to for field in held} - {None} <= set(TOPICS)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.topic)
def test_columns_name_the_vocabularies_and_topics_of_their_fields(sheet):
    fields = {name: holds(sheet.topic, name) for name in writable(sheet.topic)}
    by_name = {column.field: column for column in sheet.columns if column.field in fields and column.field != "subject"}
    codes = {name: column.of for name, column in by_name.items() if column.kind is Kind.CODE}
    names = {name: column.of for name, column in by_name.items() if column.kind is Kind.REFERENCE}
    graded = {name: kept.vocabulary for name, kept in schema().owners[sheet.topic].properties.items()}

    assert codes == {name: fields[name].vocabulary or graded[name] for name in codes}
    assert names == {name: fields[name].refers_to for name in names}
