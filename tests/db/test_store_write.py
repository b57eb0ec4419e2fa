"""Does a write happen as a whole, once, and only on what it was based on?"""

import pytest

from app.errors import Conflict, InvalidInput, KeyReused, StaleVersion, UnknownName
from app.records.records import Records
from app.store import apply
from app.store.records import get, load
from app.store.requests import Committed
from app.store.workspaces import current_revision
from tests.factories import actor, area, offer, place, records, tie
from tests.storing import Store, everything, unversioned


def test_the_version_of_a_record_is_the_number_of_the_change_that_wrote_it(store: Store):
    store.write("here", "one", upserts=records(actor("a"), actor("b")))
    committed = store.write("here", "two", upserts=records(actor("b", name="new")))

    assert committed == Committed(sequence=2, operation="two", repeated=False)
    assert {entry.id: entry.version for entry in store(load, "here").actors} == {"a": 1, "b": 2}
    assert store(current_revision, "here") == 2


def test_a_second_write_replaces_what_a_record_refers_to(store: Store):
    store.write(
        "here",
        "one",
        upserts=records(area("n"), area("s"), offer("o", "a b", partners="c", areas="n s", themes="work")),
    )
    store.write("here", "two", upserts=Records(offers=(offer("o", "b", areas="s"),)))

    stored = store(get, "here", "offers", "o")

    assert (stored.leads, stored.partners, stored.areas, stored.themes) == (("b",), (), ("s",), ())


def test_writing_everything_twice_changes_nothing_but_versions(store: Store):
    store.write("here", "one", upserts=everything())
    store.write("here", "two", upserts=everything())

    assert unversioned(store(load, "here")) == everything()


def test_a_cooperation_can_move_to_other_actors(store: Store):
    store.write("here", "one", upserts=records(tie("a", "b", id="t"), actor("c")))
    store.write("here", "two", upserts=Records(cooperations=(tie("b", "c", id="t"),)))

    assert [(cooperation.actor_a, cooperation.actor_b) for cooperation in store(load, "here").cooperations] == [
        ("b", "c")
    ]


def test_the_same_key_again_does_nothing(store: Store):
    first = store.write("here", "key", upserts=records(actor("a")))
    store.write("here", "other", upserts=records(actor("a", name="meanwhile")))
    again = store.write("here", "key", upserts=records(actor("a")))

    assert (first.repeated, again) == (False, Committed(sequence=1, operation="key", repeated=True))
    assert store(get, "here", "actors", "a").name == "meanwhile"


def test_a_key_belongs_to_its_workspace(store: Store):
    store.write("here", "key", upserts=records(actor("a")))

    assert not store.write("there", "key", upserts=records(actor("b"))).repeated


def test_a_key_that_was_used_for_something_else_is_refused(store: Store):
    store.write("here", "key", upserts=records(actor("a")))

    with pytest.raises(KeyReused, match="„key“ belongs to another change"):
        store.write("here", "key", upserts=records(actor("b")))


def test_a_write_based_on_an_old_version_is_refused(store: Store):
    store.write("here", "one", upserts=records(actor("a")))
    store.write("here", "two", upserts=records(actor("a", name="second")))

    with pytest.raises(StaleVersion, match="„a“ of the actors has version 2 now, not 1"):
        store.write("here", "three", upserts=records(actor("a", name="third")), expected_versions={("actors", "a"): 1})
    assert store(get, "here", "actors", "a").name == "second"
    assert store(current_revision, "here") == 2


def test_a_write_on_a_deleted_record_is_refused(store: Store):
    store.write("here", "one", upserts=records(actor("a")))
    store.write("here", "two", deletes={"actors": ["a"]})

    with pytest.raises(StaleVersion, match="was deleted"):
        store.write("here", "three", upserts=records(actor("a")), expected_versions={("actors", "a"): 1})


def test_a_record_that_must_be_new_is_refused_when_it_exists(store: Store):
    store.write("here", "one", upserts=records(actor("a")))

    with pytest.raises(Conflict, match="„a“ exists already among the actors"):
        store.write("here", "two", upserts=records(actor("a")), expected_versions={("actors", "a"): 0})


def test_references_to_nowhere_are_listed_and_nothing_is_written(store: Store):
    broken = Records(areas=(area("n", part_of="city"),), offers=(offer("o", "a b", areas="n"),))

    with pytest.raises(InvalidInput) as caught:
        store.write("here", "one", upserts=broken)

    assert {(problem.pointer, problem.message) for problem in caught.value.problems} == {
        ("/areas/part_of", "n: there is no „city“ among the areas"),
        ("/offers/leads", "o: there is no „a“ among the actors"),
        ("/offers/leads", "o: there is no „b“ among the actors"),
    }
    assert store(load, "here") == Records()
    assert store(current_revision, "here") == 0


def test_a_record_of_another_workspace_is_nowhere(store: Store):
    store.write("there", "one", upserts=records(actor("a")))

    with pytest.raises(InvalidInput):
        store.write("here", "one", upserts=Records(offers=(offer("o", "a"),)))


@pytest.mark.parametrize(
    ("topic", "record_id", "referrer"),
    [
        ("actors", "third", "cooperations „awo--third--other“"),
        ("actors", "umbrella", "actors „qm“"),
        ("areas", "city", "areas „north“"),
        ("places", "hall", "inventory_checks „place_use/hall“"),
        ("programmes", "biwaq", "grants „m1“, grants „m2“"),
        ("indicators", "sgb2", "observations „sgb2/north“"),
        ("offers", "o1", "grants „m1“"),
        ("projects", "p1", "grants „m1“"),
        ("working_groups", "g1", "inventory_checks „members/g1“, occasions „fest“"),
    ],
)
def test_what_others_refer_to_is_not_deleted(store: Store, topic: str, record_id: str, referrer: str):
    store.write("here", "all", upserts=everything())

    with pytest.raises(Conflict, match=f"„{record_id}“ of the {topic}") as caught:
        store.write("here", "delete", deletes={topic: [record_id]})

    assert referrer in caught.value.detail
    assert unversioned(store(load, "here")) == everything()


def test_everything_can_be_deleted_at_once(store: Store):
    store.write("here", "all", upserts=everything())

    store.write("here", "delete", deletes={topic: [entry.id for entry in item] for topic, item in everything()})

    assert store(load, "here") == Records()


def test_deleting_what_does_not_exist_is_refused(store: Store):
    with pytest.raises(UnknownName, match="„x“ among the offers"):
        store.write("here", "delete", deletes={"offers": ["x"]})


def test_writing_to_an_unknown_workspace_is_refused(store: Store):
    with pytest.raises(UnknownName, match="„nowhere“"):
        store.write("nowhere", "one", upserts=records(actor("a")))


def test_more_rows_than_one_query_takes_are_one_change(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(apply, "BATCH", 3)

    committed = store.write("here", "all", upserts=everything())

    assert committed.sequence == 1
    assert unversioned(store(load, "here")) == everything()


def test_twenty_thousand_relationships_fit_into_one_transaction(store: Store):
    """128 MiB take about 56,000 of these; a city has 2,000 offers."""
    kept = {"areas": "n", "themes": "work health", "target_groups": "young", "place": "hall"}
    offers = [offer(f"o{number}", "a", partners="b", **kept) for number in range(3_000)]

    store.write("here", "many", upserts=records(area("n"), place("hall"), *offers))

    assert len(store(load, "here", ["offers"]).offers) == len(offers)
    assert store(get, "here", "offers", "o2999").themes == ("work", "health")
