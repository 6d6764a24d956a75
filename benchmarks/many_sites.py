"""One data directory, many sites: what a look without news costs, and a morning with news. Writes to stdout.

python -m benchmarks.many_sites [--sites 300] [--news 40] [--hanging 3] [--pages 3]

Each site is simulated on loopback with an address and a port of its own (127.0.x.y).
"""

from __future__ import annotations

import asyncio
import logging
import os
import resource
import sys
import tempfile
import threading
import time
from collections import Counter
from functools import partial
from pathlib import Path

import duckdb
from cyclopts import App

from flows.ledger.ledger import Ledger
from flows.report import RunReport
from flows.run.ingest import ingest_news
from flows.run.run import Run, perform
from flows.run.steps import Look
from flows.run.sweep import Ingest, sweep
from flows.settings import load_settings

DEFINITION = """name = "{name}"
title = "模拟市{number}人民政府新闻办公室"
base_url = "{url}"

[area]
province = "模拟省"
level = "city"

[schedule]
press_hours = ["* * * * *"]

[listing]
urls = ["/list.html"]
item = "li"
date = ".time"

[article]
title = ["h1"]
date = [".date"]
body = ["#body"]

[politeness]
delay_seconds = 0.05
concurrency = 2
"""

ARTICLE = """<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1><p class="date">{day}</p>
<div id="body"><p>主持人：各位记者朋友，大家上午好，欢迎参加市政府新闻发布会。</p>
<p>新华社记者：请问今年以来第{number}市就业形势如何？下一步有哪些安排？</p>
<p>市人力资源社会保障局局长林芳：谢谢你的提问。今年前三季度，全市城镇新增就业{value}万人，同比增长3.{digit}%。下一步我们将继续
稳定就业岗位，力争全年新增就业{plan}万人。</p></div></body></html>"""


