"""Mentions beside the records: decisions, kept states and mappings, answers to sheets, names of files, results kept for a while."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial

from app.store.bolt import Database, Transaction
from app.store.workspaces import shown_generation

_NOTHING = "(?!)"
_BEGIN = r"(?:(?<![\p{L}\p{N}])|(?<=\\[nrt]))"
_GAP = r"(?:[\s\p{Z}]|\\[nrt])+"
"""Where a word begins, and what may stand between two; a line break within JSON ends in a letter."""


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
    """As the database reads patterns: the whole value, plain or JSON, holds one of the texts as whole words, in any case.

    What comes from browsers and names of files may be in either spelling of "ü".
    """
    spellings = {unicodedata.normalize(form, text) for text in texts for form in ("NFC", "NFD")}
    words = "|".join(map(_words, sorted(spellings)))
    return rf"(?isu).*{_BEGIN}(?:{words})(?![\p{{L}}\p{{N}}]).*" if words else _NOTHING


def _words(text: str) -> str:
    return _GAP.join(re.escape(word).replace('"', r'\\?"') for word in text.split())
