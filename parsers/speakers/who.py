"""Whom a label's words name: ``《北京日报》记者``, ``答（秦岭）``, ``副市长沈立群``, ``会后有记者问及``, ``网民“小鱼”``.

A table of conventions, most particular first; each line's example is the form it reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

from parsers.records import Role
from parsers.speakers.names import (
    HAN,
    LATIN_NAME,
    could_be_name,
    introduced_here,
    is_name,
    is_word_and_name,
    join_spaced,
)
from parsers.speakers.outlets import known_outlet, looks_like_outlet
from parsers.speakers.party import Certainty, Who
from parsers.speakers.persons import is_office, is_plain_office, read_person, several_persons
from parsers.speakers.words import (
    AGAIN,
    ANSWERS,
    ASIDE,
    ASK,
    ASKS,
    FOLLOW,
    GENERIC,
    NO_OUTLET,
    NOTE,
    OFFICIAL,
    ORGANISATION,
    REPORTER,
    VERB,
)


def read_who(core: str) -> Who | None:
    """The party a label's words name; None when they name none that can be told by form."""
    return _read_who(core, introduced_here())


@lru_cache(4096)  # a page names the same few parties again and again
def _read_who(core: str, _introduced: frozenset[str]) -> Who | None:
    for convention in _CONVENTIONS:
        who = convention(core)
        if who:
            return who
    return None


def is_organisation(core: str) -> bool:
    """Whether a label names an office or organisation that answers as a whole."""
    return 3 <= len(core) <= 16 and bool(ORGANISATION.search(core)) and not re.search(r"[我的请将，。、和]", core)


def _role_word(core: str) -> Who | None:
    """问 · 答 · 记者 · 记　者 · 主持人 · Q · 提问1"""
    core = re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000\u00a0]+(?=[\u4e00-\u9fff])", "", core)
    core = re.sub(r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})$", "", core)
    role = GENERIC.get(core) or GENERIC.get(core.upper())
    return Who(Certainty.CERTAIN, role, generic=True) if role else None


def _follow_up(core: str) -> Who | None:
    """追问 · 追问一 · 记者追问 · 再追问"""
    plain = re.sub(rf"^(?:现场|同一)?{REPORTER}", "", core)
    return Who(Certainty.CERTAIN, "question", follow_up=True, generic=True) if FOLLOW.fullmatch(plain) else None


def _asked_later(core: str) -> Who | None:
    """会后有记者问及 · 会后有俄罗斯记者问及 · 有记者问"""
    hit = re.fullmatch(
        rf"(?P<when>会后|會後|会上|會上|随后|此外|当日|日前)?，?{AGAIN}(?P<have>另?有)?(?P<who>[^，。]{{0,12}}?){REPORTER}(?:会后)?{AGAIN}{ASK}",
        core,
    )
    if not hit or not (hit["when"] or hit["have"]):
        return None
    outlet = hit["who"] if looks_like_outlet(hit["who"]) else None
    return Who(Certainty.CERTAIN, "question", outlet=outlet, follow_up=True, generic=outlet is None)


def _remark(core: str) -> Who | None:
    """记者解释 · 记者澄清 · 记者笑 · 路透社记者回答"""
    hit = re.fullmatch(
        rf"(?P<who>.*?){REPORTER}(?:解释|解釋|澄清|笑|笑道|回答|答|说|說|插话|插話|补充|補充|点头|确认|回应)(?:说|道|說)?",
        core,
    )
    if not hit:
        return None
    return Who(
        Certainty.CERTAIN,
        "remark",
        outlet=hit["who"] if looks_like_outlet(hit["who"]) else None,
        generic=not hit["who"],
    )


def _citizen(core: str) -> Who | None:
    """网民“东方小鱼”提问 · 市民王先生; but 市民政局局长章若水 is the head of a city bureau."""
    hit = re.fullmatch(
        rf"(?:网民|網民|网友|網友|市民(?![政族航防营主事间])|听众|观众|家长|读者)(?:代表|朋友|群众|们)*\s*[“\"「『‘]?(?P<who>[^”\"」』’：]{{0,16}}?)[”\"」』’]?\s*(?:{ASK}|留言|来电)?",
        core,
    )
    name = hit["who"].strip("[]［］【】 ") if hit else ""
    # 市民代表：, 市民朋友： name nobody
    return Who(Certainty.CERTAIN, "question", speaker=name or None, generic=not name) if hit else None


def _reporter(core: str) -> Who | None:
    """路透社记者 · 《北京日报》记者 · 中央广播电视总台央视海峡两岸记者 · 新华社记者张三 · 记者A · 俄罗斯记者"""
    hit = re.fullmatch(
        rf"(?P<outlet>.{{0,30}}?)(?:特派|特约|见习|实习|首席|驻[^，。]{{1,4}})?{REPORTER}(?:朋友|们|代表)*\s*(?P<name>\S{{0,12}}|\S\s\S)\s*(?:提问|提問|问|問)?",
        core,
    )
    if not hit:
        return None
    name, outlet = hit["name"], hit["outlet"].strip(" \u3000的、·—-")
    if name and not is_name(name) and not re.fullmatch(r"[A-ZＡ-Ｚ甲乙丙丁一二三四五六七八九十\d]{1,2}|女|男", name):
        return None
    if re.search(r"我|你|您|请|是", outlet):
        return None
    if not outlet or NO_OUTLET.fullmatch(outlet):
        return Who(
            Certainty.CERTAIN,
            "question",
            generic=not name or not is_name(name),
            speaker=name if is_name(name) else None,
        )
    return Who(Certainty.CERTAIN, "question", outlet=outlet, speaker=join_spaced(name) if is_name(name) else None)


