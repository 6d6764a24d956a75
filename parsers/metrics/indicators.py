"""What a figure measures: the noun phrase before it, after it, or inherited from the figure before."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.metrics import change, phrases
from parsers.metrics.scan import Found
from parsers.times import TimeExpression

_JOINT: Final = re.compile("(?:[、，]?(?:和|与|及|以及|或)|、)(?:约|近|超|逾|达)?")
_SPLIT: Final = re.compile("、|以及|[和与及]")
_PAIR_TO: Final = re.compile("[^，。；：]{0,12}?(?:到|至|为|成)(?:了|现在的|目前的|如今的|今年的)?(?:约|近|逾|超)?$")
_FROM: Final = re.compile("(?:由|从)(?:[^，。；：由从]{0,16})$")
_LEFT_FIRST: Final = frozenset(
    [
        "money",
        "percent",
        "percentage_point",
        "fraction",
        "multiple",
        "duration",
        "length",
        "area",
        "volume",
        "mass",
        "energy",
        "power",
        "temperature",
        "speed",
        "concentration",
        "age",
        "index",
        "rate",
        "data",
    ]
)
_OF_WHOLE: Final = re.compile("(?<!侵)占(?!比|地|用|道|领|据|有率|压)")
_SHARING: Final = re.compile("占(?:比|比重)?(?:达|到|为|约|近|超)*$|比重(?:达|到|为)*$")
# 规模创新高，增长5%: a remark, not the subject.
_REMARK: Final = re.compile("新高|新低|台阶|第一|关口|大关|纪录")
_COPULA: Final = re.compile("(?:约)?(?:为|是|达到?|有)(?:了)?")
_ADVERBIAL: Final = re.compile(
    "[ 　]*(?:按|受|据|从|扣除|剔除|考虑|随着|由于|因|在|与|通过|虽|但|比|较|对|经|为|如|若|同时|其中|根据|实现|呈|首次|再?创|位居|位列|稳?居|刷新|继续|保持|均|也)"
)
# 给予最高30万元奖励, 设立100亿元专项资金: what is given follows.
_GIVING: Final = re.compile(
    "(?:给予|发放|再?发|提供|设立|安排|(?<![发总年技费金政])投入|拨付|下达|发行|筹集|募集|享受|适用|出资|支付|领取|供应|减按|设有|出现|存在|面临"
    "|预留|增发|补发|奖励|补贴|补助|资助|拿出|提取|获得|争取|缴纳|收取|免收|减免|退还|形成|实现|完成|达成|采购|收购|订购|投放"
    "|储备|种植|新增|新建|改造|建成|铺设|开工|竣工|交付|腾退|腾出|拆除|治理|修复|绿化|造林|整治|清运|处理|消纳|回收|输送"
    "|节约|节省)(?:了|约|近|超)?$"
)
# 给予企业最高300万元补助
_GIFTS: Final = frozenset("补助 奖励 补贴 资助 奖金 津贴 奖补 贴息 扶持 罚款 赔偿 减免".split())
_PARTICLES: Final = re.compile(
    "(?:由|从|在|按|以|为|是|有|约|近|超|达到?|累计|合计|共计?|总共|分别|平均|其中|同比|环比|增长|下降|[比较与同][^，。；]*)"
)
_REACH: Final = 60


@dataclass(slots=True)
class Reading:
    """A figure with the words around it, and what has been understood of it."""

    found: Found
    clause: int
    """Where its clause begins."""
    left: int
    """Where the words that belong to it begin: the clause, or the figure before it."""
    sentence: int
    sentence_end: int
    paragraph: int
    before: str = ""
    """The words from ``left`` to the figure."""
    joined: bool = False
    """Coordinated with the figure before it (`2.3%、6.9%`)."""
    listed: bool = False
    """In one list with the figure before it, with a verb of its own (`增长4.4%、下降1.3%`)."""
    pair: str = ""
    """from or to, in 由30%降至15%."""
    previous: int = 0
    """Where the figure before ends."""
    taken: int = 0
    """Where the noun phrase behind it ends, once that is its indicator."""
    indicator: str | None = None
    pattern: str = ""

    @property
    def kind(self) -> str:
        """The kind of its unit."""
        return self.found.mention.unit.kind if self.found.mention.unit else "count"

    @property
    def of_base(self) -> bool:
        """A share or multiple of something named before 的: 只相当于2021年高点的五分之二."""
        return self.kind in ("percent", "fraction", "multiple") and self.before.endswith("的")

    @property
    def canonical(self) -> str:
        """Its canonical unit."""
        return self.found.mention.unit.canonical if self.found.mention.unit else ""


def mark_groups(text: str, readings: list[Reading]) -> None:
    """Coordinated figures and from–to pairs."""
    for previous, current in pairwise(readings):
        if previous.sentence != current.sentence or current.clause != previous.clause:
            continue
        between = text[previous.found.end : current.found.start]
        if _JOINT.fullmatch(between):
            current.joined = True
        elif previous.kind == current.kind and change.LISTED.fullmatch(between):
            current.listed = True
        elif (
            (
                previous.kind == current.kind
                or (previous.found.mention.unit_text or "")[:1] == (current.found.mention.unit_text or "")[:1]
            )
            and _FROM.search(previous.before)
            and _PAIR_TO.fullmatch(between)
        ):
            previous.pair, current.pair = "from", "to"


def assign(text: str, readings: list[Reading], times: list[TimeExpression]) -> None:
    """Give every reading its indicator and pattern."""
    spans = [(expression.start, expression.end) for expression in times if expression.kind != "sequel"]
    for i in range(len(readings)):
        _assign_one(text, readings, i, spans)
    _pair_respectively(text, readings)


def _assign_one(text: str, readings: list[Reading], i: int, spans: list[tuple[int, int]]) -> None:
    reading = readings[i]
    previous = readings[i - 1] if i and readings[i - 1].sentence == reading.sentence else None
    if previous and _stands_on(previous, reading):  # 60岁及以上老年人口568万人
        reading.indicator, reading.pattern = text[previous.found.start : reading.found.start], "PREN"
        return
    if previous and reading.left <= previous.taken <= reading.found.start:
        # 5分钟响应、10分钟到场: 响应 belongs to the figure before
        reading.left, reading.before = previous.taken, text[previous.taken : reading.found.start].lstrip("、和与及")
        reading.left = reading.found.start - len(reading.before)
    if reading.pair == "to" and previous:
        reading.indicator, reading.pattern = _subject_of_pair(text, previous, spans) or previous.indicator, "CHG"
        return
    if reading.joined and previous and (previous.kind == reading.kind):
        after = _after(text, reading)
        if reading.kind != "count" or after is None:
            if reading.kind == "count" and previous.pattern == "POST":
                reading.indicator, reading.pattern = previous.indicator, "ELL"
            else:
                reading.indicator, reading.pattern = previous.indicator, previous.pattern
            return
    spanned = _SPANNED.search(reading.before) if reading.kind == "duration" else None
    if spanned:
        reading.indicator, reading.pattern = spanned["span"], "PREV"
        return
    verb = change.governing_verb(reading.before)
    subject = _left_phrase(text, reading, spans, verb.start("verb") if verb else None)
    if reading.pair == "from":
        subject = _subject_of_pair(text, reading, spans) or subject
    after = None if (verb or reading.pair) and reading.kind != "count" else _after(text, reading)
    if reading.pair == "from" and readings[i + 1].found.start - reading.found.end <= len("扩展到"):
        after = None  # 由20个扩展到32个
    if reading.kind in ("count", "age") and after:
        _take_after(text, reading, after)
    elif subject and not (after and not verb and (_GIVING.search(reading.before) or after[:2] in _GIFTS)):
        reading.indicator, reading.pattern = subject, "CHG" if verb else "PREV"
    elif not verb and after and not _SHARING.search(reading.before):
        _take_after(text, reading, after)
    else:
        _inherit(text, readings, i, spans, bool(verb))


def _take_after(text: str, reading: Reading, phrase: str) -> None:
    reading.indicator, reading.pattern = phrase, "POST"
    start = reading.found.end
    reading.taken = start + (text[start : start + 1] == "的") + len(phrase)


def _stands_on(previous: Reading, reading: Reading) -> bool:
    """Whether the figure before is an age or a threshold in this one's name."""
    limit = previous.kind == "age" or previous.found.trail in ("以上", "以下", "及以上", "及以下")
    return limit and reading.found.start in (previous.taken, previous.found.end)


