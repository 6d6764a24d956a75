"""What an ambiguous unit (度, 块, 方) or a missing one (投资23亿) stands for, from the bundled table ``senses.tsv``.

Of the rows of a unit the first that holds decides. A row has

- the unit as written, or ``-`` for none;
- its sense: a unit; ``=``, as written; ``as before``, as the figure before; or the kind of what has no unit;
- what the number must be, of ``_NUMBERS``;
- what must be seen around it: ``place test alternatives``;
- an observed example that it decides.

``!`` stands before what must not be. A place is one of ``_PLACES``, perhaps with how many words are looked at, and of
which classes (``behind[noun]``). One word there ``=`` is, ``~`` holds or ``$`` ends with one of the alternatives: texts,
``[class]`` or ``[class.feature]``, ``<kind>`` or ``<unit>`` of a figure (``<one>``: one of something), ``/`` for a break.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import takewhile
from typing import Final, NamedTuple

from parsers.metrics.place import NumberPlace
from parsers.metrics.scene import BREAKS, NOTHING
from parsers.words import Token
from parsers.words.lexicon import LEXICON, ROLES
from parsers.words.numerals import DIGITS
from parsers.words.tables import read_lines
from parsers.words.token import Mention
from parsers.words.units import UNITS, Unit

Holds = Callable[[NumberPlace], bool]
Fits = Callable[[Token], bool]

_REACH: Final = 12
_SENTENCE: Final = 30
_PHRASE: Final = 5
_ALIKE: Final = 20
_NEVER_REPEATED: Final = frozenset({"percent", "percentage_point", "duration", "age", "multiple", "name", "fraction"})
_LISTED: Final[dict[str, Fits]] = {}
"""The lists of the table."""


class Sense(NamedTuple):
    """A row of the table."""

    unit: str
    conditions: list[Holds]
    example: str


def settle(place: NumberPlace) -> Mention:
    """The mention with the unit that is meant; without one where it is no figure."""
    mention = place.mention
    for sense in SENSES.get(mention.unit.written if mention.unit else "-", ()):
        if all(holds(place) for holds in sense.conditions) and (settled := _settled(place, sense.unit)):
            return settled
    return mention


def _settled(place: NumberPlace, name: str) -> Mention | None:
    mention, old = place.mention, place.mention.unit
    if name == "=":
        return mention
    if name == "as before":
        unit = _repeated(place)
        return replace(mention, unit=unit) if unit else None
    found, written = UNITS.get(name), old.written if old else ""
    unit = Unit(written, found.canonical, found.factor, found.kind) if found else Unit(written, "", Decimal(1), name)
    if unit.kind == "money" and not old:
        currency = _currency(place)
        return replace(mention, unit=replace(unit, canonical=currency)) if currency else mention
    times = unit.factor / old.factor if old else 1
    return replace(mention, unit=unit, low=mention.low * times, high=mention.high * times)


def _currency(place: NumberPlace) -> str | None:
    """进口500亿美元，出口300亿; 花了2000亿日元，合人民币100亿: the currency that the clause names, or else the one spoken of.

    None where that is one of several, or a foreign one behind a ；.
    """
    words = list(place.previous_in_sentence(_SENTENCE))
    spoken = (
        _currencies(word for word in place.previous(_REACH) if word.value is None)
        or _currencies(takewhile(lambda word: word.text != "；", words))
        or {UNITS["元"].canonical, *_currencies(words)}
    )
    return spoken.pop() if len(spoken) == 1 else None


def _currencies(words: Iterable[Token]) -> set[str]:
    units = (word.value.unit if word.value else UNITS.get(word.text) for word in words)
    return {unit.canonical for unit in units if unit is not None and unit.kind == "money"}


def _repeated(place: NumberPlace) -> Unit | None:
    """产量4.1亿平方米，去年3.3亿; 总库容9.6亿立方米，防洪库容3.2亿: the unit of the figure before, about as large."""
    low = place.mention.low
    for word in place.previous_in_sentence(_SENTENCE):
        value, unit = word.value, word.value.unit if word.value else None
        if word.text[:1] == "每":
            return None  # 惠及3.1万户，每户给了1.2万
        if value and unit and unit.kind not in _NEVER_REPEATED and unit.factor == 1:
            alike = value.low <= low * _ALIKE and low <= value.low * _ALIKE and (low % 1 == 0 or unit.kind != "count")
            return Unit("", unit.canonical, unit.factor, unit.kind) if alike else None
    return None


# --- what a number may be


def _is_spoken(place: NumberPlace) -> bool:
    return place.mention.number.chinese and not place.mention.number.scaled


def _is_spoken_sum(place: NumberPlace) -> bool:
    """还差两千五, 全护理的三千六: hundreds of something."""
    number = place.mention.number
    tells = not number.bare_scale and len(place.numeral) > 1 and not DIGITS.keys() >= set(place.numeral)
    return _is_spoken(place) and tells and number.low >= 100


def _is_sum(place: NumberPlace) -> bool:
    """23亿, 两千五, 4500."""
    number = place.mention.number
    return number.scaled or (number.low >= 100 and number.low % 10 == 0 and not number.chinese) or _is_spoken_sum(place)


_NUMBERS: Final[dict[str, Callable[[NumberPlace, int], bool]]] = {
    "scaled": lambda place, _: place.mention.number.scaled,
    "chinese": lambda place, _: _is_spoken(place),
    "digits": lambda place, _: not place.mention.number.scaled and not place.mention.number.chinese,
    "said": lambda place, _: _is_spoken_sum(place),
    "sum": lambda place, _: _is_sum(place),
    "decimal": lambda place, _: "." in place.numeral or place.mention.low % 1 != 0,
    "fraction": lambda place, _: place.mention.low % 1 != 0,
    "negative": lambda place, _: place.mention.low < 0,
    "plain": lambda place, _: place.mention.form == "plain",
    "lead": lambda place, _: place.lead is not None,
    "from": lambda place, least: place.mention.number.high >= least,
    "over": lambda place, bound: place.mention.number.high > bound,
}


# --- where something may be seen


def _beyond(place: NumberPlace, passed: str) -> Token:
    """The nearest word before the number that is not in a list."""
    return next((word for word in place.previous(_REACH) if not _LISTED[passed](word)), NOTHING)


def _head(place: NumberPlace) -> Token:
    """The noun that the words before the number end with: 指数为, 参保人数已达."""
    word = _beyond(place, "passed")
    return word if _LISTED["nominal"](word) else NOTHING


def _last(place: NumberPlace) -> Token:
    """The last thing counted in the sentence, but for 一家."""
    values = ((word, word.value) for word in place.previous_in_sentence(_SENTENCE))
    return next((word for word, value in values if value and value.unit and value.high > 1), NOTHING)


def _behind(place: NumberPlace) -> Iterator[Token]:
    """240余万参保人员, 5万的奖励: the words of the phrase behind the number."""
    words = place.following(_PHRASE)
    return takewhile(_LISTED["phrase"], words[1:] if words and words[0].text == "的" else words)


_PLACES: Final[dict[str, Callable[[NumberPlace, int], Iterable[Token]]]] = {
    "prev": lambda place, _: (place.prev,),
    "next": lambda place, _: (place.next,),
    "before": lambda place, reach: place.previous(reach),
    "sentence": lambda place, reach: place.previous_in_sentence(reach),
    "around": lambda place, reach: (*place.previous(reach), *place.following(2)),
    "head": lambda place, _: (_head(place),),
    "act": lambda place, _: (_beyond(place, "light"),),
    "last": lambda place, _: (_last(place),),
    "behind": lambda place, _: _behind(place),
    "tail": lambda place, _: [*takewhile(_LISTED["nouns"], place.following(_PHRASE))][-1:],
}


# --- reading the table

_FORMS: Final = {"=": r"(?:{})\Z", "$": r".*(?:{})\Z", "~": ".*(?:{})"}
_BREAK: Final = rf"[{''.join(BREAKS)}（…]?"
_CONDITION: Final = re.compile(r"(!?)([a-z]+)(\d*)(?:\[([a-z|]+)\])?(?:([=~$])(.+))?")
_LIST: Final = re.compile(r"\{([a-z.]+)\}")


def _is_one_of(test: str, alternatives: str) -> Fits:
    every = alternatives.split("|")
    classes = {one[1:-1] for one in every if one.isascii() and one.startswith("[")}
    kinds = {one[1:-1] for one in every if one.startswith("<")}
    texts = [_BREAK if one == "/" else one for one in every if one[1:-1] not in classes | kinds]
    pattern = re.compile(_FORMS[test].format("|".join(texts) if texts else "(?!)"))

    def holds(word: Token) -> bool:
        return (
            pattern.match(word.text) is not None
            or word.cls in classes
            or (bool(word.feature) and f"{word.cls}.{word.feature}" in classes)
            or (word.value is not None and not kinds.isdisjoint(_kinds(word.value)))
        )

    return holds


def _kinds(value: Mention) -> Iterator[str]:
    if value.unit is not None:
        yield value.unit.kind
        yield value.unit.written
    if value.low == 1:
        yield "one"


def _condition(written: str) -> Holds:
    hit = _CONDITION.fullmatch(written)
    if hit is None:
        raise ValueError(written)
    denied, name, digits, among, test, alternatives = hit.groups()
    count = int(digits or 0)
    if not test:
        is_so = _NUMBERS[name]
        return lambda place: is_so(place, count) is not bool(denied)
    words, fits, classes = _PLACES[name], _is_one_of(test, alternatives), frozenset((among or "").split("|"))
    return lambda place: (
        any(fits(word) for word in words(place, count) if not among or word.cls in classes) is not bool(denied)
    )


def _read() -> dict[str, list[Sense]]:
    texts: dict[str, list[str]] = {}
    for word, (name, feature) in LEXICON.items():
        texts.setdefault(f"{name}.{feature}", []).append(word)
    for reader, words in ROLES.items():
        for word, roles in words.items():
            for role in roles:
                texts.setdefault(f"{reader}.{role}", []).append(word)
    senses: dict[str, list[Sense]] = {}
    for line in read_lines("senses.tsv", __package__):
        written, *cells = line.split("\t")
        cells = [_LIST.sub(lambda hit: "|".join(texts[hit[1]]), cell) for cell in cells]
        if len(cells) == 1:
            texts[written], _LISTED[written] = cells, _is_one_of("=", cells[0])
            continue
        unit, number, seen, example = cells
        sense = Sense(unit, [_condition(one) for one in (*number.split(), *seen.split())], example)
        for one in written.split("|"):
            senses.setdefault(one, []).append(sense)
    return senses


SENSES: Final = _read()
"""By the unit as written (``-``: none), in the order in which they are tried."""
