"""The name of who a page is from, out of the line that has it."""

from __future__ import annotations

import pytest

from parsers.source import bare_source


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("【发布日期：2025-03-05】 【来源：市政务服务局】", "市政务服务局"),
        ("来源：沂水发布", "沂水发布"),
        ("发布时间：2025-03-05 16:20 来源：市政务服务局 浏览次数：128 字号：大 中 小", "市政务服务局"),
        ("信息来源：澜江日报（数字版） 2025-03-05", "澜江日报（数字版）"),
        ("（来源：澜江日报）", "澜江日报"),
        ("稿源：澜江日报 | 责编：林小舟", "澜江日报"),
        ("来源：澜江日报 临海晚报", "澜江日报 临海晚报"),
        ("某市人民政府新闻办公室", "某市人民政府新闻办公室"),
        ("发布时间：2025-03-05 来源： 浏览次数：8", None),
        ("来源：", None),
        ("", None),
    ],
)
def test_the_bare_name(text: str, name: str | None) -> None:
    assert bare_source(text) == name
