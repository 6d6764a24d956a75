"""When an event was held and a page published: from title, text, metas and, last, the address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from parsers.conferences import CONFERENCE, CONFERENCE_HELD, HOLDS
from parsers.html.dates import date_in_address, event_day, find_date, find_day, find_local_date
from parsers.records import PageKind
from parsers.turns.folding import Dialogue

# 今天（3月13日）下午举行的…新闻发布会; 7月17日，…新闻发布会在市民之家举行
_HELD = re.compile(rf"{HOLDS}[^。]{{0,60}}{CONFERENCE}|{CONFERENCE_HELD}")
# 3月13日，市长会见…   （记者 林小舟）2024年3月13日上午，…   今天（3月13日），…
_OPENS = re.compile(
    r"(?:[（(][^（）()]{2,20}[）)]|[^，。：:（(\d]{2,12}[讯訊电電])?\s*(?:今天|今日)?[（(]?"
    r"(?P<day>(?:\d{4}年)?\d{1,2}月\d{1,2}日)(?:[）)]|[（(]星期.[）)])?(?:上午|下午|晚上?|中午)?[，,]"
)
# 发布于 2025.11.20   发布时间：2025-11-20 16:20   最后更新：11月20日
_PUBLISHED = re.compile(
    r"[【\[（(]?(?:最后|最近)?(?:发布|发表|更新|刊发|刊登|录入|创建|生成|成文|公开|發佈|發布|更新)\s*(?:于|於|时间|日期|時間)?\s*[：:︰∶﹕]?\s*(?:(?:19|20)\d\d|\d{1,2}月)"
)
# 2025-11-22　点击：273   2025年9月25日 admin   2025-11-22 16:20
_OF_PAGE = re.compile(
    r"点击|浏览|阅读(?:次数|量|数)|访问|人气|来源|字号|字体|打印|作者|编辑|^[\d年月日时分秒:：./\-\s星期一二三四五六天()（）\[\]【】]+$"
)
ELSEWHERE = "a line outside the text"
"""What stands for the words of a day that only the markup gives to the event."""
_FRESH = timedelta(days=7)
_HEAD = ("lead", "heading", "time stamp")
"""Why lines are left out of the text that may say when the event was held."""
_OPENING = 300
"""Characters of a statement's beginning in which it says when it is made."""


@dataclass(frozen=True, slots=True)
class Dates:
    """A page's two dates and what is to be said about them."""

    held_on: date | None
    published_on: date | None
    warnings: tuple[str, ...] = ()


def dates_of(
    title: str,
    reading: Dialogue,
    kind: PageKind,
    stated: str | None,
    url: str | None,
    *,
    markup: str,
    zone: str,
    trust_url: bool,
) -> Dates:
    """The dates of a page.

    Args:
        stated: what the definition's date selectors yield.
        markup: the page, for a line outside the text that gives the event's time.
        zone: the site's time zone, for a stated time in UTC.
        trust_url: the definition says that the address states the day.
    """
    addressed = date_in_address(url) if url else None
    published = find_local_date(stated or "", zone) or (addressed if trust_url else None) or _signed_on(reading)
    warnings: tuple[str, ...] = ()
    if published is None and addressed:
        published = addressed
        warnings = (
            "published_on: only the address states a day; article.date_in_url = true says that it may be trusted",
        )
    stated_event = event_day(markup, near=published) if kind != "notice" else None
    told = held_by(title, reading, kind, published, event=stated_event)
    held = told[0] if told else None
    if told and told[1] == ELSEWHERE:
        warnings += (f"held_on: only a line outside the text says {held}; article.body may take it in",)
    if held is None and kind == "qa" and published:
        held = published
        warnings += ("held_on: no date in title or text, the page's own date is used",)
    if held is None and published is None:
        warnings += ("held_on: no date in title, text, page or address",)
    return Dates(held, published, warnings)


def _signed_on(reading: Dialogue) -> date | None:
    """The date under the text (``2012年7月3日（星期二）``), which Hong Kong's pages have instead of a meta."""
    return next((find_date(text) for text, _ in reading.left_out[:-7:-1] if re.search(r"[（(]星期.[）)]$", text)), None)


def held_by(
    title: str, reading: Dialogue, kind: PageKind, published: date | None, *, event: date | None = None
) -> tuple[date, str] | None:
    """When the event was held, and the words that say so; None: nothing on the page does.

    Args:
        event: the day that a line of the page, be it outside its text, gives to the event; said to be from ``ELSEWHERE``.

    Of the title, of what stands before the first speech, of the moderator's welcome or a statement's beginning; last of
    a line that says when the page was published.
    """
    # A transcript's own 发布时间 line is nearer to the event than the page's date, which may be that of a migration.
    stated = [text for text, reason in reading.left_out[:6] if reason == "source" or _PUBLISHED.match(text)]
    heads = [text for text, reason in reading.left_out if reason in _HEAD and not _PUBLISHED.match(text)]
    sure = [title, *_event_lines(reading, heads), *(text for text in heads if not _OF_PAGE.search(text))]
    rest = [*(text for text in heads if _OF_PAGE.search(text)), *_said(reading, kind, published), *stated]
    return _first_day(sure, published) or ((event, ELSEWHERE) if event else _first_day(rest, published))


def _first_day(texts: Iterable[str], published: date | None) -> tuple[date, str] | None:
    found = ((find_day(text, near=published), text) for text in texts)
    return next(((day, text) for day, text in found if day), None)


def _event_lines(reading: Dialogue, heads: Sequence[str]) -> Iterator[str]:
    """Lines that tell of the event itself, the surest first."""
    # 时间：9月23日上午10时 is the event's, whatever day stands above it (a body with the page's own date in its head).
    yield from (text for text, reason in reading.left_out if reason == "event data")
    # 2025年9月25日 admin / 9月23日，市政府新闻办举行发布会。: the sentence that tells of the conference has its day.
    yield from (held for text in heads if (held := _told(text)))


def _said(reading: Dialogue, kind: PageKind, published: date | None) -> Iterator[str]:
    """What is said first, where it may say when."""
    first = reading.turns[:1]
    yield from (turn.text[:200] for turn in first if turn.role == "moderator")
    if kind == "statement":
        yield from (said for turn in first if (said := _says_held(turn.text[:_OPENING], published)))


def _says_held(text: str, published: date | None) -> str | None:
    """The sentence in which a statement tells of its own conference, or the day that it begins with.

    Such a day is that of the statement only shortly before the page: 7月1日，新修订的条例将施行 and 2008年5月12日，… tell of others.
    """
    told = _told(text)
    opens = _OPENS.match(text)
    day = find_day(opens["day"], near=published) if opens and published else None
    fresh = day is not None and published is not None and timedelta() <= published - day <= _FRESH
    return told or (opens["day"] if opens and fresh else None)


def _told(text: str) -> str | None:
    """The sentence that tells of a conference that was held."""
    return next((sentence for sentence in re.split(r"[。\n]", text) if _HELD.search(sentence)), None)