class Sites:
    """The simulated press offices: a list and some transcripts each, with ETag and 304.

    Args:
        apart: Each has an address of its own, and a run is as patient with it as with a stranger; else only a port.
    """

    def __init__(self, number: int, *, apart: bool = True) -> None:
        self.number, self.apart = number, apart
        self.pages = dict.fromkeys(range(number), 3)
        self.hanging: set[int] = set()
        self.refusing: set[int] = set()
        self.requests: Counter[str] = Counter()
        self.urls: dict[int, str] = {}
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()
        self._ready.wait()

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._listen())
        self._ready.set()
        self._loop.run_forever()

    async def _listen(self) -> None:
        for n in range(self.number):
            host = f"127.0.{1 + n // 250}.{1 + n % 250}" if self.apart else "127.0.0.1"
            server = await asyncio.start_server(lambda r, w, n=n: self._answer(n, r, w), host, 0)
            self.urls[n] = f"http://{host}:{server.sockets[0].getsockname()[1]}"

    async def _answer(self, n: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                path, headers = line.split()[1].decode(), {}
                while (header := await reader.readline()).strip():
                    name, _, value = header.decode().partition(":")
                    headers[name.lower()] = value.strip()
                if n in self.hanging:
                    self.requests["hanging"] += 1
                    await asyncio.sleep(3600)
                status, body, tag = self._page(n, path) if n not in self.refusing else ("403 Forbidden", b"", "")
                if tag and headers.get("if-none-match") == tag:
                    status, body = "304 Not Modified", b""
                self.requests[status[:3]] += 1
                head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
                writer.write(f"{head}{f'ETag: {tag}' + chr(13) + chr(10) if tag else ''}\r\n".encode() + body)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    def _page(self, n: int, path: str) -> tuple[str, bytes, str]:
        count = self.pages[n]
        if path.partition("?")[0] == "/list.html":
            items = "".join(
                f'<li><a href="/{k}.html">第{k}场新闻发布会实录</a><span class="time">2025-10-{k:02}</span></li>'
                for k in range(count, 0, -1)
            )
            return "200 OK", f"<html><body><ul>{items}</ul></body></html>".encode(), f'"list-{count}"'
        name = path.strip("/").partition(".")[0]
        if name.isdigit() and 1 <= int(name) <= count:
            k = int(name)
            text = ARTICLE.format(
                title=f"模拟市{n}第{k}场新闻发布会实录",
                day=f"2025-10-{k:02}",
                number=n,
                value=10 + k,
                digit=n % 10,
                plan=20 + k,
            )
            return "200 OK", text.encode(), f'"{n}-{k}"'
        return "404 Not Found", b"", ""


class Measured:
    """Wall time, processor time and requests of a block."""

    def __init__(self, what: str, sites: Sites) -> None:
        self.what, self.sites = what, sites

    def __enter__(self) -> Measured:
        self.sites.requests.clear()
        self.begun, self.cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall = time.perf_counter() - self.begun
        sys.stdout.write(
            f"| {self.what} | {self.wall:.1f} | {time.process_time() - self.cpu:.1f} | "
            f"{dict(sorted(self.sites.requests.items()))} |\n"
        )
        sys.stdout.flush()


def plainly(run: Run, looked: Look) -> RunReport:
    """A site's run that no Prefect server records."""
    return perform(run, partial(ingest_news, looked=looked, publishing=False))


def follow_all(folder: Path, sites: Sites) -> None:
    """Write the definitions into the data directory."""
    (folder / "sites").mkdir(parents=True, exist_ok=True)
    for n, url in sites.urls.items():
        text = DEFINITION.format(name=f"sim{n:04}", number=n, url=url)
        (folder / "sites" / f"sim{n:04}.toml").write_text(text, "utf-8")


def main(*, sites: int = 300, news: int = 40, hanging: int = 3, pages: int = 3) -> None:
    """Measure.

    Args:
        sites: How many are simulated.
        news: How many of them have a new page in the morning.
        pages: How many each site has before.
        hanging: How many accept the connection and never answer, in the last sweep.
    """
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="briefings-many-") as scratch:
        folder = Path(scratch)
        os.environ.update(
            BRIEFINGS_DATA_DIR=str(folder), BRIEFINGS_READ_TIMEOUT="10", BRIEFINGS_CONTACT="desk@example.org"
        )
        simulated = Sites(sites)
        simulated.pages = dict.fromkeys(range(sites), pages)
        follow_all(folder, simulated)
        settings = load_settings()
        from flows.cli.run_flow import Recorder
        from flows.followed import chosen

        with Recorder(settings) as record:

            def look(what: str, ingest: Ingest = record) -> None:
                with Measured(what, simulated), Ledger(settings.paths.ledger) as ledger:
                    done = sweep(chosen(settings), ledger, what, ingest)
                sys.stdout.write(f"  {done.sentence()}\n")
                for one in [one for one in done.worst_first() if one.state == "failure"][:3]:
                    sys.stdout.write(f"  {one.site}: {one.said}\n")

            sys.stdout.write("| what | wall s | CPU s (this process) | answers |\n|---|---|---|---|\n")
            look("first sweep: everything is new; recorded by no Prefect", plainly)
            look("no news, robots.txt known")
            look("no news again")
            for n in range(news):
                simulated.pages[n] += 1
            look(f"{news} sites with one new page each")
            with duckdb.connect(str(settings.paths.reader), read_only=True) as con:
                found = con.execute(
                    "SELECT count(*), count(DISTINCT site), count(DISTINCT briefing_id) FROM briefings"
                ).fetchone()
            sys.stdout.write(
                f"  briefings, sites, distinct ids in the reader copy: {found}; expected {pages * sites + news}\n"
            )
            simulated.hanging = set(range(sites - hanging, sites))
            look(f"no news, {hanging} hosts hang (read time-out 10 s)")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(f"  peak memory, simulated sites included: {peak:.0f} MB\n")


if __name__ == "__main__":
    App(default_command=main, result_action="return_value")()
