"""Chaos over several sites: a sweep is killed while it loads, and the next has to bring every site's news."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from benchmarks.many_sites import Sites, follow_all
from flows.settings import Paths
from warehouse.readers.query import query

NUMBER = 8
"""Sites; their addresses are new in every call, and so is the data directory."""


class SweepChaos:
    """Sweeps over simulated press offices that are killed."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.data, self.env = folder, env
        self.paths = Paths(folder)
        self.sites = Sites(NUMBER)
        follow_all(folder, self.sites)

    def round(self, dice: random.Random, longest: float) -> str:
        """News on some sites, a kill, and a sweep that has to find everything; what happened, in a line."""
        for n in dice.sample(range(NUMBER), NUMBER // 2):
            self.sites.pages[n] += 1
        after, sent = dice.uniform(0, longest), dice.choice((signal.SIGKILL, signal.SIGTERM))
        process = subprocess.Popen(self.command(), env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            process.send_signal(sent)
        process.wait(120)
        done = subprocess.run(self.command(), env=self.env, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        self.check()
        return f"a sweep over {NUMBER} sites: {sent.name} after {after:.1f} s, all there"

    def command(self) -> list[str | Path]:
        return [Path(sys.executable).with_name("briefings"), "ingest", "--data-dir", self.data]

    def check(self) -> None:
        """Every page of every site once, every turn once."""
        held = query(
            self.paths.reader, "SELECT site, count(*) AS n, count(DISTINCT url) AS d FROM briefings GROUP BY ALL"
        )
        found = {row["site"]: (row["n"], row["d"]) for row in held.records()}
        assert found == {f"sim{n:04}": (count, count) for n, count in self.sites.pages.items()}, found
        (doubled,) = query(self.paths.reader, "SELECT count(*) - count(DISTINCT turn_id) AS n FROM turns").records()
        assert doubled["n"] == 0, "a turn is there twice"
        left = [*self.paths.stage.rglob("*.part"), *self.data.glob(".briefings*"), *self.data.rglob("*.wal")]
        assert not left, f"left behind: {left}"


def fresh(folder: Path) -> Path:
    """An empty folder of this process."""
    target = folder / f"sweeps-{os.getpid()}"
    target.mkdir(parents=True)
    return target
