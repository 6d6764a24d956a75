"""The times of a live transcript: out of the text, kept with the turn, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from parsers.page import parse_page
from parsers.records import Page

Q, A, B = "请问这项工作进展如何？", "已经全部完成，居民可以放心。", "我再补充一点，明年还会继续。"


def page(*paragraphs: str, title: str = "某市新闻发布会文字实录（2023年5月9日）") -> Page:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    html = f'<meta charset="utf-8"><title>{title}</title><div id="zoom">{body}</div>'
    return parse_page(html.encode(), url=None, site=None)


def times(*paragraphs: str) -> list[str | None]:
    return [turn.said_at.strftime("%H:%M:%S") if turn.said_at else None for turn in page(*paragraphs).turns]


@pytest.mark.parametrize(
    "lines",
    [
        (f"[10:11] 海河晚报记者：{Q}", f"[10:12] 陆怀谷：{A}"),
        (f"[海河晚报记者] [10:11]：{Q}[10:11]", f"[陆怀谷] [10:12]：{A}[10:12]"),
        ("海河晚报记者 [10:11]", Q, "陆怀谷 [10:12]", A),
        (f"海河晚报记者：{Q}[10:11]", f"陆怀谷：{A}[10:12]"),
        ("[10:11]", f"海河晚报记者：{Q}", "[10:12]", f"陆怀谷：{A}"),
        (f"海河晚报记者：{Q}", "2023-05-09 10:11:00", f"陆怀谷：{A}", "2023-05-09 10:12:00"),
        (f"[10:11] 海河晚报记者：{Q}", f"[10:12] 陆怀谷：{A}", f"[10:15] 陆怀谷：{B}"),
    ],
)
def test_each_turn_has_the_first_time_that_stands_with_it(lines: tuple[str, ...]) -> None:
    found = page(*lines)
    assert [turn.said_at for turn in found.turns] == [
        datetime(2023, 5, 9, 2, 11, tzinfo=UTC).replace(tzinfo=None),
        datetime(2023, 5, 9, 2, 12, tzinfo=UTC).replace(tzinfo=None),
    ]
    assert not any("10:1" in turn.text for turn in found.turns)


def test_a_stamp_names_its_own_day() -> None:
    assert page(f"海河晚报记者：{Q}2022-11-05 15:06:31", f"陆怀谷：{A}2022-11-05 15:09:02").turns[
        1
    ].said_at == datetime(2022, 11, 5, 7, 9, 2, tzinfo=UTC).replace(tzinfo=None)


def test_a_turn_without_a_stamp_has_no_time() -> None:
    assert times(f"[10:11] 海河晚报记者：{Q}", f"陆怀谷：{A}") == ["02:11:00", None]


@pytest.mark.parametrize("above", ["2023-05-09 10:00:15", "2023年5月9日（星期二）"])
def test_one_time_above_the_text_is_the_pages(above: str) -> None:
    assert times(above, f"海河晚报记者：{Q}", f"陆怀谷：{A}") == [None, None]


def test_a_time_without_any_day_is_none() -> None:
    found = page(f"[10:11] 海河晚报记者：{Q}", f"[10:12] 陆怀谷：{A}", title="某市新闻发布会文字实录")
    assert [turn.said_at for turn in found.turns] == [None, None]


def test_times_that_are_spoken_of_are_no_stamps() -> None:
    said = "展厅开放时间为9:00至17:30，请合理安排。"
    assert times(f"海河晚报记者：{Q}", f"陆怀谷：{said}") == [None, None]
    assert page(f"海河晚报记者：{Q}", f"陆怀谷：{said}").turns[1].text == said
