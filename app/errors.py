"""What can go wrong, and what each failure tells the person or tool that met it.

NetzblickError                      500  never raised itself
├── InvalidInput                    422  input refused; ``problems`` name the place
│   ├── WrongFormat                 415  a file that is not what its name says
│   ├── TooLarge                    413
│   └── KeyReused                   422  the idempotency key belongs to another request
├── Forbidden                       403  the key or the role does not open this
├── UnknownName                     404  no such workspace, record, analysis, run
├── Conflict                        409  exists already, or is referred to
├── StaleVersion                    412  somebody else wrote in between
├── VersionRequired                 428  a write without If-Match
├── BudgetExceeded                  422  the work would cost more than allowed
├── DatabaseUnavailable             503  not reachable, or lost on the way
│   └── OutcomeUnknown              503  lost while committing; repeat with the same key
├── DiskFull                        507  too little room is left to write safely
├── DeadlineExceeded                504
├── WorkerLost                      503  the process that computed ended without an answer
├── EngineUnavailable               503  the engine that should compute cannot be started or reached
├── JarsUnavailable                 503  the embedded database could not be fetched
├── TamperedJar                     500  a jar differs from the lock; nothing is started
└── MigrationRefused                500  an applied migration was edited, or the database is newer
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong with an input: where it is, what it is, what could be meant.

    ``place`` are the words for its row and column with which ``message`` begins, if any: "Zeile 3, Spalte B (Art): ".
    """

    code: str
    message: str
    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    pointer: str | None = None
    suggestion: str | None = None
    place: str = ""

    @property
    def sentence(self) -> str:
        """The message for a reader who sees the place: a field of a form shows where it is."""
        return self.message.removeprefix(self.place)


class NetzblickError(Exception):
    """Every failure that has a message for a person; the class carries status and slug.

    ``records`` are those that stand in the way, by topic and id, where they are known.
    """

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal"

    def __init__(
        self,
        detail: str,
        *,
        hint: str | None = None,
        problems: tuple[Problem, ...] = (),
        records: Sequence[tuple[str, str]] = (),
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.hint = hint
        self.problems = problems
        self.records = tuple(records)


class InvalidInput(NetzblickError):
    """Input was refused and nothing was written."""

    status = 422
    slug = "invalid-input"


class WrongFormat(InvalidInput):
    """A file or body is not what its name or content type says."""

    status = 415
    slug = "wrong-format"


class TooLarge(InvalidInput):
    """An input exceeds its limit; it was not read to its end."""

    status = 413
    slug = "too-large"


class KeyReused(InvalidInput):
    """The idempotency key belongs to another request; nothing was written."""

    slug = "key-reused"


class Forbidden(NetzblickError):
    """The key or the role does not open this."""

    status = 403
    slug = "forbidden"


class UnknownName(NetzblickError):
    """Nothing of that kind answers to that name."""

    status = 404
    slug = "unknown-name"


class Conflict(NetzblickError):
    """The request contradicts what is stored."""

    status = 409
    slug = "conflict"


class RunCancelled(Conflict):
    """Somebody ended the run; asked again it begins anew."""

    slug = "run-cancelled"


class QueueFull(NetzblickError):
    """Too much costly work is waiting already; nothing was begun."""

    status = 429
    slug = "queue-full"


class StaleVersion(NetzblickError):
    """The record was changed since it was read."""

    status = 412
    slug = "stale-version"


class VersionRequired(NetzblickError):
    """A write names no version it is based on."""

    status = 428
    slug = "version-required"


class BudgetExceeded(NetzblickError):
    """The estimated cost is over the budget; the hint names what to change."""

    status = 422
    slug = "budget-exceeded"


class DatabaseUnavailable(NetzblickError):
    """The database does not answer; nothing was half-written."""

    status = 503
    slug = "database-unavailable"


class OutcomeUnknown(DatabaseUnavailable):
    """The connection was lost while committing; repeating with the same key is safe."""

    slug = "outcome-unknown"


class DiskFull(NetzblickError):
    """Too little room is left on the disk of the database; nothing was written, and reading goes on."""

    status = 507
    slug = "disk-full"


class DeadlineExceeded(NetzblickError):
    """The work took longer than its deadline and was ended."""

    status = 504
    slug = "deadline-exceeded"


class WorkerLost(NetzblickError):
    """The process that computed ended without an answer; the log says where."""

    status = 503
    slug = "worker-lost"


class EngineUnavailable(NetzblickError):
    """The engine that should compute cannot be started or reached; nothing was begun."""

    status = 503
    slug = "engine-unavailable"


class JarsUnavailable(NetzblickError):
    """The jars of the embedded database cannot be fetched."""

    status = 503
    slug = "jars-unavailable"


class TamperedJar(NetzblickError):
    """A jar differs from its locked SHA-256; the database is not started with it."""

    slug = "tampered-jar"


class MigrationRefused(NetzblickError):
    """The schema history of the database and the migrations on disk disagree."""

    slug = "migration-refused"
