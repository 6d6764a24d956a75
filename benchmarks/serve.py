"""Serves the generated site on loopback, every answer after the same delay. A process of its own, never the limit.

    python -m benchmarks.serve --pages 1000 [--latency 0.05]

Prints the port, then serves until its standard input is closed.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import sys

from benchmarks import site

NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n"
Answer = tuple[bytes, bytes]
"""ETag and the complete answer."""


def answers(count: int) -> dict[bytes, Answer]:
    """Every path of the site; the pages are made before the first request."""
    texts = {page.path: site.page_html(page) for page in map(site.briefing, range(count))}
    texts |= {site.list_path(page): site.list_html(count, page) for page in range(1, site.list_pages(count) + 1)}
    return {path.encode(): _answer(text.encode()) for path, text in texts.items()}


def _answer(body: bytes) -> Answer:
    etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'.encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: %s\r\nContent-Length: %d\r\n\r\n" % (etag, len(body))
    return etag, head + body


class Connection(asyncio.Protocol):
    """Requests of one connection, one after the other."""

    def __init__(self, known: dict[bytes, Answer], latency: float) -> None:
        self.known, self.latency, self.received = known, latency, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - asyncio promises it for TCP
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += data
        while b"\r\n\r\n" in self.received:
            request, self.received = self.received.split(b"\r\n\r\n", 1)
            asyncio.get_running_loop().call_later(self.latency, self.transport.write, self.answer(request))

    def answer(self, request: bytes) -> bytes:
        path = request.split(b" ", 2)[1]
        etag, whole = self.known.get(path, (None, NOT_FOUND))
        if etag and etag in request:
            return b"HTTP/1.1 304 Not Modified\r\nETag: %s\r\n\r\n" % etag
        return whole


async def serve(count: int, latency: float) -> None:
    """Serve until standard input ends."""
    known = answers(count)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(known, latency), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    async with server:
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, default=1000)
    options.add_argument("--latency", type=float, default=0.0, help="seconds before every answer")
    given = options.parse_args()
    asyncio.run(serve(given.pages, given.latency))
