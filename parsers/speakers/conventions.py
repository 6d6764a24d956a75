"""The table of conventions: whom a label's words name, most particular form first.

Each row is a form, what it says by itself, and what each of its slots may hold; the example is the form as observed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from parsers.speakers import slots
from parsers.speakers.names import (
    HAN,
    LATIN_NAME,
    SPACE,
    could_be_name,
    introduced_here,
    is_name,
    is_word_and_name,
    join_spaced,
)
from parsers.speakers.outlets import known_outlet, looks_like_outlet
from parsers.speakers.party import Certainty, Who
from parsers.speakers.persons import is_office, is_plain_office, read_person, several_persons
from parsers.speakers.slots import Reader
from parsers.speakers.words import (
    AGAIN,
    ANSWERS,
    ASIDE,
    ASK,
    ASKS,
    FOLLOW,
    LATER,
    NOTE,
    ORGANISATION,
    REPORTER,
    VERB,
    spelled,
)


@dataclass(frozen=True, slots=True)
class Convention:
    """One way to write a label."""

    name: str
    example: str
    form: re.Pattern[str]
    """All of the label's words; its named groups are the slots."""
    says: Who
    slots: Mapping[str, Reader]
    """What each slot may hold, in the order in which they are read; a slot that took no part is passed over."""

    def read(self, core: str) -> Who | None:
        """The party that a label's words name by this convention; None when they have another form."""
        hit = self.form.fullmatch(core)
        who = self.says if hit else None
        for slot, reader in self.slots.items():
            if hit and who and hit[slot] is not None:
                who = reader(who, hit[slot])
        return who


# 记　者
_SET_WIDE = re.compile(rf"([记記]){SPACE}+(者)")


def read_who(core: str) -> Who | None:
    """The party a label's words name; None when they name none that can be told by form."""
    return _read_who(core, introduced_here())


def read_unheard(core: str) -> Who | None:
    """What could be a name or an outlet nobody has heard of; the page has to speak for it."""
    return next(candidates(UNHEARD, core), None)


@lru_cache(4096)  # a page names the same few parties again and again
def _read_who(core: str, _introduced: frozenset[str]) -> Who | None:
    return next(candidates(CONVENTIONS, _SET_WIDE.sub(r"\1\2", core)), None)


def candidates(table: Sequence[Convention], core: str) -> Iterator[Who]:
    """What a label's words may say, most particular convention first."""
    return (who for convention in table if (who := convention.read(core)))


def _party(_: Who, text: str) -> Who | None:
    return read_who(text)


def _named_party(_: Who, text: str) -> Who | None:
    """Of whom something is told: an office alone or a body says too little."""
    who = read_who(text.strip())
    return who if who and (who.speaker or who.outlet or who.generic or who.family) else None


def _follower(who: Who, text: str) -> Who | None:
    """Whoever follows up asks: also an outlet nobody has heard of (西南旅游)."""
    unheard = replace(who, role="question", outlet=text) if re.fullmatch(r"[^\s，。：]{2,16}", text) else None
    return read_who(text) or unheard


def _aside(who: Who, text: str) -> Who:
    answers = who.role is None and ANSWERS.match(text)
    return replace(who, role="answer" if answers else who.role, certainty=Certainty.CERTAIN)


def _noted(who: Who, text: str) -> Who:
    """What a note says about the party before it."""
    return _noted_of_asker(who, text) if who.role == "question" else _noted_of_person(who, text)


def _noted_of_asker(who: Who, text: str) -> Who:
    """记者（人民日报） · 问（新华社记者） · 新华社记者（张三）"""
    inner = read_who(text)
    if not who.outlet and inner and inner.role == "question" and inner.outlet:
        return replace(who, outlet=inner.outlet, generic=False)
    if not who.outlet and looks_like_outlet(text):
        return replace(who, outlet=text, generic=False)
    if is_name(text):
        return replace(who, speaker=join_spaced(text))
    # 记者（南湖发布）: an outlet nobody has heard of
    unheard = who.generic and re.fullmatch(r"[^，。；：\s]{3,16}", text) and not is_office(text)
    return replace(who, outlet=text, generic=False) if unheard else who


def _noted_of_person(who: Who, text: str) -> Who:
    """答（秦岭） · 主持人（市政府新闻办副主任 李明） · 黎明霞（白鹭市口岸办主任）"""
    if who.speaker:
        if re.fullmatch(r"主持人?", text):
            return replace(who, role="moderator", certainty=Certainty.CERTAIN, position=who.position or "主持人")
        return replace(who, position=who.position or text, certainty=Certainty.CERTAIN)
    read = read_person(text)
    if read and read.name:
        return replace(who, speaker=read.name, position=read.position or who.position, generic=False)
    if could_be_name(text):
        return replace(who, speaker=join_spaced(text), generic=False)
    together = several_persons(text)
    if together:
        return replace(who, together=together, generic=False)
    return replace(who, position=text) if is_office(text) else who


