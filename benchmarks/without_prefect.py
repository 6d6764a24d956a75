"""``briefings ingest`` without Prefect: the same steps as plain calls, for what recording them costs.

python -m benchmarks.without_prefect BASE_URL FOLDER    (FOLDER holds site.toml)
"""

from __future__ import annotations

import sys
from pathlib import Path

from flows.collector import collect_seldom
from flows.run.ingest import ingest_news
from flows.run.lists import Lists
from flows.run.run import opened, perform
from flows.run.steps import look
from flows.settings import Settings


def main(base_url: str, folder: Path) -> int:
    """One incremental run, as the command does it; 0 when all of it was done."""
    settings = Settings(data_dir=folder, site=str(folder / "site.toml"), base_url=base_url)
    with opened(settings, "ingest") as run:
        looked = look(run)
        lists = Lists(run, answers=looked.answers).begin()
        collect_seldom()
        report = perform(run, lambda run: ingest_news(run, looked, lists))
    return int(report.outcome != "success")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
