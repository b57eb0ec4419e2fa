"""Every failure of driver and database that is no defect of a query has a message for a person."""

import pytest
from neo4j.exceptions import Neo4jError, ServiceUnavailable

from app.errors import BudgetExceeded, Conflict, DatabaseUnavailable, DeadlineExceeded, NetzblickError
from app.store.failures import translated

CODES: dict[str, type[NetzblickError]] = {
    "Neo.TransientError.Transaction.LockClientStopped": DeadlineExceeded,
    "Neo.TransientError.Transaction.Terminated": DeadlineExceeded,
    "Neo.ClientError.Transaction.TransactionTimedOut": DeadlineExceeded,
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration": DeadlineExceeded,
    "Neo.TransientError.Transaction.DeadlockDetected": DatabaseUnavailable,
    "Neo.TransientError.Transaction.LockAcquisitionTimeout": DatabaseUnavailable,
    "Neo.TransientError.Transaction.MaximumTransactionLimitReached": DatabaseUnavailable,
    "Neo.TransientError.General.DatabaseUnavailable": DatabaseUnavailable,
    "Neo.TransientError.General.MemoryPoolOutOfMemoryError": BudgetExceeded,
    "Neo.TransientError.Cluster.NotALeader": DatabaseUnavailable,
    "Neo.ClientError.Transaction.TransactionNotFound": DatabaseUnavailable,
    "Neo.ClientError.Database.DatabaseNotFound": DatabaseUnavailable,
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase": DatabaseUnavailable,
    "Neo.ClientError.Request.Invalid": DatabaseUnavailable,
    "Neo.ClientError.Security.Unauthorized": DatabaseUnavailable,
    "Neo.ClientError.Schema.ConstraintValidationFailed": Conflict,
    "Neo.DatabaseError.General.UnknownError": DatabaseUnavailable,
    "Neo.DatabaseError.Transaction.TransactionCommitFailed": DatabaseUnavailable,
}


@pytest.mark.parametrize("code", CODES)
def test_a_failure_of_the_database_has_a_message(code: str):
    with pytest.raises(NetzblickError) as caught, translated(5):
        raise Neo4jError._hydrate_neo4j(code=code, message="password 123")

    assert type(caught.value) is CODES[code]
    assert "123" not in f"{caught.value.detail} {caught.value.hint}"


def test_a_lost_connection_has_a_message():
    with pytest.raises(DatabaseUnavailable), translated(5):
        raise ServiceUnavailable("x")


@pytest.mark.parametrize("code", ["Neo.ClientError.Statement.SyntaxError", "Neo.ClientError.Schema.IndexNotFound"])
def test_a_defect_of_a_query_stays_one(code: str):
    with pytest.raises(Neo4jError), translated(5):
        raise Neo4jError._hydrate_neo4j(code=code, message="x")
