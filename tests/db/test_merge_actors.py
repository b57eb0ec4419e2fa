"""Merging two actors in the real database: everything moves, nothing else changes, and undo restores all of it."""

from dataclasses import replace

import pytest

from app.errors import Conflict, InvalidInput, KeyReused, StaleVersion, UnknownName
from app.records.actor_merge import actor_merge
from app.store.chain import verify_chain
from app.store.records import get, load
from app.usecases.erase import erase
from app.usecases.records.merge_actors import merge_actors, survivors, undo_merge
from tests.factories import actor, offer, records, tie
from tests.storing import AT, Store, everything, only, unversioned


def merge(store: Store, kept="awo", gone="third", *, version=1, key="k"):
    return store(merge_actors, "here", kept, gone, version=version, key=key, at=AT)


def expected(kept="awo", gone="third"):
    """Everything as the pure merge says."""
    before = everything()
    plan = actor_merge(before, kept, gone)
    topics = {}
    for topic, of_topic in before:
        stay = {member.id: member for member in of_topic if member.id not in plan.deletes.get(topic, ())}
        stay |= {item.id: item for item in getattr(plan.upserts, topic)}
        topics[topic] = tuple(stay[entry] for entry in sorted(stay))
    return replace(before, **topics)


@pytest.mark.parametrize(("kept", "gone"), [("awo", "third"), ("third", "awo"), ("qm", "awo"), ("awo", "qm")])
def test_everything_is_moved_and_undo_restores_it(store: Store, kept: str, gone: str):
    store.write("here", "all", upserts=everything())

    done = merge(store, kept, gone)
    assert (done.removed, done.sequence, done.undone) == (gone, 2, False)
    assert unversioned(store(load, "here")) == expected(kept, gone)

    back = store(undo_merge, "here", done.id, at=AT)
    assert (back.removed, back.undone, back.changed) == (gone, True, done.changed)
    assert unversioned(store(load, "here")) == everything()
    assert store(verify_chain, "here") is None


def test_records_that_name_neither_keep_their_version(store: Store):
    store.write("here", "all", upserts=records(offer("o1", "a"), offer("o2", "c"), tie("b", "c"), tie("c", "d")))

    assert merge(store, "a", "b").changed == {"actors": 2, "cooperations": 2}
    result = store(load, "here")
    assert {entry.id: entry.version for entry in (*result.offers, *result.cooperations)} == {
        "o1": 1,
        "o2": 1,
        "a--c--other": 2,
        "c--d--other": 1,
    }


def test_the_same_key_has_one_effect_and_belongs_to_one_merge(store: Store):
    store.write("here", "all", upserts=records(actor("a"), actor("b"), actor("c")))

    assert merge(store, "a", "b") == merge(store, "a", "b")
    with pytest.raises(KeyReused):
        merge(store, "a", "c")
    with pytest.raises(KeyReused):
        merge(store, "c", "b")
    assert store(get, "here", "actors", "c").version == 1


@pytest.mark.parametrize(
    ("kept", "gone", "version", "error"),
    [
        ("a", "a", 1, InvalidInput),
        ("a", "nobody", 1, UnknownName),
        ("nobody", "a", 1, UnknownName),
        ("a", "b", 7, StaleVersion),
    ],
)
def test_what_cannot_be_merged_is_refused_and_stays(store: Store, kept: str, gone: str, version: int, error: type):
    store.write("here", "all", upserts=only("actors", records(actor("a"), actor("b"))))

    with pytest.raises(error):
        merge(store, kept, gone, version=version)
    assert [entry.version for entry in store(load, "here").actors] == [1, 1]


def test_other_workspaces_are_left_alone(store: Store):
    for workspace in ("here", "there"):
        store.write(workspace, "all", upserts=records(tie("a", "b"), tie("b", "c")))

    done = merge(store, "a", "b")
    assert {cooperation.id for cooperation in store(load, "there").cooperations} == {"a--b--other", "b--c--other"}
    with pytest.raises(UnknownName):
        store(undo_merge, "there", done.id, at=AT)


def test_a_later_change_stands_in_the_way_of_an_undo(store: Store):
    store.write("here", "all", upserts=records(tie("a", "c"), actor("b")))
    done = merge(store, "a", "b")
    store.write("here", "later", upserts=records(actor("a", name="later")))

    with pytest.raises(Conflict):
        store(undo_merge, "here", done.id, at=AT)
    assert store(get, "here", "actors", "a").name == "later"


def test_an_undo_may_be_repeated(store: Store):
    store.write("here", "all", upserts=records(actor("a"), actor("b")))
    done = merge(store, "a", "b")

    assert store(undo_merge, "here", done.id, at=AT) == store(undo_merge, "here", done.id, at=AT)


@pytest.mark.parametrize("erased", ["a", "b"])
def test_a_merge_one_of_whose_actors_was_erased_is_told_as_such(store: Store, erased: str):
    store.write("here", "all", upserts=records(actor("a"), actor("b"), actor("c"), actor("d")))
    done = merge(store, "a", "b")
    merge(store, "c", "d", key="other")
    store(erase, "here", ("actors", erased), texts=(), at=AT, dry_run=False)

    assert store(survivors, "here") == {"d": "c"}
    with pytest.raises(Conflict, match="erased for good"):
        store(undo_merge, "here", done.id, at=AT)
    with pytest.raises(Conflict, match="erased for good"):
        merge(store, "a", "b")
