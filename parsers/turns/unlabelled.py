"""Questions and answers that carry no label of their own: bold questions with plain answers, questions as headings."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from parsers.conferences import TRANSCRIPT_WORDS
from parsers.spelling import either
from parsers.turns.lines import Line, Speech
from parsers.turns.script import asks

_INTERVIEW = re.compile(f"{TRANSCRIPT_WORDS}|{either('答问 访谈 答疑 专访')}")
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十\d]{1,2}\s*[、.．]|[（(][一二三四五六七八九十\d]{1,2}[)）]|第[一二三四五六七八九十]+[，,、])?\s*.{4,80}[？?]"
)
_NUMBERED = re.compile(r"[一二三四五六七八九十\d]{1,2}\s*[、.．]|[（(][一二三四五六七八九十\d]{1,2}[)）]")


def name_roles(found: list[Speech], title: str) -> list[Speech]:
    """Speeches with unlabelled answers parted from their questions; unchanged where answers are labelled."""
    if any(speech.role for speech in found):
        # The markup says it.
        return found
    roles = [speech.label.who.role if speech.label else "none" for speech in found]
    if "question" in roles and not {None, "answer", "moderator"} & set(roles):
        return [part for speech in found for part in _question_and_answer(speech)]
    if set(roles) == {"none"} and _INTERVIEW.search(title):
        return _by_headings([line for speech in found for line in speech.lines]) or found
    return found


def _question_and_answer(speech: Speech) -> list[Speech]:
    """``<strong>记者：…？</strong>`` and the plain paragraphs under it."""
    if not speech.label or speech.label.who.role != "question":
        return [speech]
    lines = speech.lines
    bold = next((i for i, line in enumerate(lines) if line.bold < len(line.text)), len(lines))
    # Where only the label is bold, the question is its first paragraph.
    end = bold or 1
    if end >= len(lines) or not asks("\n".join(line.speech for line in lines[:end])):
        return [speech]
    return [Speech(speech.label, lines[:end]), Speech(None, lines[end:], role="answer")]


def _by_headings(lines: Sequence[Line]) -> list[Speech]:
    """``一、为什么要出台这个办法？`` and the paragraphs under it; empty when there are not two such headings."""
    heads = [at for at, line in enumerate(lines) if _is_question(line)]
    if len(heads) < 2:
        return []
    found = [Speech(None, tuple(lines[: heads[0]]), role="statement")] if heads[0] else []
    for at, end in itertools.pairwise([*heads, len(lines)]):
        found.append(Speech(None, (lines[at],), role="question"))
        found += [Speech(None, tuple(lines[at + 1 : end]), role="answer")] if end > at + 1 else []
    return found


def _is_question(line: Line) -> bool:
    whole = line.bold >= len(line.text) or _NUMBERED.match(line.text)
    return bool(whole and _HEADING.fullmatch(line.text))
