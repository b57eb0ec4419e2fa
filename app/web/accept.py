"""What an answer may be, by the Accept header (RFC 9110, 12.5.1): refused before anything is done where no offered type is."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from fastapi import Request, Response, status
from fastapi.responses import StreamingResponse

from app.web.refusals import NotAcceptable

_JSON = "application/json"
_ANY_TYPE = "*/*"
_FILES = (Response, StreamingResponse)
"""What a route that answers with files declares; all others answer with JSON too."""


class _Range(NamedTuple):
    """One range of an Accept header: how closely it fits (2: the very type, 1: its main type, 0: any), and its weight."""

    closeness: int
    weight: float


async def refuse_unacceptable(request: Request) -> None:
    """Refuse who accepts nothing that the route gives.

    Raises:
        NotAcceptable: the hint names what there is.
    """
    accepted = request.headers.getlist("accept")
    offered = _offered(request.scope["route"])
    if accepted and offered and not any(_is_accepted(kind, ",".join(accepted)) for kind in offered):
        raise NotAcceptable(
            "the answer has none of the types that Accept names",
            hint=f"there is {', '.join(sorted(offered))}; leave Accept out to take what comes",
        )


def _offered(route: Any) -> frozenset[str]:
    """The types a route declares for what it gives; none where it gives nothing."""
    declared = frozenset(
        kind
        for code, response in route.responses.items()
        if str(code).startswith("2")
        for kind in (response.get("content") or {_JSON: {}})
    )
    if _ANY_TYPE in declared or route.status_code == status.HTTP_204_NO_CONTENT:
        return frozenset()
    return declared if route.response_class in _FILES else declared | {_JSON}


def _is_accepted(kind: str, accept: str) -> bool:
    """Whether the range that fits a type most closely has a weight; ``application/json;q=0, */*`` is all but JSON."""
    fitting = [fit for part in accept.split(",") if (fit := _fit(part, kind)) is not None]
    return bool(fitting) and max(fitting).weight > 0


def _fit(part: str, kind: str) -> _Range | None:
    name, *parameters = (text.strip().lower() for text in part.split(";"))
    main = kind.split("/", maxsplit=1)[0]
    closeness = {_ANY_TYPE: 0, f"{main}/*": 1, kind: 2}.get(name)
    return None if closeness is None else _Range(closeness, _weight(parameters))


def _weight(parameters: Iterable[str]) -> float:
    """The weight among the parameters of a range; 1 where it has none, or none that can be read."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 1.0
    return 1.0
