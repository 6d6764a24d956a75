"""A label over two or three lines: role, office or outlet, and name, each on a line of its own.

``市人力资源社会保障局局长`` / ``陆怀谷`` / text is the way of national health briefings; ``主持人`` / office / name / text of
television's.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from parsers.html.paragraphs import MARGIN, Paragraph
from parsers.speakers.conventions import read_who
from parsers.speakers.labels import COLON
from parsers.speakers.names import could_be_name, is_name, join_spaced
from parsers.speakers.outlets import looks_like_outlet
from parsers.speakers.party import Certainty
from parsers.speakers.persons import is_office

_LONGEST = 36
_MOST_LINES = 4
_FEW = 2
_REPORTER = re.compile(r"((?:本[报台刊])?(?:记者|記者))\s*(?=\S)")
# 市政府新闻办公室副主任 / 温静（主持人）
_HOSTS = re.compile(r"\s*[（(]主持人?[）)]$")
_NO_LABEL = re.compile(rf"[。！？；!?;…，,、\d](?!$)|[。！？；!?;…，,、]$|[{COLON}](?!$)")


def joined_labels(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, where the lines of one label are one paragraph, parted by blanks."""
    found: list[Paragraph] = []
    at = 0
    pairs = [one for one, reporter in itertools.pairwise(paragraphs) if _says_reporter(reporter) and _short(one)]
    habit = sum(looks_like_outlet(one.text.strip(MARGIN)) for one in pairs) >= _FEW
    while at < len(paragraphs):
        count = _lines_of_label(paragraphs, at, habit=habit)
        piece = paragraphs[at : at + count]
        if count > 1:
            whole = " ".join(part.text for part in piece)
            bold = len(whole) if all(part.bold for part in piece) else 0
            found.append(Paragraph(whole, bold, piece[0].part, piece[0].opens))
        else:
            found.append(piece[0])
        at += count
    return found


def _says_reporter(paragraph: Paragraph) -> bool:
    text = paragraph.text
    return len(text) <= _LONGEST and join_spaced(text.strip(MARGIN + COLON)) in ("记者", "記者")


def _lines_of_label(paragraphs: Sequence[Paragraph], at: int, *, habit: bool) -> int:
    """How many lines from here on are one label; 1 where they are not.

    Args:
        habit: the page's askers are an outlet on one line and 记者 on the next, so that any words before it are an outlet.
    """
    if paragraphs[at].part == "who":
        return 1 + sum(1 for _ in itertools.takewhile(_describes, paragraphs[at + 1 : at + _MOST_LINES]))
    if not _short(paragraphs[at]):
        return 1
    if habit and at + 2 < len(paragraphs) and _says_reporter(paragraphs[at + 1]) and not is_office(paragraphs[at].text):
        return 2
    for count in range(_MOST_LINES, 1, -1):
        piece = paragraphs[at : at + count]
        lines = [paragraph.text.rstrip(MARGIN) for paragraph in piece[:-1]]
        name = piece[-1].text.rstrip(MARGIN + COLON)
        if lines and (reporter := _REPORTER.match(name)):  # 白鹭广播电视台 / 记者 钟离月：
            lines[-1], name = lines[-1] + reporter[1], name[reporter.end() :]
        whole = len(piece) == count and at + count < len(paragraphs)
        if whole and all(map(_short, piece)) and _is_label([*lines, name]):
            return count
    return 1


def _describes(paragraph: Paragraph) -> bool:
    """The rest of an element that names who speaks, or the office in an element behind it."""
    text = paragraph.text.strip(MARGIN)
    if paragraph.part == "who":
        return not paragraph.opens or is_office(text)
    return (
        paragraph.part is None
        and len(text) <= _LONGEST
        and is_office(text)
        and not _NO_LABEL.search(text.replace("、", ""))
    )


def _short(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if paragraph.part or len(text) > _LONGEST:
        return False
    commas = text.replace("、", "") if is_office(text.strip(MARGIN + COLON)) else text
    return not _NO_LABEL.search(commas)


def _is_label(lines: list[str]) -> bool:
    """A role's word, what the person is of, and a name at the end; only the name is always there."""
    *before, name = lines
    name = _HOSTS.sub("", name)
    if len(before) == 1 and join_spaced(name) in ("记者", "記者"):
        # 南湖财经报 / 记　者
        return looks_like_outlet(before[0]) and not is_office(before[0])
    if not before or not (is_name(name) or could_be_name(name)):
        return False
    role = read_who(before[0])
    if role and role.generic and role.role in ("moderator", "answer"):
        return is_name(name) and (len(before) == 1 or _is_person(before[1:], name))
    return _is_person(before, name)


def _is_person(before: list[str], name: str) -> bool:
    asker = read_who(before[-1]) if len(before) == 1 else None
    if asker and asker.role == "question":
        return is_name(name) and bool(asker.outlet or asker.generic) and looks_like_outlet(asker.outlet or "记者报")
    office = "".join(before)
    if not is_office(office):
        return False
    who = read_who(f"{office} {name}")
    certain = who is not None and who.certainty is Certainty.CERTAIN and who.speaker is not None
    return certain or (could_be_name(name) and len(office) > 5)
