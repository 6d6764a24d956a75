"""``briefings parse`` and ``briefings sites``, as typed."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from flows.cli.app import run
from flows.sample import DEFINITION, sample_server
from parsers.sites.definition import bundled_sites, load_site
from tests.faultsite import fault_site, faults

PAGE = """<meta charset="utf-8"><title>某市新闻发布会问答实录（2023年5月9日）</title><div id="zoom">
<p>澜江日报：请问目前建成多少座？</p><p>林若溪：已建成42座。谢谢大家。</p></div>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_parse_prints_one_json_document(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", str(page), "--url", "https://www.example.gov.cn/1.html"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["url"] == "https://www.example.gov.cn/1.html"
    assert printed["held_on"] == "2023-05-09"
    assert [(turn["role"], turn["outlet"], turn["speaker"]) for turn in printed["turns"]] == [
        ("question", "澜江日报", None),
        ("answer", None, "林若溪"),
    ]
    assert [metric["text"] for metric in printed["turns"][1]["metrics"]] == ["42座"]


def test_parse_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode()), encoding="utf-8"))
    assert run(["parse", "-"]) == 0
    assert len(json.loads(capsys.readouterr().out)["turns"]) == 2


def test_parse_explains_turns_and_figures(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["parse", str(page), "--explain"]) == 0
    printed = capsys.readouterr().out
    assert "林若溪" in printed
    assert "已建成42座。谢谢大家。" in printed
    assert re.search(r"42座 +3 +figure +PREV", printed)
    assert re.search(r"林若溪：已建成42座.* +label +a colon, brackets or a time; the form of a name", printed)
    assert re.search(r"(?m)^PREV +What it measures stands before it in its clause", printed)
    assert "around_the_clock" not in printed


def test_a_day_that_no_page_tells_is_explained_as_unknown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (page := tmp_path / "page.html").write_text(
        "<title>问答实录</title><div id=zoom><p>问：书房有多少座？</p><p>答：已建成42座。</p></div>", "utf-8"
    )
    assert run(["parse", str(page), "--explain"]) == 0
    printed = capsys.readouterr()
    assert "held on unknown, published on unknown, " in printed.out
    assert "warning: held_on: " in printed.err


def test_a_page_without_a_number_is_said_to_have_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (page := tmp_path / "page.html").write_text(
        "<title>问答实录</title><div id=zoom><p>问：书房建得怎么样？</p><p>答：正在建设。</p></div>", "utf-8"
    )
    assert run(["parse", str(page), "--explain"]) == 0
    assert "No turn says a number." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        ("", 1, "empty"),
        ("plain words", 1, "not an HTML page"),
        ("<title>问答实录</title><p>没有容器</p>", 1, "article.body"),
        (None, 2, "cannot be read"),
    ],
)
def test_parse_says_what_is_wrong(
    content: str | None, code: int, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.html"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert run(["parse", str(path)]) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert words in captured.err


def test_a_new_site_works_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["sites", "new", "hangzhou"]) == 0
    written = capsys.readouterr().out.split()
    assert sorted(written) == ["hangzhou.article.html", "hangzhou.list.html", "hangzhou.toml", "test_hangzhou.py"]
    assert run(["sites", "check", "hangzhou.toml", "--json"]) == 0
    assert all(finding["ok"] for finding in json.loads(capsys.readouterr().out))
    own_test = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_hangzhou.py"],
        capture_output=True,
        text=True,
    )
    assert own_test.returncode == 0, own_test.stdout
    assert run(["sites", "new", "hangzhou"]) == 2


def test_a_new_site_is_proposed_from_its_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with sample_server() as sample:
        assert run(["sites", "new", "mycity", "--from", f"{sample.url}/nw9820/index.html", "--data-dir", "data"]) == 0
        shown = capsys.readouterr().out
        assert "article.body" in shown
        assert "4 questions, 6 answers" in shown
        assert len(sample.requests) <= 4  # robots.txt, the list, one article
    site = load_site("mycity.toml")
    assert (site.base_url, site.listing.urls, site.listing.next) == (
        sample.url,
        ("/nw9820/index.html",),
        "index_{page}.html",
    )
    assert run(["sites", "new", "other", "--from", "mycity.article.html", "--from", "mycity.list.html"]) == 0
    other = load_site("other.toml")
    assert (other.listing.item, other.article.body) == (site.listing.item, site.article.body)
    assert run(["sites", "new", "third", "--from", "mycity.list.html", "--from", "mycity.list.html"]) == 2
    assert run(["sites", "new", "third", "--from", "nothing.html"]) == 2
    assert not Path("third.toml").exists()


def test_a_new_site_from_a_list_alone_keeps_the_usual_selectors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.json").write_text(
        '{"data": [{"title": "某市新闻发布会问答实录", "url": "https://www.example.org/1.html", "pubDate": "2024-05-08"}]}',
        encoding="utf-8",
    )
    assert run(["sites", "new", "mycity", "--from", "list.json"]) == 0
    rules = load_site("mycity.toml")
    assert (rules.listing.format, rules.listing.item, rules.listing.date) == ("json", "data", "pubDate")
    assert "#zoom" in rules.article.body
    assert rules.listing.expect_per_month is None, "nobody knows yet what is usual"
    said = capsys.readouterr().err.splitlines()
    assert any("No article was recognised" in line for line in said)
    assert all(words in said[-1] for words in ("[listing.form]", "base_url", "hosts", "listing.urls"))


