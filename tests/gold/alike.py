"""How often two names that look alike are one quantity, and what uniting those that are gives: by annotated cities.

Each city is loaded into a warehouse, whose view ``alike`` is asked; a reader who unites the right pairs and leaves the
others is played by the annotations.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

from flows.cli.app import run
from parsers.page import parse_page
from parsers.records import page_to_json
from warehouse.database.publish import publish
from warehouse.database.statements import sql
from warehouse.database.store import writer
from warehouse.load.loading import load_pages
from warehouse.readers.query import query
from warehouse.rows.loadpage import LoadPage

_NOW = datetime(2030, 1, 1, tzinfo=UTC)


def right_pairs(folder: Path, scorer: Path) -> tuple[list[tuple[str, str]], int, str]:
    """Of the pairs that the view shows those of one quantity, the name to keep first; how many it shows; and the table that
    `briefings measures unite` makes of the right ones.
    """
    of = _annotated(folder, _module(scorer))
    with TemporaryDirectory() as scratch:
        data = Path(scratch)
        _load(folder, data)
        shown = query(data / "briefings.duckdb", sql("explore/alike"), values={"rows": 1000}).records()
        pairs = [(row["measure"], row["other"]) for row in shown]
        right = [(measure, other) for measure, other in pairs if of[measure] and of[measure] == of[other]]
        for measure, other in right:
            run(["measures", "unite", measure, other, "--data-dir", str(data)])
        table = data / "measures.tsv"
        return right, len(pairs), table.read_text("utf-8") if table.exists() else ""


def _annotated(folder: Path, scorer: ModuleType) -> dict[str, str | None]:
    """Name of a figure → the quantity that most figures of that name are annotated with."""
    found: dict[str, Counter[str | None]] = defaultdict(Counter)
    for path in sorted(folder.glob("*.html")):
        lines = [line for line in path.with_suffix(".txt").read_text("utf-8").split("\n") if line.strip()]
        rows = scorer.metrics_of(page_to_json(parse_page(path.read_bytes(), url=None, site=None)), lines)
        for gold in map(json.loads, path.with_suffix(".obs.jsonl").read_text("utf-8").splitlines()):
            hit = next((row for row in rows if _touches(row, gold)), None)
            if hit and hit["measure"]:
                found[hit["measure"]][gold["measure"]] += 1
    return defaultdict(lambda: None, {name: counts.most_common(1)[0][0] for name, counts in found.items()})


def _touches(row: dict[str, Any], gold: dict[str, Any]) -> bool:
    here = row["paragraph"] == gold["paragraph"]
    return bool(here and row["start"] < gold["end"] and gold["start"] < row["end"])


def _load(folder: Path, data: Path) -> None:
    """A data directory with the pages of a city."""
    private = data / "private" / "warehouse.duckdb"
    with writer(private) as con:
        load_pages(con, [_page(path) for path in sorted(folder.glob("*.html"))], run_id="alike", now=_NOW)
    publish(private, data / "briefings.duckdb")


def _page(path: Path) -> LoadPage:
    raw = path.read_bytes()
    return LoadPage(
        url=f"https://press.example/{path.name}",
        site=path.parent.name,
        page_key=f"press.example/{path.name}",
        page_sha256=hashlib.sha256(raw).hexdigest(),
        first_seen_at=_NOW,
        checked_at=_NOW,
        page=parse_page(raw, url=None, site=None),
    )


@cache
def _module(path: Path) -> ModuleType:
    """The scorer, which stands beside the checkout."""
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
