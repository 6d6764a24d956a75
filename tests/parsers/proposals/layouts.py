"""Pages in the layouts of government sites' content systems: invented words, the elements and names that are seen."""

from __future__ import annotations

TITLE = "城市书房建设新闻发布会问答实录"
PARAGRAPHS = (
    "2024年5月8日上午，市政府新闻办举行城市书房建设新闻发布会，介绍有关情况并回答记者提问。",
    "澜江日报记者：请问目前全市建成了多少家城市书房，居民步行多久可以走到最近的一家？",
    "市文化和旅游局局长林书远：截至4月底，全市已建成城市书房42家，多数居民步行一刻钟以内可以到达。下一步还将新建10家。",
    "新华社记者：城市书房夜间开放吗？周末的座位够不够用？",
    "市文化和旅游局副局长何一帆：所有书房都开放到晚上九点，周末座位紧张的书房可以提前在网上预约。",
)
NAV = '<div class="nav"><a href="/">首页</a><a href="/zwgk/">政务公开</a><a href="/hdjl/">互动交流</a><a href="/bsfw/">办事服务</a></div>'
RELATED = '<div class="related"><h3>相关链接</h3><ul>{}</ul></div>'.format(
    "".join(f'<li><a href="/xw/{n}.html">全市重点工程建设推进会第{n}次会议召开情况通报</a></li>' for n in range(1, 9))
)
FOOT = '<div class="footer"><p>主办单位：某市人民政府办公室　地址：某市人民路1号</p><p><a href="/map">网站地图</a></p></div>'
METAS = f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2024-05-08 16:20"><meta name="ContentSource" content="某市人民政府新闻办公室">'


def _p(style: str = "") -> str:
    return "".join(f"<p{style}>{text}</p>" for text in PARAGRAPHS)


def _spans() -> str:
    return "".join(f'<p style="text-indent:2em"><span>{t[:9]}</span><span>{t[9:]}</span></p>' for t in PARAGRAPHS)


BREAKS = "<br><br>".join("　　" + text for text in PARAGRAPHS)
DIVS = "".join(f"<div>{text}</div>" for text in PARAGRAPHS)
SECTIONS = "".join(f"<section><span>{text}</span></section>" for text in PARAGRAPHS)

