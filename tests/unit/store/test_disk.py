"""Is nothing written on a disk that is nearly full?"""

import asyncio

import pytest

from app.errors import DiskFull
from app.store.bolt import Database, Deadlines
from app.store.disk import Disk
from app.store.pending import PendingWrites


def test_there_is_room_until_there_is_too_little(tmp_path):
    free = Disk(tmp_path, 0).free_megabytes
    Disk(tmp_path, 0).check()
    with pytest.raises(DiskFull, match="nothing was written") as refused:
        Disk(tmp_path, free + 10**9).check()
    assert (refused.value.status, refused.value.slug) == (507, "disk-full")


@pytest.mark.parametrize("kind", [Database, PendingWrites])
def test_no_write_begins_on_a_full_disk(tmp_path, kind):
    """It is refused before anybody is connected to: nobody listens at that port."""

    async def write() -> None:
        disk = Disk(tmp_path, 10**12)
        async with Database.open("bolt://127.0.0.1:1", "x", "y", "neo4j", Deadlines.of(1.0), disk=disk) as database:
            await database.as_class(kind).with_bulk_deadlines.write(None)

    with pytest.raises(DiskFull):
        asyncio.run(write())
