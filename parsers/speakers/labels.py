"""Speaker labels at the start of a paragraph: where they end and what stands in them.

Reads one paragraph at a time; whether a reading is believed is decided in ``turns`` with the whole page in view.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from parsers.html.paragraphs import MARGIN
from parsers.speakers.conventions import read_unheard, read_who
from parsers.speakers.names import HAN
from parsers.speakers.party import Certainty, Who
from parsers.speakers.persons import is_office, read_person
from parsers.speakers.words import ASK, LATER

COLON = "：:︰∶﹕"
"""Glyphs seen as a label's colon: FF1A, 3A, FE30 and FE55 (Hong Kong), 2236 (mirrors)."""


@dataclass(slots=True)
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
# 【财新网】（记者 王小东）…  【海河晚报】本报讯…  【中新社】上海9月15日电… - no labels unless a colon follows
_DATELINE = r"\s*(?:[（(]?(?:记者|記者|見習記者|通讯员)|(?:本[报網网台刊社]|综合|[^，。]{0,12}\d日)?(?:讯|訊|电|電)[（(，,：:\s])"
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
_NUMBERED = re.compile(
    rf"(?P<core>Q|q|Ｑ|问题|提问|问|問|记者|記者|A|a|Ａ|回答|答)\s*(?:\d{{1,2}}|{_HAN_NUMBER})?\s*[{COLON}]\s*"
)
# （记者：我只是问一下。） - an aside in somebody else's speech
_WHOLE_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
# 谭杨村、 - an item of a list
_LISTED = tuple("、，,；;")
# 会后，有记者问及：
_LATER = re.compile(rf"^({LATER})[，,](?=.*(?:记者|記者))")
_SET_APART = re.compile(r"[（(][^（）()]*[）)]|[“\"「『‘][^”\"」』’]*[”\"」』’]")
_DESCRIPTION = re.compile(
    r"(?P<person>[^。！？；，,]{4,40}?)[ \u3000\u00a0]+(?=(?:女士们|先生们|各位|大家|尊敬的|同志们|朋友们|媒体|你好|您好|好[，,的]))"
)
# 主发布人：局长陆怀谷：今年…
_NAMED_NEXT = re.compile(rf"(?P<person>[^。！？；，,{COLON}\n]{{2,36}}?)\s*[{COLON}]\s*(?=\S)")
# 扬子晚报/紫牛新闻记者： two names of one house may be parted by a slash.
_STOP = re.compile(rf"[{COLON}。！？；!?;…，,\"“”‘’|\\<>=%％]|(?<![{HAN}+])[/／]|[/／](?![{HAN}A-Za-z])")
# 市委宣传部副部长，市政府新闻办主任赵嘉鸣：
_OFFICES_JOINED = re.compile(r"(?<=[长任记席官])[，,](?=[^，,]{2,20}[长任记席官人师员][^，,]{2,4}$)")
# Speech, not a label: 最后我想说： 这里我想强调两点： 首先向大家通报一组数字： 请问蓬佩奥先生：
_SPEECH = re.compile(
    r"[我你您他她它咱的了将请請这這那哪想呢吗吧么]|就是|还是|也是|都是|可以|应该|如下|以下|几[点點个句]|第[一二三四五六七八九十\d]|"
    r"[一二两三四五六七八九十多\d](?:点|點|个|個|条|项|句|是|方面|大)|(?:说|讲|强调|指出|来看|而言|认为|提出|要求|例如|比如|譬如|包括|如|即|是|有|为)$|"
    r"^(?:一是|二是|首先|其次|最后|另外|同时|此外|总之|比如|例如|其中|包括|关于|对于|因为|所以|但是|不过|如果|由于|根据|按照)"
)
# Words before a colon that label a fact, not a speaker.
_FACTS = frozenset(
    (
        "来源 來源 稿源 责任编辑 责编 编辑 編輯 审核 校对 监制 字号 字體 字体 时间 時間 日期 地点 地點 会议时间 会议地点 发布时间 发布地点 标签 关键词 作者 供稿 撰稿 "
        "摄影 图 图片 文 文字 通讯员 信息来源 浏览次数 点击 分享 打印 上一条 下一条 上一篇 下一篇 相关链接 附件 附 电话 传真 邮箱 网址 地址 主办 承办 协办 主办单位 "
        "承办单位 备注 注 说明 摘要 导读 编者按 主题 题目 内容 标题 出席 参加 列席 出席人员 参加人员 出席领导 出席嘉宾 发布单位 记录 整理 速记 录入 翻译 制作 视频 "
        "直播 原标题 联系人 联系电话 咨询电话 热线 新闻热线 速记整理 文字整理 现场图片 现场照片"
    ).split()
)


