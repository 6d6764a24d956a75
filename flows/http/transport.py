"""One HTTP exchange on the wire, bounded in time and bytes. No policy: it neither retries nor follows redirects.

The limits hold against a server that means harm: endless headers, a byte a minute, a gzip bomb.
"""

from __future__ import annotations

import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies

from flows.http.watched import POOLS, TimeLimit
from parsers.errors import SiteError
from parsers.html.urls import LOOPBACK

Failure = Literal["truncated", "too_large", "timeout", "unavailable", "wrong_type"]

MAX_MEMBERS = 100
"""Gzip files in one body: each costs time, and millions of tiny ones fit into the limits."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one exchange: seconds and bytes."""

    connect_seconds: float = 10.0
    read_seconds: float = 45.0
    total_seconds: float = 180.0
    wire_bytes: int = 8_000_000
    body_bytes: int = 32_000_000


@dataclass(frozen=True, slots=True)
class Exchange:
    """What came back: a complete answer (``failure`` is None), or how it failed and as much as is known."""

    status: int | None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    body: bytes = b""
    wire_bytes: int = 0
    elapsed_ms: int = 0
    failure: Failure | None = None
    reason: str | None = None


class _SizeError(Exception):
    """A limit in bytes was passed."""


class _EncodingError(Exception):
    """The body is not in the encoding its header names."""


class Transport:
    """Sends one request at a time per thread; connections are kept and shared."""

    def __init__(self, limits: Limits, *, ca_file: str | None = None, legacy_tls: bool = False) -> None:
        """
        Raises:
            SiteError: ``ca_file`` cannot be read or holds no certificate.
        """
        self.limits = limits
        self._adapter = _Adapter(_tls_context(ca_file, legacy_tls))

    def close(self) -> None:
        """Close all kept connections."""
        self._adapter.close()

    def send(self, request: requests.PreparedRequest, *, head_only: int | None = None) -> Exchange:
        """One exchange. Never raises for anything the other side does.

        Args:
            head_only: bytes after which a body that goes on is left unread, and counts as complete.
        """
        started = time.monotonic()
        limit = TimeLimit(self.limits.total_seconds)
        answer = Exchange(None)
        try:
            with limit:
                answer = self._exchange(request, head_only)
        except _SizeError as error:
            answer = Exchange(None, failure="too_large", reason=str(error))
        except _EncodingError as error:
            answer = Exchange(None, failure="wrong_type", reason=str(error))
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            # ValueError: urllib3 and http.client raise it for header lines that are not HTTP.
            failure, reason = _failure(error)
            answer = Exchange(None, failure=failure, reason=reason)
        if limit.expired and answer.failure != "too_large":
            reason = f"the answer was not complete after {self.limits.total_seconds:g} seconds"
            answer = Exchange(None, failure="timeout", reason=reason)
        elapsed = round((time.monotonic() - started) * 1000)
        return Exchange(
            answer.status, answer.headers, answer.body, answer.wire_bytes, elapsed, answer.failure, answer.reason
        )

    def _exchange(self, request: requests.PreparedRequest, head_only: int | None) -> Exchange:
        url = request.url or ""
        loopback = urlsplit(url).hostname in LOOPBACK
        response = self._adapter.send(
            request,
            stream=True,
            timeout=(self.limits.connect_seconds, self.limits.read_seconds),
            verify=True,
            proxies={} if loopback else get_environ_proxies(url),
        )
        try:
            headers = {name.lower(): value for name, value in response.headers.items()}
            wire, body = self._read(response.raw, headers, head_only)
        except BaseException:  # the rest of a refused body must not be taken for the connection's next answer
            response.raw.close()
            raise
        if head_only is not None and len(body) >= head_only:
            response.raw.close()
        response.raw.release_conn()
        return Exchange(response.status_code, headers, body, wire)

    def _read(self, raw: Any, headers: Mapping[str, str], head_only: int | None) -> tuple[int, bytes]:
        unpack = _Unpacker(
            headers.get("content-encoding", ""), head_only or self.limits.body_bytes, cut=bool(head_only)
        )
        wire, parts = 0, []
        for chunk in _chunks(raw):
            wire += len(chunk)
            if wire > self.limits.wire_bytes:
                raise _SizeError(f"the body is longer than {self.limits.wire_bytes:,} bytes")
            parts.append(unpack.feed(chunk))
            if head_only is not None and unpack.size >= head_only:
                return wire, b"".join(parts)
        unpack.finish()
        return wire, b"".join(parts)


def _chunks(raw: Any) -> Iterator[bytes]:
    yield from raw.stream(65_536, decode_content=False)


