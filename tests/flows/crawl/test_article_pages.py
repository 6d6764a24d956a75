"""An article over several pages is fetched whole, kept as one body, or not at all."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from explorer.page import ArchivedPassage
from flows.archive.copies import InertCopies
from flows.crawl.fetching import PageResult, fetch_page
from parsers.errors import OnlyAttachment
from parsers.html.pages import split_pages
from parsers.page import parse_page
from parsers.sites.definition import Site
from tests.documents import docx
from tests.faultsite import FaultSite, faults
from tests.flows.conftest import Rig

HTML = "text/html; charset=utf-8"
PATH = "/nw9820/20260914/content_1.html"


def at(number: int) -> str:
    return PATH if number == 1 else PATH.replace("content_1", f"content_1_{number}")


def publish(web: FaultSite, count: int, note: str = "") -> None:
    for number in range(1, count + 1):
        links = "".join(f'<a href="{at(other)}">{other}</a>' for other in range(1, count + 1) if other != number)
        text = f"<p>人民日报：第{number}件事进展如何？{note}</p><p>华源：第{number}件事进展顺利。</p>"
        head = f'<meta charset="utf-8"><meta name="ArticleTitle" content="问答实录（2026年9月{number}日）">'
        body = f'<div id="ivs_content">{text}<p class="pager">上一页 {links} 下一页</p></div>'
        web.files[at(number)] = (f"<html><head>{head}</head><body>{body}</body></html>".encode(), HTML)


def site_of(rig: Rig) -> Site:
    return replace(rig.site, article=replace(rig.site.article, next=(".pager a",)))


def fetch(rig: Rig) -> PageResult:
    with rig.client() as client:
        return fetch_page(rig.web.url + PATH, site_of(rig), client, rig.ledger, rig.archive)


def test_all_pages_are_one_briefing(rig: Rig) -> None:
    publish(rig.web, 3)
    result = fetch(rig)
    assert (result.outcome, result.changed) == ("ok", True)
    assert result.page_sha256
    page = parse_page(rig.archive.get(result.page_sha256), url=result.url, site=site_of(rig))
    assert [turn.text for turn in page.turns if turn.role == "answer"] == [f"第{n}件事进展顺利。" for n in (1, 2, 3)]
    assert not [warning for warning in page.warnings if warning.startswith("pages")]
    shown = InertCopies(rig.archive).document(result.page_sha256, "", "", [ArchivedPassage("t6", "第3件事进展顺利。")])
    assert "could not be found" not in shown


@pytest.mark.parametrize("validators", [True, False])
def test_pages_that_a_definition_did_not_name_are_had_once_it_does(rig: Rig, validators: bool) -> None:
    rig.web.validators = validators
    publish(rig.web, 3)
    cut = rig.fetch(PATH)
    rig.clock.advance(days=1)
    whole = fetch(rig)
    assert (cut.changed, whole.changed) == (True, True)
    assert whole.page_sha256
    page = parse_page(rig.archive.get(whole.page_sha256), url=whole.url, site=site_of(rig))
    assert sum(turn.role == "answer" for turn in page.turns) == 3
    rig.clock.advance(days=1)
    again = fetch(rig)
    assert (again.changed, again.page_sha256) == (False, whole.page_sha256)


def test_an_article_of_one_page_stays_as_it_is_where_others_go_on(rig: Rig) -> None:
    publish(rig.web, 1)
    first = fetch(rig)
    rig.clock.advance(days=1)
    again = fetch(rig)
    assert (again.outcome, again.changed, again.page_sha256) == ("unchanged", False, first.page_sha256)


@pytest.mark.parametrize("pages", [1, 3])
def test_a_damaged_copy_of_an_unchanged_article_is_had_again(rig: Rig, pages: int) -> None:
    publish(rig.web, pages)
    first = fetch(rig)
    assert first.page_sha256
    damaged = rig.archive.path(first.page_sha256)
    damaged.chmod(0o600)
    damaged.write_bytes(b"damaged")
    rig.clock.advance(days=1)
    again = fetch(rig)
    assert (again.outcome, again.page_sha256) == ("ok", first.page_sha256)
    assert len(split_pages(rig.archive.get(first.page_sha256))) == pages


def test_a_pattern_names_the_other_pages(rig: Rig) -> None:
    publish(rig.web, 3)
    for number in (1, 2, 3):  # each page's script knows the next one only
        raw, kind = rig.web.files[at(number)]
        text = re.sub(r"<a [^>]*>\d</a>", "", raw.decode())
        script = f"<script>go('{at(number + 1)}')</script>" if number < 3 else ""
        rig.web.files[at(number)] = (text.replace("</body>", f"{script}</body>").encode(), kind)
    site = replace(rig.site, article=replace(rig.site.article, next=("{name}_{page}.html",)))
    with rig.client() as client:
        result = fetch_page(rig.web.url + PATH, site, client, rig.ledger, rig.archive)
    assert result.page_sha256
    page = parse_page(rig.archive.get(result.page_sha256), url=result.url, site=site)
    assert sum(turn.role == "answer" for turn in page.turns) == 3


def test_each_page_is_asked_for_once(rig: Rig) -> None:
    publish(rig.web, 3)
    fetch(rig)
    assert [len(rig.web.asked(at(number))) for number in (1, 2, 3)] == [1, 1, 1]


def test_an_article_of_one_page_is_kept_as_it_came(rig: Rig) -> None:
    publish(rig.web, 1)
    result = fetch(rig)
    assert result.page_sha256
    assert rig.archive.get(result.page_sha256) == rig.web.files[PATH][0]


def test_a_page_that_cannot_be_had_leaves_the_article_due(rig: Rig) -> None:
    publish(rig.web, 3)
    rig.web.fault(at(3), faults.status(404))
    result = fetch(rig)
    assert (result.outcome, result.page_sha256) == ("truncated", None)
    assert "page 3 of the article" in (result.reason or "")
    rig.web.heal()
    assert fetch(rig).outcome == "ok"


def test_nothing_new_is_no_change(rig: Rig) -> None:
    publish(rig.web, 2)
    first, second = fetch(rig), fetch(rig)
    assert second.outcome in ("ok", "unchanged")
    assert (second.changed, second.page_sha256) == (False, first.page_sha256)


ATTACHED = "/nw9820/20260914/shilu.docx"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def attach(web: FaultSite, *, text: str = "<p>全文见附件。</p>") -> bytes:
    head = '<meta charset="utf-8"><meta name="ArticleTitle" content="问答实录（2026年9月14日）">'
    body = f'<div id="ivs_content">{text}<p><a href="shilu.docx">附件：问答实录</a></p></div>'
    around = "<div>首页 要闻 政务公开 政务服务 互动交流 市情 网站地图 主办单位：某市人民政府办公室</div>"
    web.files[PATH] = (f"<html><head>{head}</head><body>{around}{body}</body></html>".encode(), HTML)
    file = docx(["人民日报：路修好了吗？", "华源：路修好了，共12公里。"])
    web.files[ATTACHED] = (file, WORD)
    return file


def test_a_transcript_in_a_file_is_fetched_archived_and_read(rig: Rig) -> None:
    file = attach(rig.web)
    result = fetch(rig)
    assert result.outcome == "ok"
    assert result.page_sha256
    kept = rig.archive.get(result.page_sha256)
    assert file in kept
    page = parse_page(kept, url=result.url, site=site_of(rig))
    assert [(turn.role, turn.text) for turn in page.turns] == [
        ("question", "路修好了吗？"),
        ("answer", "路修好了，共12公里。"),
    ]
    shown = InertCopies(rig.archive).document(
        result.page_sha256, "", "", [ArchivedPassage("m1", "路修好了，共12公里。", 6, 10)]
    )
    assert "12公里" in shown
    assert "could not be found" not in shown
    second = fetch(rig)
    assert (second.changed, second.page_sha256) == (False, result.page_sha256)


def test_a_file_beside_the_text_is_left_alone(rig: Rig) -> None:
    attach(rig.web, text="<p>人民日报：路修好了吗？</p><p>华源：" + "路修好了。" * 30 + "</p>")
    assert fetch(rig).outcome == "ok"
    assert rig.web.asked(ATTACHED) == []


@pytest.mark.parametrize(("fault", "outcome"), [(faults.status(404), "ok"), (faults.status(503), "unavailable")])
def test_a_file_that_cannot_be_had(rig: Rig, fault: faults.Fault, outcome: str) -> None:
    attach(rig.web)
    rig.web.fault(ATTACHED, fault)
    result = fetch(rig)
    assert result.outcome == outcome
    if outcome == "ok":  # gone: the page alone is kept, and says that it holds only the link
        assert result.page_sha256
        with pytest.raises(OnlyAttachment, match=r"shilu\.docx"):
            parse_page(rig.archive.get(result.page_sha256), url=result.url, site=site_of(rig))


def test_another_kind_of_file_is_not_kept(rig: Rig) -> None:
    attach(rig.web)
    rig.web.files[ATTACHED] = (b"<html><body><p>login</p></body></html>", WORD)
    result = fetch(rig)
    assert result.outcome == "ok"
    assert result.page_sha256
    assert rig.archive.get(result.page_sha256) == rig.web.files[PATH][0]


def test_links_to_other_hosts_are_left_alone(rig: Rig) -> None:
    publish(rig.web, 1)
    raw, kind = rig.web.files[PATH]
    rig.web.files[PATH] = (
        raw.replace(b"</p></div>", b'<a href="https://other.example.org/content_1_2.html">2</a></p></div>'),
        kind,
    )
    assert fetch(rig).outcome == "ok"
