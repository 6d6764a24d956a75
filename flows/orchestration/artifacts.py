"""What runs show in the Prefect UI: tags, progress, a summary each, a table of briefings, the site's freshness.

Prefect's parts are imported where they are used: a run without news shows none of this and loads none of it.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import cast
from uuid import UUID

from flows.changes import brief, counted, details
from flows.console import safe
from flows.report import RunReport, Trouble
from flows.run.freshness import Freshness
from warehouse.rows.loadpage import Change

log = logging.getLogger(__name__)

SHOWN = 200
"""Rows shown; a backfill of thousands would make an artifact that no browser opens quickly."""


def tag_run(*tags: str) -> None:
    """Add tags to the run that this is called in; the UI's list of runs shows them and can be filtered by them.

    Only to the run: a tag of Prefect's own context would reach every task, which then asks for a limit of that tag.
    """
    from prefect import runtime
    from prefect.client.orchestration import get_client

    with not_vital("tags"):
        known = set(runtime.flow_run.tags)
        get_client(sync_client=True).update_flow_run(runtime.flow_run.id, tags=sorted(known | set(tags)))


class ProgressBar:
    """A progress artifact of the run that it is made in.

    A server that refuses, or lets it wait, is asked again only for the last move.
    """

    def __init__(self, key: str, said: str) -> None:
        from prefect.artifacts import create_progress_artifact
        from prefect.context import SettingsContext, get_settings_context
        from prefect.settings import PREFECT_CLIENT_MAX_RETRIES

        now = get_settings_context()
        # Made once: all of Prefect's settings are read again for it, which takes 25 ms, and pages would wait at each move.
        asked_once = now.settings.copy_with_update({PREFECT_CLIENT_MAX_RETRIES: 0})
        self._asked_once = SettingsContext(profile=now.profile, settings=asked_once)
        self._id: UUID | None = None
        self._refused = False
        with not_vital(key):
            self._id = cast(UUID, create_progress_artifact(0.0, key=key, description=said))

    def show(self, part: float, said: str, *, last: bool) -> None:
        """Move it to ``part`` (0 to 1). Only its last move is worth asking a busy server again."""
        from prefect.artifacts import update_progress_artifact

        if self._id is None or (self._refused and not last):
            return
        self._refused = True
        with not_vital(said), nullcontext() if last else self._asked_once:
            update_progress_artifact(self._id, round(100 * part, 1), description=said)
            self._refused = False


@contextmanager
def not_vital(what: str) -> Iterator[None]:
    """What only shows something must not end a run, or keep it."""
    import httpx
    from prefect.exceptions import ObjectNotFound

    try:
        yield
    except (httpx.HTTPError, ObjectNotFound) as error:
        log.warning("not shown in the UI: %s (%s)", what, error)


def leave_artifacts(report: RunReport) -> None:
    """Create the run's artifacts on the Prefect server.

    One summary is kept per run; the same text under the deployment's key shows the newest state and its timeline.
    """
    from prefect.artifacts import create_markdown_artifact, create_table_artifact

    create_markdown_artifact(
        key=artifact_key(report),
        markdown=summary(report),
        description=report.message or report.sentence(),
    )
    if report.changes:
        create_table_artifact(
            key=f"{artifact_key(report)}-briefings",
            table=[_table_row(change) for change in report.changes[:SHOWN]],
            description=f"New and changed briefings of {report.site}",
        )


def leave_freshness(fresh: Freshness) -> None:
    """Renew the one artifact that says how the site's data stands; its page in the UI is the timeline."""
    from prefect.artifacts import create_markdown_artifact

    create_markdown_artifact(
        key=f"freshness-{slug(fresh.site)}",
        markdown=freshness_text(fresh),
        description=" ".join(fresh.problems()) or f"{fresh.title}: fresh.",
    )


