"""Every fault of the site with faults on the real flow: installed command, Prefect run, DuckDB file.

One site has them all at once, each on a page of its own between healthy ones. The first run meets the faults; then
the site recovers, and the very next run has to have it all without hands.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.service.server import CLIENT
from tests.conftest import Briefings, _runner
from tests.faultsite import FaultSite, fault_site, faults, wire
from tests.faultsite.clock import let_time_pass
from tests.faultsite.faults import Fault
from tests.plain import Ended, run_ingest
from warehouse.readers.query import query

pytestmark = pytest.mark.prefect

NO_BODY = (
    "<html><head><meta name='ArticleTitle' content='市政府新闻发布会问答实录'><title>问答实录</title></head>"
    "<body><div class='new-2027'>" + "正文在别处。" * 60 + "</div></body></html>"
)

LOGIN = (
    "<html><head><title>用户登录__统一身份认证</title></head><body>"
    + "<p>一网通办服务平台</p>" * 60
    + "<form>用户名<input name='u'> 密码<input type='password' name='p'></form></body></html>"
)
MAINTENANCE = (
    "<html><head><title>公告</title></head><body><p>网站正在升级维护，由此带来的不便敬请谅解。</p></body></html>"
)
IN_LAYOUT = (
    "<html><head><meta name='ArticleTitle' content='市政府新闻发布会问答实录'><title>问答实录</title></head><body>"
    + "<p>导航：政务公开、办事服务、互动交流</p>" * 30
    + "<div id='ivs_content'><p>抱歉，您要查看的信息不存在，请返回首页。</p></div></body></html>"
)  # fmt: skip

FAULTS: dict[str, tuple[Callable[[], Fault], str, str]] = {
    "endless_headers": (faults.endless_headers, "unavailable", "not HTTP"),
    "drop_mid_body": (faults.drop_mid_body, "truncated", "ended before"),
    "drop_mid_chunk": (faults.drop_mid_chunk, "truncated", "ended before"),
    "drop_mid_gzip": (faults.drop_mid_gzip, "truncated", "ended before"),
    "wrong_length": (faults.short_length, "truncated", "</html> is missing"),
    "empty_body": (lambda: faults.body(b"", faults.HTML), "truncated", "no body"),
    "reset": (faults.reset, "unavailable", "cut before any answer"),
    "garbage": (faults.garbage, "unavailable", "not HTTP"),
    "server_error": (lambda: faults.status(500), "unavailable", "500"),
    "server_error_then_page": (lambda: faults.only_first(1, faults.status(500)), "ok", ""),
    "forbidden": (lambda: faults.status(403), "blocked", "403"),
    "too_many_requests": (lambda: faults.too_many_requests("1"), "blocked", "Retry-After 1"),
    "challenge_412": (faults.challenge_412, "blocked", "412"),
    "challenge_521": (faults.challenge_521, "blocked", "521"),
    "challenge_with_status_200": (faults.challenge_200, "blocked", "challenge page"),
    "soft_404": (faults.soft_404, "soft_404", "error page"),
    "redirect_to_the_home_page": (lambda: faults.redirect("/"), "soft_404", "redirected to /"),
    "gone": (lambda: faults.status(404), "gone", "404"),
    "gzip_bomb": (lambda: faults.gzip_bomb(60), "too_large", "unpacks to more"),
    "endless_body": (faults.endless_body, "too_large", "longer than"),
    "redirect_loop": (lambda: faults.redirect("/nw9820/again.html"), "unavailable", "circle"),
    "redirect_off_site": (lambda: faults.redirect("http://127.0.0.2/x.html"), "off_site", "127.0.0.2"),
    "redirect_to_a_file": (lambda: faults.redirect("file:///etc/passwd"), "off_site", "file:"),
    "pdf": (lambda: faults.body(b"%PDF-1.7\n", "application/pdf"), "wrong_type", "application/pdf"),
    "unasked_encoding": (lambda: faults.body(b"x", faults.HTML, Content_Encoding="br"), "wrong_type", "br"),
    "lying_charset": (lambda: faults.typed("text/html; charset=iso-8859-1"), "ok", ""),
    "several_gzip_files_in_a_row": (faults.gzip_members, "ok", ""),
    "deflate_without_its_header": (faults.raw_deflate, "ok", ""),
    "bytes_of_zero": (lambda: faults.altered("惠及", "惠\0及\0"), "ok", ""),
    "utf_16": (faults.utf16, "ok", ""),
    "an_answer_with_more_behind_it": (wire.answer_and_more, "ok", ""),
    "end_of_line_without_carriage_return": (wire.bare_newlines, "ok", ""),
    "too_long_length": (wire.long_length, "truncated", "ended before"),
    "two_lengths": (wire.two_lengths, "unavailable", "not HTTP"),
    "a_header_of_a_megabyte": (wire.long_header, "unavailable", "not HTTP"),
    "a_status_line_with_escapes": (lambda: wire.raw(b"HTTP/1.1 \x1b[31m\r\n\r\n"), "unavailable", "not HTTP"),
    "no_content": (lambda: faults.status(204, body=""), "truncated", "no body"),
    "not_modified_without_being_asked": (lambda: wire.raw(b"HTTP/1.1 304 X\r\n\r\n"), "unavailable", "304"),
    "login_page": (lambda: faults.body(LOGIN.encode(), faults.HTML), "blocked", "refused with a login page"),
    "maintenance_notice": (lambda: faults.body(MAINTENANCE.encode(), faults.HTML), "soft_404", "error page"),
    "error_page_in_the_usual_layout": (
        lambda: faults.body(IN_LAYOUT.encode(), faults.HTML),
        "quarantined",
        "error page",
    ),
    "redirect_to_the_list": (lambda: faults.redirect("/nw9820/index.html"), "soft_404", "redirected to"),
    "redirect_to_another_port": (lambda: faults.redirect("http://127.0.0.1:9/x.html"), "off_site", "127.0.0.1:9"),
    "changed_template": (lambda: faults.body(NO_BODY.encode(), faults.HTML), "quarantined", "#ivs_content"),
}

LATE: dict[str, tuple[Callable[[], Fault], str]] = {
    "slow": (lambda: faults.slow(60), "no answer in time"),
    "drip": (lambda: faults.drip(0.1), "not complete"),
    "dripping_headers": (lambda: faults.dripping_headers(0.1), "not complete"),
}
"""What only the clock ends: in a run of its own, that an impatient client and a busy machine disturb no other page."""


@dataclass
class Story:
    """What was seen of the two runs."""

    web: FaultSite
    data: Path
    command: Briefings
    definition: Path
    bad: dict[str, str]
    """Fault → path of its page."""
    good: list[str]
    first: dict[str, Any]
    first_exit: int
    states: dict[str, tuple[str, str]]
    """Path → (state, reason) after the first run."""
    loaded: set[str]
    """Paths in the reader copy after the first run."""
    status: dict[str, Any]
    second: dict[str, Any]
    second_exit: int
    recovered: set[str]


def ingest(web: FaultSite, data: Path, definition: Path) -> Ended:
    """A run in this process."""
    return run_ingest(data, definition, web.url)


def command_ingest(command: Briefings, web: FaultSite, data: Path, definition: Path) -> Ended:
    """The installed command, recorded by a real Prefect server."""
    done = command(
        "ingest", "--json", "--data-dir", data, "--site", definition, "--base-url", web.url,
        timeout=400,
    )  # fmt: skip
    assert done.stdout, done.stderr
    return done.returncode, dict(json.loads(done.stdout))


def states(data: Path, web: FaultSite) -> dict[str, tuple[str, str]]:
    connection = sqlite3.connect(data / "private" / "ledger.sqlite")
    rows = connection.execute("SELECT url, state, coalesce(reason, '') FROM pages").fetchall()
    connection.close()
    return {url.removeprefix(web.url): (state, reason) for url, state, reason in rows}


def loaded(data: Path, web: FaultSite) -> set[str]:
    rows = query(data / "briefings.duckdb", "SELECT url FROM briefings").records()
    return {row["url"].removeprefix(web.url) for row in rows}


@pytest.fixture(scope="module")
def runner(prefect_api: str, tmp_path_factory: pytest.TempPathFactory) -> Briefings:
    folder = tmp_path_factory.mktemp("faults")
    return _runner(folder, {**CLIENT, "PREFECT_API_URL": prefect_api, "PREFECT_HOME": str(folder / "prefect")})


@pytest.fixture(scope="module")
def story(runner: Briefings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("story")
    data = folder / "data"
    with fault_site() as web:
        definition = web.write_definition(folder, concurrency=1)
        web.files["/robots.txt"] = (b"<!DOCTYPE html><html><body>home</body></html>", "text/html")
        paths = web.publish_many(2 * len(FAULTS) + 1)
        bad = dict(zip(FAULTS, paths[1::2], strict=True))
        for name, (make, _, _) in FAULTS.items():
            web.fault(bad[name], make())
        web.fault("/nw9820/again.html", faults.redirect("/nw9820/again.html"))
        first_exit, first = command_ingest(runner, web, data, definition)
        seen, there = states(data, web), loaded(data, web)
        status = json.loads(runner("status", "--json", "--data-dir", data, "--site", definition).stdout)
        web.heal()
        second_exit, second = ingest(web, data, definition)
        yield Story(
            web, data, runner, definition, bad, paths[::2], first, first_exit, seen, there, status, second,
            second_exit, loaded(data, web),
        )  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_page_is_in_the_right_state_with_a_reason_and_recovers(story: Story, fault: str) -> None:
    _, state, reason = FAULTS[fault]
    path = story.bad[fault]
    assert story.states[path][0] == state
    assert reason in story.states[path][1]
    assert (path in story.loaded) == (state == "ok")
    assert path in story.recovered


def test_a_page_that_does_not_come_in_time_is_told_and_recovers(tmp_path: Path) -> None:
    with fault_site() as web:
        definition = web.write_definition(tmp_path, concurrency=3)
        bad = dict(zip(LATE, web.publish_many(len(LATE)), strict=True))
        for name, (make, _) in LATE.items():
            web.fault(bad[name], make())
        code, report = run_ingest(tmp_path / "data", definition, web.url, read_timeout=1, total_timeout=2)
        assert (code, report["outcome"], report["inserted"]) == (1, "unavailable", 0)
        seen = states(tmp_path / "data", web)
        for name, (_, reason) in LATE.items():
            state, told = seen[bad[name]]
            assert state == "timeout"
            assert reason in told, name
        web.heal()
        code, report = ingest(web, tmp_path / "data", definition)
        assert (code, report["inserted"]) == (0, len(LATE))


def test_all_other_pages_are_loaded_although_many_are_faulty(story: Story) -> None:
    assert set(story.good) <= story.loaded


def test_the_outcome_and_exit_code_say_that_something_was_blocked_or_set_aside(story: Story) -> None:
    assert story.first["outcome"] == "success"
    assert story.first["quarantined"] == 2
    assert "could not be had" in story.first["message"]
    assert story.first_exit == 3
    troubles = {trouble["url"].removeprefix(story.web.url) for trouble in story.first["troubles"]}
    assert troubles == {story.bad[name] for name, (_, state, _) in FAULTS.items() if state != "ok"}


def test_status_names_every_page_that_needs_attention(story: Story) -> None:
    named = {page["url"].removeprefix(story.web.url): page["state"] for page in story.status["problems"]}
    assert named == {story.bad[name]: state for name, (_, state, _) in FAULTS.items() if state != "ok"}


def test_the_run_after_the_recovery_ends_well(story: Story) -> None:
    assert (story.second["outcome"], story.second_exit, story.second["troubles"]) == ("success", 0, [])
    assert story.recovered == set(story.good) | set(story.bad.values())


def test_a_corrected_page_under_a_new_etag_becomes_a_revision(story: Story) -> None:
    path = story.good[0]
    story.web.correct(path, "更正：数字以本稿为准。")
    let_time_pass(story.data / "private" / "ledger.sqlite", days=30)
    newest = story.web.publish(900, date(2026, 9, 20))
    _, report = ingest(story.web, story.data, story.definition)
    assert (report["inserted"], report["updated"]) == (1, 1)
    rows = query(story.data / "briefings.duckdb", "SELECT url, revision FROM briefings WHERE revision > 1").records()
    assert [row["url"] for row in rows] == [story.web.url + path]
    assert newest in loaded(story.data, story.web)


def test_a_site_that_refuses_everything_is_paused_and_shown(runner: Briefings, tmp_path: Path) -> None:
    with fault_site() as web:
        definition = web.write_definition(tmp_path)
        web.publish_many(3)
        web.fault("*", faults.challenge_521())
        code, report = ingest(web, tmp_path / "data", definition)
        assert (code, report["outcome"], report["blocked"]) == (3, "unavailable", True)
        asked = len(web.requests)
        assert asked == 1
        code, report = ingest(web, tmp_path / "data", definition)
        assert (code, len(web.requests)) == (3, asked)
        status = json.loads(runner("status", "--json", "--data-dir", tmp_path / "data", "--site", definition).stdout)
        assert [host["host"] for host in status["blocked_hosts"]] == [web.url.removeprefix("http://")]
        web.heal()
        let_time_pass(tmp_path / "data" / "private" / "ledger.sqlite", hours=1)
        code, report = ingest(web, tmp_path / "data", definition)
        assert (code, report["inserted"]) == (0, 3)


def test_of_two_runs_started_at_once_one_works_and_the_other_says_so(runner: Briefings, tmp_path: Path) -> None:
    with fault_site() as web:
        definition = web.write_definition(tmp_path)
        web.publish_many(4)
        reached, go = threading.Event(), threading.Event()

        def hold(handler: Any, count: int) -> bool:
            reached.set()
            go.wait(60)
            return False

        web.fault("/nw9820/index.html", hold)
        results: list[tuple[int, dict[str, Any]]] = []
        first = threading.Thread(
            target=lambda: results.append(_patient(runner, web, tmp_path / "data", definition)), daemon=True
        )
        first.start()
        assert reached.wait(120)
        code, report = ingest(web, tmp_path / "data", definition)
        go.set()
        first.join(120)
        assert (code, report["outcome"], report["inserted"]) == (0, "unchanged", 0)
        assert "Another run" in report["message"]
        assert [(code, report["inserted"]) for code, report in results] == [(0, 4)]


def _patient(command: Briefings, web: FaultSite, data: Path, definition: Path) -> tuple[int, dict[str, Any]]:
    done = command("ingest", "--json", "--data-dir", data, "--site", definition, "--base-url", web.url)
    return done.returncode, dict(json.loads(done.stdout))


def test_a_page_with_a_task_of_its_own_is_not_asked_twice_when_it_is_refused(runner: Briefings, tmp_path: Path) -> None:
    with fault_site() as web:
        definition = web.write_definition(tmp_path)
        paths = web.publish_many(5)
        web.fault(paths[1], faults.challenge_412())
        web.fault(paths[3], faults.body(NO_BODY.encode(), faults.HTML))
        code, report = ingest(web, tmp_path / "data", definition)
        assert (code, report["inserted"], report["fetched"]) == (3, 3, 5)
        assert [len(web.asked(path)) for path in paths] == [1] * 5
        assert sorted(trouble["stage"] for trouble in report["troubles"]) == ["fetch", "parse"]
