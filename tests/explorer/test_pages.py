"""Every page of the sample: reached by links, with its data beside it, and true to the tables."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from explorer import contents
from explorer.addresses import Location, conference, named, slug
from explorer.pages.conference import live_link
from explorer.text import lag, span, stated
from tests.explorer.serving import Links, served
from warehouse.database.publish import publish
from warehouse.database.store import writer

KINDS = {
    "": 1,
    "briefings": 4,
    "officials": 5,
    "outlets": 5,
    "archive": 3,
    "recipes": 23,
    "months": 3,
    "quality": 1,
}


def html(pages):
    return {at: got for at, got in pages.items() if got.headers["content-type"].startswith("text/html")}


def test_every_link_leads_somewhere_and_every_anchor_is_there(pages):
    assert {at for at, got in pages.items() if got.status != 200} == set()
    ids = {unquote(at): set(Links(got.text).ids) for at, got in html(pages).items()}
    for at, got in html(pages).items():
        for link in Links(got.text).links:
            target = urlsplit(urljoin("http://here" + at, link))
            if target.netloc == "here" and target.fragment and unquote(target.path) in ids:
                assert unquote(target.fragment) in ids[unquote(target.path)], (at, link)


def test_links_reach_every_kind_of_page(pages):
    found = {}
    for at in html(pages):
        kind = at.split("/")[1].partition("?")[0]
        found[kind] = found.get(kind, 0) + 1
    assert {kind: count for kind, count in KINDS.items() if found.get(kind, 0) < count} == {}


def test_no_id_stands_twice_on_a_page(pages):
    for at, got in html(pages).items():
        ids = Links(got.text).ids
        assert len(ids) == len(set(ids)), at


def test_a_page_needs_no_script_and_no_style_of_its_own(pages):
    for at, got in html(pages).items():
        read = Links(got.text)
        to_play_with = re.fullmatch("/measures/[^/]+/[^/]+", at)  # and its picture stands there without a script
        assert "script" not in read.tags or (to_play_with and "svg" in read.tags), at
        assert not {name for name in read.attributes if name.startswith("on")}, at
        assert "style" not in read.attributes, at


def test_each_page_has_a_title_one_heading_and_its_language(pages):
    for at, got in html(pages).items():
        if not at.startswith("/archive/"):
            assert len(re.findall("<h1", got.text)) == 1, at
            assert re.search(r"<title>[^<]{3,}</title>", got.text), at
            assert '<html lang="en">' in got.text


@pytest.mark.parametrize("address", ["/index", "/briefings", "/officials", "/outlets", "/changes", "/quality"])
def test_json_and_csv_stand_beside_a_page(server, address):
    content = json.loads(server.get(address + ".json").text)
    rows = list(csv.reader(io.StringIO(server.get(address + ".csv").text)))

    (first, *_) = [value for value in content.values() if isinstance(value, list)]
    assert len(rows) == 1 + len(first)
    assert content["title"]


def test_a_conference_has_every_turn_and_every_figure_in_its_place(server):
    (some_id,) = server.rows("SELECT max_by(briefing_id, held_on) FROM briefings")[0]
    got = server.get(f"/briefings/{some_id}")
    figures = server.rows("SELECT metric_id, text FROM metrics WHERE briefing_id = $id", id=some_id)

    assert len(figures) > 40
    for metric_id, text in figures:
        inside = metric_id.removeprefix(some_id + "-")
        assert re.search(
            rf'id="{inside}"><a id="m\d+"></a><a class="value" [^>]*#{inside}"[^>]*>{re.escape(text)}<', got.text
        )
    plain = re.sub(r"<[^>]+>", "", re.sub(r'<span class="note".*?</span></span></span>', "", got.text))
    for (turn,) in server.rows("SELECT text FROM turns WHERE briefing_id = $id", id=some_id):
        assert turn.split("\n")[0] in plain


def test_the_archived_page_shows_every_passage_that_was_read_from_it(server):
    rows = server.rows(
        "SELECT page_sha256, briefing_id, metric_id, metrics.text FROM metrics JOIN briefings USING (briefing_id)",
    )
    shown = {sha: server.get(f"/archive/{sha}").text for sha in {row[0] for row in rows}}
    assert len(rows) > 800
    assert all("(fetched 2025-11-0" in page for page in shown.values())
    for sha, briefing_id, metric_id, text in rows:
        inside = metric_id.removeprefix(briefing_id + "-")
        assert f'<a id="{inside}"></a>' in shown[sha]
        pieces = re.findall(rf"""<mark class="(?:[^" ]+ )*{inside}(?: [^" ]+)*">([^<]*)</mark>""", shown[sha])
        assert "".join("".join(pieces).split()) == "".join(text.split())


def test_what_is_cited_most_often_stands_with_its_last_value_which_says_that_it_is_a_growth(server):
    often = re.findall(r"<li>.*?</li>", server.get("/").text.partition('<ul class="often"')[2].partition("</ul>")[0])
    shown = {re.search(r">([^<]+)</a>", row)[1]: row for row in often}
    assert len(shown) == 12
    last = {name: re.findall(r'<span class="last">([^<]+)</span>', row) for name, row in shown.items()}
    assert {name for name, values in last.items() if len(values) != 1} == set()
    assert last["第三产业增加值"] == ["6.1% growth"] and last["城镇调查失业率"] == ["4.9%"]
    assert last["新增养老床位"] == ["1,980张"] and "<path" not in shown["新增养老床位"]
    assert "<path" in shown["地区生产总值"]


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        ("https://www.lanhai.example/1.html", True),
        ("http://127.0.0.1.lanhai.example/1.html", True),
        ("http://localhost-news.example/", True),
        ("http://127.0.0.1:8641/1.html", False),
        ("http://localhost/1.html", False),
        ("http://[::1]:8641/", False),
        ("javascript:alert(1)", False),
        (None, False),
    ],
)
def test_a_link_leads_to_a_site_and_never_to_a_copy_on_this_machine(url, leads):
    assert bool(live_link(url, "")) is leads


def test_an_edit_is_shown_as_what_was_added(server):
    got = server.get("/changes")
    assert re.search(r'<p class="new">.*按月公布', got.text)
    assert "<del>" not in got.text


def test_a_figure_says_what_it_means(server):
    (some_id,) = server.rows("SELECT min_by(briefing_id, held_on) FROM briefings")[0]
    got = server.get(f"/briefings/{some_id}")
    note = re.search(r'>8426.3亿元</a><span class="note".*?</span></span></span>', got.text)
    assert note
    assert "地区生产总值" in note[0]
    assert "8,426.3亿元" in note[0]
    assert "2023年 (2023-01-01 – 2023-12-31)" in note[0]


def test_months_between_the_first_and_the_last_that_were_silent_are_marked(server):
    silent = """SELECT count(*) FROM (
      SELECT unnest(generate_series(date_trunc('month', min(held_on)), max(held_on), INTERVAL 1 MONTH)) AS month FROM briefings
    ) AS m ANTI JOIN briefings AS b ON date_trunc('month', b.held_on) = m.month"""
    ((months,),) = server.rows(silent)
    assert months == 3
    assert server.get("/").text.count('class="level0 silent"') == months


@pytest.mark.parametrize(
    "address",
    [
        "/nothing",
        "/briefings/nothing",
        "/officials/无此人",
        "/months/2024-13",
        "/briefings/page/99",
        "/archive/" + "0" * 64,
        "/archive/../../etc/passwd",
        "/recipes/nothing",
        "/index.svg",
    ],
)
def test_what_is_not_there_is_said_to_be_missing(server, address):
    got = server.get(address)
    assert got.status == 404
    assert "There is no " in got.text


def test_one_page_has_one_address(server):
    assert server.get("/briefings.html").headers["location"] == "/briefings"
    assert server.get("/index").headers["location"] == "/"
    assert server.get("/officials/").headers["location"] == "/officials"
    assert server.get("/outlets/《澜海晚报》").status == 200


def test_a_page_that_did_not_change_is_not_sent_again(server):
    first = server.get("/officials")
    again = server.get("/officials", If_None_Match=first.headers["etag"])
    assert again.status == 304
    # A browser would take it over for the page that it has kept: an archived page would lose its sandbox.
    assert "content-security-policy" not in again.headers


def test_an_error_is_said_again_to_whom_it_was_said_before(server):
    address = "/sql?q=SELECT nothing"
    first = server.get(address)
    again = server.get(address, If_None_Match=first.headers.get("etag", "none"))
    assert (first.status, again.status) == (400, 400)
    assert again.body == first.body


def test_many_who_ask_for_a_page_at_once_have_it_made_once(server, monkeypatch):
    asked = []

    def counted(reading, address, query):
        asked.append(address)
        return made(reading, address, query)

    made = contents.page
    monkeypatch.setattr(contents, "page", counted)
    with ThreadPoolExecutor(12) as readers:
        got = list(readers.map(lambda _: server.get("/measures?at=once"), range(24)))
    assert {answer.status for answer in got} == {200}
    assert len({answer.body for answer in got}) == 1
    assert asked == ["measures"]


@pytest.mark.parametrize("name", ["岑晚舟", "古丽娜·阿西木", "GDP"])
def test_a_plain_name_is_its_own_address(name):
    assert slug(name) == name
    assert named(slug(name)) == {"name": name, "digest": ""}


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "a/b", "a.json", "index", "名" * 61, "名 字", "<b>", "\u202e名"]
)
def test_any_other_name_gets_an_address_that_stays_in_its_folder(name):
    assert re.fullmatch("~[0-9a-f]{20}", slug(name))
    assert named(slug(name))["digest"]


def test_links_are_relative_so_that_they_hold_in_any_folder():
    place = Location("briefings/sample-041e3286d5a4", ".html")
    assert place.to("index") == "../index.html"
    assert place.to("officials/岑晚舟#said") == "../officials/%E5%B2%91%E6%99%9A%E8%88%9F.html#said"
    assert Location("index", "").to("index") == "./"
    assert Location("search", "").to("index") == "./"


def test_an_id_alone_tells_the_address():
    assert conference("sample-041e3286d5a4-t6-m1") == "briefings/sample-041e3286d5a4#t6-m1"
    assert conference("my-city-041e3286d5a4") == "briefings/my-city-041e3286d5a4"


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2021-01-01", "2025-12-31", "2021 to 2025"),
        ("2024-07-01", "2024-09-30", "2024 Q3"),
        ("2024-01-01", "2024-09-30", "2024-01 to 09"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-09-01", "2024-08-31", "2023-09 to 2024-08"),
        ("2024-05-01", "2024-05-05", "2024-05-01 to 2024-05-05"),
        ("2024-05-01", "2024-05-01", "2024-05-01"),
        (None, "2024-09-30", "2024-09-30"),
        (None, None, "近三年"),
    ],
)
def test_the_days_of_a_figure_are_said_as_shortly_as_they_can_be(start, end, said):
    row = {"period": "近三年", "period_start": start and date.fromisoformat(start)}
    assert span(row | {"period_end": end and date.fromisoformat(end)}) == said


@pytest.mark.parametrize(("hours", "said"), [(1, "1 hour"), (5.4, "5 hours"), (47, "47 hours"), (242, "10 days")])
def test_hours_are_said_as_days_where_they_are_many(hours, said):
    assert lag(hours) == said


def test_when_a_turn_was_said_stands_beside_who_said_it(made, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(made, data)
    with writer(data / "private" / "warehouse.duckdb") as con:
        con.execute("UPDATE turns SET said_at = TIMESTAMP '2024-01-05 02:03:00' WHERE seq = 2")
    publish(data / "private" / "warehouse.duckdb", data / "briefings.duckdb")
    with served(data) as server:
        (some_id,) = server.rows("SELECT min(briefing_id) FROM briefings")[0]
        html = server.get(f"/briefings/{some_id}").text
        content = json.loads(server.get(f"/briefings/{some_id}.json").text)

    assert re.findall(r'<time[^>]* datetime="([^"]*T[^"]*)">([^<]*)<', html) == [
        ("2024-01-05T02:03:00Z", "2024-01-05 02:03 UTC")
    ]
    first, second, *_ = content["turns"]
    assert first["said_at"] is None
    assert second["said_at"].startswith("2024-01-05T02:03:00")


def test_what_doubled_is_shown_as_what_it_became() -> None:
    doubled = {"value": 2, "unit": "倍", "way": "up", "relation": "gt"}
    assert stated(doubled | {"text": "翻了一番"}) == "more than to 2倍"
    assert stated(doubled | {"text": "2倍"}) == "more than +2倍"
