"""Who is measured: the command of each, its environment, and where it leaves what it read."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from benchmarks import site

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
RIVALS = ROOT / "benchmarks" / "rivals"
VENVS = BUILD / "bench-venvs"

FLAT = "SELECT url, title, seq, role, speaker, text FROM turns"
NESTED = (
    "SELECT b.url, b.title, t.seq, t.role, t.speaker, t.text "
    "FROM briefings.briefings b JOIN briefings.briefings__turns t ON t._dlt_parent_id = b._dlt_id"
)
OURS = "SELECT b.url, b.title, t.seq, t.role, t.speaker, t.text FROM briefings b JOIN turns t USING (briefing_id)"


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to do the whole job: lists, pages, turns, DuckDB."""

    name: str
    title: str
    venv: str
    script: str = ""
    options: tuple[str, ...] = ()
    turns: str = FLAT
    api: Literal["", "ours", "default"] = ""
    """Which standing Prefect server it reports to: tuned as `briefings up` does, or as installed."""
    slow: bool = False
    """Measured once: it takes minutes."""

    def command(self, base_url: str, folder: Path) -> list[str | Path]:
        """What to run in ``folder``."""
        if self.api == "ours":
            briefings = Path(sys.executable).with_name("briefings")
            return [briefings, "ingest", "--data-dir", folder, "--site", folder / "site.toml", "--base-url", base_url]
        python = VENVS / self.venv / "bin" / "python"
        return [
            python,
            RIVALS / self.script,
            base_url,
            *([folder / "out.duckdb"] if self.script else []),
            *self.options,
        ]

    def database(self, folder: Path) -> Path:
        """Where it wrote."""
        return folder / ("briefings.duckdb" if self.api == "ours" else "out.duckdb")


BARE = Contender("bare", "bare script, no figures", "bare", "bare.py")
BARE_FIGURES = Contender("bare_figures", "bare script with the same figures", "bare", "bare.py", ("--figures",))
SCRAPY = Contender("scrapy", "Scrapy, no figures", "scrapy", "scrapy_site.py")
DLT = Contender("dlt", "dlt merge (bs4), no figures", "dlt", "dlt_site.py", turns=NESTED, slow=True)
OUR = Contender("ours", "briefings, with figures", "", turns=OURS, api="ours")
OUR_TURNS = Contender("ours_turns", "briefings, no figures", "", turns=OURS, api="ours")
NAIVE = Contender(
    "naive", "Prefect, a task per page (bs4), no figures", "prefect", "prefect_naive.py", api="default", slow=True
)
TURNS_ALONE = (OUR_TURNS, BARE, SCRAPY)
EVERYBODY = (OUR, BARE_FIGURES, BARE, SCRAPY, DLT, NAIVE)


def make_venvs(names: Iterable[str]) -> None:
    """Each rival's own environment, from the pins beside this file; made once."""
    for name in names:
        pins = ROOT / "benchmarks" / f"constraints-{name}.txt"
        folder, done = VENVS / name, VENVS / name / "pins.txt"
        if done.exists() and done.read_text() == pins.read_text():
            continue
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)  # noqa: S603
        python = folder / "bin" / "python"
        subprocess.run([python, "-m", "pip", "install", "-q", "--no-deps", "-r", pins], check=True)  # noqa: S603
        shutil.copyfile(pins, done)


def environment(**extra: str) -> dict[str, str]:
    """The caller's environment without settings of ours or Prefect's; the rivals find the extractor."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFINGS_", "PREFECT_"))}
    clean.pop("PYTHONDONTWRITEBYTECODE", None)
    return clean | {"PYTHONPATH": str(ROOT), "DO_NOT_TRACK": "1"} | extra


def digest(rows: Iterable[tuple[str, str, int, str, str, str]]) -> str:
    """One hash of (path, title, seq, role, speaker or empty, text), whatever their order."""
    return hashlib.sha256(repr(sorted(rows)).encode()).hexdigest()


def read_turns(contender: Contender, folder: Path) -> str:
    """The hash of what a contender left."""
    with duckdb.connect(str(contender.database(folder)), read_only=True) as con:
        rows = con.execute(contender.turns).fetchall()
    return digest(("/" + u.split("/", 3)[3], t, int(n), r, s or "", text) for u, t, n, r, s, text in rows)


def true_turns(pages: int) -> str:
    """The hash that every contender must reach."""
    return digest(site.truth(pages))


def figures(database: Path) -> int:
    """How many figures a database holds."""
    with duckdb.connect(str(database), read_only=True) as con:
        tables = {row[0] for row in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        table = "metrics" if "metrics" in tables else "figures" if "figures" in tables else None
        found = con.execute(f"SELECT count(*) FROM {table}").fetchone() if table else None  # noqa: S608
    return int(found[0]) if found else 0
