"""What stands in the way of taking something back, by name."""

from app.errors import Conflict
from app.formats.messages import sentence
from app.intake.sheets.sheets import title_of
from app.records.records import TOPICS
from app.records.vocabulary import Lang
from app.store.bolt import Database
from app.store.records import load
from app.usecases.imports.import_words import NamedRecord, stored_records

MOST_NAMED = 5


class NotUndone(Conflict):
    """Something cannot be taken back; ``in_the_way`` are records that were changed since or rest on it."""

    in_the_way: tuple[NamedRecord, ...] = ()


async def not_undone(
    database: Database, workspace: str, key: str, lang: Lang, error: Conflict, run: str = ""
) -> NotUndone:
    """The refusal to take something back, with the names of what is in the way; one that is gone has none.

    Args:
        database: where the names are read.
        workspace: whose records they are.
        key: the sentence of messages.toml, about a ``cause`` and maybe a ``run``.
        lang: its language.
        error: the refusal of the store, which knows records by their ids.
        run: name of the import, if it is one.
    """
    ids = {topic: {record for of_topic, record in error.records if of_topic == topic} for topic in TOPICS}
    stored = stored_records(ids, await load(database, workspace), lang) if error.records else ()
    in_the_way = tuple(record for record in stored if record.id)
    names = [f"„{record.name}“ ({title_of(record.topic, lang)})" for record in in_the_way[:MOST_NAMED]]
    if len(in_the_way) > MOST_NAMED:
        names.append(sentence("in_the_way.more", lang, count=len(in_the_way) - MOST_NAMED))
    cause = sentence("in_the_way" if in_the_way else "in_the_way.unknown", lang, names=", ".join(names))
    refusal = NotUndone(
        sentence(key, lang, run=run, cause=cause), hint=sentence("not_undone.hint", lang), records=error.records
    )
    refusal.in_the_way = in_the_way
    return refusal
