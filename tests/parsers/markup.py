"""Composed transcripts as HTML, in the markups that press-office sites use."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Callable

from tests.parsers.grammar import Transcript

Markup = Callable[[list[str]], str]

_PAGE = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="2023-05-08 14∶06"><title>{title}__某市人民政府</title></head><body>
<div class="header"><ul><li><a href="/">首页</a></li><li>当前位置：首页 > 新闻发布</li></ul></div>
<div class="Article"><h2 id="ivs_title">{title}</br><small id="ivs_date">( 2023-05-08)</small>{body}</div>
<div class="footer"><p>主办单位：某市人民政府办公厅</p></div><script>var a = "<div>";</script></body></html>"""


def as_page(transcript: Transcript, markup: Markup, title: str = "某市政府新闻发布会问答实录") -> str:
    """The transcript as a whole page with navigation around it."""
    return _PAGE.format(title=title, body=markup(transcript.paragraphs))


def _in_paragraphs(paragraphs: list[str]) -> str:
    inside = "\n".join(f'<p style="text-indent: 2em;">{html.escape(text)}</p>\n<p>&nbsp;</p>' for text in paragraphs)
    return f'<div id="ivs_content" class="Article_content">{inside}</div>'


def _with_breaks(paragraphs: list[str]) -> str:
    inside = "<br />\n<br />\n".join("　　" + html.escape(text) for text in paragraphs)
    return f'<div id="ivs_content" class="trout-region-content">{inside}</div>'


def _in_spans(paragraphs: list[str]) -> str:
    """Numbers and words cut by ``<span>`` at random, as pasted documents are."""
    dice = random.Random(len(paragraphs))
    inside = ""
    for text in paragraphs:
        parts = re.findall(r".{1,7}", text)
        inside += (
            "<p>"
            + "".join(
                f"<span lang=EN-US>{html.escape(p)}</span>" if dice.random() < 0.5 else html.escape(p) for p in parts
            )
            + "</p>"
        )
    return f'<div id="UCAP-CONTENT">{inside}</div>'


def _bold_labels(paragraphs: list[str]) -> str:
    inside = "".join(
        "<div><p>"
        + re.sub(r"^([^：:︰∶﹕，。]{2,20}[：:︰∶﹕])", r"<strong>\1</strong>", html.escape(text))
        + "</p></div>"
        for text in paragraphs
    )
    return f'<div class="TRS_Editor"><style>.a {{}}</style>{inside}</div>'


def _foreign_ministry(paragraphs: list[str]) -> str:
    inside = "\r\n".join(f'<P style="FONT-FAMILY: arial">\t\u3000\u3000{html.escape(text)}</P>' for text in paragraphs)
    return f'<DIV class="TRS_Editor">{inside}</DIV>'


def _unclosed(paragraphs: list[str]) -> str:
    """Paragraphs that are never closed, and a body whose closing tag is missing."""
    return '<div id="zoom">' + "".join(f"<p>{html.escape(text)}" for text in paragraphs)


def _table(paragraphs: list[str]) -> str:
    return (
        '<div id="zoomcon"><table><tr><td>'
        + "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
        + "</td></tr></table></div>"
    )


MARKUPS: dict[str, Markup] = {
    "paragraphs": _in_paragraphs,
    "line breaks": _with_breaks,
    "cut by spans": _in_spans,
    "bold labels": _bold_labels,
    "foreign ministry": _foreign_ministry,
    "unclosed": _unclosed,
    "table": _table,
}
