"""Noun phrases beside a figure: cutting away the verbs, adverbs and frames around what is measured."""

from __future__ import annotations

import re
from typing import Final

from parsers.words.tables import read_sections

_SECTIONS: Final = read_sections("verbs.txt", __package__)
_LEADING: Final = _SECTIONS["leading"]
_TRAILING: Final = _SECTIONS["trailing"]
_ONLY: Final = _SECTIONS["only"]
_VERB_FIRST: Final = _SECTIONS["verb-first"]
_PROTECTED: Final = _SECTIONS["protected"]
_PROTECTED_END: Final = _SECTIONS["protected-end"]


def _lengths(words: frozenset[str]) -> tuple[int, ...]:
    return tuple(sorted({len(word) for word in words}, reverse=True))


def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    """Any of the words, tried only where a first letter matches."""
    firsts = "".join(sorted({re.escape(word[0]) for word in words}))
    return re.compile(f"(?=[{firsts}])(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})")


_LEAD_LENGTHS: Final = _lengths(_LEADING)
_TRAIL_LENGTHS: Final = _lengths(_TRAILING)
_FIRST_LENGTHS: Final = _lengths(_VERB_FIRST)
_PROTECTED_LENGTHS: Final = _lengths(_PROTECTED)
_END_LENGTHS: Final = _lengths(_PROTECTED_END)
_STOPS: Final = _any_of(_SECTIONS["stop"])
_INNER: Final = _any_of(_SECTIONS["inner"])
_COMPARED: Final = re.compile(
    "(?:(?<![占对可同环性])比|(?<!比)较|(?:不[得能应]?)?(?:低于|高于)|不[得能应]?(?:超过|少于)|快于|慢于|好于|优于)"
    "(?!重|例|率|值|分|亚|赛|价|高|大|好|快|$|为|是|达|约|[由从降升])"
)
_RIGHT: Final = re.compile("(?:《[^》\n]{1,60}》|“[^”\n]{1,20}”|[0-9]{2}后|[^，。；：！？、（）()\n“”《》 0-9]){1,30}")
_EDGES: Final = " 　，。、；：（）—-·"
_PER_UNITS: Final = (
    "每(?:百|千|万|十万)?(?:人次?|天|月|年|平方公里|平方米|立方米|户|亩|件|次|辆|吨|公里|小时|周|日|批"
    "|个|家|名|位|台|床|生|学期|公?斤|度|套|例|单|千瓦时|升)"
)
_PER: Final = re.compile(f"(?<=[\u4e00-\u9fff])(?:{_PER_UNITS})+$")
_PER_ALONE: Final = re.compile(f"(?:{_PER_UNITS})+")
# 剔除一次性因素后增长3.5%, 成套改造后增加到31平方米: a condition, not the subject.
_AFTERWARDS: Final = re.compile("[^，。]{2}(?<![售产术课])后(?:打|可|再)?$|^(?:扣除|剔除)[^的]*$")
# 平均一天, 原来一年, 高峰的时候, 我们给: a frame or a person, not what is measured.
_FRAME: Final = re.compile(
    "(?:平均|原来|过去|现在|大概)?[一每](?:年|天|周|次|个(?:月|星期|学期))(?:里[头面]?)?|(?:个?月|学期)里[头面]"
    "|[^，。]{0,12}的时候.{0,2}|(?:我们|他们|大家|你们)[给要有出用]|(?:原来|过去|以前|现在)[要能得][等花用]?"
)
# A verb with one of these behind it is a noun: 开工率, 成交额.
_NOUN_TAIL: Final = "率额量数值费价权者期"


def clean(phrase: str) -> str:
    """A noun phrase without the verbs, adverbs and particles at its two ends."""
    phrase = phrase.strip(_EDGES)
    if phrase.endswith("的"):
        phrase = phrase[:-1]
    keep_of = False
    while True:
        shorter = _drop_back(phrase, keep_of)
        keep_of = keep_of or shorter != phrase
        shorter = _PER.sub("", _drop_front(shorter)).strip(_EDGES)
        if shorter == phrase or not shorter:
            break
        phrase = shorter
    return _balanced(_after_inner_verb(shorter))


def _drop_back(phrase: str, keep_of: bool) -> str:
    if keep_of and phrase.endswith("的"):
        return phrase
    protected = next((n for n in _END_LENGTHS if phrase[-n:] in _PROTECTED_END), 0)
    for length in _TRAIL_LENGTHS:
        if max(protected, 1) <= length <= len(phrase) and phrase[-length:] in _TRAILING:
            return phrase[:-length]
    return phrase


