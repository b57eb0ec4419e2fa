"""Large write of a workspace: written, copied, linked and caught up with in a generation that nobody sees, then shown."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Any, TypeVar

from app.errors import Conflict, DatabaseUnavailable, InvalidInput, StaleVersion
from app.records.records import TOPICS
from app.records.schema import Topic
from app.refusals import said
from app.store.apply import TIES, delete, image, link, put, upsert
from app.store.bolt import Database, Row, Transaction
from app.store.chain import Image, Images, image_of
from app.store.checks import check_answers, check_circles, check_references, references, shown_id
from app.store.requests import (
    Committed,
    WriteRequest,
    check_versions,
    earlier_outcome,
    keep_change,
    locked_workspace,
    salted,
)
from app.store.rows import sliced
from app.store.write_state import Position, Stage, WriteState, cost_of

T = TypeVar("T")

_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before a batch is tried again when the database is away, which may be starting anew."""

_CHANGES_AT_ONCE = 20

_MOST = 2**31 - 1  # the longest list Cypher can cut off

_Step = Callable[[Transaction, Topic, Sequence[str]], Awaitable[Images | None]]
"""Step of a write with some records of a topic; it gives the images that the history keeps."""

_SURVEY = frozenset({"waves", "tie_reports"})


async def clear_away(transaction: Transaction, workspace: str, generation: str) -> None:
    """Drop the generation of a large write that is given up, and its part of the history.

    That the workspace has a large write stays on record: a node that is deleted and merged again in one transaction is
    lost in Neo4j 2026.
    """
    await transaction.run("workspaces/leave", workspace=workspace, generation=generation)
    await transaction.run("changes/drop_parts", workspace=workspace, generation=generation)


