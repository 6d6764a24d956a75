"""Of which area or body a figure speaks: known places, names that end like one, bodies; the site's own area is none."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Final

from parsers.observations.passage import Passage
from parsers.words import Token
from parsers.words.clauses import CLAUSE_ENDS
from parsers.words.lexicon import LEXICON, words_of
from parsers.words.tables import read_lines, read_sections


@dataclass(slots=True)
class Place:
    """A place named in the text."""

    start: int
    end: int
    name: str
    """As it stands in ``metrics.place``; empty: the site's own whole area (全市, 咱们)."""
    beyond: bool
    """Not within the site's area (全国, another city): it speaks for its own clause alone."""


_WORDS: Final = read_sections("places.txt", "parsers.observations")
_OWN: Final = frozenset(_WORDS["own"])
_BODIES: Final = frozenset(_WORDS["body"])
_WHOLES: Final = frozenset(_WORDS["whole"])
_LISTED: Final = frozenset(word[0] for word in _OWN | _BODIES | _WHOLES)
"""First characters of the words of the lists."""
_NO_DISTRICT: Final = tuple(_WORDS["no district"])
_NOUN: Final = ("noun", "")
_PARTS: Final = frozenset({"片区", "组团"})
_NEVER: Final = words_of("name: function", "name: report", "name: tail", "what: change-noun", "what: grants").union(
    _WORDS["never"]
)
_CUT: Final = frozenset({"noun", "act", "verb", "change"})
"""Of words of one character that a name is cut into: 高|青|县."""
_ENDINGS: Final = tuple(sorted(_WORDS["ending"], key=len, reverse=True))
_ENDED: Final = re.compile(f"[{''.join({ending[-1] for ending in _ENDINGS})}]")
_THREE: Final = re.compile("[\u4e00-\u9fff]{2}(?:新区|[区县])")
_COMMON_FIRST: Final = frozenset("老新大小主中内外旧市省国")
_BEFORE_NAMES: Final = words_of("name: joins", "frame").union(CLAUSE_ENDS, ("看", "来"))
_TIME_ENDS: Final = ("年", "月", "季度", "底", "末", "期", "日")
_GOES_ON: Final = words_of("name: joins", "adv", "aux", "act of", "change", "copula", "lead", "noun money", "share") | {
    "是"
}
"""What is told of an area: 枫山区、永湾区分别增长, 临港区总投资."""
_LONGEST_MENTION: Final = 16
_LONGEST: Final = 6
"""Characters of a district's name."""
_TOWN_ENDS: Final = frozenset(_WORDS["town"])
TOWN: Final = f"[{''.join(sorted(_TOWN_ENDS))}]"
"""A character that ends names of towns, as a pattern."""
_TOWNS: Final = re.compile(TOWN)
_LONGEST_TOWN: Final = 6
"""Characters of three words, each one or two."""
_OUTLETS: Final = re.compile(
    r"^《?([\u4e00-\u9fff]{2,4}?)(?:市?融媒|日报|晚报|晨报|电视台|广播|发布|新闻网|都市报|商报)"
)
_OFFICE: Final = re.compile(r"([\u4e00-\u9fff]{2,8}?)(?:市|省|区|县)?(?:人民政府|市政府|新闻办|政府新闻办)")


def _known() -> dict[str, tuple[str, bool]]:
    """Every spelling with its name and whether it may stand alone as a word of another meaning."""
    names: dict[str, tuple[str, bool]] = {}
    for line in read_lines("places.tsv", "parsers.observations")[1:]:
        name, short, kind, _ = line.split("\t")
        shown = name if kind in ("district", "region") else short or name
        names[name] = (shown, kind != "district")
        if short:
            names[short] = (shown, kind != "district")
    return names


KNOWN: Final = _known()
_LENGTHS: Final = {
    first: sorted({len(name) for name in KNOWN if name[0] == first}, reverse=True) for first in {n[0] for n in KNOWN}
}


_FIRST: Final = _LISTED.union(_LENGTHS)


def own_names(
    office: str | None, source: str | None, outlets: Iterable[str | None], *, province: str | None, national: bool
) -> frozenset[str]:
    """How the site's own area is called: of the office's name, of local papers (澄湾日报), the country for a ministry.

    Args:
        office: title of the site.
        source: what the page names as its source.
        outlets: who asked.
        province: of the site.
    """
    names = {"全国", "我国", "国家"} if national else {province} if province else set()
    for title in (office, source):
        names.update(match[1].removesuffix("市") for match in _OFFICE.finditer(title or ""))
    for outlet in outlets:
        match = _OUTLETS.match(outlet or "")
        if match and match[1] not in KNOWN:
            names.add(match[1])
    return frozenset(name.removesuffix("市").removesuffix("省") for name in names if len(name) > 1)


