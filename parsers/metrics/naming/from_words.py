"""What the words of a figure's own clause say it measures: the noun phrase before it, or the one behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from parsers.metrics import change
from parsers.metrics.figures import Found
from parsers.metrics.naming import following, phrases
from parsers.metrics.naming.inherited import inherited, part_of
from parsers.metrics.naming.phrases import Phrase
from parsers.metrics.naming.topics import compared, corrected, per_one, said_of, topic
from parsers.metrics.naming.views import LIGHT, LIMITS, SHIFTED, Named, View, first_word, own_verb
from parsers.metrics.scene import Scene
from parsers.words import Token

_EXTREMES: Final = frozenset({"最高", "最低", "最多", "最少"})
_BEFALLS: Final = frozenset("死亡 受伤 遇难 失踪 被困 赞成 反对 弃权 遇害 伤亡 获救 缺席".split())
"""造成1.1万人死亡, 153票赞成: what so many did or suffered."""
_WORTH: Final = frozenset({"价值", "总额", "总价值", "总值", "额度"})
_SPENDING: Final = frozenset({"花费", "耗资", "斥资", "损失", "造成", "花", "耗费", "投入"})
_GIFTS: Final = frozenset("补助 奖励 补贴 资助 奖金 津贴 奖补 贴息 扶持 罚款 赔偿 减免".split())
_IS_SO_MUCH: Final = frozenset({"是", "只有", "仅为", "仅是", "约为", "只是"})
_ORIGINS: Final = frozenset({"由", "从"})
_SPANNING: Final = frozenset(
    "最快 最慢 最短 最长 平均 只要 只需 只用 仅需 需要 需 要 约 大约 缩短 压缩 控制 一般 到 在 ， 至 仅 只 用 了".split()
)
_COMPARING: Final = frozenset("比 较 相比 高于 低于 快于 慢于 好于 优于".split())
_BOUNDS: Final = frozenset({"le", "gt", "lt", "ge"})
_LONGEST_COMPARED: Final = 14
_RATES: Final = ("速", "幅", "率")
"""快于城镇居民1.5个百分点: whose lead it is was said before; 高于贷款增速11个百分点 has a name of its own."""
_PLACE_ENDS: Final = ("区", "市", "县", "镇", "省", "乡", "地")
_PASSED: Final = frozenset({"lead", "adv", "inner"})


def name_one(view: View) -> Named:
    for rule in _TIED:
        if found := rule(view):
            return found
    named = _from_words(view)
    if named.pattern in ("ELL", "VOBJ", "CHGI") and (of_one := per_one(view)):
        return of_one
    return topic(view, named) or named


def _stands_on(view: View) -> Named | None:
    """60岁及以上老年人口568万人: the figure before is in this one's name."""
    earlier, figure = view.previous, view.figure
    if earlier is None:
        return None
    if earlier.qualified.trail in LIMITS and _has_share(view, earlier):
        return Named((earlier.first, earlier.last + 1), "PREN")
    within = earlier.qualified.trail in ("以内", "之内") and figure.kind == "money"  # 6公里以内两块
    if not (earlier.kind == "age" or earlier.qualified.trail in LIMITS or within):
        return None
    if figure.first not in (view.last.taken, earlier.last):
        between = view.scene.tokens[earlier.last : figure.first]
        said = earlier.kind == "age" and figure.kind != "age" and between[0].cls in ("verb", "copula", "adv")
        if said and all(token.cls in ("verb", "adv", "aux", "copula") for token in between):
            return Named((earlier.first, earlier.last), "PREN")  # 70岁以上打八折
        return None
    return Named((earlier.first, figure.first), "PREN")


def _has_share(view: View, earlier: Found) -> bool:
    """45岁以上的占了四成: what has the share."""
    words = view.scene.tokens[earlier.last : view.figure.first]
    shares = any(word.cls == "share" for word in words)
    return bool(words) and words[0].text == "的" and shares and all(word.cls in ("share", *LIGHT) for word in words)


def _second_of_pair(view: View) -> Named | None:
    if view.tie.pair != "to" or view.previous is None:
        return None
    subject = None if view.last.pattern == "TOP" else _subject_of_pair(view, view.i - 1)
    return Named(subject or view.last.phrase, "CHG")


def _joined(view: View) -> Named | None:
    """The second of `2.3%、6.9%` measures the same; of `3家、5个站` what stands behind it."""
    if not view.tie.joined or view.previous is None or view.previous.kind != view.figure.kind:
        return None
    if view.figure.kind != "count":
        return Named(view.last.phrase, view.last.pattern)
    if _behind(view) is not None:
        return None
    return Named(view.last.phrase, "ELL" if view.last.pattern == "POST" else view.last.pattern)


