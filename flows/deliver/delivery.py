"""Where the tables go besides the reader copy, and whether they have arrived there: cheap to ask, slow to do.

The newest state that arrived is noted by the reader copy's size and time, so that a run killed or refused on the way
leaves it pending and the next run, even one without news, tries again.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flows.disk import replace_text
from flows.locks import turn
from flows.settings import Paths, Settings, shown

# fsspec and DuckDB are imported where something is sent: a run without news must not pay for them.


@dataclass(frozen=True, slots=True)
class Target:
    """A place that the settings name. ``name`` may be shown: it holds no password."""

    kind: Literal["tables", "lake"]
    name: str
    key: str


def targets(settings: Settings) -> list[Target]:
    """Every place the settings name."""
    found = []
    if settings.publish_url is not None:
        found.append(Target("tables", shown(settings.publish_url), _key(settings.publish_url)))
    if settings.ducklake is not None:
        catalog = settings.ducklake.get_secret_value()
        found.append(Target("lake", ":".join(catalog.split(":")[:2]), _key(catalog)))
    return found


def pending(settings: Settings) -> list[Target]:
    """The places that do not have the reader copy's state yet."""
    wanted = targets(settings)
    if not wanted or not settings.paths.reader.exists():
        return []
    state, arrived = _state(settings.paths), _arrived(settings.paths)
    return [target for target in wanted if arrived.get(target.key) != state]


def deliver(settings: Settings, target: Target, *, now: datetime) -> str:
    """Bring one place up to the reader copy; a sentence about it.

    Raises:
        PublishError, UsageError, WarehouseError, RunInProgress: it could not be done; it stays pending.
    """
    with delivering(settings.paths):
        state = _state(settings.paths)  # before reading: what is published while we send is not sent
        if _arrived(settings.paths).get(target.key) == state:
            return f"Another run brought it all to {target.name}."
        said = _publish_tables(settings, target, now) if target.kind == "tables" else _publish_lake(settings, target)
        _note(settings.paths, {target.key: state})
    return said


@contextmanager
def delivering(paths: Paths) -> Iterator[None]:
    """Be the only one who sends from this data directory; whoever does so now is waited for.

    Raises:
        RunInProgress: that took too long.
    """
    with turn(paths, "delivery"):
        shutil.rmtree(paths.parts, ignore_errors=True)  # what a killed run left
        yield


def _publish_tables(settings: Settings, target: Target, now: datetime) -> str:
    # Imported here: fsspec takes half a second, and most runs deliver nothing.
    from flows.deliver.publication import publish_tables

    paths = settings.paths
    done = publish_tables(paths.reader, str(settings.publish_url), paths.parts, now=now)
    return f"{done.files} files renewed at {target.name} ({done.bytes / 1e6:.1f} MB), {done.unchanged} up to date."


def _publish_lake(settings: Settings, target: Target) -> str:
    # Imported here, as above.
    from warehouse.readers.lake import publish_lake

    assert settings.ducklake is not None  # noqa: S101 - it is what made the target
    catalog = settings.ducklake.get_secret_value()
    done = publish_lake(settings.paths.reader, catalog, data=settings.ducklake_data, storage=s3_options())
    return f"{done.briefings} briefings and {done.rows} rows written to {target.name}."


def s3_options() -> dict[str, str]:
    """DuckDB's options for S3, from the variables that S3's own tools read."""
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or ""
    scheme, _, host = endpoint.rpartition("://")
    options = {
        "key_id": os.environ.get("AWS_ACCESS_KEY_ID"),
        "secret": os.environ.get("AWS_SECRET_ACCESS_KEY"),
        "session_token": os.environ.get("AWS_SESSION_TOKEN"),
        "region": os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION"),
        "endpoint": host.rstrip("/"),
        "use_ssl": "false" if scheme == "http" else None,
        # A store that is not Amazon's is asked for host/bucket, not for bucket.host.
        "url_style": "path" if host else None,
    }
    return {name: value for name, value in options.items() if value}


def _key(address: str) -> str:
    """Stands for the address in the note: a changed one is a new place, and a password in it is not written down."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


def _state(paths: Paths) -> list[int]:
    status = paths.reader.stat()
    return [status.st_size, status.st_mtime_ns]


def _arrived(paths: Paths) -> dict[str, list[int]]:
    try:
        return dict(json.loads(paths.delivered.read_text("utf-8")))
    except (OSError, ValueError):
        return {}  # nothing arrived yet, or the note is lost: then everything is compared again


def _note(paths: Paths, news: dict[str, list[int]]) -> None:
    replace_text(paths.delivered, json.dumps(_arrived(paths) | news))