def _unheard_name(who: Who, text: str) -> Who | None:
    """旦增; a common word (高原) waits for an office."""
    if is_word_and_name(text):
        return replace(who, word=join_spaced(text))
    return replace(who, speaker=join_spaced(text)) if could_be_name(text) else None


def _proof(who: Who, text: str) -> Who | None:
    """An office proves a name; a body or an aside makes it likely."""
    if who.word:
        return Who(Certainty.CERTAIN, speaker=who.word, position=text) if is_plain_office(text) else None
    if is_office(text):
        return replace(who, certainty=Certainty.CERTAIN, position=text)
    return who if ASIDE.fullmatch(text) or ORGANISATION.search(text) else None


def _does(who: Who, verb: str) -> Who:
    """温静回答 · 新华社追问 · 邵文补充: the verb tells the role, except of a moderator; a reporter that answers remarks."""
    if ASKS.fullmatch(verb.rstrip("一二三123")):
        certainty = max(who.certainty, Certainty.LIKELY)
        return replace(who, role="question", certainty=certainty, follow_up=bool(re.search("追|再|又", verb)))
    if who.role == "question":
        return replace(who, role="remark")
    if who.role == "moderator":
        return who
    return replace(who, role="answer" if ANSWERS.search(verb) else "statement")


def _outlet_and_name(who: Who, text: str) -> Who | None:
    """What stands before an asker's name is no office."""
    plain = re.sub(r"[\s·•]+", " ", text).strip()
    # 新闻晨报·周到 is one house, 人民日报·王远远 a reporter of one
    name = rf"[{HAN}]{{3}}" if re.search("[·•]", text) else rf"[{HAN}]{{2,4}}|[{HAN}] [{HAN}]"
    parted = re.fullmatch(rf"(?P<outlet>[^ ]+(?: [^ ]+)*?) (?P<name>{name})", plain)
    pairs = [(parted["outlet"], parted["name"])] if parted else [(text[:-n], text[-n:]) for n in (3, 2, 4)]
    for outlet, name in pairs:
        named = is_name(name) or (parted is not None and known_outlet(outlet) and could_be_name(name))
        if named and len(outlet) > 1 and looks_like_outlet(outlet) and not looks_like_outlet(text):
            certainty = Certainty.CERTAIN if known_outlet(outlet) else Certainty.LIKELY
            return replace(who, certainty=certainty, outlet=outlet, speaker=join_spaced(name))
    return None


def _row(name: str, example: str, form: str | re.Pattern[str], says: Who, /, **slots: Reader) -> Convention:
    return Convention(name, example, re.compile(form), says, slots)


_NO_BRACKET = r"[^（()）[\]［］]"


def _noted_form(note: str) -> str:
    return rf"(?P<base>{_NO_BRACKET}*(?!\s){_NO_BRACKET})\s*[（([［]\s*(?P<note>{note})\s*[）)\]］]"


_CERTAIN, _LIKELY, _POSSIBLE = map(Who, reversed(Certainty))
_ASKER = Who(Certainty.CERTAIN, "question")
_ASKED = replace(_ASKER, generic=True)
_FOLLOWED = replace(_ASKED, follow_up=True)
_HOST = Who(Certainty.CERTAIN, "moderator", position="主持人")
# 市民政局局长章若水 is the head of a city bureau
_CITIZENS = "网民|網民|网友|網友|市民(?![政族航防营主事间])|听众|观众|家长|读者"
_REMARKS = spelled("answer", "add", "explain", "say") + "|笑道|点头|确认"
_STAYS = "特派|特约|见习|实习|首席|驻[^，。]{1,4}"

