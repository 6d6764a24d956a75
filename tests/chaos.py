"""Kill ``briefings ingest`` at random moments, many times, and check after each that nothing was lost or doubled.

python -m tests.chaos [--rounds 200] [--seconds 3600] [--folder build/chaos]

Every round: the site publishes and corrects transcripts and misbehaves; a run is killed (SIGKILL or SIGTERM) somewhere
between its first and its last moment; the site recovers; the next run has to succeed and the database has to hold
exactly what the site shows; each fifth round does so with a sweep over several sites. Stopped at any time, it continues where it was; the folder is kept for inspection.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from flows.archive.store import Archive
from flows.service.server import CLIENT, free_port, serving
from flows.settings import Paths
from tests.chaos_sweep import SweepChaos, fresh
from tests.faultsite import FaultSite, fault_site, faults
from tests.faultsite.clock import let_time_pass
from tests.faultsite.content import Article
from warehouse.readers.query import query

FAULTS = (
    faults.drop_mid_body(),
    faults.reset(),
    faults.status(500),
    faults.soft_404(),
    faults.challenge_412(),
    faults.short_length(),
    faults.slow(0.3),
)
FIRST_PAGES = 10
FIRST_DAY = date(2025, 3, 1)
"""Of the first round; later rounds are later days, none of them in the future."""
SWEEP_EVERY = 5
"""Each fifth round is a sweep over several sites."""
LONGEST = 12.0
"""Seconds after which a run is killed at the latest, before any has been timed."""


class Chaos:
    """The rounds: the site, the data directory, what is remembered between calls."""

    def __init__(self, folder: Path, web: FaultSite, api: str) -> None:
        self.folder, self.web, self.api = folder, web, api
        self.data = folder / "data"
        self.paths = Paths(self.data)
        self.definition = web.write_definition(folder)
        self.typical = LONGEST

    def round(self, number: int) -> str:
        """One kill and one recovery; what happened, in a line."""
        dice = random.Random(number)
        self.change_site(number, dice)
        sent, after = self.kill(dice)
        self.web.heal()
        if self.paths.ledger.exists():
            let_time_pass(self.paths.ledger, days=2)
        started = time.monotonic()
        self.run_to_the_end()
        self.typical = min(max(time.monotonic() - started, 2.0), LONGEST)
        self.check()
        return f"{sent} after {after:.1f} s, {len(self.web.articles)} transcripts, all there"

    def change_site(self, number: int, dice: random.Random) -> None:
        """Two new transcripts, a correction with an edited title, and misbehaviour on some pages."""
        newest = FIRST_DAY + timedelta(days=number)
        for page in (2 * number, 2 * number + 1):
            self.web.publish(1000 + page, newest)
        path = dice.choice(self.recent())
        old = self.web.articles[path]
        self.web.publish(
            old.number, old.day, note=f"更正{number}。", title=f"【更正】{old.title.split('】')[-1]}{number}"
        )
        for bad in dice.sample(self.recent(), 3):
            self.web.fault(bad, dice.choice(FAULTS))

    def recent(self) -> list[str]:
        ordered = sorted(self.web.articles.values(), key=lambda a: (a.day, a.path), reverse=True)
        return [article.path for article in ordered[:5]]

    def kill(self, dice: random.Random) -> tuple[str, float]:
        """Start a run and kill it somewhere; the signal, and after how many seconds."""
        process = subprocess.Popen(
            self.command(), env=self.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        after = dice.uniform(0, self.typical)
        sent = dice.choice((signal.SIGKILL, signal.SIGTERM))
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(sent)
        process.wait(120)
        return sent.name, after

    def run_to_the_end(self) -> None:
        """The next run, by itself, succeeds."""
        done = subprocess.run(
            self.command(), env=self.environment(), capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"

    def command(self) -> list[str | Path]:
        briefings = Path(sys.executable).with_name("briefings")
        return [
            briefings, "ingest", "--json", "--data-dir", self.data, "--site", self.definition, "--base-url", self.web.url,
        ]  # fmt: skip

    def environment(self) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFINGS_", "PREFECT_"))}
        return {
            **clean, **CLIENT, "PREFECT_API_URL": self.api, "PREFECT_HOME": str(self.folder / "prefect"),
            "BRIEFINGS_READ_TIMEOUT": "2",
        }  # fmt: skip

    def check(self) -> None:
        """Nothing lost, nothing doubled, nothing left behind."""
        self.check_rows()
        self.check_ledger()
        parts = list(self.data.rglob("*.part")) + list(self.data.glob("*.wal"))
        assert not parts, f"left behind: {parts}"
        with (self.paths.private / "run.lock").open("r+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def check_rows(self) -> None:
        shown = {path: hashlib.sha256((self.web.body(path) or (b"", ""))[0]).hexdigest() for path in self.web.articles}
        rows = query(self.paths.reader, "SELECT url, page_sha256, turn_count FROM briefings").records()
        held = {row["url"].removeprefix(self.web.url): row["page_sha256"] for row in rows}
        assert len(rows) == len(held), "a transcript is there twice"
        assert held == shown, f"differing: {set(held.items()) ^ set(shown.items())}"
        (doubled,) = query(self.paths.reader, "SELECT count(*) - count(DISTINCT turn_id) AS n FROM turns").records()
        assert doubled["n"] == 0, "a turn is there twice"
        (turns,) = query(self.paths.reader, "SELECT count(*) AS n FROM turns").records()
        assert turns["n"] == sum(row["turn_count"] for row in rows), "turns without a briefing, or missing"

    def check_ledger(self) -> None:
        connection = sqlite3.connect(self.paths.ledger)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM runs WHERE finished_at IS NULL").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM walks").fetchone() == (0,)
        copies = connection.execute("SELECT page_sha256 FROM pages WHERE page_sha256 IS NOT NULL").fetchall()
        connection.close()
        archive = Archive(self.paths.archive)
        for (sha256,) in copies:
            archive.get(sha256)


@contextmanager
def remembered(folder: Path) -> Iterator[tuple[FaultSite, dict[str, int]]]:
    """The site as the last call left it, on the same address, and the number of the next round."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "state.json"
    known = json.loads(file.read_text("utf-8")) if file.exists() else {"round": 0, "port": free_port(), "articles": []}
    with fault_site(port=known["port"]) as web:
        for row in known["articles"]:
            article = Article(row["path"], row["title"], date.fromisoformat(row["day"]), row["number"], row["note"])
            web.articles[article.path] = article
        if not web.articles:
            for number in range(FIRST_PAGES):
                web.publish(number, FIRST_DAY - timedelta(days=3 * (number + 1)))
        progress = {"round": known["round"]}
        try:
            yield web, progress
        finally:
            rows = [
                {"path": a.path, "title": a.title, "day": a.day.isoformat(), "number": a.number, "note": a.note}
                for a in web.articles.values()
            ]
            file.write_text(json.dumps({**known, **progress, "articles": rows}, ensure_ascii=False), "utf-8")


def main() -> int:
    """Rounds until their number or the time is reached; exit code 1 at the first violation."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("--rounds", type=int, default=200)
    options.add_argument("--seconds", type=float, default=3600)
    options.add_argument("--folder", type=Path, default=Path("build/chaos"))
    given = options.parse_args()
    end = time.monotonic() + given.seconds
    folder = given.folder.absolute()
    with remembered(folder) as (web, progress), serving(Paths(folder / "server"), free_port()) as api:
        chaos = Chaos(folder, web, api)
        sweeps = SweepChaos(fresh(folder), chaos.environment())
        while progress["round"] < given.rounds and time.monotonic() < end:
            try:
                number = progress["round"]
                every = number % SWEEP_EVERY == 0
                line = sweeps.round(random.Random(number), chaos.typical) if every else chaos.round(number)
            except AssertionError as error:
                sys.stdout.write(f"round {progress['round']}: {error}\nThe data is in {folder}.\n")
                return 1
            progress["round"] += 1
            sys.stdout.write(f"round {progress['round']} of {given.rounds}: {line}\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
