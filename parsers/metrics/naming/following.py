"""The noun phrase or the predicate that follows a figure."""

from __future__ import annotations

from typing import Final

from parsers.metrics.naming.phrases import HEADS, LINKS, NOMINAL, OPENING, PLACES, Phrase
from parsers.metrics.scene import NOTHING, Scene
from parsers.words import Token

_HAVING: Final = frozenset("还有 仍有 也有 都有 就有 则有".split())
_GRADES: Final = ("级", "千伏", "型", "吨级")
_BOUNDS: Final = frozenset({"以上", "以下", "及以上", "及以下"})
_LONGEST: Final = 14
"""Tokens of a phrase."""
_MARKS: Final = frozenset({"大关", "关口", "台阶", "整", "人民币", "事", "事情", "工夫", "主要"})
"""突破7万亿元大关: what is passed is no thing that is measured."""
_STOPS: Final = frozenset(
    "adv copula prep share compare report aim lead about neg trail change time quantity punct frame conj aux pron loc det".split()
)
"""What ends the phrase behind a counted thing: 85家定点医疗机构|已."""
_MODAL: Final = frozenset("就 可 可以 必须 须 得 需 即可 就能 能 便 都 才 均 全部 也 已 已经 成功 要".split())
_SAYING: Final = frozenset({"verb", "act", "adv", "prep", "change", "copula"})
_IN_NAMES: Final = NOMINAL | {"loc", "inner", "verb", "act"}
_SAID: Final = frozenset({"verb", "act", "noun", "adj", "name", "latin"})


def behind(scene: Scene, j: int, end: int, *, counted: bool = False, taken: bool = False) -> Phrase | None:
    """The noun phrase that follows a figure at token ``j`` at once, or after 的; None when a verb or a stop follows.

    Args:
        counted: the figure counts things, which a verb may describe (14名牺牲在抗疫第一线的烈士).
        taken: a verb before the figure takes the things (运来23吨医疗防护物资), so that those behind belong to the name.
    """
    tokens = scene.tokens
    if tokens[j].text == "”":  # “5%左右”目标
        j += 1
    if j < end and tokens[j].text == "的":
        j += 1
        if tokens[j].cls == "change" and tokens[j + 1].cls not in NOMINAL:  # 实现5.5%左右的增长
            return j, j + 1
    if j >= end:
        return None
    i = _run(scene, j, end, taken=taken) if _may_begin(tokens, j, end, counted=counted, taken=taken) else j
    if i == j:
        return _relative(tokens, j, end) if counted else None
    if head := _qualities(scene, j, i, end):
        return head
    if tokens[j].cls == "adj" and i - j == 1 and tokens[i].cls in ("verb", "act"):
        return None  # 8亿人成功摆脱了贫困
    text = scene.slice(j, i)
    return (j, i) if text not in _MARKS and (len(text) > 1 or tokens[j].cls in NOMINAL) else None


def _run(scene: Scene, j: int, end: int, *, taken: bool) -> int:
    tokens, i = scene.tokens, j + 1
    if tokens[j].text in OPENING and j + 1 in scene.quoted:
        i = min(scene.quoted[j + 1].last + 1, end)
    while i < end and i - j < _LONGEST and _continues(tokens, i, end, taken=taken):
        i += 1
    return i


def _qualities(scene: Scene, j: int, i: int, end: int) -> Phrase | None:
    """几百个高素质的香港武装警察, 两家问题严重的企业, 6家屡教不改的门店: the head stands behind 的."""
    tokens = scene.tokens
    if i + 1 >= end or tokens[i].text != "的" or tokens[i + 1].cls not in NOMINAL:
        return None
    last = tokens[i - 1]
    quality = (
        last.cls == "adj"
        or (i - j == 1 and len(last.text) == 4)
        or last.feature == "by"
        or (len(last.text) > 2 and last.text[0] in "高低大小多")
    )
    return (i + 1, _run(scene, i + 1, end, taken=True)) if quality else None


