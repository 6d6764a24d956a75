"""Answers that carry no label although the page's others do, and announcements behind the last answer.

``追问：是哪个部门？`` / ``主管部门就是…`` / ``问：…``: the reply would stay in the reporter's turn. Where the text does not
tell, nothing is parted, and the reading warns that the question has no answer.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from parsers.conferences import CONFERENCE, CONFERENCE_WORDS, HOLDS
from parsers.speakers.labels import Label
from parsers.speakers.persons import read_person
from parsers.speakers.words import ACTS
from parsers.spelling import either
from parsers.turns.lines import Line, Speech
from parsers.turns.script import asks

# 谢谢。   谢谢发言人。 - ends a question
_THANKS = re.compile(r"(?:好的?[，,。])?(?:谢谢|謝謝|感谢|感謝)[^。？！]{0,12}[。！]?")
_ENDS_ASKING = re.compile(r"[？?][”」』）)]?\s*(?:谢谢|謝謝)?[。！!]?$")
# 陆怀谷表示，…   外交部发言人陆怀谷说：…
_SAYS = re.compile(rf"(?P<who>[^，。！？：:\s]{{2,24}}?)(?:{ACTS}|{either('说 称')})(?:说|道|称)?[，,：:]")
# …将于4月3日休会。   …已于9月23日在北京展览馆开幕。   …，欢迎各位记者朋友前往采访。
_ANNOUNCES = re.compile(
    rf"(?:将|已|定|拟|现)?(?:于|在)?[^。]{{0,16}}(?:\d{{1,2}}月)?\d{{1,2}}日[^。]{{0,40}}(?:{HOLDS}|开幕|揭幕|休会|访问|恢复|{CONFERENCE_WORDS})|"
    r"欢迎[^。]{0,16}(?:采访|报道|参加|参观|出席|踊跃)"
)
# 因日程安排原因，2月20日网上例行记者会提前至14:00举行。
_SCHEDULE = re.compile(
    rf"\d日[^。]{{0,30}}{CONFERENCE}[^。]{{0,24}}(?:举行|休会|恢复|暂停|推迟|提前|改)|{CONFERENCE}[^。]{{0,24}}\d日[^。]{{0,12}}(?:休会|恢复|暂停)"
)
_FEW = 2
_SHORT = 40
_WANTS = re.compile(r"[问問请請]|想(?:了解|知道|听)|什么|如何|怎么|[？?]")
_ALIEN = 0.12
"""Part of an announcement's pairs of characters that its exchange may hold: it is about another matter."""


def part_replies(found: list[Speech]) -> list[Speech]:
    """Speeches with unlabelled replies parted from the questions they stand under."""
    answered = {None, "answer"} & {speech.label.who.role for speech in found if speech.label}
    if not answered:
        return found
    habit = _one_paragraph_asks(found)
    parted: list[Speech] = []
    for speech, following in itertools.zip_longest(found, found[1:]):
        at = _reply_at(speech, following, one_paragraph=habit)
        if at:
            reply = Speech(None, speech.lines[at:], role="answer", says=_who_says(speech.lines[at]))
            parted += [replace(speech, lines=speech.lines[:at]), reply]
        else:
            parted.append(speech)
    return parted


def part_closing(found: list[Speech]) -> list[Speech]:
    """The last answer without the announcement that stands behind it on pages of one spokesperson."""
    if len(found) < 2 or not _is_spokesperson(found[-1], found) or len(found[-1].lines) < 2:
        return found
    last, asked = found[-1], found[-2]
    name = last.label.who.speaker if last.label else None
    for at in range(1, len(last.lines)):
        told = last.lines[at].text
        before = asked.text + "\n".join(line.speech for line in last.lines[:at])
        if _SCHEDULE.search(told) or (_ANNOUNCES.search(told) and _held_by(told, before) < _ALIEN):
            return [
                *found[:-1],
                Speech(last.label, last.lines[:at], last.role),
                Speech(None, last.lines[at:], role="statement", says=name),
            ]
    return found


