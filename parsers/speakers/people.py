"""Who is who on a page: offices from introductions, the announced presenter, ``方局长`` resolved.

An office given once (``出席今天通气会的有市财政局局长方佳宁女士、市税务局副局长韩东先生``) holds for the same name on the whole page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from parsers.conferences import CONFERENCE, HOLDS
from parsers.html.paragraphs import MARGIN
from parsers.speakers.labels import COLON
from parsers.speakers.names import family_of, is_name, join_spaced
from parsers.speakers.persons import HONORIFIC, Person, introduced, is_office, persons_in, read_person
from parsers.speakers.words import ACTS, spelled

_HONORED = re.compile(r"(?:先生|女士|小姐|同志)")
# What may stand between the sentence's beginning and the first office; 国有 and 所有 hold no 有.
_LEAD_IN = re.compile(
    r"(?:(?<![国所公共拥享])有|(?<![就还也都正总但])是|分别为|(?<![作称])为|(?<![作稱])為|邀请到?了?|请到了?|请来了?|有请|(?<!申)请|(?<!聘)请|欢迎|由|出席|参加|来到|介绍|嘉宾|发布人|发言人(?![、兼])|主持人(?=[\s　]))[：:]?"
)
_ROLE_LINE = re.compile(
    rf"(?:[\d年月日./-]+\s+)?(?P<role>发布人|新闻发布人|发布嘉宾|主发布人|主讲人|主讲|介绍人|发言人|新闻发言人|答问人|受访者|受访人|嘉宾|访谈嘉宾|出席嘉宾|出席人员|出席领导|出席|参加人员|与会嘉宾|发布会嘉宾|主持人|主持)\s*[{COLON}]\s*(?P<rest>.+)"
)
# 外交部发言人毛宁主持例行记者会   外交部发言人马朝旭举行例行记者会   市教委主任李永智就…答记者问
_PRESENTED = re.compile(
    rf"(?P<who>[^，。、；：:\d\s]{{2,24}}?)(?:在[^，。]{{1,12}}?)?(?:主持{HOLDS}?[^，。、；：:]{{0,12}}?{CONFERENCE}|{HOLDS}(?:例行)?(?:新闻)?{CONFERENCE}|就[^，。]{{2,60}}?(?:答记者问|回答记者提问|接受[^，。]{{0,12}}采访)|(?:出席(?:新闻)?(?:发布会)?)?(?:并|作|做|介绍(?:有关|相关)?情况|发布|，)*(?:答记者问|回答(?:了)?记者(?:的)?(?:提问|问题))|接受(?:了)?(?:记者|媒体)[^，。]{{0,6}}采访)"
)
# One of these is in whatever is found: to look for a beginning of that at each letter takes fifty times as long.
_PRESENTS = re.compile(f"主持|{HOLDS}|就|接受|答了?记者")
_HANDED = re.compile(
    rf"请(?P<who>[^，。！？请]{{2,30}}?)(?:先|再|来|首先|给大家|向大家|为大家|为我们|就此|对此)?(?:作|做|进行)?(?:简要|简单|补充)?(?:{ACTS}|{spelled('present')}|谈谈|先来)"
)


@dataclass
class People:
    """The people of one page."""

    names: set[str]
    """Names seen in labels."""
    offices: dict[str, str] = field(default_factory=dict)
    presenters: list[str] = field(default_factory=list)
    """Announced presenters, in the order of announcement."""
    presenter_office: str | None = None
    """Office of an announced presenter without a name (市教委负责人)."""
    moderators: set[str] = field(default_factory=set)

    def read_line(self, text: str) -> bool:
        """Take a line of event data (``发布人：白鹭海关副关长 孙建平``); False when it names no person."""
        hit = _ROLE_LINE.fullmatch(text)
        people = persons_in(hit["rest"] if hit else text)
        if not people:
            return False
        for person in people:
            self.add(person)
            if hit and person.name:
                if hit["role"].startswith("主持"):
                    self.moderators.add(person.name)
                elif person.name not in self.presenters:
                    self.presenters.append(person.name)
        return True

    def read_text(self, text: str) -> None:
        """Take offices of known names, and the presenter, from running text (a lead, a moderator's welcome, the title)."""
        presented = _PRESENTS.search(text) and _PRESENTED.search(text)
        if presented:
            self._present(presented["who"])
        self.names |= introduced(text)
        for name in sorted(self.names, key=len, reverse=True):
            if name not in self.offices:
                office = self._office_beside(name, text)
                if office:
                    self.offices[name] = office

    def add(self, person: Person) -> None:
        """Remember a person; the first office seen stays."""
        if person.name:
            self.names.add(person.name)
            if person.position:
                self.offices.setdefault(person.name, person.position)

    def resolve(self, family: str, office: str) -> str | None:
        """``方局长`` → 方佳宁, when one person only of that family name is known, or one with that office."""
        same = [name for name in sorted(self.names) if family_of(name) == family]
        fitting = [name for name in same if self.offices.get(name, "").endswith(office)]
        return fitting[0] if len(fitting) == 1 else same[0] if len(same) == 1 else None

    def handed_to(self, text: str) -> str | None:
        """Whom a moderator's last sentence gives the floor (``请方局长回答``); None when not one known person."""
        hits = list(_HANDED.finditer(text))
        who = HONORIFIC.sub("", hits[-1]["who"].strip(MARGIN)) if hits else ""
        for name in self.names:
            if who.endswith(name):
                return name
        person = read_person(who) if who else None
        if person and person.family and person.position:
            return self.resolve(person.family, person.position)
        return person.name if person else None

    def _present(self, who: str) -> None:
        who = re.sub(r"^日|.*?(?:今天|昨天|当天|日前|上午|下午)", "", who)
        person = read_person(who)
        if person and person.name and person.certain:
            self.add(person)
            if person.name not in self.presenters:
                self.presenters.append(person.name)
        elif is_office(who):
            self.presenter_office = who

    def _office_beside(self, name: str, text: str) -> str | None:
        if name[:1] not in text:  # as most names of a page, which each of its texts is searched for
            return None
        for hit in re.finditer(r"[\s\u3000]?".join(map(re.escape, name)), text):
            office = self._office_before(text[: hit.start()]) or _office_after(text[hit.end() :])
            if office:
                return office
        return None

    def _office_before(self, text: str) -> str | None:
        """The office that ends where a name begins."""
        clause = re.split(rf"[。！？；\n，,{COLON}]", text)[-1].rstrip(MARGIN + "·—-")
        for name in self.names:
            clause = clause.rpartition(name)[2] if name in clause else clause
        clause = _HONORED.split(clause)[-1] if _HONORED.search(clause) else clause
        parts = re.sub(r"^[\s、，和与及]*(?:以及|还有|及)?", "", clause).split("、")
        office = parts.pop()
        while parts and is_office(parts[-1]):
            office = parts.pop() + "、" + office
        office = _after_lead_in(office).strip(MARGIN + "和与及、")
        return office if 2 <= len(office) <= 40 and is_office(office) else None


def plain_names(text: str) -> bool:
    """Whether a text is nothing but personal names and their offices."""
    return len(text) <= 60 and not re.search(r"[。？！?!]", text) and bool(persons_in(text))


def _after_lead_in(text: str) -> str:
    """What follows the last words that lead in to a list of people."""
    at = 0
    for hit in _LEAD_IN.finditer(text):
        if len(text) - hit.end() >= 2:
            at = hit.end()
    return re.sub(r"^(?:了|的|到|我们?|大家|今天的?|一下)+", "", text[at:])


def _office_after(text: str) -> str | None:
    """``方佳宁（市财政局局长）``, ``方佳宁，市财政局局长；``"""
    hit = re.match(
        r"(?:先生|女士|同志)?\s*(?:[（(]([^（）()]{2,40})[）)]|[，,\s\u3000]\s*([^，。；、\s]{3,30})(?=[；。\n]|$))",
        text,
    )
    office = (hit[1] or hit[2]).strip(MARGIN) if hit else ""
    return office if office and is_office(office) and not is_name(join_spaced(office[-3:])) else None
