"""A run without news: what it costs, what it loads, what it must not overlook."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from flows.crawl.change_check import QUIET_REQUESTS, look
from parsers.errors import SiteUnavailable
from tests.faultsite import faults
from tests.flows.conftest import Rig

FIRST = "/nw9820/index.html"


def news(rig: Rig) -> bool:
    with rig.client() as client:
        return look(rig.site, client, rig.ledger, rig.archive, today=rig.today()).news


def test_one_conditional_request_tells_that_there_is_no_news(rig: Rig) -> None:
    rig.web.publish_many(9)
    rig.run()
    rig.web.forget()
    assert not news(rig)
    assert [(request.path, request.status) for request in rig.web.requests] == [(FIRST, 304)]


def test_a_site_without_validators_is_compared_by_content(rig: Rig) -> None:
    rig.web.validators = False
    rig.web.publish_many(3)
    rig.run()
    assert not news(rig)
    rig.web.publish(9, date(2026, 9, 15))
    assert news(rig)


def test_an_empty_ledger_a_new_item_a_waiting_page_and_a_failing_list_are_news(rig: Rig) -> None:
    assert news(rig)
    rig.web.publish_many(3)
    rig.run()
    rig.web.publish(9, date(2026, 9, 15))
    assert news(rig)
    rig.run()
    rig.web.fault(FIRST, faults.status(500))
    assert news(rig)


def test_what_the_look_has_asked_discovery_does_not_ask_again(rig: Rig) -> None:
    rig.web.publish_many(3)
    rig.run()
    rig.web.publish(9, date(2026, 9, 15))
    rig.web.forget()
    rig.run()
    assert len(rig.web.asked(FIRST)) == 1


def test_a_run_without_news_loads_neither_prefect_nor_parser_nor_database(tmp_path: Path, rig: Rig) -> None:
    rig.web.publish_many(3)
    rig.run()
    definition = rig.web.write_definition(tmp_path)
    program = f"""
import sys
from datetime import date
from pathlib import Path
from flows.archive.store import Archive
from flows.http.client import Client
from flows.ledger.ledger import Ledger
from flows.crawl.change_check import look
from parsers.sites.definition import load_site
site = load_site({str(definition)!r}, base_url={rig.web.url!r})
with Ledger(Path({str(rig.ledger.db.path)!r})) as ledger, Client(site, ledger, contact="desk") as client:
    assert not look(site, client, ledger, Archive(Path({str(rig.archive.root)!r})), today=date(2026, 9, 15)).news
heavy = {{"prefect", "duckdb", "bs4", "lxml", "pydantic", "pydantic_settings", "sqlalchemy"}} & set(sys.modules)
assert not heavy, heavy
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr


def test_a_simulated_day(rig: Rig) -> None:
    """24 hourly runs: two new transcripts, one correction, one outage, robots.txt with a rule and a delay."""
    rig.values["delay"] = 2.0
    rig.web.files["/robots.txt"] = (b"User-agent: *\nDisallow: /nw9820/secret/\nCrawl-delay: 3\n", "text/plain")
    paths = rig.web.publish_many(20)
    rig.web.extra_items = [("/nw9820/secret/1.html", "市政府新闻发布会问答实录（内部）", "2026-09-14")]
    rig.clock.set(datetime(2026, 9, 14, 16, 0, tzinfo=UTC))
    quiet_runs = []
    for hour in range(24):
        if hour == 9:
            paths.append(rig.web.publish(30, date(2026, 9, 15)))
        if hour == 15:
            paths.append(rig.web.publish(31, date(2026, 9, 15)))
            rig.web.correct(paths[0], "（更正：数字以本稿为准。）")
        if hour == 12:
            rig.web.fault("*", faults.status(503))
        before = len(rig.web.requests)
        start = rig.clock()
        try:
            results = rig.run()
        except SiteUnavailable:
            assert hour == 12
            results = {}
        rig.web.heal()
        if hour not in (0, 9, 12, 15):
            quiet_runs.append(len(rig.web.requests) - before)
            assert all(result.outcome in ("unchanged", "disallowed") for result in results.values()) or hour > 15
        rig.clock.set(max(start + timedelta(hours=1), rig.clock()))
    log = sorted(rig.web.requests, key=lambda request: request.at)
    # Never above the rate: Crawl-delay is longer than the site's own interval. The first request asks for the rules.
    gaps = [(b.at - a.at).total_seconds() for a, b in pairwise(log[1:])]
    assert min(gaps) >= 3.0
    # Never a disallowed path.
    assert not any("secret" in request.path for request in log)
    # A run without news makes at most three requests.
    assert len(quiet_runs) == 20
    assert max(quiet_runs) <= QUIET_REQUESTS == 3
    # 304 wherever nothing changed: a body is sent once for each version of each address.
    bodies = Counter(request.path for request in log if request.status == 200 and request.path != "/robots.txt")
    expected = dict.fromkeys(paths, 1) | {paths[0]: 2} | {FIRST: 3} | bodies_of_later_lists(bodies)
    assert bodies == expected
    assert rig.ledger.page_counts()["disallowed"] == 1
    assert "更正" in rig.text(paths[0])
    assert {rig.state(path) for path in paths} <= {"ok", "unchanged"}


def bodies_of_later_lists(bodies: Counter[str]) -> dict[str, int]:
    """Later list pages shift with every new item; each version is sent at most once: three versions existed."""
    later = {path: count for path, count in bodies.items() if "index_" in path}
    assert all(count <= 3 for count in later.values())
    return later
