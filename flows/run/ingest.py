"""The runs that ask the site: ``ingest`` for what is new or changed, ``backfill`` for a window of the past."""

from __future__ import annotations

from datetime import date

from flows.run.fetching import fetch
from flows.run.lists import Lists
from flows.run.parsing import parse_pending
from flows.run.run import Run
from flows.run.steps import Look, check_contact, choose, choose_window, conclude, look, publish


def ingest(run: Run) -> None:
    """Fetch, archive, parse and load new and changed transcripts; publish when anything changed."""
    check_contact(run)
    looked = look(run)
    if not looked.over:
        ingest_news(run, looked)


def ingest_news(run: Run, looked: Look, lists: Lists | None = None, *, publishing: bool = True) -> None:
    """What ``ingest`` does after a look that found something.

    Args:
        lists: when their reading has begun.
        publishing: replace the reader copy at the end; a sweep over many sites does it once for all.
    """
    # One more try belongs to the next run.
    asked = {trouble.url for trouble in run.report.troubles}
    lists = (lists or Lists(run, answers=looked.answers)).follow()
    fetch(run, lists, lambda complete: [page for page in choose(run, complete=complete) if page.url not in asked])
    found = lists.result()
    parse_pending(run)
    conclude(run, found.error)
    if publishing:
        publish(run)


def backfill(
    run: Run,
    since: date | None = None,
    until: date | None = None,
    *,
    recheck: bool = False,
    lists: Lists | None = None,
) -> None:
    """Fetch and load a window of listing dates; with ``recheck`` ask also for the pages of it that are known."""
    check_contact(run)
    lists = (lists or Lists(run, since=since, full=True)).follow()
    fetch(run, lists, lambda complete: choose_window(run, since, until, recheck=recheck, complete=complete))
    found = lists.result()
    parse_pending(run)
    conclude(run, found.error)
    publish(run)
