"""``briefings show``."""

from __future__ import annotations

import re
import tempfile
import webbrowser
from pathlib import Path
from typing import Any

from explorer.addresses import anchor, conference
from explorer.page import CopyRequest
from explorer.pages.conference import copy_of
from explorer.server import PORT
from explorer.text import period, stated
from flows.archive.copies import InertCopies
from flows.archive.store import Archive
from flows.console import EXIT_DONE, note, print_json, print_text
from flows.settings import Paths, load_settings
from parsers.errors import UsageError
from warehouse.explore.library import Library, Snapshot
from warehouse.readers.cells import plain

ID = re.compile(r"(?P<briefing>.+?-[0-9a-f]{12})(?P<turn>-t\d+)?(?P<metric>-m\d+)?")


def show(
    some_id: str, /, *, text: bool = False, open: bool = False, json: bool = False, data_dir: Path | None = None
) -> int:
    """Show the passage behind an id: who said what, when, and where it stands.

    Example: ``briefings show sample-a1e20a00bb8a-t6-m1 --open``. Ids are in every table, export and page.

    Args:
        some_id: A briefing_id, turn_id or metric_id.
        text: Print the text alone: of a figure its sentence, of a turn or briefing all of it.
        open: Open the archived page in a browser, at the passage.
        json: Print a JSON object.
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
    """
    hit = ID.fullmatch(some_id)
    if not hit or (hit["metric"] and not hit["turn"]):
        raise UsageError(f"{some_id!r} is no id: copy a briefing_id, turn_id or metric_id from a table or page.")
    paths = load_settings(data_dir=data_dir).paths
    with Library(paths.reader).reading() as reading:
        found = _found(reading, hit)
        wanted = copy_of(reading, found["page_sha256"]) if open else None
    found |= {"archived_page": str(Archive(paths.archive).path(found["page_sha256"])), "page": conference(some_id)}
    if wanted:
        note(f"Opened {_open(wanted, some_id, paths)}")
    if json:
        print_json(plain(found))
    else:
        print_text(_text(found) if text else _card(found))
    return EXIT_DONE


def _found(reading: Snapshot, hit: re.Match[str]) -> dict[str, Any]:
    briefing = reading.first("conference", id=hit["briefing"])
    if briefing is None:
        raise UsageError(f"There is no briefing {hit['briefing']!r} in the data; it may be of another data directory.")
    if not hit["turn"]:
        turns = reading.ask("turns", id=briefing["briefing_id"], changed_at=briefing["changed_at"]).records()
        return briefing | {"turns": turns}
    turn = hit["briefing"] + hit["turn"]
    found = reading.first("passage", turn=turn, metric=turn + hit["metric"] if hit["metric"] else None)
    if found is None or (hit["metric"] and not found["metric_id"]):
        raise UsageError(f"There is nothing of the id {hit[0]!r}; if there was, `retired_ids` tells what it was.")
    return found


def _text(found: dict[str, Any]) -> str:
    if "turns" in found:
        return "\n\n".join((f"{turn['label']}：" if turn["label"] else "") + turn["text"] for turn in found["turns"])
    return str(found["sentence"] or found["text"])


def _card(found: dict[str, Any]) -> str:
    lines = [f"{found['title']} ({found['held_on'] or 'undated'})"]
    if "turns" in found:
        lines.append(f"{found['turn_count']} turns, {found['metric_count']} figures, revision {found['revision']}")
    else:
        who = " ".join(filter(None, (found["outlet"], found["speaker"], found["position"])))
        lines += [f"{found['role']} {found['seq']}: {who or 'not named'}", "", _text(found), ""]
    if found.get("metric_id"):
        meaning = (found["measure"] or found["indicator"], stated(found), found["comparison"], period(found))
        lines += [
            f"{found['figure']}: {', '.join(filter(None, (*meaning, found['place'], found['aspect'], found['status'])))}"
        ]
    lines += [
        f"page      {found['url'] or 'no address'}",
        f"archived  {found['archived_page']}",
        f"explorer  http://127.0.0.1:{PORT}/{found['page']} (while `briefings explore` runs)",
    ]
    return "\n".join(lines)


def _open(wanted: CopyRequest, some_id: str, paths: Paths) -> str:
    """Write the archived page as an inert file and open it in a browser; its path."""
    document = InertCopies(Archive(paths.archive)).document(
        wanted.sha256, wanted.heading, f"http://127.0.0.1:{PORT}/{wanted.back}", wanted.passages, wanted.site
    )
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="briefings-", suffix=".html", delete=False) as file:
        file.write(document)
    webbrowser.open(Path(file.name).as_uri() + (f"#{anchor(some_id)}" if anchor(some_id) else ""))
    return file.name
