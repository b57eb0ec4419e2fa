"""Migrations: the schema that this version needs, applied to a database and verified."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from app.errors import MigrationRefused
from app.records.schema import Key, schema
from app.refusals import said
from app.store.bolt import Database
from app.store.queries import statement

_FILE = re.compile(r"V(?P<version>\d{4})__\w+\.cypher")


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """One step of the schema. Its file never changes again: ``sha256`` is kept in the databases it was applied to."""

    version: int
    name: str
    sha256: str
    statements: tuple[str, ...]


@cache
def migrations() -> tuple[Migration, ...]:
    """All steps in the order in which they are applied."""
    entries = [entry for entry in (files("graph_schema") / "migrations").iterdir() if entry.name.endswith(".cypher")]
    return tuple(sorted((read(entry.name, entry.read_bytes()) for entry in entries), key=lambda step: step.version))


def read(name: str, content: bytes) -> Migration:
    """The migration in a file ``V0001__name.cypher``.

    Raises:
        ValueError: the file is named otherwise.
    """
    match = _FILE.fullmatch(name)
    if match is None:
        raise ValueError(f"a migration is named V0001__what_it_does.cypher, not {name}")
    statements = (part.strip() for part in statement(content.decode("utf-8")).split(";"))
    return Migration(
        version=int(match["version"]),
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        statements=tuple(part for part in statements if part),
    )


async def migrate(database: Database, steps: tuple[Migration, ...] | None = None) -> tuple[str, ...]:
    """Apply what is missing and tell the names of it; an interrupted migration is simply repeated.

    Args:
        database: the database to bring up to date.
        steps: those of the product by default.

    Raises:
        MigrationRefused: a migration was edited after it had been applied, or the database is newer; nothing is done.
    """
    steps = migrations() if steps is None else steps
    applied = await _applied(database, steps)
    missing = [step for step in steps if step.version not in applied]
    for step in missing:
        await _apply(database, step)
    return tuple(step.name for step in missing)


async def verify(database: Database) -> None:
    """Make sure that every migration was applied, and that the catalogue of the database has every key.

    Raises:
        MigrationRefused: something is missing; the hint names it.
    """
    applied = await _applied(database, migrations())
    missing = [step.name for step in migrations() if step.version not in applied]
    if missing:
        raise MigrationRefused(said("migrations_missing"), hint=said("apply_migrations", names=", ".join(missing)))
    lost = sorted(f"{key.owner}({', '.join(key.properties)})" for key in schema().keys - await _keys(database))
    if lost:
        raise MigrationRefused(said("unique_keys_missing"), hint=said("create_unique_keys", names="; ".join(lost)))


async def _apply(database: Database, step: Migration) -> None:
    for text in step.statements:
        await database.alter(text)
    await database.write(
        lambda transaction: transaction.run(
            "migrations/record", version=step.version, name=step.name, sha256=step.sha256
        )
    )


async def _applied(database: Database, steps: tuple[Migration, ...]) -> frozenset[int]:
    """Numbers of the applied migrations, after comparing them with the files."""
    known = {step.version: step for step in steps}
    rows = await database.read("migrations/applied")
    for row in rows:
        step = known.get(row["version"])
        if step is None:
            raise MigrationRefused(
                said("migration_unknown", migration=row["name"]),
                hint=said("use_newer_version"),
            )
        if step.sha256 != row["sha256"]:
            raise MigrationRefused(said("migration_edited", migration=step.name), hint=said("restore_migration"))
    return frozenset(row["version"] for row in rows)


async def _keys(database: Database) -> frozenset[Key]:
    rows = await database.read("schema/keys")
    return frozenset(Key(owner=row["owner"], properties=tuple(row["properties"])) for row in rows)