def _may_name(core: str) -> bool:
    """Whether a label's words are no sentence and no fact; notes and quotations in them may hold any mark."""
    plain = _plain(core)
    return plain not in _FACTS and not _STOP.search(plain)


def _plain(core: str) -> str:
    return _SET_APART.sub("", _joined(_LATER.sub(r"\1", core) if core[:1] in "会會随隨此当當日" else core))


def _joined(core: str) -> str:
    return _OFFICES_JOINED.sub("、", core) if "，" in core or "," in core else core


WhoReader = Callable[[str, bool], Who | None]
"""What a label's words say; the second argument: whether Q1 or A1 stands before them."""


def _announcing(core: str, _: bool) -> Who | None:
    person = read_person(core)
    if person is None or not person.certain or not person.name:
        return None
    return Who(Certainty.CERTAIN, "statement", speaker=person.name, position=person.position)


def _bracketed(core: str, _: bool) -> Who | None:
    """An unheard-of party (``【民生热线】请问…？``) is left to the page, and named by nothing (``【背景】``)."""
    who, plain = read_who(core), _plain(core)
    unheard = _unheard(plain) if who is None and re.search(f"[{HAN}]", plain) else None
    return replace(unheard, speaker=None) if unheard else who


def _before_colon(core: str, signed: bool) -> Who | None:
    """Words of speech (``我想说：``) are no label, except behind Q4, or where as a whole they are a name."""
    if signed and _SET_APART.fullmatch(core):
        # Q1（新民晚报）：
        core = core[1:-1].strip(MARGIN)
    who = read_who(_joined(core)) or _unheard(core, signed=signed)
    if signed or who is None or who.certainty is Certainty.CERTAIN or not _SPEECH.search(_plain(core)):
        return who
    named = who.certainty is Certainty.LIKELY and who.speaker == core and not re.search(r"[我你您的了]", core)
    return who if named else None


def _unheard(core: str, *, signed: bool = False) -> Who | None:
    """A short run of characters that could be a name or an outlet nobody has heard of; behind Q4 it is one."""
    who = read_unheard(core)
    return None if who and not who.word and _SPEECH.search(core) and not signed else who


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """One way to set a label's words apart from the speech."""

    example: str
    form: re.Pattern[str]
    reads: WhoReader = lambda core, _: read_who(core)
    least: Certainty = Certainty.LIKELY
    """How far the words must tell whom they name."""
    marked: bool = True
    """Whether it has a colon, brackets or a time."""
    bold: Literal["words", "line", "none"] | None = None
    """What has to be bold; a heading may be numbered instead."""
    opens: str = ""
    """The characters of which it begins with one; empty: with any."""

    def read(self, text: str, start: int, bold: int, *, signed: bool) -> Label | None:
        """The label that stands here in a line, behind its number."""
        if self.bold and not self._set_as_here(text, start, bold):
            return None
        hit = self.form.match(text, start, bold if self.bold == "words" else len(text))
        core = hit["core"].strip(MARGIN) if hit else ""
        who = self.reads(core, signed) if core and _may_name(core) else None
        if hit is None or who is None or who.certainty < self.least:
            return None
        stamped = "stamp" in self.form.groupindex and hit["stamp"]
        return _label(text, hit.end(), _timed(who) if stamped else who, colon=self.marked)

    def _set_as_here(self, text: str, start: int, bold: int) -> bool:
        """Whether what has to be bold is."""
        if self.bold == "line":
            return start > 0 or bold >= len(text)
        words = text[start:bold].strip(MARGIN) if bold < len(text) else ""
        return bool(words and len(words) <= 30 and _may_name(words)) == (self.bold == "words")


