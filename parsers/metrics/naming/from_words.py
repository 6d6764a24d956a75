"""What the words of a figure's own clause say it measures: the noun phrase before it, or the one behind it."""

from __future__ import annotations

from typing import Final

from parsers.metrics import change
from parsers.metrics.naming import following, phrases
from parsers.metrics.naming.inherited import inherited, part_of
from parsers.metrics.naming.phrases import Phrase
from parsers.metrics.naming.topics import per_one, topic
from parsers.metrics.naming.views import LIMITS, SHIFTED, Named, View, first_word, own_verb
from parsers.metrics.scene import Scene

_SPANNING: Final = frozenset("由 需要 需 要 缩短 压缩 控制 到 在 至 用 只要 只需 只用 仅需".split())
_SPENDING: Final = frozenset({"花费", "耗资", "斥资", "损失", "造成", "花", "耗费", "投入"})
_BEFALLS: Final = frozenset("死亡 受伤 遇难 失踪 被困 赞成 反对 弃权 遇害 伤亡 获救 缺席".split())
"""造成1.1万人死亡, 153票赞成: what so many did or suffered."""
_GIFTS: Final = frozenset("补助 奖励 补贴 资助 奖金 津贴 奖补 贴息 扶持 罚款 赔偿 减免".split())
_ORIGINS: Final = frozenset({"由", "从"})
_COMPARING: Final = frozenset("比 较 相比 高于 低于 快于 慢于 好于 优于".split())
_WHOSE: Final = frozenset({"所", "占", "其"})
_LONGEST_COMPARED: Final = 14
_BEYOND: Final = frozenset({"外", "以外", "之外"})
_FOR_WHOM: Final = frozenset({"为", "给", "替", "帮"})
_RATES: Final = ("速", "幅", "率")
"""快于城镇居民1.5个百分点: whose lead it is was said before; 高于贷款增速11个百分点 has a name of its own."""
_PLACE_ENDS: Final = ("区", "市", "县", "镇", "省", "乡", "地")
_FROM: Final = frozenset({"从", "向", "对", "给", "为"})
_MOVED_BY: Final = frozenset({"受"})
_DONE: Final = frozenset({"了", "过", "下", "出"})
_PASSED: Final = frozenset({"lead", "adv", "inner", "frame"})
_SAYING: Final = frozenset({"adv", "time", "about"})
_MODAL: Final = frozenset({"可", "能", "可以", "要", "会", "还会", "需", "需要", "多"})


def name_one(view: View) -> Named:
    if tied := _stands_on(view) or _second_of_pair(view) or _joined(view) or _spanned(view):
        return tied
    named = _from_words(view)
    if named.pattern in ("ELL", "VOBJ", "CHGI") and (of_one := per_one(view)):
        return of_one
    return topic(view, named) or named


def _stands_on(view: View) -> Named | None:
    """60岁及以上老年人口568万人: the figure before is in this one's name."""
    earlier = view.previous
    if earlier is None or not (earlier.kind == "age" or earlier.qualified.trail in LIMITS):
        return None
    if view.figure.first in (view.last.taken, earlier.last):
        return Named((earlier.first, view.figure.first), "PREN")
    return None


def _second_of_pair(view: View) -> Named | None:
    if view.tie.pair != "to" or view.previous is None:
        return None
    return Named(_subject_of_pair(view, view.i - 1) or view.last.phrase, "CHG")


def _joined(view: View) -> Named | None:
    """The second of `2.3%、6.9%` measures the same; of `3家、5个站` what stands behind it."""
    if not view.tie.joined or view.previous is None or view.previous.kind != view.figure.kind:
        return None
    counted = view.figure.kind == "count"
    return None if counted and _behind(view) is not None else Named(view.last.phrase, view.last.pattern)


def _spanned(view: View) -> Named | None:
    """从签约到拿地最快9个工作日: how long the way from one to the other takes."""
    if view.figure.kind != "duration":
        return None
    tokens = view.scene.tokens
    end = view.scene.past(view.figure.first, view.left, _PASSED, _SPANNING) + 1
    for start in range(end - 1, view.left - 1, -1):
        if tokens[start].text == "从":
            way = any(token.text in ("到", "至") for token in tokens[start:end])
            subject = phrases.nearest(view.scene, view.left, start)  # 冷链货物|从卸机到提离
            return Named((subject[0] if subject else start, end), "PREV") if way else None
    return None


