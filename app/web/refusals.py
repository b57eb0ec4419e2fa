"""Refusals that only HTTP knows; they continue the tree of ``app/errors.py``.

NetzblickError
├── MalformedBody           400  the body is no I-JSON (RFC 7493)
├── MalformedHead           400  the address and headers are no HTTP, or too large
├── ForeignHost             400  asked under a name that is not ours
├── Unauthenticated         401  nobody known asks
├── ForeignOrigin           403  a page elsewhere asks for a change
├── NotFound                404  no such address
├── MethodNotAllowed        405
├── NotAcceptable           406  the answer is none of the types that are accepted
├── KeyInUse                409  the same request is being answered
├── SlowBody                408  the body did not arrive in time
├── SlowHead                408  the address and headers did not arrive in time
├── UnsupportedMediaType    415  no content type, or none that is read here
├── TooManyFailures         429  too many wrong keys
├── TooBusy                 429  too many requests at once
├── ClientGone              499  nobody reads it
├── Stopping                503  the service is being ended
└── Internal                500  unexpected; the request id leads to the log
"""

from app.errors import Conflict, DatabaseUnavailable, NetzblickError


class MalformedBody(NetzblickError):
    """The body is not the JSON that every program reads alike (RFC 7493)."""

    status = 400
    slug = "malformed-body"


class MalformedHead(NetzblickError):
    """The address and headers of a request cannot be read; there is no request to speak of."""

    status = 400
    slug = "malformed-head"


class ForeignHost(NetzblickError):
    """The Host header names another machine: a page elsewhere may be trying to reach this one."""

    status = 400
    slug = "foreign-host"


class Unauthenticated(NetzblickError):
    """Nobody whom the service knows asks: no key, or one that opens nothing, and no proxy that signed a person on."""

    status = 401
    slug = "unauthenticated"


class TooManyFailures(NetzblickError):
    """Too many wrong keys came from one address; later ones are not looked at for a while."""

    status = 429
    slug = "too-many-failures"


class TooBusy(NetzblickError):
    """As many requests are being answered as the service can; this one had no effect and may be sent again."""

    status = 429
    slug = "too-busy"


class ForeignOrigin(NetzblickError):
    """A page of another origin asks for a change, or a form that did not come from here."""

    status = 403
    slug = "foreign-origin"


class NotFound(NetzblickError):
    """There is nothing at this address."""

    status = 404
    slug = "not-found"


class MethodNotAllowed(NetzblickError):
    """The address exists, but not for this method; ``Allow`` names those it has."""

    status = 405
    slug = "method-not-allowed"


class NotAcceptable(NetzblickError):
    """The answer has none of the types that the Accept header names; nothing was done."""

    status = 406
    slug = "not-acceptable"


class KeyInUse(Conflict):
    """A request with the same idempotency key is being answered; repeated later it gets that answer."""

    slug = "key-in-use"


class SlowBody(NetzblickError):
    """The body did not arrive in time."""

    status = 408
    slug = "slow-body"


class SlowHead(NetzblickError):
    """The address and headers of a request did not arrive in time."""

    status = 408
    slug = "slow-head"


class UnsupportedMediaType(NetzblickError):
    """The body has no content type, or one that is not read here."""

    status = 415
    slug = "unsupported-media-type"


class ClientGone(NetzblickError):
    """The client hung up while its answer was computed; nobody reads this one."""

    status = 499
    slug = "client-gone"


class Stopping(DatabaseUnavailable):
    """The service is being ended; what it had begun is ended with it, and what was not committed is not written."""

    status = 503
    slug = "stopping"


class Internal(NetzblickError):
    """Something unexpected happened; it is in the log under the request id."""
