"""What is seen at a line with a possible label: the page as first read, and what has been decided above the line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from parsers.once import Once
from parsers.speakers.labels import COLON, Label
from parsers.speakers.party import Certainty, Who
from parsers.speakers.people import plain_names
from parsers.speakers.persons import introduces
from parsers.speakers.slots import is_organisation
from parsers.turns.lines import Line, next_line
from parsers.turns.script import asks, is_speech

# Q1. 请问…  A1. …
SIGNED = re.compile(r"[QA]\s*\d")
SPOKEN = re.compile(r"谢谢|谢|感谢|我|大家|你|您|各位|记者朋友|请问|[？?]")
_SENTENCE_IN = re.compile(r"[。！？!?；;，,]|谢谢|大家")
# 张江：打造集成电路高地。
_HEADED = re.compile(rf"[^{COLON}，。！？；、·]{{2,6}}[{COLON}](?P<rest>[^\n]{{1,40}})")


class Labels:
    """The possible labels of a page, as first read."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        labels = [line.label for line in lines if line.label]
        self.times = Counter(label.party for label in labels)
        self.certain = {label.party for label in labels if label.colon and label.who.certainty is Certainty.CERTAIN}
        self.nameless = sum(label.who.generic and label.who.role == "answer" for label in labels)
        self.answering = any(label.who.role in (None, "answer") for label in labels)
        self.alone = sum(label.alone and not label.colon for label in labels)
        self.signed = {label.written[0] for label in labels if label.who.generic and SIGNED.match(label.written)}
        self.brackets = sum(
            line.text[:1] in "[［【〔" for line in lines if line.label and line.label.who.certainty > Certainty.POSSIBLE
        )
        self._text = "\n".join(line.text for line in lines)
        self._names: dict[str, bool] = {}
        """Common words that stand before a colon, and whether the page knows them as names."""

    def named(self, label: Label) -> Label:
        """``高原：`` on a page where an office stands before the name, in a label or where the people are introduced."""
        word = label.who.word
        if word and word not in self._names:
            self._names[word] = word in self.certain or introduces(word, self._text)
        if word and self._names[word]:
            return replace(label, who=Who(Certainty.CERTAIN, speaker=word))
        return label

    def mention(self, name: str, line: Line) -> bool:
        """Whether anybody speaks of a person, or a line of event data names them.

        A name that the page has nowhere but in this label needs no look at each line: pages of thousands of names
        took minutes.
        """
        label = line.label
        if self._text.count(name) <= line.text[: label.end if label else 0].count(name):
            return False
        return any(name in other.speech for other in self.lines)

    def speech(self, line: Line) -> str:
        """What is said under a line's label, at least the first paragraph of it."""
        following = next_line(self.lines, line.at)
        return line.speech or (following.text if following and following.label is None else "")


@dataclass(slots=True)
class Course:
    """What has been decided above a line."""

    open: bool = False
    """Whether a question stands without an answer."""
    asked: bool = False
    offices_speak: bool = False
    items: frozenset[str] = frozenset()
    """Lines that were found to be items of lists."""
    headed: bool = False
    """Whether a line was found to head a question."""
    spoken: bool = False
    """Whether a text has begun."""
    before: Line | None = None
    """The line that the reader saw last."""

    def after(self, line: Line, *, judged: bool, item: bool) -> Course:
        """The course behind a line as decided."""
        who = line.label.who if line.label and judged else None
        spoken = self.spoken or (line.label is None and not line.left_out and is_speech(line.text))
        return Course(
            open=who.role == "question" if who else self.open,
            asked=self.asked or bool(who and who.role == "question"),
            offices_speak=self.offices_speak or bool(who and who.role is None and is_organisation(who.speaker or "")),
            items=self.items | {line.text} if item else self.items,
            headed=self.headed or (judged and line.left_out == "heading"),
            spoken=spoken,
            before=self.before if line.left_out else line,
        )


