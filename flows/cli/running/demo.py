"""``briefings demo``: the real ingest flow on the bundled sample site, and what it loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import files
from pathlib import Path

from flows.cli.result import exit_code, show_report
from flows.cli.running.ingest import run_ingest
from flows.console import note, note_cut, print_json, print_table, print_text
from flows.sample import DEFINITION, SampleServer, sample_server
from flows.settings import load_settings
from warehouse.readers.query import query

PORT = 8641
"""The sample site's usual port: the pages keep their addresses from one demo to the next."""

QUERIES = (
    ("What officials said last, in figures", "newest_figures"),
    ("One indicator over two years, as stated", "one_indicator"),
    ("Who asked, who answered, with how many figures", "who_answers"),
)


def demo(*, data_dir: Path = Path("data/demo"), port: int = PORT, json: bool = False) -> int:
    """Serve the bundled sample site on loopback, ingest it, show what was loaded.

    Example: ``briefings demo``, then ``briefings up --data-dir data/demo --site sample`` to open its run in the Prefect
    UI. Stop it whenever you like: the next demo continues.

    Args:
        data_dir: Where the demo's databases and archive go.
        port: Where the sample site is served; another port gives its pages other addresses.
        json: Print the run's report and the row counts as JSON.
    """
    settings = load_settings(data_dir=data_dir, site=str(DEFINITION))
    with _served(port) as server:
        note(f"The sample site is served at {server.url}/nw9820/index.html")
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
    _queries(settings.paths.reader)
    print_text("")
    print_text(f"The database: {settings.paths.reader} (open it read-only with any DuckDB tool)")
    print_text(f"Look at it: briefings explore --open --data-dir {data_dir}")
    print_text(f"The run in the Prefect UI: briefings up --data-dir {data_dir} --site sample")
    print_text(f"How the data stands: briefings status --data-dir {data_dir} --site sample")
    print_text(f"The quality rules: briefings check --data-dir {data_dir} --site sample")
    print_text("(one does not hold, exit code 3: a page of the sample names no speaker)")
    return exit_code(report)


@contextmanager
def _served(port: int) -> Iterator[SampleServer]:
    with ExitStack() as stack:
        try:
            server = stack.enter_context(sample_server(port=port))
        except OSError:
            note(f"Port {port} is taken; the sample site gets another one, and its pages other addresses.")
            server = stack.enter_context(sample_server())
        yield server


def _queries(reader: Path) -> None:
    cut = False
    for title, name in QUERIES:
        text = _sql(name)
        print_text(f"\n{title}:\n")
        print_text(f'  briefings sql --data-dir {reader.parent} "{" ".join(text.split())}"\n')
        answer = query(reader, text, limit=5)
        cut |= print_table(answer.columns, answer.rows, whole="")
    if cut:
        note_cut("the query with --csv or --json")


def _sql(name: str) -> str:
    return (files("flows.sample") / "queries" / f"{name}.sql").read_text("utf-8").strip()
