"""Large writes: made in a generation of the workspace that nobody sees, batch after batch, then shown at once.

The new generation holds every record as it will be: those that are written and copies of the others. Whoever writes to
the workspace meanwhile is not held up: those changes are repeated in the new generation before it is shown. Each batch
can be repeated and tells how far the write is, so that an attempt that died is gone on with or cleared away.
Why so: docs/decisions/staging.md.
"""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cached_property, partial
from typing import Any, TypeVar

from app.errors import Conflict, DatabaseUnavailable, InvalidInput, NetzblickError, StaleVersion
from app.records.records import TOPICS
from app.records.schema import schema
from app.store.apply import TIES, delete, image, link, put, upsert
from app.store.bolt import Database, Row, Transaction
from app.store.chain import Image, Images, canonical_json, image_of
from app.store.checks import check_answers, check_references, references
from app.store.requests import (
    Committed,
    WriteRequest,
    check_versions,
    earlier_outcome,
    keep_change,
    locked_workspace,
)
from app.store.rows import sliced
from app.store.workspaces import list_workspaces, remove_left

T = TypeVar("T")

LEASE_SECONDS = 60.0
"""A large write that made no batch for so long was given up: the next one goes on with it, or clears it away."""

TURN_SECONDS = 0.5
"""Between two looks whether it is our turn."""

GRACE_SECONDS = 10.0
"""How long the former generation stays for those who were reading it."""

