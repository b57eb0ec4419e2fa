"""Does a backup come back as it was, and is everything else refused?"""

import gzip
import hashlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import InvalidInput
from app.records.records import Records
from app.store.backup_file import KeptChange, WorkspaceCopy, backup_of, read_backup
from app.store.chain import Change, Image, Images, canonical_json, image_of
from app.store.rows import row_of
from tests.factories import actor, area, offer, records, tie
from tests.trials import trials
from tests.workspaces import workspaces


def rows(given_records: Records) -> Image:
    return {topic: [row_of(record) for record in of_topic] for topic, of_topic in given_records if of_topic}


def history(workspace: str, *images: tuple[Image, Image]) -> tuple[KeptChange, ...]:
    """Changes from one image to the next, chained."""
    changes: list[KeptChange] = []
    for number, (before, after) in enumerate(images, start=1):
        change = Change(
            sequence=number,
            operation=f"edit:{number}",
            kind="edit",
            by="coordinator",
            at="2024-09-01T12:00:00+00:00",
            before=canonical_json(before),
            after=canonical_json(
                {topic: [{**row, "version": number} for row in of_topic] for topic, of_topic in after.items()}
            ),
            undoes=None,
            previous=changes[-1].hash if changes else "",
        )
        changes.append(KeptChange(change=change, hash=change.hash(workspace), digest="d"))
    return tuple(changes)


def copy_of(workspace: str, *images: tuple[Image, Image]) -> WorkspaceCopy:
    return WorkspaceCopy(
        id=workspace,
        name="Nord",
        reference_date="2024-09-01",
        changes=history(workspace, *images),
        decisions=({"id": "d1", "kind": "accepted"},),
        imports=({"id": "r1", "operation": "edit:1", "files": ["a.xlsx"]},),
    )


@st.composite
def copies(draw: st.DrawFn) -> WorkspaceCopy:
    """A workspace that was filled, partly emptied, and filled again."""
    full = rows(draw(workspaces()))
    lasting = {topic: of_topic for topic, of_topic in full.items() if draw(st.booleans())}
    gone = {topic: of_topic for topic, of_topic in full.items() if topic not in lasting}
    return copy_of(draw(st.sampled_from(["nord", "süd-1"])), ({}, full), (gone, {}), (lasting, lasting), ({}, gone))


@settings(max_examples=trials(200))
@given(copies())
def test_what_is_read_is_what_was_written(copy: WorkspaceCopy):
    [read] = read_backup(backup_of([copy]))

    assert (read, read.hash) == (copy, copy.hash)
    assert backup_of([read]) == backup_of([copy])
    held = sum(map(len, copy.records.values()))
    assert held == sum(len(of_topic) for of_topic in image_of(copy.changes[0].change.after).values())


def in_parts(copy: WorkspaceCopy) -> WorkspaceCopy:
    """The same workspace, its only change made in two parts."""
    [kept] = copy.changes
    whole = image_of(kept.change.after)
    parts = tuple(Images("{}", canonical_json({topic: of_topic})) for topic, of_topic in whole.items())
    change = replace(kept.change, after="{}", generation="nord~1", parts=tuple(part.hash for part in parts))
    return replace(copy, changes=(replace(kept, change=change, hash=change.hash(copy.id), parts=parts),))


def test_a_change_in_parts_holds_the_same_and_each_part_is_covered():
    whole = copy_of("nord", ({}, rows(records(area("stadt"), actor("awo")))))
    copy = in_parts(whole)

    assert read_backup(backup_of([copy])) == (copy,)
    assert copy.records == whole.records
    [kept] = copy.changes
    lost = replace(copy, changes=(replace(kept, parts=kept.parts[:1]),))
    with pytest.raises(InvalidInput, match="in a part of change 1"):
        read_backup(backup_of([lost]))


SMALL = copy_of(
    "nord",
    ({}, rows(records(area("stadt"), actor("awo"), actor("drk"), offer("o", "awo"), tie("awo", "drk")))),
    (rows(records(offer("o", "awo"))), {}),
)
WHOLE = backup_of([SMALL, replace(SMALL, id="sued", changes=history("sued"))])


