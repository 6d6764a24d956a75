"""The deployments: which flow runs when, with which parameters. Declared here once; no other file names a schedule.

``briefings up`` registers them for its own runner; ``deploy/prefect.yaml`` carries them to a work pool and is
written from here by ``python -m flows.service.deployments``.

Prefect is imported where it is needed: the command line names the plans without it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parsers.sites.schedule import USUAL, Schedule, cron_line

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

TIMEZONE = "Asia/Shanghai"
TAG = "briefings"
"""Marks the deployments that are ours, so that one removed here is also removed from the server."""


@dataclass(frozen=True, slots=True)
class Timer:
    """One schedule. ``slug`` keeps its identity on the server when the cron line is edited."""

    slug: str
    cron: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """One deployment of one flow."""

    flow: str
    """``module:function``."""
    name: str
    description: str
    timers: tuple[Timer, ...] = ()
    parameters: Mapping[str, Any] = field(default_factory=dict)
    at_once: int = 1
    """Most runs at the same time."""

    @property
    def tags(self) -> list[str]:
        """What its runs are tagged with from the moment they are planned; once a run begins it adds its site."""
        return [TAG, self.flow.partition(":")[2]]

    @property
    def full_name(self) -> str:
        """As Prefect addresses it: ``flow/deployment``."""
        return f"{self.flow.partition(':')[2]}/{self.name}"

    @property
    def path(self) -> str:
        """The import path the runner loads the flow by; it works from a checkout and from an installed wheel."""
        return f"flows.service.entry.{self.flow.partition(':')[2]}"


PLANS = (
    Plan(
        "flows.orchestration.watch:watch",
        "press-hours",
        "新闻发布会实录:发现、抓取、解析、入库。Looks for new and changed transcripts on every followed site while press "
        "conferences are held and their transcripts appear, every half hour unless the sites' definitions say otherwise; "
        "a look without news is one conditional request a site.",
        (
            Timer("weekdays-every-half-hour", "*/30 9-21 * * 1-5"),
            Timer("weekends-noon-and-evening", "0 12,20 * * 6,0"),
        ),
        # A site that answers slowly must not keep the next slot's look from the others.
        at_once=3,
    ),
    Plan(
        "flows.orchestration.ingest:ingest",
        "ingest-now",
        "Fetches and loads what is new or changed on one site, now.",
    ),
    Plan(
        "flows.orchestration.pause:pause",
        "pause-site",
        "Leaves one site alone until it is resumed, here too.",
    ),
    Plan(
        "flows.orchestration.check:check",
        "evening",
        "At the end of the day: is the data fresh, is any host blocked, does every quality rule hold.",
        (Timer("every-evening", "45 21 * * *"),),
    ),
    Plan(
        "flows.orchestration.maintain:maintain",
        "nightly",
        "Every night a backup; on Sundays also compaction and a check of every archived page.",
        (
            Timer("every-night", "15 4 * * 1-6"),
            Timer("sunday-thorough", "15 4 * * 0", {"compact": True, "verify_archive": True}),
        ),
    ),
    Plan(
        "flows.orchestration.reparse:reparse",
        "reparse-archive",
        "Runs the parsers again over the archive, for example after an upgrade. Touches no network.",
    ),
    Plan(
        "flows.orchestration.reparse:retry",
        "retry-quarantine",
        "Tries pages in quarantine again.",
    ),
    Plan(
        "flows.orchestration.ingest:backfill",
        "backfill-window",
        "Fetches and loads a window of the past. Stop it when you like; the next run continues.",
    ),
)


def timed(plans: Iterable[Plan], schedules: Iterable[tuple[Schedule, str]]) -> tuple[Plan, ...]:
    """The plans with the look for news at every site's press hours; one flow run a slot, whatever the number of sites.

    Args:
        schedules: of each site, with its time zone.
    """
    lines = sorted({(line.text, zone) for schedule, zone in schedules for line in schedule.press_hours})
    usual = [(line.text, TIMEZONE) for line in USUAL.press_hours]
    if not lines or lines == sorted(usual):
        return tuple(plans)
    # Which site is due is the look's question; one line for all never fires twice in one minute.
    hours = _hours(lines)
    minutes = sorted({minute for text, _ in lines for minute in cron_line(text).minutes})
    cron = f"{','.join(map(str, minutes))} {hours} * * *"
    return tuple(
        replace(plan, timers=(Timer("press-hours-of-all-sites", cron),)) if plan.flow.endswith(":watch") else plan
        for plan in plans
    )


def _hours(lines: Iterable[tuple[str, str]]) -> str:
    """The hours of all lines on our clock; every hour where a site keeps another time."""
    if any(zone != TIMEZONE for _, zone in lines):
        return "*"
    return ",".join(map(str, sorted({hour for text, _ in lines for hour in cron_line(text).hours})))


def deployment(plan: Plan, sites: Sequence[str] = ()) -> RunnerDeployment:
    """The plan as Prefect's runner takes it. At most ``at_once`` runs at a time; one more is cancelled, not queued:
    what it would have done, the next scheduled run does.

    Args:
        sites: the names that its form offers to choose from.
    """
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    module, _, name = plan.flow.partition(":")
    flow = getattr(import_module(module), name)
    found: RunnerDeployment = flow.to_deployment(
        name=plan.name,
        description=plan.description,
        tags=plan.tags,
        parameters=dict(plan.parameters),
        schedules=[
            Cron(timer.cron, timezone=TIMEZONE, slug=timer.slug, parameters=dict(timer.parameters))
            for timer in plan.timers
        ],
        concurrency_limit=ConcurrencyLimitConfig(
            limit=plan.at_once, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW
        ),
        entrypoint_type=EntrypointType.MODULE_PATH,
        # The form offers the followed sites; what else is asked for, the run refuses with a sentence of ours.
        enforce_parameter_schema=False,
    )
    found.entrypoint = plan.path
    _offer(found._parameter_openapi_schema.properties, sites)
    return found


def _offer(form: dict[str, Any], sites: Sequence[str]) -> None:
    """Make the fields for a site, or for several, a choice among these."""
    if not sites:
        return
    if (one := form.get("site")) is not None:
        one.pop("anyOf", None)
        one |= {"type": "string", "enum": list(sites)}
    if (several := form.get("sites")) is not None:
        several.pop("anyOf", None)
        several |= {"type": "array", "items": {"type": "string", "enum": list(sites)}}


def prefect_yaml(plans: Iterable[Plan] = PLANS) -> dict[str, Any]:
    """The content of ``prefect.yaml``: the same deployments for a work pool."""
    return {
        "name": "briefings",
        "pull": [
            {"prefect.deployments.steps.set_working_directory": {"directory": "{{ $BRIEFINGS_PROJECT_DIR }}"}},
        ],
        "deployments": [_yaml(plan) for plan in plans],
    }


def _yaml(plan: Plan) -> dict[str, Any]:
    file, _, name = plan.flow.partition(":")
    schedules = [
        {"cron": timer.cron, "timezone": TIMEZONE, "slug": timer.slug}
        | ({"parameters": dict(timer.parameters)} if timer.parameters else {})
        for timer in plan.timers
    ]
    return {
        "name": plan.name,
        "entrypoint": f"{file.replace('.', '/')}.py:{name}",
        "description": plan.description,
        "tags": plan.tags,
        "parameters": dict(plan.parameters),
        "work_pool": {"name": "{{ $BRIEFINGS_WORK_POOL }}"},
        "schedules": schedules,
        "concurrency_limit": {"limit": plan.at_once, "collision_strategy": "CANCEL_NEW"},
    }


HEADER = "# Written by `python -m flows.service.deployments deploy/prefect.yaml`; edit flows/service/deployments.py instead.\n"


def main(target: str) -> None:
    """Write ``prefect.yaml``."""
    import yaml

    text = yaml.safe_dump(prefect_yaml(), allow_unicode=True, sort_keys=False, width=110)
    Path(target).write_text(HEADER + text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