_SPANNED: Final = re.compile(
    "(?P<span>[^，。；：、0-9从]{0,10}从[^，。；：0-9从]{2,14}?(?<![达得收拿看接])到[^，。；：0-9]{2,12}?)，?(?:最[快慢短长]|平均|只要|只需|只用|仅需|需要?|大?约|缩短到|压缩到|控制在|一般)+$"
)
"""从签约到拿地最快9个工作日: how long the way from one to the other takes."""


def _after(text: str, reading: Reading) -> str | None:
    return phrases.noun_after(text, reading.found.end, reading.sentence_end)


def _left_phrase(text: str, reading: Reading, spans: list[tuple[int, int]], verb: int | None) -> str | None:
    """The noun phrase between the last break and the figure, without times, comparisons and the change verb."""
    low = max(reading.left, reading.found.start - _REACH)
    high = reading.found.start if verb is None else reading.left + verb
    sharing = _OF_WHOLE.search(text, low, high)
    if sharing and text[high - 1] == "的":  # 占住房成交总量的六成一
        low = sharing.end()
    elif sharing:  # 民营企业占全部企业的比重达到七成: what has the share, not of what
        high = sharing.start()
    compared = phrases.comparison_start(text[low:high])
    if compared is not None:
        high = low + compared
    return _phrase_in(text, low, high, spans)


