"""What speaks for and against a reading of a line as a label: rows of a name, an observed example, a weight and a test.

In an example ``/`` parts lines, ``▸`` stands before the line that is judged, ``**`` encloses bold words, and
``<who>`` is an element that the definition or the page's structure says names who speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from parsers.speakers.names import hardly_a_name
from parsers.speakers.party import Certainty
from parsers.speakers.slots import is_organisation
from parsers.turns.cases import SIGNED, SPOKEN, Case

Says = Literal["text", "heading", "party", "asker"]
"""A line's readings: nobody is named; it names whom a question goes to; the party of its words speaks; it asks."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One thing that may be seen at a line."""

    name: str
    example: str
    speaks_for: tuple[Says, ...]
    weight: int
    holds: Callable[[Case], object]
    among: Certainty | None = None
    """How far the words of the lines tell whom they name at which it may be seen; None: of any."""
    marked: bool | None = None
    """Whether it may be seen only at words that a colon, brackets or a time mark, or only at others; None: at any."""


# 旦增伦珠：这里我补充几句。 - an unheard-of name is believed even where no question is open
_REPLY = re.compile(
    r"(?:好的?[，,。])?(?:谢谢|感谢|謝謝|感謝)(?:你|您|主持人|这位|記者|记者|媒体|各位)|(?:那么?|这里|下面|我再|我来|由我|接着)[，,]?我?(?:来|再|就|简要)?(?:补充|回答|回应|介绍|说明)|"
    r"我(?:来|再|简要|简单|先|也|就)(?:[^，。]{0,6})?(?:补充|回答|回应|介绍|说明|说)|各位|大家|尊敬的|女士们|同志们|记者朋友|媒体朋友"
)
_GREETING = re.compile(r"(?:女士们|各位|大家|尊敬的|同志们|朋友们|先生们|记者朋友)")
# 主持人 [10:02:15]
_TIMED = re.compile(r"[：:︰∶﹕]\d\d\W?$")
_STAMPED = re.compile(r"\W*\d{1,2}[：:︰∶﹕]\d\d\W")

_NONE: tuple[Says, ...] = ("text", "heading")
_LABEL: tuple[Says, ...] = ("party", "asker")
_HINT, _SIGN, _PLACE, _PROOF = 1, 2, 3, 12


_CERTAIN, _LIKELY, _POSSIBLE = Certainty.CERTAIN, Certainty.LIKELY, Certainty.POSSIBLE


def _lone_bracket(case: Case) -> bool:
    if case.certain or case.page.brackets > 1 or not case.bare_bracket:
        return False
    return case.possible or not (case.heard or (case.who.outlet and case.asks))


