"""What every answer carries and every request must have: no other site's page may use or show what is served here."""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOME = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)
"""Names of this machine. Any other Host is a page elsewhere whose name was pointed here."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Lets only reading requests for this machine through."""

    def __init__(self, app: ASGIApp, policy: str) -> None:
        self.app, self.policy = app, policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        refusal = None
        if len(hosts) != 1 or not HOME.fullmatch(hosts[0].decode("latin-1")):
            refusal = PlainTextResponse("This server answers to the names of its own machine only.\n", 421)
        elif scope["method"] not in ("GET", "HEAD"):
            refusal = PlainTextResponse("Nothing can be written here.\n", 405, {"Allow": "GET, HEAD"})

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if message["status"] != 304:  # a browser would take it over for the page it has kept, sandbox and all
                    headers.setdefault("Content-Security-Policy", f"{self.policy}; frame-ancestors 'none'")
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await (refusal or self.app)(scope, receive, guarded)