_START: Final = attrgetter("start")
_END: Final = attrgetter("end")


class Places:
    """The places that a turn names, found in the sentences that are asked about."""

    def __init__(self, passage: Passage, own: frozenset[str]) -> None:
        self._passage = passage
        self._own = own
        self._first = _FIRST.union(name[0] for name in own)
        """First characters of the words that may begin a place; most begin none."""
        self._found: dict[int, list[Place]] = {}

    def within(self, low: int, high: int) -> list[Place]:
        """The places that lie within ``text[low:high]``, in order."""
        found: list[Place] = []
        for number in self._passage.numbers(low, high):  # a sentence may hold hundreds of places, and each figure asks
            places = self._of_sentence(number)
            if places:
                first = bisect_left(places, low, key=_START)
                found += places[first : bisect_right(places, high, first, key=_END)]
        return found

    def __contains__(self, at: object) -> bool:
        """Whether the character at an offset belongs to a place."""
        if not isinstance(at, int):
            return False
        for number in self._passage.numbers(at, at + 1):
            places = self._of_sentence(number)
            last = bisect_right(places, at, key=_START) - 1
            if last >= 0 and at < places[last].end:
                return True
        return False

    def _of_sentence(self, number: int) -> list[Place]:
        found = self._found.get(number)
        if found is None:
            self._found[number] = found = _find_places(self._passage, number, self._own, self._first)
        return found


def _find_places(passage: Passage, number: int, own: frozenset[str], first: frozenset[str]) -> list[Place]:
    """The places that a sentence names, in order, not overlapping."""
    found: list[Place] = []
    words, starts = passage.of_sentence(number)
    end = 0
    ended = _before_endings(passage, number, words, starts)
    for index in [at for at, word in enumerate(words) if word.text[0] in first or at in ended]:
        word = words[index]
        place = (
            _own_at(passage, word, own)
            or (word.text[0] in _LENGTHS and _known_at(passage, word))
            or (word.text[0] in _LISTED and _by_word(passage, words, index))
            or (index in ended and (_by_ending(passage, words, index) or _by_stand(passage, words, index)))
            or None
        )
        if place is not None and place.start >= end:
            found.append(_unless_own(place, own))
            end = place.end
    return found


def _before_endings(passage: Passage, number: int, words: list[Token], starts: list[int]) -> set[int]:
    """The words of a sentence in or up to six characters before whose end a 区 or 县 stands."""
    found: set[int] = set()
    for match in _ENDED.finditer(passage.text, *passage.cut.sentences[number : number + 2]):
        last = bisect_right(starts, match.start()) - 1
        first = bisect_right(starts, match.start() - _LONGEST)
        found.update(range(first, last + (words[last].end == match.end())))
    return found


def _unless_own(place: Place, own: frozenset[str]) -> Place:
    is_own = place.name.removesuffix("市").removesuffix("省") in own
    return Place(place.start, place.end, "", beyond=False) if is_own else place


def _own_at(passage: Passage, word: Token, own: frozenset[str]) -> Place | None:
    """荻州 in 荻州东站发送旅客: the site's own area by name, whatever of it is spoken of; not 科技, of a paper's name."""
    if len(word.text) > 1 and word.tag not in ("ns", "nr"):
        return None
    ends = [word.start + len(name) for name in own if passage.text.startswith(name, word.start)]
    end = max(filter(passage.is_edge, ends), default=None)
    return Place(word.start, end, "", beyond=False) if end else None


def _known_at(passage: Passage, word: Token) -> Place | None:
    text = passage.text
    for length in _LENGTHS.get(word.text[0], ()):
        name = text[word.start : word.start + length]
        if name in KNOWN and passage.is_edge(word.start + length) and not _continues(text, word.start + length):
            shown, beyond = KNOWN[name]
            return Place(word.start, word.start + length, shown, beyond)
    return None


def _continues(text: str, end: int) -> bool:
    """上海港, 北京路, 河南话: the name of something else; a press office, too."""
    return text[end : end + 1] in ("路", "话", "菜", "籍", "队", "大", "银") or text[end : end + 2] in (
        "日报",
        "晚报",
        "电视",
        "大学",
        "银行",
        "记者",
    )


