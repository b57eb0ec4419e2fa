"""Runs: answers that take long, waited for with progress, and asked for again when the service was stopped meanwhile."""

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import httpx

from app.client.calls import Call, Conversation, conversation, seconds_to_wait
from app.client.problems import Refused, UnknownName, refusal_from_details, refusal_of

_ACCEPTED = 202
_USUAL_PAUSE = 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. ``place`` is that in the queue, ``done`` of ``total`` analyses are computed.

    ``status`` is queued or running; ``place`` and ``seconds_left`` are None where they are not known.
    """

    status: str
    place: int | None
    done: int
    total: int
    seconds_left: float | None


OnProgress = Callable[[Progress], None]
"""Told how far a run is, about once a second."""


def followed(call: Call, base: httpx.URL, on_progress: OnProgress | None) -> Conversation:
    """Make a call until it is answered, also where the answer is a run: then until that is done.

    Raises:
        Refused: the service said no, or the run failed or was cancelled.
        Unavailable: it could not be reached, or not be asked, however often.
    """
    if on_progress is not None:
        call = replace(call, headers={**call.headers, "Prefer": "respond-async"})
    while True:
        answer = yield from conversation(call, base)
        if answer.status_code != _ACCEPTED:
            return answer
        result_at = yield from _result_of(answer, base, on_progress)
        if result_at is not None:
            call = Call(method="GET", path=result_at)


def _result_of(
    answer: httpx.Response, base: httpx.URL, on_progress: OnProgress | None
) -> Generator[httpx.Request | float, httpx.Response | httpx.TransportError | None, str | None]:
    """Where the result of a run is once it is done; None: it was lost with the service, so ask again."""
    look = Call(method="GET", path=answer.headers["location"])
    while True:
        yield seconds_to_wait(answer) or _USUAL_PAUSE
        try:
            answer = yield from conversation(look, base)
        except UnknownName:
            return None
        run = answer.json()
        match run["status"]:
            case "done":
                return str(run["result_at"])
            case "interrupted":
                return None
            case "queued" | "running":
                if on_progress is not None:
                    on_progress(_progress(run))
            case _:
                raise _failure(run, answer)


def _progress(run: Mapping[str, Any]) -> Progress:
    return Progress(run["status"], run["place"], run["done"], run["total"], run["seconds_left"])


def _failure(run: Mapping[str, Any], answer: httpx.Response) -> Refused:
    problem = run["problem"]
    return refusal_from_details(problem["status"], problem) if problem else refusal_of(answer)
