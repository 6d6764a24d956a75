"""What a figure measures, by name: of the vocabulary where it has one, else the head noun with what tells it apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from parsers.observations.fitting import fits
from parsers.observations.passage import Mention, Passage
from parsers.observations.spots import Spot
from parsers.observations.tables import read_sections
from parsers.vocabulary import Measure, Spelling
from parsers.words import Token
from parsers.words.lexicon import LEXICON

_SECTIONS: Final = read_sections("words.txt")
_SILENT: Final = ("的", "实现", "完成")
"""What a name leaves out in its middle: 规模以上工业企业实现利润总额."""
_KEPT: Final = dict(pair.split("=") for pair in _SECTIONS["kept"])
_REPORT: Final = frozenset(_SECTIONS["report"])
_TAIL: Final = frozenset(_SECTIONS["tail"])
_HEAD: Final = frozenset(_SECTIONS["head"])
_FUNCTION: Final = frozenset(_SECTIONS["function"])
_STRONG: Final = frozenset(_SECTIONS["strong"])
_SINGLE: Final = _SECTIONS["single"]
_CLAUSE_VERBS: Final = frozenset(_SECTIONS["clause"])
_PARTICLES: Final = frozenset("了着过")
_CASES: Final = ("对", "按", "按照", "把", "将", "给", "为", "向", "在", "由", "从", "被")
_PARTS: Final = frozenset(_SECTIONS["part"])
_NAME_ENDS: Final = ("n", "vn", "nz", "b", "j", "l", "eng", "nrt", "an", "ng", "nt", "i", "s", "zg", "k", "nr", "ns")
_RATES: Final = ("率", "量", "额", "数", "值", "费", "价", "度", "比", "面积", "里程", "收入", "支出")
_COUNTED: Final = frozenset(_SECTIONS["counted"])
_OWNED: Final = _COUNTED | frozenset(_SECTIONS["priced"])
GENERIC: Final = frozenset(_SECTIONS["generic"])
"""Heads that name no quantity without an owner: 增加值, 产值."""
_UNSAID: Final = frozenset(_SECTIONS["unsaid"])
_VAGUE: Final = frozenset(_SECTIONS["vague"]) | _UNSAID
_TRANSPARENT: Final = frozenset(_SECTIONS["vague"]) | _TAIL | _HEAD | _FUNCTION | _REPORT | frozenset(_KEPT)
_NOUNS: Final = ("n", "nr", "vn", "nz", "b", "j", "l", "eng", "nrt", "an", "ng", "nt", "i", "g", "zg", "k", "vg")
_DROPPED: Final = ("t", "m", "mq", "r", "d", "p", "c", "u", "uj", "ul", "f", "y", "e", "x", "q", "zg")
_THINGS: Final = ("n", "vn", "nz", "j", "nrt", "eng", "an")
_SUMMED: Final = re.compile("累计|总|共|现有|已有|达到|保有")
_NOT_NAMES: Final = (
    "局长",
    "主任",
    "处长",
    "部长",
    "市长",
    "区长",
    "记者",
    "书记",
    "先生",
    "女士",
    "发言人",
    "计划",
    "目标",
    "任务",
    "预算",
    "台阶",
    "大关",
)
_SERVED: Final = frozenset(_SECTIONS["served"])
_OF_VERB: Final = frozenset(_SECTIONS["done to"])
_COUNTED_BEFORE: Final = re.compile("[0-9][百千万亿余多]*[^0-9，。；、]{1,3}、$")
_PER: Final = re.compile("(每[百千万十]{1,2}(?:人口?|户|平方公里|名?老人)?|人均|户均|日均|月均)(?:拥有|有)?$")
_TIME_ONLY: Final = re.compile("(?:[去今前明上本当同全年月期底末初季度日天时历史以来半0-9]|最近|近期)+")
_CLAUSE_MARK: Final = re.compile("[，,；;：:。！？!?、（）()\n…—]")
_REACH: Final = 24
_CONTEXT: Final = 2000
"""How far back a word of context is looked for."""


@dataclass(slots=True)
class Name:
    """The quantity of a figure."""

    text: str
    measure: Measure | None
    """Its row in the vocabulary; of the whole where the name is a part's."""

    @property
    def is_rate(self) -> bool:
        """Whether a percentage of it is its level and not a share or growth."""
        if self.measure is not None and (self.measure.is_rate or "ratio" in self.measure.units):
            return True
        return self.text.endswith(("率", "度", "指数", "系数", "标准", "比例", "比")) and not self.is_whole

    @property
    def is_whole(self) -> bool:
        """Whether the vocabulary has this very quantity."""
        return self.measure is not None and self.measure.name == self.text


