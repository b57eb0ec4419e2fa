"""Do the questions on the page about Cypher run on an example, without a warning, and give what they promise?"""

import re
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from app.cli.program import run

PAGE = Path("docs/cypher.md").read_text("utf-8")
QUESTIONS = dict(re.findall(r"## (\d+\. [^\n]+)\n\n```cypher\n(.*?)```", PAGE, re.DOTALL))
WORKBOOK = "examples/essener-konsens/arbeitsmappe.xlsx"

pytestmark = pytest.mark.db


@pytest.fixture(scope="module")
def session(neo4j_server):
    """A session on a database that holds the example."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NETZBLICK_NEO4J_URL", neo4j_server.url)
        patch.setenv("NETZBLICK_NEO4J_USER", neo4j_server.user)
        patch.setenv("NETZBLICK_NEO4J_PASSWORD_FILE", str(neo4j_server.password_file))
        assert run(["workspace", "create", "konsens", "--reference-date", "2024-09-01"]) == 0
        assert run(["import", WORKBOOK, "--workspace", "konsens"]) == 0
        with GraphDatabase.driver(neo4j_server.url, auth=neo4j_server.auth) as driver, driver.session() as opened:
            yield opened
        assert run(["workspace", "delete", "konsens", "--yes"]) == 0


def test_there_are_twenty_questions():
    assert len(QUESTIONS) == 20


@pytest.mark.parametrize("title", QUESTIONS)
def test_question_runs_without_a_warning_and_finds_something(session, title):
    with session.begin_transaction() as transaction:
        [actor] = transaction.run(
            "MATCH (a:Actor {workspace: 'konsens'}) RETURN a.id ORDER BY COUNT { (a)-[:COOPERATES]-() } DESC LIMIT 1"
        ).value()
        result = transaction.run(QUESTIONS[title], workspace="konsens", actor=actor)
        rows = result.data()
        entries = [status for status in result.consume().gql_status_objects if status.is_notification]

    assert [status.status_description for status in entries] == []
    assert rows
    assert not any(value is None for row in rows for name, value in row.items() if name in ("organisation", "theme"))


def test_every_question_names_the_workspace():
    assert [title for title, query in QUESTIONS.items() if "{workspace: $workspace" not in query] == []
