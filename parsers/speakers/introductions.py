"""Whom a page introduces with an office: persons whatever their family name."""

from __future__ import annotations

import re

from parsers.conferences import CONFERENCE
from parsers.speakers.labels import COLON, STAMP
from parsers.speakers.names import HAN, could_be_name, hardly_a_name, is_name, join_spaced
from parsers.speakers.persons import OFFICE_END
from parsers.speakers.words import ACTS, ASK, SAYS, spelled

_PADDED = rf"[{HAN}]{{2,4}}?|[{HAN}][ \u3000\u00a0]+[{HAN}]"
# 市水务局局长麴令仪、   市水务局局长 禤振先生
_AFTER_OFFICE = re.compile(
    rf"{OFFICE_END}(?=[ \u3000\u00a0\n]{{0,2}}(?P<name>{_PADDED})(?:先生|女士|同志|[、，,。；;！（(和与以及：:]|\s|$|出席|主持|就|作|{ACTS}|{SAYS}))",
    re.MULTILINE,
)
# 麴令仪（市水务局局长）
_BEFORE_OFFICE = re.compile(rf"(?<![{HAN}])(?P<name>{_PADDED})[（(][^（）()\n]{{2,30}}{OFFICE_END}[）)]")
_ROLE = re.compile(r"^\W*(?:主|新闻)?(?:发布人|发言人|主讲人|主持人|嘉宾|介绍人|答问人|受访人)\s*[：:]")
# 外交部发言人麴令仪主持例行记者会   二、市交通委副主任禤一诺通报轨道交通情况
_TELLS = re.compile(
    rf"主持(?:召开)?[^。，\n]{{0,12}}{CONFERENCE}|(?:通报|介绍)[^。，\n]{{0,20}}(?:情况|工作)(?:[。\n]|$)"
)
# 发展改革委员|会副主任 and 巡视员韦长|青介绍 begin in the middle of a word
_NO_NAME = re.compile(rf"{OFFICE_END}$|^会|(?:{ACTS}|{SAYS}|{ASK}|{spelled('present')})$")
_MARKS = rf"[\W\d]{{0,12}}|{STAMP}\s*"
_MOST = 40
"""Names looked at: no page introduces more whose family names are unheard of."""


def people_introduced(text: str) -> frozenset[str]:
    """Names of unheard-of form that follow an office or are followed by one, and that speak somewhere on the page.

    A name of usual form needs no proof; for any other one both are asked, for after 局长 there may stand any word.
    """
    found: set[str] = set()
    bracketed = _BEFORE_OFFICE.finditer(text) if "（" in text or "(" in text else ()
    for hit in [*_AFTER_OFFICE.finditer(text), *bracketed]:
        name = join_spaced(hit["name"])
        new = len(found) < _MOST and name not in found and not is_name(name) and not _NO_NAME.search(name)
        if new and could_be_name(name):
            line = text[text.rfind("\n", 0, hit.start()) + 1 : hit.end("name")]
            told = _ROLE.match(line) or _TELLS.match(text, hit.end("name"))
            if (told and not hardly_a_name(name)) or _speaks(name, text):
                found.add(name)
    return frozenset(found)


def _speaks(name: str, text: str) -> bool:
    """Whether a name stands where a label does."""
    written = r"[ \u3000\u00a0]?".join(map(re.escape, name))
    end = rf"(?:[{COLON}\]］】〕（(]|{ACTS}|{SAYS}|\s*[\[［【（(]\s*\d|$)"
    return bool(
        re.search(rf"^(?:{_MARKS})(?:[^\n{COLON}，。]{{0,24}}[长任员师人])?\s?{written}{end}", text, re.MULTILINE)
        or re.search(rf"^\W*(?:答|回答)\s?[（(【]{written}[）)】]", text, re.MULTILINE)
    )
