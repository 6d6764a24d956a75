"""Reading numerals: Arabic, Chinese and mixed, with exact values and their vague digits as ranges.

``read(text, at)`` reads the longest numeral that starts at ``at``; it knows nothing about units.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from parsers.words.units import unit_at

DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "○": 0}
SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
SCALE_WORDS: Final = {
    head + tail: (SCALES[head] if head else 1) * SCALES[tail] for head in ("", "十", "百", "千") for tail in "万亿"
} | {"万亿": 10**12, "千": 1000, "百": 100}
CHINESE: Final = "零〇○一二两三四五六七八九十百千万亿几数"
MAX_RUN: Final = 40
"""Longer runs of numeral characters are not spoken numbers."""

# 1,234.5 | 1234.5; a group of thousands is complete or it is no group.
_ARABIC = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,5}(?![0-9])(?:\.[0-9]{1,12})?|[0-9]{1,16}(?![0-9])(?:\.[0-9]{1,12})?")
# 1 300 元: spaces group thousands only where a unit or multiplier follows at once.
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3}){1,4}(?:\.[0-9]{1,12})?(?= ?[\u4e00-\u9fff%])")
# 240余万, 1.2万亿, 3千: the multiplier, which may follow a space; 千 and 百 may belong to the unit.
_SCALE = re.compile(
    r" ?(?P<inner>(?:个[多余来]?|[多余来]个)(?=亿)|多|余|来|几)?(?P<scale>万亿|[十百千]?[万亿]|[百千](?P<over>[多余])[万亿]|千(?![瓦克米伏卡帕焦赫字兆分])|百(?!分|货|姓|帕))"
)
_SCALE_STARTS: Final = frozenset(" 个多余来几十百千万亿")
_TAIL_DIGITS = re.compile(r"零?([0-9]{1,3}(?:,[0-9]{3})+(?=[十百千]?万)|[0-9]{1,8}(?:\.[0-9]{1,6})?)")
# The second half of `12亿3000万`, `1亿2千万` needs its own, smaller multiplier.
_RUN = re.compile(f"[{CHINESE}]{{1,{MAX_RUN}}}")
_POINT = re.compile("点([零〇○一二两三四五六七八九]{1,12})(?![十百])([十百千]?[万亿]{1,2})?")
_INNER = re.compile("((?:个[多余来]?|[多余来]个)(?=亿)|多|余|来)([万亿]{1,2})")
# 3万多亿元, 1万余亿元: 亿 multiplies what 万 has multiplied.
_MULTIPLIED = re.compile("([多余来])?亿")
# 三百一顿, 两千一个, 八千五一平: the price of one, and no 310.
_PRICE_OF_ONE = re.compile("[百千万][一二三四五六七八九]{0,2}一$")
Token = tuple[int, int]
"""A digit place as (lowest, highest) reading; a multiplier as (-1, its factor)."""


@dataclass(slots=True)
class Number:
    """A numeral as read: ``low`` equals ``high`` unless its digits are vague."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    chinese: bool
    scaled: bool
    """A multiplier (万, 亿 …) was applied."""
    bare_scale: bool = False
    """Nothing but multipliers, as in 百, 千万: rarely a count of its own."""
    inner: str | None = None
    """多, 余, 来 before the multiplier (`240余万`)."""
    scale: int = 1
    """The multiplier as written: 10000 for 万; what a range shares with its first end (3至5万)."""


def read(text: str, at: int, stop: int | None = None) -> Number | None:
    """The numeral that starts at ``at``, or None. Nothing at or beyond ``stop`` is read."""
    first = text[at : at + 1]
    if "0" <= first <= "9":
        return _read_mixed(text, at)
    return _read_chinese(text, at, stop)


def _shade(inner: str | None) -> str | None:
    """多 of 个多 and 多个; nothing of 个 alone."""
    return (inner.replace("个", "") or None) if inner else None


