"""Who a page says it is from, bare of what stands around the name."""

from __future__ import annotations

import re

_NAMES = re.compile(r"(?:信息|稿件|文章|本文|内容|新闻)?(?:来源|來源|稿源)\s*[：:︰∶﹕]")
# 市政府新闻办】   新华社 浏览次数：128   人民日报（海外版） 2025-11-05
_NAME = re.compile(
    r"(?P<name>(?:[(（][^()（）]*[)）]|[^()（）\[\]【】|｜])*?)"
    r"(?=\s*(?:$|[\])）】\[【|｜])|\s\S{1,6}[：:︰∶﹕]|\s(?:19|20)\d\d|\s(?:点击|浏览|阅读|字号|字体|打印|分享|作者))"
)


def bare_source(text: str) -> str | None:
    """The name in ``【发布日期：2025-11-05】 【来源：市政府新闻办】``; a text without 来源 as it is; None: it names nobody."""
    begins = _NAMES.search(text)
    if begins is None:
        return text or None
    hit = _NAME.match(text, begins.end())
    return (hit["name"].strip() if hit else text[begins.end() :].strip()) or None


def names_source(text: str) -> bool:
    """Whether a line says who a page is from."""
    return _NAMES.search(text) is not None
