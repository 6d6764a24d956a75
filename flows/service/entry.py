"""Where the processes of ``briefings up``'s runner enter: ``flows.orchestration.ingest`` is the flow ``ingest``, and so on.

The process is prepared before the flow's modules are loaded, which takes seconds: the runner may be killed meanwhile.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from flows.run.process import settle_in
from flows.service.deployments import PLANS

settle_in()


def __getattr__(name: str) -> Any:
    # Only the flow that is asked for is loaded: a look without news must not pay for parsers and DuckDB.
    for plan in PLANS:
        module, _, flow = plan.flow.partition(":")
        if flow == name:
            return getattr(import_module(module), name)
    raise AttributeError(name)
