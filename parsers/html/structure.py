"""Questions and answers that only the markup tells apart, on pages whose definition does not say how."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import Tag

from parsers.html.paragraphs import MARGIN, NO_PARTS, Parts

_LABEL = re.compile(r"^\W{0,3}(?:[^，。？！：:]{1,24}[：:]|[【\[［〔][^】\]］〕]{1,24}[】\]］〕])")
_ASKS = re.compile(r"[？?]")
_PAIRS: tuple[tuple[str, str], ...] = (
    ("ask", "answer"), ("ask", "ans"), ("ask", "reply"), ("question", "answer"), ("question", "reply"), ("wen", "da"),
    ("tiwen", "huida"), ("tiwen", "huifu"), ("q", "a"), ("qa-q", "qa-a"), ("quest", "answ"), ("problem", "answer"),
)  # fmt: skip
"""Classes of questions and of answers, as they are seen together."""
ASK_HEAD = r"(?:网友|记者|媒体)?(?:提问|问题|问|咨询|留言)(?:内容)?"
ANSWER_HEAD = r"(?:嘉宾|发布人|单位)?(?:回答|回复|答复|答|解答)(?:内容)?"
_FEWEST = 2
_FEWEST_NAMES = 4
_LONGEST_NAME = 40
_ENDS = re.compile(r"[。？！?!；]$|\d$")
_MARKS = ("img", "i", "em", "span", "b")
_MOST_MARKS = 2_000
_MOST_KINDS = 8


# Patterns that each begin with few characters: as one, and without regard to case, they took 1.5 ms a page.
_CLASS_TELLS = re.compile(r"=\s*[\"'](?:[^\"'<>]{0,80}\s)?(?i:ask|question|wen|tiwen|q|qa-q|quest|problem)[\s\"']")
_ENDS_IN_CLASS = re.compile(r"\W?class", re.IGNORECASE)
_CLASS_MARKS = re.compile(r"=\s*[^\s\"']")
_MAY_TELL = (
    re.compile(r"<[dD][tT]\b"),
    re.compile(rf">\s{{0,40}}{ASK_HEAD}\s{{0,40}}<"),
)
# <p><img src="/images/wen.png">请问…
_MARKED_BLOCK = re.compile(
    r"<(?:p|div|li|td|h[2-6])\b[^<>]{0,300}>\s{0,40}<(?:img\b|(?:i|em|span|b)\b[^<>]{0,300}></)", re.IGNORECASE
)
_MARK = (
    re.compile(r"<[iI][mM][gG]\b"),
    re.compile(r"<(?:[iI]|[eE][mM]|[sS][pP][aA][nN]|[bB])\b[^<>]{0,300}>\s{0,40}</"),
)


def may_tell(text: str) -> bool:
    """Whether a page's markup has any of the words; most have not, and need no look at their elements."""
    return (
        any(pattern.search(text) for pattern in _MAY_TELL)
        or (_has_mark(text) and _MARKED_BLOCK.search(text) is not None)
        or any(_CLASS_TELLS.match(text, at) for at in _classes(text))
    )


def _has_mark(text: str) -> bool:
    """Whether there is a picture or an empty element, which most bodies lack: to look at every block takes four times as long."""
    return any(pattern.search(text) for pattern in _MARK)


def _classes(text: str) -> Iterator[int]:
    """Where the ``=`` of each class is: to look for all ``=`` first takes a tenth of the time."""
    at = 0
    for before in text.split("=")[:-1]:
        at += len(before)
        if _ENDS_IN_CLASS.fullmatch(before.rstrip()[-6:]):
            yield at
        at += 1


def tells_nothing(body: str, page: str) -> bool:
    """Whether the markup of a body on a page certainly has none of the words, nor marks of a kind that the page has elsewhere."""
    if may_tell(body):
        return False
    marks = _has_mark(body) or any(_CLASS_MARKS.match(body, at) for at in _classes(body))
    return not (marks and may_tell(page))


def guess_parts(body: Tag) -> Parts:
    """Selectors of the questions and answers of a body that labels none; empty where its markup does not tell either."""
    for ask, answer in (*((f".{q}", f".{a}") for q, a in _PAIRS), ("dt", "dd")):
        questions, answers = body.select(ask), body.select(answer)
        if len(questions) >= _FEWEST and len(answers) >= _FEWEST and _tell_apart(_said(questions), _said(answers)):
            return {"question": (ask,), "answer": (answer,)}
    return _icons(body) or _columns(body) or _names(body)


