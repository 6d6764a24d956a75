"""`sites new --from`: definitions proposed from a site's own pages, on a site of our own over HTTP."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from flows.cli.app import run
from parsers.sites.definition import load_site
from parsers.sites.pagination import first_requests
from tests.faultsite import FaultSite, fault_site, faults
from tests.plain import run_ingest, with_tables

PAGE = """<meta charset="utf-8"><title>某市新闻发布会问答实录（2023年5月9日）</title><div id="zoom">
<p>澜江日报：请问目前建成多少座？</p><p>林若溪：已建成42座。谢谢大家。</p></div>"""


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three seconds between two requests, as the definition that is proposed has them, are a minute here; that they pass
    is in tests/flows/http/test_politeness.py.
    """
    monkeypatch.setattr("flows.http.politeness.interval", lambda _url, **_delays: 0.0)


def proposed(web: FaultSite, path: str) -> int:
    return run(["sites", "new", "mycity", "--from", f"{web.url}{path}", "--data-dir", "data"])


def test_a_definition_is_proposed_from_an_article_whose_script_asks_for_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with fault_site() as web:
        article = web.publish(0)
        web.fault(article, faults.altered("</body>", "<script>more('/jpage/dataproxy.jsp')</script></body>"))
        assert proposed(web, article) == 0
    assert "dataproxy" in Path("mycity.article.html").read_text("utf-8")


def test_what_a_list_leads_to_is_its_article_also_where_it_is_a_note_beside_an_attachment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with fault_site() as web:
        newest, *_ = web.publish_many(6)
        links = "".join(f'<li><a href="/other/{n}.html">政务公开第{n}栏</a></li>' for n in range(9))
        note = f"<html><body><h1>市政府新闻发布会实录</h1><ul>{links}</ul><p>见<a href='/a.docx'>附件</a></p></body></html>"
        web.fault(newest, faults.body(note.encode(), "text/html"))
        assert proposed(web, "/nw9820/index.html") in (0, 1), "the check says what is not found there"
    assert Path("mycity.article.html").read_text("utf-8") == note


def test_two_pages_of_one_kind_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with fault_site() as web:
        web.publish_many(6)
        assert proposed(web, "/nw9820/index.html") == 0
    for name in ("mycity.list.html", "mycity.article.html"):
        capsys.readouterr()
        assert run(["sites", "new", "third", "--from", name, "--from", name]) == 2
        assert "Two of the pages are read as" in capsys.readouterr().err


def test_why_the_newest_article_of_a_new_site_was_not_to_be_had_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with fault_site() as web:
        newest, *_ = web.publish_many(6)
        web.fault(newest, faults.status(403))
        assert proposed(web, "/nw9820/index.html") == 1
    said = capsys.readouterr().err
    assert newest in said
    assert "403" in said
    assert not Path("mycity.toml").exists()


