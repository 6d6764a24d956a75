"""The real server on loopback, and a small reader of its pages."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote, urljoin, urlsplit
from zlib import crc32

import uvicorn

from docs.build import ADDED, THANKS
from explorer.app import create_app
from explorer.server import listen
from flows.archive.copies import InertCopies
from flows.archive.store import Archive
from flows.sample.server import SITE
from warehouse.explore.library import Library


@dataclass(frozen=True)
class Got:
    """An answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True)
class Server:
    """A server of pages."""

    port: int
    library: Library

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def rows(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        """What the tables say: asked as the pages ask, for a file has one way to be open in one process."""
        with self.library.reading() as reading:
            return reading.run(statement, values).rows

    def get(self, path: str, *, method: str = "GET", raw: bool = False, **headers: str) -> Got:
        """Ask for a path; ``raw``: as it is, without any quoting."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path if raw else quote(path, safe="/?=&%+#~:"), headers=sent)
        answer = connection.getresponse()
        got = Got(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        connection.close()
        return got


def keep_pages(folder: Path) -> None:
    """Put the sample's pages into the archive of a data directory, each also as it was edited."""
    archive = Archive(folder / "archive")
    for page in SITE.rglob("*.html"):
        raw = page.read_bytes()
        archive.put(raw)
        archive.put(raw.replace(THANKS.encode(), (ADDED + THANKS).encode()))


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """The application over a data directory, on a free port."""
    library = Library(folder / "briefings.duckdb")
    sock = listen(0)
    app = create_app(library, InertCopies(Archive(folder / "archive")))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]})
    thread.start()
    try:
        yield Server(sock.getsockname()[1], library)
    finally:
        server.should_exit = True
        thread.join(30)
        library.close()
        sock.close()


class Links(HTMLParser):
    """What a page links to, and what can be linked to on it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "action"):
                self.links.append(value or "")


GDP = quote("地区生产总值")
ALIKE = re.compile(
    r"\.(png|svg)$|/recipes/.*\.(json|csv)$|/measures/(?!%E5%9C%B0%E5%8C%BA%E7%94%9F%E4%BA%A7%E6%80%BB%E5%80%BC)([^/]+/|.*\.(json|csv)$)"
)
"""What is made alike a hundred times and takes a tenth of a second each: of measures all but 地区生产总值's charts and data."""


ONE_IN = 8


def _alike(address: str) -> bool:
    """Whether an address is left out because others like it are not; of the pages of measures and of the data beside pages one
    in some is gone through."""
    many = address.endswith((".json", ".csv")) or (address.startswith("/measures/") and GDP not in address)
    return bool(ALIKE.search(address)) or (many and crc32(address.encode()) % ONE_IN > 0)


def crawl(server: Server, start: str = "/") -> dict[str, Got]:
    """Every page of ours that links lead to, by its address without fragment; what is no HTML is not gone through."""
    found: dict[str, Got] = {}
    todo = [start]
    while todo:
        address = todo.pop()
        if address in found or _alike(address):
            continue
        found[address] = got = server.get(address)
        if got.headers.get("content-type", "").startswith("text/html"):
            for link in Links(got.text).links:
                target = urlsplit(urljoin(server.url + address, link))
                if target.netloc == urlsplit(server.url).netloc:
                    todo.append(target.path + (f"?{target.query}" if target.query else ""))
    return found
