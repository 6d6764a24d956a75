"""A Scrapy spider with a pipeline that writes batches of 500 pages into DuckDB by way of Arrow.

python scrapy_site.py BASE_URL DATABASE
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import duckdb
import pyarrow as pa
import scrapy
from reading import turns_of
from scrapy.crawler import CrawlerProcess

BASE, DATABASE = sys.argv[1], sys.argv[2]


class Briefings(scrapy.Spider):
    name = "briefings"
    start_urls = (f"{BASE}/xwfb/index.html",)

    def parse(self, response: Any) -> Iterator[Any]:
        yield from response.follow_all(response.css("ul.list-date li a"), self.parse_page)
        number = response.meta.get("number", 1) + 1
        if response.css("ul.list-date li"):
            yield response.follow(f"/xwfb/index_{number}.html", self.parse, meta={"number": number})

    def parse_page(self, response: Any) -> Iterator[dict[str, Any]]:
        paragraphs = ["".join(p.css("::text").getall()) for p in response.css("#ivs_content p")]
        yield {
            "url": response.url,
            "title": response.css("meta[name=ArticleTitle]::attr(content)").get(),
            "turns": turns_of(paragraphs),
        }


class DuckDBPipeline:
    def open_spider(self) -> None:
        self.con = duckdb.connect(DATABASE)
        self.con.execute(
            "CREATE TABLE turns (url VARCHAR, title VARCHAR, seq INT, role VARCHAR, speaker VARCHAR, text VARCHAR)"
        )
        self.items: list[dict[str, Any]] = []

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        self.items.append(item)
        if len(self.items) == 500:
            self.flush()
        return item

    def flush(self) -> None:
        rows = [{"url": i["url"], "title": i["title"], **turn} for i in self.items for turn in i["turns"]]
        if rows:
            self.con.register("batch", pa.Table.from_pylist(rows))
            self.con.execute("INSERT INTO turns BY NAME FROM batch")
        self.items = []

    def close_spider(self) -> None:
        self.flush()
        self.con.close()


process = CrawlerProcess(
    {
        "ITEM_PIPELINES": {DuckDBPipeline: 300},
        "CONCURRENT_REQUESTS": 8,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "DOWNLOAD_DELAY": 0,
        "ROBOTSTXT_OBEY": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "WARNING",
        "HTTPERROR_ALLOWED_CODES": [404],
    }
)
process.crawl(Briefings)
process.start()
