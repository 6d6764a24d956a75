"""Measures: charts that lead to sentences, what was restated, what was kept."""

from __future__ import annotations

import html
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from urllib.parse import urljoin
from xml.etree import ElementTree

import duckdb
import pytest

from explorer import charts
from explorer.addresses import conference
from explorer.charts import Panel, Point, inline, specification
from explorer.pages import measures
from explorer.vega import svg
from tests.explorer.serving import Links, served

GDP = "/measures/地区生产总值"
drawn = pytest.mark.skipif(
    not charts.available(), reason="the extra explorer is not installed (pip install '.[explorer]')"
)


def panel(**fields):
    known = {"line": "全市", "is_plan": False, "differs": False, "label": "话", "link": "briefings/a#t1-m1"}
    points = tuple(Point(date(2024, month, 28), Decimal(month), **(known | fields)) for month in (3, 6, 9))
    return Panel("level-day", "Level", "人", False, points)


def test_three_clicks_lead_from_the_start_to_the_sentence_behind_a_point(server):
    first = Links(server.get("/").text).links
    assert "measures/%E5%9C%B0%E5%8C%BA%E7%94%9F%E4%BA%A7%E6%80%BB%E5%80%BC" in first
    second = server.get(GDP).text
    assert "briefings/sample-" in second
    point = re.search(r"\.\./(briefings/sample-[0-9a-f]+)#(t\d+-m\d+)", second)
    third = server.get("/" + point[1]).text
    assert f'id="{point[2]}"' in third


@drawn
def test_a_chart_stands_in_the_page_in_the_pages_colours_with_a_link_and_title_at_every_point(server):
    page = server.get(GDP).text
    pictures = re.findall(r"<svg role=.*?</svg>", page, re.S)
    assert len(pictures) >= 4
    for picture in pictures:
        ElementTree.fromstring(picture)
        assert "var(--c1)" in picture
        assert re.search(r'<a href="\.\./briefings/sample-[^"]+#t\d+-m\d+"', picture)
        assert "<title>" in picture
    assert "stated 4 times, differently" in page


@drawn
def test_each_chart_is_also_a_picture_a_table_and_something_to_play_with(server):
    (at, *_) = re.findall(r'href="([^"]+/level-year-to-date-CNY)"', server.get(GDP).text)
    at = urljoin("/measures/x", at)
    assert server.get(at + ".png", raw=True).body.startswith(b"\x89PNG")
    assert server.get(at + ".svg", raw=True).text.startswith("<svg")
    assert server.get(at + ".csv", raw=True).text.count("\n") == 8
    page = server.get(at, raw=True)
    assert "script-src 'self' 'unsafe-eval'" in page.headers["content-security-policy"]
    assert "connect-src" not in page.headers["content-security-policy"]
    assert json.loads(re.search(r'id="spec">(.*?)</script>', page.text, re.S)[1])["data"]["values"]


def test_without_the_extra_pages_have_their_tables_and_say_so(server, monkeypatch):
    monkeypatch.setattr(charts, "available", lambda: False)
    page = server.get("/measures/城镇新增就业?x=1").text
    assert "briefings[explorer]" in page
    assert "<table" in page
    assert server.get("/measures/城镇新增就业/none.png").status == 404


@drawn
@pytest.mark.parametrize(
    "text",
    ["</svg><script>alert(1)</script>", '" onload="alert(1)', "</title><script>", "\u202e", "&amp;", "']);alert(1)//"],
)
def test_hostile_labels_are_text_in_a_chart(text):
    picture = inline(specification(panel(label=text, line=text)), text, "../", "")
    tree = ElementTree.fromstring(picture)
    assert not [node for node in tree.iter() if node.tag.endswith("script")]
    assert not [name for node in tree.iter() for name in node.attrib if name.lower().startswith("on")]