def test_the_same_workspaces_give_the_same_bytes_and_several_come_back():
    assert [copy.id for copy in read_backup(WHOLE)] == ["nord", "sued"]
    assert gzip.decompress(WHOLE).startswith(b'{"netzblick_backup":1}\n{"workspace":')


def test_every_flipped_byte_is_noticed():
    for position in range(len(WHOLE)):
        for bit in (1, 128):
            damaged = bytearray(WHOLE)
            damaged[position] ^= bit
            with pytest.raises(InvalidInput):
                read_backup(bytes(damaged))


def test_every_cut_and_every_addition_is_noticed():
    for length in range(len(WHOLE)):
        with pytest.raises(InvalidInput):
            read_backup(WHOLE[:length])
    for added in (b"\0", b"\n", WHOLE):
        with pytest.raises(InvalidInput):
            read_backup(WHOLE + added)


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"PK\x03\x04", gzip.compress(b"", mtime=0), gzip.compress(b"{}\n", mtime=0)]
)
def test_other_files_are_no_backups(content: bytes):
    with pytest.raises(InvalidInput, match="no whole backup"):
        read_backup(content)


@pytest.mark.parametrize("field", ["by", "at", "kind", "after", "before", "operation", "sequence", "previous"])
def test_a_history_that_was_altered_and_signed_anew_is_refused(field: str):
    """Whoever makes the checksums anew has still the chain against him."""
    kept = SMALL.changes[0]
    value = 7 if field == "sequence" else "{}" if field in ("before", "after") else "x"
    if field == "before":
        kept = SMALL.changes[1]
    forged = replace(kept, change=replace(kept.change, **{field: value}))
    changes = tuple(forged if entry is kept else entry for entry in SMALL.changes)

    with pytest.raises(InvalidInput, match="history"):
        read_backup(backup_of([replace(SMALL, changes=changes)]))


def test_a_lost_change_is_noticed():
    with pytest.raises(InvalidInput, match="change 1"):
        read_backup(backup_of([replace(SMALL, changes=SMALL.changes[1:])]))


def sealed(packed: bytes) -> bytes:
    """The file of these packed bytes, with a comment that fits them."""
    return WHOLE[:10] + hashlib.sha256(packed).hexdigest().encode() + b"\0" + packed


def signed(*lines: bytes) -> bytes:
    """The file of these lines, with checksums that fit them."""
    body = b"".join(line + b"\n" for line in lines)
    trailer = canonical_json({"lines": len(lines), "sha256": hashlib.sha256(body).hexdigest()}).encode()
    return sealed(gzip.compress(body + trailer + b"\n", mtime=0)[10:])


FORMAT, WORKSPACE, *CHANGES_AND_END = gzip.decompress(backup_of([SMALL])).splitlines()[:-1]


def test_a_file_that_is_signed_anew_is_the_same_file():
    assert signed(FORMAT, WORKSPACE, *CHANGES_AND_END) == backup_of([SMALL])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (sealed(b"\xff" * 20), "cannot be unpacked"),
        (sealed(WHOLE[75:] + b"x"), "something was added"),
        (signed(b"{"), "cannot be read"),
        (signed(b"[]"), "of another format"),
        (signed(b'{"netzblick_backup":2}'), "of another format"),
        (signed(FORMAT, WORKSPACE), "last workspace"),
        (signed(FORMAT, WORKSPACE, *CHANGES_AND_END[:-1], b'{"end":"nord","sha256":"0"}'), "is not complete"),
        (signed(FORMAT, WORKSPACE, *CHANGES_AND_END[:-1], b'{"end":"nord"}'), "is not complete"),
        (signed(FORMAT, *CHANGES_AND_END), "is not one"),
        (signed(FORMAT, b"{}", *CHANGES_AND_END), "is not one"),
        (signed(FORMAT, WORKSPACE, WORKSPACE, *CHANGES_AND_END), "is not one"),
        (signed(FORMAT, b'{"workspace":{"id":"nord"}}', *CHANGES_AND_END), "is not one"),
        (signed(FORMAT, WORKSPACE, b'{"change":{}}', *CHANGES_AND_END), "is not one"),
    ],
)
def test_what_is_signed_and_no_backup_is_refused(content: bytes, reason: str):
    with pytest.raises(InvalidInput, match=reason):
        read_backup(content)