class _Unpacker:
    """Decompresses piece by piece, so that a bomb is noticed before it is unpacked.

    Args:
        limit: bytes.
        cut: what goes beyond the limit is left out, where it is an error otherwise.
    """

    def __init__(self, encoding: str, limit: int, *, cut: bool) -> None:
        self.limit, self.cut = limit, cut
        self.size = 0
        self.encoding = encoding.strip().lower()
        self._fed = False
        self._members = 1
        if self.encoding in ("", "identity"):
            self._inflate = None
        elif self.encoding in ("gzip", "x-gzip", "deflate"):
            # 32: recognise gzip and zlib by their header.
            self._inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        else:
            raise _EncodingError(f"the body is packed as {self.encoding[:20]!r}, which was not asked for")

    def feed(self, chunk: bytes) -> bytes:
        if self._inflate is None:
            self._grow(chunk)
            return chunk
        parts = []
        while chunk:
            try:
                out = self._inflate.decompress(chunk, max(self.limit - self.size, 0) + 1)
            except zlib.error as error:
                chunk = self._another_form(chunk, error)
                continue
            self._fed = True
            self._grow(out)
            parts.append(out)
            chunk = self._next_member(self._inflate)
        return b"".join(parts)

    def finish(self) -> None:
        if self._inflate is not None and self._fed and not self._inflate.eof:
            raise urllib3.exceptions.IncompleteRead(self.size, 0)

    def _grow(self, out: bytes) -> None:
        self.size += len(out)
        if self.size > self.limit and not self.cut:
            raise _SizeError(f"the body unpacks to more than {self.limit:,} bytes")

    def _another_form(self, chunk: bytes, error: zlib.error) -> bytes:
        """`deflate` without the zlib header, as some servers send it: what to feed again."""
        if self._fed or self.encoding != "deflate":
            raise _EncodingError(f"the body is not {self.encoding} data") from error
        self._fed = True
        self._inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        return chunk

    def _next_member(self, inflate: Any) -> bytes:
        """A gzip body may be several gzip files in a row: what of the chunk belongs to the next one."""
        rest: bytes = inflate.unused_data
        # Zeros or other bytes behind the end are padding, and not an error.
        if not inflate.eof or not rest.startswith(b"\x1f\x8b"):
            return b""
        self._members += 1
        if self._members > MAX_MEMBERS:
            raise _EncodingError(f"the body is packed in more than {MAX_MEMBERS} parts")
        self._inflate = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)
        return rest


class _Adapter(HTTPAdapter):
    """requests' transport with watched connections, no retries of its own and the site's TLS settings."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self._context = context
        super().__init__(pool_connections=4, pool_maxsize=8, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        if self._context is not None:
            kwargs["ssl_context"] = self._context
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS


def _tls_context(ca_file: str | None, legacy_tls: bool) -> ssl.SSLContext | None:
    """Certificates are always verified; a site may bring one more authority, or an old protocol."""
    if ca_file is None and not legacy_tls:
        return None
    context = ssl.create_default_context()
    if legacy_tls:
        # `UNSAFE_LEGACY_RENEGOTIATION_DISABLED`: servers that OpenSSL 3 no longer talks to by itself.
        context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except OSError as error:
            raise SiteError(
                f"The site's ca_file {ca_file} holds no readable certificate ({error.strerror or error});"
                " give the path of a PEM file.",
                path=ca_file,
            ) from error
    return context


def _failure(error: Exception) -> tuple[Failure, str]:
    if isinstance(error, requests.Timeout | urllib3.exceptions.TimeoutError | TimeoutError):
        return "timeout", "no connection in time" if isinstance(error, requests.ConnectTimeout) else "no answer in time"
    cause = _root_cause(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return "unavailable", f"the certificate is not valid: {cause.verify_message}"
    if isinstance(cause, ssl.SSLError):
        return "unavailable", f"no secure connection: {cause.reason or 'TLS failed'}"
    if isinstance(error, urllib3.exceptions.HTTPError):
        return "truncated", "the connection ended before the body was complete"
    if isinstance(cause, ConnectionError) and not isinstance(cause, ConnectionRefusedError):
        return "unavailable", "the connection was cut before any answer"
    if isinstance(cause, OSError) and cause.strerror:
        return "unavailable", f"no connection: {cause.strerror}"
    # What the server sent is part of the message: one printable line of it.
    said = " ".join("".join(c if c.isprintable() else " " for c in str(cause)[:200]).split())[:100]
    return "unavailable", f"the answer is not HTTP: {said or type(cause).__name__}"


def _root_cause(error: BaseException) -> BaseException:
    """The innermost error: urllib3 and requests wrap it in three layers, as arguments or as ``reason``."""
    seen = {id(error)}
    while True:
        inner = getattr(error, "reason", None)
        candidates = [inner, *error.args, error.__cause__, error.__context__]
        following = next((c for c in candidates if isinstance(c, BaseException) and id(c) not in seen), None)
        if following is None:
            return error
        seen.add(id(following))
        error = following
