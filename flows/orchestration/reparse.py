"""The flows ``reparse``, ``retry`` and ``load``: rows from archived pages, without network."""

from __future__ import annotations

from typing import Any

from prefect import runtime
from prefect.client.schemas.objects import State

from flows.orchestration.declared import flow
from flows.orchestration.flow_runs import run_in_flow, site_name
from flows.orchestration.parameters import run_settings
from flows.run import reparse as plain


def _reparse_name() -> str:
    given = runtime.flow_run.parameters
    return f"{site_name(given.get('site'))} · reparse {given.get('briefing') or 'the whole archive'}"


def _retry_name() -> str:
    given = runtime.flow_run.parameters
    return f"{site_name(given.get('site'))} · retry {given.get('url') or 'the quarantine'}"


@flow("reparse", flow_run_name=_reparse_name)
def reparse(briefing: str | None = None, site: str | None = None) -> State[Any]:
    """Run the parsers again over the archive. Ids stay; only what really differs is written.

    Args:
        briefing: Only this briefing (its briefing_id); without: all.
        site: Which site; must be chosen where several are followed.
    """
    return run_in_flow("reparse", run_settings(site=site), lambda run: plain.reparse(run, briefing))


@flow("retry", flow_run_name=_retry_name)
def retry(url: str | None = None, site: str | None = None) -> State[Any]:
    """Try pages in quarantine again, for example after a new version of the parsers.

    Args:
        url: Only this page; without: every page in quarantine.
        site: Which site; must be chosen where several are followed.
    """
    return run_in_flow("retry", run_settings(site=site), lambda run: plain.retry(run, url))


def _load_name() -> str:
    return f"{site_name(runtime.flow_run.parameters.get('site'))} · load archived pages"


@flow("load", flow_run_name=_load_name)
def load(site: str | None = None) -> State[Any]:
    """Parse and load archived pages that are not in the warehouse yet, such as those of an imported WARC file.

    Args:
        site: Which site; must be chosen where several are followed.
    """
    return run_in_flow("load", run_settings(site=site), plain.load_archived)
