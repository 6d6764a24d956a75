"""Texts of the site with faults: transcripts and list pages in the markup of a real press office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

OUTLETS = ("澜海日报", "澜海晨报", "澜海广播电视台", "东湾新闻网")
SPEAKERS = ("周澜平", "沈向东", "顾明澜")


@dataclass(frozen=True, slots=True)
class Article:
    """One transcript of the site."""

    path: str
    title: str
    day: date
    number: int
    """Makes the text and its figures this article's own."""
    note: str = ""
    """A sentence added at the end: a correction."""


def article_html(article: Article) -> str:
    """The page of one transcript: two questions, two answers, four figures."""
    n, day = article.number, f"{article.day.year}年{article.day.month}月{article.day.day}日"
    first, second = OUTLETS[n % 4], OUTLETS[(n + 1) % 4]
    one, two = SPEAKERS[n % 3], SPEAKERS[(n + 1) % 3]
    paragraphs = [
        f"{first}：请问今年我市第{n % 97 + 1}批老旧小区改造进展如何，后续还有哪些安排？",
        f"{one}：今年以来，我市已完成改造{100 + n}个小区，惠及居民{20 + n % 60}万户，完成投资{3 + n % 17}亿元。"
        "下一步，我们将继续听取居民意见，把好事办好。",
        f"{second}：市民关心公共交通的便利程度，请介绍一下这方面的情况。",
        f"{two}：目前全市公交站点500米覆盖率达到{80 + n % 19}%，同比提高2个百分点。{article.note}",
    ]
    body = "\n".join(f"<p>{escape(text)}</p>" for text in paragraphs)
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="ArticleTitle" content="{escape(article.title)}">
<meta name="PubDate" content="{article.day.isoformat()} 16:00">
<meta name="ContentSource" content="市政府新闻办">
<title>{escape(article.title)}__澜海市人民政府</title>
</head>
<body>
<div class="crumb"><a href="/index.html">首页</a> &gt; <a href="/nw9820/index.html">问答实录</a></div>
<div class="Article">
<h2 id="ivs_title" class="Article-title">{escape(article.title)}</br><small id="ivs_date">( {day})</small>
<div id="ivs_content" class="Article_content">
{body}
</div>
</div>
</body>
</html>
"""


def list_html(items: Sequence[tuple[str, str, str]], pages: int | None, *, item_class: str = "list-date") -> str:
    """A list page of (href, title, ISO date); ``pages`` None leaves the count out."""
    rows = "\n".join(
        f'<li><a href="{escape(href)}" title="{escape(title)}">{escape(title)}</a><span class="time">{day}</span></li>'
        for href, title, day in items
    )
    count = f"<script>whjPage('#pagination', {{ showPageNum: 9, totalPage: {pages} }});</script>" if pages else ""
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>问答实录__澜海市人民政府</title></head>
<body>
<h2>问答实录</h2>
<ul class="tadaty-list uli14 nowrapli {item_class} ">
{rows}
</ul>
{count}
</body>
</html>
"""


SOFT_404 = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>提示信息</title></head>
<body><div class="tip"><p>您访问的页面不存在或已删除！</p><a href="/">返回首页</a></div></body></html>
"""

JSL_CHALLENGE = (
    "<script>document.cookie=('_')+('_')+('jsl')+'_clearance_s='+(+!+[]+'')+';max-age=3600;path=/';"
    "location.href=location.pathname+location.search;var a='__jsl_clearance_s';</script>"
)
RUISHU_CHALLENGE = """<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=41211;</script><script src="/a8Tk2pQe/x.js"></script>
</head><body></body></html>
"""
SCRIPT_ONLY = """<!DOCTYPE html><html><head><script>var app={};</script></head>
<body><div id="root"></div><script src="/bundle.js"></script></body></html>
"""

DEFINITION = """
name = "faultsite"
title = "澜海市人民政府新闻办公室"
base_url = "https://www.lanhai.example"
hosts = ["www.lanhai.example"]
timezone = "Asia/Shanghai"

[listing]
urls = ["/nw9820/index.html"]
next = "/nw9820/index_{page}.html"
item = ".list-date li"
link = "a"
date = ".time"
title_matches = "问答实录|答记者问"
%(listing)s

[article]
title = ["meta[name=ArticleTitle]", "#ivs_title"]
date = ["meta[name=PubDate]", "#ivs_date"]
source = ["meta[name=ContentSource]"]
body = ["#ivs_content"]

[politeness]
delay_seconds = %(delay)s
concurrency = %(concurrency)s
%(politeness)s
"""
