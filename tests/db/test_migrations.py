"""Does a database get its schema once, completely, and never a different one under the same name?"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from neo4j import Driver

from app.errors import MigrationRefused
from app.store.migrations import migrate, migrations, read, verify
from tests.database import DatabaseUnderTest, drop_schema
from tests.storing import Store


@pytest.fixture
def bare(open_store: Store, empty_neo4j: DatabaseUnderTest, neo4j_driver: Driver) -> Iterator[Store]:
    """A store without a schema, which it has again afterwards."""
    drop_schema(neo4j_driver)
    yield open_store
    neo4j_driver.execute_query("MATCH (m:Migration) DELETE m")
    open_store(migrate)


def test_migrating_applies_every_step_once(bare: Store):
    assert bare(migrate) == tuple(step.name for step in migrations())
    assert bare(migrate) == ()
    bare(verify)


def test_a_database_without_the_steps_is_refused_by_name(bare: Store):
    with pytest.raises(MigrationRefused, match="lacks migrations") as caught:
        bare(verify)
    assert "V0001__keys.cypher" in caught.value.hint


def test_an_edited_migration_is_refused(bare: Store):
    bare(migrate)
    edited = read("V0001__keys.cypher", b"// another text\nRETURN 1;")

    with pytest.raises(MigrationRefused, match=r"V0001__keys\.cypher was edited"):
        bare(migrate, (edited,))


def test_a_database_that_is_newer_is_refused(bare: Store):
    newer = replace(migrations()[-1], version=9999, name="V9999__later.cypher")
    bare(migrate, (*migrations(), newer))

    with pytest.raises(MigrationRefused, match=r"V9999__later\.cypher"):
        bare(migrate)
    with pytest.raises(MigrationRefused):
        bare(verify)


def test_an_interrupted_migration_is_repeated(bare: Store, neo4j_driver: Driver):
    first, *_others = migrations()[0].statements
    bare.portal.call(bare.database.alter, first)

    assert bare(migrate) == tuple(step.name for step in migrations())
    bare(verify)


def test_a_dropped_key_is_noticed(bare: Store, neo4j_driver: Driver):
    bare(migrate)
    neo4j_driver.execute_query("DROP CONSTRAINT offer_id")

    with pytest.raises(MigrationRefused, match="lacks unique keys") as caught:
        bare(verify)
    assert caught.value.hint.endswith("Offer(workspace, id)")
