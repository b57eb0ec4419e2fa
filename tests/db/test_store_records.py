"""Does what was written come back as it was, in its own workspace alone?"""

from dataclasses import fields

import pytest

from app.errors import UnknownName
from app.network.graph.ties import TieColumns
from app.records.records import TOPICS, Records
from app.store import records as reading
from app.store.records import get, load, load_ties, page
from tests.factories import actor, offer, records, tie
from tests.storing import Store, everything, only, unversioned


@pytest.mark.parametrize("topic", TOPICS)
def test_every_field_of_a_topic_comes_back(store: Store, topic: str):
    store.write("here", "all", upserts=everything())

    assert unversioned(store(load, "here", [topic])) == only(topic, everything())


@pytest.mark.parametrize("topic", TOPICS)
def test_the_sample_sets_every_field_to_something_else_than_its_default(topic: str):
    samples = getattr(everything(), topic)
    unset = {
        field.name
        for field in fields(TOPICS[topic])
        if all(getattr(sample, field.name) == field.default for sample in samples)
    }
    assert unset == {"version"}


def test_loading_in_slices_gives_the_same(store: Store, monkeypatch: pytest.MonkeyPatch):
    store.write("here", "all", upserts=everything())
    monkeypatch.setattr(reading, "SLICE", 1)

    assert unversioned(store(load, "here")) == everything()


def test_texts_are_stored_composed_and_trimmed(store: Store):
    store.write("here", "one", upserts=records(actor("a", name="  Bu\u0308ro ")))

    assert store(get, "here", "actors", "a").name == "Büro"


def test_the_same_ids_in_two_workspaces_are_two_records(store: Store):
    store.write("here", "all", upserts=everything())
    store.write("there", "all", upserts=records(actor("awo", name="another"), actor("qm"), tie("awo", "qm")))

    assert unversioned(store(load, "here")) == everything()
    assert {entry.name for entry in store(load, "there").actors} == {"another", "qm"}
    assert list(store(load_ties, "there").actors_a) == ["awo"]


def test_ties_in_columns_are_those_of_any_time(store: Store, monkeypatch: pytest.MonkeyPatch):
    given = records(
        tie("a", "b", start="2019", end="2031-05", strength=2),
        tie("a", "c", start="2023-05"),
        tie("b", "c", end="2023-05-01", kind="funding"),
        tie("c", "d", end="2018", status="denied"),
        *everything().cooperations,
    )
    store.write("here", "ties", upserts=given)
    monkeypatch.setattr(reading, "TIE_SLICE", 2)

    assert in_rows(store(load_ties, "here")) == in_rows(TieColumns.of(given.cooperations))


def in_rows(columns: TieColumns) -> list[tuple]:
    """Ties one by one, sorted: columns have no order of their own."""
    return sorted(zip(*(getattr(columns, field.name) for field in fields(columns)), strict=True), key=str)


def test_a_page_goes_on_after_the_last_id_of_the_one_before(store: Store):
    store.write("here", "ten", upserts=records(*(actor(f"a{number}") for number in range(10))))

    first = store(page, "here", "actors", limit=4)
    last = store(page, "here", "actors", limit=6, after=first.next)

    assert [entry.id for entry in (*first.items, *last.items)] == [f"a{number}" for number in range(10)]
    assert (first.next, last.next, first.total, last.total) == ("a3", None, 10, 10)


@pytest.mark.parametrize(
    ("topic", "q", "ids"),
    [
        ("actors", "ÄLTESTES", ["qm"]),
        ("actors", "qm", ["qm"]),
        ("grants", "BIWAQ", ["m1", "m2"]),
        ("observations", "north", ["sgb2/north"]),
        ("inventory_checks", "hall", ["place_use/hall"]),
        ("cooperations", "third", ["awo--third--other"]),
        ("offers", "nothing like it", []),
    ],
)
def test_a_page_is_searched_by_names(store: Store, topic: str, q: str, ids: list[str]):
    store.write("here", "all", upserts=everything())

    result = store(page, "here", topic, q=q)

    assert ([item.id for item in result.items], result.total) == (ids, len(ids))


def test_what_is_unknown_is_said(store: Store):
    with pytest.raises(UnknownName, match="„nobody“ among the actors"):
        store(get, "here", "actors", "nobody")
    with pytest.raises(UnknownName, match="no topic „people“"):
        store(page, "here", "people")
    for entry in (
        lambda: store(load, "heer"),
        lambda: store(page, "heer", "actors"),
        lambda: store(get, "heer", "actors", "a"),
    ):
        with pytest.raises(UnknownName, match="no workspace „heer“") as caught:
            entry()
        assert caught.value.hint is not None
        assert "here" in caught.value.hint


def test_a_workspace_that_holds_nothing_is_empty(store: Store):
    assert store(load, "here") == Records()
    assert store(page, "here", "offers") == ((), None, 0)


def test_a_list_keeps_its_order(store: Store):
    store.write("here", "one", upserts=records(offer("o", "z a m", themes="work health art")))

    stored = store(get, "here", "offers", "o")

    assert (stored.leads, stored.themes) == (("z", "a", "m"), ("work", "health", "art"))
