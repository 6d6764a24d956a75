"""What a phrase names: the words of an indicator without place, time, adverbs and reporting verbs."""

from __future__ import annotations

from typing import Final

from parsers.observations.cues import cues_of
from parsers.observations.passage import Passage
from parsers.observations.quantities.fitting import fits
from parsers.observations.quantities.naming import (
    AGENTS,
    CASES,
    CLAUSE_VERBS,
    FUNCTION,
    HEAD,
    KEPT,
    REPORT,
    TAIL,
    Name,
    per_one,
    renamed,
)
from parsers.observations.spots import Spot
from parsers.speakers.words import words
from parsers.words import Token
from parsers.words.clauses import CLAUSE_ENDS
from parsers.words.lexicon import LEXICON, words_of

_MARKS: Final = CLAUSE_ENDS | {"、"}
_SPEAKING: Final = words_of("pron", "name: hearer")
_SILENT: Final = REPORT - words_of("share", "act") | REPORT & words_of("act of")
"""What a name leaves out in its middle: 规模以上工业企业实现利润总额, 全省累计改造面积."""
_BESIDE_VERB: Final = words_of("adv", "det", "pron") | cues_of("de", "perfect")
_LIGHT_ENDS: Final = "有上来于为了"
"""Of verbs that say of nothing what became of it: 另有, 加上, 相当于."""
_SINGLE: Final = tuple(one + unit for one in "单每" for unit in "个项家户人台辆次")
_OF_CLAUSES: Final = CASES | CLAUSE_VERBS
_FRAMES: Final = HEAD | REPORT | FUNCTION
_NAME_ENDS: Final = ("n", "vn", "nz", "b", "j", "l", "eng", "nrt", "an", "ng", "nt", "i", "s", "zg", "k", "nr", "ns")
_RATES: Final = ("率", "量", "额", "数", "值", "费", "价", "度", "比", "面积", "里程", "收入", "支出")
_COUNTED: Final = words_of("name: counted")
GENERIC: Final = words_of("name: generic")
"""Heads that name no quantity without an owner: 增加值, 产值."""
_USUAL: Final = renamed("usual")
_UNSAID: Final = words_of("name: unsaid")
_VAGUE: Final = TAIL | words_of("name: vague") | _UNSAID
_TRANSPARENT: Final = _VAGUE.difference(_UNSAID) | HEAD | FUNCTION | REPORT | frozenset(KEPT)
_DROPPED: Final = frozenset("t m mq r d p c u uj ul f y e x q zg".split())
_THINGS: Final = ("n", "vn", "nz", "j", "nrt", "eng", "an")
_OWNERS: Final = (*_THINGS, "v", "l", "b", "nr", "ns", "s", "i", "zg", "ng")
_NOT_NAMES: Final = (*words("post"), *cues_of("set"))
_ALONE: Final = frozenset("n nz nrt an vn eng j ng nr ns g zg l".split())
"""Tags of words that name something alone."""
_OF_WHAT: Final = frozenset({"money", "temperature", "duration", "speed"})
_AMOUNTS: Final = (*_RATES, "款", "金", "资", "薪", "贴", "润", "税", "债", "贷", "保", "租", "单价", "投入", "时间")
_BARE: Final = frozenset(_AMOUNTS) - GENERIC
_SUFFIXES: Final = words_of("name: suffix")
_CUT: Final = frozenset("q n zg ng g".split())
_AGENTS: Final = tuple(AGENTS)
_LASTING: Final = tuple(words_of("name: lasting"))
LEFT_OUT: Final = ("产量", "发电量", "装机容量", "量")
"""Heads that a unit says as well."""
_TELLING: Final = frozenset({"noun", "verb", "act", "name", "latin"})
_UNTOLD: Final = frozenset({"t", "f", "m"})
_YIELDS: Final = words_of("name: yields")
_JOINING: Final = frozenset({"conj", "prep"})
_MEANT: Final = cues_of("plan", "will", "may", "filler", "becomes", "reaches")
_OF_VERB: Final = words_of("name: done-to")