def _drop_front(phrase: str) -> str:
    if _starts_protected(phrase, 0):
        return phrase
    for length in _LEAD_LENGTHS:
        if length + 1 < len(phrase) and phrase[:length] in _LEADING and phrase[length] not in _NOUN_TAIL:
            return phrase[length:]
    return phrase


def _after_inner_verb(phrase: str) -> str:
    """What stands behind the last verb of doing: 望潮港完成货物吞吐量 → 货物吞吐量."""
    cut = 0
    for verb in _INNER.finditer(phrase):
        rest = phrase[verb.end() :]
        if _is_noun(rest) and rest[0] not in _NOUN_TAIL + "的" and not _starts_protected(phrase, verb.start()):
            if verb.start() and _ends_protected(phrase[: verb.end()]):
                continue
            cut = verb.end()
    return phrase[cut:]


def _is_noun(rest: str) -> bool:
    """Not verbs alone: 已完成整治."""
    while (shorter := _drop_front(rest)) != rest:
        rest = shorter
    return len(rest) >= 2 and rest not in _LEADING and rest not in _ONLY


def _balanced(phrase: str) -> str:
    """Quotation marks without their partner are dropped, and a bracket that is not closed with what is in it."""
    if "（" in phrase and "）" not in phrase:  # 居民消费价格（CPI
        phrase = phrase[: phrase.index("（")]
    if phrase.count("“") != phrase.count("”"):
        phrase = phrase.strip("“”") if phrase.count("“") + phrase.count("”") == 1 else phrase
    return phrase


def _starts_protected(phrase: str, at: int) -> bool:
    return any(phrase[at : at + length] in _PROTECTED for length in _PROTECTED_LENGTHS)


def _ends_protected(phrase: str) -> bool:
    return any(phrase[-length:] in _PROTECTED_END for length in _END_LENGTHS if length <= len(phrase))


def comparison_start(phrase: str) -> int | None:
    """Where `比上年末` or `较2018年` begins in what stands before a figure."""
    starts = [match.start() for match in _COMPARED.finditer(phrase)]
    return starts[-1] if starts and len(phrase) - starts[-1] <= 24 else None


def is_frame(phrase: str) -> bool:
    """平均一天, 高峰的时候, 我们给."""
    return bool(_FRAME.fullmatch(phrase))


def names_nothing(phrase: str) -> bool:
    """A phrase of verbs alone (占, 同比增长, 适用)."""
    return (
        len(phrase) < 2
        or phrase in _ONLY
        or bool(_AFTERWARDS.search(phrase))
        or (len(phrase) == 2 and phrase[0] in "再已又还仍共可")
        or bool(_PER_ALONE.fullmatch(phrase))
        or is_frame(phrase)
    )


def noun_after(text: str, at: int, high: int) -> str | None:
    """The noun phrase that follows a figure at once, or after 的; None when a verb or a stop follows."""
    if text[at : at + 1] == "的":
        at += 1
    match = _RIGHT.match(text, at, high)
    if not match or _begins_with_verb(match[0]):
        return None
    phrase = match[0]
    if not phrase.startswith("《"):
        for stop in _STOPS.finditer(phrase, 1):
            if stop.start() >= 2 and not _is_inside_word(phrase, stop):
                phrase = phrase[: stop.start()]
                break
    phrase = phrase.rstrip("和与及的等了")
    while phrase[-1:] in ("中", "内", "里", "上") and not _ends_protected(phrase):
        phrase = phrase[:-1]
    return phrase if len(phrase) > 1 or phrase.isalpha() else None


def _begins_with_verb(phrase: str) -> bool:
    if _starts_protected(phrase, 0):
        return False
    if phrase[1:2] in ("了", "着"):  # 270万人参了保, 98%进了公办
        return True
    return any(
        phrase[:length] in _VERB_FIRST and phrase[length : length + 1] not in tuple(_NOUN_TAIL)
        for length in _FIRST_LENGTHS
        if length <= len(phrase)
    )


def _is_inside_word(phrase: str, stop: re.Match[str]) -> bool:
    at = stop.start()
    if _starts_protected(phrase, at) or phrase[stop.end() : stop.end() + 1] in tuple(_NOUN_TAIL):
        return True
    return len(stop[0]) == 1 and (_ends_protected(phrase[: stop.end()]) or _starts_protected(phrase, at - 1))


_FIGURE_FRONT: Final = re.compile(
    "[^，。；：]*[0-9一二两三四五六七八九十百千万亿余多]+(?:[个家项条名位座件户例台辆处所万亿只]|[%元吨])"
)


def after_figure(phrase: str) -> str:
    """`监测到的三千余户监测对象` → 监测对象: what stands behind a figure inside the phrase."""
    match = _FIGURE_FRONT.match(phrase)
    return phrase[match.end() :] or phrase if match else phrase
