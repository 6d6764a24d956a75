"""News outlets: the lexicon with canonical names and types, and what an unknown outlet's name looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_MARKS = str.maketrans("", "", "《》〈〉「」『』“”\"' \u3000\u00a0·")
_QUOTES = re.compile(r"[“”\"「」『』]")
_BLANK = re.compile(r"(?<=[\u3400-\u9fff》”])[ \u3000\u00a0\u2002\u2003]+(?=[\u3400-\u9fff《“])")
_NOTE = re.compile(r"[（(][^（）()]*[）)]$")
_REPORTER = re.compile(r"(?:社|报)?(?:记者|記者)$")
# Endings of outlets' names. 电网, 平台, 通报 … end alike and are none.
_ENDING = re.compile(
    r"(?:[报報社刊台臺]|(?<!电|管|路|联|官|水)[网網]|新闻|新聞|电视|電視|卫视|衛視|广播|廣播|在线|在線|客户端|之声|之聲|频道|頻道"
    r"|传媒|傳媒|融媒|融媒体|融媒体中心|财经|財經|观察|觀察|周刊|週刊|杂志|雜誌|视界|视频|头条|新媒体|(?<=..)发布|[Nn]ews|NEWS|TV)$"
)
_NO_ENDING = re.compile(
    r"(?:[平后舞柜吧站站月站阳灶天]台|[通汇简申预举海情回上填呈日警捷战谎]报|合作社|供销社|旅行社|出版社|信用社|公社|茶馆社|会社|[書书]报刊)$"
)
# 《上海市体育设施管理办法》：… in an answer cites a document.
_DOCUMENT = re.compile(
    r"(?:办法|条例|规定|意见|通知|方案|规划|计划|纲要|要点|细则|标准|措施|公告|决定|决议|报告|指南|指引|白皮书|清单|目录|公约|协议|协定|"
    r"宣言|批复|倡议书?|规范|规程|政策|规则|章程|宪法|[^看想办方]法|辦法|條例|規定|意見|規劃|計劃|綱要|標準|報告)(?:[（(][^（）()]{1,12}[）)])?》?$"
)
_DAILY = re.compile(r"(?:日|晚|晨|早|时|時|商|周|週|导|導|快|邮|郵|学|青年|都市|画|畫|工|生活|消费)[报報]$")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet of the lexicon."""

    name: str
    """Canonical name."""
    kind: str
    """``central`` ``local`` ``hmt`` (Hong Kong, Macao, Taiwan) ``foreign`` ``trade`` ``online``."""


def plain_name(name: str) -> str:
    """An outlet's name without quotation marks and blanks (``“澜江日报”``, ``澜江 日报``); 《》 is part of it."""
    return _QUOTES.sub("", _BLANK.sub("", name))


@lru_cache(maxsize=4096)
def known_outlet(name: str) -> Outlet | None:
    """The outlet a name as written stands for (``中央广播电视总台(央视)``, ``《新闻晨报》``); None when unknown."""
    table = _lexicon()
    plain = name.translate(_MARKS)
    bare = _NOTE.sub("", plain)
    for form in (plain, bare, _REPORTER.sub("", bare)):
        found = table.get(form.casefold())
        if found:
            return found
    return None


def looks_like_outlet(name: str) -> bool:
    """Whether a name is in the lexicon, stands in 《》, or ends like an outlet's name (``南方环境报``)."""
    if known_outlet(name):
        return True
    if re.fullmatch(r"《[^《》]{2,16}》(?:[（(][^（）()]{1,10}[）)])?", name.strip()):
        return not _DOCUMENT.search(name.strip())
    plain = _NOTE.sub("", name.translate(_MARKS))
    if not 3 <= len(plain) <= 20 or not _ENDING.search(plain):
        return False
    return bool(_DAILY.search(plain)) or not _NO_ENDING.search(plain)


@cache
def _lexicon() -> dict[str, Outlet]:
    """Every name and alias, folded, to its outlet."""
    source = (resources.files("parsers.speakers") / "data" / "outlets.tsv").read_text(encoding="utf-8")
    table: dict[str, Outlet] = {}
    for line in source.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, kind, aliases = [*line.split("\t"), ""][:3]
        for form in (name, *aliases.split()):
            table.setdefault(form.translate(_MARKS).casefold(), Outlet(name, kind.strip()))
    return table
