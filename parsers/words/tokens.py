"""From folded text to tokens: every character but spaces belongs to one token, every token has one class.

    text → folded text (``fold``) → **tokens** → clauses (``clauses``) → …

In order, longest match first:

1. the time expressions (class ``time``);
2. quantities: a numeral of any form with its unit, read from the tables (``quantities``), where the numeral is no part
   of a word (一网通办, 三亚, 成千上万, 十分到位): class ``quantity``, ``value`` is the ``Mention``;
3. the words between, cut by the segmenter as if nothing else stood there, so that no unit is glued to a noun
   (每5度电|里). A word of the lexicon has the class and feature that stand there; another has the class that its part
   of speech gives it.

Classes: ``name quantity time act verb share copula report change compare aim lead trail inner adv prep conj aux pron det
frame noun adj loc quant latin fixed punct space other``. ``quant`` is a numeral word that is no number (一些, 许多),
``fixed`` a word that holds a numeral (一直, 三亚), ``loc`` a word of place behind a noun (上, 中, 里).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import attrgetter
from typing import Final, Protocol

from parsers.words.cuts import Cuts
from parsers.words.lexicon import words_of
from parsers.words.quantities import find_quantities, numerals_outside
from parsers.words.segment import cut
from parsers.words.text import Text
from parsers.words.token import Token

_start: Final = attrgetter("start")
_NAMED_BY_NUMBER: Final = (
    (re.compile("(?<![0-9])[0-9]0后(?=[\u4e00-\u9fff])(?!续|来|半)"), "noun", "n"),
    (re.compile("(?<![0-9])1[0-9]{2,4}(?=(?:政务|服务|便民|市民|报警)*(?:热线|专线|平台|电话))"), "name", "nz"),
)
"""Class and part of speech: 90后青年工人, 12345热线."""
_NAMES_BY_NUMBER: Final = ("0后", "线", "平台", "电话")
"""Without one of these nothing is."""
_PIECE: Final = re.compile("[^，。；：、！？（）“”《》…\n ]+")
_MEASURING: Final = frozenset("率额量值费者价期数")
"""Makes a noun of the word before: 核减|率, 发放|量."""
_RATIO_BEFORE: Final = words_of("change", "copula", "lead", "when: from") | {"是"}
_REFINED: Final = frozenset({*_MEASURING, "比", "提到"})


class Spanned(Protocol):
    """Anything with offsets, such as a time expression."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


def tokens(text: str | Text, *, times: Iterable[Spanned] = (), numbered: bool = False) -> list[Token]:
    """All tokens of a text in order; offsets are into its folded form.

    Spaces are none: `投资 4200 亿元` is read as it would be without them.

    Args:
        times: the time expressions, in order: no number is read in them.
        numbered: only sentences that may speak of a number are cut (``_stretches``); of others that follow each other
            in a paragraph, what stands between the times is one token of class ``other``. Without a number there are none.
    """
    text = Text.of(text)
    folded = text.folded
    own = [Token(time.start, time.end, folded[time.start : time.end], "time") for time in times]
    own = sorted([*own, *_numbered_names(folded)], key=_start)
    spans = [(token.start, token.end) for token in own]
    numerals = numerals_outside(folded, spans)
    stretches = _stretches(text, spans, numerals) if numbered else [(0, len(folded), True)]
    if not stretches:
        return []
    words: list[Token] = []
    read: list[int] = []
    for start, end, wanted in stretches:
        if wanted:
            words += text.words(start, end)
            read += numerals[bisect_left(numerals, start) : bisect_left(numerals, end)]
    cuts = Cuts(folded, words)
    own += [
        Token(mention.start, mention.end, folded[mention.start : mention.end], "quantity", value=mention)
        for mention in find_quantities(folded, cuts, read, spans)
    ]
    own.sort(key=_start)
    found = _merged(folded, words, cuts.starts, sorted([*own, *_unread(folded, stretches, own)], key=_start))
    if " " in folded or "\t" in folded:
        found = [token for token in found if token.cls != "space" or token.text == "\n"]
    return _refined(found)


def _stretches(text: Text, spans: list[tuple[int, int]], numerals: list[int]) -> list[tuple[int, int, bool]]:
    """The sentences of a text, those that are read and those that are not joined: start, end, whether they are read.

    None where no sentence holds a number (今年以来遇到了哪些困难？ has nothing but a time): most questions are such.
    Read are those with a numeral, in a paragraph from its first time or number on: what stands before them (统一标准) says
    nothing of them. So is 组织了多少场？, which names what the answer counts; no other question is joined to what was said before it.
    """
    found: list[tuple[int, int, bool]] = []
    folded = text.folded
    times, numerals = [*(start for start, _ in spans), len(folded)], [*numerals, len(folded)]
    told = said = last = counted = False
    at = time = 0
    for start, end in pairwise(text.sentences):
        told = told and (said or folded[start - 1] != "\n")  # what ends with its line looks at what follows it
        timed, counts, asks = times[time] < end, numerals[at] < end, folded[end - 1] == "？"
        if timed:
            told, time = True, bisect_left(times, end, time)
        if counts:
            first, at = at, bisect_left(numerals, end, at)
            told = told or _tells(folded, start, end, numerals[first:at])
        said = timed or counts
        counted = counted or (counts and told)
        wanted = (counts and told) or (asks and timed)
        wanted = wanted or ((counts or asks) and folded.find("多少", start, end) >= 0)
        if found and last is wanted and (wanted or (folded[start - 1] != "\n" and not asks)):
            start = found.pop()[0]
        found.append((start, end, wanted))
        last = wanted
    return found if counted else []


