"""Numerals that carry their unit: shares, fractions, ratios, halves, doublings, discounts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

from parsers.words import numerals
from parsers.words.cuts import Cuts
from parsers.words.lexicon import words_of
from parsers.words.numerals import Number
from parsers.words.token import Mention
from parsers.words.units import UNITS, Unit, unit_at

_PER = re.compile("(百|千|万)分之(?=[0-9零一二两三四五六七八九十百几])")
_PER_UNIT = {"百": UNITS["%"], "千": UNITS["‰"], "万": UNITS["‱"]}
_PARTS = re.compile("([一二两三四五六七八九十百]{1,3})分之([一二两三四五六七八九十百]{1,3})")
_SLASH = re.compile(r"([0-9]{1,3})/([0-9]{1,3})(?![0-9/年月日.%])")
_DIVIDED = re.compile("[0-9.]++[/:比]")
_RATIO = re.compile(
    r"([0-9]{1,6}(?:\.[0-9]{1,6})?):([0-9]{1,6}(?:\.[0-9]{1,6})?)(?![0-9:])|([一二三四五六七八九十])比([一二三四五六七八九十])(?=[，。、；的])"
    r"|([0-9]{1,4}(?:\.[0-9]{1,4})?)比([0-9]{1,4}(?:\.[0-9]{1,4})?)(?![0-9万亿%倍元个年月])"
)
_HALF = re.compile("过半(?!年|个|天|小时|月)数?|一半(?!会|路|山)|半数|一多半|一小半|一?大半(?!年|夜|天|生|辈)")
_TURNS = re.compile(f"翻(?:了|快|{'|'.join(words_of('lead'))}){{0,2}}([一二两三四五六1-6])番")
_FOLD = re.compile("折(?!线|叠|扣|合|旧|算|返|腾|射)")
_FOLDED = re.compile("([一二三四五六七八九])([一二三四五六七八九])?折")
_HALF_UNIT = re.compile(
    "半(?:(?P<whole>小时|年(?!报|度)|天|公里|斤|公斤|吨|亩|米(?![粉饭线]))|个(?P<inner>多)?(?P<of>小时|月|钟头|百分点|点(?!子))|(?P<bare>个)(?=[，。；！？]|$))"
)
DASH: Final = re.compile(" ?([—–]{1,2}|~{1,2}|-|至|到|或)[ ]?(?=[0-9一二两三四五六七八九十百千万半-]|零下|负)")
"""Before the second end of a range; a `-` behind another dash is left, for it may be a sign (-8~-4℃)."""
RATIO: Final = Unit("", "ratio", Decimal(1), "fraction")
TURNS: Final = Unit("番", "倍", Decimal(1), "multiple")
Reader = Callable[[str, int, int, Cuts], Mention | None]


def quotient(top: Decimal, bottom: Decimal) -> Decimal:
    """A quotient, exact to twelve digits."""
    return (top / bottom).quantize(Decimal("0.000000000001"), ROUND_HALF_EVEN).normalize() + 0


def read_special(text: str, at: int, left: int, cuts: Cuts) -> Mention | None:
    """Forms whose unit is part of the numeral; None when none begins at ``at``."""
    for reader in _READERS.get(text[at : at + 1], ()):  # `1至-` at the end of a text leaves nothing to read
        mention = reader(text, at, left, cuts)
        if mention:
            return mention
    return None


def _divided(text: str, at: int, left: int, cuts: Cuts) -> Mention | None:
    """1/5, 2.4比1: few numbers go on like that."""
    return _slash(text, at) or _proportion(text, at, left, cuts) if _DIVIDED.match(text, at) else None


def _slash(text: str, at: int) -> Mention | None:
    """1/5"""
    match = _SLASH.match(text, at)
    if not match or text[at - 1 : at] in ("/", ".") or not 0 < int(match[1]) < int(match[2]):
        return None
    return _fraction(at, match.end(), Decimal(match[1]), Decimal(match[2]))


def _half(text: str, at: int, left: int, cuts: Cuts) -> Mention | None:
    """一半, 过半, 半数"""
    match = _HALF.match(text, at)
    return _fraction(at, match.end(), Decimal(1), Decimal(2)) if match else None


def _turns(text: str, at: int, left: int, cuts: Cuts) -> Mention | None:
    """翻了一番 is twice as much, 翻两番 four times."""
    match = _TURNS.search(text, max(left, at - 5), at + 2) if text[at + 1 : at + 2] == "番" else None
    if not match:
        return None
    value = Decimal(2) ** (numerals.DIGITS.get(match[1]) or int(match[1]))
    number = Number(at, at + 1, value, value, True, False)
    return Mention(match.start(), match.end(), value, value, TURNS, "番", number, "turns")


def _parts(text: str, at: int, left: int, cuts: Cuts) -> Mention | None:
    """三分之二"""
    match = _PARTS.match(text, at)
    if not match:
        return None
    bottom, top = numerals.chinese_value(match[1]), numerals.chinese_value(match[2])
    if not bottom or not top or not bottom[0]:
        return None
    return _fraction(at, match.end(), Decimal(top[0]), Decimal(bottom[0]))


def _folded(text: str, at: int, left: int, cuts: Cuts) -> Mention | None:
    """八五折 is 85 %, 九折 90 %."""
    match = _FOLDED.match(text, at)
    if not match or not _FOLD.match(text, match.end() - 1):
        return None
    value = Decimal(numerals.DIGITS[match[1]] * 10 + numerals.DIGITS.get(match[2] or "零", 0))
    number = Number(at, match.end() - 1, value, value, True, False)
    return Mention(at, match.end(), value, value, UNITS["折"], "折", number, "tenths")


def _half_of_unit(text: str, at: int, left: int, cuts: Cuts) -> Mention | None:
    """半小时, 半个多月, 半斤, 半个百分点."""
    match = _HALF_UNIT.match(text, at)
    if not match:
        return None
    half = Decimal("0.5")
    unit = UNITS[match["whole"] or match["bare"] or "个" + match["of"]]
    number = Number(at, at + 1, half, half, True, False)
    return Mention(at, match.end(), half, half, unit, text[at + 1 : match.end()], number, inner=match["inner"])


def _fraction(start: int, end: int, top: Decimal, bottom: Decimal) -> Mention:
    value = quotient(top, bottom)
    return Mention(start, end, value, value, RATIO, None, Number(start, end, value, value, True, False), "fraction")


def _proportion(text: str, at: int, left: int, cuts: Cuts) -> Mention | None:
    """1.9:1, 三比一, 2.4比1"""
    match = _RATIO.match(text, at)
    if not match:
        return None
    if match[3]:
        top, bottom = Decimal(numerals.DIGITS.get(match[3], 10)), Decimal(numerals.DIGITS.get(match[4], 10))
    else:
        top, bottom = Decimal(match[1] or match[5]), Decimal(match[2] or match[6])
    if not bottom or not top:
        return None
    return replace(_fraction(at, match.end(), top, bottom), form="ratio")


def _share(text: str, start: int, left: int, cuts: Cuts) -> Mention | None:
    """百分之八十五, 百分之二十至三十, 千分之二点九."""
    per = _PER.match(text, start)
    if not per:
        return None
    at, unit = per.end(), _PER_UNIT[per[1]]
    number = Number(at, at + 1, Decimal(100), Decimal(100), True, False)
    if text[at] != "百":
        read = numerals.read(text, at, cuts.stop(at, at + numerals.MAX_RUN))
        if read is None:
            return None
        number = read
    low, high, end = number.low, number.high, number.end
    dash = DASH.match(text, end)
    if dash and not text.startswith("百分之", dash.end()):
        upper = numerals.read(text, dash.end(), None)
        if upper and upper.low > low and not unit_at(text, upper.end):
            high, end = upper.high, upper.end
    unit_text = text[at - 3 : at]
    return Mention(start, end, low, high, unit, unit_text, number, "share")


_DIGIT_FORMS: Final[tuple[Reader, ...]] = (_divided,)
_CHINESE_FORMS: Final[tuple[Reader, ...]] = (_parts, _folded, _proportion)
_READERS: Final[dict[str, tuple[Reader, ...]]] = {
    **dict.fromkeys("0123456789", _DIGIT_FORMS),
    **dict.fromkeys("二两三四五六七八九十", (_turns, *_CHINESE_FORMS)),
    "1": (_turns, *_DIGIT_FORMS),
    "一": (_half, _turns, *_CHINESE_FORMS),
    **dict.fromkeys("过大", (_half,)),
    "半": (_half, _half_of_unit),
    "百": (_share, _parts),
    **dict.fromkeys("千万", (_share,)),
}
"""The forms that may begin with a character, in the order in which they are tried."""
