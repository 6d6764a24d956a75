"""Archived pages for readers: text and structure, and nothing that acts."""

from __future__ import annotations

import re

import pytest

from parsers.html.inert import KEPT, Mark, Outline, inert

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a href=javascript:alert(1)>x</a></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<form action=http://evil.example><input name=q><button>x</button></form>",
    "<style>@import url(http://evil.example/x.css)</style>",
    "<p style='background:url(http://evil.example)'>x</p>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>",
    "<link rel=stylesheet href=http://evil.example><base href=http://evil.example>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<textarea><script>alert(1)</script></textarea><title><script>alert(1)</script></title>",
    "<xmp><script>alert(1)</script></xmp><plaintext><script>alert(1)</script>",
    "<p id=t1 class=t1 onclick=alert(1)>x</p><p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<svg><script>alert(1)</script><style><img src=x onerror=alert(1)></style></svg>",
    "<custom-element onconnected=alert(1)>x</custom-element><template><script>alert(1)</script></template>",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_that_acts_comes_through(source):
    text, _ = inert(f"<html><body>{source}<p>留下的话</p></body></html>")
    tags = re.findall(r"<(/?)([a-z0-9]+)((?:[^>\"]|\"[^\"]*\")*)>", text)
    assert {name for _, name, _ in tags} <= KEPT
    assert {attributes.strip() for _, _, attributes in tags} <= {"", 'class="picture"'}
    assert text.count("<") == len(tags)


def test_a_mark_is_found_across_elements_and_white_space():
    source = "<body><p>张三：全市建成<b>12</b>万\n 套，</p><p>比去年多3万套。</p></body>"
    turn = "全市建成12万套，\n比去年多3万套。"
    text, found = inert(source, [Mark("t1", turn), Mark("t1-m1", turn, 4, 8), Mark("t1-m2", turn, 14, 17)])

    assert found == {"t1", "t1-m1", "t1-m2"}
    marked = re.findall(r'<mark class="t1 t1-m1">([^<]*)</mark>', text)
    assert "".join("".join(marked).split()) == "12万套"
    assert '<a id="t1-m2"></a><mark class="t1 t1-m2">3万套</mark>' in text
    assert text.count('<a id="t1"></a>') == 1


def test_a_heading_that_is_never_closed_ends_where_the_article_begins():
    source = (
        "<body><h2 id=t>问答实录</br><small>2024-10-24</small><div class=info>来源</div><div><p>甲：完成3项。</p></div>"
    )
    text, found = inert(source, [Mark("t1", "完成3项。")])

    assert found == {"t1"}
    assert "<h2>问答实录<small>2024-10-24</small></h2><div>来源</div><div><p>甲：" in text


@pytest.mark.parametrize(
    "heading", ["<h1>问答<br>实录</h1>", "<h3><div>问答实录</div></h3>", "<h2>问答<b>实</b>录</h2>", "<h2></h2>"]
)
def test_a_heading_that_is_closed_stays_as_it_is(heading):
    text, _ = inert(f"<body>{heading}<p>甲</p></body>")

    assert heading in text


def test_the_same_words_twice_are_told_apart_by_their_order():
    source = "<body><p>甲：完成3项。</p><p>乙：完成3项。</p></body>"
    first, second = "完成3项。", "完成3项。 "
    text, _ = inert(source, [Mark("t1-m1", first, 2, 4), Mark("t2-m1", second, 2, 4)])

    assert text.index('id="t1-m1"') < text.index("乙") < text.index('id="t2-m1"')


def test_what_is_no_longer_on_the_page_is_not_found():
    assert inert("<body><p>别的话</p></body>", [Mark("t1", "不在这里")])[1] == set()


def test_directions_and_unseen_characters_are_left_out():
    assert inert("<body><p>甲\u202e乙\u200b丙\x1b丁</p></body>")[0].count("甲乙丙丁") == 1


def test_matched_selectors_are_outlined_with_their_names():
    source = "<body><h1>题</h1><div id=a class=b><p>文</p><p class=share>分享</p></div></body>"
    text, _ = inert(
        source, outlines=[Outline("title", ("h2", "h1")), Outline("body", ("#a",)), Outline("drop", (".share",))]
    )

    assert '<p class="selector">title = h1</p><h1>题</h1></div>' in text
    assert "body = #a" in text
    assert "drop = .share" in text
    assert "h2" not in text
