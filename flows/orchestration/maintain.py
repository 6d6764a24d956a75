"""The flow ``maintain``: backup, compaction, and a check of every archived page."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

from prefect import task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from pydantic import Field

from flows.deliver.backup import Backup, back_up
from flows.orchestration.artifacts import SHOWN, not_vital, tag_run
from flows.orchestration.declared import flow
from flows.orchestration.events import DAMAGED, emit
from flows.run.waiting import when_free
from flows.settings import Settings, load_settings
from flows.workspace import Workspace
from parsers.errors import ArchiveError, BriefingsError
from warehouse.database import compact as compaction
from warehouse.database.compact import Compaction
from warehouse.database.publish import publish

log = logging.getLogger(__name__)

Keep = Annotated[int, Field(ge=1, le=400)]


@dataclass(frozen=True, slots=True)
class Verified:
    """What reading the archive found."""

    pages: int
    bytes: int
    damaged: list[str]
    """Addresses of pages whose copy is gone or altered; they are due again."""


@dataclass(slots=True)
class Summary:
    """What one run did: sentences for its state, rows for its artifact."""

    said: list[str] = field(default_factory=list)
    rows: list[dict[str, str]] = field(default_factory=list)
    failed: bool = False
    told: bool = False
    """Whether an alarm of its own was raised."""

    def row(self, what: str, done: str, size: int | None = None) -> None:
        """A row of the artifact."""
        self.rows.append({"what": what, "done": done, "size": "" if size is None else _megabytes(size)})

    def backed_up(self, made: Backup) -> None:
        """Add a backup."""
        for name, size in made.files.items():
            self.row(name, f"backed up to {made.folder}", size)
        self.row("archive", f"{made.new_pages} new pages backed up", made.new_bytes)
        if made.removed:
            self.row("older backups", f"removed: {', '.join(made.removed)}")
        databases = _megabytes(sum(made.files.values()))
        self.said.append(f"Backup {made.folder.name}: {databases} of databases, {made.new_pages} new archived pages.")

    def compacted(self, done: Compaction) -> None:
        """Add a compaction."""
        self.row("database", f"compacted, before {_megabytes(done.before)}", done.after)
        self.said.append(f"The database went from {_megabytes(done.before)} to {_megabytes(done.after)}.")

    def verified(self, found: Verified) -> None:
        """Add a check of the archive."""
        self.row("archive", f"{found.pages} pages read and compared with their checksums", found.bytes)
        for url in found.damaged[:SHOWN]:
            self.row(url, "missing or altered; asked for again")
        if not found.damaged:
            self.said.append("Every archived page is as it was fetched.")
            return
        self.fail(
            f"{len(found.damaged)} archived pages are missing or altered, the first {found.damaged[0]}; they are asked"
            " for again. What the site no longer has is in the backups: docs/operations.md (`briefings docs operations`)."
        )

    def fail(self, message: str) -> None:
        """Something went wrong."""
        self.failed = True
        self.said.append(message)

    def sentence(self) -> str:
        """All that is to be said."""
        return " ".join(self.said)


@flow("maintain", flow_run_name="backup and upkeep")
def maintain(keep: Keep = 14, compact: bool = False, verify_archive: bool = False) -> State[Any]:
    """Back up databases and archive; on demand compact the database and verify the archive.

    Args:
        keep: How many backups of the databases to keep.
        compact: Rewrite the database without its free space.
        verify_archive: Read every archived page and compare it with its checksum.
    """
    tag_run("maintain")
    settings, summary = load_settings(), Summary()
    try:
        with when_free(settings.paths):
            _maintain(settings, summary, keep, with_compaction=compact, with_verification=verify_archive)
    except BriefingsError as error:
        log.error("%s", error)
        summary.fail(str(error))
    with not_vital("the table of what was done"):
        create_table_artifact(key="maintain", table=summary.rows, description=summary.sentence())
    if summary.failed:
        return Failed(message=summary.sentence(), name="Damaged archive" if summary.told else "Failed")
    return Completed(message=summary.sentence())


def _maintain(
    settings: Settings, summary: Summary, keep: int, *, with_compaction: bool, with_verification: bool
) -> None:
    summary.backed_up(backup_task(settings, keep))
    if with_compaction and settings.paths.warehouse.exists():
        summary.compacted(compact_task(settings))
    if with_verification:
        found = verify_task(settings)
        summary.verified(found)
        if found.damaged:
            emit(DAMAGED, "briefings.archive", str(settings.paths.archive), summary.said[-1])
            summary.told = True


def backup_folder(settings: Settings) -> Path:
    """Where backups go: BRIEFINGS_BACKUP_DIR, else a folder beside the data."""
    return settings.backup_dir or settings.paths.root / "backups"


@task(name="backup", task_run_name="back up databases and archive", cache_policy=NO_CACHE)
def backup_task(settings: Settings, keep: int) -> Backup:
    """Make a backup."""
    with Workspace.open(settings) as ws:
        made = back_up(settings.paths, backup_folder(settings), now=ws.now(), keep=keep)
    log.info("backup folder=%s files=%s removed=%s", made.folder, made.files, made.removed)
    return made


@task(name="compact", task_run_name="compact the database", cache_policy=NO_CACHE)
def compact_task(settings: Settings) -> Compaction:
    """Rewrite the database and publish it."""
    done = compaction.compact(settings.paths.warehouse)
    publish(settings.paths.warehouse, settings.paths.reader)
    return done


@task(name="verify", task_run_name="verify every archived page", cache_policy=NO_CACHE)
def verify_task(settings: Settings) -> Verified:
    """Read every archived page; damaged ones become due and are fetched again."""
    damaged: list[str] = []
    with Workspace.open(settings) as ws:
        read = 0
        for page in ws.ledger.archived_pages():
            read += 1
            try:
                ws.archive.get(page.page_sha256)
            except ArchiveError as error:
                log.error("archived copy damaged url=%s reason=%s", page.url, error)
                ws.ledger.forget_copy(page.url)
                damaged.append(page.url)
        return Verified(read, ws.archive.size().bytes, damaged)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
