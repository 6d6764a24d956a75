"""A dlt pipeline: links as a resource, pages as a parallel transformer, merged by address into DuckDB.

python dlt_site.py BASE_URL DATABASE
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

os.environ.setdefault("RUNTIME__DLTHUB_TELEMETRY", "false")

import dlt
import requests
from bs4 import BeautifulSoup
from reading import turns_of

BASE, DATABASE = sys.argv[1], sys.argv[2]
session = requests.Session()
session.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=8))


@dlt.resource
def links() -> Iterator[str]:
    number = 1
    while True:
        url = f"{BASE}/xwfb/index{'' if number == 1 else f'_{number}'}.html"
        answer = session.get(url, timeout=30)
        if answer.status_code != 200:
            return
        for a in BeautifulSoup(answer.content, "lxml").select("ul.list-date li a"):
            yield urljoin(url, a["href"])
        number += 1


@dlt.transformer(data_from=links, name="briefings", write_disposition="merge", primary_key="url", parallelized=True)
def briefings(url: str) -> dict[str, Any]:
    soup = BeautifulSoup(session.get(url, timeout=30).content, "lxml")
    paragraphs = [p.get_text() for p in soup.find(id="ivs_content").find_all("p")]
    return {
        "url": url,
        "title": soup.find("meta", attrs={"name": "ArticleTitle"})["content"],
        "turns": turns_of(paragraphs),
    }


pipeline = dlt.pipeline(
    "briefings_bench", destination=dlt.destinations.duckdb(DATABASE), dataset_name="briefings", pipelines_dir="dlt"
)
pipeline.run(briefings)
