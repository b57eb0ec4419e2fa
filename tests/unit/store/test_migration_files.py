"""Are migrations read as they are meant?"""

import pytest

from app.store.migrations import migrations, read


def test_numbers_are_gapless_from_one():
    assert [step.version for step in migrations()] == list(range(1, len(migrations()) + 1))


def test_statements_can_be_repeated_and_a_step_changes_either_the_schema_or_data():
    """Neo4j refuses both in one transaction; each statement says itself where there is nothing left to do."""
    for step in migrations():
        of_schema = [statement.startswith("CREATE CONSTRAINT") for statement in step.statements]
        assert all(of_schema) or not any(of_schema), step.name
        for statement in step.statements:
            assert " IF NOT EXISTS " in statement or (statement.startswith("MATCH") and " WHERE " in statement)


def test_a_file_is_cut_at_semicolons_outside_of_comments():
    step = read("V0007__two_things.cypher", "// über; dies\nCREATE (a);\nCREATE (b);\n".encode())

    assert (step.version, step.statements) == (7, ("CREATE (a)", "CREATE (b)"))


def test_a_misnamed_file_is_refused():
    with pytest.raises(ValueError, match="V0001__what_it_does"):
        read("keys.cypher", b"")
