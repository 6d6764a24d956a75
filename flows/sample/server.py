"""A small static HTTP server on loopback that answers like the nginx in front of a press-office site.

Only the standard library; serves one directory, read only. It exists for the demo and the tests.
"""

from __future__ import annotations

import gzip
import hashlib
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

SITE: Final = Path(__file__).parent / "site"
DEFINITION: Final = Path(__file__).parent / "site.toml"

# A checkout sets new file times, so validators built from them would differ from one clone to the next.
LAST_MODIFIED: Final = datetime(2025, 11, 3, 2, 0, 0, tzinfo=UTC)

CONTENT_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".htm": "text/html; charset=utf-8",
    ".txt": "text/plain",
    ".css": "text/css",
    ".js": "application/javascript",
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".xml": "application/xml",
}
COMPRESSED: Final = frozenset({".html", ".htm", ".css", ".js", ".json", ".xml"})

# Pages of the sample site whose header names no charset, as press-office servers often leave it:
# the one in gb2312 and one whose UTF-8 only its meta element tells.
BARE_TYPES: Final[Mapping[str, str]] = {
    "/nw9820/20240906/0001-9820_1498342.html": "text/html",
    "/nw9820/20251023/6a0f92d84be1473c95d7e1b08c36f2a4.html": "text/html",
}

NOT_FOUND: Final = (
    b"<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n"
    b"<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
)


@dataclass(frozen=True, slots=True)
class SampleServer:
    """A running server: its base address (no trailing slash) and what it was asked, in order of answering."""

    url: str
    requests: list[tuple[str, str, int]] = field(default_factory=list)
    """(method, path with query, status) of every exchange."""


@contextmanager
def sample_server(
    root: Path = SITE, port: int = 0, *, content_types: Mapping[str, str] = BARE_TYPES
) -> Iterator[SampleServer]:
    """Serve ``root`` on 127.0.0.1 until the block ends; port 0 takes a free one.

    ``content_types`` overrides the Content-Type of single paths (``/nw9820/….html`` → ``text/html``).
    Raises OSError when the port is taken.
    """
    httpd = _Server(("127.0.0.1", port), root.resolve(), content_types)
    thread = threading.Thread(target=httpd.serve_forever, args=(0.05,), name="sample-site", daemon=True)
    thread.start()
    try:
        yield httpd.public
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def file_for(root: Path, target: str) -> Path | None:
    """The file below ``root`` (resolved) that a request target names, or None; never one outside ``root``."""
    path = unquote(urlsplit(target).path)
    if "\0" in path or not path.startswith("/"):
        return None
    if path.endswith("/"):
        path += "index.html"
    found = (root / path.lstrip("/")).resolve()
    return found if found.is_relative_to(root) and found.is_file() else None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # An idle keep-alive connection of a client must not hold up the end of the block.
    block_on_close = False

    def __init__(self, address: tuple[str, int], root: Path, content_types: Mapping[str, str]) -> None:
        super().__init__(address, _Handler)
        self.root = root
        self.content_types = content_types
        self.public = SampleServer(f"http://127.0.0.1:{self.server_address[1]}")

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is its own business; anything else is shown as usual."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "nginx"
    sys_version = ""
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        self.server.public.requests.append((self.command, self.path, int(code)))

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed: what was asked is kept in ``requests``."""

    def _answer(self, *, with_body: bool) -> None:
        path = file_for(self.server.root, self.path)
        if path is None:
            self._send(HTTPStatus.NOT_FOUND, {"Content-Type": "text/html"}, NOT_FOUND, with_body)
            return
        body = path.read_bytes()
        headers = {"Content-Type": self._content_type(path), "Last-Modified": _http_date(LAST_MODIFIED)}
        etag = f'"{hashlib.sha256(body).hexdigest()[:8]}-{len(body):x}"'
        if path.suffix in COMPRESSED:
            headers["Vary"] = "Accept-Encoding"
            if "gzip" in self.headers.get("Accept-Encoding", ""):
                body, etag = gzip.compress(body, mtime=0), f"W/{etag}"
                headers["Content-Encoding"] = "gzip"
        headers["ETag"] = etag
        if self._not_modified(etag):
            del headers["Content-Type"]
            headers.pop("Content-Encoding", None)
            self._send(HTTPStatus.NOT_MODIFIED, headers, b"", with_body=False)
            return
        self._send(HTTPStatus.OK, headers, body, with_body)

    def _content_type(self, path: Path) -> str:
        override = self.server.content_types.get(urlsplit(self.path).path)
        return override or CONTENT_TYPES.get(path.suffix, "application/octet-stream")

    def _not_modified(self, etag: str) -> bool:
        asked = self.headers.get("If-None-Match")
        if asked is not None:  # the date is not looked at when there is a tag (RFC 9110, 13.1.3)
            tags = {tag.strip().removeprefix("W/") for tag in asked.split(",")}
            return "*" in tags or etag.removeprefix("W/") in tags
        since = self.headers.get("If-Modified-Since")
        return since is not None and _since(since) >= LAST_MODIFIED

    def _send(self, status: HTTPStatus, headers: Mapping[str, str], body: bytes, with_body: bool) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)


def _http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def _since(value: str) -> datetime:
    """The moment an If-Modified-Since header names; an unreadable one counts as long ago."""
    try:
        return parsedate_to_datetime(value).astimezone(UTC)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
