"""A site that fails as a whole, on the real flow: what the run says of itself, and that the next one needs no hands."""

from __future__ import annotations

import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.settings import Paths
from tests.conftest import Briefings
from tests.faultsite import FaultSite, fault_site, faults
from tests.faultsite.clock import let_time_pass
from tests.faultsite.content import article_html
from tests.plain import Ended, run_backfill, run_ingest
from tests.prefect_rest import ask
from warehouse.database.publish import publish
from warehouse.readers.query import query

pytestmark = pytest.mark.prefect

LIST = "/nw9820/index.html"
NEWEST = {
    "logs": "TIMESTAMP_DESC",
    "artifacts": "CREATED_DESC",
    "flow_runs": "START_TIME_DESC",
    "task_runs": "EXPECTED_START_TIME_DESC",
}
"""How Prefect is asked for what was recorded last."""


class Bench:
    """A site, a data directory, and the command that fills it."""

    def __init__(self, command: Briefings, web: FaultSite, folder: Path) -> None:
        self.command, self.web, self.data = command, web, folder / "data"
        self.definition = web.write_definition(folder, concurrency=1)

    def ingest(self) -> Ended:
        """Exit code and report of a run in this process."""
        return run_ingest(self.data, self.definition, self.web.url)

    def command_ingest(self, **env: str) -> Ended:
        """Exit code and report of the installed command, recorded by a real Prefect server."""
        done = self.command(
            "ingest", "--json", "--data-dir", self.data, "--site", self.definition, "--base-url", self.web.url, **env
        )
        assert done.stdout, done.stderr
        return done.returncode, dict(json.loads(done.stdout))

    def backfill(self, since: date | None = None, until: date | None = None, *, recheck: bool = False) -> str:
        """What a run over a window says of itself."""
        code, report = run_backfill(self.data, self.definition, self.web.url, since, until, recheck=recheck)
        assert code == 0, report
        return str(report["message"])

    def expire(self, path: str) -> None:
        """A known page is due for its regular check."""
        with closing(sqlite3.connect(self.data / "private" / "ledger.sqlite")) as con, con:
            con.execute("UPDATE pages SET next_check_at = checked_at + 0.001 WHERE url LIKE ?", [f"%{path}"])

    def ends_as(self, code: int, outcome: str, inserted: int) -> dict[str, Any]:
        """A run that ends so; its report."""
        ended, report = self.ingest()
        assert (ended, report["outcome"], report["inserted"]) == (code, outcome, inserted), report["message"]
        return report

    def status(self) -> dict[str, Any]:
        return dict(
            json.loads(self.command("status", "--json", "--data-dir", self.data, "--site", self.definition).stdout)
        )

    def sql(self, text: str) -> list[tuple[object, ...]]:
        return [tuple(row.values()) for row in query(self.data / "briefings.duckdb", text).records()]

    def spoil_articles(self, fault: faults.Fault) -> None:
        for path in self.web.articles:
            self.web.fault(path, fault)

    def later(self, **amount: float) -> None:
        let_time_pass(self.data / "private" / "ledger.sqlite", **amount)


@pytest.fixture
def bench(flow_briefings: Briefings, tmp_path: Path) -> Any:
    with fault_site() as web:
        web.publish_many(6)
        yield Bench(flow_briefings, web, tmp_path)


def test_news_that_cannot_be_had_is_not_called_nothing_new(bench: Bench) -> None:
    bench.spoil_articles(faults.status(500))
    code, report = bench.command_ingest()
    assert (code, report["outcome"]) == (1, "unavailable")
    assert "6 could not be had (6 unavailable)" in report["message"]
    bench.web.heal()
    code, report = bench.command_ingest()
    assert (code, report["outcome"], report["inserted"]) == (0, "success", 6)