def _from_words(view: View) -> Named:
    scene, figure = view.scene, view.figure
    verb = change.governing_verb(scene, figure, view.left)
    subject = _before(view, verb)
    if subject and verb and (whom := _for_whom(view, subject[1])) is not None:
        return Named((whom, verb + 1), "CHG")
    if subject is None and verb is not None and figure.kind == "percentage_point":
        subject = _share_moved(view, verb)
    if subject is None and view.previous and view.previous.kind == "age" and view.left == view.last.taken:
        person = scene.tokens[view.left - 1].feature == "person"
        subject = (view.previous.first, view.left) if person else view.last.phrase  # 80岁以上老人一餐优惠四块钱
    if view.tie.pair == "from":
        subject = _subject_of_pair(view, view.i) or subject
    after = None if (verb is not None or view.tie.pair) and figure.kind != "count" else _behind(view)
    if view.tie.pair == "from" and view.figures[view.i + 1].start - figure.end <= len("扩展到"):
        after = None  # 由20个扩展到32个
    if whole := part_of(view):
        return Named(whole, "ELL")
    if figure.kind == "count" and scene.after(figure.last).text in _BEFALLS:
        return Named((figure.last, figure.last + 1), "POST", figure.last + 1)
    if figure.kind == "count" and scene.before(figure.first).text in _BEFALLS and scene.after(figure.last).text == "的":
        return Named((figure.first - 1, figure.first), "PREV")  # 死亡3人以上的事故
    ranged = figure.kind == "age" and subject and scene.tokens[figure.first - 1].cls == "copula"  # 年龄为9至45岁
    if after and figure.kind in ("count", "age") and not ranged:
        return Named(after, "POST", after[1])
    given = after is not None and _is_behind(view, subject, after)
    if figure.kind == "duration" and not view.tie.pair:
        shifted = own_verb(view)
        if shifted is not None and scene.tokens[shifted].text in SHIFTED:
            return Named((subject[0] if subject and subject[1] == shifted else shifted, shifted + 1), "VOBJ")
        if view.previous and view.last.taken == figure.first > view.previous.last:
            return Named(view.last.phrase, "PREV")  # 80%左右的新药两年内就能进来
        if task := _task(view, subject):
            return Named(task, "VOBJ", task[1])
    if subject and not given:
        return Named(_with_verb(view, subject), "PREV" if verb is None else "CHG")
    if after:
        return Named(after, "POST", after[1])
    return inherited(view, changed=verb is not None or bool(view.tie.pair))


def _is_behind(view: View, subject: Phrase | None, after: Phrase) -> bool:
    """Whether it is what stands behind a figure that it measures, though something may be named before."""
    scene, figure, tokens = view.scene, view.figure, view.scene.tokens
    linked = tokens[figure.last].text == "的"
    if linked and subject and tokens[subject[1] - 1].cls == "name":
        return True  # 中国25%的税率
    if linked and figure.kind == "money" and scene.before(figure.first, view.left).text in _SPENDING:
        return False  # 花费近1万亿美元的战争
    last = tokens[after[1] - 1].text if linked else ""  # 每天3元钱的营养膳食补助
    given = tokens[after[0]].text in _GIFTS or last in _GIFTS or _is_given(view)
    return given and (linked or figure.kind not in ("percent", "fraction"))


def _behind(view: View) -> Phrase | None:
    scene, tokens = view.scene, view.scene.tokens
    figure, end, at = view.figure, view.figure.clause.last, view.figure.last
    if figure.qualified.trail in LIMITS and view.i + 1 < len(view.figures) and view.figures[view.i + 1].first == at:
        at = view.figures[view.i + 1].last  # 500元以上1000元以下罚款
    at += tokens[at].text in _BEYOND and tokens[at + 1].text == "的"  # 3公里外的学校
    found = following.behind(scene, at, end, counted=figure.kind == "count", taken=_is_taken(view))
    held = scene.before(figure.first, view.left).text in ("有", "就有")  # 里就有近1吨是再生水
    if found or not (held or (figure.kind == "count" and view.word_before() < 0)):
        return found
    if tokens[at].text not in ("为", "是", "来自"):
        return None
    at += 1
    while tokens[at].cls in ("time", "adv", "frame"):  # 20家为此前签约企业
        at += 1
    start = at
    while tokens[at].text == "新" or tokens[at - 1].text == "新":  # 18家为新引进企业
        at += 1
    found = following.behind(scene, at, end)
    return (start, found[1]) if found else None


def _is_taken(view: View) -> bool:
    """Whether a verb before the figure takes what is counted: 运来23吨物资."""
    at = view.word_before()
    return at >= 0 and view.scene.tokens[at].cls in ("act", "verb")


def _before(view: View, verb: int | None) -> Phrase | None:
    """The noun phrase between the last break and the figure, without times, comparisons and the verb of change."""
    scene, low = view.scene, view.left
    high = view.figure.first if verb is None else verb
    if (moved := next((i for i in range(low, high) if scene.tokens[i].text in _MOVED_BY), high)) > low:
        high = moved  # 家电|受去年高基数影响|下降6.3%
    for i in range(high - 1, low - 1, -1):
        if scene.tokens[i].cls == "share":  # 民营企业占全部企业的七成: what has the share, not of what
            base = phrases.nearest(scene, i + 1, high) if _is_base(view) else None  # 占日均客运量760万人次的13%
            return base or phrases.nearest(scene, low, i)
    if scene.before(high, low).text == "的" and view.figure.kind in ("percent", "fraction", "multiple"):
        return phrases.nearest(scene, low, high)
    if scene.tokens[high - 1].text in ("是", "为") and scene.before(high - 1, low).cls == "change":
        return high - 2 - (scene.before(high - 2, low).cls == "adv"), high - 1  # 实际|增长|是6.1%
    if (compared := _comparison(scene, low, high)) is not None:
        led = verb is not None or scene.tokens[compared].text.endswith("于")
        led = led and not scene.tokens[high - 1].text.endswith(_RATES)
        return phrases.nearest(scene, low, compared) or (None if led else phrases.nearest(scene, compared + 1, high))
    return phrases.nearest(scene, low, high)


