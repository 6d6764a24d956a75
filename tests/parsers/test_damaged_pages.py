"""Pages whose characters or figures are damaged: the good part is read, the rest is named, nothing wrong is loaded."""

from __future__ import annotations

import pytest

from parsers.errors import Garbled
from parsers.page import parse_page

SPEECH = "我们在今年的工作中把全市的发展和人民的生活放在一起来看，新建了一批学校。"


def page(answer: str) -> str:
    return (
        '<meta charset="utf-8"><meta name="PubDate" content="2025-02-27T17:30:00Z"><h1>市政府新闻发布会问答实录</h1>'
        f'<div class="article-content"><p>澜海日报记者：请问建成了多少？</p><p>王磊：{answer}</p></div>'
    )


@pytest.mark.parametrize("slip", ["9" * 30 + "亿元", "一万亿亿亿亿元", "1" + ",000" * 12 + "元"])
def test_a_figure_that_no_column_holds_is_left_out_and_shown(slip: str) -> None:
    read = parse_page(page(f"今年投资{slip}，建成42座桥。").encode(), url=None, site=None)
    assert [metric.text for metric in read.turns[1].metrics] == ["42座"]
    assert any(slip[:40] in warning and "left out" in warning for warning in read.warnings)


def test_a_page_with_some_damage_is_loaded_with_a_warning() -> None:
    raw = bytearray(page(SPEECH * 20).encode())
    for at in range(400, len(raw) - 40, 50):
        raw[at] = 0xFE
    read = parse_page(bytes(raw), url=None, site=None)
    assert read.encoding == "utf-8"
    assert read.turns[1].speaker == "王磊"
    assert any("were replaced" in warning for warning in read.warnings)


@pytest.mark.parametrize("every", [3, 7])
def test_a_page_with_too_much_damage_is_not_loaded(every: int) -> None:
    raw = bytearray(page(SPEECH * 20).encode())
    for at in range(300, len(raw) - 40, every):
        raw[at] = 0xFE
    with pytest.raises(Garbled, match="cannot be read"):
        parse_page(bytes(raw), url="https://lanhai.example/1.html", site=None)


def test_text_without_common_characters_is_not_loaded() -> None:
    """Read once in the wrong encoding by the site itself: valid UTF-8 of characters that nobody writes."""
    nonsense = (SPEECH * 5).encode().decode("gb18030", "ignore")
    with pytest.raises(Garbled):
        parse_page(page(nonsense).encode(), url=None, site=None)


def test_the_pages_day_is_the_local_one() -> None:
    assert str(parse_page(page(SPEECH).encode(), url=None, site=None).published_on) == "2025-02-28"