def of_phrase(passage: Passage, spot: Spot, low: int, high: int, *, topic: bool = False) -> Name | None:
    """The quantity that a phrase names: ``text[low:high]`` without place, time, adverbs and reporting verbs.

    Args:
        topic: it stands for itself, before the clause of the figure: 诉求呢，今年是6200件.
    """
    front = spot.start if low >= spot.end else low
    words = [word for word in passage.words_in(low, high) if word.text.strip()]
    words = _said_of(_asked_for(words))
    if _says_more(words) or (passage.text[max(0, low - 1) : low] == "最" and "的" in passage.text[low:high]):
        return Name("", None)  # 最便宜的套餐: one of them
    verb = _verb_before(passage, front) if words and not spot.relative else ""
    words = words[_begun(words) :]
    if words and low < words[0].start and any(word.tag == "m" for word in words):
        return Name("", None)  # 两荤两素: what is left when its numeral goes is half a word
    end = len(words)
    while end and _drops_behind(words[end - 1], end):
        end -= 1
    if end == 1 and len(words[0].text) < 3 and len(words) > 1 and words[1].text in _COUNTED:
        end = 2  # 用水总量: the word alone would tell nothing apart
    words = words[:end]
    if len(words) > 1 and words[0].text in KEPT and _stands_alone(words[1:]):
        verb, words = KEPT[words[0].text], words[1:]
    per = per_one(passage, front) if words else ""
    text = per + _balanced("".join(word.text for word in words if not _is_silent(word)).strip(" 、，·"))
    if not _names_something(text, words, topic=topic):
        return Name(verb + text, None) if verb and len(words) == 1 and text in _OF_VERB else None
    if spot.metric.kind == "money" and text.endswith(_AGENTS):
        return None
    name = _known_or(passage, spot, verb, text)
    if spot.metric.kind == "duration" and name.measure is None and not name.text.endswith(_LASTING):
        return Name("", None)
    alone = name.measure is None and not verb and not per and len(words) == 1
    return Name("", None) if alone and not (topic or _counts(spot, words[0])) else name


def _counts(spot: Spot, word: Token) -> bool:
    """Whether a word alone says what is measured: things and people are counted, of 妇女, 六楼 and 支出 nobody knows what so many yuan are."""
    if word.text[0].isdigit() or word.text == spot.metric.unit or not (word.tag in _ALONE or _is_ours(word)):
        return False
    return spot.metric.kind not in _OF_WHAT or (word.text.endswith(_AMOUNTS) and word.text not in _BARE)


def names_another(passage: Passage, spot: Spot, low: int, high: int) -> bool:
    """Whether a phrase that gives no name speaks of something all the same: 平均利率由4.6%, 补贴比例为30%, 期限最长3年.

    What was spoken of before is then not what the figure measures; 降幅, 全年目标, 完成率 leave it as it was.
    """
    if passage.text[low:high] in _UNSAID:  # 每年投入1.5亿元
        return True
    return any(
        (word.tag in (*_THINGS, "i") or _is_ours(word))
        and len(word.text) > 1
        and word.text not in _TRANSPARENT
        and word.start not in passage.taken
        and not (spot.metric.kind == "money" and word.text.endswith(_AGENTS))
        and not word.text.endswith(_NOT_NAMES)
        for word in passage.words_in(low, high)
    )


def does_another(passage: Passage, low: int, high: int, spoken: str) -> bool:
    """Whether a phrase that gives no name tells what else is done or happens: 住下来过夜的, 财政进账.

    Not where what was spoken of has a character of the verb and so may be of it: 筹建 of 筹集保障性租赁住房.
    """
    words = passage.words_in(low, high)
    if not words or words[0].text in CASES or (words[-1].text != "的" and words[-1].tag != "v"):
        return False  # 按可比价计算
    told = words if words[-1].text == "的" else words[-1:]
    return any(_is_told(word) and set(spoken).isdisjoint(word.text) for word in told)


def _is_told(word: Token) -> bool:
    """A verb that says something of its own."""
    return word.cls == "verb" and len(word.text) > 1 and word.text not in _TRANSPARENT and word.text not in _MEANT


