"""A Prefect flow as the tutorials build it: a task for every fetch, every parse and every store, rows by INSERT.

python prefect_naive.py BASE_URL DATABASE
"""

from __future__ import annotations

import sys
from typing import Any
from urllib.parse import urljoin

import duckdb
import requests
from bs4 import BeautifulSoup
from prefect import flow, task
from prefect.task_runners import ThreadPoolTaskRunner
from reading import turns_of


@task
def fetch_links(base: str) -> list[str]:
    found, number = [], 1
    while True:
        url = f"{base}/xwfb/index{'' if number == 1 else f'_{number}'}.html"
        answer = requests.get(url, timeout=30)
        if answer.status_code != 200:
            return found
        found += [urljoin(url, a["href"]) for a in BeautifulSoup(answer.content, "lxml").select("ul.list-date li a")]
        number += 1


@task(retries=3, retry_delay_seconds=5)
def fetch(url: str) -> bytes:
    answer = requests.get(url, timeout=30)
    answer.raise_for_status()
    return answer.content


@task
def parse(url: str, body: bytes) -> dict[str, Any]:
    soup = BeautifulSoup(body, "lxml")
    paragraphs = [p.get_text() for p in soup.find(id="ivs_content").find_all("p")]
    title = soup.find("meta", attrs={"name": "ArticleTitle"})["content"]
    return {"url": url, "title": title, "turns": turns_of(paragraphs)}


@task
def store(database: str, pages: list[dict[str, Any]]) -> None:
    with duckdb.connect(database) as con:
        con.execute(
            "CREATE TABLE turns (url VARCHAR, title VARCHAR, seq INT, role VARCHAR, speaker VARCHAR, text VARCHAR)"
        )
        for page in pages:
            for turn in page["turns"]:
                con.execute(
                    "INSERT INTO turns VALUES (?, ?, ?, ?, ?, ?)",
                    [page["url"], page["title"], turn["seq"], turn["role"], turn["speaker"], turn["text"]],
                )


@flow(task_runner=ThreadPoolTaskRunner(max_workers=8))
def naive(base: str, database: str) -> None:
    urls = fetch_links(base)
    bodies = fetch.map(urls)
    store(database, parse.map(urls, bodies).result())


if __name__ == "__main__":
    naive(sys.argv[1], sys.argv[2])
