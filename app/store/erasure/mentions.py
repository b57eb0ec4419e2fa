"""Mentions beside the records: decisions, kept states, answers to sheets, names of files, results kept for a while."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

from app.store.bolt import Database, Transaction
from app.store.workspaces import shown_generation

_NOTHING = "(?!)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Something that holds a text somebody is known by; ``label`` and ``id`` say what, ``texts`` what stands in it."""

    label: str
    id: str
    texts: tuple[str, ...]


async def list_mentions(
    database: Database, workspace: str, texts: Sequence[str], ids: Collection[str]
) -> tuple[Mention, ...]:
    """What holds one of the texts as whole words, or is about one of the records."""
    rows = await database.read("mentions/list", workspace=workspace, pattern=_pattern(texts), ids=sorted(ids))
    return tuple(Mention(**{**row, "texts": tuple(row["texts"])}) for row in rows)


async def forget_mentions(database: Database, workspace: str, texts: Sequence[str], ids: Collection[str]) -> None:
    """Forget them, and all results and answers that are kept for a while and could hold them."""
    generation = await shown_generation(database, workspace)
    forget = partial(_forget, workspace=workspace, generation=generation, texts=texts, ids=ids)
    await database.write(forget)


async def _forget(
    transaction: Transaction, *, workspace: str, generation: str, texts: Sequence[str], ids: Collection[str]
) -> None:
    pattern = _pattern(texts)
    await transaction.run("mentions/forget", workspace=workspace, pattern=pattern, ids=sorted(ids))
    await transaction.run("sources/forget", workspace=generation, pattern=pattern)


def _pattern(texts: Sequence[str]) -> str:
    """As the database reads patterns: the whole value holds one of the texts as whole words, in any case."""
    words = "|".join(map(re.escape, texts))
    return rf"(?isu).*(?<![\p{{L}}\p{{N}}])(?:{words})(?![\p{{L}}\p{{N}}]).*" if words else _NOTHING