def _relative(tokens: list[Token], j: int, end: int) -> Phrase | None:
    """14名牺牲在抗疫第一线的烈士: the head behind a clause that describes it."""
    for p in range(j + 1, min(end - 1, j + _LONGEST)):
        if tokens[p].cls in ("punct", "time", "copula"):
            return None
        if tokens[p].text == "的" and tokens[p + 1].cls in NOMINAL:
            i = p + 2
            while i < end and tokens[i].cls in HEADS:
                i += 1
            return (p + 1, i)
    return None


def _may_begin(tokens: list[Token], j: int, end: int, *, counted: bool, taken: bool) -> bool:
    first, last = tokens[j], j + 1 == end
    following = tokens[j + 1] if not last else NOTHING
    nominal = following.cls in NOMINAL
    if first.text in OPENING:
        return True
    if following.text in ("了", "着", "过") or first.text in _HAVING:  # 270万人参了保, 三十块还有距离
        return False
    if first.cls == "act":
        named = first.feature in ("noun", "attr") or (counted and _is_nominal_to(tokens, j + 1, end))
        return first.feature == "gift" or (nominal and named)
    if first.cls == "verb":
        if len(first.text) == 1 and counted and first.feature != "v":  # 两场关企座谈
            return nominal
        if counted and first.feature == "v" and (taken if last else not nominal and _is_nominal_to(tokens, j, end)):
            return True  # 发生三起坍塌, 1次就业见习机会
        if len(first.text) == 4 and nominal:  # 21万建档立卡贫困群众
            return True
        return first.feature in ("v", "vn") and following.cls in ("noun", "latin", "quant")
    if first.cls == "quantity":
        return following.text in _GRADES or (counted and following.cls == "noun")  # 两所九年一贯制学校, 36辆9座小车
    return (first.cls in NOMINAL and first.text not in PLACES) or (nominal and first.text[0] == "各")


def _is_said(tokens: list[Token], i: int, end: int) -> bool:
    """Whether a verb follows that says something of the things: 84名外交驻华使团人员已抵达."""
    return any(token.cls in _SAYING for token in tokens[i:end])


def _is_nominal_to(tokens: list[Token], i: int, end: int) -> bool:
    """6例新增境外输入病例: nouns to the end of the clause."""
    return tokens[end - 1].cls in HEADS and all(token.cls in _IN_NAMES for token in tokens[i:end])


def _continues(tokens: list[Token], i: int, end: int, *, taken: bool) -> bool:
    token = tokens[i]
    following = tokens[i + 1] if i + 1 < end else NOTHING
    nominal = following.cls in NOMINAL
    if token.text in LINKS or token.text in _BOUNDS:  # 县级以上集中式饮用水水源地
        return nominal
    if token.text == "外" and following.cls == "noun":  # 147个目录外药品
        return True
    if token.cls == "act":
        named = token.feature in ("noun", "attr") and (nominal or following.feature == "noun")
        return named or token.feature == "gift"
    if token.cls == "verb":
        named = token.feature == "v" and following.cls in ("noun", "latin")
        return named and (taken or _is_said(tokens, i + 2, end))
    return token.cls not in _STOPS or (token.feature == "by" and following.text == "的")  # 含金量高的制度创新成果


def predicate(scene: Scene, at: int, end: int) -> Phrase | None:
    """The verb phrase behind a figure, up to four words."""
    while at < end and (scene.tokens[at].cls in ("adv", "prep") or scene.tokens[at].text in _MODAL):
        at += 1
    start = at
    while at < end and at - start < 4 and (scene.tokens[at].cls in _SAID or scene.tokens[at].text == "到"):
        at += 1
    verbal = start < end and (scene.tokens[start].cls in ("verb", "act") or scene.tokens[start].feature in ("v", "vn"))
    return (start, at) if verbal and at > start and scene.tokens[at - 1].end - scene.tokens[start].start > 1 else None
