"""Large writes: made in a generation of the workspace that nobody sees, batch after batch, then shown at once.

The new generation holds every record as it will be: those that are written and copies of the others. Whoever writes to
the workspace meanwhile is not held up: those changes are repeated in the new generation before it is shown. Each batch
can be repeated and tells how far the write is, so that an attempt that died is gone on with or cleared away.
Why so: docs/decisions/staging.md.
"""

import asyncio
import secrets
from contextlib import suppress

from app.errors import DatabaseUnavailable, NetzblickError
from app.store.bolt import Database, Transaction
from app.store.large_write import LargeWrite, clear_away
from app.store.requests import (
    Committed,
    WriteRequest,
    earlier_outcome,
    locked_workspace,
)
from app.store.workspaces import list_workspaces, remove_left
from app.store.write_state import WriteState

LEASE_SECONDS = 60.0
"""A large write that made no batch for so long was given up: the next one goes on with it, or clears it away."""

TURN_SECONDS = 0.5
"""Between two looks whether it is our turn."""

GRACE_SECONDS = 10.0
"""How long the former generation stays for those who were reading it."""


async def write_staged(database: Database, request: WriteRequest) -> Committed:
    """Write a change that is too large for one transaction, all or nothing and at most once.

    Raises:
        The same as :func:`app.store.write.write`.
    """
    database = database.committing_at_once
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
        database.begin_background_task(_tidy(database, request.workspace))
        raise
    database.begin_background_task(
        _tidy(database, request.workspace, wait=GRACE_SECONDS if claimed.had_readers else 0.0)
    )
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


async def _claimed(database: Database, request: WriteRequest) -> "Committed | LargeWrite":
    """The large write once it is its turn: one at a time in a workspace."""
    owner = secrets.token_hex(8)

    async def claim(transaction: Transaction) -> "Committed | LargeWrite | None":
        locked = await locked_workspace(transaction, request.workspace)
        if (earlier := await earlier_outcome(transaction, request)) is not None:
            return earlier
        state = None
        for row in await transaction.run("staging/lock", workspace=request.workspace):
            if row["idle"] < LEASE_SECONDS * 1000:
                return None
            state = WriteState.of(row)
            if state.digest != request.digest:
                await clear_away(transaction, request.workspace, state.generation)
                state = None
        base = locked["sequence"]
        generation = f"{request.workspace}~{secrets.token_hex(6)}"
        state = state or WriteState(digest=request.digest, generation=generation, base=base, caught_up=base)
        await transaction.run("staging/begin", workspace=request.workspace, owner=owner, **state.row)
        return LargeWrite(database, request, owner, locked["generation"], state)

    while True:
        claimed = await database.write(claim)
        if claimed is not None:
            return claimed
        await asyncio.sleep(TURN_SECONDS)