def test_a_line_of_a_long_name_is_named_in_the_drawing() -> None:
    lines = ("sample 青桓市高新技术产业开发区和综合保税区管理委员会", *(f"sample 第{number}区" for number in range(6)))
    points = tuple(replace(point, line=line) for line in lines for point in panel().points)
    drawn = svg(specification(replace(panel(), points=points)))
    assert "sample 青桓市高新技术产业开发区和综合保…" in drawn and "sample 第4区" in drawn
    assert "@" not in drawn


def test_districts_crowd_no_city_out_of_a_chart() -> None:
    first = tuple(replace(point, line=f"a 第{n}区", is_whole=False) for n in range(7) for point in panel().points)
    cities = tuple(replace(point, line=city) for city in ("a", "b", "c") for point in panel().points[:1])
    drawn = specification(replace(panel(), points=first + cities))["layer"][0]["encoding"]["color"]
    assert drawn["scale"]["domain"] == ["a 第0区", "a 第1区", "a 第2区", "a", "b", "c"]


@pytest.mark.parametrize(("names", "columns"), [("甲乙", 2), ("abcdef", 6)])
def test_a_legend_is_no_wider_than_its_chart(names: str, columns: int) -> None:
    points = tuple(replace(point, line=name) for name in names for point in panel().points)
    legend = specification(replace(panel(), points=points))["layer"][0]["encoding"]["color"]["legend"]
    assert legend["columns"] == columns
    long = tuple(replace(point, line=f"{point.line}经济技术开发区管理委员会") for point in points)
    legend = specification(replace(panel(), points=long))["layer"][0]["encoding"]["color"]["legend"]
    assert legend["columns"] == 1


def test_the_data_of_a_chart_say_where_each_value_was_said(server):
    (at, *_) = re.findall(r'href="([^"]+/level-year-to-date-CNY)"', server.get(GDP).text)
    rows = json.loads(server.get(urljoin("/measures/x", at) + ".json", raw=True).text)["points"]
    assert {row["site"] for row in rows} == {"sample"}
    for row in rows:
        assert row["text"] in row["sentence"]
        page, _, anchor = conference(row["metric_id"]).partition("#")
        assert f'id="{anchor}"' in server.get(f"/{page}").text


def test_days_below_a_chart_are_those_of_observations():
    kind = panel()
    years = Panel(kind.key, kind.title, kind.unit, False, kind.points, is_of_years=True)
    axis = specification(years)["layer"][0]["encoding"]["x"]["axis"]
    assert axis["format"] == "%Y"
    assert [(tick["month"], tick["date"]) for tick in axis["values"]] == [(3, 28), (6, 28), (9, 28)]


def test_many_days_are_thinned_and_the_last_one_stays():
    points = tuple(replace(panel().points[0], day=date(year, 12, 31)) for year in range(1990, 2024))
    axis = specification(replace(panel(), points=points))["layer"][0]["encoding"]["x"]["axis"]
    assert 4 <= len(axis["values"]) <= 7
    assert axis["values"][-1]["year"] == 2023


def test_lines_of_a_year_to_date_end_with_their_year():
    kind = panel()
    broken = Panel(kind.key, kind.title, kind.unit, True, kind.points)
    assert {row["run"] for row in specification(broken)["data"]["values"]} == {"全市 2024"}


def test_what_was_restated_is_shown_with_both_values(server):
    page = server.get("/restated").text
    assert re.search(r"9012\.4亿元</del>.*?9047\.6亿元</ins>", page, re.S)


def test_plans_stand_beside_their_results(server):
    rows = json.loads(server.get("/kept.json").text)["kept"]
    assert rows
    assert all(row["plan"] and row["result"] for row in rows)


def test_a_plan_is_one_row_however_often_it_was_told(server):
    told = json.loads(server.get("/kept.json").text)
    beds = [row for row in told["kept"] if row["measure"] == "新增养老床位"]
    assert [row["plan"] for row in beds] == ["3000张"] * 3
    page = server.get("/kept").text
    (row,) = [row for row in re.findall("<tr>.*?</tr>", page) if "新增养老床位" in row]
    assert re.findall(r"3000张</a> <span class=\"by\">([\d-]+)", row) == ["2024-03-14", "2024-12-12", "2025-02-27"]
    assert all(f"{row['plan_metric_id'].partition('-t')[2]}" in page for row in beds)
    assert told["reached"] + told["missed"] <= page.count('<tr><th scope="row"') < len(told["kept"])


