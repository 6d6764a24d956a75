"""Speaker labels at the start of a paragraph: where they end and what stands in them.

Reads one paragraph at a time; whether a reading is believed is decided in ``turns`` with the whole page in view.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from parsers.html.paragraphs import MARGIN
from parsers.speakers.conventions import read_who
from parsers.speakers.names import HAN, could_be_name, is_word_and_name, join_spaced
from parsers.speakers.party import Certainty, Who
from parsers.speakers.persons import is_office, read_person
from parsers.speakers.words import ASK

COLON = "：:︰∶﹕"
"""Glyphs seen as a label's colon: FF1A, 3A, FE30 and FE55 (Hong Kong), 2236 (mirrors)."""


@dataclass(frozen=True, slots=True)
class Label:
    """One reading of a paragraph's start as a speaker label."""

    written: str
    """As on the page, without the colon."""
    end: int
    """Where the speech begins in the paragraph."""
    who: Who
    colon: bool = True
    """Whether a colon, brackets or a time mark it as a label."""
    alone: bool = False
    """Nothing but the label is in the paragraph."""

    @property
    def party(self) -> str:
        """Equal for labels that name the same party."""
        return self.who.speaker or self.who.outlet or self.written


_CLOCK = rf"\d{{1,2}}[{COLON}]\d{{2}}(?:[{COLON}]\d{{2}})?"
_DAY = r"(?:\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*)?"
# [10:16]  (2019-03-11 08:51)  10:16␣
STAMP = rf"(?:[\[［（(【〔]\s*{_DAY}{_CLOCK}\s*[\]］）)】〕]|{_DAY}{_CLOCK}(?=\s))"
# 主持人 [10:02:15]   人民日报记者 2024-05-09 10:20:11
_STAMP_AFTER = re.compile(rf"\s{{0,4}}(?:{STAMP}|(?<=\s){_DAY}{_CLOCK})$")
# 主持人 [10:02:15] 各位好。
_THEN_STAMP = re.compile(rf"(?P<core>[^{COLON}\n]{{1,36}}?)\s{{0,4}}[\[［【〔]\s*{_DAY}{_CLOCK}\s*[\]］】〕]\s*")
# 【财新网】（记者 王小东）…  【海河晚报】本报讯…  【中新社】上海9月15日电…
_DATELINE = re.compile(
    r"[（(]?(?:记者|記者|見習記者|通讯员)|(?:本[报網网台刊社]|综合|[^，。]{0,12}\d日)?(?:讯|訊|电|電)[（(，,：:\s]"
)
# 周六（10:00） - opening hours, not Mr Zhou
_WEEKDAY = re.compile(r"[周週][一二三四五六日末]")
_CLOSING = "]］】）)〕"
_BULLET = r"[▲●■◆★☆•·▶►◎○※*△▼□◇➤✦❖▪◾]"
_HAN_NUMBER = r"[一二三四五六七八九十]{1,3}"
# 1、 1. （1） 一、 ①
_ORDINAL = rf"(?:(?:\d{{1,2}}|{_HAN_NUMBER})\s*[、.．)）]|[（(](?:\d{{1,2}}|{_HAN_NUMBER})[)）]|[①-⑳])"
# Q1 新华财经：  A1 孙建平：
_SIGN = r"(?P<sign>[QqＱAaＡ])\s*\d{1,2}\s*[.、．]?"
# 2022-10-13　发言人：
_DATE = r"\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)\s+"
_PREFIX = re.compile(rf"(?:{_BULLET}\s*)*(?P<stamp>{STAMP}\s*|{_DATE})?(?P<ordinal>{_ORDINAL}\s*)?(?:{_SIGN}\s*)?")
# Q1：  问1：  答一：  问题2：  Q：
_NUMBERED_ROLE = re.compile(
    rf"(?P<role>Q|q|Ｑ|问题|提问|问|問|记者|記者|A|a|Ａ|回答|答)\s*(?:\d{{1,2}}|{_HAN_NUMBER})?\s*[{COLON}]\s*"
)
# [陆怀谷] [10:11]：
_BRACKETED = re.compile(
    rf"[\[［【〔](?P<core>[^\[\]［］【】〔〕\n]{{1,40}})[\]］】〕]\s*(?P<stamp>{STAMP}\s*)?(?P<colon>[{COLON}])?\s*"
)
# （记者追问）费用谁出？ - round brackets set so much else apart that they have to say that somebody asks
_ASKED_ASIDE = re.compile(
    rf"[（(](?P<core>[^（）()：:。？！，,\n]{{0,20}}{ASK})[）)]\s*(?P<stamp>{STAMP}\s*)?(?P<colon>[{COLON}])?\s*(?=\S)"
)
# （记者：我只是问一下。） - an aside in somebody else's speech
_WHOLE_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
# 谭杨村、 - an item of a list
_LISTED = re.compile(r"[、，,；;]$")
# 会后，有记者问及：
_LATER = re.compile(r"^(会后|會後|会上|會上|随后|此外|当日|日前)[，,]")
_ANNOUNCED = re.compile(
    r"(?P<who>[^。！？；：:，,\n]{4,36}?)(?:首先|先)?(?:通报|介绍|发布|解读|致辞|讲话|发言|说明|汇报|作|就)[^。！？；：:\n]{0,36}$"
)
_BEFORE_COLON = re.compile(rf"(?P<core>[^{COLON}\n]{{1,60}}?)\s*[{COLON}]\s*")
_SET_APART = re.compile(r"[（(][^（）()]*[）)]|[“\"「『‘][^”\"」』’]*[”\"」』’]")
_DESCRIPTION = re.compile(
    r"(?P<person>[^。！？；，,]{4,40}?)[ \u3000\u00a0]+(?=(?:女士们|先生们|各位|大家|尊敬的|同志们|朋友们|媒体|你好|您好|好[，,的]))"
)
# 主发布人：局长陆怀谷：今年…
_NAMED_NEXT = re.compile(rf"(?P<person>[^。！？；，,{COLON}\n]{{2,36}}?)\s*[{COLON}]\s*(?=\S)")
# 扬子晚报/紫牛新闻记者： two names of one house may be parted by a slash.
_STOP = re.compile(rf"[。！？；!?;…，,\"“”‘’|\\<>=%％]|(?<![{HAN}+])[/／]|[/／](?![{HAN}A-Za-z])")
# 市委宣传部副部长，市政府新闻办主任赵嘉鸣：
_OFFICES_JOINED = re.compile(r"(?<=[长任记席官])[，,](?=[^，,]{2,20}[长任记席官人师员][^，,]{2,4}$)")
# Speech, not a label: 最后我想说： 这里我想强调两点： 首先向大家通报一组数字： 请问蓬佩奥先生：
_SPEECH = re.compile(
    r"[我你您他她它咱的了将请請这這那哪想呢吗吧么]|就是|还是|也是|都是|可以|应该|如下|以下|几[点點个句]|第[一二三四五六七八九十\d]|"
    r"[一二两三四五六七八九十多\d](?:点|點|个|個|条|项|句|是|方面|大)|(?:说|讲|强调|指出|来看|而言|认为|提出|要求|例如|比如|譬如|包括|如|即|是|有|为)$|"
    r"^(?:一是|二是|首先|其次|最后|另外|同时|此外|总之|比如|例如|其中|包括|关于|对于|因为|所以|但是|不过|如果|由于|根据|按照)"
)
# A matter, not a party: 主要工作：  办理时间：  民生热线： may be an outlet all the same, when it asks.
_MATTER = re.compile(
    r"(?:问题|問題|工作|措施|举措|情况|数字|原则|方面|目标|任务|特点|内容|要点|原因|方式|方法|条件|标准|结果|成效|成果|亮点|重点|难点|意义|作用|时间|地点|范围|"
    r"对象|流程|步骤|渠道|途径|电话|热线|网址|邮箱|名单|通知|公告|意见|办法|规定|条例|方案|计划|规划|行动|水平|方向|机制|体系|能力|格局|底线|红线|关键)$"
)
# Words before a colon that label a fact, not a speaker.
_FACT = re.compile(
    r"(?:来源|來源|稿源|责任编辑|责编|编辑|編輯|审核|校对|监制|字号|字體|字体|时间|時間|日期|地点|地點|会议时间|会议地点|发布时间|发布地点|标签|关键词|作者|供稿|撰稿|摄影|图|图片|文|文字|通讯员|"
    r"信息来源|浏览次数|点击|分享|打印|上一条|下一条|上一篇|下一篇|相关链接|附件|附|电话|传真|邮箱|网址|地址|主办|承办|协办|主办单位|承办单位|备注|注|说明|摘要|导读|编者按|主题|题目|内容|标题|"
    r"出席|参加|列席|出席人员|参加人员|出席领导|出席嘉宾|发布单位|记录|整理|速记|录入|翻译|制作|视频|直播|原标题|联系人|联系电话|咨询电话|热线|新闻热线|速记整理|文字整理|现场图片|现场照片)"
)


