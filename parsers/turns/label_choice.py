"""Which possible labels are labels: each is judged by its form and by the rest of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from parsers.speakers.labels import COLON, STAMP, Label
from parsers.speakers.names import hardly_a_name
from parsers.speakers.party import Certainty, Who
from parsers.speakers.people import People, plain_names
from parsers.speakers.persons import introduces
from parsers.speakers.slots import is_organisation
from parsers.turns.script import Line, asks, is_speech, next_line

# 张江：打造集成电路高地。
_HEADED = re.compile(rf"[^{COLON}，。！？；、·]{{2,6}}[{COLON}](?P<rest>[^\n]{{1,40}})")
# 旦增伦珠：这里我补充几句。 - an unheard-of name is believed even where no question is open
_REPLY = re.compile(
    r"(?:好的?[，,。])?(?:谢谢|感谢|謝謝|感謝)(?:你|您|主持人|这位|記者|记者|媒体|各位)|(?:那么?|这里|下面|我再|我来|由我|接着)[，,]?我?(?:来|再|就|简要)?(?:补充|回答|回应|介绍|说明)|"
    r"我(?:来|再|简要|简单|先|也|就)(?:[^，。]{0,6})?(?:补充|回答|回应|介绍|说明|说)|各位|大家|尊敬的|女士们|同志们|记者朋友|媒体朋友"
)
# 主持人 [10:02:15]
_TIMED = re.compile(rf"[{COLON}]\d\d\W?$")
# Q1. 请问…  A1. …
_SIGNED = re.compile(r"[QA]\s*\d")
# 企业代表：请问…？
_REPRESENTS = re.compile(r"^[^，。]{0,8}代表$")
_SENTENCE_IN = re.compile(r"[。！？!?；;，,]|谢谢|大家")
_GREETING = re.compile(r"(?:女士们|各位|大家|尊敬的|同志们|朋友们|先生们|记者朋友)")
_SPOKEN = re.compile(r"谢谢|谢|感谢|我|大家|你|您|各位|记者朋友|请问|[？?]")


def choose_labels(lines: list[Line], people: People) -> None:
    """Drop the label readings that the page as a whole does not bear out."""
    chooser = _Chooser(lines, people)
    for index, line in enumerate(lines):
        if line.label and line.part is None:
            line.label = chooser.judge(index, line)
    people.names |= {line.label.who.speaker for line in lines if line.label and line.label.who.speaker}
    for person in (person for line in lines if line.label for person in line.label.who.together):
        people.add(person)


class _Chooser:
    """Judges each possible label with the rest of the page in view."""

    def __init__(self, lines: Sequence[Line], people: People) -> None:
        self.lines = lines
        labels = [line.label for line in lines if line.label]
        self.read = {id(line): line.label for line in lines}
        """Every label as first read."""
        self.times = Counter(label.party for label in labels)
        self.known = people.names | {
            label.party for label in labels if label.colon and label.who.certainty is Certainty.CERTAIN
        }
        self.anonymous = sum(label.who.generic and label.who.role == "answer" for label in labels)
        self.lines_alone = sum(label.alone and not label.colon for label in labels)
        self.signed = {label.written[0] for label in labels if label.who.generic and _SIGNED.match(label.written)}
        self.brackets = sum(
            line.text[:1] in "[［【〔" for line in lines if line.label and line.label.who.certainty > Certainty.POSSIBLE
        )
        self.open_question: Line | None = None
        self.asked = False
        self.offices_speak = False
        self.list_heads: set[str] = set()
        self._text = "\n".join(line.text for line in lines)
        self._spoken, self._looked_at = False, 0
        self._names: dict[str, bool] = {}
        """Common words that stand before a colon, and whether the page knows them as names."""

    def judge(self, index: int, line: Line) -> Label | None:
        label = line.label
        assert label is not None  # noqa: S101 - the caller's condition, for the type checker
        if self._heads_a_question(index, line, label):
            line.left_out = "heading"
            return None
        accepted = self._chosen(index, line, self._named(label))
        if accepted:
            self.open_question = line if accepted.who.role == "question" else None
            self.asked = self.asked or self.open_question is not None
        return accepted

    def _heads_a_question(self, index: int, line: Line, label: Label) -> bool:
        """``国资委：国企利润增长`` before ``新华社记者：…``: whom a question goes to and what it is about."""
        following = next_line(self.lines, index)
        asker = following.label.who if following and following.label else None
        rest = line.speech
        return bool(
            label.colon
            and label.who.role is None
            and not label.who.position
            and label.who.certainty < Certainty.CERTAIN
            and self.open_question is None
            and (not self.asked or is_organisation(label.who.speaker or ""))
            and 2 <= len(rest) <= 24
            and not _SENTENCE_IN.search(rest)
            and not plain_names(rest)
            and asker
            and asker.role == "question"
            and not asker.follow_up
        )

    def _named(self, label: Label) -> Label:
        """``高原：`` on a page where an office stands before the name, in a label or where the people are introduced."""
        word = label.who.word
        if word and word not in self._names:
            self._names[word] = word in self.known or introduces(word, self._text)
        if word and self._names[word]:
            return replace(label, who=Who(Certainty.CERTAIN, speaker=word))
        return label

    def _chosen(self, index: int, line: Line, label: Label) -> Label | None:
        certainty = label.who.certainty
        if not label.colon:
            return label if self._unmarked(index, line, label) else None
        if label.alone and _TIMED.search(label.written) and not self._before_speech(index):
            # 夜场 [18:00] - a line of a timetable
            return None
        if label.alone and label.who.role == "statement" and not self._before_speech(index):
            return None
        if certainty is Certainty.CERTAIN:
            return label if self._certain(label) else None
        if certainty is Certainty.POSSIBLE:
            guessed = _bare_bracket(line, label) and self.brackets < 2
            return None if guessed else self._possible(index, label)
        if self._quoted(index, line, label) or self._listed(index, line, label):
            return None
        return self._by_place(index, label) or label

    def _certain(self, label: Label) -> bool:
        """``问题一：`` inside a question lists its parts; ``问题1（东方网）：`` is asked by another."""
        part = re.match(r"问题|問題", label.written) and self.open_question is not None
        return bool(label.who.outlet or not part)

    def _quoted(self, index: int, line: Line, label: Label) -> bool:
        """A lone name in a page of 问 and 答, or a lone ``【…】`` without colon, is rather quoted than speaking."""
        if label.party in self.known or self.times[label.party] > 1 or self._mentioned(index, label, label.party):
            return False
        quoted = label.who.role is None and self.anonymous >= 2 and self.asked and self.open_question is None
        # 【海河晚报】请问…？ is enough by itself
        outlet = label.who.outlet and asks(self._speech(index))
        return quoted or (_bare_bracket(line, label) and self.brackets < 2 and not outlet)

    def _listed(self, index: int, line: Line, label: Label) -> bool:
        """``重点抓好三个方面：`` / ``高效：…`` / ``温暖：…``: heads of a list / ``石库门：…``: heads of a list that look like names."""
        lone = label.who.role is None and not label.who.position and self.times[label.party] < 2
        if not lone or label.party in self.known or self.open_question or self._mentioned(index, label, label.party):
            return False
        speech = self._speech(index)
        if not self.asked and len(speech) < 80 and not _SPOKEN.search(speech) and self._spoken_before(index):
            return True
        if hardly_a_name(label.party) and not _REPLY.match(speech) and not asks(speech):
            return True
        before = next((self.lines[at] for at in range(index - 1, -1, -1) if not self.lines[at].left_out), None)
        in_list = before is not None and (before.text.endswith(tuple(COLON)) or before.text in self.list_heads)
        in_list = in_list or (self.asked and self._headed(line) and self._beside_headed(index, before))
        if in_list:
            self.list_heads.add(line.text)
        return in_list

    def _spoken_before(self, index: int) -> bool:
        """Whether a text has begun whose part this line may be."""
        while not self._spoken and self._looked_at < index:
            line = self.lines[self._looked_at]
            self._spoken = line.label is None and not line.left_out and is_speech(line.text)
            self._looked_at += 1
        return self._spoken

    def _beside_headed(self, index: int, before: Line | None) -> bool:
        """``张江：打造集成电路高地。`` / ``临港：打造开放枢纽。``: neighbours of one shape in which nobody speaks."""
        # Who was believed right before this line speaks, and is no item of a list.
        before = None if before is not None and before.label else before
        return any(line is not None and self._headed(line) for line in (before, next_line(self.lines, index)))

    def _headed(self, line: Line) -> bool:
        """A head like a name that is unheard of elsewhere, and a short matter in which nobody is spoken to."""
        label, hit = self.read.get(id(line)), _HEADED.fullmatch(line.text)
        unheard = (
            label is not None
            and label.who.role is None
            and label.who.speaker is not None
            and label.who.certainty < Certainty.CERTAIN
            and label.party not in self.known
            and self.times[label.party] < 2
        )
        return bool(unheard and hit and not _SPOKEN.search(hit["rest"]))

    def _unmarked(self, index: int, line: Line, label: Label) -> bool:
        """A label without colon or brackets needs a word of the trade or a party known otherwise."""
        known = label.party in self.known or self.times[label.party] > 1
        if label.alone:
            known = known or label.who.certainty is Certainty.CERTAIN
            due = bool(self.open_question and label.who.speaker and self.lines_alone > 2)
            return self._before_speech(index) and (known or due)
        if line.bold and label.who.certainty is Certainty.CERTAIN:
            return True
        if label.who.generic and _SIGNED.match(label.written):
            return self.signed == {"Q", "A"}
        if label.who.generic:
            return bool(_GREETING.match(line.speech)) or self.times[label.party] > 1
        return known and (label.who.certainty is Certainty.CERTAIN or line.bold > 0 or self.times[label.party] > 1)

    def _before_speech(self, index: int) -> bool:
        """Whether a line without a label of its own follows."""
        following = next_line(self.lines, index)
        return following is not None and (
            following.label is None or following.label.who.certainty is Certainty.POSSIBLE
        )

    def _by_place(self, index: int, label: Label) -> Label | None:
        """A name that asks where a question is due, and is mentioned nowhere else, is an asker (``东方教育：…？``)."""
        name = label.who.speaker
        if not name and _REPRESENTS.search(label.written) and self._asks_in_place(index):
            return replace(label, who=Who(Certainty.LIKELY, "question", generic=True))
        if label.who.role or not name or label.who.position or not self._asks_in_place(index):
            return None
        others = self.times[name] > (label.party == name)
        answers = others and any(
            other.label and other.label.party == name and not asks(self._speech(at))
            for at, other in enumerate(self.lines)
        )
        if answers or self._mentioned(index, label, name):
            return None
        if len(name) > 3:
            return replace(label, who=Who(Certainty.LIKELY, "question", outlet=label.written))
        return replace(label, who=replace(label.who, role="question"))

    def _possible(self, index: int, label: Label) -> Label | None:
        """An unheard-of party: an asker where a question is due, an answerer after a question, or one that recurs."""
        speech, who = self._speech(index), label.who
        if who.together:
            heard = self.asked and any(self.times[person.name or ""] for person in who.together)
            due = self.open_question is not None or heard
            return replace(label, who=replace(who, certainty=Certainty.LIKELY)) if due and not asks(speech) else None
        asker = Who(Certainty.LIKELY, "question", outlet=_plain(label))
        if self._asks_in_place(index):
            return replace(label, who=asker)
        asked = self.open_question is not None and not asks(speech)
        replies = self.asked and len(who.speaker or "") > 2 and _REPLY.match(speech)
        stamped = re.match(rf"\W*\d{{1,2}}[{COLON}]\d\d\W", label.written)
        if who.speaker and (
            asked or stamped or replies or (self.offices_speak and not asks(speech) and is_organisation(who.speaker))
        ):
            self.offices_speak = self.offices_speak or is_organisation(who.speaker)
            return replace(label, who=replace(who, certainty=Certainty.LIKELY))
        if self.times[label.party] > 1 and _SPOKEN.search(speech):
            if asks(speech):
                return replace(label, who=asker)
            return replace(label, who=replace(who, certainty=Certainty.LIKELY)) if who.speaker else None
        return None

    def _asks_in_place(self, index: int) -> bool:
        """Whether this line asks, no question is open, and somebody speaks next who may answer."""
        if self.open_question is not None or not asks(self._speech(index)):
            return False
        labels = (line.label for line in islice(self.lines, index + 1, None) if line.label)
        following = next(
            (label for label in labels if label.who.certainty > Certainty.POSSIBLE or label.who.speaker), None
        )
        return following is not None and following.who.role in (None, "answer", "moderator")

    def _mentioned(self, index: int, label: Label, name: str) -> bool:
        """Whether anybody speaks of a person, or a line of event data names them.

        A name that the page has nowhere but in this label needs no look at each line: pages of thousands of names
        took minutes.
        """
        if self._text.count(name) <= self.lines[index].text[: label.end].count(name):
            return False
        return any(name in (line.speech if line.label else line.text) for line in self.lines)

    def _speech(self, index: int) -> str:
        """What is said under a line's label, at least the first paragraph of it."""
        line, following = self.lines[index], next_line(self.lines, index)
        return line.speech or (following.text if following and following.label is None else "")


def _bare_bracket(line: Line, label: Label) -> bool:
    """``【海河晚报】请问…``: brackets and no colon."""
    return line.text[:1] in "[［【〔" and not re.search(rf"[{COLON}]\s*$", line.text[: label.end])


def _plain(label: Label) -> str:
    """``3、民生热线``, ``【民生热线】``, ``民生热线 [10:20:11]`` as the bare name."""
    text = re.sub(rf"\s*{STAMP}\s*|^[\[［【〔]|[\]］】〕]$", "", label.written)
    return re.sub(r"^\W*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[、.．)）]\s*", "", text)
