"""Is anything acknowledged lost, torn or doubled when database, service, line or disk fail? A few of each; ``make faults`` tries many and tells how long each takes."""

import asyncio

import pytest

from tests.faults.scenarios import (
    Outcome,
    database_frozen,
    database_killed,
    disk_full,
    line_fails,
    service_ended,
    service_killed,
)

pytestmark = [pytest.mark.db, pytest.mark.slow]


def check(outcome: Outcome) -> None:
    assert outcome.unexpected == ()
    assert outcome.verdict.is_clean, outcome.verdict
    assert outcome.verdict.writes > 0
    assert outcome.faults_of_history == 0
    assert set(outcome.statuses) <= {0, 200, 201, 409, 429, 503, 504, 507}, outcome.statuses


def test_a_database_that_is_killed_is_started_again_and_nothing_is_lost(tmp_path):
    outcome = asyncio.run(database_killed(tmp_path, 2))

    check(outcome)
    assert len(outcome.recovery) == 2


def test_a_service_that_is_killed_loses_nothing(tmp_path, empty_neo4j):
    check(asyncio.run(service_killed(tmp_path, empty_neo4j, 2)))


def test_a_service_that_is_ended_loses_nothing(tmp_path, empty_neo4j):
    check(asyncio.run(service_ended(tmp_path, empty_neo4j, 1)))


def test_a_frozen_database_is_told_and_forgotten(tmp_path):
    outcome = asyncio.run(database_frozen(tmp_path, 1))

    check(outcome)
    assert outcome.statuses[503] + outcome.statuses[504] > 0


def test_a_line_that_fails_loses_nothing(tmp_path, empty_neo4j):
    outcome = asyncio.run(line_fails(tmp_path, empty_neo4j, 1))

    check(outcome)
    assert outcome.statuses[503] + outcome.statuses[504] > 0


def test_a_disk_that_fills_up_refuses_writes_and_heals(tmp_path):
    outcome = asyncio.run(disk_full(tmp_path))

    if not outcome.not_run:
        check(outcome)
        assert outcome.statuses[507] > 0
