"""Records and rows are the same thing in two forms."""

import json

import pytest

from app.records.records import TOPICS, Records
from app.store.checks import Reference, references
from app.store.rows import record_of, row_of
from tests.factories import checked, grant, offer
from tests.storing import everything


@pytest.mark.parametrize("topic", TOPICS)
def test_a_record_survives_its_row_and_json(topic: str):
    for record in getattr(everything(), topic):
        row = json.loads(json.dumps(row_of(record)))
        assert record_of(topic, row) == record


def test_dates_keep_their_precision():
    row = row_of(offer("o", start="2023", end="2024-05"))
    assert (row["start"], row["end"]) == ("2023", "2024-05")


def test_whole_numbers_of_money_are_fractions_in_the_database():
    amount = row_of(grant("m", "p", amount_eur=1000))["amount_eur"]
    assert (amount, type(amount)) == (1000.0, float)


def test_references_name_their_field():
    records = Records(
        offers=(offer("o", "a", areas="n", themes="work"),),
        inventory_checks=(checked("members", "g", "working_group"),),
    )
    rows = {topic: [row_of(record) for record in entry] for topic, entry in records}

    assert set(references(rows)) == {
        Reference("offers", "o", "leads", "actors", "a"),
        Reference("offers", "o", "areas", "areas", "n"),
        Reference("inventory_checks", "members/g", "subject", "working_groups", "g"),
    }