def test_pages_that_are_gone_are_told_and_asked_for_once_more_by_the_next_run(bench: Bench) -> None:
    bench.ends_as(0, "success", 6)
    path = bench.web.publish(50, date(2026, 9, 15))
    bench.web.fault(path, faults.status(404))
    assert "1 could not be had (1 gone)" in bench.ends_as(0, "unchanged", 0)["message"]
    bench.ends_as(0, "unchanged", 0)
    bench.ends_as(0, "unchanged", 0)
    assert len(bench.web.asked(path)) == 2
    bench.web.heal()
    bench.later(days=1)
    bench.ends_as(0, "success", 1)


def test_a_run_without_news_brings_a_directory_of_an_earlier_version_up_to_date(bench: Bench) -> None:
    bench.ends_as(0, "success", 6)
    paths = Paths(bench.data)
    with duckdb.connect(str(paths.warehouse)) as con:
        con.execute("DROP VIEW speaker_activity")
        con.execute("DELETE FROM schema_objects")
    publish(paths.warehouse, paths.reader)
    paths.warehouse.with_suffix(".schema").unlink()

    bench.ends_as(0, "unchanged", 0)
    assert bench.sql("SELECT count(*) > 0 FROM speaker_activity") == [(True,)]
    published = paths.reader.stat().st_ino
    bench.ends_as(0, "unchanged", 0)
    assert paths.reader.stat().st_ino == published


@pytest.mark.parametrize("listed", [True, False], ids=["still listed", "withdrawn"])
def test_known_pages_that_are_gone_are_told_whoever_asked_for_them(bench: Bench, listed: bool) -> None:
    """The quick look at the terminal asks first: what it saw belongs to the run that goes on from there."""
    paths = bench.web.publish_many(8)
    bench.ends_as(0, "success", 8)
    for path in paths[2:4]:
        if listed:
            bench.web.fault(path, faults.status(404))
            bench.expire(path)
        else:
            bench.web.withdraw(path)
    report = bench.ends_as(0, "unchanged", 0)
    assert report["message"].startswith(
        f"Nothing new on {report['site']}; nothing was written; 2 known pages are gone "
    )
    assert (report["gone"], report["missed"], len(report["troubles"])) == (2, {}, 2)
    assert [len(bench.web.asked(path)) for path in paths[2:4]] == [2, 2]
    assert bench.sql("SELECT state FROM pages WHERE state = 'gone'") == [("gone",)] * 2, "the reader copy knows it"


def test_backfill_asks_again_for_known_pages_of_its_window_when_told_to(bench: Bench) -> None:
    paths = [bench.web.publish(number, date(2026, 9, number)) for number in (3, 4, 5)]
    bench.ends_as(0, "success", 9)
    for path in paths:
        bench.web.correct(path, "更正")
    bench.web.forget()
    day = date(2026, 9, 4)
    assert "Nothing new" in bench.backfill(day, day)
    assert bench.web.asked(paths[1]) == []

    assert "0 new, 1 changed, 1 fetched" in bench.backfill(day, day, recheck=True)
    (asked,) = bench.web.asked(paths[1])
    assert "if-none-match" in {name.lower() for name in asked.headers}
    assert bench.web.asked(paths[0]) == bench.web.asked(paths[2]) == []

    assert "0 new, 2 changed, 9 fetched" in bench.backfill(recheck=True)


def test_a_list_that_is_fine_while_all_articles_are_refused(bench: Bench) -> None:
    bench.spoil_articles(faults.challenge_412())
    report = bench.ends_as(3, "unavailable", 0)
    assert report["blocked"]
    assert sum(len(bench.web.asked(path)) for path in bench.web.articles) == 2
    (paused,) = bench.status()["blocked_hosts"]
    assert paused["pauses"] == 1
    bench.web.heal()
    bench.ends_as(3, "unavailable", 0)
    bench.later(hours=1)
    bench.ends_as(0, "success", 6)


def test_retry_after_nothing_at_every_page_is_not_believed_for_long(bench: Bench) -> None:
    bench.spoil_articles(faults.too_many_requests("0"))
    bench.ends_as(3, "unavailable", 0)
    assert sum(len(bench.web.asked(path)) for path in bench.web.articles) == 3
    bench.web.heal()
    bench.later(hours=1)
    bench.ends_as(0, "success", 6)


