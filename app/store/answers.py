"""Answers to requests that wrote, kept beside what they wrote, so that a repeated request gets the same again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.store.bolt import Database, Transaction
from app.store.chain import canonical_json

ANSWER_LIFETIME = timedelta(hours=48)
"""How long an answer is kept; whoever repeats a request does so within that time."""

_SLICE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it was sent; ``digest`` names the request that got it."""

    digest: str
    status: int
    headers: Mapping[str, str]
    body: str


async def find_answer(database: Database, key: str) -> Answer | None:
    """The answer that is kept under a key."""
    rows = await database.read("answers/get", key=key)
    return Answer(**{**rows[0], "headers": json.loads(rows[0]["headers"])}) if rows else None


async def keep_answer(transaction: Transaction, key: str, answer: Answer, at: datetime) -> None:
    """Keep an answer in the transaction that did what it tells.

    Raises:
        Conflict: there is one under the key.
    """
    await transaction.run(
        "answers/keep",
        key=key,
        digest=answer.digest,
        status=answer.status,
        headers=canonical_json(dict(answer.headers)),
        body=answer.body,
        at=at.isoformat(),
    )


async def forget_answers(database: Database, now: datetime) -> None:
    """Delete the answers that were kept long enough."""
    before = (now - ANSWER_LIFETIME).isoformat()

    async def work(transaction: Transaction) -> int:
        [row] = await transaction.run("answers/forget", before=before, limit=_SLICE)
        forgotten: int = row["forgotten"]
        return forgotten

    while await database.write(work) == _SLICE:
        pass
