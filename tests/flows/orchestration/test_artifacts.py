"""Artifacts show what pages say; nothing a page says acts as Markdown, HTML or a link."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime

from flows.orchestration.artifacts import SHOWN, artifact_key, link, md, summary
from flows.report import RunReport, Trouble
from warehouse.rows.loadpage import Change, RowChange, Tally


def report(**given: object) -> RunReport:
    made = RunReport("r1", "ingest", "shanghai", started_at=datetime(2025, 3, 22, 1, tzinfo=UTC), outcome="success")
    for name, value in given.items():
        setattr(made, name, value)
    return made


def change(title: str, url: str = "https://www.shanghai.gov.cn/a.html") -> Change:
    return Change("shanghai-000000000000", "inserted", url, title, date(2025, 3, 22), 12, 34, Tally(12), Tally(34))


def test_chinese_titles_and_counts_are_in_the_summary() -> None:
    text = summary(report(inserted=1, fetched=1, changes=[change("2025年3月22日市政府新闻发布会问答实录")]))
    assert "2025年3月22日市政府新闻发布会问答实录" in text
    assert "12 turns, 34 figures" in text
    assert "34 figures added" in text


def test_a_changed_briefing_shows_what_became_of_its_turns_and_figures() -> None:
    row = RowChange("figure", "changed", "x-t3-m1", "3000台", {"unit": (None, "台")})
    turn = RowChange("turn", "added", "x-t9", "好的。\n第二段")
    edited = replace(
        change("实录"),
        action="updated",
        turn_changes=Tally(added=1),
        metric_changes=Tally(removed=18, changed=1, fields={"unit": 1}),
        sample=[row, turn],
    )
    text = html.unescape(summary(report(updated=1, changes=[edited])))
    assert "0 figures added" not in text
    assert "18 figures removed, 1 changed" in text
    assert "  - changed figure 3000台 (x-t3-m1): unit nothing → 台" in text
    assert "  - added turn 好的。 ↵ 第二段 (x-t9)" in text
    assert "… and 18 more" in text


def test_markup_in_a_title_stays_text() -> None:
    hostile = "<script>alert(1)</script> **粗** [点我](javascript:x) | ![](http://x/y.png) `代码`"
    shown = md(hostile)
    assert not re.search(r"[<>*\[\]()|`!]", shown)
    assert html.unescape(shown) == hostile


def test_only_web_addresses_become_links() -> None:
    assert link("题", "javascript:alert(1)") == "题".replace("题", md("题"))
    assert "](" not in link("题", "javascript:alert(1)")
    assert link("题", "https://a.cn/b") == "[题](https://a.cn/b)"
    assert "](" not in link("题", "https://a.cn/b) [x](https://evil.example/")


def test_failed_pages_are_listed_with_their_reason() -> None:
    text = summary(report(troubles=[Trouble("https://a.cn/b.html", "parse", "no body selector matched")]))
    assert "no body selector matched" in text
    assert "https://a.cn/b.html" in text


def test_a_backfill_of_thousands_shows_a_page_full_and_counts_the_rest() -> None:
    text = summary(report(changes=[change(f"第{n}场") for n in range(SHOWN + 5)]))
    assert "5 more" in text
    assert text.count("figures\n") == SHOWN


def test_the_key_is_what_prefect_accepts() -> None:
    assert re.fullmatch(r"[a-z0-9-]+", artifact_key(report(site="My_City.gov", flow="Ingest")))