def _phrase_in(text: str, low: int, high: int, spans: list[tuple[int, int]], *, first: bool = False) -> str | None:
    """The noun phrase nearest to ``high`` (or the ``first``) between the time expressions."""
    pieces, at = [], low
    at_span = max(0, bisect_left(spans, (low, 0)) - 1)
    for start, end in spans[at_span : at_span + 40]:
        if start >= high:
            break
        if end <= low:
            continue
        pieces.append(text[at : max(at, start)])
        at = max(at, end)
    pieces.append(text[at:high])
    for piece in pieces if first else reversed(pieces):
        phrase = phrases.clean(piece)
        if not phrases.names_nothing(phrase):
            return phrase
    return None


def _subject_of_pair(text: str, reading: Reading, spans: list[tuple[int, int]]) -> str | None:
    """`单箱合规成本由年初的230美元降至215.5美元`: what stands before 由."""
    opened = _FROM.search(reading.before)
    if not opened:
        return None
    low = max(reading.left, reading.found.start - _REACH)
    return _phrase_in(text, low, reading.found.start - len(reading.before) + opened.start(), spans)


def _inherit(text: str, readings: list[Reading], i: int, spans: list[tuple[int, int]], changed: bool) -> None:
    """The indicator of the figure before, the head counted with the same measure word, or the clause before."""
    reading = readings[i]
    head = _head_before(text, reading, spans)
    if head:
        reading.indicator, reading.pattern = head, "ELL"
        return
    if reading.kind == "count" and not changed:
        for earlier in reversed(readings[max(0, i - 8) : i]):
            if earlier.paragraph == reading.paragraph and earlier.canonical == reading.canonical and earlier.indicator:
                reading.indicator, reading.pattern = earlier.indicator, "ELL"
                return
    own_clause = _topic(text, reading) or _subject_between(text, reading, spans, changed)
    source = _source(readings, i)
    if own_clause or source:
        reading.indicator, reading.pattern = own_clause or source, "CHGI"
        return
    phrase = _clause_before(text, reading, spans)
    if phrase:
        reading.indicator, reading.pattern = phrase, "CHGI"
        return
    own = phrases.clean(reading.before) or reading.before.strip(" 　的了") or _after(text, reading)
    # 由, 累计, 比去年同期增长: words around a number, of which none says what it measures
    nothing = not own or _PARTICLES.fullmatch(own) or phrases.is_frame(own)
    reading.indicator, reading.pattern = None if nothing else own, "VOBJ"


