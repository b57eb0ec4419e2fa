"""Keys of other tools: made, looked up, listed and revoked; of the secret only its hash is kept."""

import hashlib
import hmac
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, get_args

from app.errors import InvalidInput, Problem, UnknownName
from app.refusals import said
from app.store.bolt import Database, Row, Transaction
from app.store.workspaces import get_workspace

Scope = Literal["read", "write", "reports", "answers", "metrics", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
"""What can be opened: records and findings, changes, reports for partners, single answers to surveys, figures of the service, workspaces and keys."""

KeyState = Literal["open", "expired", "revoked"]
"""Whether a key still opens anything."""

_PREFIX = "nzb"
_SECRET_BYTES = 32
_ID_BYTES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessKey:
    """A key. ``workspaces`` None: it opens all of them."""

    id: str
    sha256: str
    label: str
    scopes: frozenset[Scope]
    workspaces: frozenset[str] | None
    created: datetime
    expires: datetime | None = None
    revoked: datetime | None = None
    last_used: date | None = None

    def opens(self, secret: str, at: datetime) -> bool:
        """Whether this is its secret, compared in constant time, and it is neither revoked nor run out."""
        return hmac.compare_digest(_hash(secret), self.sha256) and self.state(at) == "open"

    def state(self, at: datetime) -> KeyState:
        """Whether it opens anything at a moment."""
        if self.revoked is not None:
            return "revoked"
        return "open" if self.expires is None or at < self.expires else "expired"


async def create_key(
    database: Database,
    label: str,
    scopes: Collection[Scope],
    *,
    workspaces: Collection[str] = (),
    expires: datetime | None = None,
    at: datetime,
) -> tuple[AccessKey, str]:
    """A new key, and the text that its owner has to send: it is told this once.

    Args:
        database: where it is kept.
        label: what it is for; no person.
        scopes: what it opens.
        workspaces: in which; none: in all, also in those that are made later.
        expires: when it opens nothing any more.
        at: the present moment.

    Raises:
        InvalidInput: it opens nothing, or has run out already.
        UnknownName: no such workspace.
    """
    _check(label, scopes, expires, at)
    for workspace in workspaces:
        await get_workspace(database, workspace)
    key_id, secret = secrets.token_hex(_ID_BYTES), secrets.token_hex(_SECRET_BYTES)
    key = AccessKey(
        id=key_id,
        sha256=_hash(secret),
        label=label,
        scopes=frozenset(scopes),
        workspaces=frozenset(workspaces) or None,
        created=at,
        expires=expires,
    )
    values = {
        "id": key_id,
        "sha256": key.sha256,
        "label": label,
        "scopes": sorted(scopes),
        "workspaces": sorted(workspaces),
        "created": at.isoformat(),
        "expires": expires.isoformat() if expires else None,
    }
    await database.write(lambda transaction: transaction.run("access_keys/create", **values))
    return key, f"{_PREFIX}_{key_id}_{secret}"


def _check(label: str, scopes: Collection[Scope], expires: datetime | None, at: datetime) -> None:
    unknown = sorted(set(scopes) - set(SCOPES))
    if not label.strip():
        raise _refused("label", said("access_key_purpose_missing"))
    if unknown or not scopes:
        raise _refused("scopes", said("access_key_scopes_invalid", names=", ".join(SCOPES)))
    if expires is not None and expires <= at:
        raise _refused("expires", said("access_key_end_past"))


def _refused(name: str, message: str) -> InvalidInput:
    problem = Problem(code="bad_key", message=message, pointer=f"/{name}")
    return InvalidInput(said("access_key_not_made", name=name, message=message), problems=(problem,))


def parts_of(sent: str) -> tuple[str, str] | None:
    """Id and secret in what was sent; None where it is no key of ours."""
    match sent.split("_"):
        case [prefix, key_id, secret] if prefix == _PREFIX:
            return key_id, secret
    return None


async def find_key(database: Database, key_id: str) -> AccessKey | None:
    """The key of an id, revoked or not."""
    rows = await database.read("access_keys/get", id=key_id)
    return _key(rows[0]) if rows else None


async def list_keys(database: Database) -> tuple[AccessKey, ...]:
    """Every key, the oldest first."""
    return tuple(_key(row) for row in await database.read("access_keys/list"))


async def revoke_key(database: Database, key_id: str, at: datetime) -> AccessKey:
    """Let a key open nothing any more; twice has one effect.

    Raises:
        UnknownName: no such key.
    """

    async def work(transaction: Transaction) -> bool:
        [row] = await transaction.run("access_keys/revoke", id=key_id, at=at.isoformat())
        return bool(row["revoked"])

    if not await database.write(work):
        raise UnknownName(said("unknown_access_key", key_id=key_id), hint=said("list_access_keys"))
    key = await find_key(database, key_id)
    assert key is not None
    return key


async def note_use(database: Database, key_id: str, day: date) -> None:
    """Put on record that a key was used on a day."""
    await database.write(lambda transaction: transaction.run("access_keys/used", id=key_id, day=day.isoformat()))


def _key(row: Row) -> AccessKey:
    def moment(name: str) -> datetime | None:
        return datetime.fromisoformat(row[name]) if row[name] else None

    return AccessKey(
        id=row["id"],
        sha256=row["sha256"],
        label=row["label"],
        scopes=frozenset(row["scopes"]),
        workspaces=frozenset(row["workspaces"]) or None,
        created=datetime.fromisoformat(row["created"]),
        expires=moment("expires"),
        revoked=moment("revoked"),
        last_used=date.fromisoformat(row["last_used"]) if row["last_used"] else None,
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
