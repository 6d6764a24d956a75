"""From folded text to tokens: every character belongs to one token, every token has one class.

    text → folded text (``fold``) → **tokens** → clauses (``clauses``) → …

In order, longest match first:

1. the names that a page introduces (class ``name``);
2. quantities: a numeral of any form with its unit, read from the tables (``quantities``), where the numeral is no part
   of a word (一网通办, 三亚, 成千上万, 十分到位): class ``quantity``, ``value`` is the ``Mention``. They are read before
   times are known: the 2023 of 2023年 is a quantity until ``with_times`` says otherwise;
3. the words between, cut by the segmenter as if nothing else stood there, so that no unit is glued to a noun
   (每5度电|里). A word of the lexicon has the class and feature that stand there; another has the class that its part
   of speech gives it.

Classes: ``name quantity time act verb share copula report change compare aim lead trail inner adv prep conj aux pron det
frame noun adj loc quant latin fixed punct space other``. ``quant`` is a numeral word that is no number (一些, 许多),
``fixed`` a word that holds a numeral (一直, 三亚), ``loc`` a word of place behind a noun (上, 中, 里).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from parsers.words.cuts import Cuts
from parsers.words.lexicon import LEXICON
from parsers.words.mention import Mention
from parsers.words.quantities import find_quantities
from parsers.words.segment import Word, cut


@dataclass(slots=True)
class Token:
    """One word. ``text == folded[start:end]``."""

    start: int
    end: int
    text: str
    cls: str
    feature: str = ""
    """What the lexicon adds to the class (``approx`` of 约, ``up`` of 增长), or the segmenter's part of speech."""
    value: Mention | None = None
    """The number of a quantity."""


class Spanned(Protocol):
    """Anything with offsets, such as a time expression."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


_CLASSES: Final = {
    "n": "noun", "nr": "name", "ns": "name", "nt": "name", "nz": "noun", "nrt": "noun", "nrfg": "name", "ng": "noun",
    "s": "noun", "j": "noun", "l": "noun", "i": "noun", "b": "noun", "vn": "noun", "an": "noun", "t": "noun", "tg": "noun",
    "v": "verb", "vd": "adv", "vg": "verb", "vi": "verb", "vq": "verb", "a": "adj", "ad": "adv", "ag": "adj",
    "z": "adj", "d": "adv", "dg": "adv", "p": "prep", "c": "conj", "u": "aux", "uj": "aux", "ul": "aux", "uz": "aux",
    "ud": "aux", "ug": "aux", "uv": "aux", "y": "aux", "e": "aux", "f": "loc", "r": "pron", "rr": "pron", "rz": "pron",
    "rg": "pron", "m": "quant", "mq": "quant", "q": "noun", "eng": "latin", "g": "noun", "zg": "noun", "k": "noun",
    "h": "noun", "df": "adv", "x": "noun",
}  # fmt: skip
_MASK: Final = "\x01"
"""Stands for names and quantities while the words between are cut; no word holds it."""


def tokens(
    text: str, *, times: Iterable[Spanned] = (), names: Collection[str] = (), words: list[Word] | None = None
) -> list[Token]:
    """All tokens of a folded text, in order and without gaps.

    Args:
        times: the time expressions, in order, where they are known: no number is read in them.
        names: names that the page introduces (people, outlets, places of its own), never cut nor read as numbers.
        words: ``cut(text)``, where that is at hand.
    """
    own = [Token(time.start, time.end, text[time.start : time.end], "time") for time in times]
    own = sorted([*own, *_named(text, names, own), *_decades(text)], key=_start)
    cuts = Cuts(text, cut(text) if words is None else words)
    own += [
        Token(mention.start, mention.end, text[mention.start : mention.end], "quantity", value=mention)
        for mention in find_quantities(text, cuts, [(token.start, token.end) for token in own])
    ]
    own.sort(key=_start)
    return _refined(list(_merged(cut(_masked(text, own)), own)))


def _start(token: Token) -> int:
    return token.start


def with_times(found: list[Token], expressions: Iterable[Spanned]) -> list[Token]:
    """The tokens with each time expression as one token of class ``time``; a token that one cuts keeps the rest."""
    result: list[Token] = []
    at = 0
    for expression in expressions:
        start, end = expression.start, expression.end
        while at < len(found) and found[at].end <= start:
            result.append(found[at])
            at += 1
        pieces = []
        while at < len(found) and found[at].start < end:
            token = found[at]
            if token.start < start:
                result.append(_part(token, token.start, start))
            pieces.append(token.text[max(0, start - token.start) : end - token.start])
            if token.end > end:
                found[at] = _part(token, end, token.end)
                break
            at += 1
        result.append(Token(start, end, "".join(pieces), "time"))
    return result + found[at:]


def _part(token: Token, start: int, end: int) -> Token:
    text = token.text[start - token.start : end - token.start]
    cls, feature = LEXICON.get(text, ("other" if token.cls == "quantity" else token.cls, ""))
    return Token(start, end, text, cls, feature)


def _named(text: str, names: Collection[str], times: list[Token]) -> list[Token]:
    """The places of the page's names outside time expressions, the longest first where several begin."""
    found: list[Token] = []
    taken = {at for token in times for at in range(token.start, token.end)} if names else set()
    for name in sorted(names, key=len, reverse=True):
        at = text.find(name) if len(name) > 1 else -1
        while at >= 0:
            if at not in taken and at + len(name) - 1 not in taken:
                found.append(Token(at, at + len(name), name, "name"))
                taken.update(range(at, at + len(name)))
            at = text.find(name, at + len(name))
    return found


