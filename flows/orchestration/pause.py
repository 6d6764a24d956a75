"""The flow ``pause``: a site is left alone, or looked at again, from the UI's form."""

from __future__ import annotations

from typing import Any

from prefect import runtime
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.followed import set_paused
from flows.orchestration.artifacts import tag_run
from flows.orchestration.declared import flow
from flows.settings import load_settings
from parsers.errors import BriefingsError


def _name() -> str:
    given = runtime.flow_run.parameters
    return f"{given.get('site')} · {'resume' if given.get('resume') else 'pause'}"


@flow("pause", flow_run_name=_name)
def pause(site: str, resume: bool = False) -> State[Any]:
    """Leave a followed site alone until it is resumed; runs that name it still read it.

    Args:
        site: The site's name.
        resume: Look at it again instead.
    """
    tag_run("pause", site)
    try:
        return Completed(message=set_paused(load_settings(), site, paused=not resume))
    except BriefingsError as error:
        return Failed(message=str(error), data=error)
