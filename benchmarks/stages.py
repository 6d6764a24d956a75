"""CPU seconds of each stage of an ingest, in one process and without Prefect.

    python -m benchmarks.stages BASE_URL FOLDER    (FOLDER holds site.toml)

Prints one JSON object: milliseconds of CPU a page. Markup, turns, figures and what these mean (observations) are measured
apart, before the whole parse; ``network`` and ``trees`` are what fetching and parsing spend in HTTP and in building trees.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from pathlib import Path
from threading import Lock
from typing import Any

from flows.collector import collect_seldom
from flows.derive import loading
from flows.derive.job import ParseJob
from flows.derive.pools import PART, Here, ParsePool
from flows.derive.reading import parse_batch
from flows.http.transport import Transport
from flows.report import RunReport
from flows.run import steps
from flows.run.lists import Lists
from flows.run.run import Run, finish
from flows.settings import Settings
from flows.workspace import Workspace
from parsers import PARSER_VERSION
from parsers.html import markup
from parsers.html.markup import Document
from parsers.html.paragraphs import Paragraph
from parsers.metrics import told_by
from parsers.observations import observe
from parsers.records import Turn
from parsers.turns.folding import parse_turns
from parsers.words import Text


@dataclass
class Inside:
    """CPU that every thread spends in some functions."""

    seconds: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    def of(self, holder: Any, name: str) -> None:
        """Count what ``holder.name`` takes from now on."""
        work = getattr(holder, name)

        @wraps(work)
        def counted(*args: Any, **values: Any) -> Any:
            started = time.thread_time()
            try:
                return work(*args, **values)
            finally:
                spent = time.thread_time() - started
                with self._lock:
                    self.seconds += spent

        setattr(holder, name, counted)


class Alone(Run):
    """A run that starts no processes: what those take would be in none of the stages."""

    def pool(self) -> ParsePool:
        return Here(ParseJob.of(self.ws))


class Watch:
    """CPU of this process from one mark to the next."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.last = time.process_time()

    def mark(self, name: str) -> None:
        """Everything since the last mark was ``name``, perhaps some more of it."""
        now = time.process_time()
        self.seconds[name] = self.seconds.get(name, 0.0) + now - self.last
        self.last = now


def measure(base_url: str, folder: Path) -> dict[str, float]:
    """Milliseconds of CPU a page, by stage."""
    settings = Settings(data_dir=folder / "stages", site=str(folder / "site.toml"), base_url=base_url)
    network, trees = Inside(), Inside()
    network.of(Transport, "send")
    trees.of(markup, "_soup")
    trees.of(markup, "plain_text")
    collect_seldom()  # as the workers do
    with Workspace.open(settings) as ws, ws.client("stages") as client:
        report = RunReport("stages", "ingest", ws.site.name, started_at=ws.now())
        ws.ledger.start_run(report.run_id, report.flow, report.site)
        watch = Watch()
        with closing(Alone(ws, client, report)) as run:
            Lists(run).result()
            watch.mark("lists")
            due = [page.url for page in steps.choose(run)]
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda url: steps.fetch_one(ws, client, url), due))
        watch.mark("fetch")
        pages = ws.ledger.pending_pages(ws.site.name, PARSER_VERSION)
        raws = [ws.archive.get(page.page_sha256) for page in pages]
        watch.mark("archive, read")
        documents = [_markup(ws, raw) for raw in raws]
        watch.mark("markup")
        read = [parse_turns(paragraphs, title="问答实录").turns for paragraphs in documents]
        watch.mark("turns")
        for page, turns in zip(pages, read, strict=True):
            _cite(watch, turns, page.listed_on)
        trees.seconds = 0.0
        job = ParseJob.of(ws)
        batches = [parse_batch(job, pages[at : at + PART], f"b{at:06d}") for at in range(0, len(pages), PART)]
        watch.mark("parse and stage")
        loading.load_staged(ws, report.run_id, batches, report)
        watch.mark("load")
        finish(ws, report)
        loading.copy_crawl(ws)
        loading.publish_reader_copy(ws)
        watch.mark("publish")
    watch.seconds |= {"network": network.seconds, "trees": trees.seconds}
    return {name: round(seconds / len(pages) * 1000, 3) for name, seconds in watch.seconds.items()}


def _cite(watch: Watch, turns: Sequence[Turn], held_on: date | None) -> None:
    """The figures of a page and what they mean, as ``parsers.cited`` reads them."""
    texts = [Text(turn.text) for turn in turns]
    told = [told_by(text, held_on=held_on) for text in texts]
    watch.mark("figures")
    asked = Text("")
    for turn, text, (figures, words) in zip(turns, texts, told, strict=True):
        observe(text, figures, words, asked=asked, held_on=held_on)
        asked = text if turn.role == "question" else asked
    watch.mark("observations")


def _markup(ws: Workspace, raw: bytes) -> list[Paragraph]:
    document = Document(raw.decode())
    document.first_text(ws.site.article.title)
    found = document.first_body(ws.site.article.body, ws.site.article.drop)
    return found.paragraphs if found else []


if __name__ == "__main__":
    os.environ.pop("BRIEFINGS_DATA_DIR", None)
    sys.stdout.write(json.dumps(measure(sys.argv[1], Path(sys.argv[2]))) + "\n")