def _moderator(core: str) -> Who | None:
    """主持人 张涵 · 主持人张涵 · 张涵 主持人 · 主持人、市政府新闻办副主任 李明"""
    hit = re.fullmatch(r"主持人?[\s、，·\u3000]*(?P<rest>.+)", core) or re.fullmatch(
        r"(?P<rest>.+?)[\s、·\u3000]*主持人", core
    )
    person = read_person(hit["rest"]) if hit else None
    if person is None and hit and (could_be_name(hit["rest"]) or is_word_and_name(hit["rest"])):
        return Who(Certainty.CERTAIN, "moderator", speaker=join_spaced(hit["rest"]), position="主持人")
    if person is None or person.name is None:
        return None
    return Who(Certainty.CERTAIN, "moderator", speaker=person.name, position=person.position or "主持人")


def _presenter(core: str) -> Who | None:
    """发布人 市水务局局长 陆怀谷 · 主发布人、局长陆怀谷: the word of the role is no part of the office"""
    hit = re.match(r"(?P<role>[^\s、，·]{2,5})[\s、，·]+(?P<rest>.+)", core)
    person = read_person(hit["rest"]) if hit and GENERIC.get(hit["role"]) == "answer" else None
    if person is None or not (person.name and person.position):
        return None
    return Who(Certainty.CERTAIN, "answer", speaker=person.name, position=person.position)


def _note(core: str) -> Who | None:
    """答（秦岭） · 主持人(陈伟鸿) · 邵文（补充） · 黎明霞（白鹭市口岸办主任） · 南方环境报记者（追问） · 中央广播电视总台(央视)"""
    hit = NOTE.fullmatch(core)
    if not hit:
        return None
    base, note = hit["base"], hit["note"]
    if re.match(REPORTER, note) and looks_like_outlet(base):
        # 深圳特区报（记者 李佳佳）
        return read_who(base + note)
    if (
        looks_like_outlet(core)
        and not re.fullmatch(rf".*{REPORTER}", base)
        and not FOLLOW.fullmatch(note)
        and not ASIDE.fullmatch(note)
    ):
        return Who(Certainty.CERTAIN if known_outlet(core) else Certainty.LIKELY, "question", outlet=core)
    who = read_who(base)
    if who is None:
        return _note_on_unknown(base, note)
    if FOLLOW.fullmatch(note):
        return replace(who, role="question" if who.role is None else who.role, follow_up=True)
    if ASIDE.fullmatch(note):
        return replace(
            who, role="answer" if who.role is None and ANSWERS.match(note) else who.role, certainty=Certainty.CERTAIN
        )
    if who.role == "question":
        return _note_on_asker(who, note)
    return _note_on_person(who, note)


def _note_on_unknown(base: str, note: str) -> Who | None:
    """杲云（市卫生健康委主任） · 杲云（补充） · 高原（市人社局局长） · 西南旅游（追问）"""
    if FOLLOW.fullmatch(note) and re.fullmatch(r"[^\s，。：]{2,16}", base):
        return Who(Certainty.CERTAIN, "question", outlet=base, follow_up=True)
    if is_word_and_name(base) and is_plain_office(note):
        return Who(Certainty.CERTAIN, speaker=join_spaced(base), position=note)
    if not could_be_name(base):
        return None
    if is_office(note):
        return Who(Certainty.CERTAIN, speaker=join_spaced(base), position=note)
    return (
        Who(Certainty.LIKELY, speaker=join_spaced(base)) if ASIDE.fullmatch(note) or ORGANISATION.search(note) else None
    )


def _note_on_asker(who: Who, note: str) -> Who:
    """记者（人民日报） · 问（新华社记者） · 新华社记者（张三）"""
    inner = read_who(note)
    if inner and inner.role == "question" and inner.outlet and not who.outlet:
        return replace(who, outlet=inner.outlet, generic=False)
    if looks_like_outlet(note) and not who.outlet:
        return replace(who, outlet=note, generic=False)
    if is_name(note):
        return replace(who, speaker=join_spaced(note))
    # 记者（南湖发布）: an outlet nobody has heard of
    unheard = who.generic and re.fullmatch(r"[^，。；：\s]{3,16}", note) and not is_office(note)
    return replace(who, outlet=note, generic=False) if unheard else who


