"""Size of a write in the memory of its transaction, and whether it fits before anything is written.

Measured with Neo4j 5.26 up to and including the commit, which takes as much again as what was written before it
(docs/decisions/write-pattern.md). The figures are on the low side: what is refused here would not have fitted.
"""

import re
from collections.abc import Iterator

from app.errors import BudgetExceeded, DatabaseUnavailable
from app.records.records import Records
from app.records.schema import schema
from app.store.bolt import Database, Row
from app.store.rows import row_of

RECORD_BYTES = 4_500
REFERENCE_BYTES = 2_200
TIE_BYTES = 11_000

_SIZE = re.compile(r"(?P<number>[\d.]+)(?P<unit>B|KiB|MiB|GiB)")
_UNITS = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}

_TOO_LARGE = {
    "de": (
        "Das sind {count:,} neue oder geänderte Einträge; auf einmal passen etwa {most:,} in den Speicher der Datenbank.",
        "Nehmen Sie die Datei in Teilen auf, oder geben Sie der Datenbank mehr Speicher (NETZBLICK_NEO4J_MEGABYTES).",
    ),
    "en": (
        "These are {count:,} new or changed records; about {most:,} fit into the memory of the database at once.",
        "Import the file in parts, or give the database more memory (NETZBLICK_NEO4J_MEGABYTES).",
    ),
}


async def refuse_too_large(database: Database, records: Records, lang: str) -> None:
    """Make sure that a write of these records can fit into one transaction; a database that does not tell is believed.

    Raises:
        BudgetExceeded: it cannot; the message, in that language, names the number of records that can.
    """
    count = sum(len(of_topic) for _, of_topic in records)
    needed, given = transaction_bytes(records), await _given(database)
    if given and needed > given:
        detail, hint = _TOO_LARGE["en" if lang == "en" else "de"]
        told = detail.format(count=count, most=_rounded(count * given // needed))
        raise BudgetExceeded(told.replace(",", ".") if lang == "de" else told, hint=hint)


def transaction_bytes(records: Records) -> int:
    """What a write of these records takes at least while it is committed."""
    return sum(_bytes(topic, row_of(record)) for topic, of_topic in records for record in of_topic)


def _bytes(topic: str, row: Row) -> int:
    if topic == "cooperations":
        return TIE_BYTES
    return RECORD_BYTES + REFERENCE_BYTES * sum(1 for _ in _references(topic, row))


def _references(topic: str, row: Row) -> Iterator[object]:
    for field in schema().linked_fields[topic]:
        value = row[field]
        yield from value if isinstance(value, list) else filter(None, [value])


async def _given(database: Database) -> int:
    """Bytes for one transaction; 0 where there is no limit or the user may not know it."""
    try:
        rows = await database.read("schema/transaction_memory")
    except DatabaseUnavailable:
        return 0
    size = _SIZE.fullmatch(rows[0]["limit"]) if rows else None
    return int(float(size["number"]) * _UNITS[size["unit"]]) if size else 0


def _rounded(count: int) -> int:
    """Two digits that count: the figure is rough."""
    step = 10 ** max(len(str(count)) - 2, 0)
    return int(count // step * step)
