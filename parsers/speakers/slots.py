"""What each slot of a label may hold: a reader takes only what is proved, and refuses the whole where it proves the opposite.

A reader gets what the label says so far and the slot's characters; None: the label has another form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from parsers.speakers.names import (
    TITLE,
    could_be_name,
    is_name,
    is_word_and_name,
    join_spaced,
)
from parsers.speakers.outlets import known_outlet, looks_like_outlet
from parsers.speakers.party import Certainty, Who
from parsers.speakers.persons import is_plain_office, read_person, several_persons
from parsers.speakers.words import GENERIC, NO_OUTLET, OFFICIAL, ORGANISATION

Reader = Callable[[Who, str], Who | None]

_BLANK = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000\u00a0]+(?=[\u4e00-\u9fff])")
# 记者A · 记者一 · 女记者
_NUMBER = re.compile(r"[A-ZＡ-Ｚ甲乙丙丁一二三四五六七八九十\d]{1,2}|女|男|")

# A matter, not a party: 主要工作：  办理时间：  民生热线： may be an outlet all the same, when it asks.
_MATTER = re.compile(
    r"(?:问题|問題|工作|措施|举措|情况|数字|原则|方面|目标|任务|特点|内容|要点|原因|方式|方法|条件|标准|结果|成效|成果|亮点|重点|难点|意义|作用|时间|地点|范围|"
    r"对象|流程|步骤|渠道|途径|电话|热线|网址|邮箱|名单|通知|公告|意见|办法|规定|条例|方案|计划|规划|行动|水平|方向|机制|体系|能力|格局|底线|红线|关键)$"
)


def role_word(who: Who, text: str) -> Who | None:
    """问 · 主持人 · 记　者 · Q"""
    word = _BLANK.sub("", text)
    role = GENERIC.get(word) or GENERIC.get(word.upper())
    return replace(who, role=role) if role else None


def presents(who: Who, text: str) -> Who | None:
    """发布人 · 嘉宾: the word of the role is no part of the office."""
    return who if GENERIC.get(text) == "answer" else None


def proved(who: Who, text: str) -> Who | None:
    """An outlet by the list or by its form, and nothing else."""
    certainty = Certainty.CERTAIN if known_outlet(text) else Certainty.LIKELY
    return replace(who, outlet=text, certainty=certainty, generic=False) if looks_like_outlet(text) else None


def proved_house(who: Who, text: str) -> Who:
    """An outlet, or nothing: 会后有俄罗斯记者问及 is certainly asked by somebody."""
    return replace(who, outlet=text, generic=False) if looks_like_outlet(text) else who


def house(who: Who, text: str) -> Who | None:
    """Whatever stands before 记者 is an outlet, except words that tell where or which one (俄罗斯, 在场, 一位)."""
    text = text.strip(" \u3000的、·—-")
    if re.search(r"我|你|您|请|是", text):
        return None
    return who if NO_OUTLET.fullmatch(text) else replace(who, outlet=text, generic=False)


def houses(who: Who, text: str) -> Who | None:
    """An outlet alone, or several: 澎湃新闻、第一财经 ask together; 第一财经/一财全球 are one house."""
    known = any(map(known_outlet, re.split(r"[/／]", text))) or all(map(known_outlet, text.split("、")))
    return replace(who, outlet=text) if known else proved(who, text)


def colleague(who: Who, text: str) -> Who | None:
    """新华社记者张三; a letter tells reporters apart and names nobody."""
    if is_name(text):
        return replace(who, speaker=join_spaced(text), generic=False)
    return who if _NUMBER.fullmatch(text) else None


def nickname(who: Who, text: str) -> Who:
    """网民“东方小鱼”; 市民代表 and 市民朋友 name nobody."""
    name = text.strip("[]［］【】 ")
    return replace(who, speaker=name, generic=False) if name else who


def latin_name(who: Who, text: str) -> Who:
    """Wang Wenbin"""
    return replace(who, speaker=text)


def host(who: Who, text: str) -> Who | None:
    """张涵 · 市政府新闻办副主任 李明"""
    person = read_person(text)
    if person is None and (could_be_name(text) or is_word_and_name(text)):
        return replace(who, speaker=join_spaced(text))
    if person is None or person.name is None:
        return None
    return replace(who, speaker=person.name, position=person.position or who.position)


def officer(who: Who, text: str) -> Who | None:
    """A person with name and office."""
    person = read_person(text)
    return (
        replace(who, speaker=person.name, position=person.position)
        if person and person.name and person.position
        else None
    )


def person(who: Who, text: str) -> Who | None:
    """华源 · 副市长沈立群 · 方局长"""
    read = read_person(text)
    if read is None:
        return None
    certainty = Certainty.CERTAIN if read.certain else Certainty.LIKELY
    return replace(who, certainty=certainty, speaker=read.name, position=read.position, family=read.family)


def people(who: Who, text: str) -> Who | None:
    """市人社局局长黄敏、市财政局副局长江涛; sure only where each has an office."""
    read = several_persons(text)
    if not read:
        return None
    certainty = Certainty.CERTAIN if all(one.certain for one in read) else Certainty.POSSIBLE
    return replace(who, certainty=certainty, together=read)


def official(who: Who, text: str) -> Who | None:
    """外交部发言人 · 財政司司長"""
    return replace(who, position=text) if OFFICIAL.search(text) or is_plain_office(text) else None


def body(who: Who, text: str) -> Who | None:
    """市教委 · 上海海关"""
    return replace(who, speaker=text) if is_organisation(text) else None


def common_word(who: Who, text: str) -> Who | None:
    """高原: a name where the page says so."""
    return replace(who, word=join_spaced(text)) if is_word_and_name(text) else None


def unheard(who: Who, text: str) -> Who:
    """旦增伦珠 could be a name, 民生热线 an outlet only; 局长 answers for whoever holds the office."""
    if TITLE.fullmatch(text):
        return replace(who, position=text)
    return replace(who, speaker=text) if could_be_name(text) and not _MATTER.search(text) else who


def is_organisation(text: str) -> bool:
    """Whether a label names an office or organisation that answers as a whole."""
    return 3 <= len(text) <= 16 and bool(ORGANISATION.search(text)) and not re.search(r"[我的请将，。、和]", text)
