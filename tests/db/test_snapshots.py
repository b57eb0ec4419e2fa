"""Is a network that was brought up to date by what was changed the one that a fresh look at the database gives?"""

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, replace
from datetime import date

import pytest

from app.errors import Conflict
from app.network.graph.network import Network
from app.records.dates import PartialDate
from app.records.records import Record, Records
from app.store import updates
from app.store.workspaces import create_workspace, delete_workspace
from app.usecases import snapshots
from app.usecases.snapshots import Snapshots
from tests.factories import actor, records, tie
from tests.storing import Store, everything, in_batches

DAY = date(2024, 9, 1)


@pytest.fixture
def whole_loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Workspaces all of whose records were read, each time."""
    loads: list[str] = []
    usual = snapshots.load

    async def counted(database, workspace, topics) -> Records:
        loads.append(workspace)
        return await usual(database, workspace, topics)

    monkeypatch.setattr(snapshots, "load", counted)
    return loads


def look(store: Store, kept: Snapshots | None = None, day: date = DAY) -> Network:
    return store.portal.call((kept or Snapshots(store.database)).snapshot, "here", day, day).network


def random_writes(store: Store, chance: random.Random) -> Iterator[None]:
    """Writes of a record with another end or note, of a new one, of one without which all others stand; some undone."""
    known = [(topic, record) for topic, of_topic in everything() for record in of_topic]
    for number in range(15):
        topic, record = chance.choice(known)
        key = f"write-{number}"
        with suppress(Conflict):  # others refer to what is to be deleted, or changed what is to be taken back
            match chance.choice(("change", "change", "add", "delete")):
                case "change":
                    store.write("here", key, upserts=Records(**{topic: (_changed(record, number),)}))
                case "add":
                    store.write("here", key, upserts=records(actor(f"a{number}"), tie(f"a{number}", "awo")))
                case "delete":
                    present = [entry.id for entry in getattr(look(store).records, topic)]
                    if record.id in present:
                        store.write("here", key, deletes={topic: (record.id,)})
            if chance.random() < 0.4:
                store.undo("here", key, f"undo-{number}")
        yield


def _changed(record: Record, number: int) -> Record:
    names = {field.name for field in fields(record)}
    if "end" in names:
        return replace(record, end=PartialDate.parse(f"20{number + 20}"))
    return replace(record, name=f"{number}") if "name" in names else record


def test_after_each_of_many_writes_the_network_is_that_of_a_fresh_look(store: Store, whole_loads: list[str]):
    store.write("here", "all", upserts=everything())
    kept = Snapshots(store.database)
    look(store, kept)
    for _ in random_writes(store, random.Random(4)):
        whole_loads.clear()
        network = look(store, kept)
        assert not whole_loads, "only what was changed is read"
        assert repr(network) == repr(look(store))


def test_another_day_of_a_known_state_reads_nothing_again(store: Store, whole_loads: list[str]):
    store.write("here", "all", upserts=everything())
    kept = Snapshots(store.database)
    look(store, kept)

    later = look(store, kept, date(2032, 1, 1))

    assert whole_loads == ["here"]
    assert repr(later) == repr(look(store, day=date(2032, 1, 1)))


def test_a_change_that_is_too_large_to_tell_is_read_as_a_whole(store: Store, whole_loads: list[str], monkeypatch):
    store.write("here", "first", upserts=everything())
    kept = Snapshots(store.database)
    look(store, kept)
    with in_batches(store.database):
        store.write("here", "large", upserts=records(*(actor(f"a{number}") for number in range(20))))
    assert repr(look(store, kept)) == repr(look(store))

    monkeypatch.setattr(updates, "MOST_CHANGES", 1)
    for number in range(2):
        store.write("here", f"small-{number}", upserts=records(actor("awo", name=f"AWO {number}")))
    assert repr(look(store, kept)) == repr(look(store))

    monkeypatch.setattr(updates, "MOST_RECORDS", 1)
    store.write("here", "two", upserts=records(actor("x"), actor("y")))
    assert repr(look(store, kept)) == repr(look(store))
    assert len(whole_loads) == 7, "once at first; then each time both, since a part would not have been told"


@pytest.mark.parametrize("changes", [0, 1, 2])
def test_a_workspace_made_anew_under_the_same_name_is_not_taken_for_the_former_one(
    store: Store, changes: int, whole_loads: list[str]
):
    """Its history may be shorter than the one that was known, or longer; later changes follow its own."""
    store.write("here", "first", upserts=records(actor("a"), actor("b")))
    for number in range(changes):
        store.write("here", f"before-{number}", upserts=records(actor(f"before-{number}")))
    kept = Snapshots(store.database)
    look(store, kept)
    store(delete_workspace, "here")
    store(create_workspace, "here", "Here")
    store.write("here", "other", upserts=records(actor("c")))
    store.write("here", "more", upserts=records(actor("d")))

    assert [entry.id for entry in look(store, kept).actors] == ["c", "d"]
    whole_loads.clear()
    store.write("here", "last", upserts=records(actor("e")))
    assert [entry.id for entry in look(store, kept).actors] == ["c", "d", "e"]
    assert whole_loads == []
