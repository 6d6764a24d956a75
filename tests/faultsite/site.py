"""The server of the site with faults: threaded, HTTP or HTTPS, with a log of every request."""

from __future__ import annotations

import hashlib
import ssl
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from parsers.sites.definition import Site, read_site
from tests.faultsite.content import DEFINITION, Article, article_html, list_html
from tests.faultsite.faults import HTML, Fault

PER_LIST_PAGE = 6


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it arrived."""

    at: datetime
    method: str
    path: str
    headers: dict[str, str]
    """Names in lower case."""
    status: int


class FaultSite:
    """Contents, faults and request log of a running site."""

    def __init__(self, clock: Callable[[], datetime] | None = None) -> None:
        self.clock = clock or (lambda: datetime.now(UTC))
        self.url = ""
        self.articles: dict[str, Article] = {}
        self.extra_items: list[tuple[str, str, str]] = []
        """(href, title, ISO date) shown at the head of the list besides the articles."""
        self.faults: dict[str, Fault] = {}
        self.files: dict[str, tuple[bytes, str]] = {}
        """Path → (body, Content-Type): robots.txt and other plain files."""
        self.page_count: int | None = None
        """Overrides the number of list pages that the lists state; 0 leaves it out."""
        self.endless_list = False
        """Whether every list page exists, filled with made-up transcripts."""
        self.item_class = "list-date"
        self.per_list_page = PER_LIST_PAGE
        self.validators = True
        self.requests: list[Request] = []
        self.stopped = threading.Event()
        self._asked: Counter[str] = Counter()
        self._lock = threading.Lock()

    # What a test arranges

    def publish(self, number: int, day: date | None = None, *, note: str = "", title: str | None = None) -> str:
        """Publish (or, with a note, correct) transcript ``number``; its path."""
        day = day or date(2026, 9, 14) - timedelta(days=3 * number)
        digest = hashlib.sha256(f"article {number}".encode()).hexdigest()[:32]
        path = f"/nw9820/{day:%Y%m%d}/{digest}.html"
        named = title or f"市政府新闻发布会问答实录（{day.year}年{day.month}月{day.day}日）"
        self.articles[path] = Article(path, named, day, number, note)
        return path

    def publish_many(self, count: int) -> list[str]:
        """Transcripts 0 … count - 1, the newest first."""
        return [self.publish(number) for number in range(count)]

    def correct(self, path: str, note: str) -> None:
        """Change a transcript's text; its ETag changes with it."""
        self.articles[path] = replace(self.articles[path], note=note)

    def withdraw(self, path: str) -> None:
        """Take a transcript off the site and its list."""
        del self.articles[path]

    def fault(self, path: str, fault: Fault) -> None:
        self.faults[path] = fault

    def heal(self, path: str | None = None) -> None:
        """End the fault of one path, or all."""
        if path is None:
            self.faults.clear()
        else:
            self.faults.pop(path, None)

    def definition(self, *, delay: float = 0.0, concurrency: int = 2, listing: str = "", politeness: str = "") -> str:
        """The site's definition as TOML."""
        values = {"delay": delay, "concurrency": concurrency, "listing": listing, "politeness": politeness}
        return DEFINITION % values

    def site(self, **values: Any) -> Site:
        """The site's definition for this server."""
        return read_site(self.definition(**values).encode(), path="faultsite.toml", base_url=self.url)

    def write_definition(self, folder: Path, **values: Any) -> Path:
        """The definition as a file, for commands; use it with ``base_url=site.url``."""
        path = folder / "faultsite.toml"
        path.write_text(self.definition(**values), encoding="utf-8")
        return path

    # What a test looks at

    def asked(self, path: str) -> list[Request]:
        """The requests for one path."""
        return [request for request in self.requests if request.path == path]

    def paths(self) -> list[str]:
        """Every path asked for, in order."""
        return [request.path for request in self.requests]

    def forget(self) -> None:
        """Empty the request log."""
        self.requests.clear()

    # What the server does

    def pause(self, seconds: float) -> bool:
        """Wait, but not beyond the server's end; whether the server still runs."""
        return not self.stopped.wait(seconds)

    def count(self, path: str) -> int:
        with self._lock:
            self._asked[path] += 1
            return self._asked[path]

    def body(self, path: str) -> tuple[bytes, str] | None:
        """The ordinary body of a path and its type; None where there is none."""
        if path in self.files:
            return self.files[path]
        if path in self.articles:
            return article_html(self.articles[path]).encode(), HTML
        number = _list_number(path)
        page = self.list_page(number) if number else None
        return (page.encode(), HTML) if page else None

    def list_page(self, number: int) -> str | None:
        if self.endless_list:
            days = [date(2026, 9, 14) - timedelta(days=number)] * PER_LIST_PAGE
            items = [
                (f"/nw9820/{d:%Y%m%d}/{number:08d}{i:024d}.html", "市政府新闻发布会问答实录", d.isoformat())
                for i, d in enumerate(days)
            ]
            return list_html(items, self.page_count, item_class=self.item_class)
        ordered = sorted(self.articles.values(), key=lambda a: (a.day, a.path), reverse=True)
        items = [*self.extra_items, *((a.path, a.title, a.day.isoformat()) for a in ordered)]
        pages = max(-(-len(items) // self.per_list_page), 1)
        if number > pages:
            return None
        stated = pages if self.page_count is None else self.page_count
        shown = items[(number - 1) * self.per_list_page : number * self.per_list_page]
        return list_html(shown, stated or None, item_class=self.item_class)


def _list_number(path: str) -> int | None:
    if path == "/nw9820/index.html":
        return 1
    if path.startswith("/nw9820/index_") and path.endswith(".html"):
        return int(path.removeprefix("/nw9820/index_").removesuffix(".html"))
    return None


class Handler(BaseHTTPRequestHandler):
    """Answers one connection; ``send`` and ``raw`` are for faults."""

    protocol_version = "HTTP/1.1"
    # Else the body waits 40 ms for the client's acknowledgement of its headers: minutes, over all tests.
    disable_nagle_algorithm = True
    server: _Server

    @property
    def site(self) -> FaultSite:
        return self.server.site

    def do_GET(self) -> None:
        fault = self.site.faults.get(self.path) or self.site.faults.get("*")
        if fault is not None and fault(self, self.site.count(self.path)):
            return
        found = self.site.body(self.path)
        if found is None:
            self.send(404, b"<html><head><title>404 Not Found</title></head><body>nginx</body></html>", {})
            return
        body, content_type = found
        tag = f'W/"{hashlib.sha256(body).hexdigest()[:12]}-{len(body):x}"'
        headers = {"Content-Type": content_type, "Set-Cookie": "visitor=1; path=/"}
        if self.site.validators:
            headers["ETag"] = tag
        if self.site.validators and self.headers.get("If-None-Match") == tag:
            self.send(304, b"", {"ETag": tag})
            return
        self.send(200, body, headers)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.do_GET()

    def page(self) -> bytes:
        """The ordinary body of the path asked for."""
        found = self.site.body(self.path)
        assert found is not None, f"{self.path} has no page to spoil"
        return found[0]

    def send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.log(status)
        self.send_response_only(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.raw(body)

    def raw(self, data: bytes) -> bool:
        """Send bytes as they are; whether the other side still takes them."""
        try:
            self.wfile.write(data)
            self.wfile.flush()
        except OSError:
            return False
        return True

    def hang_up(self) -> bool:
        """End the connection; True, so that a fault can return it."""
        self.close_connection = True
        return True

    def log(self, status: int) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.site.clock(), self.command, self.path, headers, status)
        self.site.requests.append(request)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed; the log is ``FaultSite.requests``."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, site: FaultSite, context: ssl.SSLContext | None, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.site = site
        self._context = context

    def finish_request(self, request: Any, client_address: Any) -> None:
        if self._context is None:
            super().finish_request(request, client_address)
            return
        # In the connection's own thread: a client that refuses the certificate must not hold up others.
        with self._context.wrap_socket(request, server_side=True) as secured:
            super().finish_request(secured, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up or refuses the certificate is what is being tested; the rest is shown."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def fault_site(
    clock: Callable[[], datetime] | None = None, *, tls: ssl.SSLContext | None = None, port: int = 0
) -> Iterator[FaultSite]:
    """A running site, empty and well-behaved at first; port 0 takes a free one."""
    site = FaultSite(clock)
    server = _Server(site, tls, port)
    site.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()
