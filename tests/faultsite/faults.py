"""What a path of the site with faults can be made to do: each fault answers one request, or declines to."""

from __future__ import annotations

import gzip
import socket
import struct
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.faultsite.content import JSL_CHALLENGE, RUISHU_CHALLENGE, SCRIPT_ONLY, SOFT_404

if TYPE_CHECKING:
    from tests.faultsite.site import Handler

Fault = Callable[["Handler", int], bool]
"""(handler, how often the path was asked for, from 1) → whether the request was answered."""

HTML = "text/html; charset=utf-8"


def only_first(times: int, fault: Fault) -> Fault:
    """The fault for the first requests, then the ordinary page."""
    return lambda handler, count: count <= times and fault(handler, count)


def status(code: int, *, body: str = "<html><body>error</body></html>", **headers: str) -> Fault:
    """An answer with this status; ``Retry_After="30"`` becomes a header."""

    def answer(handler: Handler, count: int) -> bool:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.send(code, body.encode(), {"Content-Type": HTML, **named})
        return True

    return answer


def too_many_requests(retry_after: str | None) -> Fault:
    return status(429, **({"Retry_After": retry_after} if retry_after is not None else {}))


def challenge_521() -> Fault:
    """加速乐: a script that computes a cookie."""
    return status(521, body=JSL_CHALLENGE, Set_Cookie="__jsluid_s=0a1b2c; max-age=31536000; path=/; HttpOnly")


def challenge_412() -> Fault:
    """瑞数: an almost empty page of script."""
    return status(412, body=RUISHU_CHALLENGE, Set_Cookie="5Yx1Ki=abc; Path=/; HttpOnly")


def challenge_200() -> Fault:
    return status(200, body=SCRIPT_ONLY)


def soft_404() -> Fault:
    return status(200, body=SOFT_404)


def redirect(location: str, code: int = 302) -> Fault:
    return status(code, body="", Location=location)


def slow(seconds: float) -> Fault:
    """Silence before the answer."""

    def wait(handler: Handler, count: int) -> bool:
        handler.site.pause(seconds)
        return False

    return wait


def drip(every: float) -> Fault:
    """A byte at a time, for ever: no read timeout ever passes."""

    def answer(handler: Handler, count: int) -> bool:
        handler.log(200)
        handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
        while handler.site.pause(every) and handler.raw(b"x"):
            pass
        return handler.hang_up()

    return answer


def endless_headers() -> Fault:
    """Header lines without end."""

    def answer(handler: Handler, count: int) -> bool:
        handler.log(200)
        handler.raw(b"HTTP/1.1 200 OK\r\n")
        number = 0
        while not handler.site.stopped.is_set() and handler.raw(f"X-Filler-{number}: {'y' * 200}\r\n".encode()):
            number += 1
        return handler.hang_up()

    return answer


