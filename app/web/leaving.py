"""Work whose client hangs up is ended."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import Request

from app.web.refusals import ClientGone

T = TypeVar("T")


async def while_connected(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """The value of some work, cancelled when the client hangs up; the body of the request was read before.

    Raises:
        ClientGone: nobody will read the answer.
    """
    working, leaving = asyncio.create_task(work), asyncio.create_task(_disconnection(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise ClientGone("the client hung up before the answer was there")
        return working.result()
    finally:
        working.cancel()
        leaving.cancel()


async def _disconnection(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
