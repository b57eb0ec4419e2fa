"""Answers that may take long: given when they are soon there, else the work goes on and the answer says where to look.

``Prefer`` (RFC 7240) says how long who asks would wait.
"""

import asyncio
import re
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, TypeVar

from fastapi import Header, Request

from app.clock import now
from app.store.runs import Document
from app.usecases.run_analysis import Watch
from app.usecases.runs.lasting import Question, RunState
from app.web.crowd import leave_seat
from app.web.leaving import while_connected
from app.web.service import Service

T = TypeVar("T")

USUAL_SECONDS = 10.0
"""How long an answer is waited for unless who asks prefers otherwise."""

MOST_SECONDS = 600.0

_SEATED_SECONDS = 1.0
"""How long who waits counts among the requests that are being answered; the work itself waits in a queue of its own."""

RESPOND_ASYNC = "respond-async"

Prefer = Annotated[
    str | None,
    Header(
        alias="Prefer",
        description="respond-async: do not wait; wait=60: wait so many seconds, and not longer (RFC 7240)",
        examples=["respond-async"],
        max_length=200,
    ),
]
"""The parameter of a route that may take long."""

_WAIT = re.compile(r"wait\s*=\s*([0-9]{1,6})")


def prefers_async(prefer: str | None) -> bool:
    """Whether who asks does not wait."""
    return RESPOND_ASYNC in _preferences(prefer)


def patience(prefer: str | None) -> float:
    """Seconds that who asks waits for the answer."""
    waits = [float(match[1]) for part in _preferences(prefer) if (match := _WAIT.fullmatch(part))]
    if waits:
        return min(waits[0], MOST_SECONDS)
    return 0.0 if prefers_async(prefer) else USUAL_SECONDS


def _preferences(prefer: str | None) -> list[str]:
    return [part.strip().lower() for part in (prefer or "").split(",")]


async def value_or_run(
    request: Request,
    service: Service,
    question: Question,
    ask: Callable[[Watch], Coroutine[Any, Any, T]],
    prefer: str | None,
) -> T | RunState:
    """Value of ``ask``, if it is there in time; else the state of the run that goes on with it.

    Raises:
        ClientGone: nobody reads the answer; the work is ended unless somebody else waits for it.
        QueueFull: too much costly work is waiting.
    """
    watch = Watch()
    work = asyncio.create_task(ask(watch))
    handed_over = False
    try:
        seconds = patience(prefer)
        await while_connected(request, _over(work, min(seconds, _SEATED_SECONDS)))
        if not work.done() and seconds > _SEATED_SECONDS:
            leave_seat(request)
            await while_connected(request, _over(work, seconds - _SEATED_SECONDS))
        if work.done():
            return work.result()
        service.runs.refuse_when_full(watch)
        state = await service.lasting.keep_on(question, work, watch, now())
        handed_over = True
        return state
    finally:
        if not handed_over:
            work.cancel()


async def document_or_run(
    request: Request,
    service: Service,
    question: Question,
    ask: Callable[[Watch], Coroutine[Any, Any, Document]],
    prefer: str | None,
) -> Document | RunState:
    """Document that an earlier run kept, else as :func:`value_or_run`."""
    stored = await service.lasting.document(question.workspace, question.id)
    if stored is not None:
        return stored
    return await value_or_run(request, service, question, ask, prefer)


async def _over(work: "asyncio.Task[Any]", seconds: float) -> None:
    await asyncio.wait({work}, timeout=seconds)