# fmt: off
CONVENTIONS = (
    _row("role", "问 · 答 · 记　者 · 主持人 · Q · 提问1",
         r"(?P<word>.+?)\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})?", replace(_CERTAIN, generic=True), word=slots.role_word),
    _row("follow-up", "追问 · 追问一 · 记者追问 · 再追问", rf"(?:(?:现场|同一)?{REPORTER})?{FOLLOW.pattern}", _FOLLOWED),
    _row("asked later", "会后，有记者问及 · 会后有俄罗斯记者问及 · 有记者问",
         rf"(?:(?:{LATER})[，,]?{AGAIN}(?:另?有)?|，?{AGAIN}另?有)(?P<house>[^，。]{{0,12}}?){REPORTER}(?:会后)?{AGAIN}{ASK}", _FOLLOWED, house=slots.proved_house),
    _row("remark", "记者解释 · 记者澄清 · 记者笑 · 路透社记者回答",
         rf"(?P<house>.*?){REPORTER}(?:{_REMARKS})(?:说|道|說)?", replace(_ASKED, role="remark"), house=slots.proved_house),
    _row("citizen", "网民“东方小鱼”提问 · 市民王先生",
         rf"(?:{_CITIZENS})(?:代表|朋友|群众|们)*\s*[“\"「『‘]?(?P<name>[^”\"」』’：]{{0,16}}?)[”\"」』’]?\s*(?:{ASK}|留言|来电)?", _ASKED, name=slots.nickname),
    _row("outlet (reporter)", "深圳特区报（记者 李佳佳）", _noted_form(REPORTER + _NO_BRACKET + "{0,38}"), _ASKER, base=slots.proved, note=lambda who, name: read_who(f"{who.outlet}{name}")),
    _row("asker (follow-up)", "南方环境报记者（追问） · 西南旅游（追问）", _noted_form(FOLLOW.pattern), _CERTAIN, base=_follower, note=lambda who, _: replace(who, role=who.role or "question", follow_up=True)),
    _row("party (aside)", "邵文（补充） · 主持人（视频连线）", _noted_form(ASIDE.pattern), _CERTAIN, base=_party, note=_aside),
    _row("outlet (short name)", "中央广播电视总台(央视)", rf"(?P<house>{_NO_BRACKET}+(?<!记者)(?<!記者)(?<!\s)\s*[（([［].+[）)\]］])", _ASKER, house=slots.proved),
    _row("party (who)", "答（秦岭） · 记者（人民日报） · 黎明霞（白鹭市口岸办主任）", NOTE, _CERTAIN, base=_party, note=_noted),
    _row("presented (who)", "发布（市水务局局长 陆怀谷） · 通报（温静）",
         rf"(?:主题)?(?:发布|通报|介绍)\s*[（(](?P<who>{_NO_BRACKET}+)[）)]", _CERTAIN, who=slots.person),
    _row("name (office)", "旦增（市卫生健康委主任） · 高原（市人社局局长） · 旦增（补充）", NOTE, _LIKELY, base=_unheard_name, note=_proof),
    _row("moderator", "主持人 张涵 · 张涵 主持人 · 主持人、市政府新闻办副主任 李明",
         r"主持人?[\s、，·\u3000]*(?P<after>.+)|(?P<before>.+?)[\s、·\u3000]*主持人", _HOST, after=slots.host, before=slots.host),
    _row("presenter", "发布人 市水务局局长 陆怀谷 · 主发布人、局长陆怀谷",
         r"(?P<role>[^\s、，·]{2,5})[\s、，·]+(?P<rest>.+)", replace(_CERTAIN, role="answer"), role=slots.presents, rest=slots.officer),
    _row("reporter", "路透社记者 · 《北京日报》记者 · 新华社记者张三 · 记者A · 俄罗斯记者",
         rf"(?P<house>.{{0,30}}?)(?:{_STAYS})?{REPORTER}(?:朋友|们|代表)*\s*(?P<name>\S{{0,12}}|\S\s\S)\s*(?:提问|提問|问|問)?", _ASKED, name=slots.colleague, house=slots.house),
    _row("outlet and name", "海河晚报 王远 · 海河晚报王远 · 人民日报·王远远", r"(?P<whole>.+)", _ASKER, whole=_outlet_and_name),
    _row("outlet", "人民日报 · 《新闻晨报》 · 澎湃新闻、第一财经 · AFP", r"(?P<house>[^我的请将]+)", _ASKER, house=slots.houses),
    _row("Latin name", "Wang Wenbin", rf"(?P<name>{LATIN_NAME.pattern})", _LIKELY, name=slots.latin_name),
    _row("person", "华　源 · 副市长沈立群 · 方局长 · 弗拉基米尔·普京", r"(?P<whole>.+)", _CERTAIN, whole=slots.person),
    _row("people", "市人社局局长黄敏、市财政局副局长江涛 · 黄敏、江涛", r"(?P<whole>.+)", _CERTAIN, whole=slots.people),
    _row("party and verb", "温静回答 · 外交部发言人华春莹宣布 · 新华社追问", VERB, _CERTAIN, base=_named_party, verb=_does),
    _row("office", "外交部发言人 · 市教委相关负责人 · 財政司司長", r"(?P<office>[^我的请将，。]+)", _LIKELY, office=slots.official),
    _row("body", "市教委 · 上海海关", r"(?P<whole>.+)", _POSSIBLE, whole=slots.body),
)
UNHEARD = (
    _row("word", "高原 · 田园", r"(?P<word>.+)", _POSSIBLE, word=slots.common_word),
    _row("unheard of", "旦增伦珠 · 民生热线 · 局长", rf"(?P<name>[{HAN}A-Za-z0-9·•+&“”\"（）() ]{{2,16}})", _POSSIBLE, name=slots.unheard),
)
# fmt: on
