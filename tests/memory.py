"""The memory of a run does not grow with the number of pages: peak over 5,000 pages against a run over 500.

python -m tests.memory [--small 500] [--large 5000] [--folder build/memory]

Each run is ``briefings backfill`` in a process of its own over a site of that many transcripts; what is compared is
the process's peak resident memory. Exit code 1 when the large run needs more than 1.3 times the small one's.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from flows.service.server import CLIENT, free_port, serving
from flows.settings import Paths
from tests.faultsite import fault_site

ALLOWED = 1.3
MEASURE = "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:], stdout=sys.stderr); \
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)"


def peak(pages: int, folder: Path, api: str) -> float:
    """Peak resident memory (MB) of a backfill over ``pages`` transcripts."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with fault_site() as web:
        for number in range(pages):
            web.publish(number, date(2026, 9, 14) - timedelta(days=number // 3))
        web.per_list_page = 60
        started = time.monotonic()
        briefings = Path(sys.executable).with_name("briefings")
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFINGS_", "PREFECT_"))}
        done = subprocess.run(
            [
                sys.executable, "-c", MEASURE, briefings, "backfill", "--data-dir", folder / "data",
                "--site", web.write_definition(folder), "--base-url", web.url,
            ],
            env={**clean, **CLIENT, "PREFECT_API_URL": api, "PREFECT_HOME": str(folder / "prefect")},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        megabytes = int(done.stdout.split()[-1]) / 1024
        sys.stdout.write(f"{pages} pages: peak {megabytes:.0f} MB, {time.monotonic() - started:.0f} s\n")
        sys.stdout.flush()
        return megabytes


def main() -> int:
    """Both runs and the comparison."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    options.add_argument("--small", type=int, default=500)
    options.add_argument("--large", type=int, default=5000)
    options.add_argument("--folder", type=Path, default=Path("build/memory"))
    given = options.parse_args()
    folder = given.folder.absolute()
    with serving(Paths(folder / "server"), free_port()) as api:
        small, large = (peak(pages, folder / str(pages), api) for pages in (given.small, given.large))
    sys.stdout.write(f"{large / small:.2f} times the memory for {given.large / given.small:g} times the pages\n")
    return 0 if large <= ALLOWED * small else 1


if __name__ == "__main__":
    sys.exit(main())