_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before a batch is tried again when the database is away, which may be starting anew."""

_CHANGES_AT_ONCE = 20
_ALL = 2**31 - 1  # the longest list Cypher can cut off
_WRITE, _COPY, _LINK, _RELINK = range(4)
"""Stages: records of the request, copies of the others, then what both refer to."""

_Position = tuple[int, int, str]
_BEGINNING: _Position = (_WRITE, 0, "")
_Step = Callable[[Transaction, str, Sequence[str]], Awaitable[Images | None]]
"""What is done with some records of a topic; what it puts into the history."""

_COSTS = {_WRITE: 10, _COPY: 10, _LINK: 5, _RELINK: 15}
_TIE_COSTS = {_WRITE: 1, _COPY: 1, _LINK: 10, _RELINK: 10}
"""What a stage takes with a record, measured; linking is for each reference, a copy has three."""

_SURVEY = frozenset({"waves", "tie_reports"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """How far a large write is: ``position`` is stage, topic and id of the last record, ``parts`` are hashes.

    ``base`` was the number of the last change when it began, ``caught_up`` is that of the last change it holds.
    """

    digest: str
    generation: str
    base: int
    caught_up: int
    position: _Position = _BEGINNING
    parts: tuple[str, ...] = ()
    done: int = 0
    total: int = 0

    @classmethod
    def of(cls, row: Row) -> "_State":
        stage, topic, record = json.loads(row["position"])
        plain = {name: row[name] for name in ("digest", "generation", "base", "caught_up", "done", "total")}
        return cls(**plain, position=(stage, topic, record), parts=tuple(row["parts"]))

    @property
    def row(self) -> Row:
        return {**asdict(self), "position": canonical_json(self.position), "parts": list(self.parts)}


async def write_staged(database: Database, request: WriteRequest) -> Committed:
    """Write a change that is too large for one transaction, all or nothing and at most once.

    Raises:
        The same as :func:`app.store.write.write`.
    """
    database = database.immediate
    claimed = await _claimed(database, request)
    if isinstance(claimed, Committed):
        return claimed
    try:
        committed = await claimed.finish()
    except DatabaseUnavailable:
        raise
    except NetzblickError:
        with suppress(NetzblickError):
            await database.write(claimed.give_up)
        database.aside(_tidy(database, request.workspace))
        raise
    database.aside(_tidy(database, request.workspace, wait=GRACE_SECONDS if claimed.had_readers else 0.0))
    return committed


async def tidy_everywhere(database: Database) -> None:
    """Delete what large writes have left that were broken off with the service."""
    with suppress(NetzblickError):  # else it is removed by the next large write
        for stored in await list_workspaces(database):
            await remove_left(database, stored.id)


async def _tidy(database: Database, workspace: str, *, wait: float = 0.0) -> None:
    """Delete the generations that a workspace has left, after some seconds for those who are reading them."""
    await asyncio.sleep(wait)
    with suppress(NetzblickError):  # removed by the next large write, or when the service starts
        await remove_left(database, workspace)


async def _claimed(database: Database, request: WriteRequest) -> "Committed | _LargeWrite":
    """The large write once it is its turn: one at a time in a workspace."""
    owner = secrets.token_hex(8)

    async def claim(transaction: Transaction) -> "Committed | _LargeWrite | None":
        locked = await locked_workspace(transaction, request.workspace)
        if (earlier := await earlier_outcome(transaction, request)) is not None:
            return earlier
        state = None
        for row in await transaction.run("staging/lock", workspace=request.workspace):
            if row["idle"] < LEASE_SECONDS * 1000:
                return None
            state = _State.of(row)
            if state.digest != request.digest:
                await _clear_away(transaction, request.workspace, state.generation)
                state = None
        base = locked["sequence"]
        generation = f"{request.workspace}~{secrets.token_hex(6)}"
        state = state or _State(digest=request.digest, generation=generation, base=base, caught_up=base)
        await transaction.run("staging/begin", workspace=request.workspace, owner=owner, **state.row)
        return _LargeWrite(database, request, owner, locked["generation"], state)

    while True:
        claimed = await database.write(claim)
        if claimed is not None:
            return claimed
        await asyncio.sleep(TURN_SECONDS)


async def _clear_away(transaction: Transaction, workspace: str, generation: str) -> None:
    await transaction.run("workspaces/leave", workspace=workspace, generation=generation)
    await transaction.run("changes/drop_parts", workspace=workspace, generation=generation)
    await transaction.run("staging/end", workspace=workspace)


class _LargeWrite:
    """A large write whose turn it is; ``shown`` is the generation that everybody reads meanwhile."""

    def __init__(self, database: Database, request: WriteRequest, owner: str, shown: str, state: _State) -> None:
        self._database = database
        self._request = request
        self._owner = owner
        self._shown = shown
        self._state = state
        self._copied: Mapping[str, Sequence[str]] = {}
        self.had_readers = False
        """Whether the former generation holds anything that somebody could be reading."""

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[str, Row]]:
        """The rows of the request by topic and id, with the version that they will have."""
        version = self._state.base + 1
        return {
            topic: {row["id"]: {**row, "version": version} for row in rows}
            for topic, rows in self._request.rows.items()
        }

    async def finish(self) -> Committed:
        """Write what is still to be written, and show it."""
        await self._look_through()
        await self._stage(_WRITE, self._request.changed, self._write)
        await self._stage(_COPY, self._copied, self._copy)
        await self._catch_up()
        await self._stage(_LINK, self._request.changed, self._link)
        await self._stage(_RELINK, self._copied, self._relink)
        await self._catch_up()
        while isinstance(shown := await self._persistently(self._show), _State):
            self._state = shown
        return shown

    async def give_up(self, transaction: Transaction) -> None:
        """Nothing of it was shown, and nothing will be."""
        await locked_workspace(transaction, self._request.workspace)
        if await self._advance(transaction, self._state):
            await _clear_away(transaction, self._request.workspace, self._state.generation)

    async def _look_through(self) -> None:
        """Compare versions before anything is written, and list what is to be copied."""
        copied = {}
        for topic in TOPICS:
            [listed] = await self._database.read(f"{topic}/list", workspace=self._shown, q="", after="", limit=_ALL)
            present = set(listed["ids"])
            self.had_readers = self.had_readers or bool(present)
            copied[topic] = sorted(present - self._request.changed.get(topic, frozenset()))
            before: list[Row] = []
            looked_at = sorted(present & self._request.looked_at.get(topic, frozenset()))
            for batch in sliced(looked_at, self._database.transaction_rows):
                before += await self._database.read(f"{topic}/read", workspace=self._shown, ids=batch)
            check_versions(self._request, {topic: before}, [topic])
        self._copied = copied
        stages = ((_WRITE, self._request.changed), (_COPY, copied), (_LINK, self._request.changed), (_RELINK, copied))
        total = sum(self._cost(stage, topic, ids) for stage, by_topic in stages for topic, ids in by_topic.items())
        self._state = replace(self._state, total=total)
        self._tell()

    def _cost(self, stage: int, topic: str, ids: Iterable[str]) -> int:
        """How long a stage takes with some records, in tenths of what it takes to write one."""
        if topic == TIES:
            return sum(_TIE_COSTS[stage] for _ in ids)
        if stage != _LINK:
            return sum(_COSTS[stage] for _ in ids)
        rows = self._rows.get(topic, {})
        return sum(_COSTS[_LINK] * _references(topic, rows[record]) for record in ids if record in rows)

    def _tell(self) -> None:
        """How many records would be done by now, if each took equally long."""
        records = self._request.size + sum(map(len, self._copied.values()))
        self._request.progress(records * self._state.done // max(self._state.total, 1), records)

    async def _stage(self, stage: int, ids_by_topic: Mapping[str, Iterable[str]], step: _Step) -> None:
        """Take one step with every record that has not got so far yet."""
        for number, topic in enumerate(TOPICS):
            ids = [one for one in sorted(ids_by_topic.get(topic, ())) if (stage, number, one) > self._state.position]
            for batch in sliced(ids, self._database.transaction_rows):
                position = (stage, number, batch[-1])
                self._state = await self._persistently(partial(self._batch, step, topic, batch, position))
                self._tell()

    async def _batch(
        self, step: _Step, topic: str, ids: Sequence[str], position: _Position, transaction: Transaction
    ) -> _State:
        part = await step(transaction, topic, ids)
        parts = (*self._state.parts, *([part.hash] if part else []))
        done = self._state.done + self._cost(position[0], topic, ids)
        return await self._advanced(transaction, replace(self._state, position=position, done=done, parts=parts))

    async def _write(self, transaction: Transaction, topic: str, ids: Sequence[str]) -> Images:
        """Records of the request, and a part of the history with what was there before."""
        rows = self._own(topic, ids)
        before = await image(transaction, self._shown, {topic: ids})
        await put(transaction, self._state.generation, rows)
        images = Images(canonical_json(before), canonical_json(rows))
        await transaction.run(
            "changes/keep_part",
            workspace=self._request.workspace,
            generation=self._state.generation,
            number=len(self._state.parts),
            **images._asdict(),
        )
        return images

    async def _copy(self, transaction: Transaction, topic: str, ids: Sequence[str]) -> None:
        if topic != TIES:
            await put(transaction, self._state.generation, await image(transaction, self._shown, {topic: ids}))

    async def _link(self, transaction: Transaction, topic: str, ids: Sequence[str]) -> None:
        rows = self._own(topic, ids)
        await check_references(transaction, self._state.generation, rows)
        await link(transaction, self._state.generation, rows)

    async def _relink(self, transaction: Transaction, topic: str, ids: Sequence[str]) -> None:
        rows = await image(transaction, self._shown, {topic: ids})
        self._refuse_deleted(rows)
        await link(transaction, self._state.generation, rows)

    def _own(self, topic: str, ids: Sequence[str]) -> Image:
        rows = self._rows.get(topic, {})
        written = [rows[record] for record in ids if record in rows]
        return {topic: written} if written else {}

    def _refuse_deleted(self, rows: Image) -> None:
        """Nothing that stays may refer to what is deleted."""
        for reference in references(rows):
            if reference.target in self._request.deletes.get(reference.target_topic, ()):
                raise Conflict(
                    f"„{reference.target}“ of the {reference.target_topic} is referred to by "
                    f"{reference.topic} „{reference.record}“; nothing was deleted.",
                    hint="Change or delete those first.",
                )

    async def _catch_up(self) -> None:
        """Repeat what others changed meanwhile, until little is left."""
        behind = True

        async def work(transaction: Transaction) -> tuple[_State, bool]:
            state, more = await self._repeat_changes(transaction)
            return await self._advanced(transaction, state), more

        while behind:
            self._state, behind = await self._persistently(work)

    async def _repeat_changes(self, transaction: Transaction) -> tuple[_State, bool]:
        """The state with the next changes of others, and whether there are more of them."""
        changes = await transaction.run(
            "changes/read", workspace=self._request.workspace, after=self._state.caught_up, limit=_CHANGES_AT_ONCE
        )
        following: dict[tuple[str, str], Row | None] = {}
        caught_up = self._state.caught_up
        for change in changes:
            following |= dict.fromkeys(_by_key(change["before"]))
            following |= _by_key(change["after"])
            caught_up = change["sequence"]
            if len(following) >= self._database.transaction_rows:
                break
        await self._repeat(transaction, following)
        more = len(changes) == _CHANGES_AT_ONCE or (bool(changes) and caught_up != changes[-1]["sequence"])
        return replace(self._state, caught_up=caught_up), more

    async def _repeat(self, transaction: Transaction, following: Mapping[tuple[str, str], Row | None]) -> None:
        """Records as somebody else left them, None: deleted; nothing of the request may have been touched."""
        looked_at = self._request.looked_at
        for topic, record in following:
            if record in looked_at.get(topic, ()):
                raise StaleVersion(
                    f"„{record}“ of the {topic} was changed.", hint="Read it again and repeat the change."
                )
        generation, rows, ids, gone = self._state.generation, _Lists(), _Lists(), _Lists()
        for (topic, record), row in following.items():
            ids.add(topic, record)
            if row is not None:
                rows.add(topic, row)
        before = await image(transaction, generation, ids)
        for topic, of_topic in before.items():
            for row in of_topic:
                if following[topic, row["id"]] is None:
                    gone.add(topic, row["id"])
        try:
            await check_references(transaction, generation, rows)
            await upsert(transaction, generation, rows, before)
            await delete(transaction, generation, gone)
        except (Conflict, InvalidInput) as error:
            told = error.problems[0].message if error.problems else error.detail
            raise StaleVersion(told, hint="Read it again and repeat the change.") from error

    async def _show(self, transaction: Transaction) -> Committed | _State:
        """Make it what everybody reads; how far it is when others wrote so much meanwhile that it takes another turn."""
        request, generation = self._request, self._state.generation
        locked = await locked_workspace(transaction, request.workspace)
        if (earlier := await earlier_outcome(transaction, request)) is not None:
            return earlier
        state, behind = await self._repeat_changes(transaction)
        await self._advanced(transaction, state)
        if behind:
            return state
        await self._check_survey(transaction)
        sequence = locked["sequence"] + 1
        change = request.change(sequence, locked["hash"], generation=generation, parts=state.parts)
        await keep_change(transaction, request, change)
        await transaction.run("workspaces/show", workspace=request.workspace, generation=generation)
        await transaction.run("staging/end", workspace=request.workspace)
        return request.outcome(sequence)

    async def _check_survey(self, transaction: Transaction) -> None:
        """Whoever is on record with an answer has answered, also together with what others wrote."""
        if _SURVEY.isdisjoint(self._request.changed):
            return
        generation = self._state.generation
        [listed] = await transaction.run("waves/list", workspace=generation, q="", after="", limit=_ALL)
        await check_answers(transaction, generation, {"waves": [{"id": wave} for wave in listed["ids"]]})

    async def _advanced(self, transaction: Transaction, state: _State) -> _State:
        """Put on record how far it is.

        Raises:
            Conflict: it is not its turn any more.
        """
        if not await self._advance(transaction, state):
            raise Conflict(
                "The change stood still for too long and was given up; nothing was written.", hint="Repeat it."
            )
        return state

    async def _advance(self, transaction: Transaction, state: _State) -> bool:
        told = {name: state.row[name] for name in ("caught_up", "position", "parts", "done", "total")}
        rows = await transaction.run("staging/advance", workspace=self._request.workspace, owner=self._owner, **told)
        return bool(rows)

    async def _persistently(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """What a transaction gives that may be repeated, also when the database is away for a while."""
        for pause in _PAUSES:
            try:
                return await self._database.write(work)
            except DatabaseUnavailable:
                await asyncio.sleep(pause)
        return await self._database.write(work)


def _references(topic: str, row: Row) -> int:
    """How many relationships keep what a row refers to."""
    values = (row[field] for field in schema().linked_fields[topic])
    return sum(len(value) if isinstance(value, list) else value is not None for value in values)


class _Lists(dict[str, list[Any]]):
    """Lists by topic."""

    def add(self, topic: str, value: object) -> None:
        self.setdefault(topic, []).append(value)


def _by_key(text: str) -> dict[tuple[str, str], Row]:
    return {(topic, row["id"]): row for topic, rows in image_of(text).items() for row in rows}