@pytest.mark.parametrize(
    ("sent", "first", "goes_on"),
    [
        ("columnId=31&pageNo=1&pageSize=5", "1", [("columnId", "31"), ("pageNo", "{page}"), ("pageSize", "5")]),
        ("cur=0&k=%E5%8F%91%E5%B8%83", "0", [("cur", "{page}"), ("k", "发布")]),
        ("page_index={page}&t=", "1", [("page_index", "{page}"), ("t", "")]),
    ],
)
def test_a_list_that_answers_only_to_a_form_is_asked_as_its_page_asks(
    sent: str,
    first: str,
    goes_on: list[tuple[str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with fault_site() as web:
        rows = [
            {"docTitle": f"某市新闻发布会问答实录{path[-6]}", "url": path, "time": "2026-09-14"}
            for path in web.publish_many(4)
        ]
        answer = json.dumps({"data": {"pages": 3, "rows": rows}}).encode()
        web.fault("/api/list", faults.only_posted(faults.body(answer, "application/json")))
        assert proposed(web, "/api/list") == 1
        assert "--form" in capsys.readouterr().err
        assert run(["sites", "new", "mycity", "--from", f"{web.url}/api/list", "--form", sent, "--data-dir", "d"]) == 0
    site = load_site("mycity.toml")
    assert list(site.listing.form) == goes_on
    assert site.listing.next is None
    request = first_requests(site, since=None, today=date(2026, 9, 20))[0]
    assert dict(request.data or ())[next(key for key, value in goes_on if value == "{page}")] == first
    assert "put {page}" not in capsys.readouterr().err


def test_a_form_that_counts_no_pages_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with fault_site() as web:
        web.publish_many(3)
        where = ("--from", f"{web.url}/nw9820/index.html", "--data-dir", "d")
        assert run(["sites", "new", "mycity", *where, "--form", "channel=31"]) == 0
        assert "put {page}" in capsys.readouterr().err
        assert run(["sites", "new", "other", *where, "--form", "channel"]) == 2
        assert "channel=31&pageNo=1" in capsys.readouterr().err
    assert run(["sites", "new", "other", "--form", "channel=31"]) == 2
    assert "--from" in capsys.readouterr().err


def test_a_sitemap_is_enough_for_a_new_site_and_why_its_article_is_missing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with fault_site() as web:
        paths = web.publish_many(3)
        entries = "".join(f"<url><loc>{web.url}{path}</loc><lastmod>2026-09-14</lastmod></url>" for path in paths)
        sitemap = f'<?xml version="1.0"?><urlset>{entries}</urlset>'
        web.fault("/sitemap.xml", faults.body(sitemap.encode(), "text/xml"))
        for path in paths:
            web.fault(path, faults.status(403))
        assert proposed(web, "/sitemap.xml") == 0
    assert "403" in capsys.readouterr().err
    assert Path("mycity.toml").exists()
    assert not Path("mycity.article.html").exists()


@pytest.mark.parametrize("day", ["", "刚刚", "05-09"])
def test_a_list_without_dates_is_told_of_and_then_read(
    day: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with fault_site() as web:
        count = len(web.publish_many(4))
        text = re.sub(r'(?<=<span class="time">)[^<]*', day, re.sub("（[^）]*）", "", web.list_page(1) or ""))
        assert text.count(f'"time">{day}<') == count
        web.fault("/nw9820/index.html", faults.body(text.encode(), faults.HTML))
        assert proposed(web, "/nw9820/index.html") == 0
        shown = capsys.readouterr()
        assert re.search(r"⚠ +listing +links +4 +0 with a date", shown.out)
        assert "✗" not in shown.out
        code, report = run_ingest(with_tables(tmp_path / "read"), "mycity.toml", web.url)
    assert (code, report["inserted"]) == (0, count)


def test_a_note_beside_a_document_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with fault_site() as web:
        newest, *_ = web.publish_many(3)
        note = "<html><meta charset='utf-8'><body><h1>市政府新闻发布会实录</h1><i class='pubtime'>2024-05-08</i>"
        note += "<div id='zoom'><p>全文见附件：<a href='/f/a.docx'>实录.docx</a></p></div></body></html>"
        web.fault(newest, faults.body(note.encode(), "text/html"))
        assert proposed(web, "/nw9820/index.html") == 0
    said = capsys.readouterr().err
    assert "/f/a.docx, which a run fetches and reads" in said
    assert "recognised" not in said


def test_check_live_reads_the_whole_of_an_article_of_several_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with fault_site() as web:
        newest, *_ = web.publish_many(2)
        second = newest.replace(".html", "_2.html")
        head = "<html><meta charset='utf-8'><h2 id='ivs_title'>某市新闻发布会问答实录（2026年9月14日）</h2>"
        page = head + "<small id='ivs_date'>2026-09-14</small><div id='ivs_content'>{}</div></html>"
        exchange = "<p>澜江日报：请问{0}期何时完工？</p><p>林若溪：{0}期年底以前完工。</p>"
        link = f"<p class='pager'><a href='{second}'>下一页</a></p>"
        web.fault(newest, faults.body(page.format(exchange.format("一") + link).encode(), faults.HTML))
        web.files[second] = (page.format(exchange.format("二")).encode(), faults.HTML)
        definition = web.write_definition(tmp_path)
        text = definition.read_text("utf-8").replace("[article]", '[article]\nnext = [".pager a"]')
        text = text.replace("https://www.lanhai.example", web.url).replace("www.lanhai.example", "127.0.0.1")
        definition.write_text(text, encoding="utf-8")
        assert run(["sites", "check", str(definition), "--live", "--data-dir", str(tmp_path / "data")]) == 0
    shown = capsys.readouterr().out
    assert "2 questions, 2 answers" in shown
    assert "a run fetches it" not in shown


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("<ul class='news'></ul><script>$.getJSON('/list.json', show)</script>", "Give that address with --from"),
        ("<div id='app'></div><script src='/app.js'></script>", "is drawn by a script"),
        ("<div id='60'></div><script>$('#60').jpage({dataproxy: '/jpage/dataproxy.jsp'})</script>", "is a jpage"),
    ],
)
def test_no_definition_is_proposed_for_a_page_without_entries(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with fault_site() as web:
        menu = "".join(f"<p><a href='/m/{number}'>政务公开</a></p>" for number in range(60))
        page = f"<html><head><meta charset='utf-8'></head><body>{menu}{script}</body></html>"
        web.fault("/xwfb/index.html", faults.body(page.encode(), faults.HTML))
        assert run(["sites", "new", "mycity", "--from", f"{web.url}/xwfb/index.html", "--data-dir", "data"]) == 2
    assert said in capsys.readouterr().err
    assert not Path("mycity.toml").exists()
