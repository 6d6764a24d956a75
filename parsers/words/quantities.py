"""From a numeral to a mention: its unit, composite and special forms, ranges and elided units."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from parsers.words import numerals
from parsers.words.cuts import Cuts
from parsers.words.lexicon import words_of
from parsers.words.numerals import Number
from parsers.words.special_forms import DASH, quotient, read_special
from parsers.words.token import Mention
from parsers.words.units import UNITS, Unit, unit_at

NUMERAL: Final = re.compile("[0-9零〇○一二两三四五六七八九十百千万亿几数半]")
ANCHOR: Final = re.compile(
    "[0-9零〇○一二两三四五六七八九十百千万亿几数半过大](?:(?<![过大])|(?<=过)(?<!超过)半|(?<=大)半(?!年|夜|天|生|辈))"
)

# 占七成一是: 一是 begins a list; 七成五是要消费的: no list begins with 五是.
_TENTHS = re.compile(
    "成(?P<more>[一二三四五六七八九](?![十百千万亿个家成年月天届点批方])(?!(?<=一)是)|半(?!年|天|个|小|数))?"
)
# 成 is a share only where no word begins with it: 三成为 is read as 成为.
_TENTHS_WORD = re.compile(
    "成(?:为|立|员|果|功|本(?!地|市)|都|熟|交(?!额的)|绩|效|品|就|分(?!之)|渝|型|因|千|语|群|品|套|批|片|长|人|年|体|规)"
)
_GAP = re.compile(
    "(多|余|来|几)?个半(?P<of>小时|月|钟头|星期|百分点|点(?!子))|个(?P<over>多|余|来)(?P<each>百分点|小时|月|星期|钟头|点(?![子儿钟]))|(?P<inner>多|余|来|几)(?=[^ ])"
)
_GAPS: Final = frozenset("多余来几个半")
_DASHES: Final = frozenset(" —–-~至到或")
_HALF_AFTER = re.compile("半(?!年|天|数|径|导|岛|成|自|封|个|小|挂|地)")
_ORIGINS: Final = tuple(words_of("when: from"))
_SIGNS = ("-", "零下", "负")
_STEP = Decimal(5)
_HUNDRED = Decimal(100)
_MINUTES = re.compile("分(?=钟|[0-9一二三四五六七八九十]{1,3}秒|半(?:钟|[，。；、]|$))")
_MINUTE_TAIL = re.compile("([0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:分钟?|秒钟?)")
_COIN_TAIL = re.compile(
    "([0-9]{2}(?=[，。；：、！？）一的\n]|$)|[0-9]|[一二三四五六七八九])(?:[角毛](?P<cent>[0-9]|[一二三四五六七八九])?|分)?(?![0-9.个家万千百十亿名月年%:元人]|分之)"
)
_CENTS_TAIL = re.compile("零([1-9一二三四五六七八九])分")
_HALVED: Final = frozenset("岁 年 天 小时 分钟 倍 亩 % 周 月 m km t kg 斤 层 杯 碗 辆 桶 袋".split())
# 1米3, 1米85: the digits are tenths and hundredths.
_METRE_TAIL = re.compile(
    "(?:([0-9]{1,2})|([一二三四五六七八九])([一二三四五六七八九])?)(?![0-9.一二三四五六七八九十百千万亿]|分之)"
)
_LONG_RUN: Final = frozenset(numerals.CHINESE)
_RUN_OF_DIGITS = re.compile("[0-9]++|[零〇○一二两三四五六七八九十百千万亿几数半过]++")


def read_mention(text: str, at: int, left: int, cuts: Cuts) -> Mention | None:
    """The mention whose numeral starts at ``at``; a range or composite is one mention."""
    first = _read_single(text, at, left, cuts)
    if first is None:
        return None
    ranged = _read_range(text, first, left, cuts)
    return ranged or first


def _read_single(text: str, at: int, left: int, cuts: Cuts) -> Mention | None:
    special = read_special(text, at, left, cuts)
    if special:
        return special
    number = numerals.read(text, at, None if text[at : at + 1].isascii() else cuts.stop(at, at + numerals.MAX_RUN))
    return _with_unit(text, number, cuts) if number is not None else None


def _with_unit(text: str, number: Number, cuts: Cuts) -> Mention:
    """The number with the unit that follows it, touching or after one space."""
    at, inner, following = number.end, number.inner, text[number.end : number.end + 1]
    if following == "成" and (tenths := _read_tenths(text, number)):
        return tenths
    if following == " " and unit_at(text, at + 2 if text[at + 1 : at + 2] in ("多", "余") else at + 1):  # 300 多家
        at += not number.chinese or text[at + 1] in "多余"
        following = text[at : at + 1]
    gap = _GAP.match(text, at) if following in _GAPS else None
    if gap and (gap["of"] or gap["over"]):
        return _with_part(text, number, gap)
    if gap and not inner and gap["inner"] != "几" and unit_at(text, gap.end()):
        at, inner = gap.end(), gap["inner"]
    unit = unit_at(text, at)
    if unit is not None and cuts.glued(at, len(unit.written)):
        unit = None
    if unit is None or (number.chinese and _swallows_word(unit, number)):
        return Mention(number.start, number.end, number.low, number.high, None, None, number, inner=number.inner)
    if unit.written == "分" and _MINUTES.match(text, at):
        return _composite(text, _scaled(number, UNITS["分钟"], at + 1, "分", inner))
    mention = _scaled(number, unit, at + len(unit.written), unit.written, inner)
    return _composite(text, mention)


def _with_part(text: str, number: Number, gap: re.Match[str]) -> Mention:
    if gap["over"]:  # 1个多百分点
        return _scaled(number, UNITS["个" + gap["each"]], gap.end(), "个" + gap["each"], gap["over"])
    written = text[gap.start() : gap.end()].replace("半", "")  # 两个半小时, 一个半百分点
    return _scaled(number, UNITS["个" + gap["of"]], gap.end(), written, gap[1], extra=Decimal("0.5"))


def _swallows_word(unit: Unit, number: Number) -> bool:
    """A one-letter measure word that begins another word: 两部门, 三面红旗."""
    return unit.cautious and number.high < 11 and not number.scaled


def _scaled(
    number: Number, unit: Unit, end: int, written: str, inner: str | None, extra: Decimal = Decimal(0)
) -> Mention:
    low, high = number.low, number.high
    if extra or unit.factor != 1:
        low, high = (low + extra) * unit.factor, (high + extra) * unit.factor
    return Mention(number.start, end, low, high, unit, written, number, inner=inner)


def _read_tenths(text: str, number: Number) -> Mention | None:
    """七成, 四成二, 两成半, 三至四成 (by the range rule)."""
    match = _TENTHS.match(text, number.end)
    if not match or number.scaled or number.high > 10 or _TENTHS_WORD.match(text, number.end):
        return None
    extra = Decimal(0)
    if match["more"]:
        extra = Decimal(5) if match["more"] == "半" else Decimal(numerals.DIGITS[match["more"]])
    low, high, end = number.low * 10 + extra, number.high * 10 + extra, match.end()
    if match["more"] and (most := _next_digit(match["more"], text[end : end + 1])):
        high, end = number.low * 10 + most, end + 1  # 五成七八
    return Mention(number.start, end, low, high, UNITS["成"], "成", number, "tenths")


def _next_digit(digit: str, following: str) -> int | None:
    value = numerals.DIGITS.get(following) if following else None
    return value if value is not None and value == numerals.DIGITS.get(digit, 0) + 1 else None


def _with_metres(text: str, mention: Mention) -> Mention:
    """1米3, 一米八五."""
    tail = _METRE_TAIL.match(text, mention.end)
    if not tail or mention.number.scaled or "." in text[mention.start : mention.end] or unit_at(text, tail.end()):
        return mention
    digits = tail[1] or "".join(str(numerals.DIGITS[c]) for c in (tail[2], tail[3]) if c)
    value = mention.low + Decimal(digits) / (10 ** len(digits))
    return replace(mention, end=tail.end(), low=value, high=value, form="composite")


def _composite(text: str, mention: Mention) -> Mention:
    """Quantities in two units, given in the larger: 2分15秒, 八十五岁半, 18块5."""
    unit, end = mention.unit, mention.end
    if unit is None or end >= len(text):
        return mention
    if text[end] == "半" and unit.canonical in _HALVED and _HALF_AFTER.match(text, end):
        half, end = Decimal("0.5"), end + 1
        end += unit.canonical == "分钟" and text.startswith("钟", end)  # 一分半钟
        return replace(mention, end=end, low=mention.low + half, high=mention.high + half, form="composite")
    smaller = _SMALLER.get(unit.written)
    return smaller(text, mention) if smaller else mention


def _with_minutes(text: str, mention: Mention) -> Mention:
    tail = _MINUTE_TAIL.match(text, mention.end)
    if not tail or mention.unit is None:
        return mention
    in_hours = mention.unit.canonical == "小时"
    if tail[0].endswith(("秒", "秒钟")) == in_hours:
        return mention
    digits = Decimal(tail[1]) if tail[1].isdigit() else Decimal((numerals.chinese_value(tail[1]) or (0, 0))[0])
    value = mention.low + quotient(digits, Decimal(60))
    end = tail.end()
    seconds = _MINUTE_TAIL.match(text, end) if in_hours else None
    if seconds and seconds[0].endswith(("秒", "秒钟")) and seconds[1].isdigit():
        value, end = value + quotient(Decimal(seconds[1]), Decimal(3600)), seconds.end()
    written = f"{mention.unit_text}{tail[0][len(tail[1]) :]}"
    return replace(mention, end=end, low=value, high=value, unit_text=written, form="composite")


def _with_coins(text: str, mention: Mention) -> Mention:
    """18块5, 3元5角, 三毛二."""
    written = mention.unit_text
    if (cents := _CENTS_TAIL.match(text, mention.end)) and not mention.number.scaled:  # 1块零8分
        value = mention.low + _digit(cents[1]) / 100
        return replace(mention, end=cents.end(), low=value, high=value, unit=UNITS["元"], form="composite")
    tail = _COIN_TAIL.match(text, mention.end)
    if tail and tail[0] == "一" and unit_at(text, tail.end()):
        return mention  # 十块一小时, 六毛一度: the price of one
    if not tail or mention.number.scaled or (written == "元" and not tail[0].endswith(("角", "毛"))):
        return mention
    value = mention.low + _digit(tail[1]) / (100 if written in ("毛", "角") or len(tail[1]) > 1 else 10)  # 1块54
    if tail["cent"]:  # 1块3毛5
        value += _digit(tail["cent"]) / 100
    return replace(mention, end=tail.end(), low=value, high=value, unit=UNITS["元"], form="composite")


_SMALLER: Final[dict[str, Callable[[str, Mention], Mention]]] = {
    **dict.fromkeys(("小时", "个小时", "分钟", "分", "h"), _with_minutes),
    **dict.fromkeys(("块", "元", "毛", "角"), _with_coins),
    "米": _with_metres,
}
"""What reads the smaller unit behind a larger one."""


def _digit(written: str) -> Decimal:
    return Decimal(written) if written.isdigit() else Decimal(numerals.DIGITS[written])


def _read_range(text: str, first: Mention, left: int, cuts: Cuts) -> Mention | None:
    """3000—5000元, 20%至30%, 1.2万—4.5万元: one mention; None when the second end does not fit."""
    dash = DASH.match(text, first.end) if text[first.end : first.end + 1] in _DASHES else None
    if not dash or first.form in ("fraction", "ratio", "turns") or (first.form == "composite" and not _is_coin(first)):
        return None
    before = next((sign for sign in _SIGNS if text.endswith(sign, left, first.start)), "")
    sign = next((sign for sign in _SIGNS if text.startswith(sign, dash.end())), "")
    below = bool(sign) and (bool(before) or sign != "-" or dash[1] not in "—–-")  # 50--100万元 has one dash
    below = below or (before == "零下" and first.unit is None)  # 零下3~8℃
    second = _read_single(text, dash.end() + len(sign), dash.end(), cuts)
    if second is None or second.form in ("fraction", "ratio", "turns"):
        return None
    if _is_coin(first) and second.unit is None and second.number.scaled:  # 8000块到3万2
        second = replace(second, unit=UNITS["元"])
    if "composite" in (first.form, second.form) and _is_coin(first) and _is_coin(second):  # 5块到5块5, 5块5到6块
        first, second = replace(first, unit=UNITS["元"]), replace(second, unit=UNITS["元"])
    if _is_coin(first) and second.unit is UNITS["元"]:
        first = replace(first, unit=UNITS["元"])
    shared = first.unit is None or (second.unit is not None and first.unit.canonical == second.unit.canonical)
    bare = second.unit is None and not second.number.scaled
    or_next = dash[1] == "或" and first.unit is None and second.low == first.low + 1  # 两或三名
    if (dash[1] == "或" and not or_next) or not shared or (bare and not _may_be_bare(text, first, second)):
        return None
    low = _lower_end(first, second)
    if first.unit and low is not None and cuts.moves_before(first.start, far=second.high >= _STEP * low):
        return None  # 下调0.1%至6.2%: from something by 0.1 to 6.2
    if (
        low is None
        or (low > second.high and not before and not below)
        or (first.unit and first.unit.kind != "age" and _opens_pair(text, first, second, len(before)))
    ):
        return None
    return replace(second, start=first.start, low=low, form="range", below=below)


def _is_coin(mention: Mention) -> bool:
    return mention.unit_text in ("块", "元", "块钱", "毛", "角")


def _may_be_bare(text: str, first: Mention, second: Mention) -> bool:
    """容积率在1.2至1.8之间: two values of an index; 罚一千到五千: two sums; 3至5 alone may be anything."""
    if first.low >= _HUNDRED and second.low >= _HUNDRED and text[first.end] == "到":
        return text[first.start - 1 : first.start] not in _ORIGINS
    return "." in text[first.start : first.end] and "." in text[second.start : second.end]


def _opens_pair(text: str, first: Mention, second: Mention, signed: int) -> bool:
    """`从75%到100%` is a change from one value to another, not a range; 从8000块到3万2不等 is one."""
    led = text.endswith(_ORIGINS, 0, first.start - signed)
    return led and text[first.end] in "到至" and not text.startswith("不等", second.end)


def _lower_end(first: Mention, second: Mention) -> Decimal | None:
    """The first number in the second's unit; its multiplier is shared when that keeps the order (3至5万)."""
    if first.unit is not None:
        return first.low
    factor = second.unit.factor if second.unit else Decimal(1)
    if second.form == "tenths":
        factor = Decimal(10)
    if not first.number.scaled and second.number.scaled:
        step = second.number.scale
        if first.low * step <= second.high / factor:
            return first.low * step * factor
    return first.low * factor


