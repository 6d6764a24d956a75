"""Which outlet asks, as the first words of a question say it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.speakers.names import HAN, hardly_a_name, is_name
from parsers.speakers.outlets import known_outlet, looks_like_outlet
from parsers.speakers.words import NO_OUTLET

_HEAD = 80
"""How many characters may hold an introduction."""
_LONG = 4
_REPORTER = "(?:记者|記者)"
_PAUSE = "[，。,！!]"
_NAMED = r"[^，。！？,!?\s我]{2,24}?"
# 我来自封面新闻，   我们是来自新华社的，
_FROM = re.compile(rf"我们?是?(?:来自|來自)\s*(?P<house>{_NAMED})(?:的|{_PAUSE})")
# 我是深圳特区报的记者   我是海城日报的。   我是新华社的王小东，   我是江州卫视，   这里是东方网，
_MYSELF = re.compile(
    rf"(?:我们?是(?:来自|來自)?|这里是)\s*(?P<house>{_NAMED})"
    rf"(?:(?P<reporter>的?{_REPORTER})|的(?P<name>[{HAN}]{{2,4}})(?={_PAUSE})|的?(?={_PAUSE}|请问|請問|想问|想問|想请问|想了解))"
)
_CERTAINLY = re.compile(
    rf"我们?是?(?:来自|來自)(?P<from>{_NAMED})的{_REPORTER}|我们?是(?!来自|來自)(?P<own>{_NAMED}){_REPORTER}|"
    rf"(?:^|{_PAUSE})\s*(?P<plain>{_NAMED}){_REPORTER}(?:提问|提問)[。，]"
)
# 主持人好，各位领导好，   谢谢主持人给我这个机会。   大家下午好！
_GREETING = re.compile(
    rf"(?:[^，。！？,!?]{{0,12}}好的?|[^，。！？,!?]{{0,4}}(?:谢谢|感谢|謝謝|感謝)[^，。！？,!?]{{0,16}}|主持人|各位[^，。！？,!?]{{1,8}}){_PAUSE}\s*"
)
# 深圳卫视记者提问。   来自新华社。   中国证券报，我的问题是…
_PLAIN = re.compile(
    rf"(?P<reporter>{_NAMED})的?{_REPORTER}|(?:来自|來自)\s*(?P<house>{_NAMED})的?{_PAUSE}|"
    rf"(?P<alone>{_NAMED})[，。,！!：:]\s*(?:请问|請問|想|我想|我的|我有|有[一两二三几]?个|问|問|提问)"
)
# 相关新闻，请问…   全市一张网，请问… - alone, only what is nothing but an outlet's name
_ONLY_AN_OUTLET = re.compile(
    r"(?:[报報]|电视台|電視台|广播台|广播电台|电台|卫视|衛視|通讯社|通訊社|新闻网|周刊|週刊|融媒体中心|融媒体|融媒)$"
)
# 我是做直播电视的，   我是常看晚报的，   我是一家网站的，
_NO_HOUSE = re.compile(
    r"[看听聽读讀订訂做搞干卖住]|^(?:[一这那在某每几各有常]|刚才|昨天|今天|最近|近期|近日|根据|关于|相关)"
)


def introduces_oneself(text: str) -> bool:
    """Whether somebody says ``我是…记者``, ``我来自…`` or ``我是海城日报的`` of himself."""
    head = text[:_HEAD]
    return bool(_FROM.search(head)) or any(
        hit["reporter"] or (_is_colleague(hit["name"]) and _is_house(hit["house"])) for hit in _MYSELF.finditer(head)
    )


def outlet_said(text: str) -> str | None:
    """The outlet that an asker names: ``我是海城日报的。请问…``, ``您好，来自新华社。…``, ``中国证券报，我的问题是…``.

    What is an outlet's name by the list or by its form, or stands between ``我是`` and ``记者``; None for ``我是一名家长，…``.
    """
    head = text[:_HEAD]
    myself = [hit["house"] for hit in _MYSELF.finditer(head) if _is_colleague(hit["name"])]
    said = [*myself, *(hit["house"] for hit in _FROM.finditer(head)), _plainly(head)]
    return next((name for name in said if name and _is_house(name)), None) or next(_unheard(head), None)


def _plainly(head: str) -> str | None:
    """The name that stands behind the greeting, without ``我是``."""
    at = 0
    while greeting := _GREETING.match(head, at):
        at = greeting.end()
    hit = _PLAIN.match(head, at)
    if hit is None:
        return None
    alone = hit["alone"]
    if alone and not known_outlet(alone) and not _ONLY_AN_OUTLET.search(alone):
        return None
    return alone or hit["reporter"] or hit["house"]


def _is_colleague(name: str | None) -> bool:
    """``我是新华社的王小东，``; but ``我是人民日报的老读者，`` is none of theirs."""
    return name is None or (is_name(name) and not hardly_a_name(name))


def _unheard(head: str) -> Iterator[str]:
    """What stands where only an outlet does: ``我是海河联播记者``, ``我是来自海河联播的记者``, ``海河联播记者提问。``"""
    for hit in _CERTAINLY.finditer(head):
        name = hit["own"] or hit["from"] or hit["plain"]
        # Longer than what tells one kind of reporters from others (财经, 外国), and no place.
        kind = NO_OUTLET.fullmatch(name) or _NO_HOUSE.search(name) or name[-1] in "省市区县州国"
        if len(name) >= _LONG and "的" not in name and not kind:
            yield name


def _is_house(name: str) -> bool:
    # 深圳特区报及“读特”客户端
    first = re.split(r"[及和、/／与]", name)[0]
    sure = known_outlet(name) or known_outlet(first) or (first != name and _ONLY_AN_OUTLET.search(first))
    return bool(sure or (looks_like_outlet(name) and not _NO_HOUSE.search(name)))
