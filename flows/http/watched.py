"""Connections that a deadline cuts, wherever their exchange is: connecting, in the TLS handshake, in the answer."""

from __future__ import annotations

import socket
import threading
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from flows.http.deadlines import DEADLINES


class TimeLimit:
    """Cuts the connection of this thread's exchange when the total time is over.

    Read timeouts count from the last byte: a server that drips one byte a second never meets them.
    """

    _local = threading.local()

    def __init__(self, seconds: float) -> None:
        self.expired = False
        self._connections: list[HTTPConnection] = []
        self._handles: list[socket.socket] = []
        self._seconds, self._number = seconds, -1
        self._cutting = threading.Lock()
        self._over = False

    def __enter__(self) -> None:
        TimeLimit._local.current = self
        self._number = DEADLINES.set(self._seconds, self._cut)

    def __exit__(self, *_: object) -> None:
        DEADLINES.drop(self._number)
        TimeLimit._local.current = None
        with self._cutting:
            self._over = True
            for handle in self._handles:
                handle.close()

    def _cut(self) -> None:
        with self._cutting:
            # The exchange may have ended at the same moment: the connection is another one's by now.
            if not self._over:
                self._shut_down()

    def _shut_down(self) -> None:
        self.expired = True
        kept = [connection.sock for connection in self._connections if connection.sock is not None]
        for sock in (*self._handles, *kept):
            try:
                # Not SSLSocket.shutdown, which takes the TLS state away under the reading thread.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
            except OSError:
                continue

    @classmethod
    def register(cls, connection: HTTPConnection) -> None:
        """This exchange uses the connection, which may be one that was kept."""
        current: TimeLimit | None = getattr(cls._local, "current", None)
        if current is not None:
            current._connections.append(connection)

    @classmethod
    def register_socket(cls, sock: socket.socket) -> None:
        """A new connection, before its TLS handshake: that can be as slow as any answer, and takes the socket over."""
        current: TimeLimit | None = getattr(cls._local, "current", None)
        if current is not None:
            current._handles.append(sock.dup())


class _WatchedHTTP(HTTPConnection):
    def request(self, *args: Any, **kwargs: Any) -> None:
        TimeLimit.register(self)
        super().request(*args, **kwargs)


class _WatchedHTTPS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        TimeLimit.register_socket(sock)
        return sock

    def request(self, *args: Any, **kwargs: Any) -> None:
        TimeLimit.register(self)
        super().request(*args, **kwargs)


class _HTTPPool(urllib3.HTTPConnectionPool):
    ConnectionCls = _WatchedHTTP


class _HTTPSPool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _WatchedHTTPS


POOLS = {"http": _HTTPPool, "https": _HTTPSPool}
"""urllib3's pools with watched connections, by scheme."""