def _by_word(passage: Passage, words: list[Token], index: int) -> Place | None:
    """全市, 咱们, 市属国企, 中心城区: a word of a list, perhaps of two words of the segmenter."""
    start = words[index].start
    for size in (3, 2, 1):
        if index + size > len(words):
            continue
        end = words[index + size - 1].end
        text = passage.text[start:end]
        if text in _OWN:
            return Place(start, end, "", beyond=False)
        if text in _BODIES or text in _WHOLES:
            further = words[index + size].text if index + size < len(words) else ""
            part = further if further in _PARTS else ""  # 大学城片区
            return Place(start, end + len(part), text + part, beyond=text in _WHOLES)
    return None


def _by_ending(passage: Passage, words: list[Token], index: int) -> Place | None:
    """河埠区, 青岚县: one word, or up to three characters that the segmenter does not know, with the ending of a district."""
    start, end = words[index].start, words[index].start
    for word in words[index : index + 4]:
        if not (_may_be_of_name(word) or (word.start == start and _is_first_half(words, index))):
            return None
        end = word.end
        name = passage.text[start:end]
        if len(name) > _LONGEST:
            return None
        ending = next(e for e in _ENDINGS if name.endswith(e)) if name.endswith(_ENDINGS) else ""
        if ending and len(name) - len(ending) + (len(ending) > 1) >= 2 and not name.endswith(_NO_DISTRICT):
            return Place(start, end, name, beyond=False)
    return None


def _by_stand(passage: Passage, words: list[Token], index: int) -> Place | None:
    """临港区生产总值, 枫山区、永湾区分别增长: three characters where a district stands, though the last two are a common noun."""
    start = words[index].start
    name = _THREE.match(passage.text, start)
    if not name or name[0][0] in _COMMON_FIRST or name[0] in _NO_DISTRICT:
        return None
    if not (_may_be_of_name(words[index]) and _begins_name(words, index)):
        return None
    end = start + len(name[0])
    return Place(start, end, name[0], beyond=False) if _is_told_of(passage, end) else None


def _is_first_half(words: list[Token], index: int) -> bool:
    """数|谷|新区: a noun of one character that stands where a name begins, before what the segmenter takes for a part of one."""
    word, behind = words[index], words[index + 1 : index + 2]
    halves = len(word.text) == 1 and word.cls == "noun" and bool(behind) and len(behind[0].text) == 1
    return halves and behind[0].tag.startswith("n") and _begins_name(words, index)


def _begins_name(words: list[Token], index: int) -> bool:
    """Behind a mark, a conjunction, a time or the word for the whole city."""
    before = words[index - 1] if index else None
    return before is None or before.text in _BEFORE_NAMES or before.text.endswith(_TIME_ENDS) or before.text in _OWN


def _is_told_of(passage: Passage, end: int) -> bool:
    """Whether a list goes on, a verb of change stands or a quantity of the vocabulary begins there."""
    behind = passage.words_in(end, end + _LONGEST, 1)
    if behind and (behind[0].text in _GOES_ON or behind[0].tag == "m"):
        return True
    return any(mention.start == end for mention in passage.mentions_in(end, end + _LONGEST_MENTION))


def _may_be_of_name(word: Token) -> bool:
    if not "\u4e00" <= word.text[0] <= "\u9fff" or word.tag[0] not in "nvajfbgzs" or word.text in _NEVER:
        return False
    cls, feature = LEXICON.get(word.text, _NOUN)
    return (cls, feature) == _NOUN or (len(word.text) == 1 and (cls in _CUT or word.tag == "f"))  # 前|洋|新区


def strange_name(passage: Passage, start: int, high: int) -> Place | None:
    """A name that no table has, where another place is spoken of (临州5.9%，桂泽5.2%): two or three characters that
    make no word, the last of which ends names of towns."""
    if not _TOWNS.search(passage.text, start + 1, min(high, start + _LONGEST_TOWN)):
        return None
    run = ""
    for word in passage.words_in(start, high, 3):
        if len(word.text) != 1 and not (word.tag in ("ns", "nr") and len(word.text) == 2):
            break
        if not _may_be_of_name(word):
            break
        run += word.text
        if len(run) >= 2 and run[-1] in _TOWN_ENDS:
            return Place(start, start + len(run), run, beyond=True)
    return None