# name: (head, what stands before the body, the body's opening tag, its inside, closing tags)
_BODIES: dict[str, tuple[str, str, str, str, str]] = {
    "ivs": (METAS, f'<div class="Article"><h2 id="ivs_title">{TITLE}</h2><small id="ivs_date">( 2024-05-08)</small>', '<div id="ivs_content" class="Article_content">', _spans(), "</div></div>"),
    "trout": (METAS, f'<div id="ivs_title">{TITLE}</div>', '<div class="trout-region-content">', _p(), "</div>"),
    "ucap": (METAS, f"<h1>{TITLE}</h1>", '<div class="pages_content" id="UCAP-CONTENT">', _p(), "</div>"),
    "trs": ("", f"<h1>{TITLE}</h1><div class='info'>发布时间：2024-05-08　来源：市政府新闻办</div>", '<div class="TRS_Editor">', f"<style>.TRS_Editor p{{margin:0}}</style>{_p()}", "</div>"),
    "trs_ueditor": ("", f"<div class='bt'>{TITLE}</div><span class='sj'>2024-05-08 16:20</span>", '<div class="view TRS_UEDITOR trs_paper_default">', _p(), "</div>"),
    "zoom": (METAS, f"<div class='title'>{TITLE}</div>", '<div id="zoom">', BREAKS, "</div>"),
    "zoomcon": (METAS, f"<h1 class='content_title'>{TITLE}</h1>", '<div id="zoomcon" class="content_article">', _p(), "</div>"),
    "main_text": ("", f"<div class='header'><h1>{TITLE}</h1><p>日期：2024-05-08</p></div>", '<div class="view" id="mainText">', _p(), "</div>"),
    "cms_article": ("", f"<h2 class='main-title'>{TITLE}</h2><span class='date'>2024年05月08日</span>", '<div id="cmsArticleContent">', DIVS, "</div>"),
    "wechat": (f'<meta property="og:title" content="{TITLE}">', f"<h1 id='activity-name'>{TITLE}</h1><em id='publish_time'>2024-05-08</em><a id='js_name'>某市发布</a>", '<div id="js_content">', SECTIONS, "</div>"),
    "m_txt": ("", f"<h1>{TITLE}</h1><p class='m-time'>2024-05-08</p>", '<div class="m-txt-article">', _p(), "</div>"),
    "hanweb": ("", f'<!--<$[标题]>begin--><table id="barrierfree_container"><tr><td class="title">{TITLE}</td></tr><tr><td>发布日期：2024-05-08 来源：某市</td></tr></table>', '<div class="bt_content">', _p(), "</div>"),
    "jpage": ("", f"<div class='art_title'>{TITLE}</div><div class='art_info'>发布时间：2024-05-08 16:20　信息来源：某市</div>", '<div class="artile_zw"><div class="nr">', _p(), "</div></div>"),
    "table": ("", f"<table width='980'><tr><td class='h'>{TITLE}</td></tr><tr><td>2024-05-08</td></tr><tr>", '<td class="txt">', BREAKS, "</td></tr></table>"),
    "font": ("", f"<center><b>{TITLE}</b></center><p align=right>2024-05-08</p>", '<div id="fontzoom">', "".join(f"<p><font size=3>{t}</font></p>" for t in PARAGRAPHS), "</div>"),
    "wp": ("", f"<h1 class='arti_title'>{TITLE}</h1><p class='arti_metas'><span class='arti_update'>发布时间：2024-05-08</span></p>", '<div class="wp_articlecontent">', _p(), "</div>"),
    "vsb": ("", f"<h2>{TITLE}</h2><div class='xx'>日期：2024-05-08</div>", '<div class="v_news_content">', _p(), "</div>"),
    "xxgk": (METAS, "<table class='xxgk_table'><tr><td>索取号</td><td>12345</td><td>发布日期</td><td>2024-05-08</td></tr></table>", '<div class="xxgk_content">', _p(), "</div>"),
    "content_id": ("", f"<h1>{TITLE}</h1><span class='time'>2024-05-08</span>", '<div id="content">', _p(), "</div>"),
    "article_tag": ("", f"<header><h1>{TITLE}</h1><time>2024-05-08</time></header>", "<article>", _p(), "</article>"),
    "unnamed": ("", f"<div class='wz'><div class='wz_top'><h3>{TITLE}</h3><i>2024-05-08</i></div>", "<div>", _p(), "</div></div>"),
    "own_class": ("", f"<div class='mod-hd'>{TITLE}</div><div class='mod-ft'>2024-05-08 09:00:00</div>", '<div class="qs-detail-wz clearfix">', _p(" class='MsoNormal'"), "</div>"),
    "vue": ("", f"<div class='detail__title'>{TITLE}</div><div class='detail__meta'><span>2024-05-08</span><span>来源：某市</span></div>", '<div class="detail__body"><div class="rich-text">', SECTIONS, "</div></div>"),
    "scio": ("", f"<div class='tc A_title'>{TITLE}</div><div style='DISPLAY: inline'>2024-05-08</div>", '<div class="p10 f14 lh30" id="con_1024">', _p(), "</div>"),
    "live": ("", f"<div class='zb-title'>{TITLE}</div><div class='zb-date'>时间：2024年5月8日</div>", '<div class="wzsl" id="wzsl">', DIVS, "</div>"),
}  # fmt: skip


def article(name: str) -> str:
    head, before, opening, inside, closing = _BODIES[name]
    window = f"<title>{TITLE}_某市人民政府</title>"
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}{window}</head><body>{NAV}<div class="wrap{len(name)}">'
        f"{before}{opening}{inside}{closing}</div>{RELATED}{FOOT}</body></html>"
    )


ARTICLES = tuple(_BODIES)

_ENTRIES = [
    ("城市书房建设新闻发布会问答实录", "2024-05-08", "t20240508_1001"),
    ("春季绿化养护新闻发布会问答实录", "2024-04-12", "t20240412_1000"),
    ("关于举行交通出行新闻发布会的预告", "2024-03-28", "t20240328_0999"),
    ("养老服务设施建设新闻发布会问答实录", "2024-03-15", "t20240315_0998"),
]


