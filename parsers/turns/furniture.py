"""Page furniture inside the body: lines of the site or the editor that nobody said.

Every pattern matches a whole paragraph. What only looks like furniture stays: a line that is not
matched here is kept in a turn.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Literal, cast

from parsers.conferences import CONFERENCE_WORDS
from parsers.html.paragraphs import MARGIN
from parsers.html.structure import ANSWER_HEAD, ASK_HEAD
from parsers.speakers.labels import COLON, STAMP
from parsers.speakers.names import SPACE, is_name

Reason = Literal[
    "title", "source", "byline", "page tool", "navigation", "caption", "time stamp", "stage direction",
    "editor's note", "closing", "event data", "lead", "heading", "translation",
]  # fmt: skip
"""Why a paragraph is in no turn."""

_MEANINGS = {
    "<:>": f"[{COLON}]",
    "<stamp>": STAMP,
    "<open>": r"[【\[（(〔]?\s*",
    "<close>": r"\s*[】\])）〕]?",
}

# 记者:岑志连 - a byline; 记者：请问… is a question
_REPORTER_LINE = re.compile(
    rf"[（(]?(?:本报|本网|见习)?(?:记者|記者|通讯员)[{COLON}]?\s*(?P<names>[^。？！：:]{{2,30}}?)"
    r"(?:报道|摄影报道|文/图|整理报道|整理|采写)?[）)]?"
)
# 今天的发布会到此结束，谢谢大家。 - said at the end of nearly every conference; 由于时间关系，… is more than that.
_ENDS = re.compile(
    rf"(?:好的?)?(?:那么?)?(?:今天|本次|本场|今日|这次)?(?:的)?[^，。！？]{{0,16}}(?:{CONFERENCE_WORDS}|新闻发布|直播|活动)"
    r"(?:就)?(?:到此|至此)(?:全部|圆满)?(?:结束|結束|为止)(?:了)?"
)
# 再次感谢各位发布人   谢谢大家   再见 - 谢谢陆局长 and 感谢三位 thank persons, which is said in a turn
_THANKS = re.compile(
    r"(?:最后|也|再次|同时)*(?:谢谢|感谢|謝謝|感謝)(?:(?:大家|各位|诸位|所有|全体|在座|到场|媒体|记者|朋友|关注|您的)[^\d？?：:]{0,20})?"
    r"|(?:大家|各位|我们)?(?:下次)?(?:再见|再会|再見)|(?:大家|各位(?:记者|媒体)?(?:朋友)?|媒体朋友|记者朋友们?|关注)"
)
_LONGEST_CLOSING = 80
_CLAUSE = re.compile(r"[，,。！!；;\s]+|(?<=[结結]束)(?=再|谢|感|謝)|(?<=[结結]束了)(?=再|谢|感|謝)")
_STAGE = re.compile(
    r"[（(【\[][^（）()【】\[\]]{0,16}(?:播放|掌声|鼓掌|笑|短片|视频|宣传片|插播|中场|休息|提问环节|自由提问|手语|展示|答问环节|问答环节|翻译|停顿|结束)[^（）()【】\[\]]{0,10}[）)】\]]"
)
_LINKS_FOLLOW = re.compile(
    rf"(?:相关链接|相关新闻|相关稿件|相关阅读|相关报道|延伸阅读|推荐阅读|相关文章|相关专题|相关信息|相关解读|上一条|下一条|上一篇|下一篇|即日新闻|即日新聞)[{COLON}]?"
)

_TABLE_WORD = re.compile(rf"\d{{1,3}}[.、．]?|(?:序号|编号|时间|日期|{ASK_HEAD}|{ANSWER_HEAD})")


def reason_of(text: str) -> Reason | None:
    """Why a paragraph is page furniture, wherever it stands; None when it is not."""
    if len(text) > 120:
        return None
    pattern, reasons = _patterns()
    if hit := pattern.fullmatch(text):
        return next(reason for name, reason in reasons.items() if hit[name] is not None)
    return "byline" if _is_byline(text) else None


def is_closing(text: str) -> bool:
    """Whether a paragraph is only the formula that ends a conference, and thanks to everybody behind it, in any order."""
    if "此" not in text:  # 到此, 至此: every such formula has it
        return False
    clauses = list(filter(None, _CLAUSE.split(text.strip(MARGIN)))) if len(text) < _LONGEST_CLOSING else []
    first, *others = (clauses[1:] if clauses and clauses[0] in ("好", "好的") else clauses) or [""]
    return bool(_ENDS.fullmatch(first)) and all(map(_THANKS.fullmatch, others))


def is_stage_direction(text: str) -> bool:
    """``（播放短片）``, ``（掌声）`` on a line of its own."""
    return bool(_STAGE.fullmatch(text))


def is_table_word(text: str) -> bool:
    """``序号``, ``提问``, ``回答``, ``12``: heads and running numbers of a table whose cells are questions and answers."""
    return bool(_TABLE_WORD.fullmatch(text))


def opens_links(text: str) -> bool:
    """``下一条：`` or ``相关链接`` alone: the lines after it are link texts."""
    return bool(_LINKS_FOLLOW.fullmatch(text))


def _is_byline(text: str) -> bool:
    hit = _REPORTER_LINE.fullmatch(text)
    if not hit:
        return False
    names = [part for part in re.split(rf"[、，,/]|{SPACE}+|通讯员|见习记者|记者", hit["names"].strip(MARGIN)) if part]
    return bool(names) and all(is_name(name) for name in names)


@cache
def _patterns() -> tuple[re.Pattern[str], dict[str, Reason]]:
    """The table in ``data/furniture.tsv``: its patterns as one, whose named groups tell the reason."""
    source = (resources.files("parsers.turns") / "data" / "furniture.tsv").read_text(encoding="utf-8")
    for sign, meaning in _MEANINGS.items():
        source = source.replace(sign, meaning)
    rows = [line.split("\t") for line in source.splitlines() if line and not line.startswith("#")]
    reasons = {f"row{number}": cast(Reason, reason) for number, (reason, _, _) in enumerate(rows)}
    choices = (f"(?P<{name}>{pattern})" for name, (_, _, pattern) in zip(reasons, rows, strict=True))
    return re.compile("|".join(choices), re.IGNORECASE), reasons