def numerals_outside(text: str, blocked: Iterable[tuple[int, int]]) -> list[int]:
    """Where a number may begin, outside the blocked spans (sorted)."""
    found = [match.start() for match in ANCHOR.finditer(text)]
    kept: list[int] = []
    at = 0
    for start, end in blocked:
        first = bisect_left(found, start, at)
        kept += found[at:first]
        at = bisect_left(found, end, first)
    return kept + found[at:]


def find_quantities(
    text: str, cuts: Cuts, starts: Iterable[int], blocked: Iterable[tuple[int, int]] = ()
) -> Iterator[Mention]:
    """Every number of a folded text in order, outside fixed words and the blocked spans.

    Args:
        starts: where one may begin.
    """
    spans = iter([*blocked, (len(text), len(text))])
    span = next(spans)
    at = left = 0
    for start in starts:
        if start < at:
            continue
        while span[1] <= start:
            left, span = span[1], next(spans)
        if text[start + numerals.MAX_RUN : start + numerals.MAX_RUN + 1] in _LONG_RUN and (
            long := _too_long(text, start)
        ):
            at = long
            continue
        fixed = None if text[start].isascii() else cuts.fixed_end(start)
        if fixed:
            at = fixed
            continue
        mention = read_mention(text, start, left, cuts)
        if mention is None or mention.end > span[0]:
            at = _past_run(text, start)
            continue
        yield mention
        at = left = max(mention.end, start + 1)


def _too_long(text: str, start: int) -> int | None:
    """The end of a run of numeral characters that is no spoken number; None: it is not that long."""
    run = _RUN_OF_DIGITS.match(text, start)
    return run.end() if run and run.end() - start > numerals.MAX_RUN else None


def _past_run(text: str, start: int) -> int:
    """Where to look on behind a character that begins no numeral: 几 in 十几十几…, every digit of a serial number."""
    run = _RUN_OF_DIGITS.match(text, start)
    ascii_digits = text[start].isdigit() and text[start].isascii()
    return run.end() if run and (ascii_digits or run.end() - start > numerals.MAX_RUN) else start + 1
