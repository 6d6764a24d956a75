"""How fast the site's server is: eight plain connections ask for pages and read nothing but their length.

python -m benchmarks.pull BASE_URL PAGES    prints pages a second
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlsplit

from benchmarks import site


def pull(netloc: str, paths: list[str]) -> None:
    """Ask for every path on one connection."""
    connection = HTTPConnection(netloc)
    for path in paths:
        connection.request("GET", path)
        connection.getresponse().read()
    connection.close()


if __name__ == "__main__":
    netloc, count = urlsplit(sys.argv[1]).netloc, int(sys.argv[2])
    paths = [site.briefing(number).path for number in range(count)]
    started = time.perf_counter()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda worker: pull(netloc, paths[worker::8]), range(8)))
    sys.stdout.write(f"{count / (time.perf_counter() - started):.0f}\n")