def test_check_names_the_selector_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run(["sites", "new", "hangzhou"])
    definition = tmp_path / "hangzhou.toml"
    definition.write_text(definition.read_text(encoding="utf-8").replace(".list li", ".liste li"), encoding="utf-8")
    capsys.readouterr()
    assert run(["sites", "check", "hangzhou.toml"]) == 1
    said = capsys.readouterr().err
    assert "listing.item: .liste li" in said
    assert "another shape than its definition says" in said
    assert "sites check" not in said, "that is what has just been done"


@pytest.mark.parametrize("body", ["#zoom", "div#zoom"])
def test_check_counts_elements_also_those_that_are_dropped(
    body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    run(["sites", "new", "hangzhou"])
    definition = tmp_path / "hangzhou.toml"
    text = re.sub(r"(?m)^(body|drop) = .*\n", "", definition.read_text(encoding="utf-8"))
    text = text.replace("[article]", f'[article]\nbody = ["{body}"]\ndrop = [".share", ".none"]')
    definition.write_text(text, encoding="utf-8")
    shared = '<div class="share">分享</div>'
    page = PAGE.replace("<p>澜江", f"{shared}<p>澜江").replace("谢谢大家。</p>", f"谢谢大家。</p>{shared}")
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    capsys.readouterr()
    run(["sites", "check", "hangzhou.toml", "--article", "page.html", "--json"])
    found = {one["selector"]: one["matches"] for one in json.loads(capsys.readouterr().out)}
    assert (found[body], found[".share"], found[".none"]) == (1, 2, 0)
    run(["sites", "check", "hangzhou.toml", "--article", "page.html"])
    shown = capsys.readouterr().out
    assert re.search(r"✓ +article.drop +.share +2 +taken out", shown)
    assert re.search(r"– +article.drop +.none +0 +0 of 1 pages", shown)


def test_a_check_that_is_stopped_does_not_say_that_anything_was_loaded(tmp_path: Path) -> None:
    page = tmp_path / "list.html"
    os.mkfifo(page)
    process = subprocess.Popen(
        [Path(sys.executable).with_name("briefings"), "sites", "check", "shanghai", "--listing", page],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        held = opened_by_reader(page, process)
        time.sleep(0.5)  # a signal that comes between the reader's open and its read is seen by Python when it has read
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
        os.close(held)
    finally:
        process.kill()
    assert said == "briefings: stopped before it was done.\n"
    assert process.returncode == 143


def opened_by_reader(pipe: Path, reader: subprocess.Popen[str]) -> int:
    """The writing end of a named pipe, once ``reader`` opens it; it may also end before that."""
    deadline = time.monotonic() + 60
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError as error:
            if error.errno != errno.ENXIO or reader.poll() is not None or time.monotonic() > deadline:
                raise
        time.sleep(0.02)


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ("", 405, r"status 405 to a GET\. .*by POST, state what it sends under \[listing\.form\]"),
        ('[listing.form]\npageNo = "{page}"\n', 405, r"status 405 to a POST\. Compare \[listing\.form\]"),
        ('[listing.form]\npageNo = "{page}"\n', 403, r"status 403 to a POST\. Compare \[listing\.form\]"),
    ],
)
def test_a_list_that_refuses_the_method_is_told_with_it(
    form: str,
    status: int,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with fault_site() as web:
        monkeypatch.setenv("BRIEFINGS_BASE_URL", web.url)
        web.fault("/nw9820/index.html", faults.status(status))
        definition = web.write_definition(tmp_path)
        text = definition.read_text(encoding="utf-8")
        definition.write_text(text.replace("[article]", f"{form}[article]"), encoding="utf-8")
        assert run(["sites", "check", str(definition), "--live", "--data-dir", str(tmp_path / "data")]) == 1
    assert re.search(said, capsys.readouterr().err)


def test_sites_are_listed_and_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sites", "list", "--json"]) == 0
    names = [site["name"] for site in json.loads(capsys.readouterr().out)]
    assert sorted(names) == bundled_sites()
    assert {"shanghai", "beijing", "tianjin", "chongqing"} <= set(names)
    assert run(["sites", "show", "shenzhen"]) == 0
    assert 'item = "div.zx_ml_list ul li"' in capsys.readouterr().out
    assert run(["sites", "show", "atlantis"]) == 2
    assert run(["sites", "new", "Not A Name"]) == 2


def test_the_list_tells_when_a_followed_site_is_looked_at_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--data-dir", str(tmp_path)]

    def listed() -> dict[str, dict[str, object]]:
        capsys.readouterr()
        assert run(["sites", "list", "--json", *at]) == 0
        return {site["name"]: site for site in json.loads(capsys.readouterr().out)}

    assert run(["sites", "add", "beijing", *at]) == 0
    assert (listed()["beijing"]["next_look"] is not None, listed()["tianjin"]["next_look"]) == (True, None)
    assert run(["sites", "pause", "beijing", *at]) == 0
    assert (listed()["beijing"]["paused"], listed()["beijing"]["next_look"]) == (True, None)


@pytest.mark.parametrize("name", ["shanghai", "sample"])
def test_a_new_site_cannot_have_a_bundled_ones_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["sites", "new", name]) == 2
    assert "choose another name" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_whatever_fails_is_told_with_its_key(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written = tmp_path / "one.toml"
    text = DEFINITION.read_text("utf-8")
    written.write_text(re.sub(r"(?m)^title_matches = .*", 'title_matches = "不会有的"', text), "utf-8")
    page = tmp_path / "list.html"
    with sample_server() as server:
        page.write_bytes(urlopen(f"{server.url}{urlsplit(load_site(str(DEFINITION)).listing.urls[0]).path}").read())
    assert run(["sites", "check", str(written), "--listing", str(page)]) == 1
    assert "listing.title_matches: no title matches" in capsys.readouterr().err