def _names(body: Tag) -> Parts:
    """Who speaks, in elements of their own before what is said: ``<dt>``, or the first of a table's two columns."""
    for heads, said in (("dt", "dt + dd"), ("td:first-child", "td:first-child + td:last-child")):
        names, texts = body.select(heads), [tag.get_text(" ", strip=True) for tag in body.select(said)]
        told = [" ".join(tag.get_text(" ", strip=True).split()) for tag in names]
        speak = _FEWEST_NAMES <= len(names) <= len(texts) and any(map(_ASKS.search, texts))
        named = all(len(name) <= _LONGEST_NAME and not _ENDS.search(name) for name in told) and all(told)
        # Who speaks comes back; a glossary's or a table's heads do not.
        if speak and named and len(set(told)) < len(told):
            inner = {child.get("class") for name in names if (child := _first_of_several(name)) is not None}
            mark = inner.pop() if len(inner) == 1 and all(map(_first_of_several, names)) else None
            return {"who": (f"{heads} .{mark}" if mark and re.fullmatch(r"[A-Za-z_][\w-]*", str(mark)) else heads,)}
    return NO_PARTS


def _first_of_several(holder: Tag) -> Tag | None:
    """The name of ``<span class="nm">陆怀谷</span><em>市水务局局长</em>``."""
    return next(
        (
            tag
            for tag in holder.find_all(("span", "em", "b", "strong", "i", "a"), recursive=False)
            if tag.get_text(strip=True)
        ),
        None,
    )


def _icons(body: Tag) -> Parts:
    """Two little marks that paragraphs begin with in turn: a picture, or an empty element with a class of its own."""
    blocks: dict[str, list[Tag]] = {}
    for tag in body.find_all(_MARKS)[:_MOST_MARKS]:
        holder, mark = tag.parent, _mark_of(tag)
        if mark and holder is not None and not tag.get_text(strip=True) and _begins(tag, holder):
            blocks.setdefault(mark, []).append(holder)
    often = sorted((mark for mark in blocks if len(blocks[mark]) >= _FEWEST), key=lambda mark: -len(blocks[mark]))
    # A block is read once, and pairs are of few kinds: a thousand would be a million comparisons.
    said = {mark: _said(blocks[mark]) for mark in often[:_MOST_KINDS]}
    for ask in said:
        for answer in said:
            if (
                ask != answer
                and _tell_apart(said[ask], said[answer])
                and said[answer].asking * 2 <= said[answer].blocks
            ):
                return {"question": (ask,), "answer": (answer,)}
    return NO_PARTS


def _mark_of(tag: Tag) -> str | None:
    """A selector of every mark of one kind: ``img[src$="/wen.png"]``, ``i.ico-wen``."""
    if tag.name == "img":
        name = re.search(r"[^/\\\"'?#]+\.\w+$", str(tag.get("src") or ""))
        return f'img[src$="{name[0]}"]' if name else None
    classes = str(tag.get("class") or "").split()
    plain = [one for one in classes if re.fullmatch(r"-?[A-Za-z_][\w-]*", one)]
    return tag.name + "".join(f".{one}" for one in plain) if plain else None


def _begins(tag: Tag, holder: Tag) -> bool:
    """Whether nothing stands before a mark in its block, and something behind it."""
    before = "".join(str(node) for node in tag.previous_siblings if not isinstance(node, Tag)).strip(MARGIN)
    return not before and tag.find_previous_sibling() is None and bool(holder.get_text(strip=True))


class _Said(NamedTuple):
    """Of the blocks of one kind: how many there are, ask something, begin with a label."""

    blocks: int
    asking: int
    labelled: int


def _said(blocks: list[Tag]) -> _Said:
    texts = [tag.get_text() for tag in blocks]
    asking = sum(bool(_ASKS.search(text)) for text in texts)
    return _Said(len(texts), asking, sum(bool(_LABEL.match(text.strip(MARGIN))) for text in texts))


def _tell_apart(questions: _Said, answers: _Said) -> bool:
    """Whether the first mostly ask, and few of both are labelled by their words."""
    labelled, blocks = questions.labelled + answers.labelled, questions.blocks + answers.blocks
    return questions.asking * 2 > questions.blocks and labelled * 2 < blocks


def _columns(body: Tag) -> Parts:
    """A table whose first row reads 提问 and 回答."""
    for table in body.find_all("table"):
        row = table.find("tr")
        heads = [cell.get_text().strip(MARGIN) for cell in row.find_all(("td", "th"))] if row else []
        ask = next((at for at, head in enumerate(heads, 1) if re.fullmatch(ASK_HEAD, head)), None)
        answer = next((at for at, head in enumerate(heads, 1) if re.fullmatch(ANSWER_HEAD, head)), None)
        if ask and answer and len(table.find_all("tr")) > _FEWEST:
            rows = "tr:not(:first-child)"
            return {"question": (f"{rows} > td:nth-child({ask})",), "answer": (f"{rows} > td:nth-child({answer})",)}
    return NO_PARTS