def _tells(text: str, start: int, end: int, numerals: list[int]) -> bool:
    """Whether one of the numerals of a sentence may be a number, and not all are parts of words (统一, 一下).

    So it is taken where what follows looks at its end: that of a line, or of a quotation.
    """
    if text[end - 1] == "\n" or any(text.find(mark, start, end) >= 0 for mark in "“《"):
        return True
    if any(text[at].isascii() for at in numerals):
        return True
    for piece in _PIECE.finditer(text, start, end):  # the segmenter sees no further than from mark to mark
        here = numerals[bisect_left(numerals, piece.start()) : bisect_left(numerals, piece.end())]
        cuts = Cuts(text, cut(piece[0], piece.start())) if here else None
        if cuts and any(cuts.fixed_end(at) is None for at in here):
            return True
    return False


def _unread(text: str, stretches: list[tuple[int, int, bool]], own: list[Token]) -> Iterator[Token]:
    """What is not read: its words between the times and its mark."""
    starts = [token.start for token in own]
    for start, end, wanted in stretches:
        if wanted:
            continue
        last, at = end - (text[end - 1] in "。！？\n…"), start
        for token in own[bisect_left(starts, start) : bisect_left(starts, end)]:
            if at < token.start:
                yield Token(at, token.start, text[at : token.start], "other")
            at = token.end
        if at < last:
            yield Token(at, last, text[at:last], "other")
        if last < end:
            yield Token(last, end, text[last:end], "punct")


def _numbered_names(text: str) -> list[Token]:
    if not any(word in text for word in _NAMES_BY_NUMBER):
        return []
    found = ((hit, cls, tag) for pattern, cls, tag in _NAMED_BY_NUMBER for hit in pattern.finditer(text))
    return [Token(hit.start(), hit.end(), hit[0], cls, tag) for hit, cls, tag in found]


def _merged(text: str, words: list[Token], starts: list[int], own: list[Token]) -> list[Token]:
    """The own tokens and the words between them, cut again where one of them reaches into an own token.

    Where the segmenter saw a boundary at both ends of a gap, it cut the gap as it would have cut it alone.
    """
    found: list[Token] = []
    at = i = 0
    for token in [*own, None]:
        end = token.start if token else len(text)
        if at < end:
            i = bisect_left(starts, at, i)
            last = bisect_left(starts, end, i)
            fits = i < last and starts[i] == at and words[last - 1].end == end
            found += words[i:last] if fits else cut(text[at:end], at)
            i = last
        if token:
            found.append(token)
            at = token.end
    return found


def _refined(found: list[Token]) -> list[Token]:
    """Tokens whose class depends on their neighbours: a suffix joins its word, 比 is a noun in 城乡收入比为2.3."""
    joined: set[int] = set()
    for i in [i for i, token in enumerate(found) if token.text in _REFINED]:
        token = found[i]
        last = found[i - 1] if i else None
        if token.text == "提到" and _counts(found, i + 1):  # 提到一半以上
            found[i] = Token(token.start, token.end, token.text, "change", "up")
        elif last is not None and last.end == token.start and _joins(last, token, found[i + 1 : i + 3]):
            found[i] = Token(last.start, token.end, last.text + token.text, "noun", "n")
            joined.add(i - 1)
    return [token for i, token in enumerate(found) if i not in joined] if joined else found


def _joins(last: Token, token: Token, following: list[Token]) -> bool:
    if token.text in _MEASURING:
        return token.cls == "noun" and len(last.text) > 1 and last.cls in ("noun", "verb", "act", "change")
    if token.text != "比" or last.cls != "noun" or not following:
        return False
    ends = following[0].cls == "quantity" and (len(following) < 2 or following[1].cls == "punct")
    return ends or following[0].text in _RATIO_BEFORE  # 收入比2.04，; 收入比缩小到


def _counts(found: list[Token], i: int) -> bool:
    """Whether a number follows, a qualifier or 每人 before it."""
    while i < len(found) and (found[i].cls in ("lead", "pron") or found[i].text == "了"):
        i += 1
    return i < len(found) and found[i].cls == "quantity"