def test_a_changed_template_of_the_articles_alone(bench: Bench) -> None:
    def renamed(handler: Any, count: int) -> bool:
        handler.send(200, handler.page().replace(b"ivs_content", b"new_2027"), {"Content-Type": faults.HTML})
        return True

    bench.spoil_articles(renamed)
    report = bench.ends_as(3, "success", 0)
    assert report["quarantined"] == 6
    bench.web.heal()
    bench.ends_as(0, "success", 6)
    assert bench.status()["pages"] == {"ok": 6}


def test_a_correction_that_could_not_be_had_is_asked_for_by_the_next_run(bench: Bench) -> None:
    bench.ends_as(0, "success", 6)
    path = next(iter(bench.web.articles))
    old = bench.web.articles[path]
    bench.web.articles[path] = replace(old, title=f"【更正】{old.title}", note="更正：以本稿为准。")
    bench.web.fault(path, faults.status(500))
    bench.ends_as(0, "unchanged", 0)
    bench.web.heal()
    assert bench.ends_as(0, "success", 0)["updated"] == 1


def test_a_notice_at_every_address_takes_no_transcripts_place(bench: Bench) -> None:
    bench.ends_as(0, "success", 6)
    notice = article_html(replace(next(iter(bench.web.articles.values())), title="关于网站改版的公告"))
    head, _, rest = notice.partition('class="Article_content">')
    text = f'{head}class="Article_content"><p>{"本网站将于近期改版，期间部分内容可能无法访问。" * 20}</p></div>{rest[-30:]}'
    bench.spoil_articles(faults.body(text.encode(), faults.HTML))
    bench.web.publish(50, date(2026, 9, 15))
    bench.later(days=30)
    bench.ingest()
    assert bench.sql("SELECT count(*), min(turn_count), max(revision) FROM briefings WHERE kind = 'qa'") == [(7, 4, 1)]
    bench.web.heal()
    bench.later(days=30)
    bench.ingest()
    assert bench.sql("SELECT count(*), max(revision) FROM briefings WHERE kind = 'qa'") == [(7, 1)]


def test_a_list_behind_a_login_page_is_blocked(bench: Bench) -> None:
    login = "<html><head><title>用户登录</title></head><body><form>密码<input type=password></form></body></html>"
    bench.web.fault(LIST, faults.body(login.encode(), faults.HTML))
    assert bench.ends_as(3, "unavailable", 0)["blocked"]
    bench.web.heal()
    bench.later(hours=1)
    bench.ends_as(0, "success", 6)


def test_a_list_that_redirects_to_the_home_page_is_no_list(bench: Bench) -> None:
    bench.web.files["/"] = bench.web.body(LIST) or (b"", "")
    bench.web.fault(LIST, faults.redirect("/"))
    assert "no list page" in bench.ends_as(1, "failure", 0)["message"]
    bench.web.heal()
    bench.ends_as(0, "success", 6)


def test_a_list_of_other_things_only_is_told(bench: Bench) -> None:
    bench.web.articles.clear()
    bench.web.extra_items = [("/nw9820/1.html", "便民服务", "2026-09-14")]
    report = bench.ends_as(0, "unchanged", 0)
    assert "None of the 1 links" in report["warnings"][0]


def test_a_server_that_says_304_for_ever_is_doubted_after_a_week(bench: Bench) -> None:
    bench.ends_as(0, "success", 6)
    bench.web.publish(50, date(2026, 9, 15))

    def stuck(handler: Any, count: int) -> bool:
        asked = "If-None-Match" in handler.headers
        if asked:
            handler.send(304, b"", {})
        return asked

    bench.web.fault(LIST, stuck)
    bench.ends_as(0, "unchanged", 0)
    connection = sqlite3.connect(bench.data / "private" / "ledger.sqlite")
    with connection:
        connection.execute("UPDATE lists SET checked_at = checked_at - 8 * 86400")
    connection.close()
    bench.ends_as(0, "success", 1)