def _spanned(view: View) -> Named | None:
    """从签约到拿地最快9个工作日: how long the way from one to the other takes."""
    if view.figure.kind != "duration":
        return None
    tokens, end = view.scene.tokens, view.figure.first
    while end > 0 and (tokens[end - 1].text in _SPANNING or tokens[end - 1].cls == "lead"):
        end -= 1
    start = end
    while (
        start > 0
        and tokens[start - 1].cls not in ("punct", "quantity")
        and tokens[start - 1].text != "从"
        and end - start < 10
    ):
        start -= 1
    words = [token.text for token in tokens[start:end]]
    subject = phrases.nearest(view.scene, view.left, start - 1) if start - 1 > view.left else None
    if subject and subject[1] == start - 1 and any(word in ("到", "至") for word in words[1:-1]):
        return Named((subject[0], end), "PREV")  # 冷链货物从卸机到提离最快90分钟
    if (
        start
        and tokens[start - 1].text == "从"
        and any(word in ("到", "至") for word in words[1:-1])
        and end < view.figure.first
    ):
        return Named((start - 1, end), "PREV")
    return None


_TIED: Final[tuple[Callable[[View], Named | None], ...]] = (
    corrected,
    compared,
    said_of,
    _stands_on,
    _second_of_pair,
    _joined,
    _spanned,
)


def _from_words(view: View) -> Named:
    scene, figure = view.scene, view.figure
    verb = change.governing_verb(scene, figure, view.left)
    subject = _before(view, verb)
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
    following_text = scene.after(figure.last).text
    if figure.kind == "count" and following_text in _BEFALLS:
        return Named((figure.last, figure.last + 1), "POST", figure.last + 1)
    if after and figure.kind in ("count", "age"):
        return Named(after, "POST", after[1])
    given = after is not None and _is_behind(view, subject, after, changed=verb is not None)
    owner = scene.before(figure.first, view.left).text
    if given and following_text == "的" and owner in _SPENDING and figure.kind == "money":
        given, after = False, None  # 花费近1万亿美元的战争
    shifted = own_verb(view) if figure.kind == "duration" else None
    if shifted is not None and scene.tokens[shifted].text in SHIFTED:
        start = subject[0] if subject and subject[1] == shifted else shifted
        return Named((start, shifted + 1), "VOBJ")
    if figure.kind == "duration" and view.previous and view.last.taken == figure.first > view.previous.last:
        return Named(view.last.phrase, "PREV")  # 80%左右的新药两年内就能进来
    if figure.kind == "duration" and (task := _task(view, subject)):
        return Named(task, "VOBJ", task[1])
    if subject and not given:
        return Named(_with_verb(view, subject), "PREV" if verb is None else "CHG")
    if after and verb is None and not _is_sharing(view):
        return Named(after, "POST", after[1])
    return inherited(view, changed=verb is not None)


def _is_behind(view: View, subject: Phrase | None, after: Phrase, *, changed: bool) -> bool:
    """Whether it is what stands behind a figure that it measures, though something may be named before."""
    scene, figure, tokens = view.scene, view.figure, view.scene.tokens
    linked = tokens[figure.last].text == "的"
    given = not changed and (tokens[after[0]].text in _GIFTS or _is_given(view))
    if subject and linked and tokens[subject[1] - 1].cls == "name":
        given = True  # 中国25%的税率
    if linked and scene.before(figure.first, view.left).text in _WORTH:
        given = True  # 价值3000万元的援助
    if subject and tokens[subject[1] - 1].text.endswith("率"):
        given = False  # 留用率超过一半的单位
    if subject and figure.kind in ("length", "area") and _is_place(tokens[subject[0] : subject[1]]):
        given = True  # 北岸7.6公里堤防
    return given and (linked or figure.kind not in ("percent", "fraction"))


def _behind(view: View) -> Phrase | None:
    scene, figure = view.scene, view.figure
    end, last = figure.clause.last, figure.last
    if figure.qualified.trail in LIMITS and view.i + 1 < len(view.figures) and view.figures[view.i + 1].first == last:
        last = view.figures[view.i + 1].last  # 500元以上1000元以下罚款
    found = following.behind(scene, last, end, counted=figure.kind == "count", taken=_is_taken(view))
    held = view.scene.before(figure.first, view.left).text in ("有", "就有")  # 里就有近1吨是再生水
    if found or not (held or (figure.kind == "count" and view.word_before() < 0)):
        return found
    if scene.tokens[figure.last].text not in ("为", "是", "来自"):
        return None
    at = figure.last + 1
    while at < end and scene.tokens[at].cls in ("time", "adv", "frame"):  # 20家为此前签约企业
        at += 1
    start = at
    while at < end and (
        scene.tokens[at].cls == "act" or "新" in (scene.tokens[at].text, scene.tokens[at - 1].text)
    ):  # 18家为新引进企业, 14名为新聘员工
        at += 1
    found = following.behind(scene, at, end)
    return (start, found[1]) if found else None