def arabic(digits: str) -> Decimal:
    """``1,234.5`` or ``1 234.5`` as a number."""
    return Decimal(digits.replace(",", "").replace(" ", ""))


def _read_mixed(text: str, at: int) -> Number | None:
    """Arabic digits with Chinese multipliers: 3820万, 12亿3000万, 2万1582."""
    spaced = _SPACED.match(text, at) if " " in text[at + 1 : at + 4] else None
    match = spaced or _ARABIC.match(text, at)
    if not match:
        return None
    value, end = arabic(match[0]), match.end()
    scale = _SCALE.match(text, end) if text[end : end + 1] in _SCALE_STARTS else None
    if not scale:
        return Number(at, end, value, value, False, False)
    last, inner = _multiplier(scale)
    low = high = value * last
    if inner == "几":  # 20几万
        low, high = (value + 1) * last, (value + 9) * last
    end = scale.end()
    if scale["scale"].endswith("万") and (multiplied := _MULTIPLIED.match(text, end)):
        last, inner, end = last * SCALES["亿"], multiplied[1], multiplied.end()
        return Number(at, end, value * last, value * last, chinese=False, scaled=True, inner=inner, scale=last)
    while inner is None and "." not in match[0] and (more := _lower_part(text, end, last)):
        part, last, end, inner = more
        low, high = low + part, high + part
    return Number(
        at, end, low, high, chinese=False, scaled=True, inner=None if inner == "几" else inner, scale=int(last)
    )


def _multiplier(scale: re.Match[str]) -> tuple[int, str | None]:
    """The factor and what shades it: 千多万 is 千万 and 多."""
    over = scale["over"] or ""
    return SCALE_WORDS[scale["scale"].replace(over, "")], over or _shade(scale["inner"])


def _lower_part(text: str, at: int, above: int) -> tuple[Decimal, int, int, str | None] | None:
    """The next lower part of a composite: ``3000万`` of 12亿3000万, ``1582`` of 2万1582."""
    match = _TAIL_DIGITS.match(text, at)
    if not match or above < 100:
        return None
    digits, end = Decimal(match[1].replace(",", "")), match.end()
    scale = _SCALE.match(text, end)
    if scale and _multiplier(scale)[0] < above:
        step, inner = _multiplier(scale)
        return digits * step, step, scale.end(), inner
    if scale or text[end : end + 1] in ("-", "—", ":", "/", "."):
        return None
    size = len(match[1])
    if size == 1 and match[0][0] != "零":  # 2万5: the digit counts the next lower place
        return digits * above / 10, 1, end, None
    filled = match[0][0] == "零" or (above == 10**4 and size in (3, 4)) or (above == 1000 and size == 3)
    return (digits, 1, end, None) if filled and digits < above else None


def _read_chinese(text: str, at: int, stop: int | None) -> Number | None:
    match = _RUN.match(text, at, stop) if stop is not None else _RUN.match(text, at)
    if not match:
        return None
    run, end = match[0], match.end()
    if len(run) > 2 and _PRICE_OF_ONE.search(run) and unit_at(text, end):
        run, end = run[:-1], end - 1
    scaled = "万" in run or "亿" in run
    bare = run[0] != "十" and SCALES.keys() >= set(run)
    point = _POINT.match(text, end) if run[-1] in DIGITS or run[-1] == "十" else None
    if point:
        return _with_point(at, run, point)
    bounds = chinese_value(run)
    if bounds is None:
        return None
    inner = _INNER.match(text, end)
    if inner and inner[2] == "万" and run[-1] in "百千" and "万" not in run:  # 两百多万, 一亿三千多万
        of_all = chinese_value(run + "万")
        if of_all is None:
            return None
        low, high = of_all
        return Number(at, inner.end(), Decimal(low), Decimal(high), True, True, False, _shade(inner[1]), 10**4)
    if inner and (not scaled or (run[-1] == "万" and inner[2] == "亿")):  # 三百多亿, 三万多亿
        factor = _scale_of(inner[2])
        low, high = bounds[0] * factor, bounds[1] * factor
        return Number(at, inner.end(), Decimal(low), Decimal(high), True, True, False, _shade(inner[1]), factor)
    return Number(at, end, Decimal(bounds[0]), Decimal(bounds[1]), True, scaled, bare, None, _written_scale(run))