def read_label(text: str, *, bold: int = 0) -> Label | None:
    """What the start of a paragraph says as a speaker label; None when its form is none.

    Args:
        bold: how many characters at the start are bold; a bold outlet may be a label without colon.
    """
    if _WHOLE_ASIDE.fullmatch(text) or _LISTED.search(text):
        return None
    numbered = _NUMBERED_ROLE.match(text)
    if numbered:
        who = read_who(numbered["role"])
        if who:
            return _label(text, 0, numbered.end(), who)
    prefix = _PREFIX.match(text)
    start = prefix.end() if prefix else 0
    signed = bool(prefix and prefix["sign"])
    label = (
        _announced(text, start, bold)
        or _bracketed(text, start)
        or _before_colon(text, start, signed=signed)
        or _alone(text, start)
        or _then_stamp(text, start)
        or _bold(text, start, bold)
    )
    if prefix and start and label:
        return _prefixed(label, prefix)
    if label is None and prefix and prefix["sign"]:
        # Q1 请问今年的目标是什么？
        who = read_who(prefix["sign"].upper())
        return _label(text, 0, start, who, colon=False) if who else None
    return label


def named_by_markup(text: str) -> Label:
    """The text of an element that a definition says names who speaks; what it names is read like any label."""
    core = text.strip(MARGIN).rstrip(COLON).strip(MARGIN + "[]【】（）()")
    who = read_who(core) or _office_and_name(core)
    return Label(
        text.strip(MARGIN).rstrip(COLON).strip(MARGIN), len(text), replace(who, certainty=Certainty.CERTAIN), alone=True
    )