# fmt: off
EVIDENCE = (
    Evidence("lines are text", "▸卓砚秋　全年目标已经确定，正在落实。", _NONE, _SIGN, lambda c: True),
    Evidence("a colon, brackets or a time", "▸卓砚秋：全年目标已经确定。", _LABEL, _SIGN, lambda c: True, marked=True),
    Evidence("an element of its own", "▸<who>海河连线</who> / 请问全年目标是什么？ / 请问下一步有何安排？", _LABEL, 2 * _PROOF, lambda c: c.line.part),
    Evidence("a word of the trade, a known outlet, an office with a name", "▸主持人：女士们、先生们，上午好。", _LABEL, _SIGN, lambda c: True, _CERTAIN),
    Evidence("the form of a name or an outlet", "▸卓砚秋：全年目标已经确定。", _LABEL, _HINT, lambda c: True, _LIKELY),
    # Without a colon
    Evidence("bold words", "▸**新华社记者**　请问全年目标是什么？", _LABEL, _HINT, lambda c: not c.label.alone and c.line.bold, marked=False),
    Evidence("the same words again", "▸卓砚秋　全年目标已经确定，正在落实。 / 卓砚秋　下一步要抓紧推进各项工作。", _LABEL, _SIGN, lambda c: c.recurs and not SIGNED.match(c.label.written), marked=False),
    Evidence("a greeting", "▸主持人　女士们、先生们，上午好，欢迎出席。", _LABEL, _HINT, lambda c: not c.label.alone and c.who.generic and not SIGNED.match(c.label.written) and _GREETING.match(c.line.speech), marked=False),
    Evidence("Q and A", "▸Q1 请问全年目标是什么？ / A1 已经确定，正在落实。", _LABEL, _HINT, lambda c: not c.label.alone and SIGNED.match(c.label.written) and c.page.signed == {"Q", "A"}, marked=False),
    Evidence("alone above what is said", "▸市财政局局长 方佳宁 / 全年目标已经确定，正在落实。", _LABEL, _HINT, lambda c: c.label.alone and c.before_speech, marked=False),
    Evidence("due where labels stand alone", "新华社记者 / 请问全年目标是什么？ / ▸卓砚秋 / 已经确定。 / 人民日报记者 / 还有呢？ / 温静 / 都在落实。", _LABEL, _HINT, lambda c: c.label.alone and c.open and c.who.speaker and c.page.alone > 2, marked=False),
    Evidence("alone above another label", "▸陆怀谷 / 新华社记者：请问全年目标是什么？ / 陆怀谷：已经确定。", _NONE, _PROOF, lambda c: c.label.alone and not c.before_speech and (not c.label.colon or c.who.role == "statement" or _TIMED.search(c.label.written))),
    # What looks like a label and is a part of a text
    Evidence("a part of a question", "记者：我有两个问题。 / ▸问题一：全年目标是什么？ / 陆怀谷：已经确定。", _NONE, _PROOF, lambda c: c.open and not c.who.outlet and re.match("问题|問題", c.label.written), _CERTAIN),
    Evidence("a reporter who tells, where nobody answers", "市水务局介绍了供水改造。 / ▸记者：走进水厂，机器轰鸣。", _NONE, _PROOF, lambda c: c.label.written in ("记者", "記者") and not c.page.answering and not c.asked and not c.asks),
    Evidence("a bracket without a colon, alone of its kind", "记者：请问全年目标是什么？ / 陆怀谷：已经确定。 / ▸【李清照】写过这里的风光。", _NONE, _PROOF, _lone_bracket),
    Evidence("a name on a page of 问 and 答, after the answer", "问：请问全年目标是什么？ / 答：已经确定。 / ▸冯友兰：阐旧邦以辅新命。 / 问：还有呢？ / 答：没有。", _NONE, _PROOF, lambda c: not c.heard and c.who.role is None and c.page.nameless > 1 and c.asked and not c.open, _LIKELY),
    Evidence("a short item within a statement", "全年目标已经确定，各项工作正在落实。 / ▸张江：以产促城，以城兴产。", _NONE, _PROOF, lambda c: c.lone_name and not c.asked and c.course.spoken and len(c.speech) < 80 and not SPOKEN.search(c.speech), _LIKELY),
    Evidence("a word that is hardly a name", "新华社记者：请问全年目标是什么？ / 陆怀谷：已经确定。 / ▸毛利率：比上年同期略有提高。", _NONE, _PROOF, lambda c: c.lone_name and hardly_a_name(c.label.party) and not c.asks and not _REPLY.match(c.speech), _LIKELY),
    Evidence("an item of a list", "新华社记者：请问抓手是什么？ / 陆怀谷：重点抓好两个方面： / ▸高效能：网上办，掌上办。", _NONE, _PROOF, lambda c: c.lone_name and c.in_list, _LIKELY),
    Evidence("beside an item of its shape", "新华社记者：请问抓手是什么？ / 陆怀谷：各区都有分工。 / ▸张江：打造集成电路高地。 / 临港：打造开放枢纽。", _NONE, _PROOF, lambda c: c.lone_name and c.asked and c.beside_its_like, _LIKELY),
    # Whom nobody has heard of
    Evidence("tells while a question is open", "新华社记者：请问全年目标是什么？ / ▸旦增伦珠：已经确定。", ("party",), _HINT, lambda c: not c.asks and (c.open or (c.who.together and c.asked and c.heard_together)), _POSSIBLE),
    Evidence("the time of the speech", "▸10:11 旦增伦珠：全年目标已经确定。", ("party",), _HINT, lambda c: c.who.speaker and _STAMPED.match(c.label.written), _POSSIBLE),
    Evidence("begins as replies do", "新华社记者：请问全年目标是什么？ / 陆怀谷：已经确定。 / ▸旦增伦珠：我来补充几句。", ("party",), _HINT, lambda c: c.asked and len(c.who.speaker or "") > 2 and _REPLY.match(c.speech), _POSSIBLE),
    Evidence("an office where offices speak", "新华社记者：请问全年目标是什么？ / 市教委：已经确定。 / ▸市经信委：正在落实。", ("party",), _HINT, lambda c: c.course.offices_speak and not c.asks and is_organisation(c.who.speaker or ""), _POSSIBLE),
    Evidence("speaks again", "▸旦增：大家好。 / 今天介绍全年目标。 / 旦增：谢谢大家。", ("party",), _HINT, lambda c: c.who.speaker and c.recurs and not c.asks and SPOKEN.search(c.speech), _POSSIBLE),
    Evidence("asks again", "▸民生热线：请问全年目标是什么？ / 民生热线：请问下一步有何安排？", ("asker",), _HINT, lambda c: c.recurs and c.asks and SPOKEN.search(c.speech), _POSSIBLE),
    Evidence("asks where a question is due", "▸民生热线：请问全年目标是什么？ / 陆怀谷：已经确定。", ("asker",), _PLACE, lambda c: c.asks_in_place and (c.possible or not c.speaks_elsewhere)),
    Evidence("whom the next question goes to, and about what", "▸国资委：国企利润增长 / 新华社记者：请问利润如何？ / 陆怀谷：增长较快。", ("heading",), _SIGN, lambda c: c.heads_a_question),
)
# fmt: on
