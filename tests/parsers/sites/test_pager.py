"""A list page that says it goes on, where the definition does not say how: told before anything is loaded."""

from __future__ import annotations

import json

import pytest

from parsers.proposals import propose_listing
from parsers.site_check import check_listing
from parsers.site_told import Finding
from parsers.sites.definition import Site, read_site

URL = "https://www.example.org/xwfb/list.shtml"
ROWS = "".join(
    f'<li><a href="/xwfb/{n}.shtml">第{n}场绿道建设新闻发布会实录</a><span>2024-03-0{n}</span></li>' for n in (3, 2, 1)
)


def listed(pager: str) -> bytes:
    return f'<html><meta charset="utf-8"><body><ul class="xx">{ROWS}</ul><div class="fy">{pager}</div></body></html>'.encode()


def defined(more: str = "", form: str = "") -> Site:
    text = f"""name = "mycity"
title = "某市"
base_url = "https://www.example.org"
[listing]
urls = ["/xwfb/list.shtml"]
{more or 'item = ".xx li"'}
{form}
[article]
title = ["h1"]
body = ["#zoom"]
"""
    return read_site(text.encode(), path="mycity.toml")


def warned(raw: bytes, site: Site, url: str = URL) -> list[Finding]:
    return [one for one in check_listing(raw, url=url, site=site) if one.warns]


@pytest.mark.parametrize(
    ("pager", "following"),
    [
        ("第1页/共4页 <span onclick=\"location.href='list_2.shtml'\">下一页</span>", "/xwfb/list_{page}.shtml"),
        ("<b onclick=\"window.open('./list_2.shtml')\">2</b>", "/xwfb/list_{page}.shtml"),
        ('共<i>4</i>页 <a data-url="list-2.shtml" href="javascript:;">下页</a>', "/xwfb/list-{page}.shtml"),
        ('<a href="?page=2">下一页</a>', "/xwfb/list.shtml?page={page}"),
    ],
)
def test_how_a_list_goes_on_is_proposed_and_its_absence_a_warning(pager: str, following: str) -> None:
    raw = listed(pager)
    assert propose_listing(raw, url=URL).next == following
    (said,) = warned(raw, defined()) or [None]
    assert said is not None
    assert said.ok
    assert following in said.sample
    assert warned(raw, defined(f'item = ".xx li"\nnext = "{following}"')) == []


@pytest.mark.parametrize("pager", ["共 12 页", "页次：1/12", '<a href="javascript:turn(2)">下一页</a>'])
def test_a_list_that_goes_on_nobody_knows_how_is_a_warning_too(pager: str) -> None:
    assert propose_listing(listed(pager), url=URL).next is None
    (said,) = warned(listed(pager), defined())
    assert "write the second page's address" in said.sample


@pytest.mark.parametrize(
    "pager",
    ["", "第1页/共1页 <a href='#'>下一页</a>", "<a>下一页</a>", "<script>var said = '共9页'</script><!-- 共9页 -->", "<a href='javascript:void(0)'>下一页</a>", "<script>createPageHTML(1, 0, 'list', 'shtml')</script>"],
)  # fmt: skip
def test_a_list_of_one_page_is_none(pager: str) -> None:
    assert warned(listed(pager), defined()) == []


@pytest.mark.parametrize(
    ("told", "words"),
    [({"pages": 3}, "3 pages"), ({"total": 22}, "22 entries and holds 1"), ({"pages": 1}, ""), ({"total": 1}, "")],
)
def test_json_says_how_many_there_are(told: dict[str, int], words: str) -> None:
    raw = json.dumps(told | {"rows": [{"title": "某发布会实录", "url": "/a/1.html", "date": "2024-03-01"}]}).encode()
    rules = 'format = "json"\nitem = "rows"\nlink = "url"\ndate = "date"'
    said = [one.sample for one in warned(raw, defined(rules))]
    assert bool(said) is bool(words)
    assert words in "".join(said)
    posted = [one.sample for one in warned(raw, defined(rules, '[listing.form]\npageNo = "1"'))]
    assert all("[listing.form]" in one for one in posted)
    assert bool(posted) is bool(words)
    assert warned(raw, defined(rules, '[listing.form]\npageNo = "{page}"')) == []
