"""Python's garbage collector, told what our processes are like."""

from __future__ import annotations

import gc

YOUNG, MIDDLE, OLD = 50_000, 20, 50


def collect_seldom() -> None:
    """Look for cycles rarely: parsing and loading make hundreds of objects a figure, and only bs4's trees have cycles.

    By default every 700 new objects start a search, which takes a sixth of the time of a parse. For processes of ours:
    what lives already (modules) is not looked at again.
    """
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