def mark_interjections(found: list[Speech]) -> list[Speech]:
    """``记者：我用的是“指控”一词。`` between answers follows up what was answered: on a page of 问 and 答 whatever it says,
    else where it is a few words that ask for nothing (``记者：也就是说年底前不停水。``)."""
    words = Counter(speech.label.written for speech in found if speech.label and speech.label.who.generic)
    asked = words["问"] + words["問"]
    anything = asked >= _FEW and asked > words["记者"] + words["記者"]
    return [
        replace(speech, follows_up=True)
        if before and _interjects(before, speech) and (anything or (_only_tells(speech) and replies(following)))
        else speech
        for before, speech, following in zip([None, *found], found, [*found[1:], None], strict=False)
    ]


def is_bare_reporter(label: Label | None) -> bool:
    """``记者：``, of no outlet."""
    return label is not None and label.written in ("记者", "記者")


def _interjects(before: Speech, speech: Speech) -> bool:
    answered = before.role == "answer" or (before.label and before.label.who.role in (None, "answer"))
    return bool(is_bare_reporter(speech.label) and answered and not asks(speech.text))


def _only_tells(speech: Speech) -> bool:
    return len(speech.text) < _SHORT and not _WANTS.search(speech.text)


def _reply_at(speech: Speech, following: Speech | None, *, one_paragraph: bool) -> int | None:
    """The line of a question that is its answer; None where there is none, or nothing tells."""
    who = speech.label.who if speech.label else None
    if who is None or who.role not in ("question", "remark") or len(speech.lines) < 2 or replies(following):
        return None
    for at in range(1, len(speech.lines)):
        if _SAYS.match(speech.lines[at].text) and _who_says(speech.lines[at]):
            return at
    at = 2 if _THANKS.fullmatch(speech.lines[1].text) and len(speech.lines) > 2 else 1
    if one_paragraph or who.follow_up or who.role == "remark":
        return None if _THANKS.fullmatch(speech.lines[at].text) else at
    ends = [i for i, line in enumerate(speech.lines) if _ENDS_ASKING.search(line.speech)]
    if not ends or ends[-1] + 1 >= len(speech.lines):
        return None
    at = ends[-1] + 1
    rest = [line for line in speech.lines[at:] if not _THANKS.fullmatch(line.text)]
    return at if rest and not any(asks(line.text) for line in rest) else None


def replies(following: Speech | None) -> bool:
    """Whether somebody answers next; a remark may be put in between."""
    if following is None or following.label is None:
        return following is not None and following.role == "answer"
    return following.label.who.role in (None, "answer", "remark")


def _one_paragraph_asks(found: Sequence[Speech]) -> bool:
    """Whether all questions that are answered under a label are of one paragraph."""
    answered = [
        speech
        for speech, following in itertools.pairwise(found)
        if speech.label and speech.label.who.role == "question" and replies(following)
    ]
    return len(answered) > 1 and all(len(speech.lines) == 1 for speech in answered)


def _who_says(line: Line) -> str | None:
    hit = _SAYS.match(line.text)
    person = read_person(hit["who"]) if hit else None
    return person.name if person else None


def _is_spokesperson(speech: Speech, found: Sequence[Speech]) -> bool:
    """Whether an answer is under a bare 答, or of the only person who answers on the page."""
    label = speech.label
    if label is None or label.who.role not in (None, "answer") or not (label.who.generic or label.who.speaker):
        return False
    return all(other.label is None or other.label.who.role or other.label.party == label.party for other in found)


def _held_by(text: str, context: str) -> float:
    """Which part of a text's pairs of characters another one holds."""
    pairs, there = _pairs(text), _pairs(context)
    return len(pairs & there) / len(pairs) if pairs else 1.0


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1) if re.fullmatch(r"[\u3400-\u9fff]{2}", text[i : i + 2])}