def _office_and_name(core: str) -> Who:
    """Behind an office and a blank whatever stands is the name, also one that no list of surnames has: 总经理 第五云舟."""
    office, blank, name = core.rpartition(" ")
    if blank and is_office(office) and re.fullmatch(f"[{HAN}·]{{2,8}}", name):
        return Who(Certainty.CERTAIN, speaker=name, position=office)
    return Who(Certainty.CERTAIN, speaker=core if could_be_name(core) else None)


def _prefixed(label: Label, prefix: re.Match[str]) -> Label | None:
    """What a number, a time or Q1/A1 before the label says about it."""
    who = label.who
    if prefix["sign"]:
        sign = read_who(prefix["sign"].upper())
        role = who.role or (sign.role if sign else None)
        if who.certainty is Certainty.POSSIBLE and role == "question" and not who.generic:
            who = replace(who, outlet=label.written[prefix.end() :].strip(MARGIN + "（()）"), speaker=None)
        who = replace(who, certainty=Certainty.CERTAIN, role=role)
    elif prefix["stamp"]:
        who = _timed(who) or who
    return replace(label, who=who)


def _announced(text: str, start: int, bold: int) -> Label | None:
    """``一、市卫生健康委副主任温静通报疫情情况``: a numbered or bold heading that says whose statement follows."""
    hit = _ANNOUNCED.match(text, start) if start or bold >= len(text) else None
    person = read_person(hit["who"]) if hit else None
    if person is None or not person.certain or not person.name:
        return None
    who = Who(Certainty.CERTAIN, "statement", speaker=person.name, position=person.position)
    return _label(text, 0, len(text), who)


def _bracketed(text: str, start: int) -> Label | None:
    """``[高虎城]…``, ``【新华社记者】：…``; not ``【财新网】（记者 …）``, ``【编辑:…】``, ``【打印】``.

    An unheard-of party (``【民生热线】请问…？``) is left to the page.
    """
    hit = _BRACKETED.match(text, start) or _ASKED_ASIDE.match(text, start)
    if not hit:
        return None
    core = _SET_APART.sub("", hit["core"]).strip(MARGIN)
    if _STOP.search(core) or re.search(f"[{COLON}]", core) or _FACT.fullmatch(core):
        return None
    who = read_who(hit["core"].strip(MARGIN))
    unknown = _unknown(core, signed=False) if who is None and re.search(f"[{HAN}]", core) else None
    # 【背景】 names nobody, whatever its form
    who = replace(unknown, speaker=None) if unknown else who
    if who is None or (_DATELINE.match(text, hit.end()) and not hit["colon"]):
        return None
    return _label(text, start, hit.end(), (_timed(who) or who) if hit["stamp"] else who)


def _before_colon(text: str, start: int, *, signed: bool = False) -> Label | None:
    hit = _BEFORE_COLON.match(text, start)
    if not hit:
        return None
    core = _LATER.sub(r"\1", hit["core"].strip(MARGIN))
    plain = _SET_APART.sub("", _OFFICES_JOINED.sub("、", core))
    # 明天上午10:00 - a clock, not a label
    clock = core[-1:].isdigit() and text[hit.end() : hit.end() + 1].isdigit()
    if not core or clock or _STOP.search(plain) or _FACT.fullmatch(plain):
        return None
    core = _STAMP_AFTER.sub("", core)
    if signed and _SET_APART.fullmatch(core):
        # Q1（新民晚报）：
        core = core[1:-1].strip(MARGIN)
    who = read_who(_OFFICES_JOINED.sub("、", core)) or _unknown(core, signed=signed)
    if signed and who:
        return _label(text, start, hit.end(), who)
    if who is None or (who.certainty < Certainty.CERTAIN and _SPEECH.search(plain) and not _names_somebody(who, core)):
        return None
    return _described(text, start, hit.end(), who)