def dripping_headers(every: float) -> Fault:
    """One header character at a time: below every other limit, only the total time ends it."""

    def answer(handler: Handler, count: int) -> bool:
        handler.log(200)
        handler.raw(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while handler.site.pause(every) and handler.raw(b"z"):
            pass
        return handler.hang_up()

    return answer


def drop_mid_body() -> Fault:
    """The connection ends after half of the promised bytes."""

    def answer(handler: Handler, count: int) -> bool:
        body = handler.page()
        handler.log(200)
        handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        handler.raw(f"Content-Length: {len(body)}\r\n\r\n".encode() + body[: len(body) // 2])
        return handler.hang_up()

    return answer


def drop_mid_chunk() -> Fault:
    """A chunked body without its last chunk."""

    def answer(handler: Handler, count: int) -> bool:
        half = handler.page()[:300]
        handler.log(200)
        handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
        handler.raw(f"{len(half):x}\r\n".encode() + half + b"\r\n")
        return handler.hang_up()

    return answer


def drop_mid_gzip() -> Fault:
    """All promised bytes arrive, the gzip stream in them is cut."""

    def answer(handler: Handler, count: int) -> bool:
        packed = gzip.compress(handler.page())
        half = packed[: len(packed) // 2]
        handler.send(200, half, {"Content-Type": HTML, "Content-Encoding": "gzip"})
        return True

    return answer


def reset() -> Fault:
    """The connection is reset before any answer."""

    def answer(handler: Handler, count: int) -> bool:
        handler.log(0)
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return handler.hang_up()

    return answer


def garbage() -> Fault:
    """Not HTTP at all."""

    def answer(handler: Handler, count: int) -> bool:
        handler.log(0)
        handler.raw(b"\x00\x01\x02 220 ftp.lanhai.example ready\r\n\r\n")
        return handler.hang_up()

    return answer


def short_length() -> Fault:
    """Content-Length smaller than the page: by HTTP's rules the answer is complete."""

    def answer(handler: Handler, count: int) -> bool:
        body = handler.page()
        handler.log(200)
        handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        handler.raw(f"Content-Length: {len(body) // 2}\r\n\r\n".encode() + body)
        return handler.hang_up()

    return answer


def gzip_bomb(megabytes: int) -> Fault:
    """A few kilobytes that unpack to many megabytes."""

    def answer(handler: Handler, count: int) -> bool:
        packer = zlib.compressobj(9, wbits=31)
        zeros = b" " * 1_000_000
        packed = packer.compress(b"<html>") + b"".join(packer.compress(zeros) for _ in range(megabytes))
        handler.send(200, packed + packer.flush(), {"Content-Type": HTML, "Content-Encoding": "gzip"})
        return True

    return answer


def endless_body() -> Fault:
    """A body without end and without a stated length."""

    def answer(handler: Handler, count: int) -> bool:
        handler.log(200)
        handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<html><body>")
        while not handler.site.stopped.is_set() and handler.raw(b"<p>" + b"a" * 60_000 + b"</p>"):
            pass
        return handler.hang_up()

    return answer


def body(raw: bytes, content_type: str | None, **headers: str) -> Fault:
    """Any bytes under any type, with status 200."""

    def answer(handler: Handler, count: int) -> bool:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        typed = {"Content-Type": content_type} if content_type else {}
        handler.send(200, raw, {**typed, **named})
        return True

    return answer


def only_posted(fault: Fault) -> Fault:
    """405 to everything but a POST."""

    def answer(handler: Handler, count: int) -> bool:
        return (fault if handler.command == "POST" else status(405))(handler, count)

    return answer


def typed(content_type: str) -> Fault:
    """The ordinary page under another Content-Type."""

    def answer(handler: Handler, count: int) -> bool:
        handler.send(200, handler.page(), {"Content-Type": content_type})
        return True

    return answer


def altered(old: str, new: str) -> Fault:
    """The ordinary page with some of its text replaced."""

    def answer(handler: Handler, count: int) -> bool:
        handler.send(200, handler.page().replace(old.encode(), new.encode()), {"Content-Type": HTML})
        return True

    return answer


def utf16() -> Fault:
    """The ordinary page in UTF-16, with a byte-order mark."""

    def answer(handler: Handler, count: int) -> bool:
        handler.send(200, handler.page().decode().encode("utf-16"), {"Content-Type": HTML})
        return True

    return answer


def gzip_members() -> Fault:
    """The ordinary page as two gzip files in a row, with padding behind."""

    def answer(handler: Handler, count: int) -> bool:
        page = handler.page()
        packed = gzip.compress(page[:700]) + gzip.compress(page[700:]) + bytes(16)
        handler.send(200, packed, {"Content-Type": HTML, "Content-Encoding": "gzip"})
        return True

    return answer


def raw_deflate() -> Fault:
    """`deflate` as some servers understand it: without the zlib header."""

    def answer(handler: Handler, count: int) -> bool:
        packer = zlib.compressobj(wbits=-15)
        packed = packer.compress(handler.page()) + packer.flush()
        handler.send(200, packed, {"Content-Type": HTML, "Content-Encoding": "deflate"})
        return True

    return answer
