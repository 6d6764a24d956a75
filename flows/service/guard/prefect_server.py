"""The Prefect server behind the door: ``python -m flows.service.guard.prefect_server --port 4200``.

``prefect server start`` would serve the same app to everybody. Whoever is to be told of alarms is told from here.
"""

from __future__ import annotations

import argparse
import os
import threading

# Read when prefect is imported.
os.environ["PREFECT_SERVER_CSRF_PROTECTION_ENABLED"] = "true"

import uvicorn
from prefect.server.api.server import create_app
from prefect.settings import get_current_settings
from starlette.applications import Starlette

from flows.service import alerts
from flows.service.guard.door import Door, csrf_of_browsers
from flows.settings import Settings, load_settings
from parsers.errors import BriefingsError


def main() -> None:
    """Serve until told to stop.

    Raises:
        SystemExit: it cannot serve; with a sentence.
    """
    asked = _arguments()
    try:
        settings = load_settings()
    except BriefingsError as error:
        raise SystemExit(f"briefings: {error}") from error
    if settings.notify_urls is not None:
        threading.Thread(target=alerts.tell_forever, name="alerts", daemon=True).start()
    api = get_current_settings().server.api
    uvicorn.run(
        guarded(asked.port, settings),
        host=asked.host,
        port=asked.port,
        timeout_keep_alive=api.keepalive_timeout,
        ws_ping_interval=api.websocket_ping_interval,
        ws_ping_timeout=api.websocket_ping_timeout,
        log_level=get_current_settings().server.logging_level.lower(),
        proxy_headers=False,  # nothing is decided by what a proxy says of its client
    )


def guarded(port: int, settings: Settings) -> Door:
    """Prefect's app behind the door."""
    app: Starlette = create_app(final=True)
    app.user_middleware = csrf_of_browsers(app.user_middleware)
    return Door(app, port, settings.server_hosts.split())


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=4200)
    return parser.parse_args()


if __name__ == "__main__":
    main()