def in_vocabulary(passage: Passage, spot: Spot, low: int, high: int) -> Name | None:
    """The quantity of the last fitting mention in ``text[low:high]``, with the words that make it a part."""
    if (
        spot.relative
        and passage.text[max(low, high - 1) : high] == "的"
        and not _OF_WHOLE.search(passage.text[low:high])
    ):
        return _of_base(passage, spot, low, high)
    for mention in reversed(passage.mentions_in(low, high)):
        if _is_reference(passage, mention, spot):
            continue
        spelling = _suiting(passage, mention, spot)
        if passage.text[mention.start : mention.end] in _TAIL and _modifiers(passage, mention.start, low):
            continue  # 投资增速: of what stands before, whatever 增速 alone is of
        if spelling and _is_head(passage, mention, high):
            return _composed(passage, mention, spelling.measure, low, high)
    return None


def _of_base(passage: Passage, spot: Spot, low: int, high: int) -> Name | None:
    """按售价的20%补贴, 上年度实际缴费的60%: what stands before 的 is what the share is of; only bound spellings name it."""
    for mention in reversed(passage.mentions_in(low, high)):
        spelling = _suiting(passage, mention, spot)
        if spelling and spelling.context:
            return Name(spelling.measure.name, spelling.measure)
    return None


def _suiting(passage: Passage, mention: Mention, spot: Spot) -> Spelling | None:
    fitting = [spelling for spelling in mention.spellings if fits(spelling, spot)]
    bound = [(_nearest(passage, mention, s), s) for s in fitting if s.context]
    near, spelling = max(bound, key=lambda pair: pair[0], default=(-1, None))
    if spelling is not None and near >= 0:
        return spelling
    return next((s for s in fitting if not s.context), None)


def _nearest(passage: Passage, mention: Mention, spelling: Spelling) -> int:
    """Where the last word of its context stands before it in the paragraph, else in the question; -1: nowhere."""
    first = max(passage.paragraph(mention.start), mention.start - _CONTEXT)
    said = passage.asked.folded + passage.text[first : mention.end + 12]
    return max(said.rfind(word) for word in spelling.context)


_OF_WHOLE: Final = re.compile("占|完成|为|达|实现|相当")
_OF_OTHER: Final = re.compile(
    "(?:占[^，。；]{0,4}|比|较|高于|低于|快于|慢于|高出|跟|与|对)(?:全市|全部|我市|整个|同期|了|到)?$"
)


def _is_reference(passage: Passage, mention: Mention, spot: Spot) -> bool:
    """占规模以上工业的比重为17.9%: what the share is of, not whose share."""
    text, start = passage.text, mention.start - len(_modifiers(passage, mention.start, spot.reach))
    base = text[mention.end : spot.start] == "的" and text[max(0, start - 8) : start].endswith(("为", "完成", "相当于"))
    return base or bool(_OF_OTHER.search(text[max(0, mention.start - 8) : mention.start]))


def _is_head(passage: Passage, mention: Mention, high: int) -> bool:
    """企业开办时间, 经营主体活力: a spelling that only begins a noun phrase is not what is measured."""
    behind = passage.words_in(mention.end, high, 2)
    if len(behind) == 2 and behind[0].text == "的":
        return behind[1].tag not in _NOUNS or behind[1].text in _TAIL
    if not behind or behind[0].text in _TAIL or behind[0].text in _KEPT or behind[0].text in _HEAD:
        return True
    return behind[0].tag not in _NOUNS or behind[0].text in _REPORT or behind[0].text in LEXICON


def _composed(passage: Passage, mention: Mention, measure: Measure, low: int, high: int) -> Name:
    said = passage.text[mention.start : mention.end]
    per = _per_one(passage, mention.start, said, measure)
    if per:
        return per
    before = _modifiers(passage, mention.start, low)
    if before and before not in measure.name:  # 轨道日均客流 is no part of 轨道交通日均客流
        known = passage.vocabulary.spellings.get(before + said)
        if known:
            return Name(known[0].measure.name, known[0].measure)
        towards = passage.text[mention.start - len(before) - 1 : mention.start - len(before)]
        if towards == "对" and measure.topic == "trade":  # 对欧盟出口
            before = towards + before
        new = measure.name.startswith("新增")  # 公办幼儿园 + 新增学位
        if not new and not measure.name.startswith(said):  # 无障碍电梯 is no 既有住宅加装电梯
            return Name(before + said, None)
        return Name(f"新增{before}{measure.name[2:]}" if new else before + measure.name, measure)
    verb = _kept_verb(passage, mention, low, high)
    if verb and verb not in said and verb not in measure.name and (measure.nature == "stock" or verb in _STRONG):
        known = passage.vocabulary.spellings.get(verb + measure.name)
        return Name(known[0].measure.name, known[0].measure) if known else Name(verb + measure.name, measure)
    return Name(measure.name, measure)


