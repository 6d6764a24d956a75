"""Folding of character widths and script, one character for one, so that offsets stay valid."""

from __future__ import annotations

import re

from parsers.spelling import SIMPLIFIED

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
_TABLE = _PAIRS | SIMPLIFIED
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
