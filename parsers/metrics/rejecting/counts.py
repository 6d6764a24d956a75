"""Which counts with a measure word are no figures: scaffolding, articles, pointed-at things, paired names."""

from __future__ import annotations

from typing import Final

from parsers.metrics.place import NumberPlace
from parsers.metrics.scene import BREAKS, JOINING
from parsers.speakers.words import words
from parsers.words import Token
from parsers.words.lexicon import words_of

_MEETINGS: Final = ("会议", "全会", "大会", "常委会", "峰会", "理事会", "联席会", "党代会", "进博会", "论坛", "博览会")
_PRESENT: Final = frozenset(
    word for office in words("post", "honorific") for word in (office, f"副{office}")
) | words_of("count: present")
# 各3家 are counted, these 3 are not.
_POINTING: Final = words_of("det", "count: points") - words_of("what: filler")
# 上, 下 and 前 point (比上两届) unless they end a word for a place or a time, which is a token of its own.
_SIDES: Final = words_of("count: side")
_BARE_UNITS: Final = frozenset({"点", "句", "步", "块"})
_SCAFFOLD_UNITS: Final = frozenset("个项条点大件方面层类种句位组张步道重份段门批轮篇对场家块处样")
_AFTER_LIST: Final = BREAKS | JOINING
_LISTED: Final = frozenset({"noun", "name", "latin", "loc", "adj", "verb", "act"})
_HELD: Final = frozenset({"act", "adv", "aux", "verb"})
_WORDS_OF_HEAD: Final = 6
_FIRST: Final = tuple(words_of("count: first"))
_DIGITS: Final = tuple("一二两三四五六七八九")
_ONGOING: Final = frozenset(["", *"是家个项条名年甲"])


def after_book_title(place: NumberPlace) -> bool:
    """《若干措施》20条 names the paper by its length."""
    return place.prev.text == "》" and place.unit in ("条", "项", "款")


def session(place: NumberPlace) -> bool:
    """十三届…三次会议, 进博会第七届: the number of a meeting, unless so many were held."""
    if place.unit not in ("届", "次") or place.lead is not None or place.prev.cls in _HELD:
        return False
    return place.unit == "届" or any(w.text.endswith(_MEETINGS) for w in place.following(2))


def two_as_ordinal(place: NumberPlace) -> bool:
    """二类, 二次: the second; a count of two is 两."""
    return place.numeral == "二"


def determined(place: NumberPlace) -> bool:
    """这两个, 每三家, 上一轮: pointed at, not counted. After a figure 以上 is its own: 500元以上3家."""
    word = place.prev
    if place.lead is not None or (word.text == "其余" and not place.mention.number.chinese):
        return False
    if word.text in _SIDES:
        return place.prev2.cls not in ("noun", "name", "adv", "quant")  # 再上4列, 每个点上两名医生
    return word.text in _POINTING and place.prev2.cls != "quantity"


def people_here(place: NumberPlace) -> bool:
    """两位局长, 三位嘉宾, 请三位回答, 谢谢两位: who is present, not a figure."""
    if place.unit not in ("位", "名", "家"):
        return False
    if place.prev.text.endswith(("请", "谢", "欢迎")) or place.next.text.startswith("请"):
        return place.unit != "家" or place.next.text in ("媒体", "单位")
    here = place.unit == "位" and place.prev.cls != "loc"
    return here and any(word.text in _PRESENT for word in place.following(2))


def scaffolding(place: NumberPlace) -> bool:
    """三个方面, 两个关键词, 四项重点工作; or a small count whose clause ends in a colon."""
    if place.unit not in _SCAFFOLD_UNITS or place.kind == "money":
        return False
    if (place.unit == "段" and place.next.text.startswith("时")) or (place.unit == "个" and place.next.text == "字"):
        return True  # 近一段时期, 十二个字：“小病就近、大病转诊…”
    if not place.small or place.lead or place.trail:
        return False
    words = place.following(_WORDS_OF_HEAD)
    if place.clause.closed_by == "：" and len(words) < _WORDS_OF_HEAD:
        return True
    if not words:
        return _begins_list(place) or place.unit in _BARE_UNITS or place.prev.feature == "discourse"  # 原因两条
    return _is_discourse(place)


def _begins_list(place: NumberPlace) -> bool:
    """变化有两处。一个是…; 办法就三条。首先是…: what follows the clause."""
    if not place.clause.closed_by:
        return False
    first, second = place.scene.tokens[place.clause.last + 1 : place.clause.last + 3]
    one = first.value is not None and first.value.low == 1
    return first.text.startswith(_FIRST) or (one and second.text == "是")


def _is_discourse(place: NumberPlace) -> bool:
    """方面…, 主要原因, 家长最关心的问题: a discourse noun begins or heads the phrase; 四点主张."""
    if place.unit == "家":
        return False
    phrase = _noun_phrase(place)
    ends = phrase[:1] + phrase[-1:]
    return any(word.feature == "discourse" for word in ends) or [word.feature for word in phrase] == ["alone"]


def _noun_phrase(place: NumberPlace) -> list[Token]:
    """The words of the noun phrase behind the count, what stands before its last 的 left out unless it begins it."""
    found: list[Token] = []
    for word in place.following(_WORDS_OF_HEAD):
        if word.cls in ("punct", "quantity", "time", "copula", "conj") or word.text in ("是", "在"):
            break
        found.append(word)
    after = next((i + 1 for i in reversed(range(len(found))) if found[i].text == "的"), 0)
    return [*found[:1], *found[after:]] if after else found


def apposition(place: NumberPlace) -> bool:
    """浦东、嘉定两个区: the count repeats the list just spoken."""
    if place.lead or place.next.text in _AFTER_LIST:
        return False
    for names, word in enumerate(place.previous(6)):
        if word.text in JOINING:
            return names > 0
        if word.cls not in _LISTED:
            return False
    return False


def collective_name(place: NumberPlace) -> bool:
    """一厅三片, 四横三纵, 一会一研: paired numerals make a name."""
    often = place.prev.cls == "quantity" and place.unit in ("次", "回", "趟")  # 一周两次
    if len(place.numeral) != 1 or often or "一共" in (place.prev.text, place.next.text):
        return False
    before = place.scene.text[max(0, place.mention.start - 2) : place.mention.start]
    if len(before) == 2 and before[0] in _DIGITS and "\u4e00" <= before[1] <= "\u9fff":
        return True
    after = place.scene.text[place.mention.end : place.mention.end + 2]
    return len(place.written) == 2 and after[:1] in _DIGITS and after[1:] not in _ONGOING