def _note_on_person(who: Who, note: str) -> Who:
    """答（秦岭） · 主持人（市政府新闻办副主任 李明） · 黎明霞（白鹭市口岸办主任）"""
    if who.speaker:
        if re.fullmatch(r"主持人?", note):
            return replace(who, role="moderator", certainty=Certainty.CERTAIN, position=who.position or "主持人")
        return replace(who, position=who.position or note, certainty=Certainty.CERTAIN)
    person = read_person(note)
    if person and person.name:
        return replace(who, speaker=person.name, position=person.position or who.position, generic=False)
    if could_be_name(note):
        return replace(who, speaker=join_spaced(note), generic=False)
    together = several_persons(note)
    if together:
        return replace(who, together=together, generic=False)
    return replace(who, position=note) if is_office(note) else who


def _outlet_and_name(core: str) -> Who | None:
    """海河晚报 王远 · 海河晚报王远 · 人民日报·王远: what stands before an asker's name is no office."""
    plain = re.sub(r"[\s·•]+", " ", core).strip()
    # 新闻晨报·周到 is one house, 人民日报·王远远 a reporter of one
    name = rf"[{HAN}]{{3}}" if re.search("[·•]", core) else rf"[{HAN}]{{2,4}}|[{HAN}] [{HAN}]"
    parted = re.fullmatch(rf"(?P<outlet>[^ ]+(?: [^ ]+)*?) (?P<name>{name})", plain)
    pairs = [(parted["outlet"], parted["name"])] if parted else [(core[:-n], core[-n:]) for n in (3, 2, 4)]
    for outlet, name in pairs:
        named = is_name(name) or (parted is not None and known_outlet(outlet) and could_be_name(name))
        if named and len(outlet) > 1 and looks_like_outlet(outlet) and not looks_like_outlet(core):
            certainty = Certainty.CERTAIN if known_outlet(outlet) else Certainty.LIKELY
            return Who(certainty, "question", outlet=outlet, speaker=join_spaced(name))
    return None


def _outlet(core: str) -> Who | None:
    """人民日报 · 《新闻晨报》 · 界面 · 南方环境报 · 澎湃新闻、第一财经"""
    # 澎湃新闻、第一财经 ask together; 第一财经/一财全球 are one house
    known = any(map(known_outlet, re.split(r"[/／]", core))) or all(map(known_outlet, core.split("、")))
    if not (known or looks_like_outlet(core)) or re.search(r"[我的请将]", core):
        return None
    return Who(Certainty.CERTAIN if known else Certainty.LIKELY, "question", outlet=core)


def _person(core: str) -> Who | None:
    """华源 · 华　源 · 副市长沈立群 · 方局长 · 弗拉基米尔·普京"""
    person = read_person(core)
    if person is None:
        return None
    certainty = Certainty.CERTAIN if person.certain else Certainty.LIKELY
    return Who(certainty, speaker=person.name, position=person.position, family=person.family)


def _together(core: str) -> Who | None:
    """市人社局局长黄敏、市财政局副局长江涛 · 黄敏、江涛"""
    people = several_persons(core)
    if not people:
        return None
    return Who(Certainty.CERTAIN if all(person.certain for person in people) else Certainty.POSSIBLE, together=people)


def _with_verb(core: str) -> Who | None:
    """温静回答 · 耿爽表示 · 外交部发言人华春莹宣布 · 新华社追问 · 邵文补充"""
    hit = VERB.fullmatch(core)
    who = read_who(hit["base"].strip()) if hit else None
    if not hit or who is None or not (who.speaker or who.outlet or who.generic or who.family):
        return None
    verb = hit["verb"]
    if ASKS.fullmatch(verb.rstrip("一二三123")):
        role: Role = "question"
        return replace(
            who, role=role, certainty=max(who.certainty, Certainty.LIKELY), follow_up=bool(re.search("追|再|又", verb))
        )
    if who.role == "question":
        return replace(who, role="remark")
    if who.role == "moderator":
        return who
    return replace(who, role="answer" if ANSWERS.search(verb) else "statement")


def _official(core: str) -> Who | None:
    """外交部发言人 · 市教委相关负责人 · 財政司司長"""
    if not (OFFICIAL.search(core) or is_plain_office(core)) or re.search(r"[我的请将，。]", core):
        return None
    return Who(Certainty.LIKELY, position=core)


def _organisation(core: str) -> Who | None:
    """市教委 · 上海海关"""
    return Who(Certainty.POSSIBLE, speaker=core) if is_organisation(core) else None


def _latin(core: str) -> Who | None:
    """Wang Wenbin · AFP · CCTV"""
    if not core.isascii():
        return None
    if known_outlet(core):
        return Who(Certainty.CERTAIN, "question", outlet=core)
    return Who(Certainty.LIKELY, speaker=core) if LATIN_NAME.fullmatch(core) else None


_CONVENTIONS: tuple[Callable[[str], Who | None], ...] = (
    _role_word,
    _follow_up,
    _asked_later,
    _remark,
    _citizen,
    _note,
    _moderator,
    _presenter,
    _reporter,
    _latin,
    _outlet_and_name,
    _outlet,
    _person,
    _together,
    _with_verb,
    _official,
    _organisation,
)
