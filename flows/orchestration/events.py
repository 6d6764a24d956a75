"""What a run tells those who watch: events that the automations wait for, and the site's freshness in the UI."""

from __future__ import annotations

from urllib.parse import urlsplit

from prefect.events import emit_event

from flows.orchestration.artifacts import leave_freshness
from flows.report import RunReport
from flows.run.freshness import freshness
from flows.run.run import Run

INGESTED = "briefings.ingest.succeeded"
BLOCKED = "briefings.host.blocked"
QUALITY = "briefings.quality.failed"
DAMAGED = "briefings.archive.damaged"

ALARMED = ("Blocked", "Quality failure", "Damaged archive")
"""Names of failed states for which an event of ours raises the alarm: that of failed runs stays silent for them."""


def tell(run: Run) -> None:
    """After a run: renew the site's freshness in the UI and tell the automations what the run means."""
    leave_freshness(freshness(run.ws))
    _emit_outcome(run.report, urlsplit(run.ws.site.base_url).netloc)


def _emit_outcome(report: RunReport, host: str) -> None:
    if report.blocked:
        emit(BLOCKED, f"briefings.host.{host}", host, f"{host} refuses us. {report.message}")
    elif report.flow in ("ingest", "backfill") and report.outcome in ("success", "unchanged"):
        emit(INGESTED, f"briefings.site.{report.site}", report.site, report.message)


def emit(event: str, resource: str, name: str, message: str) -> None:
    """One event; ``message`` is a sentence, and what a notification says."""
    emit_event(
        event,
        resource={"prefect.resource.id": resource, "prefect.resource.name": name},
        payload={"message": message},
    )
