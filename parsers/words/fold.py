"""Folding of character widths and script, one character for one, so that offsets stay valid."""

from __future__ import annotations

import re

_PAIRS = {
    "％": "%",
    "．": ".",
    "／": "/",
    "∶": ":",
    "－": "-",
    "−": "-",
    "＋": "+",
    "～": "~",
    "〜": "~",
    "∼": "~",
    "―": "—",
    "─": "—",
    "μ": "µ",
    "\u00a0": " ",
    "\u2002": " ",
    "\u2003": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u3000": " ",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "(": "（",
    ")": "）",
}
# Traditional script (三億兩千萬個): the tables know one script; what is stored keeps the page's own.
_TRADITIONAL = "億萬個條項兩歲點幾時鐘間輛噸畝頃張場隻種類級戶層棟處載單筆門線員業過餘約達於長減漲較環從將會對還這為無開學號車費資價錢圓塊週據規劃標總實現產農機電動區國極續連領劑輪節縮壓擴讓強報導歷後內來東網樓訂預計劃獎勵補貼數據與當餐頭們給則"
_SIMPLIFIED = "亿万个条项两岁点几时钟间辆吨亩顷张场只种类级户层栋处载单笔门线员业过余约达于长减涨较环从将会对还这为无开学号车费资价钱圆块周据规划标总实现产农机电动区国极续连领剂轮节缩压扩让强报导历后内来东网楼订预计划奖励补贴数据与当餐头们给则"
_TABLE = _PAIRS | dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))
_TABLE |= {chr(0xFF10 + i): chr(0x30 + i) for i in range(10)}
_TABLE |= {chr(0xFF21 + i): chr(0x41 + i) for i in range(26)}
_TABLE |= {chr(0xFF41 + i): chr(0x61 + i) for i in range(26)}
# Few characters of a page are in the table: to look for those is several times faster than str.translate.
_FOLDED = re.compile(f"[{re.escape(''.join(_TABLE))}]")

# `１，２３４元`, `一季度，登记1，234，567户`: a full-width comma that groups thousands.
_WIDE_GROUP = re.compile(
    "[0-9０-９](?<![0-9０-９.．,].)(?<![0-9０-９]，.)[0-9０-９]{0,2}(?:，[0-9０-９]{3})+(?![0-9０-９])"
)
# `分别为3，150人` may be two numbers, `指数为105，350家` are: there it stays, and ``rejecting`` knows it.
_MAY_PART = re.compile("(?:分[别別]|指[数數]|系[数數]|PMI)(?:[^，。；]|(?<=[0-9０-９])，(?=[0-9０-９]))*$|第$")
_REACH = 30
# An ASCII comma that groups no digits is punctuation, as in `第一批支持政策,共22条`.
_ASCII_STOP = re.compile(
    r"[,;:!?](?:(?<=[;!?])|(?<=,)(?:(?![0-9]{3}(?![0-9]))|(?<![0-9０-９],))|(?<=:)(?:(?![0-9])|(?<=[\u4e00-\u9fff）)”]:)))"
)
_STOPS = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}


def fold(text: str) -> str:
    """The text with digits, letters and signs in one width; ``len`` is unchanged."""
    text = _WIDE_GROUP.sub(_grouped, text)
    return _ASCII_STOP.sub(_stop, _FOLDED.sub(_narrow, text))


def _grouped(found: re.Match[str]) -> str:
    before = found.string[max(0, found.start() - _REACH) : found.start()]
    return found[0] if _MAY_PART.search(before) else found[0].replace("，", ",")


def _narrow(found: re.Match[str]) -> str:
    return _TABLE[found[0]]


def _stop(found: re.Match[str]) -> str:
    return _STOPS[found[0]]