def _described(text: str, start: int, end: int, who: Who) -> Label:
    """``主持人：市政府新闻办副主任 邢慧 女士们、先生们…``, ``主发布人：局长邢慧：…``: what stands before the greeting, or before
    a colon of its own, describes the speaker."""
    label = _label(text, start, end, who)
    described = who.generic and who.role != "question"
    hit = (_DESCRIPTION.match(text, end) or _NAMED_NEXT.match(text, end)) if described else None
    person = read_person(hit["person"]) if hit else None
    if hit is None or person is None or person.name is None:
        return label
    if hit.re is _NAMED_NEXT:
        label = _label(text, start, hit.end(), who)
    return replace(label, end=hit.end(), who=replace(who, speaker=person.name, position=person.position, generic=False))


def _names_somebody(who: Who, core: str) -> bool:
    """A name or outlet that happens to contain a word of speech (将军, 请 …) as a whole is still one."""
    return who.certainty is Certainty.LIKELY and who.speaker == core and not re.search(r"[我你您的了]", core)


def _unknown(core: str, *, signed: bool) -> Who | None:
    """A short run of characters that could be a name or an outlet nobody has heard of; behind Q4 it is one."""
    if is_word_and_name(core):
        return Who(Certainty.POSSIBLE, word=join_spaced(core))
    if (
        (_SPEECH.search(core) and not signed)
        or _FACT.fullmatch(core)
        or not re.fullmatch(rf"[{HAN}A-Za-z0-9·•+&“”\"（）() ]{{2,16}}", core)
    ):
        return None
    return Who(Certainty.POSSIBLE, speaker=core if could_be_name(core) and not _MATTER.search(core) else None)


def _alone(text: str, start: int) -> Label | None:
    """``主持人``, ``市财政局局长 方佳宁`` or ``主持人 [10:02:15]`` on a line of its own, without a colon."""
    line = text[start:].strip(MARGIN)
    core = _STAMP_AFTER.sub("", line) if len(line) <= 66 else ""
    if not 1 <= len(core) <= 36 or _STOP.search(_SET_APART.sub("", core)) or re.search(f"[{COLON}]", core):
        return None
    who = read_who(core)
    if core != line and line[-1] in _CLOSING and not _WEEKDAY.fullmatch(core):
        who = _timed(who or _unknown(core, signed=False))
    elif who and (who.certainty is Certainty.POSSIBLE or (core != line and who.certainty is not Certainty.CERTAIN)):
        who = None
    if who is None or _FACT.fullmatch(core):
        return None
    return replace(_label(text, start, len(text), who, colon=core != line), alone=True)


def _then_stamp(text: str, start: int) -> Label | None:
    """``主持人 [10:02:15] 各位好。``: parted from speech by the time only."""
    hit = _THEN_STAMP.match(text, start)
    core = hit["core"].strip(MARGIN) if hit else ""
    who = read_who(core) if core and not _STOP.search(_SET_APART.sub("", core)) else None
    if hit is None or who is None or who.certainty is Certainty.POSSIBLE:
        return None
    return _label(text, start, hit.end(), _timed(who) or who)


def _timed(who: Who | None) -> Who | None:
    """What the form of a name or an outlet says is certain beside the time of the speech."""
    return replace(who, certainty=Certainty.CERTAIN) if who and who.certainty is Certainty.LIKELY else who


def _bold(text: str, start: int, bold: int) -> Label | None:
    """``<strong>新华社记者</strong>　请问…``: a bold start that is a label in itself, or a known party and a blank."""
    core = text[start:bold].strip(MARGIN)
    if not core or bold >= len(text) or len(core) > 30 or _STOP.search(_SET_APART.sub("", core)):
        return _spaced(text, start)
    who = read_who(core)
    if who is None or who.certainty is Certainty.POSSIBLE:
        return None
    end = bold + len(text[bold:]) - len(text[bold:].lstrip(MARGIN))
    return _label(text, start, end, who, colon=False)


def _spaced(text: str, start: int) -> Label | None:
    """``主持人　女士们、先生们，上午好。``: a label parted from speech by a blank only."""
    hit = re.compile(r"(\S{2,16})[ \u3000\u00a0\u2003]+(?=\S)").match(text, start)
    if not hit or _STOP.search(_SET_APART.sub("", hit[1])) or len(text) - hit.end() < 8:
        return None
    who = read_who(hit[1])
    if who is None or who.certainty is Certainty.POSSIBLE:
        return None
    return _label(text, start, hit.end(), who, colon=False)


def _label(text: str, start: int, end: int, who: Who, *, colon: bool = True) -> Label:
    written = text[:end].strip(MARGIN).rstrip(COLON).strip(MARGIN)
    return Label(written, end, who, colon, alone=not text[end:].strip(MARGIN))
