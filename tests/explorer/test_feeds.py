"""Feeds: news once, as XML that readers take, and nothing in it that acts."""

from __future__ import annotations

import json
from datetime import datetime
from xml.etree import ElementTree

from explorer.feeds import Entry, atom

SPACE = "{http://www.w3.org/2005/Atom}"


def entries(text):
    return ElementTree.fromstring(text).findall(SPACE + "entry")


def test_all_news_is_in_the_feed_each_under_its_own_id(server):
    got = server.get("/news.atom")
    found = entries(got.text)
    assert got.headers["content-type"].startswith("application/atom+xml")
    assert len(found) == 20
    assert len({each.find(SPACE + "id").text for each in found}) == 20
    assert found[0].find(SPACE + "title").text.startswith("Edited: ")
    assert "按月公布" in found[0].find(SPACE + "content").text


def test_a_feed_leads_back_to_the_host_that_it_was_asked_for(server):
    for host in (f"127.0.0.1:{server.port}", "localhost:9000"):  # the second through a tunnel
        found = entries(server.get("/news.atom", Host=host).text)
        assert all(each.find(SPACE + "link").get("href").startswith(f"http://{host}/") for each in found)


def test_a_watch_has_a_feed_of_its_own_and_an_edit_tells_what_changed(server, data):
    folder = data / "watches"
    folder.mkdir(exist_ok=True)
    (folder / "monthly.toml").write_text('words = "按月公布"\n', "utf-8")
    (folder / "gdp.toml").write_text('measure = "地区生产总值"\n', "utf-8")
    monthly, gdp = entries(server.get("/watches/monthly.atom").text), entries(server.get("/watches/gdp.atom").text)
    assert {each.find(SPACE + "title").text[:7] for each in monthly} == {"Edited:"}
    assert all(each.find(SPACE + "content").text.startswith("+") for each in monthly)
    assert len(gdp) >= 8
    assert all("#t" in each.find(SPACE + "link").get("href") for each in gdp)
    assert server.get("/watches/none.atom").status == 404
    assert server.get("/watches/..%2f..%2fx.atom", raw=True).status == 404


def test_watches_are_listed_each_with_what_it_found_and_new_ones_at_once(server, data):
    page = server.get("/watches").text
    assert "养老床位" in page
    assert 'href="watches/beds.atom"' in page
    found = json.loads(server.get("/watches/beds.json").text)
    assert found["hits"]
    assert all("养老床位" in hit["sentence"] for hit in found["hits"])
    (data / "watches" / "paper.toml").write_text('outlet = "澜海日报"\n', "utf-8")
    assert "watches/paper.atom" in server.get("/watches").text
    assert server.get("/watches/none").status == 404


def test_hostile_news_is_text():
    news = Entry(
        "a/1",
        "</title><script>alert(1)</script>\u202e" + "题" * 10**6,
        "]]>\x1b[2J&",
        'x"><y',
        datetime.fromisoformat("2026-01-01"),
    )
    (entry,) = entries(atom([news], "http://127.0.0.1:8642/", "news", suffix=""))
    assert entry.find(SPACE + "title").text.startswith("</title><script>")
    assert len(entry.find(SPACE + "title").text) <= 200
    assert "\x1b" not in entry.find(SPACE + "content").text