def _per_one(passage: Passage, start: int, said: str, measure: Measure) -> Name | None:
    """每千人拥有市场主体168户, 日均旅客吞吐量8万人次: another quantity than all there are."""
    per = _PER.search(passage.text[max(0, start - 8) : start])
    if per is None or per[1] in measure.name:
        return None
    known = passage.vocabulary.spellings.get(per[1] + said)
    if known:
        return Name(known[0].measure.name, known[0].measure)
    return Name(
        per[1] + (said if measure.nature == "ratio" or "人均" in measure.name else measure.name), None
    )  # 月均收入


def _modifiers(passage: Passage, end: int, low: int) -> str:
    """The nouns that touch a mention from the left and make it a part (对美出口, 跨境电商进出口)."""
    found = ""
    words = passage.words_in(max(low, end - _REACH), end)
    for word in reversed(words):
        joined = (
            (word.tag in _NOUNS or word.text in _PARTS)
            and word.text not in _HEAD
            and word.text not in _KEPT
            and word.text not in _REPORT
        )
        if (
            not joined
            or word.start in passage.taken
            or word.text in _FUNCTION
            or word.text in _CLAUSE_VERBS
            or _TIME_ONLY.fullmatch(word.text)
            or _CLAUSE_MARK.search(word.text)
            or not word.text[0].isalnum()
        ):
            break
        found = word.text + found
    start = end - len(found)
    if found in _SERVED and passage.text[max(0, start - 1) : start] in _CASES:
        return ""  # 为企业减税降费: for whom
    listed = passage.text[max(0, start - 1) : start] in ("、", "和", "与", "及") and not _COUNTED_BEFORE.search(
        passage.text, max(0, start - 8), start
    )
    return found if len(found) > 1 and not listed else ""  # 中小学、幼儿园学位: kinds of the whole


def _kept_verb(passage: Passage, mention: Mention, low: int, high: int) -> str:
    """新增 in 新增养老床位1.2万张 and 养老床位新增1.2万张; nothing where it sums up (累计建成)."""
    around = [*passage.words_in(max(low, mention.start - 6), mention.start)[-2:], *_behind(passage, mention, high)]
    if _SUMMED.search(passage.text[max(low, mention.start - 6) : high]):
        around = [word for word in around if _KEPT.get(word.text) != "新增"]
    return next(
        (
            _KEPT[word.text]
            for word in around
            if word.text in _KEPT and word.text not in ("建成", "建设", "调整", "服务")
        ),
        "",
    )


def _behind(passage: Passage, mention: Mention, high: int) -> list[Token]:
    words = passage.words_in(mention.end, high)
    return [word for word in words if word.tag.startswith("v")][-1:] if len(words) <= 8 else []


def of_phrase(passage: Passage, spot: Spot, low: int, high: int) -> Name | None:
    """The quantity that a phrase names: ``text[low:high]`` without place, time, adverbs and reporting verbs."""
    front = spot.start if low >= spot.end else low
    words = [word for word in passage.words_in(low, high) if word.text.strip()]
    if _says_more(words) or (passage.text[max(0, low - 1) : low] == "最" and "的" in passage.text[low:high]):
        return Name("", None)  # 最便宜的套餐: one of them
    verb = _verb_before(passage, front) if words else ""
    while words and _drops_in_front(words[0]):
        words = words[1:]
    if words and low < words[0].start and any(word.tag == "m" for word in words):
        return Name("", None)  # 两荤两素: what is left when its numeral goes is half a word
    behind: list[Token] = []
    while words and _drops_behind(words[-1], len(words)):
        words, behind = words[:-1], [words[-1], *behind]
    if len(words) == 1 and len(words[0].text) < 3 and behind and behind[0].text in _COUNTED:
        words = [*words, behind[0]]  # 用水总量: the word alone would tell nothing apart
    if len(words) > 1 and words[0].text in _KEPT and words[1].text not in _OWNED and words[1].text not in _RATES:
        verb, words = _KEPT[words[0].text], words[1:]
    per = _PER.search(passage.text[max(0, front - 8) : front])
    text = (per[1] if per and words else "") + _balanced(
        "".join(word.text for word in words if word.text not in _SILENT).strip(" 、，·")
    )
    if not _names_something(text, words):
        return Name(verb + text, None) if verb and len(words) == 1 and text in _OF_VERB else None
    name = _known_or(passage, spot, verb, text)
    alone = name.measure is None and not verb and not per and len(words) == 1 and text not in GENERIC
    bare = alone and (len(text) < 3 or text[0].isdigit())
    return Name("", None) if bare else name  # 路口, 二楼, 窗口: a word that tells nothing apart