def _is_base(view: View) -> bool:
    """Whether the figure is what the next one is a share of."""
    end, following = view.figure.last, view.i + 1
    of_it = view.scene.tokens[end].text == "的" and following < len(view.figures)
    return of_it and view.figures[following].first == end + 1


def _for_whom(view: View, end: int) -> int | None:
    """为患者|减负: the first token of those for whom, where a phrase is nothing else."""
    tokens = view.scene.tokens
    at = view.scene.past(end, view.left, phrases.NOMINAL)
    if at < 0 or at + 1 == end or tokens[at].text not in _FOR_WHOM:
        return None
    return None if view.scene.before(at).cls in ("act", "verb") else at + 1  # 下限调整|为|LPR减20个基点


def _share_moved(view: View, verb: int) -> Phrase | None:
    """占比提升1.5个百分点, 所占比重比上年下降0.2个百分点: the share; but 占比24.8% is said of its part."""
    tokens = view.scene.tokens
    at = next((i for i in range(view.left, verb) if tokens[i].text not in _WHOSE), verb)
    return (at, at + 1) if tokens[at].text in ("占比", "比重", "比例") else None


def _comparison(scene: Scene, low: int, high: int) -> int | None:
    """Where `比上年末` or `较2018年` begins in what stands before a figure."""
    for i in range(high - 1, max(low, high - _LONGEST_COMPARED) - 1, -1):
        if scene.tokens[i].text in _COMPARING:
            return i
    return None


def _subject_of_pair(view: View, i: int) -> Phrase | None:
    """`单箱合规成本由年初的230美元降至215.5美元`: what stands before 由."""
    scene, figure = view.scene, view.figures[i]
    low = view.left if i == view.i else first_word(view.figures, view.named, i, figure)
    for at in range(figure.first - 1, low - 1, -1):
        if scene.tokens[at].text in _ORIGINS:
            return phrases.nearest(scene, low, at)
    return None


def _is_given(view: View) -> bool:
    """给予最高30万元奖励, 设立100亿元专项资金: what is given follows."""
    tokens, at = view.scene.tokens, view.figure.first - 1
    while at >= view.left and (tokens[at].text in _DONE or tokens[at].cls in _PASSED):
        if tokens[at].text == "将":
            return True
        at -= 1
    if at < view.left:
        return True
    token = tokens[at]
    if token.text == "是":  # 设定目标是6%至6.5%的区间
        return False
    if token.feature in ("v", "vn") and any(word.text in _FROM for word in tokens[view.left : at]):
        return True  # 从外国进口1500亿美元农产品
    return token.cls in ("act", "verb", "prep", "conj", "quantity") or token.text == "的"


def _with_verb(view: View, subject: Phrase) -> Phrase:
    """法院受理300件: a subject with the verb that says what is counted, where the verb follows it."""
    verb = own_verb(view)
    if (
        verb is None
        or verb < subject[1]
        or (view.figure.kind == "count" and view.scene.tokens[subject[1] - 1].text == "的")
    ):
        return subject  # 分段计价的|还剩9条
    if len(view.scene.tokens[verb].text) == 1 and view.scene.tokens[verb + 1].text == "了":  # B超|做了四百次
        return subject
    between = view.scene.tokens[subject[1] : verb]
    if between and between[-1].feature == "of":  # 在这个领域|开展|培训近千次
        return verb, verb + 1
    each = view.scene.tokens[verb].feature == "gift"  # 新型学徒制|每人每年|补贴
    together = all(t.cls in _SAYING or t.text in _MODAL or (each and t.text[0] == "每") for t in between)
    return (subject[0], verb + 1) if together else subject


def _task(view: View, subject: Phrase | None) -> Phrase | None:
    """45分钟内到达现场, 6个小时全部复电: what is done in that time, where no thing is named before."""
    scene, figure = view.scene, view.figure
    if subject and not (
        scene.tokens[subject[1] - 1].text.endswith(_PLACE_ENDS) or scene.tokens[subject[1]].text in phrases.PLACES
    ):
        return None
    if figure.qualified.trail not in ("内", "以内", "之内") and own_verb(view) is not None:
        return None
    return following.predicate(scene, figure.last, figure.clause.last)
