"""What a figure measures, by name: of the vocabulary where it has one, else the head noun with what tells it apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from parsers.observations.cues import cues_of
from parsers.observations.passage import Occurrence, Passage
from parsers.observations.quantities.fitting import fits
from parsers.observations.spots import Spot
from parsers.vocabulary import Measure, Spelling
from parsers.words import Token
from parsers.words.lexicon import LEXICON, words_of
from parsers.words.tables import read_sections

_SECTIONS: Final = read_sections("words.txt", "parsers.observations")


def renamed(section: str) -> dict[str, str]:
    """The words of a section of ``data/words.txt``, each with what it is in a name; itself where nothing is said."""
    return {word: name or word for word, _, name in (pair.partition("=") for pair in _SECTIONS[section])}


KEPT: Final = renamed("kept")
REPORT: Final = (words_of("aim", "copula", "lead", "share") - cues_of("grants")) | words_of("name: report")
TAIL: Final = cues_of("change-noun", "share", "part", "aim", "progress") | words_of("name: tail")
HEAD: Final = words_of("frame") | words_of("name: head")
FUNCTION: Final = words_of("aux", "conj", "prep", "pron", "det", "compare") | words_of("name: function")
_STRONG: Final = words_of("name: strong")
CLAUSE_VERBS: Final = words_of("name: clause")
_FOR_WHOM: Final = words_of("name: case")
CASES: Final = words_of("prep") | _FOR_WHOM
JOINS: Final = words_of("name: joins")
_PARTS: Final = words_of("name: part")
_NOUNS: Final = ("n", "nr", "vn", "nz", "b", "j", "l", "eng", "nrt", "an", "ng", "nt", "i", "g", "zg", "k", "vg")
_NAMELESS: Final = frozenset({"v", "a", "zg", "d"})
"""Tags of the first character of a name that is no word."""
SUMMED: Final = words_of("name: sum")
NOW: Final = words_of("name: now")
WHOLE: Final = words_of("name: whole")
EITHER: Final = words_of("name: either")
AGENTS: Final = words_of("noun person", "name: agent") - words_of("name: earner")
"""Of whom a sum is told and who is paid."""
_PER_ONE: Final = "|".join(sorted(words_of("name: per")))
_PER: Final = re.compile(f"(每[百千万十]{{1,2}}(?:人口?|户|平方公里|名?老人)?|{_PER_ONE})(?:拥有|有)?$")
_LONGEST_PER: Final = 8
NUMERALS: Final = ("m", "mq")
_CLOSE: Final = 8
_REACH: Final = 24
_CONTEXT: Final = 2000
"""How far back a word of context is looked for."""
_AHEAD: Final = 12


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
        and _OF_WHOLE.isdisjoint(word.text for word in passage.words_in(low, high))
    ):
        return _of_base(passage, spot, low, high)
    for mention in reversed(passage.mentions_in(low, high)):
        if _is_reference(passage, mention, spot):
            continue
        spelling = _suiting(passage, mention, spot)
        if passage.text[mention.start : mention.end] in TAIL and _modifiers(passage, mention.start, low):
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


def _suiting(passage: Passage, mention: Occurrence, spot: Spot) -> Spelling | None:
    fitting = [spelling for spelling in mention.spellings if fits(spelling, spot)]
    bound = [(_nearest(passage, mention, s), s) for s in fitting if s.context]
    near, spelling = max(bound, key=lambda pair: pair[0], default=(-1, None))
    if spelling is not None and near >= 0:
        return spelling
    return next((s for s in fitting if not s.context), None)


def _nearest(passage: Passage, mention: Occurrence, spelling: Spelling) -> int:
    """Where the last word of its context stands before it in the paragraph, else in the question; -1: nowhere.

    0: only right behind it. 空气优良率78.4%，国考断面…: what was spoken of goes before what is yet to come.
    """
    first = max(passage.cut.paragraph(mention.start), mention.start - _CONTEXT)
    said = passage.asked.folded + passage.text[first : mention.end]
    near = max(said.rfind(word) for word in spelling.context)
    if near >= 0:
        return near + 1
    ahead = passage.text[mention.start : mention.end + _AHEAD]
    return 0 if any(word in ahead for word in spelling.context) else -1


_OF_WHOLE: Final = words_of("share", "copula") | cues_of("share", "equals", "done-of", "reaches")
_OF_OTHER: Final = frozenset({"share", "against", "with", "compared", "about"})
_OF_BASE: Final = frozenset({"equals", "done-of"})


def _is_reference(passage: Passage, mention: Occurrence, spot: Spot) -> bool:
    """占规模以上工业的比重为17.9%: what the share is of, not whose share."""
    if not _OF_OTHER.isdisjoint(spot.around.leads_to(mention.start)):
        return True
    start = mention.start - len(_modifiers(passage, mention.start, spot.reach))
    return passage.text[mention.end : spot.start] == "的" and not _OF_BASE.isdisjoint(spot.around.leads_to(start))


def _is_head(passage: Passage, mention: Occurrence, high: int) -> bool:
    """企业开办时间, 经营主体活力: a spelling that only begins a noun phrase is not what is measured."""
    behind = passage.words_in(mention.end, high, 2)
    if len(behind) == 2 and behind[0].text == "的":
        return behind[1].tag not in _NOUNS or behind[1].text in TAIL
    if not behind or behind[0].text in TAIL or behind[0].text in KEPT or behind[0].text in HEAD:
        return True
    return behind[0].tag not in _NOUNS or behind[0].text in REPORT or behind[0].text in LEXICON


def _composed(passage: Passage, mention: Occurrence, measure: Measure, low: int, high: int) -> Name:
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
    if verb and verb not in measure.name and "新增" in measure.name:
        return Name(verb + said, None)  # 带动就业 is no 城镇新增就业
    return Name(measure.name, measure)


def _per_one(passage: Passage, start: int, said: str, measure: Measure) -> Name | None:
    """每千人拥有市场主体168户, 日均旅客吞吐量8万人次: another quantity than all there are."""
    per = per_one(passage, start)
    if not per or per in measure.name:
        return None
    known = passage.vocabulary.spellings.get(per + said)
    if known:
        return Name(known[0].measure.name, known[0].measure)
    return Name(per + (said if measure.nature == "ratio" or "人均" in measure.name else measure.name), None)  # 月均收入


def per_one(passage: Passage, end: int) -> str:
    """每千人, 日均 that ends before a name or a figure; empty where nothing says of how many."""
    per = _PER.search(passage.text[max(0, end - _LONGEST_PER) : end])
    return per[1] if per else ""


def _modifiers(passage: Passage, end: int, low: int) -> str:
    """The nouns that touch a mention from the left and make it a part (对美出口, 跨境电商进出口)."""
    found, first = "", ""
    words = passage.words_in(max(low, end - _REACH), end)
    for word in reversed(words):
        joined = (
            (word.tag in _NOUNS or word.text in _PARTS)
            and word.text not in HEAD
            and word.text not in KEPT
            and word.text not in REPORT
        )
        if (
            not joined
            or word.start in passage.taken
            or word.text in FUNCTION
            or word.text in CLAUSE_VERBS
            or not word.text[0].isalnum()
        ):
            cut = len(word.text) == len(first) == 1 and word.tag in _NAMELESS and word.text not in FUNCTION
            found = found[cut:]  # half of 塞|方, which the segmenter does not know
            break
        found, first = word.text + found, word.text
    start = end - len(found)
    before = next((word.text for word in reversed(words) if word.end == start), "")
    if found in AGENTS and before in _FOR_WHOM:
        return ""  # 为企业减税降费: for whom
    listed = before in JOINS and not _is_counted(passage, start - 1)
    return found if len(found) > 1 and not listed else ""  # 中小学、幼儿园学位: kinds of the whole


def _is_counted(passage: Passage, end: int) -> bool:
    """小学5所、: whether a number of something stands before."""
    return any(word.tag in NUMERALS for word in passage.words_in(max(0, end - _CLOSE), end)[-2:])


def introduced(passage: Passage, word: str, before: int) -> str:
    """低空航线 for 航线: a bare word with the nouns that it had when it was said before in the turn."""
    at = passage.text.rfind(word, 0, before)
    while at >= 0:
        if passage.is_edge(at) and passage.is_edge(at + len(word)) and (of := _modifiers(passage, at, 0)):
            return of + word
        at = passage.text.rfind(word, 0, at)
    return ""


def _kept_verb(passage: Passage, mention: Occurrence, low: int, high: int) -> str:
    """新增 in 新增养老床位1.2万张 and 养老床位新增1.2万张; nothing where it sums up (累计建成)."""
    around = [*passage.words_in(max(low, mention.start - 6), mention.start)[-2:], *_behind(passage, mention, high)]
    if not SUMMED.isdisjoint(word.text for word in passage.words_in(max(low, mention.start - 6), high)):
        around = [word for word in around if KEPT.get(word.text) != "新增"]
    return next(
        (KEPT[word.text] for word in around if word.text in KEPT and word.text not in EITHER),
        "",
    )


def _behind(passage: Passage, mention: Occurrence, high: int) -> list[Token]:
    words = passage.words_in(mention.end, high)
    return [word for word in words if word.tag.startswith("v")][-1:] if len(words) <= 8 else []