def names_another(passage: Passage, low: int, high: int) -> bool:
    """Whether a phrase that gives no name speaks of something all the same: 平均利率由4.6%, 补贴比例为30%, 期限最长3年.

    What was spoken of before is then not what the figure measures; 降幅, 全年目标, 完成率 leave it as it was.
    """
    if passage.text[low:high] in _UNSAID:  # 每年投入1.5亿元
        return True
    return any(
        word.tag in _THINGS
        and len(word.text) > 1
        and word.text not in _TRANSPARENT
        and word.start not in passage.taken
        and not word.text.endswith(_NOT_NAMES)
        and not _TIME_ONLY.fullmatch(word.text)
        for word in passage.words_in(low, high)
    )


def past_frame(passage: Passage, low: int, high: int) -> int:
    """Where a name begins in ``text[low:high]``: behind 但是, 全市, 今年."""
    return next((w.start for w in passage.words_in(low, high) if w.text in _CASES or not _drops_in_front(w)), low)


def tells_more(word: Token) -> bool:
    """Whether a word behind a name makes it the name of something else: 第三产业|投资."""
    return word.tag in _THINGS and word.text not in _TRANSPARENT


def names_amount(word: Token) -> bool:
    """Whether a word says of which amount a name is: 货运量, 增加值, 支出."""
    return word.text in GENERIC or word.text.endswith(_RATES)


def _says_more(words: list[Token]) -> bool:
    """要求企业对供应商的账期, 单个项目: a clause, or one that stands for all; no name of a quantity."""
    if "".join(word.text for word in words[:2]).startswith(_SINGLE):
        return True
    return any(word.text in _PARTICLES or word.text in _CASES or word.text in _CLAUSE_VERBS for word in words)


def _known_or(passage: Passage, spot: Spot, verb: str, text: str) -> Name:
    for name in (verb + text, text):
        for spelling in passage.vocabulary.spellings.get(name, ()):
            if fits(spelling, spot) and not spelling.context:
                plain = (
                    verb and name == text and spelling.measure.nature == "stock" and verb not in spelling.measure.name
                )
                shown = verb + spelling.measure.name if plain else spelling.measure.name
                return Name(shown, passage.vocabulary.measures.get(shown, spelling.measure))
    return Name(verb + text, None)


def known(passage: Passage, spot: Spot, text: str) -> Name:
    """The quantity of that name: of the vocabulary, where it spells it so."""
    return _known_or(passage, spot, "", text)


def _verb_before(passage: Passage, low: int) -> str:
    words = [
        word for word in passage.words_in(max(0, low - 6), low) if word.text not in ("了", "的", "各类", "各", "共")
    ]
    return _KEPT.get(words[-1].text, "") if words else ""


def _drops_in_front(word: Token) -> bool:
    if word.text in _KEPT:
        return False
    return (
        word.tag in _DROPPED
        or word.text in _HEAD
        or word.text in _REPORT
        or word.text in _FUNCTION
        or (word.tag in ("ad", "a") and len(word.text) < 2)
    )


def _drops_behind(word: Token, left: int) -> bool:
    if word.text in _KEPT or word.text in _RATES:
        return False
    if word.tag in ("x", "eng") and word.text[0].isalnum():
        return False
    return (
        (word.tag in _DROPPED and word.tag not in ("zg", "q"))
        or word.text in _REPORT
        or word.text in _FUNCTION
        or (left > 1 and word.text in _TAIL)
    )


def _balanced(text: str) -> str:
    return text.replace("“", "").replace("”", "") if text.count("“") != text.count("”") else text


def _has_owner(words: list[Token]) -> bool:
    """服务价格, 受伤人数, 用水总量: a head that says what is counted or paid, and of what."""
    owner = words[-2] if len(words) > 1 else None
    return (
        owner is not None
        and (owner.text in _KEPT or (owner.tag in _THINGS and owner.text not in _TRANSPARENT))
        and words[-1].text in _OWNED
    )


def _names_something(text: str, words: list[Token]) -> bool:
    """A noun phrase and no verb alone (变成, 要冲), adjective or frame."""
    if (
        len(text) < 2
        or text in _VAGUE
        or text in _HEAD
        or text in _REPORT
        or text in _TAIL
        or _CLAUSE_MARK.search(text)
    ):
        return False
    last = words[-1]
    if text in _KEPT or _TIME_ONLY.fullmatch(text):
        return False
    if (last.text in _VAGUE and not _has_owner(words)) or words[0].text in _TAIL or text.endswith(_NOT_NAMES):
        return False
    return (
        last.tag in _NAME_ENDS
        or last.text in _KEPT
        or text.endswith(_RATES)
        or not "\u4e00" <= last.text[0] <= "\u9fff"
    )
