"""Merging two duplicates equals having had one: records about one actor, shared out at random among two, become the same again."""

from dataclasses import fields, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.records.actor import Actor
from app.records.cooperations import Cooperation
from app.records.records import Record
from app.records.rules import set_right
from tests.factories import records, tie
from tests.properties.test_laws import some_records
from tests.trials import trials
from tests.unit.records.test_actor_merge import merged

ONE, TWIN = "A", "A2"


def renamed_records(record: Record, *actors: str) -> list[Record]:
    """The record with these in the place of the one: a list names all of them, of a tie there are as many."""
    if isinstance(record, Cooperation):
        pair = (record.actor_a, record.actor_b)
        if ONE not in pair:
            return [record]
        (partner,) = (member for member in pair if member != ONE)
        values = {f.name: getattr(record, f.name) for f in fields(record) if f.name not in ("id", "actor_a", "actor_b")}
        return [tie(actor, partner, **values) for actor in actors]
    lists = {f.name: getattr(record, f.name) for f in fields(record) if isinstance(getattr(record, f.name), tuple)}
    changed = {
        name: tuple(new for entry in item for new in (actors if entry == ONE else (entry,)))
        for name, item in lists.items()
    }
    return [replace(record, **changed)]


@settings(max_examples=trials(100), deadline=None)
@given(some=some_records(), data=st.data())
def test_merging_two_duplicates_equals_having_had_one(some, data):
    stored = [set_right(record) for record in some]
    split: list[Record] = []
    for record in stored:
        if isinstance(record, Actor):
            split += [record, replace(record, id=TWIN)] if record.id == ONE else [record]
        else:
            split += renamed_records(record, *data.draw(st.sampled_from([(ONE,), (TWIN,), (ONE, TWIN), (TWIN, ONE)])))

    assert merged(*split, kept=ONE, gone=TWIN) == records(*stored)