def test_a_page_count_of_nothing_ends_no_list(bench: Bench) -> None:
    bench.web.publish_many(15)

    def miscounted(handler: Any, count: int) -> bool:
        page = handler.page().replace(b"totalPage: 3", b"totalPage: 0")
        handler.send(200, page, {"Content-Type": faults.HTML})
        return True

    bench.web.fault(LIST, miscounted)
    bench.ends_as(0, "success", 15)


def ingest_at_once(bench: Bench, runs: int) -> list[tuple[int, dict[str, Any]]]:
    """Exit code and report of each."""
    with ThreadPoolExecutor(runs) as pool:
        return list(pool.map(lambda _: bench.command_ingest(), range(runs)))


@pytest.mark.parametrize("gate", ["quick look", "flow"])
def test_of_three_runs_started_at_once_one_works_and_the_others_say_so(bench: Bench, gate: str) -> None:
    if gate == "quick look":
        bench.ends_as(0, "success", 6)
        bench.web.publish(50, date(2026, 9, 15))
    results = ingest_at_once(bench, 3)
    assert [code for code, _ in results] == [0, 0, 0]
    assert sorted(report["outcome"] for _, report in results) == ["success", "unchanged", "unchanged"]
    idle = [report["message"] for _, report in results if report["outcome"] == "unchanged"]
    assert all("Another run" in said or "Nothing new" in said for said in idle)
    assert bench.sql("SELECT count(*), count(DISTINCT url) FROM briefings") == [(6 + (gate == "quick look"),) * 2]


@pytest.mark.soak  # two servers of their own; the lock itself is tested above and in test_ingest_faults
def test_two_runs_at_once_with_servers_of_their_own(briefings: Briefings, tmp_path: Path) -> None:
    with fault_site() as web:
        web.publish_many(3)
        bench = Bench(briefings, web, tmp_path)
        results = ingest_at_once(bench, 2)
        assert sorted((code, report["outcome"]) for code, report in results) == [(0, "success"), (0, "unchanged")]


def test_a_password_in_the_base_url_is_refused_and_never_shown(bench: Bench) -> None:
    done = bench.command(
        "ingest", "--json", "--data-dir", bench.data, "--site", bench.definition,
        "--base-url", bench.web.url.replace("://", "://reader:hush-hush@"),
    )  # fmt: skip
    assert (done.returncode, bench.web.requests) == (2, [])
    assert "BRIEFINGS_BASE_URL" in done.stderr
    assert "hush" not in done.stdout + done.stderr


def test_the_secrets_of_the_settings_are_in_no_output_file_log_or_artifact(
    bench: Bench, tmp_path: Path, prefect_api: str
) -> None:
    secrets = {
        "BRIEFINGS_PUBLISH_URL": "s3://key:hush-store@bucket/x",
        "BRIEFINGS_NOTIFY_URLS": "json://user:hush-hook@127.0.0.1:9/x?token=hush-token",
        "BRIEFINGS_DUCKLAKE": "ducklake:postgres:host=127.0.0.1 password=hush-lake dbname=x",
        "BRIEFINGS_DUCKLAKE_DATA": str(tmp_path / "lake"),
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    }
    where = ("--data-dir", bench.data, "--site", bench.definition)
    done = [
        bench.command("ingest", "--json", "--base-url", bench.web.url, *where, **secrets),
        bench.command("status", *where, **secrets),
        bench.command("check", *where, **secrets),
    ]
    assert [run.returncode for run in done[:2]] == [3, 0]
    assert not [run for run in done if "hush" in run.stdout + run.stderr]
    files = [file for folder in (bench.data, tmp_path / "prefect") for file in folder.rglob("*") if file.is_file()]
    assert bench.data / "private" / "ledger.sqlite" in files
    assert not [file for file in files if b"hush" in file.read_bytes()]
    for kind in ("logs", "artifacts", "flow_runs", "task_runs", "events"):
        newest = {} if kind == "events" else {"limit": 200, "sort": NEWEST[kind]}
        known = json.dumps(ask(f"{prefect_api}/{kind}/filter", newest), ensure_ascii=False)
        assert len(known) > 100
        assert "hush" not in known, kind
