"""What frames a text on its page: a box of metadata above it, notes and credits of the editors below it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.html.tables import CELL
from parsers.speakers.labels import COLON
from parsers.turns.furniture import Reason
from parsers.turns.lines import Line

_BOX_KEY = (
    r"(?:索\s*[取引]\s*号|发布机构|发文机关|成文日期|发布日期|发文日期|生成日期|公开日期|公开主体|公开方式|公开范围|公开时限|公开属性|公开类别|公开形式|"
    r"主题分类|主题词|体裁分类|组配分类|文\s*号|发文字号|有\s*效\s*性|废止日期|实施日期|信息来源|服务对象|关键词|名\s*称|标\s*题|内容概述|信息分类|信息名称|统一编号|登记号|产生日期)"
)
_BOX_LINE = re.compile(rf"[【\[]?\s*{_BOX_KEY}\s*[】\]]?\s*[{COLON}]?\s*.{{0,80}}")
_BOX_OPENS = re.compile(rf"\s*[【\[]?\s*{_BOX_KEY}")
_BOX_SURE = re.compile(rf"{_BOX_KEY}\s*[{COLON}]|[【\[]\s*{_BOX_KEY}\s*[】\]]")
_BOX_ALONE = re.compile(rf"[【\[]?\s*{_BOX_KEY}\s*[】\]]?\s*[{COLON}]?\s*")
_BOX_WITHIN = 30
# 温馨提示： alone, or before a last paragraph
_NOTE_OPENS = re.compile(rf"[【\[（(]?(?:温馨提[示醒]|特别提[示醒]|友情提[示醒]|溫馨提示)[】\]）)]?\s*[{COLON}]?.*")
_CREDIT = re.compile(
    rf"[【\[（(]?\s*(?:资料|素材|文案|文/图|图/文|文|图|图片|视频|海报|制图|绘图|漫画|校对|排版|美编|策划|统筹|出品|监制|设计|来源|编辑|值班编辑|数据)(?:来源|提供|整理)?\s*[{COLON}/｜|][^。？！；]{{1,40}}"
)
_CREDITS_WITHIN = 8


def mark_tail(lines: Sequence[Line]) -> list[Line]:
    """The lines with notes and credits marked at the end, where nobody speaks any more."""
    last = max((line.at for line in lines if line.label), default=-1)
    tail = [line for line in lines[last + 1 :] if not line.left_out]
    reasons = _notes(tail, spoken=last >= 0 and bool(lines[last].speech))
    rest = [line for line in tail[-_CREDITS_WITHIN:] if line.at not in reasons]
    credited = itertools.takewhile(lambda line: _CREDIT.fullmatch(line.text), reversed(rest))
    reasons |= {line.at: "byline" for line in credited}
    return [line.out(reasons[line.at]) if line.at in reasons else line for line in lines]


def mark_box(lines: Sequence[Line]) -> list[Line]:
    """The lines with ``索取号：…`` / ``发布日期：…`` marked: two are a box; a value may stand on a line of its own."""
    head = lines[:_BOX_WITHIN]
    keys = [line for line in head if line.left_out in (None, "page tool") and _is_box(line.text)]
    if len(keys) < 2 or not any(_BOX_SURE.match(line.text) for line in keys):
        return list(lines)
    box = {line.at for line in keys}
    alone = (head[key.at + 1 : key.at + 2] for key in keys if _BOX_ALONE.fullmatch(key.text))
    box |= {value.at for values in alone for value in values if len(value.text) <= 80 and not value.label}
    return [replace(line, left_out="page tool", label=None) if line.at in box else line for line in lines]


def _is_box(text: str) -> bool:
    return _BOX_OPENS.match(text) is not None and all(
        _BOX_LINE.fullmatch(cell.strip()) or index % 2 for index, cell in enumerate(text.split(CELL.strip()))
    )


def _notes(tail: Sequence[Line], *, spoken: bool) -> dict[int, Reason]:
    """Where ``温馨提示：`` stands behind the text, and all that follows it."""
    opens = (at for at, line in enumerate(tail) if (at or spoken) and _NOTE_OPENS.fullmatch(line.text))
    return {line.at: "editor's note" for line in tail[next(opens, len(tail)) :]}