class Case:
    """One line with a possible label, before it is decided whether it is one."""

    def __init__(self, page: Labels, course: Course, line: Line, label: Label) -> None:
        self.page, self.course, self.line = page, course, line
        self.label = page.named(label)
        self.who = self.label.who
        self.certain = self.who.certainty is Certainty.CERTAIN
        self.likely = self.who.certainty is Certainty.LIKELY
        self.possible = self.who.certainty is Certainty.POSSIBLE
        self.known = self.label.party in page.certain
        self.recurs = page.times[self.label.party] > 1
        self.open, self.asked = course.open, course.asked

    @Once
    def speech(self) -> str:
        """What is said under the label."""
        return self.page.speech(self.line)

    @Once
    def asks(self) -> bool:
        """Whether that is a question."""
        return asks(self.speech)

    @Once
    def heard(self) -> bool:
        """Whether the page has the party elsewhere, as a label or in what is said."""
        return self.known or self.recurs or self._mentioned

    @Once
    def _mentioned(self) -> bool:
        return self.page.mention(self.label.party, self.line)

    @property
    def heard_together(self) -> bool:
        """Whether one of several persons has a label of their own."""
        return any(self.page.times[person.name or ""] for person in self.who.together)

    @Once
    def lone_name(self) -> bool:
        """A name that nothing else on the page knows, where no answer is due: it may head an item of a list."""
        who = self.who
        return self.likely and who.role is None and not who.position and not self.open and not self.heard

    @property
    def bare_bracket(self) -> bool:
        """``【海河晚报】请问…``: brackets and no colon."""
        text = self.line.text
        return text[:1] in "[［【〔" and not re.search(rf"[{COLON}]\s*$", text[: self.label.end])

    @property
    def before_speech(self) -> bool:
        """Whether a line without a label of its own follows."""
        following = next_line(self.page.lines, self.line.at)
        return following is not None and (
            following.label is None or following.label.who.certainty is Certainty.POSSIBLE
        )

    @property
    def in_list(self) -> bool:
        """``重点抓好三个方面：`` / ``高效：…`` / ``温暖：…``"""
        before = self.course.before
        return before is not None and (before.text.endswith(tuple(COLON)) or before.text in self.course.items)

    @property
    def beside_its_like(self) -> bool:
        """``张江：打造集成电路高地。`` / ``临港：打造开放枢纽。``: neighbours of one shape in which nobody speaks."""
        before = self.course.before
        # Who was believed right before this line speaks, and is no item of a list.
        first = self.page.lines[before.at] if before is not None and before.label is None else None
        beside = (first, next_line(self.page.lines, self.line.at))
        return self._headed(self.line) and any(line is not None and self._headed(line) for line in beside)

    def _headed(self, line: Line) -> bool:
        """A head like a name that is unheard of elsewhere, and a short matter in which nobody is spoken to."""
        label, hit = line.label, _HEADED.fullmatch(line.text)
        unheard = (
            label is not None
            and label.who.role is None
            and label.who.speaker is not None
            and label.who.certainty < Certainty.CERTAIN
            and label.party not in self.page.certain
            and self.page.times[label.party] < 2
        )
        return bool(unheard and hit and not SPOKEN.search(hit["rest"]))

    @Once
    def asks_in_place(self) -> bool:
        """Whether this line asks, no question is open, and somebody speaks next who may answer."""
        if self.open or not self.asks:
            return False
        labels = (line.label for line in islice(self.page.lines, self.line.at + 1, None) if line.label)
        following = next(
            (label for label in labels if label.who.certainty > Certainty.POSSIBLE or label.who.speaker), None
        )
        return following is not None and following.who.role in (None, "answer", "moderator")

    @property
    def speaks_elsewhere(self) -> bool:
        """Whether a name is spoken of, or has the label of something that is no question."""
        name = self.who.speaker
        others = (line for line in self.page.lines if line.label and line.label.party == name)
        return bool(name) and (
            (self.recurs and any(not asks(self.page.speech(line)) for line in others)) or self._mentioned
        )

    @property
    def heads_a_question(self) -> bool:
        """``国资委：国企利润增长`` before ``新华社记者：…``: whom a question goes to and what it is about."""
        who = self.who
        if not self.label.colon or self.certain or self.open or who.role or who.position:
            return False
        following, rest = next_line(self.page.lines, self.line.at), self.line.speech
        asker = following.label.who if following and following.label else None
        return bool(
            2 <= len(rest) <= 24
            and (not self.asked or self.course.headed or is_organisation(who.speaker or ""))
            and not _SENTENCE_IN.search(rest)
            and not plain_names(rest)
            and asker
            and asker.role == "question"
            and not asker.follow_up
        )
