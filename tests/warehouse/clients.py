"""Tries releases of DuckDB's Python client on the reader copy: which open it, and run every table, view, macro and recipe.

    python -m tests.warehouse.clients [RELEASE …]

Each is installed into a folder of its own that is thrown away. Prints a line a release; exits 1 when one that docs/python.md
promises fails.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from docs.build import DOCS, sample
from warehouse.database.statements import quoted
from warehouse.database.store import reader
from warehouse.explore.recipes import recipes

RELEASES = ("1.2.2", "1.3.2", "1.4.0", "1.4.5", "1.5.0", "1.5.6", "2.0.1")
SEARCHES = ("养老", "养老 床位", "轨道交通 客流", "２０２４年", "的 年 个 市 人 一")
"""One word and several, those of Chinese keyboards, and more than are ranked, which takes another way."""
STATED = "{'line': 1, 'value': 9047, 'text': '9047元'}"
ARGUMENTS = {
    "compared_with": "'同比'",
    "different": f"[{STATED}, {STATED}]",
    "falls": "'up', 'growth', '增速'",
    "known": "[[100], [100, 130]]",
    "rounding": f"{STATED}, 1",
    "search_between": "'养老床位', 1, 2",
    "search_cut": "'养老床位', 1, 2",
    "search_count": "'养老养老', '养老'",
    "search_half": "'２０'",
    "search_holds": "'养老', '养'",
    "search_names": "'a', 'b', 'c', 'd', 'b'",
    "search_probe": "'养老'",
    "search_snippet": "'养老床位', '养老', 2, 4",
    "search_weight": "'养老', 2, '养老'",
    "search_whole": "",
    "search_word": "'养老 床位', 2",
    "short_for": f"rounding({STATED}, 1), rounding({STATED}, 0.1)",
    "span_of": "DATE '2024-01-01', DATE '2024-12-31'",
    "stated_step": "'9047.6亿元', 904760000000",
    "way": "'up', 'growth', '增速'",
}
"""Of every macro that is no table."""

PROBE = """
import json, sys
import duckdb

task = json.load(sys.stdin)
try:
    con = duckdb.connect(task["copy"], read_only=True)
except Exception as error:
    sys.exit("does not open it: " + str(error).splitlines()[0][:150])
failed = []
for name, statement in task["statements"].items():
    try:
        rows = con.execute(statement).fetchall()
    except Exception as error:
        failed.append(name + ": " + str(error).splitlines()[0][:150])
    else:
        if not rows and name.startswith("search "):
            failed.append(name + ": finds nothing")
if failed:
    sys.exit(str(len(failed)) + " of " + str(len(task["statements"])) + " fail, " + failed[0])
print(len(task["statements"]), "statements run")
"""


def statements(copy: Path) -> dict[str, str]:
    """Name → what has to run; every macro of the file is among it."""
    with reader(copy) as con:
        names = con.execute("SELECT table_name FROM information_schema.tables ORDER BY ALL").fetchall()
        scalar = con.execute(
            "SELECT function_name FROM duckdb_functions() WHERE function_type = 'macro' AND NOT internal"
        )
        macros = sorted(name for (name,) in scalar.fetchall())
    asked = {name: f"FROM {quoted(name)}" for (name,) in names}
    asked |= {name: f"SELECT {quoted(name)}({ARGUMENTS[name]})" for name in macros}
    asked |= {f"{name} {words}": f"FROM {name}('{words}')" for words in SEARCHES for name in ("search", "search_hits")}
    return asked | {f"recipe {recipe.name}": recipe.statement for recipe in recipes()}


def promised() -> str:
    """The oldest release that docs/python.md says works."""
    found = re.search(r"DuckDB (\d+\.\d+\.\d+) (?:and|or) newer", (DOCS / "python.md").read_text("utf-8"))
    assert found, "docs/python.md names no oldest release"
    return found[1]


def attempt(release: str, task: dict[str, object], folder: Path) -> tuple[bool, str]:
    """Install a release and run the statements with it: whether all ran, and what happened in a line."""
    pip = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--target",
        str(folder),
        f"duckdb=={release}",
    ]
    installed = subprocess.run(pip, capture_output=True, text=True, check=False)
    if installed.returncode != 0:
        return False, "cannot be installed here"
    done = subprocess.run(
        [sys.executable, "-S", "-c", PROBE],
        env={**os.environ, "PYTHONPATH": str(folder)},
        input=json.dumps(task),
        capture_output=True,
        text=True,
        check=False,
    )
    last = (done.stdout or done.stderr).strip().splitlines() or [f"ends with {done.returncode}"]
    return done.returncode == 0, last[-1]


def main() -> int:
    """Try the releases, oldest first."""
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        copy = sample(Path(scratch))
        task: dict[str, object] = {"copy": str(copy), "statements": statements(copy)}
        for release in sys.argv[1:] or RELEASES:
            with tempfile.TemporaryDirectory() as folder:
                works, line = attempt(release, task, Path(folder))
            sys.stdout.write(f"{release:8} {line}\n")
            sys.stdout.flush()
            failed |= not works and _number(release) >= _number(promised())
    return int(failed)


def _number(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split("."))


if __name__ == "__main__":
    sys.exit(main())
