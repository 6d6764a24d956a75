"""Where the processes of ``briefings up``'s runner enter: ``flows.orchestration.ingest`` is the flow ``ingest``, and so on.

The process is prepared before the flow's modules are loaded, which takes seconds: the runner may be killed meanwhile.
"""

from __future__ import annotations

import logging
from importlib import import_module
from traceback import walk_tb
from typing import Any

from flows.run.process import settle_in
from flows.service.deployments import PLANS

settle_in()


def _is_news(record: logging.LogRecord) -> bool:
    """Whether Prefect's engine says what is not said yet.

    It raises the result of a run that ended as Failed, also of one whose state says that the site is down, and logs that
    with a traceback, as a fault of its own. The exception of a run that nobody foresaw was logged where it was raised.
    """
    frames = walk_tb(record.exc_info[2]) if record.exc_info else ()
    return all(
        (frame.f_globals.get("__name__"), frame.f_code.co_name) != ("prefect.flow_engine", "result")
        for frame, _ in frames
    )


for _logger in ("prefect.engine", "prefect.flow_runs"):
    logging.getLogger(_logger).addFilter(_is_news)


def __getattr__(name: str) -> Any:
    # Only the flow that is asked for is loaded: a look without news must not pay for parsers and DuckDB.
    for plan in PLANS:
        module, _, flow = plan.flow.partition(":")
        if flow == name:
            return getattr(import_module(module), name)
    raise AttributeError(name)
