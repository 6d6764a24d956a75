"""``briefings demo``: the real ingest flow on the bundled sample site, and what it loaded."""

from __future__ import annotations

import sys
from importlib.resources import files
from pathlib import Path
from shlex import quote
from shutil import which

from flows.cli.result import exit_code, show_report
from flows.cli.running.ingest import run_ingest
from flows.cli.sample_site import PORT, served
from flows.console import note_cut, print_json, print_table, print_text
from flows.sample import DEFINITION
from flows.settings import load_settings
from warehouse.readers.query import query

QUERIES = (
    ("What officials said last, in figures", "newest_figures", 5),
    ("One indicator over two years, as stated", "one_indicator", 12),
    ("Who asked, who answered, with how many figures", "who_answers", 5),
)
"""Title, name and how many rows are shown."""


def demo(*, data_dir: Path = Path("data/demo"), port: int = PORT, json: bool = False) -> int:
    """Serve the bundled sample site on loopback, ingest it, show what was loaded.

    Example: ``briefings demo``, then ``briefings up --data-dir data/demo --site sample`` to open its run in the Prefect
    UI, with the site served for the schedule. Stop it whenever you like: the next demo continues.

    Args:
        data_dir: Where the demo's databases and archive go.
        port: Where the sample site is served; another port gives its pages other addresses.
        json: Print the run's report and the row counts as JSON.
    """
    settings = load_settings(data_dir=data_dir, site=str(DEFINITION))
    with served(port) as server:
        report = run_ingest(settings.model_copy(update={"base_url": server.url}))
    if report.outcome not in ("success", "unchanged"):
        return show_report(report, as_json=json)
    counts = query(settings.paths.reader, _sql("row_counts"))
    if json:
        print_json({"run": report.row(), "rows": dict(counts.rows)})
        return exit_code(report)
    print_text(report.message)
    print_text("")
    print_table(("table", "rows"), counts.rows)
    print_text("(a transcript that the site published twice, at two addresses, is one briefing)")
    me, where = _typed(), f"--data-dir {quote(str(data_dir))}"
    _queries(settings.paths.reader, f"{me} sql {where}")
    print_text("")
    print_text(f"The database: {settings.paths.reader} (open it read-only with any DuckDB tool)")
    print_text(f"Look at it: {me} explore --open {where}")
    print_text(f"The run in the Prefect UI: {me} up {where} --site sample")
    print_text(f"How the data stands: {me} status {where} --site sample")
    print_text(f"The quality rules: {me} check {where} --site sample")
    print_text("(one does not hold, exit code 3: a page of the sample names no speaker)")
    return exit_code(report)


def _typed() -> str:
    """How this command is called from here: by its name only where that is found, and is this one."""
    own = Path(sys.executable).with_name("briefings")
    if not own.exists() or ((found := which(own.name)) and own.samefile(found)):
        return own.name
    return quote(str(own.relative_to(Path.cwd()) if own.is_relative_to(Path.cwd()) else own))


def _queries(reader: Path, command: str) -> None:
    cut = False
    for title, name, shown in QUERIES:
        text = _sql(name)
        print_text(f"\n{title}:\n")
        print_text(f'  {command} "{" ".join(text.split())}"\n')
        answer = query(reader, text, limit=shown)
        cut |= print_table(answer.columns, answer.rows, whole="")
        if answer.more:
            print_text(f"… the first {shown}; the query shows all")
    if cut:
        note_cut("the query with --csv or --json")


def _sql(name: str) -> str:
    return (files("flows.sample") / "queries" / f"{name}.sql").read_text("utf-8").strip()