def _is_taken(view: View) -> bool:
    """Whether a verb before the figure takes what is counted: 运来23吨物资, 将5套设备."""
    at = view.word_before()
    before = view.scene.before(view.figure.first, view.left)
    return (at >= 0 and view.scene.tokens[at].cls in ("act", "verb")) or before.text in ("将", "把")


def _before(view: View, verb: int | None) -> Phrase | None:
    """The noun phrase between the last break and the figure, without times, comparisons and the verb of change."""
    scene, low = view.scene, view.left
    high = view.figure.first if verb is None else verb
    for i in range(high - 1, low - 1, -1):
        if scene.tokens[i].cls == "share":  # 民营企业占全部企业的七成: what has the share, not of what
            return phrases.nearest(scene, low, i)
    if scene.before(high, low).text == "的" and view.figure.kind in ("percent", "fraction", "multiple"):
        if view.previous is not None and low == view.figure.clause.first and scene.tokens[low].text in _IS_SO_MUCH:
            return None  # 是建交之初的270倍
        return phrases.nearest(scene, low, high)
    if (compared := _comparison(scene, low, high)) is not None:
        led = scene.tokens[compared].text.endswith("于") and not scene.tokens[high - 1].text.endswith(_RATES)
        return phrases.nearest(scene, low, compared) or (
            None if verb is not None or led else phrases.nearest(scene, compared + 1, high)
        )
    found = phrases.nearest(scene, low, high)
    if found is None and verb is not None and high > low and scene.tokens[high - 1].cls == "noun":  # 人均减排18.6千克
        return high - 1, verb + 1
    return found


def _comparison(scene: Scene, low: int, high: int) -> int | None:
    """Where `比上年末` or `较2018年` begins in what stands before a figure."""
    for i in range(high - 1, max(low, high - _LONGEST_COMPARED) - 1, -1):
        token = scene.tokens[i]
        bound = token.cls == "lead" and token.feature in _BOUNDS and token.text not in _EXTREMES and i < high - 1
        if token.text in _COMPARING or (bound and scene.tokens[i + 1].cls in ("noun", "time", "latin")):
            return _compared_with(scene, low, i)
    return None


def _compared_with(scene: Scene, low: int, at: int) -> int:
    """跟1998年那场大水比，低41厘米: the comparison begins at 跟."""
    if scene.tokens[at].text not in ("比", "相比"):
        return at
    first = range(at - 1, max(low, at - 8) - 1, -1)
    return next((i for i in first if scene.tokens[i].text in ("跟", "和", "与", "同")), at)


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
    while at >= view.left and (
        tokens[at].text in ("了", "过", "下", "出") or (tokens[at].cls in _PASSED and tokens[at].text != "将")
    ):
        at -= 1
    if at < view.left:
        return True
    token = tokens[at]
    if token.text in ("将", "把"):
        return True
    if token.cls == "act" and token.feature in ("noun", "gift"):  # 研发投入1000万元
        return view.scene.before(at, view.left).cls not in ("noun", "adj", "time", "latin")
    return token.cls in ("act", "verb", "prep", "conj", "quantity") or token.text == "的"


def _is_sharing(view: View) -> bool:
    at = view.scene.past(view.figure.first, view.left, ("copula", "lead", "aux"))
    return at >= 0 and (view.scene.tokens[at].cls == "share" or view.scene.tokens[at].text in ("占比", "比重"))


def _is_place(words: list[Token]) -> bool:
    """北岸, 沿江, 3号线: where it is, and not what."""
    return len(words) == 1 and words[0].text.endswith(("岸", "江", "河", "侧", "段", "面", *_PLACE_ENDS))


def _with_verb(view: View, subject: Phrase) -> Phrase:
    """法院受理300件: a subject with the verb that says what is counted, where the verb follows it."""
    verb = own_verb(view)
    if verb is None or verb < subject[1] or view.tie.pair:
        return subject
    if len(view.scene.tokens[verb].text) == 1 and view.scene.tokens[verb + 1].text == "了":  # B超|做了四百次
        return subject
    between = view.scene.tokens[subject[1] : verb]
    together = all(
        token.cls in ("adv", "time")
        or token.feature == "approx"
        or token.text in ("可", "能", "可以", "要", "会", "还会", "需", "需要", "将", "多")
        for token in between
    )
    return (subject[0], verb + 1) if together else subject


def _task(view: View, subject: Phrase | None) -> Phrase | None:
    """45分钟内到达现场, 6个小时全部复电: what is done in that time, where no thing is named before."""
    scene, figure = view.scene, view.figure
    if subject and not scene.tokens[subject[1] - 1].text.endswith(_PLACE_ENDS):
        return None
    if figure.qualified.trail not in ("内", "以内", "之内") and subject is None and own_verb(view) is not None:
        return None
    if scene.before(figure.first, view.left).cls == "change":  # 提前一年完成
        return None
    return following.predicate(scene, figure.last, figure.clause.last)