def leading_nouns(passage: Passage, low: int, high: int) -> str:
    """The nouns that open ``text[low:high]``, behind what frames it (其中, 全市): 食品工业|继续领跑."""
    words = passage.words_in(past_frame(passage, low, high), high)
    size = next((i for i, word in enumerate(words) if word.tag not in _THINGS or word.text in TAIL), len(words))
    numbered = size < len(words) and words[size].tag == "m"  # 地铁|5号线
    return "" if numbered else "".join(word.text for word in words[:size] if word.start not in passage.taken)


def past_frame(passage: Passage, low: int, high: int) -> int:
    """Where a name begins in ``text[low:high]``: behind 但是, 全市, 今年."""
    return next((w.start for w in passage.words_in(low, high) if w.text in CASES or not _drops_in_front(w)), low)


def tells_more(word: Token) -> bool:
    """Whether a word behind a name makes it the name of something else: 第三产业|投资."""
    return word.tag in _THINGS and word.text not in _TRANSPARENT


def is_amount(word: str) -> bool:
    """Whether a word says of which amount a name is: 货运量, 增加值, 支出."""
    return word in GENERIC or word.endswith(_RATES)


def _asked_for(words: list[Token]) -> list[Token]:
    """钢 in 您问的钢: what somebody speaks of, without that he does."""
    of = [i for i, word in enumerate(words) if word.text == "的"]
    return words[of[-1] + 1 :] if of and any(word.text in _SPEAKING for word in words[: of[-1]]) else words


def _said_of(words: list[Token]) -> list[Token]:
    """管网 in 管网今年要换 and 管网我们要换, 房地产 in 拖后腿的还是房地产: before time or subject of a clause, or behind its copula."""
    told = next((i for i, word in enumerate(words) if word.text in ("是", "还是")), -1)
    words = words[told + 1 :]
    parted = (i for i in range(1, len(words)) if words[i].tag == "t" or words[i].text in _SPEAKING)
    end = next((i for i in parted if words[i - 1].tag in _THINGS), len(words))
    return words[:end]


def _says_more(words: list[Token]) -> bool:
    """要求企业对供应商的账期, 单个项目: a clause, or one that stands for all; no name of a quantity."""
    if "".join(word.text for word in words[:2]).startswith(_SINGLE):
        return True
    if words and words[-1].text == "的" and any(word.cls in _JOINING for word in words):
        return True  # 撤并与地铁重复的, 部里或执委会牵头的
    return not _OF_CLAUSES.isdisjoint([word.text for word in words])


def _known_or(passage: Passage, spot: Spot, verb: str, text: str) -> Name:
    said = next((said for said in _USUAL if text.endswith(said) and text != said), "")
    text = text.removesuffix(said) + _USUAL.get(said, "")
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


def completed(passage: Passage, spot: Spot, text: str) -> Name | None:
    """The quantity of the vocabulary whose head is left out, as the unit says it: 水产品54.7万吨, 发电33.6亿千瓦时."""
    for head in LEFT_OUT:
        for spelling in passage.vocabulary.spellings.get(text + head, ()):
            measure = spelling.measure
            wider = measure.name.endswith(head) and measure.name.find(text) > 0
            if fits(spelling, spot) and not spelling.context and not (wider and head == "量"):
                return Name(measure.name, measure)  # but one household's 用电260度 is no 全社会用电量
    return None


def tells_amount(word: Token) -> bool:
    """Whether a word tells of something of its own, which an amount beside it may be of: 进口, 消费, 发运."""
    telling = word.cls in _TELLING and word.tag not in _UNTOLD
    return telling and word.text not in _TRANSPARENT and word.text not in _YIELDS


def _verb_before(passage: Passage, low: int) -> str:
    """What was done with what is named: 更换水表, 腾出了库容; what only reports it (实现, 投入) is no part of its name."""
    begun = max(passage.cut.sentence(low)[0], low - 8)
    words = [word for word in passage.words_in(begun, low) if word.text not in _BESIDE_VERB]
    if not words:
        return ""
    verb = words[-1].text
    done = words[-1].tag == "v" and len(verb) > 1 and words[-1].cls in ("verb", "act") and verb[-1] not in _LIGHT_ENDS
    light = verb in REPORT or verb in HEAD or verb in FUNCTION or verb in CLAUSE_VERBS or verb in TAIL
    return KEPT.get(verb, verb if done and not light else "")