def test_values_of_one_conference_that_disagree_are_listed_with_a_link_to_each(server):
    page = server.get("/restated").text
    several = page.partition('id="disagreeing"')[2]
    links = dict(re.findall(r'href="(briefings/[^"]+)">([^<]+)</a>', several))
    assert {"1.2万家", "2.9万家"} <= set(links.values())
    assert "43.9万辆" not in several  # 由43.6万辆修订为43.9万辆
    ((at, anchor),) = [link.split("#") for link, text in links.items() if text == "2.9万家"]
    assert f'id="{anchor}"' in server.get(f"/{at}").text


def test_a_result_above_the_plan_and_one_below_it_at_one_conference_are_no_verdict(made, tmp_path):
    file = shutil.copy(made / "briefings.duckdb", tmp_path / "briefings.duckdb")
    with duckdb.connect(str(file)) as con:
        con.execute(
            "INSERT INTO metrics SELECT * REPLACE (metric_id || '0' AS metric_id, '2800张' AS text, 2800 AS value)"
            " FROM metrics WHERE text = '3412张' AND measure = '新增养老床位' AND status = 'result'"
        )
    with served(tmp_path) as running:
        page = running.get("/kept").text
        (row,) = [row for row in re.findall("<tr>.*?</tr>", page) if "新增养老床位" in row]
        assert re.findall(r">(3412张|2800张)</a>", row) == ["3412张", "2800张"]
        assert "its values disagree" in row
        assert json.loads(running.get("/kept.json").text)["disagree"] == 1


def test_a_fall_that_became_a_rise_is_shown_as_one(made, tmp_path):
    file = shutil.copy(made / "briefings.duckdb", tmp_path / "briefings.duckdb")
    with duckdb.connect(str(file)) as con:
        ((metric,),) = con.execute(
            "SELECT first_metric_id FROM restated WHERE aspect = 'growth' ORDER BY ALL LIMIT 1"
        ).fetchall()
        con.execute("UPDATE metrics SET direction = 'down' WHERE metric_id = ?", [metric])
    with served(tmp_path) as running:
        assert re.search(r'<del lang="zh-Hans">−[\d.]+%</del>', running.get("/restated").text)


def test_a_topic_lists_its_measures_and_who_cites_them(server):
    page = server.get("/topics/economy").text
    assert "地区生产总值" in page
    assert "/officials/" in page


def test_a_measure_of_a_large_file_is_compared_where_it_has_few_figures_and_else_told_where_it_is(server, monkeypatch):
    whole = server.get(f"{GDP}.json").text
    monkeypatch.setattr(measures, "MOST", 0)
    few = json.loads(server.get(f"{GDP}.json?large").text)
    assert few["restated"] == json.loads(whole)["restated"] != []
    monkeypatch.setattr(measures, "COMPARED", 0)
    many = server.get(f"{GDP}?many").text
    assert json.loads(server.get(f"{GDP}.json?many").text)["restated"] == []
    links = [html.unescape(link) for link in re.findall('href="([^"]*recipes/[^"]*)"', many)]
    asked = [
        json.loads(server.get("/recipes/" + link.rpartition("recipes/")[2].replace("?", ".json?")).text)
        for link in links
    ]
    assert ["IN ('地区生产总值')" in answer["statement"] and len(answer["answer"]) > 0 for answer in asked] == [
        True,
        True,
    ]


def test_names_that_look_alike_are_listed_beside_each_other(server):
    told = json.loads(server.get("/alike.json").text)["alike"]
    page = server.get("/alike").text
    assert "Names that look alike" in page
    assert all(row["shared"] >= 0.75 or row["same_values"] for row in told)
    assert page.count("</tr>") == (len(told) + 1 if told else 0)
