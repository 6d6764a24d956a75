"""The flow ``maintain``: backup, compaction, and a check of every archived page."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated, Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import Field

from flows.announce import DAMAGED, emit
from flows.backup import Backup, back_up
from flows.settings import Settings, load_settings
from flows.upkeep import when_free
from flows.workspace import Workspace
from parsers.errors import ArchiveError, BriefingsError
from warehouse import compact as compaction
from warehouse.publish import publish

log = logging.getLogger(__name__)

Keep = Annotated[int, Field(ge=1, le=400)]


@flow(name="maintain", flow_run_name="backup and upkeep")
def maintain(keep: Keep = 14, compact: bool = False, verify_archive: bool = False) -> State[Any]:
    """Back up databases and archive; on demand compact the database and verify the archive.

    Args:
        keep: How many backups of the databases to keep.
        compact: Rewrite the database without its free space.
        verify_archive: Read every archived page and compare it with its checksum.
    """
    settings = load_settings()
    try:
        with when_free(settings.paths):
            return _maintain(settings, keep, with_compaction=compact, with_verification=verify_archive)
    except BriefingsError as error:
        log.error("%s", error)
        return Failed(message=str(error))


def _maintain(settings: Settings, keep: int, *, with_compaction: bool, with_verification: bool) -> State[Any]:
    said = [backup_task(settings, keep)]
    if with_compaction and settings.paths.warehouse.exists():
        said.append(compact_task(settings))
    damaged = verify_task(settings) if with_verification else []
    if damaged:
        message = (
            f"{len(damaged)} archived pages are missing or altered, the first {damaged[0]}; they are asked for again. "
            "What the site no longer has is in the backups: docs/operations.md."
        )
        emit(DAMAGED, "briefings.archive", str(settings.paths.archive), message)
        return Failed(message=" ".join([*said, message]))
    if with_verification:
        said.append("Every archived page is as it was fetched.")
    return Completed(message=" ".join(said))


def backup_folder(settings: Settings) -> Path:
    """Where backups go: BRIEFINGS_BACKUP_DIR, else a folder beside the data."""
    return settings.backup_dir or settings.paths.root / "backups"


@task(name="backup", task_run_name="back up databases and archive", cache_policy=NO_CACHE)
def backup_task(settings: Settings, keep: int) -> str:
    """Make a backup; a sentence about it."""
    with Workspace.open(settings) as ws:
        made: Backup = back_up(settings.paths, backup_folder(settings), now=ws.now(), keep=keep)
    log.info("backup folder=%s files=%s removed=%s", made.folder, made.files, made.removed)
    return f"Backup {made.folder.name}: {made.bytes / 1e6:.1f} MB of databases, {made.new_pages} new archived pages."


@task(name="compact", task_run_name="compact the database", cache_policy=NO_CACHE)
def compact_task(settings: Settings) -> str:
    """Rewrite the database and publish it; a sentence about it."""
    done = compaction.compact(settings.paths.warehouse)
    publish(settings.paths.warehouse, settings.paths.reader)
    return f"The database went from {done.before / 1e6:.1f} to {done.after / 1e6:.1f} MB."


@task(name="verify", task_run_name="verify every archived page", cache_policy=NO_CACHE)
def verify_task(settings: Settings) -> list[str]:
    """Addresses of pages whose archived copy is gone or altered; they become due and are fetched again."""
    damaged: list[str] = []
    with Workspace.open(settings) as ws:
        for page in ws.ledger.archived_pages():
            try:
                ws.archive.get(page.page_sha256)
            except ArchiveError as error:
                log.error("archived copy damaged url=%s reason=%s", page.url, error)
                ws.ledger.forget_copy(page.url)
                damaged.append(page.url)
    return damaged
