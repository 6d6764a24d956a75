"""Personal names: what has the form of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from parsers.speakers.outlets import looks_like_outlet
from parsers.speakers.words import ACTS, ASK, SAYS, spelled
from parsers.words.tables import read_lines

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇○"
SPACE = r"[ \u3000\u00a0\u2002\u2003]"
_HAN_NAME = re.compile(rf"[{HAN}]{{2,4}}")
_SPACED = re.compile(rf"([{HAN}]){SPACE}{{1,3}}([{HAN}])|([{HAN}]){SPACE}+([{HAN}]){SPACE}+([{HAN}])")
FOREIGN_NAME = re.compile(rf"[{HAN}]{{1,8}}(?:[·•・‧∙．][{HAN}A-Za-z]{{1,10}}){{1,3}}")
LATIN_NAME = re.compile(r"(?:(?:Mr|Ms|Mrs|Dr)\. ?)?[A-Z][A-Za-z'’-]+(?: [A-Z][A-Za-z'’.-]*){1,3}")
_MARRIED = frozenset("陈陳林李黄黃张張吴吳王刘劉梁郑鄭何罗羅谢謝叶葉范徐方周")
# Characters of words that open an item of a list (高血压：… 石库门：… 施工期：…) and that hardly any given name holds.
_HARDLY = re.compile(
    r"[度率期代病症压血点條条员網网库店亩舱链題题类费价额表册站厅室楼层街巷院所局厂矿机车船票证卡码号页篇级款税债券股币账贷险药诊疫菌癌炎痛骨油气煤灯具"
    r"器械罐瓶袋箱桶桌椅床柜圾垃废污毒害危罪罚禁没此每各两几第间下内外里侧端面边旁客户者用该须需使给对往但虽或及列势邻头身拉上]"
)
# 徐汇区：…  杨浦区：… in a list of places
_PLACE = re.compile(r"..[区區县縣市省乡鄉]$")
# 巡视员韦长|青介绍
_DOES = re.compile(rf".(?:{ACTS}|{spelled('present', 'ask')})$")
# Characters that no given name contains.
_NEVER = re.compile(r"[的我们是这那哪么很都也还把被吗呢吧啊了着您你他她它说讲没啥第再才又请問问答]")

TITLE = re.compile(rf"(?:常务)?(?:副)?(?:{spelled('post', 'standing', 'rank', 'honorific')})")


_introduced: ContextVar[frozenset[str]] = ContextVar("introduced", default=frozenset())


def introduced_here() -> frozenset[str]:
    """Whom the page that is being read introduces; see ``knowing``."""
    return _introduced.get()


@contextmanager
def knowing(names: frozenset[str]) -> Iterator[None]:
    """Read labels with the people whom a page introduces: they are persons whatever their family name."""
    token = _introduced.set(names)
    try:
        yield
    finally:
        _introduced.reset(token)


def is_name(text: str) -> bool:
    """Whether a text has the form of a personal name: a common family name and one or two characters,
    a compound one, or a foreign name with its dot (``弗拉基米尔·普京``); no common word."""
    plain = join_spaced(text)
    return plain in _introduced.get() or (plain not in not_names() and _has_name_form(text))


def is_word_and_name(text: str) -> bool:
    """Whether a common word has a name's form (``高原``, ``田园``): with an office beside it, it is one."""
    plain = join_spaced(text)
    # 医院院长任期：
    return len(plain) == 2 and plain in not_names() and not plain.startswith("任") and _has_name_form(plain)


def _has_name_form(text: str) -> bool:
    plain = join_spaced(text)
    if FOREIGN_NAME.fullmatch(plain):
        return not re.search(rf"(?:{ASK}|{ACTS}|{SAYS}|{TITLE.pattern})$", plain)
    if not _HAN_NAME.fullmatch(plain) or _NEVER.search(plain[1:]) or _PLACE.search(plain) or _DOES.search(plain):
        return False
    single, compound = families()
    if len(plain) >= 3 and plain[:2] in compound:
        return not looks_like_outlet(plain)
    if plain[0] not in single or looks_like_outlet(plain) or TITLE.fullmatch(plain[1:]):
        return False
    # 陈方安生: the family name of the husband before one's own.
    return len(plain) < 4 or (plain[0] in _MARRIED and plain[1] in _MARRIED)


def could_be_name(text: str) -> bool:
    """Two to four Chinese characters without a family name known to us (杲云); needs more evidence than its form."""
    plain = join_spaced(text)
    return bool(_HAN_NAME.fullmatch(plain)) and plain not in not_names() and not _NEVER.search(plain)


def hardly_a_name(text: str) -> bool:
    """Whether a text that has a name's form is rather a word (``石库门``, ``毛利率``)."""
    return bool(_HARDLY.search(text, len(family_of(text)))) and "·" not in text


def join_spaced(text: str) -> str:
    """``华　源`` as 华源: two-character names are padded to align with longer ones."""
    return re.sub(SPACE, "", text) if _SPACED.fullmatch(text) else text


def family_of(name: str) -> str:
    """The family name a name begins with."""
    return name[:2] if name[:2] in families()[1] and len(name) > 2 else name[:1]


@cache
def not_names() -> frozenset[str]:
    """Words of a name's length that stand before colons and name nobody."""
    return frozenset(word for line in read_lines("not_names.txt", __package__) for word in line.split())


@cache
def families() -> tuple[frozenset[str], frozenset[str]]:
    """Single-character and compound family names."""
    single: set[str] = set()
    compound: set[str] = set()
    for line in read_lines("surnames.txt", __package__):
        for word in line.split():
            (compound.add(word) if len(word) == 2 else single.update(word))
    return frozenset(single), frozenset(compound)
