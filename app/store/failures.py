"""Failures of the driver and of the database as errors with a message for a person."""

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import ClientError, ConstraintError, DatabaseError, DriverError, Neo4jError, TransientError

from app.errors import BudgetExceeded, Conflict, DatabaseUnavailable, DeadlineExceeded, NetzblickError
from app.refusals import said

_OUT_OF_MEMORY = ("MemoryPoolOutOfMemoryError", "TransactionOutOfMemoryError")
_TIMED_OUT = (
    "TransactionTimedOut",
    "TransactionTimedOutClientConfiguration",
    "TransactionTimedOutClientApplication",
    "LockClientStopped",
    "Terminated",
)
"""The last two are met by whoever waits for a lock or runs when the time is over."""

_DEFECTS = ("Statement", "Schema")
"""Categories of errors of a client that say: this query is wrong."""


@contextmanager
def translated(deadline_seconds: float) -> Iterator[None]:
    """Turn failures of the driver, and of time, into named errors; defects of a query stay what they are."""
    try:
        yield
    except TimeoutError as error:
        raise _late(deadline_seconds) from error
    except DriverError as error:
        raise DatabaseUnavailable(said("database_silent"), hint=said("see_database_status")) from error
    except Neo4jError as error:
        meaning = _meaning(error, deadline_seconds)
        if meaning is None:
            raise
        raise meaning from error


def passes(error: DriverError | Neo4jError, failures: int) -> bool:
    """Whether trying again helps after so many failures: a lost connection once, a deadlock more often.

    Running out of memory is called transient by the database, but happens again.
    """
    if _has_code(error, _OUT_OF_MEMORY):
        return False
    return error.is_retryable() and (failures == 1 or isinstance(error, TransientError))


def _meaning(error: Neo4jError, deadline_seconds: float) -> NetzblickError | None:
    if _has_code(error, _TIMED_OUT):
        return _late(deadline_seconds)
    if _has_code(error, _OUT_OF_MEMORY):
        return _too_much()
    if isinstance(error, ConstraintError):
        return Conflict(said("record_id_taken"), hint=said("read_record_and_retry"))
    if isinstance(error, TransientError | DatabaseError) or _is_no_defect(error):
        code = error.code or "no code"
        return DatabaseUnavailable(said("database_refuses_work"), hint=said("database_reason", code=code))
    return None


def _is_no_defect(error: Neo4jError) -> bool:
    """An error of a client about anything but the query: who it is, which database it asks, what became of both."""
    category = (error.code or "..").split(".")[2]
    return isinstance(error, ClientError) and category not in _DEFECTS


def _has_code(error: DriverError | Neo4jError, names: tuple[str, ...]) -> bool:
    return isinstance(error, Neo4jError) and (error.code or "").rpartition(".")[2] in names


def _late(deadline_seconds: float) -> DeadlineExceeded:
    return DeadlineExceeded(said("database_too_slow", deadline_seconds=f"{deadline_seconds:g}"))


def _too_much() -> BudgetExceeded:
    return BudgetExceeded(
        said("transaction_too_large"),
        hint=said("write_fewer_records"),
    )