def _begun(words: list[Token]) -> int:
    """Where what names something begins: behind 每处 in 每处改造费用; 黑|飞 is not cut in two."""
    at = next((at for at, word in enumerate(words) if not _drops_in_front(word)), len(words))
    if 0 < at < len(words) - 1 and words[at - 1].text == "每":
        return at + 1
    halves = 0 < at < len(words) and words[at - 1].tag == "a" and len(words[at - 1].text) == len(words[at].text) == 1
    return at - halves


def _is_silent(word: Token) -> bool:
    return word.text == "的" or (len(word.text) > 1 and word.text in _SILENT)  # 能报的药, 稻虾共作


def _is_ours(word: Token) -> bool:
    """Whether the lexicon has it as a noun, whatever the segmenter takes it for: 初中, 死亡事故."""
    return LEXICON.get(word.text, ("", ""))[0] == "noun"


def _drops_in_front(word: Token) -> bool:
    if word.text in KEPT or (_is_ours(word) and word.text not in _FRAMES):
        return False
    return word.tag in _DROPPED or word.text in _FRAMES or (word.tag in ("ad", "a") and len(word.text) < 2)


def _drops_behind(word: Token, left: int) -> bool:
    if word.text in KEPT or word.text in _RATES:
        return False
    if _is_ours(word):
        return left > 1 and word.text in TAIL
    if word.tag in ("x", "eng") and word.text[0].isalnum():
        return False
    return (
        (word.tag in _DROPPED and word.tag not in ("zg", "q"))
        or word.text in REPORT
        or word.text in FUNCTION
        or (left > 1 and (word.text in TAIL or word.text[0] == "每" or (word.tag == "i" and len(word.text) > 3)))
    )


def _balanced(text: str) -> str:
    return text.replace("“", "").replace("”", "") if text.count("“") != text.count("”") else text


def _stands_alone(words: list[Token]) -> bool:
    """What a verb before it does not belong to: 改造|供热管网, but 安置房 and 受伤人数."""
    return len(words[0].text) > 1 and words[0].text not in _COUNTED and words[0].text not in _RATES


def _has_owner(words: list[Token]) -> bool:
    """受伤人数, 用水总量, 集中供热面积: a head that says what is counted, and of what."""
    owner = words[-2] if len(words) > 1 else None
    if owner is None or not (
        words[-1].text in _COUNTED or words[-1].text in _UNSAID or words[-1].text.endswith(_RATES)
    ):
        return False
    return owner.text in KEPT or (owner.tag in _OWNERS and owner.text not in _TRANSPARENT)


def _names_something(text: str, words: list[Token], *, topic: bool) -> bool:
    """A noun phrase and no verb alone (变成, 要冲), adjective or frame."""
    if not words or words[0].text[0] == "每":
        return False
    if (
        (len(text) < 2 and words[0].tag not in ("n", "nz"))
        or text in _VAGUE
        or text in HEAD
        or text in REPORT
        or text in TAIL
        or not _MARKS.isdisjoint(text)
    ):
        return False
    last = words[-1]
    if text in KEPT:
        return False
    if (
        (last.text in _VAGUE and not _has_owner(words))
        or TAIL.issuperset(word.text for word in words)
        or text.endswith(_NOT_NAMES)
    ):
        return False
    if (
        last.tag in _NAME_ENDS
        or _is_ours(last)
        or last.text in KEPT
        or text.endswith(_RATES)
        or not "\u4e00" <= last.text[0] <= "\u9fff"
    ):
        return True
    if len(words) > 1 and len(last.text) == len(words[-2].text) == 1 and last.tag in _CUT:
        return True  # 雪|道, 托|位: a word that the segmenter does not know
    # 供热诉求, 铁路货物发送, 居民搬迁: of a noun what became of it
    if len(words) > 1 and last.text in _SUFFIXES:
        return True  # 热力|站, 骑行|道
    of_thing = any(word.tag in _THINGS and word.text not in HEAD for word in words[:-1])
    of_thing = of_thing or (len(words) > 2 and words[-2].text == "的")  # 停车的诉求
    return last.tag == "v" and len(last.text) > 1 and (of_thing or topic)
