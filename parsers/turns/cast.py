"""Who is who on a page: each speech gets its role, its exchange and its people."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.conferences import CONFERENCE, HOLDS
from parsers.records import Role, Turn
from parsers.speakers.asker import introduces_oneself, outlet_said
from parsers.speakers.outlets import plain_name
from parsers.speakers.people import People
from parsers.speakers.persons import is_rank, persons_in
from parsers.speakers.words import spelled
from parsers.turns.lines import Speech
from parsers.turns.replies import is_bare_reporter, replies
from parsers.turns.script import asks
from parsers.turns.stamps import Stamp, Stamps

_INTRODUCES = re.compile(
    r"邀请到|请到|请来|出席(?:今天|本次|本场|此次)|介绍情况|(?:首先|先|下面|现在|接下来)[，,]?(?:有?请|由)"
)
_WELCOMES = re.compile(rf"欢迎[^。]{{0,20}}(?:出席|参加|来到|收看|光临)|{HOLDS}[^。]{{0,30}}{CONFERENCE}")
_INVITES = re.compile(rf"请[^。？！]{{1,30}}(?:发布|{spelled('tell')})")
_OPENS_FLOOR = re.compile(r"提问|回答记者|问答环节|答记者问|举手|通报一下所在")
# 央视记者：好的，谢谢。 after the answer
_THANKS = re.compile(r"(?:好的?[，,。])?(?:好的|明白|清楚|知道了|没有了|谢谢|謝謝|感谢|多谢|多謝)[^？?]{0,16}")
# 发布人（崇明区副区长 胡柳强）： before any question
_PRESENTS = re.compile(
    r"(?:新闻|新聞|主)?(?:发布人|发布嘉宾|发言人|發言人|主讲人|介绍人|嘉宾|嘉賓)|(?:相关|有关)?负责(?:人|同志)|专家|受访者"
)
# 下面开始提问。  请继续提问。  由于时间关系，最后一个问题。
_GIVES_FLOOR = re.compile(
    r"(?:请|开始|继续|进入)[^。？！]{0,12}提问|举手示意|最后(?:再提)?(?:一|两)个(?:问题|提问)|下一(?:位|个问题)"
)
_BARE_TITLE = 3
_PRESS_OFFICE = re.compile(r"新闻办|新闻局|新闻处|新闻发布处|新聞辦|新聞局|宣传部|宣传司|宣传处|主持")
# 下面是来自热线的问题，公积金怎么提取？  接下来有网友提问：…
_READS_OUT = re.compile(
    r"(?:来自|來自|有|位|收到|选取)[^，。！？]{0,20}(?:热线|网友|網友|网民|網民|市民|观众|听众|网络|平台|留言|后台|直播间|社交媒体|评论区)[^，。！？]{0,16}"
    r"(?:问|留言|关心|想了解|想知道)[^？?]{4,200}[？?](?:[^。？！]{0,30}请[^。？！]{1,30}[。！]?)?$"
)
# 我再追问一句，…   谢谢。想追问一个问题，…   刚才您说年底完工，我再补充问一下…
_TEXT_FOLLOWS_UP = re.compile(
    r"^(?:[^。？！?]{0,24}[，。！,])?[^，。？！]{0,8}(?:追问|追問|跟进一|跟進一|(?:再|接着|继续)(?:补充|接着)?(?:问|請教|请教)(?:一|您|你|個|个)|补充(?:问|提)一|補充(?:問|追問))"
)


class Cast:
    """Gives each speech its role, its exchange and its people."""

    def __init__(self, found: Sequence[Speech], people: People, times: Stamps) -> None:
        self.speeches = list(found)
        self.times = times
        self.stamps: dict[int, Stamp] = {}
        self.people = people
        self.warnings: list[str] = []
        self.joint = {s.label.written for s in found if s.label and s.label.who.together}
        """Labels that name several people; none of them is *the* speaker."""
        self.read_out: set[str] = set()
        """Labels of moderators who read out a question."""
        self.exchange = 0
        self.open = False
        """Whether answers now belong to the current exchange."""
        self._find_moderators()
        self._find_read_out()
        asked = False
        for speech in found:
            asked = asked or bool(speech.label and speech.label.who.role == "question")
            # 出席今天发布会的有… is said by a moderator, or stands unlabelled before the first question.
            if self._is_moderator(speech) or (speech.label is None and not asked):
                people.read_text(speech.text[:2000])
            elif speech.label and speech.label.who.speaker and speech.label.who.position:
                people.offices.setdefault(speech.label.who.speaker, speech.label.who.position)

    def turns(self) -> list[Turn]:
        turns: list[Turn] = []
        for index, speech in enumerate(self.speeches):
            role = self._role(index, speech)
            turn = self._turn(len(turns) + 1, speech, role, turns)
            if turn.text:
                turns.append(turn)
                if stamp := self.times.of(speech):
                    self.stamps[turn.seq] = stamp
        named = {turn.speaker for turn in turns if turn.role == "statement" and turn.speaker}
        if len(named) == 1:
            turns = [self._by_only_speaker(turn, *named) for turn in turns]
        answers = [turn for turn in turns if turn.role == "answer" and turn.speaker is None]
        joint = sum(turn.label in self.joint for turn in answers)
        nameless = len(answers) - joint
        if joint:
            self.warnings.append(f"speaker: {joint} answers are given by several together, see their labels")
        silent = self._unanswered(turns)
        if silent:
            numbers = ", ".join(map(str, silent))
            self.warnings.append(f"exchange: {len(silent)} questions have no answer (exchange {numbers})")
        if nameless:
            self.warnings.append(f"speaker: {nameless} answers name nobody")
        return turns

    def _unanswered(self, turns: Sequence[Turn]) -> list[int]:
        """Exchanges that are asked and not answered, on a page where others are."""
        asked = {turn.exchange for turn in turns if turn.role == "question" and turn.exchange}
        answered = {turn.exchange for turn in turns if turn.role == "answer"}
        return sorted(number for number in asked - answered if number) if answered else []

    def _by_only_speaker(self, turn: Turn, name: str) -> Turn:
        """A bare 答： where one person alone made the opening statement is that person's."""
        if turn.role != "answer" or turn.speaker or turn.position or turn.label in self.joint or self.people.presenters:
            return turn
        return replace(turn, speaker=name, position=self.people.offices.get(name))

    def _find_moderators(self) -> None:
        for speech in self.speeches:
            label = speech.label
            if label and label.who.role == "moderator" and label.who.speaker:
                self.people.moderators.add(label.who.speaker)
        first = next((s for s in self.speeches if s.label), None)
        if first and first.label and first.label.who.role is None and first.label.who.speaker:
            opening = first.text[:1500]
            others = self.people.names - {first.label.who.speaker}
            welcomes = _WELCOMES.search(opening)
            presents = welcomes or any(name in opening for name in others)
            hosts = welcomes and _PRESS_OFFICE.search(first.label.who.position or "")
            if (hosts or (presents and _INTRODUCES.search(opening))) and len(self.speeches) > 1:
                self.people.moderators.add(first.label.who.speaker)
        self.people.moderators |= self._floor_givers()

    def _floor_givers(self) -> set[str]:
        """Names that say short words only, never right after a question, and give the floor to questions."""
        giving: set[str] = set()
        speaking: set[str] = set()
        asked = False
        for speech in self.speeches:
            who = speech.label.who if speech.label else None
            if who and who.role is None and who.speaker:
                if asked or len(speech.text) >= 80:
                    speaking.add(who.speaker)
                elif _GIVES_FLOOR.search(speech.text):
                    giving.add(who.speaker)
            asked = bool(who and who.role == "question")
        return giving - speaking

    def _find_read_out(self) -> None:
        """A question that the moderator reads out for somebody absent, where none is open and an answer follows."""
        for index, (speech, following) in enumerate(itertools.pairwise(self.speeches)):
            replies = following.label and following.label.who.role in (None, "answer")
            if (
                replies
                and not self._is_moderator(following)
                and self._is_moderator(speech)
                and _READS_OUT.search(speech.text[-300:])
                and not self._awaits_answer(index)
            ):
                self.speeches[index] = replace(speech, role="question")
                self.read_out.add(speech.label.written if speech.label else "")

    def _awaits_answer(self, index: int) -> bool:
        """Whether a question stands before this speech that nobody has answered yet."""
        before = (s for s in reversed(self.speeches[:index]) if not self._is_moderator(s) or s.role == "question")
        last = next(before, None)
        return last is not None and (last.role == "question" or bool(last.label and last.label.who.role == "question"))

    def _is_moderator(self, speech: Speech) -> bool:
        label = speech.label
        if label is None:
            return False
        return label.who.role == "moderator" or (label.who.role is None and label.who.speaker in self.people.moderators)

    def _role(self, index: int, speech: Speech) -> Role:
        label = speech.label
        role: Role
        if speech.role == "question":
            self.exchange += 1
            self.open = True
        if speech.role:
            return speech.role
        if label is None:
            return "statement"
        if self._is_moderator(speech):
            role = "moderator"
            if (
                self.exchange
                and _INVITES.search(speech.text)
                and not _OPENS_FLOOR.search(speech.text)
                and self._answered(index)
            ):
                self.open = False
        elif label.who.role == "question" and self.open and self._answered(index) and self._only_remarks(index, speech):
            role = "remark"
        elif label.who.role == "question" or (label.who.role is None and self._reporter(speech)):
            role = "question"
            self.exchange += 1
            self.open = True
        elif label.who.role == "statement":
            asked = (
                index > 0 and self.open and not self._answered(index) and re.search("表示|说|指出|介绍", label.written)
            )
            role = "answer" if asked else "statement"
        elif label.who.role in ("answer", "remark"):
            opening = not self.exchange and _PRESENTS.match(label.written)
            role = "statement" if opening else label.who.role
        else:
            role = "answer" if self.open else "statement"
        return role

    def _only_remarks(self, index: int, speech: Speech) -> bool:
        """``央视记者：好的，谢谢。``, and ``记者：我们会继续关注。`` that nobody answers."""
        following = next((s for s in self.speeches[index + 1 :] if not self._is_moderator(s)), None)
        tells = is_bare_reporter(speech.label) and not asks(speech.text) and not replies(following)
        return bool(tells or _THANKS.fullmatch(speech.text))

    def _answered(self, index: int) -> bool:
        """Whether somebody has answered since the last question."""
        for speech in reversed(self.speeches[:index]):
            if speech.role == "question" or (speech.label and speech.label.who.role == "question"):
                return False
            if speech.label and not self._is_moderator(speech):
                return True
        return False

    def _reporter(self, speech: Speech) -> bool:
        """A name that introduces itself as a reporter."""
        return introduces_oneself(speech.text) and asks(speech.text)

    def _turn(self, seq: int, speech: Speech, role: Role, before: list[Turn]) -> Turn:
        who = speech.label.who if speech.label else None
        in_exchange = role in ("question", "answer", "remark") and self.exchange > 0 and self.open
        turn = Turn(
            seq=seq,
            exchange=self.exchange if in_exchange else None,
            role=role,
            follow_up=role == "question" and (speech.follows_up or bool(who and who.follow_up)),
            label=speech.label.written if speech.label else None,
            outlet=who.outlet if who else None,
            speaker=who.speaker if who else speech.says,
            position=who.position if who else None,
            text=speech.text,
        )
        if role == "question":
            return self._asker(turn, speech, before)
        if who and who.together:
            return turn
        if role in ("answer", "statement") and turn.speaker is None:
            turn = self._announced(turn, speech) or self._unnamed(turn, speech, before)
        office = self.people.offices.get(turn.speaker or "")
        # 陆怀谷大校：… of whom the moderator said 警备区参谋长陆怀谷大校;
        # 王发局长：… after 王发（市教育局副局长、一级调研员）：… - the short form of the office adds nothing.
        short = turn.position if turn.position and len(turn.position) < 4 else None
        fits = short and office and (is_rank(short) or any(part.endswith(short) for part in office.split("、")))
        position = (office if fits else None) or turn.position or office
        return turn if position == turn.position else replace(turn, position=position)

    def _asker(self, turn: Turn, speech: Speech, before: list[Turn]) -> Turn:
        """The outlet as the label or the question's first sentence states it; a bare 追问 is by who asked before."""
        if self._is_moderator(speech):
            # Read out for somebody who is not here.
            return replace(turn, speaker=None, position=None, outlet=_plain(turn.outlet))
        who = speech.label.who if speech.label else None
        outlet, follow_up = turn.outlet, turn.follow_up
        last = next((t for t in reversed(before) if t.role == "question"), None)
        outlet = outlet or outlet_said(turn.text)
        if last and _TEXT_FOLLOWS_UP.match(turn.text) and (outlet is None or outlet == last.outlet):
            follow_up = True
        if outlet is None and follow_up and last and who and who.generic and "会后" not in (turn.label or ""):
            outlet = last.outlet
        outlet = _plain(outlet)
        return (
            turn
            if (outlet, follow_up) == (turn.outlet, turn.follow_up)
            else replace(turn, outlet=outlet, follow_up=follow_up)
        )

    def _announced(self, turn: Turn, speech: Speech) -> Turn | None:
        """``发布人：白鹭海关副关长 孙建平`` as the first line of a speech."""
        people = persons_in(speech.lines[0].speech) if turn.label and len(speech.lines) > 1 else []
        return replace(turn, speaker=people[0].name, position=people[0].position) if len(people) == 1 else None

    def _unnamed(self, turn: Turn, speech: Speech, before: list[Turn]) -> Turn:
        """Who answers under a bare 答： - whom the moderator gave the floor, or the one announced presenter."""
        who = speech.label.who if speech.label else None
        if who and who.family and who.position:
            name = self.people.resolve(who.family, who.position)
            return replace(turn, speaker=name, position=self.people.offices.get(name or "", who.position))
        if who and who.position:
            # 局长：… of the one whose office ends so
            whole = len(who.position) > _BARE_TITLE
            fitting = [
                name
                for name, office in self.people.offices.items()
                if (
                    office == who.position
                    if whole
                    else office.endswith(who.position) and "副" + who.position not in office
                )
            ]
            return replace(turn, speaker=fitting[0] if len(fitting) == 1 else None)
        name = None
        read_out = before and before[-1].role == "question" and before[-1].label in self.read_out
        if before and (before[-1].role == "moderator" or read_out):
            name = self.people.handed_to(before[-1].text)
        if name is None and len(self.people.presenters) == 1:
            name = self.people.presenters[0]
        if name is None and not self.people.presenters:
            return replace(turn, position=self.people.presenter_office)
        return replace(turn, speaker=name)


def _plain(outlet: str | None) -> str | None:
    return plain_name(outlet) if outlet else None
