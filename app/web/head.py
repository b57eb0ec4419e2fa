"""HEAD is answered as GET would be, without the body, which the server leaves out (RFC 9110, 9.3.2)."""

from starlette.types import ASGIApp, Receive, Scope, Send


class HeadAsGet:
    """Lets the routes see GET where HEAD was asked; the server keeps the request as it came."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        as_get = {**scope, "method": "GET"} if scope.get("method") == "HEAD" else scope
        await self.app(as_get, receive, send)
