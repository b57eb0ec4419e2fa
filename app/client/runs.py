"""Runs and imports that go on behind: answers that take long, waited for with progress, and asked for again when the service was stopped meanwhile."""

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
    """How far a run or an import is. ``place`` is that in the queue, ``done`` of ``total`` analyses are computed, or rows taken in.

    ``status`` is queued or running; ``place`` and ``seconds_left`` are None where they are not known. ``id`` ends it.
    """

    status: str
    place: int | None
    done: int
    total: int
    seconds_left: float | None
    id: str


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
        done = yield from _done(answer, base, on_progress)
        if done is None:
            continue
        result_at = done.json().get("result_at")
        if result_at is None:
            return done
        call = Call(method="GET", path=result_at)


def _done(
    answer: httpx.Response, base: httpx.URL, on_progress: OnProgress | None
) -> Generator[httpx.Request | float, httpx.Response | httpx.TransportError | None, httpx.Response | None]:
    """How a run or an import stands once it is done; None: it was lost with the service, so ask again."""
    look = Call(method="GET", path=answer.headers["location"])
    while True:
        yield seconds_to_wait(answer) or _USUAL_PAUSE
        try:
            answer = yield from conversation(look, base)
        except UnknownName:
            return None
        run = answer.json()
        match _status(run):
            case "done":
                return answer
            case "interrupted":
                return None
            case "queued" | "running":
                if on_progress is not None:
                    on_progress(_progress(run))
            case _:
                raise _failure(run, answer)


def _status(run: Mapping[str, Any]) -> str:
    """An import has a ``state``, and no place in a queue."""
    return str(run.get("status") or run["state"])


def _progress(run: Mapping[str, Any]) -> Progress:
    return Progress(_status(run), run.get("place"), run["done"], run["total"], run["seconds_left"], run["id"])


def _failure(run: Mapping[str, Any], answer: httpx.Response) -> Refused:
    problem = run["problem"]
    return refusal_from_details(problem["status"], problem) if problem else refusal_of(answer)
