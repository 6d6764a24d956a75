"""Being told: after a run that changed something, one message with everything new that the watches match."""

from __future__ import annotations

import json
from collections.abc import Iterable

from explorer.addresses import conference
from flows.deliver.notifications import addresses, send
from flows.disk import replace_text
from flows.locks import turn
from flows.settings import Paths, Settings
from parsers.errors import WatchError
from warehouse.explore.library import Library
from warehouse.explore.watches import Hit, Watch, hits, read_watches, untold

SHOWN = 12
"""Most hits of a message; the feeds have all."""


def tell(settings: Settings, *run_ids: str) -> str | None:
    """Tell of the news of these runs, and of earlier ones that were killed before they told; a sentence about it.

    A run is noted as told before its message is sent: nothing is told twice, whatever happens.
    """
    paths = settings.paths
    if not paths.reader.exists() or not paths.watches.is_dir():
        return None
    try:
        watches = read_watches(paths.watches)
    except WatchError as error:
        return f"Nobody was told of news: {error}"
    # Several sites' runs end at once: each would take the others' news, which nobody has noted yet, for that of killed runs.
    with turn(paths, "news"), Library(paths.reader).reading() as reading:
        told = _told(paths)
        # Whoever begins to watch is told of what comes, not of everything that was there before.
        fresh = untold(reading, run_ids, told) if told is not None else list(run_ids)
        known = told if told is not None else [run for run in untold(reading, (), []) if run not in run_ids]
        found = [(watch, hit) for watch in watches for hit in hits(reading, watch, fresh)] if fresh else []
        _note(paths, [*known, *fresh])
    return _send(settings, found) if found else None


def _send(settings: Settings, found: list[tuple[Watch, Hit]]) -> str:
    urls = addresses(settings)
    said = f"{len(found)} hits of watches"
    if not urls:
        return f"{said}: the feeds have them."
    names = dict.fromkeys(watch.name for watch, _ in found)
    missed = send(urls, f"briefings · {len(found)} new for {', '.join(names)}", message(found, settings.explorer_url))
    return f"{said} were told." if not missed else f"{said}; {len(missed)} addresses did not take the message."


def message(found: Iterable[tuple[Watch, Hit]], root: str) -> str:
    """What is said: by watch, each hit with its sentence and its link."""
    found = list(found)
    lines, last = [], None
    for watch, hit in found[:SHOWN]:
        if watch != last:
            lines.append(f"{watch.said}:")
            last = watch
        lines += [f"{hit.held_on or 'undated'} {hit.who}: {hit.change or hit.sentence}", link(hit, root), ""]
    if len(found) > SHOWN:
        lines.append(f"… and {len(found) - SHOWN} more.")
    return "\n".join(lines).strip()


def link(hit: Hit, root: str) -> str:
    """The address of a hit's figure or turn in the explorer."""
    return root.rstrip("/") + "/" + conference(hit.place)


def _told(paths: Paths) -> list[str] | None:
    try:
        found: list[str] = json.loads(paths.told.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return found


def _note(paths: Paths, runs: list[str]) -> None:
    replace_text(paths.told, json.dumps(sorted(set(runs))))
