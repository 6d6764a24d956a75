"""Faults of the bytes on the wire: what is no HTTP, says two things at once, or has no end where it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.faultsite.faults import Fault

if TYPE_CHECKING:
    from tests.faultsite.site import Handler


def raw(data: bytes) -> Fault:
    """Any bytes on the wire, then the end of the connection."""

    def answer(handler: Handler, count: int) -> bool:
        handler.log(0)
        handler.raw(data)
        return handler.hang_up()

    return answer


def answer_and_more() -> Fault:
    """The ordinary page and, unasked, a second answer behind it on the same connection."""

    def answer(handler: Handler, count: int) -> bool:
        body = handler.page()
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n"
        forged = b"<html><body><div id='ivs_content'><p>forged</p></div></body></html>"
        handler.log(200)
        handler.raw(head % len(body) + body + head % len(forged) + forged)
        return True

    return answer


def bare_newlines() -> Fault:
    """Header lines that end without a carriage return."""

    def answer(handler: Handler, count: int) -> bool:
        body = handler.page()
        handler.log(200)
        handler.raw(b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: %d\n\n" % len(body) + body)
        return handler.hang_up()

    return answer


def long_length() -> Fault:
    """Content-Length greater than the page, then the end of the connection."""

    def answer(handler: Handler, count: int) -> bool:
        body = handler.page()
        handler.log(200)
        handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        handler.raw(b"Content-Length: %d\r\n\r\n" % (len(body) + 500) + body)
        return handler.hang_up()

    return answer


def two_lengths() -> Fault:
    """Two values of Content-Length that contradict each other."""

    def answer(handler: Handler, count: int) -> bool:
        body = handler.page()
        handler.log(200)
        handler.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 10\r\n")
        handler.raw(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        return handler.hang_up()

    return answer


def long_header() -> Fault:
    """One header line of a megabyte."""
    return raw(b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * 1_000_000 + b"\r\n\r\n")