def _with_point(at: int, run: str, point: re.Match[str]) -> Number | None:
    whole = chinese_value(run)
    if whole is None or whole[0] != whole[1]:
        return None
    digits = "".join(str(DIGITS[c]) for c in point[1])
    factor = _scale_of(point[2]) if point[2] else 1
    value = Decimal(f"{whole[0]}.{digits}") * factor
    return Number(at, point.end(), value, value, True, bool(point[2]), scale=factor)


def _written_scale(run: str) -> int:
    """The multiplier that ends a run: 10000 for 三百二十万."""
    size = 2 if run.endswith("万亿") else 1
    return _scale_of(run[-size:]) if run[-1] in "万亿" else 1


def _scale_of(word: str) -> int:
    product = 1
    for c in word:
        product *= SCALES[c]
    return product


@lru_cache(maxsize=1 << 12)
def chinese_value(run: str) -> tuple[int, int] | None:
    """Lowest and highest reading of a run of numeral characters, None when it is no number.

    一百二十三万 → 1230000, 一千三四百 → 1300…1400, 十几 → 11…19, 数十 → 20…90, 一百五 → 150.
    """
    if len(run) > 2 and all(c in DIGITS for c in run):
        number = int("".join(str(DIGITS[c]) for c in run))  # 二〇二四
        return number, number
    tokens = _tokens(run)
    if tokens is None:
        return None
    low, high = _evaluate(tokens, 0), _evaluate(tokens, 1)
    return None if low is None or high is None else (low, high)


def _tokens(run: str) -> list[Token] | None:
    """Digit places and multipliers of a run; neighbours (三四百) and 几, 数 are one vague place."""
    tokens: list[Token] = []
    i = 0
    while i < len(run):
        c, following = run[i], run[i + 1 : i + 2]
        i += 1
        if c in SCALES:
            tokens.append((-1, SCALES[c]))
        elif c in "几数":
            tokens.append((1, 9) if tokens and tokens[-1] == (-1, 10) else (2, 9))
        elif DIGITS[c] and following and DIGITS.get(following):
            pair = DIGITS[c], DIGITS[following]
            if pair[1] != pair[0] + 1 and pair != (3, 5):
                return None
            tokens.append(pair)
            i += 1
        else:
            tokens.append((DIGITS[c], DIGITS[c]))
    return tokens


def _evaluate(tokens: list[Token], side: int) -> int | None:
    """The value of a token list, taking the low (0) or high (1) reading of vague places."""
    total = section = 0  # total: complete 万 and 亿 sections; section: below 万
    pending: int | None = None
    last, zero = 0, False
    for token in tokens:
        if token[0] >= 0:
            if pending:
                return None
            pending, zero = token[side], zero or token[1] == 0
            continue
        step = token[1]
        if step < 10**4:
            if last and last < 10**4 and step >= last and not pending:
                return None
            section += (pending or 1) * step
        else:
            total, section = _close_section(total, section + (pending or 0), step), 0
        pending, last, zero = None, step, False
    if pending:
        section += pending * (last // 10 if last >= 100 and not zero else 1)  # 一百五, 两万五
    return total + section


def _close_section(total: int, section: int, step: int) -> int:
    """Adds a section that 万 or 亿 ends; 亿 also multiplies a 万 section before it (四千五百万亿)."""
    if step == 10**4:
        return total + (section or 1) * step
    myriads = total % 10**8
    if not section and not myriads:
        return (total or 1) * step
    return total - myriads + (myriads + section) * step
