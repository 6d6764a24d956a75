"""The flow ``check``: every data-quality rule, freshness and blocked hosts, at the end of the day."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from prefect import runtime, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.console import safe
from flows.derive.loading import copy_crawl, publish_reader_copy
from flows.followed import chosen, readable
from flows.ledger.ledger import Ledger
from flows.orchestration.artifacts import leave_freshness, slug, tag_run
from flows.orchestration.declared import flow
from flows.orchestration.events import QUALITY, emit
from flows.orchestration.executor import PrefectExecutor
from flows.orchestration.flow_runs import site_name
from flows.orchestration.parameters import run_settings
from flows.run.freshness import freshness
from flows.run.steps import deliver
from flows.run.waiting import when_free
from flows.settings import load_settings
from flows.workspace import Workspace
from parsers.errors import BriefingsError
from parsers.sites.definition import fewest_per_month
from warehouse.corrections.files import read_corrections
from warehouse.corrections.idle import note_missing
from warehouse.database.store import writer
from warehouse.quality.rules import Result, check_rules

log = logging.getLogger(__name__)

FRESHNESS_SHOWN = 20
"""Sites whose freshness is an artifact of its own; with more, `briefings status` is the table to read."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the check found: every rule's result, and what is alarming about freshness, in sentences."""

    rules: list[Result]
    problems: list[str]

    @property
    def broken(self) -> list[Result]:
        """Rules of severity error that do not hold; a broken warning is shown but gets nobody out of bed."""
        return [rule for rule in self.rules if not rule.passed and rule.severity == "error"]

    def sentence(self) -> str:
        """The check in a sentence or a few."""
        found = [f"{rule.title}: {rule.failing_rows} rows fail. {rule.action}" for rule in self.broken] + self.problems
        said = found or [f"The data is fresh and {len(self.rules)} rules were applied."]
        warned = sum(not rule.passed for rule in self.rules) - len(self.broken)
        if warned:
            said.append(f"{warned} rules of severity warning do not hold.")
        # A reason that a site gave ends as it likes.
        return " ".join(part if part.endswith((".", "。", "!", "?")) else f"{part}." for part in said)


def run_check(spaces: Sequence[Workspace], run_id: str) -> Findings:
    """Apply the rules, keep their results, publish them; plain function, the caller holds the run lock.

    Args:
        spaces: a workspace of each site that is to be fresh.
    """
    ws, sites = spaces[0], [space.site for space in spaces]
    if not ws.paths.warehouse.exists():
        return Findings([], [f"There is no data of {ws.site.name} yet: run `briefings ingest`."])
    copy_crawl(ws, sites)
    with writer(ws.paths.warehouse) as con:
        note_missing(con, read_corrections(ws.paths.corrections), now=ws.now())
        rules = check_rules(con, run_id=run_id, now=ws.now(), fewest_per_month=fewest_per_month(*sites))
    publish_reader_copy(ws)
    return Findings(rules, list(dict.fromkeys(said for space in spaces for said in _problems(space))))


def _problems(ws: Workspace) -> list[str]:
    look = ws.ledger.looks.last(ws.site.name)
    return [] if look and look.paused else freshness(ws).problems()


def _name() -> str:
    return f"{_whose(runtime.flow_run.parameters.get('site'))} · evening check"


def _whose(site: str | None) -> str:
    sites = readable(load_settings())[0]
    return site_name(site) if site or len(sites) == 1 else f"{len(sites)} sites"


@flow("check", flow_run_name=_name)
def check(site: str | None = None) -> State[Any]:
    """Is the data fresh, is any host blocked, does every quality rule hold?

    Args:
        site: A bundled site's name or the path of a TOML definition; without: every followed site.
    """
    sites = [run_settings(site=site)] if site else chosen(load_settings())
    settings, name = sites[0], _whose(site)
    tag_run("check", name)
    try:
        with when_free(settings.paths), Ledger(settings.paths.ledger) as ledger:
            spaces = [Workspace.open(one, ledger=ledger) for one in sites]
            found = check_task(spaces)
            _, undelivered = deliver(PrefectExecutor(), settings)
            found = Findings(found.rules, found.problems + undelivered)
            for ws in spaces[:FRESHNESS_SHOWN]:
                leave_freshness(freshness(ws))
    except BriefingsError as error:
        log.error("%s", error)
        return Failed(message=str(error))
    _leave_rules(name, found)
    if found.broken or found.problems:
        emit(QUALITY, f"briefings.site.{name}", name, f"{name}: {found.sentence()}")
        return Failed(message=found.sentence(), data=found, name="Quality failure")
    return Completed(message=found.sentence(), data=found)


@task(name="check", task_run_name="apply the rules", cache_policy=NO_CACHE)
def check_task(spaces: Sequence[Workspace]) -> Findings:
    """Apply the rules and look at freshness."""
    found = run_check(spaces, str(runtime.flow_run.id))
    for rule in found.rules:
        if rule.failing_rows:
            log.warning("rule=%s failing=%d sample=%s", rule.rule, rule.failing_rows, rule.sample)
    return found


def _leave_rules(site: str, found: Findings) -> None:
    create_table_artifact(
        key=f"check-{slug(site)}",
        table=[
            {
                "looked for": rule.title,
                "found": "no" if not rule.failing_rows else "yes" if not rule.passed else "within what is allowed",
                "severity": rule.severity,
                "failing rows": rule.failing_rows,
                "examples": safe("; ".join(rule.examples()))[:500],
                "what to do": rule.action if rule.failing_rows else "",
            }
            for rule in sorted(found.rules, key=lambda rule: rule.passed)
        ],
        description=found.sentence(),
    )