def _each(template: str) -> str:
    return "".join(
        template.format(
            title=title,
            day=day,
            dots=day.replace("-", "."),
            name=name,
            cn=f"{day[:4]}年{int(day[5:7])}月{int(day[8:])}日",
        )
        for title, day, name in _ENTRIES
    )


# name: (the list, its pager, what next should be)
_LISTS: dict[str, tuple[str, str, str | None]] = {
    "plain": ('<ul class="list">' + _each('<li><a href="./202405/{name}.html">{title}</a><span class="date">{day}</span></li>') + "</ul>", '<a href="index_1.html">下一页</a>', "/xwfb/index_{page}.html"),
    "shanghai": ('<ul class="tadaty-list uli14 nowrapli list-date ">' + _each('<li><a href="/nw9820/{name}.html" title="{title}">{title}</a><span class="time">{day}</span></li>') + "</ul>", "<script>var p = {totalPage: 7}</script>", "index_{page}.html"),
    "trs": ('<div class="zx_ml_list"><ul>' + _each('<li><span class="tit"><a href="./{name}.htm">{title}</a></span><span class="rq">{dots}</span></li>') + "</ul></div>", '<script>createPageHTML(12, 0, "index", "htm");</script>', "index_{page}.htm"),
    "table": ('<table class="table_list"><tbody>' + _each('<tr><td class="n"><a href="{name}.html">{title}</a></td><td class="d">{day}</td></tr>') + "</tbody></table>", '<a href="?page=2">2</a>', "/xwfb/index.html?page={page}"),
    "definitions": ('<div class="box"><dl>' + _each('<dd><a href="{name}.html">{title}</a> [{day}]</dd>') + "</dl></div>", "", None),
    "anchors": ('<div class="newsbox">' + _each('<a class="item" href="/xwfb/{name}.html"><h3>{title}</h3><p>{day}</p></a>') + "</div>", "", None),
    "cards": ('<div class="cards">' + _each('<div class="card"><div class="pic"><a href="/xwfb/{name}.html"><img src="a.jpg"></a></div><div class="tx"><a href="/xwfb/{name}.html">{title}</a><em>{cn}</em></div></div>') + "</div>", '<a href="/xwfb/list_2.shtml">下一页</a>', "/xwfb/list_{page}.shtml"),
    "categories": ('<ul id="pageList">' + _each('<li><a href="/lm/">[发布会]</a><a href="/xwfb/{name}.html">{title}</a><b>{day}</b></li>') + "</ul>", "", None),
    "split": ('<div class="listbox"><ul>' + _each('<li><a href="{name}.html">{title}</a><span>{day}</span></li>').replace("</li><li>", '</li></ul><ul><li>', 1) + "</ul></div>", "", None),
    "scripted": ('<ul class="rows">' + _each("<li onclick=\"open('/xwfb/{name}.html')\"><h4>{title}</h4><span class='rq'>{day}</span></li>") + "</ul>", "", None),
    "month": ('<div class="newslist"><ul id="initData">' + _each('<li><a href="../..//xwfb/{name}.html">{title}</a>{day}</li>') + "</ul></div>", "", None),
    "news_list": ('<ul class="news_list">' + _each('<li><i></i><a target="_blank" href="https://www.example.org/xwfb/{name}.html" title="{title}">{title}</a><span>{day}</span></li>') + "</ul>", '<a class="next" href="/xwfb/index_2.html">下页</a>', "/xwfb/index_{page}.html"),
}  # fmt: skip

LISTS = tuple(_LISTS)


def listing(name: str) -> tuple[str, str | None]:
    """A list page and the address of its next ones."""
    inside, pager, following = _LISTS[name]
    side = (
        '<ul class="side">'
        + "".join(f'<li><a href="/lm/{n}/">政务公开栏目第{n}类信息</a></li>' for n in range(9))
        + "</ul>"
    )
    page = f'<html><head><meta charset="utf-8"><title>新闻发布会_某市</title></head><body>{NAV}{side}<div class="main">{inside}<div class="page">{pager}</div></div>{FOOT}</body></html>'
    return page, following


ENTRIES = len(_ENTRIES)
