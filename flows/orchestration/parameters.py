"""What a run's parameters may ask for. Whoever fills in a form chooses among sites; files are the terminal's matter."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from prefect import runtime
from prefect.context import FlowRunContext

from flows.followed import chosen, followed
from flows.settings import Settings, load_settings
from parsers.errors import SettingsError


def run_settings(*, site: str | None, base_url: str | None = None) -> Settings:
    """The settings of this run: the environment's, with what its parameters ask for.

    Raises:
        SettingsError: a parameter is wrong, or asks for more than a run of a deployment may.
    """
    if deployed() and (why := refusal({"site": site})):
        raise SettingsError(why)
    settings = load_settings(base_url=base_url)
    return chosen(settings, [site])[0] if site else _the_one(settings)


def deployed() -> bool:
    """Whether a deployment has begun the flow run that this is called in, or the one that began that.

    For a run without deployment Prefect's ``runtime.deployment.id`` asks the server each time, with a client of its own: four
    times 35 ms of a run without news. The run's context knows it.
    """
    context = FlowRunContext.get()
    run = context.flow_run if context else None
    if run is None or run.parent_task_run_id is not None:
        return runtime.deployment.id is not None
    return run.deployment_id is not None


def _the_one(settings: Settings) -> Settings:
    sites = chosen(settings)
    if len(sites) > 1:
        names = ", ".join(one.site.name for one in followed(settings))
        raise SettingsError(f"Several sites are followed: choose one of {names}.")
    return sites[0]


def refusal(parameters: Mapping[str, Any]) -> str | None:
    """Why a run of a deployment may not have these parameters; None when it may.

    A definition file is read and what is wrong in it is quoted, so a form that took any path would show any file.
    """
    files = [site for site in _sites(parameters) if isinstance(site, str) and _is_file(site)]
    if not files:
        return None
    own = load_settings()
    if all(site in (own.site, *own.several) or _within(site, own) for site in files):
        return None
    return (
        "A run of the service takes the name of a site, or a definition in its data directory; "
        "other definition files are for the terminal (briefings ingest --site FILE)."
    )


def _sites(parameters: Mapping[str, Any]) -> list[Any]:
    several = parameters.get("sites")
    return [parameters.get("site"), *(several if isinstance(several, list) else [])]


def _within(site: str, own: Settings) -> bool:
    return Path(site).resolve().is_relative_to(own.paths.root.resolve())


def _is_file(site: str) -> bool:
    return "/" in site or "\\" in site or site.endswith(".toml")