_WORDS = rf"(?![\s\S]{{67}})(?P<core>[^{COLON}\n]{{1,36}}?)"
_IN_BRACKETS = rf"[\[［（(【〔]\s*{_DAY}{_CLOCK}\s*[\]］）)】〕]"
_THEN = rf"\s*(?P<stamp>{STAMP}\s*)?(?:[{COLON}]|(?!{_DATELINE}))"
# Opening hours, 周六（10:00）, are not Mr Zhou's.
_NO_WEEKDAY = r"(?![周週][一二三四五六日末]\s*[\[［（(【〔])"
_TELLS = "通报|介绍|发布|解读|致辞|讲话|发言|说明|汇报|作|就"

# fmt: off
PLACES = (
    LabelPlace("一、市卫生健康委副主任温静通报疫情情况", re.compile(rf"(?P<core>[^。！？；：:，,\n]{{4,36}}?)(?:首先|先)?(?:{_TELLS})[^。！？；：:\n]{{0,36}}$"), _announcing, bold="line"),
    LabelPlace("[陆怀谷] [10:11]：今年…", re.compile(rf"[\[［【〔](?P<core>[^\[\]［］【】〔〕\n]{{1,40}})[\]］】〕]{_THEN}"), _bracketed, Certainty.POSSIBLE, opens="[［【〔"),
    # Round brackets set so much else apart that they have to say that somebody asks.
    LabelPlace("（记者追问）费用谁出？", re.compile(rf"[（(](?P<core>[^（）()：:。？！，,\n]{{0,20}}{ASK})[）)]{_THEN}(?=\s*\S)"), _bracketed, Certainty.POSSIBLE, opens="（("),
    # 明天上午10:00 is a clock.
    LabelPlace("新华社记者：请问…", re.compile(rf"(?P<core>[^{COLON}\n]{{1,60}}+)(?:(?<!\d)[{COLON}]|[{COLON}](?!\s*\d))"), _before_colon, Certainty.POSSIBLE),
    LabelPlace("主持人 [10:02:15]", re.compile(rf"{_NO_WEEKDAY}{_WORDS}\s{{0,4}}(?P<stamp>{_IN_BRACKETS})[{MARGIN}]*$"), lambda core, _: read_who(core) or _unheard(core), Certainty.POSSIBLE),
    LabelPlace("人民日报记者 2024-05-09 10:20:11", re.compile(rf"{_WORDS}\s{{1,4}}{_DAY}{_CLOCK}[{MARGIN}]*$"), least=Certainty.CERTAIN),
    LabelPlace("市财政局局长 方佳宁", re.compile(rf"{_WORDS}[{MARGIN}]*$"), marked=False),
    LabelPlace("主持人 [10:02:15] 各位好。", re.compile(rf"(?P<core>[^{COLON}\n\[［【〔]{{1,36}}+)(?P<stamp>[\[［【〔]\s*{_DAY}{_CLOCK}\s*[\]］】〕])")),
    LabelPlace("<strong>新华社记者</strong>　请问…", re.compile(r"(?P<core>[^\n]{1,32})$"), marked=False, bold="words"),
    LabelPlace("主持人　女士们、先生们，上午好。", re.compile(r"(?P<core>\S{2,16})[ \u3000\u00a0\u2003]+(?=\S[\s\S]{7})"), marked=False, bold="none"),
)
# fmt: on


# Most lines are long and begin with plain words: no form of a label does.
_MAY_BEGIN = re.compile(
    rf"(?![\s\S]{{67}})|[^{HAN}]|{_HAN_NUMBER}|{_NUMBERED.pattern}|[^\n]{{0,60}}[{COLON}\[［【〔]|\S{{2,16}}[ \u3000\u00a0\u2003]"
)