def _source(readings: list[Reading], i: int) -> str | None:
    """The indicator of the nearest figure before in the sentence that is no share of a base (为调整预算的101.3%)."""
    for earlier in reversed(readings[max(0, i - 4) : i]):
        if earlier.sentence != readings[i].sentence:
            break
        if earlier.indicator and not earlier.of_base:
            return earlier.indicator
    return readings[i - 1].indicator if i and readings[i - 1].sentence == readings[i].sentence else None


def _subject_between(text: str, reading: Reading, spans: list[tuple[int, int]], changed: bool) -> str | None:
    """`最大点雨量出现在云岭站，为1687毫米`: a clause without a figure just before names the subject."""
    if reading.left != reading.clause or not (changed or _COPULA.fullmatch(reading.before.strip())):
        return None
    end = reading.clause - 1
    start = max(text.rfind(mark, max(reading.sentence, end - _REACH), end) for mark in "，；：") + 1
    if text[end : end + 1] != "，" or start <= reading.previous or _ADVERBIAL.match(text, start):
        return None
    if _REMARK.search(text, start, end):
        return None
    phrase = _phrase_in(text, start, end, spans, first=True)
    return phrase if phrase and len(phrase) >= 5 else None


_NAMED_TOPIC: Final = re.compile("(?:[，。；：\n]|^)(?P<topic>[^，。；：\n0-9]{1,8}?)(?:呢|嘛|的话|这一?块)，$")


def _topic(text: str, reading: Reading) -> str | None:
    """`人次涨了两成，钱呢，只涨了一成`: a clause that does nothing but name what comes next."""
    if reading.left != reading.clause:
        return None
    named = _NAMED_TOPIC.search(text, max(reading.previous, reading.clause - 12), reading.clause)
    return named["topic"] if named else None


def _head_before(text: str, reading: Reading, spans: list[tuple[int, int]]) -> str | None:
    """`全市雨水泵站中，已有百余座`: the whole that a part is taken from."""
    end = reading.clause - 1
    if reading.left != reading.clause or text[end - 1 : end] != "中" or text[end : end + 1] != "，":
        return None
    return _clause_before(text, reading, spans)


def _clause_before(text: str, reading: Reading, spans: list[tuple[int, int]]) -> str | None:
    end = reading.clause - 1
    low = max(reading.sentence, end - _REACH)
    if end <= low:
        return None
    start = max(low, max(text.rfind(mark, low, end) for mark in "，；：") + 1)
    phrase = _phrase_in(text, start, end, spans, first=True)
    return phrase and phrases.after_figure(phrase)


def _pair_respectively(text: str, readings: list[Reading]) -> None:
    """`进口、出口通关时间分别为29小时和0.5小时`, `货物…、集装箱…，分别增长2.3%、6.9%`: member by member."""
    i = 0
    while i < len(readings):
        end = i + 1
        while end < len(readings) and (readings[end].joined or readings[end].listed):
            end += 1
        group = readings[i:end]
        if len(group) > 1 and group[0].kind == group[-1].kind:
            _pair_group(text, readings, i, group)
        i = end


def _pair_group(text: str, readings: list[Reading], first: int, group: list[Reading]) -> None:
    leader = group[0]
    respectively = "分别" in leader.before
    if leader.indicator and respectively and leader.pattern in ("PREV", "CHG"):
        names = [name for name in _SPLIT.split(leader.indicator) if name]
        if len(names) == len(group):
            for member, name in zip(group, names, strict=True):
                member.indicator = phrases.clean(name) or name
            return
    if leader.pattern != "CHGI" or first < len(group):
        return
    earlier = readings[first - len(group) : first]
    if earlier[0].sentence != leader.sentence or len({reading.kind for reading in earlier}) > 2:
        return
    if respectively or all(reading.joined for reading in earlier[1:]):
        for member, source in zip(group, earlier, strict=True):
            member.indicator = source.indicator
