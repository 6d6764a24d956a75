"""Serving the application on loopback."""

from __future__ import annotations

import socket

import uvicorn

from explorer.app import create_app
from explorer.page import Copies
from warehouse.explore.library import Library

PORT = 8642
"""Where the pages are by default."""


def listen(port: int) -> socket.socket:
    """A listening socket on loopback; port 0 takes any free one.

    Raises:
        OSError: the port is taken.
    """
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", port))
    made.listen(128)
    return made


def serve(library: Library, copies: Copies, sock: socket.socket) -> None:
    """Serve until asked to stop (SIGINT, SIGTERM)."""
    config = uvicorn.Config(
        create_app(library, copies), log_level="warning", lifespan="on", server_header=False, proxy_headers=False,
        timeout_graceful_shutdown=3,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[sock])
    library.close()