def read_label(text: str, *, bold: int = 0) -> Label | None:
    """What the start of a paragraph says as a speaker label; None when its form is none.

    Args:
        bold: how many characters at the start are bold; a bold outlet may be a label without colon.
    """
    if text.endswith(_LISTED) or _WHOLE_ASIDE.fullmatch(text):
        return None
    return next(candidates(text, bold), None)


def candidates(text: str, bold: int) -> Iterator[Label]:
    """Every reading of a paragraph's start as a label, the surest place first."""
    if not bold and not _MAY_BEGIN.match(text):
        return
    numbered, prefix = _NUMBERED.match(text), _PREFIX.match(text)
    if numbered and (who := read_who(numbered["core"])):
        yield _label(text, numbered.end(), who)
    start, sign = (prefix.end(), prefix["sign"]) if prefix else (0, None)
    first = text[start : start + 1]
    for place in PLACES:
        if place.opens and first not in place.opens:
            continue
        label = place.read(text, start, bold, signed=bool(sign))
        if label and prefix:
            yield _prefixed(_described(text, label), prefix)
    if sign and (who := read_who(sign.upper())):
        # Q1 请问今年的目标是什么？
        yield _label(text, start, who, colon=False)


def named_by_markup(text: str) -> Label:
    """The text of an element that a definition says names who speaks; what it names is read like any label."""
    core = text.strip(MARGIN).rstrip(COLON).strip(MARGIN + "[]【】（）()")
    who = read_who(core) or _office_and_name(core) or read_unheard(core) or Who(Certainty.POSSIBLE)
    return Label(text.strip(MARGIN).rstrip(COLON).strip(MARGIN), len(text), who, alone=True)


def _office_and_name(core: str) -> Who | None:
    """Behind an office and a blank whatever stands is the name, also one that no list of surnames has: 总经理 第五云舟."""
    office, blank, name = core.rpartition(" ")
    named = blank and is_office(office) and re.fullmatch(f"[{HAN}·]{{2,8}}", name)
    return Who(Certainty.CERTAIN, speaker=name, position=office) if named else None


def _prefixed(label: Label, prefix: re.Match[str]) -> Label:
    """What a number, a time or Q1/A1 before the label says about it."""
    who = label.who
    if prefix["sign"]:
        sign = read_who(prefix["sign"].upper())
        role = who.role or (sign.role if sign else None)
        if who.certainty is Certainty.POSSIBLE and role == "question" and not who.generic:
            who = replace(who, outlet=label.written[prefix.end() :].strip(MARGIN + "（()）"), speaker=None)
        who = replace(who, certainty=Certainty.CERTAIN, role=role)
    elif prefix["stamp"]:
        who = _timed(who)
    return label if who is label.who else replace(label, who=who)


def _described(text: str, label: Label) -> Label:
    """``主持人：市政府新闻办副主任 邢慧 女士们、先生们…``, ``主发布人：局长邢慧：…``: what stands before the greeting, or before
    a colon of its own, describes the speaker."""
    described = label.colon and label.who.generic and label.who.role in ("answer", "moderator")
    hit = (_DESCRIPTION.match(text, label.end) or _NAMED_NEXT.match(text, label.end)) if described else None
    person = read_person(hit["person"]) if hit else None
    if hit is None or person is None or person.name is None:
        return label
    who = replace(label.who, speaker=person.name, position=person.position, generic=False)
    return _label(text, hit.end(), who) if hit.re is _NAMED_NEXT else replace(label, end=hit.end(), who=who)


def _timed(who: Who) -> Who:
    """What the form of a name or an outlet says is certain beside the time of the speech."""
    return replace(who, certainty=Certainty.CERTAIN) if who.certainty is Certainty.LIKELY else who


def _label(text: str, end: int, who: Who, *, colon: bool = True) -> Label:
    end += len(text[end:]) - len(text[end:].lstrip(MARGIN))
    written = text[:end].strip(MARGIN).rstrip(COLON).strip(MARGIN)
    return Label(written, end, who, colon, alone=end == len(text))