_DECADE: Final = re.compile("(?<![0-9])[0-9]0后(?=[\u4e00-\u9fff])(?!续|来|半)")


def _decades(text: str) -> list[Token]:
    """90后青年工人: those born then."""
    return [Token(match.start(), match.end(), match[0], "noun", "n") for match in _DECADE.finditer(text)]


def _masked(text: str, own: list[Token]) -> str:
    pieces, at = [], 0
    for token in own:
        pieces += [text[at : token.start], _MASK * (token.end - token.start)]
        at = token.end
    return "".join([*pieces, text[at:]])


def _merged(words: list[Word], own: list[Token]) -> Iterator[Token]:
    """The words that the segmenter cut, with the own tokens where it saw masks."""
    nxt = 0
    for word in words:
        if word.text[0] != _MASK:
            yield _token(word)
        elif nxt < len(own) and own[nxt].start == word.start:
            yield own[nxt]
            nxt += 1


_MEASURING: Final = frozenset("率额量值费者价期数")
"""Makes a noun of the word before: 核减|率, 发放|量."""
_RATIO_BEFORE: Final = frozenset({"为", "是", "达", "达到", "约", "由", "从", "降", "升", "约为"})


def _refined(found: list[Token]) -> list[Token]:
    """Tokens whose class depends on their neighbours: a suffix joins its word, 比 is a noun in 城乡收入比为2.3."""
    result: list[Token] = []
    for i, token in enumerate(found):
        last = result[-1] if result else None
        if (
            last is not None
            and len(token.text) == 1
            and last.end == token.start
            and last.cls in ("noun", "verb", "act", "change")
        ):
            following = found[i + 1] if i + 1 < len(found) else None
            if token.text in _MEASURING and token.cls == "noun" and len(last.text) > 1:
                result[-1] = Token(last.start, token.end, last.text + token.text, "noun", "n")
                continue
            if token.text == "比" and last.cls == "noun" and following is not None and following.text in _RATIO_BEFORE:
                result[-1] = Token(last.start, token.end, last.text + token.text, "noun", "n")
                continue
        if token.text == "提到" and _counts(found, i + 1):  # 提到一半以上
            token = Token(token.start, token.end, token.text, "change", "up")
        result.append(token)
    return result


def _counts(found: list[Token], i: int) -> bool:
    """Whether a number follows, a qualifier or 每人 before it."""
    while i < len(found) and (found[i].cls in ("lead", "pron", "space") or found[i].text == "了"):
        i += 1
    return i < len(found) and found[i].cls == "quantity"


def _token(word: Word) -> Token:
    start, end, text, tag = word
    entry = LEXICON.get(text)
    if entry:
        return Token(start, end, text, entry[0], entry[1])
    first = text[0]
    if tag == "x" or first < "\u4e00":
        return Token(start, end, text, _class_of_sign(first), tag)
    if tag in ("m", "mq") or len(text) == 1:
        return Token(start, end, text, _CLASSES.get(tag, "noun"), tag)
    return Token(start, end, text, "noun" if tag == "nz" else _CLASSES.get(tag, "noun"), tag)


def _class_of_sign(first: str) -> str:
    if first.isspace():
        return "space"
    if first.isdigit():
        return "other"
    if first.isalpha() or first.isnumeric():
        return "latin" if first.isascii() else "noun"
    return "punct"
