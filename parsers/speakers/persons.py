"""Persons and offices: what ends like an office, and a label's ``副市长沈立群`` taken apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.html.paragraphs import MARGIN
from parsers.speakers.names import (
    FOREIGN_NAME,
    HAN,
    SPACE,
    TITLE,
    families,
    is_name,
    is_word_and_name,
    join_spaced,
)
from parsers.speakers.outlets import looks_like_outlet
from parsers.speakers.words import spelled, words
from parsers.spelling import either

HONORIFIC = re.compile(f"(?:{spelled('honorific')})$")
_AND = re.compile("以及|[和与及]")
_RANK = re.compile(f"(?:{spelled('rank')})$")
_BLANK = re.compile(rf"(?<=[{HAN}、]){SPACE}+(?=[{HAN}、])")
_OFFICES = words("post", "standing", "rank", "office")
_SHORTEST = [office for office in _OFFICES if not any(office.endswith(other) and office != other for other in _OFFICES)]
# Every alternative begins with a letter of its own, not with a set: so `re` looks only where one of them stands.
OFFICE_END = rf"(?:{either(' '.join(_SHORTEST))}|首席[^、，]{{1,6}}官)"
OFFICE = re.compile(OFFICE_END + r"$")
# A body in front of a name: 陕西省人民政府新闻办公室张竞怡
_BODY = re.compile(
    r"(?:办公室|办公厅|委员会|管理局|[^部]局|委|部|厅|廳|集团|公司|中心|大学|学院|医院|協會|协会|学会|海关|法院|检察院|银行|政府|新闻办|处|署|院|"
    r"研究所|总站|支队|总队|指挥部|管委会|联合会|商会|基金会|联盟|气象台|国新办|发改委)$"
)


@dataclass(frozen=True, slots=True)
class Person:
    """A speaker as a label names them."""

    name: str | None
    """None when only an office or a family name with an office is given."""
    position: str | None = None
    family: str | None = None
    """The family name of ``方局长``."""
    certain: bool = False
    """An office beside the name makes it certain to be a person."""


def is_office(text: str) -> bool:
    """Whether a text ends like an office (``市卫生健康委主任``, ``外交部发言人``)."""
    return bool(OFFICE.search(text))


def is_rank(text: str) -> bool:
    """Whether a text is a military rank and nothing else (``大校``)."""
    return bool(_RANK.fullmatch(text))


def is_plain_office(text: str) -> bool:
    """Whether a text is an office by its most usual words, and nothing else (``財政司司長``, ``市教委主任``)."""
    return (
        3 <= len(text) <= 20
        and bool(re.search(rf"(?:{TITLE.pattern}|行政長官|行政长官)$", text))
        and not HONORIFIC.search(text)
    )


def introduced(text: str) -> set[str]:
    """Names that directly follow an office in running text (``市财政局局长方佳宁、市税务局副局长韩东``)."""
    found = set()
    for office in re.finditer(OFFICE_END, text):
        hit = re.match(
            rf"[ \u3000]?(?P<name>[{HAN}]{{2,4}}?|[{HAN}][ \u3000]+[{HAN}])(?=先生|女士|同志|[今昨]日|[今昨]天|[上下]午|出席|会见|會見|[、，,。；;！（(和与以及]|\s|$)",
            text[office.end() :],
        )
        if hit and is_name(hit["name"]):
            found.add(join_spaced(hit["name"]))
    return found


def introduces(word: str, text: str) -> bool:
    """Whether an office stands directly before a word that is a name only then (``市人社局局长高原、…``)."""
    written = f"{SPACE}?".join(word)
    return any(
        _ends_in_office(text[max(0, hit.start() - 24) : hit.start()].rstrip(MARGIN))
        for hit in re.finditer(rf"{written}(?=先生|女士|同志|[、，,。；;！(（和与以及]|\s|$)", text)
    )


def read_person(text: str) -> Person | None:
    """A person from a label's core: a name, an office and a name in either order, or a family name with an office.

    ``副市长沈立群``, ``市教委主任 李永智``, ``华源副市长``, ``方局长``, ``陕西省人民政府新闻办公室张竞怡``, ``华　源``.
    """
    # 市疾控中心主任——夏俊杰
    text = re.sub(r"(?<=\S)\s*[—–―-]{1,2}\s*(?=\S)", " ", text.strip(" \u3000\u00a0\u2002\u2003、，,：:"))
    bare = HONORIFIC.sub("", text)
    if bare != text and is_name(bare):
        return Person(join_spaced(bare))
    if is_name(text):
        return Person(join_spaced(text))
    # 市水务局 局长 陆怀谷, 局长林　玥: blanks only set apart
    whole = _BLANK.sub("", bare)
    return (
        (_office_then_name(whole) if whole != bare and not FOREIGN_NAME.search(whole) else None)
        or _spaced(text)
        or _office_then_name(bare)
        or _name_then_office(text)
        or _name_inside(whole)
        or _ranked(whole)
    )


def persons_in(text: str) -> list[Person]:
    """The people a line of event data names; empty when any part of it is something else."""
    found = []
    for part in _listed(text.strip(MARGIN + "；;")):
        person = read_person(part)
        if person is None or not person.name:
            return []
        found.append(person)
    return found


def several_persons(text: str) -> tuple[Person, ...]:
    """``市人社局局长黄敏、市财政局副局长江涛``, ``市人社局局长黄敏和市财政局副局长江涛``; empty when it is not several."""
    people = persons_in(text)
    if len(people) > 1:
        return tuple(people)
    for joint in _AND.finditer(text):
        people = persons_in(text[: joint.start()]) + persons_in(text[joint.end() :])
        if len(people) > 1 and all(person.certain for person in people):
            return tuple(people)
    return ()


def _listed(text: str) -> list[str]:
    """Parts of a list of people; ``副关长、新闻发言人 孙建平`` stays whole."""
    parts: list[str] = []
    for part in re.split(r"[，,；;、]", text):
        if parts and is_office(parts[-1]) and not read_person(parts[-1]):
            parts[-1] += "、" + part
        elif part.strip(MARGIN):
            parts.append(part)
    return [part.strip(MARGIN) for part in parts]


def _spaced(text: str) -> Person | None:
    """Office and name parted by a blank; either may stand first."""
    head, _, tail = _last_blank(text)
    # 市人社局局长 高原
    named = is_name(tail) or FOREIGN_NAME.fullmatch(tail) or (is_word_and_name(tail) and is_plain_office(head))
    if head and named and not _is_sentence(head) and not _names_another(head) and not looks_like_outlet(head):
        return Person(join_spaced(tail), _tidy(_BLANK.sub("", head)), certain=is_office(head))
    first = re.match(rf"([{HAN}]{{2,4}}|[{HAN}]{SPACE}+[{HAN}]){SPACE}+(\S.*)$", text)
    if first and (
        (is_name(first[1]) and is_office(first[2])) or (is_word_and_name(first[1]) and is_plain_office(first[2]))
    ):
        return Person(join_spaced(first[1]), _tidy(first[2]), certain=True)
    return None


def _last_blank(text: str) -> tuple[str, str, str]:
    """Split before the name at the end, which may itself be padded (``主任 华　源``)."""
    padded = re.search(rf"^(.*?\S){SPACE}+([{HAN}]{SPACE}+[{HAN}])$", text)
    if padded:
        return padded[1], " ", padded[2]
    plain = re.search(rf"^(.*\S){SPACE}+(\S+)$", text)
    return (plain[1], " ", HONORIFIC.sub("", plain[2])) if plain else ("", "", text)


def _office_then_name(text: str) -> Person | None:
    if _BODY.search(text):
        # 市委宣传部, 上海市人民政府新闻办公室: no 宣传部 and no 公室 speaks
        return None
    for pattern in (OFFICE, _BODY):
        for length in (3, 2, 4):
            head, tail = text[:-length], text[-length:]
            if len(head) >= 2 and is_name(tail) and pattern.search(head) and not _is_sentence(head):
                return None if _names_another(head) else Person(tail, _tidy(head), certain=True)
    if is_word_and_name(text[-2:]) and _holds_office(text[:-2]) and not _names_another(text[:-2]):
        return Person(text[-2:], text[:-2], certain=True)
    foreign = re.match(rf"(.{{1,}}{OFFICE_END})({FOREIGN_NAME.pattern})$", text)
    return Person(foreign[2], _tidy(foreign[1]), certain=True) if foreign else None


def _name_inside(text: str) -> Person | None:
    """``市卫健委李大庆副主任``: body, name, title."""
    title = re.search(rf"{TITLE.pattern}$", text)
    if not title or HONORIFIC.search(text) or _BODY.search(text[: title.start()]):
        # 市政府新闻办公室副主任: no 公室 speaks
        return None
    for length in (3, 2, 4):
        body, name = text[: title.start() - length], text[max(0, title.start() - length) : title.start()]
        if len(body) >= 2 and is_name(name) and _BODY.search(body) and not _is_sentence(body):
            return None if _names_another(body) else Person(name, _tidy(body) + title[0], certain=True)
    return None


def _ranked(text: str) -> Person | None:
    """``国防部新闻发言人陆怀谷大校``: the office counts."""
    bare = _RANK.sub("", text)
    return _office_then_name(bare) if bare != text else None


def _holds_office(text: str) -> bool:
    """Whether a text is an office of a named body (``市人社局局长``); not ``班主任`` before 安排, ``校长`` before 应对."""
    return is_plain_office(text) and not _is_sentence(text) and _ends_in_office(text)


def _ends_in_office(text: str) -> bool:
    title = re.search(rf"{TITLE.pattern}$", text)
    body = text[: title.start()] if title else ""
    # 市委常委、副市长 · 副市长
    alone = not body and text.startswith("副")
    return bool(title and (_BODY.search(body) or is_office(body.rstrip("、")) or alone))


def _names_another(head: str) -> bool:
    """Whether what stands before a name is no office, but names somebody else too (``市人社局局长黄敏、市财政局副局长``)."""
    parts = re.split(r"[、，,]", head)
    if any(is_name(part.strip(MARGIN)) for part in parts[:-1]):
        return True
    clauses = [clause.strip(MARGIN) for part in parts for clause in _AND.split(part)][:-1]
    people = (_spaced(clause) or _office_then_name(clause) for clause in clauses)
    return any(person and person.certain for person in people)


def _name_then_office(text: str) -> Person | None:
    single, compound = families()
    for length in (3, 2, 4):
        head, tail = text[:length], text[length:]
        # 欧阳局长 is of the family 欧阳, not 欧 by the name of 阳
        if is_name(head) and head not in compound and not head.endswith("副") and tail and TITLE.fullmatch(tail):
            return Person(head, tail, certain=True)
    foreign = re.fullmatch(rf"(.+?)({TITLE.pattern})", text)
    if foreign and FOREIGN_NAME.fullmatch(foreign[1]):
        return Person(foreign[1], foreign[2], certain=True)
    for length in (2, 1):
        head, tail = text[:length], text[length:]
        if head in (compound if length == 2 else single) and TITLE.fullmatch(tail):
            return Person(None, tail, family=head, certain=True)
    return None


def _is_sentence(text: str) -> bool:
    return bool(re.search(r"[。！？；!?;，,：:]|我|这|那个|请|想|出席|今天|欢迎|下面|在(?![职线])|会见|會見", text))


def _tidy(office: str) -> str:
    return office.strip(" \u3000\u00a0\u2002\u2003、，,·—-")
