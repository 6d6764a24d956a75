"""The web application: an address in, the page in the form that was asked for out."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from threading import Lock, Thread
from urllib.parse import unquote

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from explorer import charts, contents
from explorer.feeds import atom, news, watched
from explorer.guard import Guard
from explorer.page import Copies, PageMissing, Resource
from explorer.pages.conference import copy_of
from explorer.render import MEDIA, POLICY, Press, policy_of
from warehouse.explore.errors import BriefingsError, QueryError
from warehouse.explore.library import Library
from warehouse.explore.watches import read_watches

AT_ONCE = 8
"""Pages that are made at the same time; who comes in between waits, so that memory stays bounded."""
KEPT_BYTES, KEPT_LONGEST = 24 << 20, 2 << 20
"""Finished pages that are kept until the file changes."""
COPY_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
"""For archived pages: no script, no form, no frame, nothing from anywhere; only our own style for them."""
Key = tuple[str, str]
"""The state of the file, and the whole address: a feed names the host that it was asked for."""
FORMS = re.compile(r"(?P<address>.+)\.(?P<form>html|json|csv|svg|png|atom)")


class Explorer:
    """Answers requests for pages."""

    def __init__(self, library: Library, copies: Copies) -> None:
        self.library, self.copies, self.press = library, copies, Press(is_live=True)
        self._kept: OrderedDict[Key, Response] = OrderedDict()
        self._turns: dict[Key, Lock] = {}
        self._kept_bytes = 0
        self._lock = Lock()

    def app(self) -> Starlette:
        """The application."""
        return Starlette(
            routes=[
                Route("/assets/{name}", asset),
                Route("/archive/{sha256}", self.archived),
                Route("/news.atom", self.feed),
                Route("/watches/{name}.atom", self.feed),
                Route("/{path:path}", self.page),
            ],
            lifespan=_bounded,
        )

    def page(self, request: Request) -> Response:
        """A page of ours."""
        path = request.path_params["path"]
        hit = FORMS.fullmatch(path)
        address, form = (hit["address"], hit["form"]) if hit else (path or "index", "html")
        if (hit and form == "html") or path == "index" or path.endswith("/"):
            # One page, one address: links out of the files hold here too.
            target = "" if address == "index" else address.rstrip("/")
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"/{target}{query}", 308)
        if address == "sql" and request.headers.get("sec-fetch-site") == "cross-site":
            return self._said(
                request, 403, "Not from there", "A page elsewhere may not ask in SQL here; type it yourself."
            )
        # Watches are files of their own: they may change without the database.
        keep = not address.startswith("watches")
        return self._answer(request, lambda: self._made(address, form, request), keep=keep)

    def archived(self, request: Request) -> Response:
        """An archived page, inert."""
        sha256 = request.path_params["sha256"].removesuffix(".html")
        return self._answer(request, lambda: self._copy(sha256))

    def feed(self, request: Request) -> Response:
        """The feed of all news, or of a watch."""
        name = request.path_params.get("name")
        root = f"http://{request.headers['host']}/"
        return self._answer(request, lambda: self._feed(root, name), keep=name is None)

    def _feed(self, root: str, name: str | None) -> Response:
        with self.library.reading() as reading:
            if name is None:
                return Response(atom(news(reading), root, "news", suffix=""), media_type=MEDIA["atom"])
            watch = next(
                (each for each in read_watches(self.library.path.parent / "watches") if each.name == name), None
            )
            if watch is None:
                raise PageMissing(f"watch {name}")
            text = atom(watched(reading, watch), root, f"watches/{name}", suffix="", title=f"briefings: {watch.said}")
            return Response(text, media_type=MEDIA["atom"])

    def _answer(self, request: Request, make: Callable[[], Response], *, keep: bool = True) -> Response:
        try:
            if not keep:
                return make()
            key = self.library.edition(), str(request.url)
            etag = f'"{hashlib.sha256(repr(key).encode()).hexdigest()[:24]}"'
            if request.headers.get("if-none-match") == etag:
                return Response(status_code=304, headers={"ETag": etag})
            return self._once(key, etag, make)
        except PageMissing as error:
            return self._said(request, 404, "Not here", f"There is no {error} here.")
        except QueryError as error:
            return self._said(request, 503, "Not now", str(error))
        except BriefingsError as error:
            return self._said(request, 404, "Not to be had", str(error))

    def _once(self, key: Key, etag: str, make: Callable[[], Response]) -> Response:
        """The finished page; of many that ask for it at once, as after a run, one has it made and the others wait for that."""
        with self._lock:
            turn = self._turns.setdefault(key, Lock())
        with turn:
            with self._lock:
                if kept := self._kept.get(key):
                    self._kept.move_to_end(key)
                    self._turns.pop(key, None)
                    return kept
            try:
                made = make()
                if made.status_code == 200:  # a question that took too long may be answered the next time
                    made.headers["ETag"] = etag
                made.headers["Cache-Control"] = "no-cache"
                self._keep(key, made)
                return made
            finally:
                with self._lock:
                    self._turns.pop(key, None)

    def _made(self, address: str, form: str, request: Request) -> Response:
        with self.library.reading() as reading:
            page = contents.page(reading, unquote(address), dict(request.query_params))
        headers = {"Content-Security-Policy": f"{policy_of(page)}; frame-ancestors 'none'"}
        return Response(self.press.form(page, form), page.status, headers, MEDIA[form])

    def _copy(self, sha256: str) -> Response:
        if not re.fullmatch("[0-9a-f]{64}", sha256):
            raise PageMissing("archived page of that name")
        with self.library.reading() as reading:
            wanted = copy_of(reading, sha256)
        return Response(
            self.press.copy(wanted, self.copies),
            media_type=MEDIA["html"],
            headers={"Content-Security-Policy": COPY_POLICY},
        )

    def _said(self, request: Request, status: int, title: str, sentence: str) -> Response:
        page = Resource(request.url.path.lstrip("/") or "index", title, "said.html", facts={"sentence": sentence})
        return Response(self.press.html(page), status, media_type=MEDIA["html"])

    def _keep(self, key: Key, made: Response) -> None:
        size = len(made.body)
        if size > KEPT_LONGEST or made.status_code != 200:
            return
        with self._lock:
            self._kept[key] = made
            self._kept_bytes += size
            while self._kept_bytes > KEPT_BYTES:
                self._kept_bytes -= len(self._kept.popitem(last=False)[1].body)


def create_app(library: Library, copies: Copies) -> Guard:
    """The guarded application over one data directory.

    Args:
        library: its reader copy.
        copies: who shows archived pages.
    """
    return Guard(Explorer(library, copies).app(), POLICY)


def asset(request: Request) -> Response:
    """A style sheet or picture of ours."""
    name = request.path_params["name"]
    found = charts.bundle() if name == "vega.js" and charts.available() else assets().get(name)
    if found is None:
        return Response("There is no such file.\n", 404, media_type="text/plain")
    return Response(found, media_type=TYPES[name.rpartition(".")[2]], headers={"Cache-Control": "max-age=600"})


TYPES = {"css": "text/css", "svg": "image/svg+xml", "js": "text/javascript"}


def assets() -> dict[str, bytes]:
    """File name → content."""
    folder = files("explorer").joinpath("assets")
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.name.rpartition(".")[2] in TYPES}


@asynccontextmanager
async def _bounded(_app: Starlette) -> AsyncIterator[None]:
    Thread(target=charts.warm_up, daemon=True).start()
    current_default_thread_limiter().total_tokens = AT_ONCE
    yield
