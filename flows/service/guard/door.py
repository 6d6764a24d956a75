"""Who may speak with the Prefect server: programs of this machine and the server's own pages, nobody else's pages.

A page that the operator opens in a browser can send requests to loopback, too. Prefect itself answers any Host and any
Origin. Here a request must name the server as its Host (a rebound DNS name is a stranger's), and one that a browser sends
must come from the server's own pages.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, MutableMapping
from typing import Any

from prefect.server.api.middleware import CsrfMiddleware
from starlette.middleware import Middleware

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
API = "/api"
STRANGE = (b"cross-site", b"same-site")
"""``Sec-Fetch-Site`` of a request that another origin's page caused; another port of localhost is the same site."""
POLICY_VIOLATION = 1008

HEADERS = (
    (b"x-frame-options", b"DENY"),  # nobody clicks on our buttons through a frame of theirs
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)


def loopback_hosts(port: int) -> frozenset[str]:
    """The ``Host`` of requests to a server on this machine; browsers leave the port out where it is 80."""
    return frozenset(f"{name}:{port}" for name in LOOPBACK_NAMES) | (set(LOOPBACK_NAMES) if port == 80 else set())


class Door:
    """ASGI middleware, the outermost: refuses with 403 whatever is not spoken to us, or comes from a stranger's page."""

    def __init__(self, app: App, port: int, further: Iterable[str] = ()) -> None:
        """``further`` are ``Host`` values besides loopback's: a container's name, or the name a TLS proxy hands on."""
        self._app = app
        self._loopback = loopback_hosts(port)
        self._further = frozenset(name.lower() for name in further)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through, or refuse."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif why := self._refusal(scope):
            await _refuse(scope, receive, send, why)
        else:
            await self._app(scope, receive, _with_headers(send) if scope["type"] == "http" else send)

    def _refusal(self, scope: Scope) -> str | None:
        hosts = _values(scope, b"host")
        host = hosts[0].decode("latin-1").lower() if len(hosts) == 1 else ""
        if host not in self._loopback and host not in self._further:
            return f"This server does not answer to that name; it is called {', '.join(self._names())}."
        if any(origin.decode("latin-1") not in self._origins(host) for origin in _values(scope, b"origin")):
            return "Only the server's own pages may ask it from a browser."
        if any(site in STRANGE for site in _values(scope, b"sec-fetch-site")) and not _is_link(scope):
            return "Only the server's own pages may ask it from a browser."
        return None

    def _names(self) -> Collection[str]:
        return sorted(self._loopback | self._further)

    def _origins(self, host: str) -> Collection[str]:
        """The origin of the pages that came from ``host``: a proxy with TLS makes it https."""
        return [f"http://{host}"] if host in self._loopback else [f"http://{host}", f"https://{host}"]


class CsrfOfBrowsers:
    """Prefect's CSRF protection for what a browser sends; a program without one has no cookie jar to abuse."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._protected: App = CsrfMiddleware(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask for the token, or not."""
        browser = scope["type"] == "http" and from_browser(scope)
        await (self._protected if browser else self._app)(scope, receive, send)


def csrf_of_browsers(stack: Iterable[Middleware]) -> list[Middleware]:
    """The middleware of Prefect's app with its CSRF protection asked of browsers only.

    Raises:
        RuntimeError: the app has none: this Prefect builds it otherwise.
    """
    given = list(stack)
    classes: list[object] = [entry.cls for entry in given]
    if CsrfMiddleware not in classes:
        raise RuntimeError("Prefect's server has no CSRF protection to rely on.")
    given[classes.index(CsrfMiddleware)] = Middleware(CsrfOfBrowsers)
    return given


def from_browser(scope: Scope) -> bool:
    """Whether a browser sent it: every browser says where a change comes from."""
    return any(name == b"origin" or name.startswith(b"sec-fetch-") for name, _ in scope["headers"])


def _is_link(scope: Scope) -> bool:
    """Whether it opens a page of the UI in a tab of its own, as the link in an alarm's mail does."""
    return (
        scope["type"] == "http"
        and scope["method"] in ("GET", "HEAD")
        and _values(scope, b"sec-fetch-mode") == [b"navigate"]
        and _values(scope, b"sec-fetch-dest") == [b"document"]
        and scope["path"].lower().lstrip("/").split("/")[0] != API.strip("/")
    )


def _values(scope: Scope, wanted: bytes) -> list[bytes]:
    return [value for name, value in scope["headers"] if name == wanted]


async def _refuse(scope: Scope, receive: Receive, send: Send, why: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": POLICY_VIOLATION, "reason": why})
        return
    body = f"{why}\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await send(message)

    return sending
