"""Which counts with a measure word are no figures: scaffolding, articles, pointed-at things, paired names."""

from __future__ import annotations

import re
from typing import Final

from parsers.metrics.place import Place
from parsers.words.tables import read_sections

_DISCOURSE: Final = read_sections("discourse.txt", __package__)
_TITLED_AFTER = re.compile(
    "(?:次|届)(?:会议|全会|代表大会|全体会议|常委会|峰会|理事会|联席会|党代会|进博会|大会|论坛|博览会)"
)
_PEOPLE_AFTER = re.compile(
    "(?:嘉宾|领导|局长|副|发布人|发言人|记者|专家|主任|同志|朋友|老师|先生|女士|负责|市长|部长|委员|处长|主播|代表|行长|书记|院长|同仁|教授)"
)
# 会上8个部门, 地下三层, 目前7条: behind a noun 上, 下 and 前 are places and times, elsewhere they point (比上两届).
_DETERMINER = re.compile(
    "(?:这|那|某|每|同|该|哪|此|(?<![\u4e00-\u9fff])[上下前后]|[的比较在与和同从自到是于即][上下前后]|另|任何|以上|以下|如下|有这|其他|其它|其余|头|近|最后)$"
)
_LIST_BEFORE = re.compile("[、与和及][^，。；、：（）和与及0-9一二两三四五六七八九十]{1,12}$")
_COLLECTIVE_BEFORE = re.compile("[一二两三四五六七八九][\u4e00-\u9fff]$")
_SMALL_HEAD = re.compile("(?P<noun>[\u4e00-\u9fffA-Za-z]{0,14})(?P<stop>.?)")
_HEADS: Final = _DISCOURSE["head"]
_ALONE: Final = _DISCOURSE["alone"]
_LONGEST_HEAD: Final = 4
_CLOSING: Final = frozenset("是来上的去做抓进开推作展下出入为办说讲，")
_SCAFFOLD_UNITS: Final = frozenset("个项条点大件方面层类种句位组张步道重份段门批轮篇对场家")
_HELD: Final = re.compile("(?:举办|连续|共|办了|召开|已)(?:了|举办)?$")


def after_book_title(place: Place) -> bool:
    """《若干措施》20条 names the paper by its length."""
    return place.before.endswith("》") and place.mention.unit_text in ("条", "项", "款")


def titled_meeting(place: Place) -> bool:
    """十三届…三次会议: the meeting's number."""
    return place.small and bool(_TITLED_AFTER.match(place.text, place.end - 1))


def years_counted(place: Place) -> bool:
    """走过了三个年头: a way of saying years."""
    return place.after.startswith("年头")


def session(place: Place) -> bool:
    """十五届人大, 进博会第七届: the number of a session, unless so many were held."""
    return place.mention.unit_text == "届" and not _HELD.search(place.before)


def two_as_ordinal(place: Place) -> bool:
    """二类, 二次: the second; a count of two is 两."""
    number = place.mention.number
    return (
        place.measured
        and number.chinese
        and place.text[number.start : number.end] == "二"
        and place.mention.unit is not None
    )


def determined(place: Place) -> bool:
    """这两个, 每三家, 上一轮: pointed at, not counted."""
    return place.small and place.measured and place.lead is None and bool(_DETERMINER.search(place.before))


def people_here(place: Place) -> bool:
    """两位局长, 三位嘉宾, 请三位回答, 谢谢两位: who is present, not a figure."""
    if not place.small or place.mention.unit_text not in ("位", "名"):
        return False
    return bool(_PEOPLE_AFTER.match(place.after)) or place.before.endswith(("请", "谢", "感谢", "欢迎"))


def scaffolding(place: Place) -> bool:
    """三个方面, 两个关键词, 四项重点工作; or a small count whose clause ends in a colon."""
    unit = place.mention.unit_text
    if unit == "个" and place.after.startswith("字"):  # 十二个字：“小病就近、大病转诊…”
        return True
    if not place.small or unit not in _SCAFFOLD_UNITS or place.lead or place.trail:
        return False
    match = _SMALL_HEAD.match(place.text, place.end, place.high)
    noun = match["noun"] if match else ""
    if match and match["stop"] == "：":
        return True
    if not noun:
        return unit in ("点", "句", "步")
    return _is_discourse(noun)


def _is_discourse(noun: str) -> bool:
    """方面…, 主要原因, 家长最关心的问题: a discourse noun begins or heads the phrase."""
    if any(noun[:length] in _HEADS for length in range(1, _LONGEST_HEAD + 1)):
        return True
    head = noun.rpartition("的")[2] if "的" in noun else noun
    if any(head[-length:] in _HEADS for length in range(2, _LONGEST_HEAD + 1)):
        return True
    if any(head[at : at + 2] in _HEADS for at in range(1, min(5, len(head) - 1))):
        return True
    return any(noun[:n] in _ALONE and (len(noun) == n or noun[n] in _CLOSING) for n in range(1, 5))


def apposition(place: Place) -> bool:
    """浦东、嘉定两个区: the count repeats the list just spoken."""
    if not (place.small and place.measured and place.mention.number.chinese) or place.lead:
        return False
    clause = place.text[max(place.low, place.start - 24) : place.start]
    return bool(_LIST_BEFORE.search(clause)) and place.after[:1] not in ("", "，", "。", "、", "；", "和")


def collective_name(place: Place) -> bool:
    """一厅三片, 四横三纵, 一会一研: paired numerals make a name."""
    mention = place.mention
    number = mention.number
    if not (number.chinese and place.small and place.measured and number.end - number.start == 1):
        return False
    before = place.text[max(place.low, mention.start - 2) : mention.start]
    return bool(_COLLECTIVE_BEFORE.match(before)) or (
        mention.end - mention.start == 2
        and place.after[:1] in tuple("一二两三四五六七八九")
        and place.after[1:2] not in ("", "是", "家", "个", "项", "条", "名", "年", "甲")  # 两所九年一贯制学校
    )