class LargeWrite:
    """A large write whose turn it is; ``source`` is the generation that everybody reads meanwhile."""

    def __init__(self, database: Database, request: WriteRequest, owner: str, source: str, state: WriteState) -> None:
        self._database = database
        self._request = request
        self._owner = owner
        self._source = source
        self._state = state
        self._copied: Mapping[Topic, Sequence[str]] = {}
        self.had_readers = False
        """Whether the former generation holds anything that somebody could be reading."""

    @cached_property
    def _rows(self) -> Mapping[Topic, Mapping[str, Row]]:
        """The rows of the request by topic and id, with the version that they will have."""
        version = self._state.base + 1
        return {
            topic: {row["id"]: {**row, "version": version} for row in rows}
            for topic, rows in self._request.rows.items()
        }

    async def finish(self) -> Committed:
        """Write what is still to be written, and show it."""
        await self._look_through()
        await self._stage(Stage.WRITE, self._request.changed_ids, self._write)
        await self._stage(Stage.COPY, self._copied, self._copy)
        await self._catch_up()
        await self._stage(Stage.LINK, self._request.changed_ids, self._link)
        await self._stage(Stage.RELINK, self._copied, self._relink)
        await self._catch_up()
        while isinstance(outcome := await self._persistently(self._show), WriteState):
            self._state = outcome
        return outcome

    async def give_up(self, transaction: Transaction) -> None:
        """Nothing of it was shown, and nothing will be."""
        await locked_workspace(transaction, self._request.workspace)
        if await self._advance(transaction, self._state):
            await clear_away(transaction, self._request.workspace, self._state.generation)
            await transaction.run("staging/end", workspace=self._request.workspace)

    async def _look_through(self) -> None:
        """Compare versions before anything is written, and list what is to be copied."""
        copied = {}
        for topic in TOPICS:
            [listed] = await self._database.read(f"{topic}/list", workspace=self._source, q="", after="", limit=_MOST)
            present = set(listed["ids"])
            self.had_readers = self.had_readers or bool(present)
            copied[topic] = sorted(present - self._request.changed_ids.get(topic, frozenset()))
            before: list[Row] = []
            examined = sorted(present & self._request.examined_ids.get(topic, frozenset()))
            for batch in sliced(examined, self._database.transaction_rows):
                before += await self._database.read(f"{topic}/read", workspace=self._source, ids=batch)
            check_versions(self._request, {topic: before}, [topic])
        self._copied = copied
        stages = (
            (Stage.WRITE, self._request.changed_ids),
            (Stage.COPY, copied),
            (Stage.LINK, self._request.changed_ids),
            (Stage.RELINK, copied),
        )
        total = sum(
            cost_of(stage, topic, ids, self._rows.get(topic, {}))
            for stage, by_topic in stages
            for topic, ids in by_topic.items()
        )
        self._state = replace(self._state, total=total)
        self._tell()

    def _tell(self) -> None:
        """How many records would be done by now, if each took equally long."""
        records = self._request.size + sum(map(len, self._copied.values()))
        self._request.progress(records * self._state.done // max(self._state.total, 1), records)

    async def _stage(self, stage: Stage, ids_by_topic: Mapping[Topic, Iterable[str]], step: _Step) -> None:
        """Take one step with every record that has not got so far yet."""
        for number, topic in enumerate(TOPICS):
            ids = [
                record
                for record in sorted(ids_by_topic.get(topic, ()))
                if (stage, number, record) > self._state.position
            ]
            for batch in sliced(ids, self._database.transaction_rows):
                position = (stage, number, batch[-1])
                self._state = await self._persistently(partial(self._batch, step, topic, batch, position))
                self._tell()

    async def _batch(
        self, step: _Step, topic: Topic, ids: Sequence[str], position: Position, transaction: Transaction
    ) -> WriteState:
        part = await step(transaction, topic, ids)
        parts = (*self._state.parts, *([part.hash] if part else []))
        done = self._state.done + cost_of(position[0], topic, ids, self._rows.get(topic, {}))
        return await self._advanced(transaction, replace(self._state, position=position, done=done, parts=parts))

    async def _write(self, transaction: Transaction, topic: Topic, ids: Sequence[str]) -> Images:
        """Records of the request, and a part of the history with what was there before."""
        rows = self._changed_rows(topic, ids)
        before = await image(transaction, self._source, {topic: ids})
        await put(transaction, self._state.generation, rows)
        images = salted(before, rows)
        place = {"generation": self._state.generation, "number": len(self._state.parts)}
        await transaction.run("changes/keep_part", workspace=self._request.workspace, **place, **images._asdict())
        return images

    async def _copy(self, transaction: Transaction, topic: Topic, ids: Sequence[str]) -> None:
        if topic != TIES:
            await put(transaction, self._state.generation, await image(transaction, self._source, {topic: ids}))

    async def _link(self, transaction: Transaction, topic: Topic, ids: Sequence[str]) -> None:
        rows = self._changed_rows(topic, ids)
        await check_references(transaction, self._state.generation, rows)
        await link(transaction, self._state.generation, rows)

    async def _relink(self, transaction: Transaction, topic: Topic, ids: Sequence[str]) -> None:
        rows = await image(transaction, self._source, {topic: ids})
        self._refuse_deleted(rows)
        await link(transaction, self._state.generation, rows)

    def _changed_rows(self, topic: Topic, ids: Sequence[str]) -> Image:
        rows = self._rows.get(topic, {})
        written = [rows[record] for record in ids if record in rows]
        return {topic: written} if written else {}

    def _refuse_deleted(self, rows: Image) -> None:
        """Refuse to delete a record that one that stays refers to."""
        for reference in references(rows):
            if reference.target in self._request.deletes.get(reference.target_topic, ()):
                values = {name: getattr(reference, name) for name in ("target", "target_topic", "topic", "record")}
                values["record"] = shown_id(reference.topic, reference.record)
                raise Conflict(said("record_referred_to", **values), hint=said("change_referring_records"))

    async def _catch_up(self) -> None:
        """Repeat what others changed meanwhile, until little is left."""
        behind = True

        async def work(transaction: Transaction) -> tuple[WriteState, bool]:
            state, more = await self._repeat_changes(transaction)
            return await self._advanced(transaction, state), more

        while behind:
            self._state, behind = await self._persistently(work)

    async def _repeat_changes(self, transaction: Transaction) -> tuple[WriteState, bool]:
        """The state with the next changes of others, and whether there are more of them."""
        changes = await transaction.run(
            "changes/read", workspace=self._request.workspace, after=self._state.caught_up, limit=_CHANGES_AT_ONCE
        )
        following: dict[tuple[Topic, str], Row | None] = {}
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

    async def _repeat(self, transaction: Transaction, following: Mapping[tuple[Topic, str], Row | None]) -> None:
        """Records as somebody else left them, None: deleted; nothing of the request may have been touched."""
        examined_ids = self._request.examined_ids
        for topic, record in following:
            if record in examined_ids.get(topic, ()):
                raise StaleVersion(
                    said("record_changed", record=record, topic=topic),
                    hint=said("read_record_again"),
                    records=[(topic, record)],
                )
        generation = self._state.generation
        rows, ids, gone = (defaultdict[Topic, list[Any]](list) for _ in range(3))
        for (topic, record), row in following.items():
            ids[topic].append(record)
            if row is not None:
                rows[topic].append(row)
        before = await image(transaction, generation, ids)
        for topic, of_topic in before.items():
            for row in of_topic:
                if following[topic, row["id"]] is None:
                    gone[topic].append(row["id"])
        try:
            await check_references(transaction, generation, rows)
            await upsert(transaction, generation, rows, before)
            await delete(transaction, generation, gone)
        except (Conflict, InvalidInput) as error:
            message = error.problems[0].message if error.problems else error.detail
            raise StaleVersion(message, hint=said("read_record_again"), records=error.records) from error

    async def _show(self, transaction: Transaction) -> Committed | WriteState:
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
        await check_circles(transaction, generation, {topic: list(rows.values()) for topic, rows in self._rows.items()})
        sequence = locked["sequence"] + 1
        change = request.change(sequence, locked["hash"], generation=generation, parts=state.parts)
        await keep_change(transaction, request, change)
        await transaction.run("workspaces/show", workspace=request.workspace, generation=generation)
        await transaction.run("staging/end", workspace=request.workspace)
        return request.outcome(sequence)

    async def _check_survey(self, transaction: Transaction) -> None:
        """Whoever is on record with an answer has answered, also together with what others wrote."""
        if _SURVEY.isdisjoint(self._request.changed_ids):
            return
        generation = self._state.generation
        [listed] = await transaction.run("waves/list", workspace=generation, q="", after="", limit=_MOST)
        await check_answers(transaction, generation, {"waves": [{"id": wave} for wave in listed["ids"]]})

    async def _advanced(self, transaction: Transaction, state: WriteState) -> WriteState:
        """Put on record how far it is.

        Raises:
            Conflict: it is not its turn any more.
        """
        if not await self._advance(transaction, state):
            raise Conflict(said("change_stalled"), hint=said("repeat_change"))
        return state

    async def _advance(self, transaction: Transaction, state: WriteState) -> bool:
        progress = {name: state.row[name] for name in ("caught_up", "position", "parts", "done", "total")}
        return bool(
            await transaction.run("staging/advance", workspace=self._request.workspace, owner=self._owner, **progress)
        )

    async def _persistently(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """What a transaction gives that may be repeated, also when the database is away for a while."""
        for pause in _PAUSES:
            try:
                return await self._database.write(work)
            except DatabaseUnavailable:
                await asyncio.sleep(pause)
        return await self._database.write(work)


def _by_key(text: str) -> dict[tuple[Topic, str], Row]:
    return {(topic, row["id"]): row for topic, rows in image_of(text).items() for row in rows}