def freshness_text(fresh: Freshness) -> str:
    """The site's state in Markdown."""
    states = ", ".join(f"{count} {state}" for state, count in sorted(fresh.pages.items())) or "none known"
    rows = [
        ("last successful look", f"{fresh.last_success_at:%Y-%m-%d %H:%M} UTC" if fresh.last_success_at else "never"),
        ("newest press conference", str(fresh.newest_held_on or "none")),
        ("newest publication", str(fresh.newest_published_on or "none")),
        ("source lag", "unknown" if fresh.lag_hours is None else f"{fresh.lag_hours:.0f} h (median)"),
        ("briefings", str(fresh.briefings)),
        ("pages", states),
        ("due now", str(fresh.due)),
        ("in quarantine", str(fresh.pages.get("quarantined", 0))),
        ("blocked hosts", ", ".join(host.host for host in fresh.blocked) or "none"),
    ]
    lines = [f"# {md(fresh.title)} · {md(fresh.site)}", ""]
    lines += [*(f"**{md(problem)}**\n" for problem in fresh.problems())]
    lines += ["| | |", "| :--- | :--- |", *(f"| {name} | {md(value)} |" for name, value in rows)]
    return "\n".join(lines) + "\n"


def artifact_key(report: RunReport) -> str:
    """The key of a run's summary: flow and site."""
    return slug(f"{report.flow}-{report.site}")


def slug(text: str) -> str:
    """Lower-case letters, digits and dashes, as Prefect demands of a key."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def summary(report: RunReport) -> str:
    """The run in Markdown. Titles and reasons come from pages: they are escaped, never markup."""
    lines = [
        f"# {md(report.flow)} · {md(report.site)} · {report.outcome}",
        "",
        md(report.message or report.sentence()),
        "",
        "| listed | fetched | not modified | new | changed | in quarantine |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
        f"| {report.discovered} | {report.fetched} | {report.unchanged} | {report.inserted} "
        f"| {report.updated} | {report.quarantined} |",
        *(f"\n{md(line)}" for line in (*report.warnings, *report.incompletely())),
        *_changes(report.changes),
        *_troubles(report.troubles),
    ]
    return "\n".join(lines) + "\n"


def md(text: str) -> str:
    """Text as Markdown text: nothing in it acts as markup, HTML or a link."""
    flat = safe(text).replace("\n", " ")
    escaped = re.sub(r"[\\`*_{}\[\]()#!|<>~&]", lambda m: f"&#{ord(m[0])};", flat)
    return escaped.replace("://", ":&#47;&#47;")


def link(text: str, url: str) -> str:
    """A Markdown link; only web addresses become one."""
    if not re.fullmatch(r"https?://[^\s()<>\"'|\\]+", url):
        return md(text)
    return f"[{md(text)}]({url})"


def _changes(changes: Sequence[Change]) -> list[str]:
    if not changes:
        return []
    rows = [line for change in changes[:SHOWN] for line in _change(change)]
    return ["", "## New and changed briefings", "", *rows, *_more(len(changes))]


def _change(change: Change) -> list[str]:
    """A briefing's line, and under it what changed there."""
    about = f"{change.turns} turns, {change.metrics} figures"
    if change.action == "updated":
        about = f"{counted('turns', change.turn_changes)}; {counted('figures', change.metric_changes)}"
    head = f"- {change.held_on or 'undated'} · {link(change.title, change.url)} · {change.action}: {about}"
    return [head, *(f"  - {md(line)}" for line in details(change))]


def _troubles(troubles: Sequence[Trouble]) -> list[str]:
    if not troubles:
        return []
    rows = [
        f"- {link(trouble.url, trouble.url)} · {trouble.stage} · {md(trouble.reason)}" for trouble in troubles[:SHOWN]
    ]
    return ["", "## What needs attention", "", *rows, *_more(len(troubles))]


def _more(total: int) -> list[str]:
    return [f"- … and {total - SHOWN} more: query the database"] if total > SHOWN else []


def _table_row(change: Change) -> dict[str, str]:
    turns, figures = brief(change)
    return {
        "date": str(change.held_on or ""),
        "briefing": safe(change.title),
        "change": change.action,
        "turns": turns,
        "figures": figures,
        "page": change.url,
        "id": change.briefing_id,
    }
