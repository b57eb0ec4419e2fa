"""Is everything as before after an undo, and is an undo refused where it would harm?"""

import json

import pytest
from neo4j import Driver

from app.errors import Conflict, UnknownName
from app.records.records import Records
from app.store.chain import canonical_json
from app.store.records import get, load
from app.store.requests import Committed
from tests.factories import actor, offer, records, tie
from tests.storing import Store, everything, unversioned


def test_an_undone_import_into_an_empty_workspace_leaves_nothing(store: Store):
    store.write("here", "import", upserts=everything())

    assert store.undo("here", "import", "undo") == Committed(sequence=2, operation="undo", repeated=False)
    assert store(load, "here") == Records()


def test_changed_made_and_deleted_records_are_as_before(store: Store):
    store.write("here", "first", upserts=everything())
    changed = records(actor("qm", name="renamed"), actor("new"), offer("o1", "new"), tie("new", "qm"))
    store.write("here", "second", upserts=changed, deletes={"occasions": ["fest"], "grants": ["m2"]})

    store.undo("here", "second", "undo")

    assert unversioned(store(load, "here")) == everything()


def test_a_later_change_of_the_same_record_stands_in_the_way(store: Store):
    store.write("here", "first", upserts=records(actor("a"), actor("b")))
    store.write("here", "second", upserts=records(actor("b", name="later")))

    with pytest.raises(Conflict, match="„b“ of the actors has version 2 now"):
        store.undo("here", "first", "undo")
    assert store(get, "here", "actors", "b").name == "later"


def test_a_record_made_again_with_the_same_id_is_not_taken_for_the_old_one(store: Store):
    store.write("here", "first", upserts=records(actor("a")))
    store.write("here", "delete", deletes={"actors": ["a"]})
    store.write("here", "again", upserts=records(actor("a")))

    with pytest.raises(Conflict, match="„a“"):
        store.undo("here", "first", "undo")


def test_a_later_reference_stands_in_the_way(store: Store):
    store.write("here", "first", upserts=records(actor("a")))
    store.write("here", "second", upserts=Records(offers=(offer("o", "a"),)))

    with pytest.raises(Conflict, match="referred to by offers „o“"):
        store.undo("here", "first", "undo")


def test_what_a_restored_record_refers_to_must_still_exist(store: Store):
    store.write("here", "first", upserts=records(offer("o", "a")))
    store.write("here", "second", deletes={"offers": ["o"]})
    store.write("here", "third", deletes={"actors": ["a"]})

    with pytest.raises(Conflict, match="o: there is no „a“ among the actors"):
        store.undo("here", "second", "undo")


def test_changes_of_other_records_do_not_matter(store: Store):
    store.write("here", "first", upserts=records(actor("a")))
    store.write("here", "second", upserts=records(actor("b")))

    store.undo("here", "first", "undo")

    assert [entry.id for entry in store(load, "here").actors] == ["b"]


def test_an_undo_can_be_undone(store: Store):
    store.write("here", "import", upserts=everything())
    store.undo("here", "import", "undo")

    store.undo("here", "undo", "redo")

    assert unversioned(store(load, "here")) == everything()


def test_undoing_twice_is_refused_and_repeating_an_undo_is_harmless(store: Store):
    store.write("here", "import", upserts=records(actor("a")))
    store.undo("here", "import", "undo")

    assert store.undo("here", "import", "undo").repeated
    with pytest.raises(Conflict, match="was deleted"):
        store.undo("here", "import", "another undo")


def test_an_operation_that_never_was_cannot_be_undone(store: Store):
    store.write("there", "import", upserts=records(actor("a")))

    with pytest.raises(UnknownName, match="„import“ in „here“"):
        store.undo("here", "import", "undo")


def test_a_change_from_before_a_field_existed_is_taken_back(store: Store, neo4j_driver: Driver):
    store.write("here", "first", upserts=records(actor("a", short_name="A")))
    store.write("here", "second", upserts=records(actor("a", short_name="B")))
    [[image]] = neo4j_driver.execute_query("MATCH (c:Change {workspace: 'here', sequence: 2}) RETURN c.before").records
    earlier = json.loads(image)
    del earlier["actors"][0]["mediator"]
    neo4j_driver.execute_query(
        "MATCH (c:Change {workspace: 'here', sequence: 2}) SET c.before = $before", before=canonical_json(earlier)
    )

    store.undo("here", "second", "undo")

    assert store(get, "here", "actors", "a").short_name == "A"
