"""What a figure measures that its own words do not name: the verb, the figure before, the clause before."""

from __future__ import annotations

from typing import Final

from parsers.metrics.figures import Found
from parsers.metrics.naming import following, phrases
from parsers.metrics.naming.earlier import named_before
from parsers.metrics.naming.phrases import HEADS, Phrase
from parsers.metrics.naming.views import LIGHT, Named, View, own_verb
from parsers.metrics.scene import Scene

_REMARKS: Final = ("新高", "新低", "台阶", "第一", "关口", "大关", "纪录")
_ADVERBIAL: Final = frozenset(
    "按 受 据 从 扣除 剔除 考虑 随着 由于 因 在 与 通过 虽 但 比 较 对 经 为 如 若 同时 其中 根据 实现 呈 首次 创 再创 位居 位列 居 稳居 刷新 继续 保持 均 也 按照".split()
)
_TOPICAL: Final = frozenset({"呢", "嘛", "的话", "这块", "这一块", "方面"})
_LONGEST_TOPIC: Final = 12
_SHORTEST_SUBJECT: Final = 4
_LOOK_BACK: Final = 8
_WHICH: Final = frozenset({"的", "主要", "其次", "首先", "最后", "然后"})
_LINKING: Final = frozenset("就 又 也 都 才 还 只 已 共 便 却 则 先 能 可 会 要 得".split())
"""光今年就|装了312部: no part of the verb."""
_SAME: Final = ("已", "已经", "先", "还要", "再", "还", "又")
_CAN: Final = frozenset({"能", "可", "可以", "会", "能到", "可达", "到", "要"})
_HOLDING: Final = frozenset("有 已有 仅有 只有 就有 还有 都有 会有 占了 占".split())
_SLIGHT: Final = LIGHT | {"pron"}
_SHADES: Final = frozenset({"adv", "lead"})


def inherited(view: View, *, changed: bool) -> Named:
    """The head counted with the same measure word, the verb, the figure before, or the clause before."""
    figure = view.figure
    if head := _whole_before(view) or _asked(view):
        return Named(head, "ELL")
    alike = _counted_alike(view) if figure.kind == "count" and not changed else None
    verb = None if changed else own_verb(view)
    if verb is not None and (said := _of_verb(view, verb)):
        return Named(said, "ELL")
    if verb is not None and not (alike and _says_done(view, verb)):
        return Named((_verb_start(view, verb), verb + 1), "VOBJ")
    if figure.kind == "count" and (said := _said_of_people(view)):
        return Named(said, "VOBJ")
    if verb is None and not changed and (said := _said_to_be(view)):
        return Named(said, "CHGI")
    if alike and (said := _of_others(view) or _restated(view)):
        return Named(said, "CHGI")
    if alike:
        return Named(_whose(view) or alike, "ELL")
    if changed and view.previous and view.last.pattern == "VOBJ" and (net := _net(view)):
        return Named(net, "VOBJ")
    source = _topic(view) or _subject_between(view, changed=changed) or _source(view) or named_before(view)
    if source:
        return Named(source, "CHGI")
    if own := phrases.clean(view.scene, view.left, figure.first):
        return Named(own, "VOBJ")
    return Named(following.behind(view.scene, figure.last, figure.clause.last), "VOBJ")


def _is_bare(view: View) -> bool:
    """Whether the clause says nothing before its figure but 达到, 只有, 大概."""
    words = view.scene.tokens[view.figure.clause.first : view.figure.first]
    return all(word.cls in _SLIGHT or word.text in _HOLDING or word.text[0] == "每" for word in words)


def _asked(view: View) -> Phrase | None:
    """`组织了多少场招聘会呢？412场`, `租金是多少？每平米32块`: what was asked about."""
    scene, number = view.scene, view.figure.clause.number
    if not number or scene.clauses[number - 1].closed_by != "？" or not _is_bare(view):
        return None
    clause = scene.clauses[number - 1]
    end = clause.last
    for i in range(clause.first, end):
        if scene.tokens[i].text == "多少":
            measure = i + 2 < end and scene.tokens[i + 1].text == view.figure.mention.unit_text
            if found := following.behind(scene, i + 1 + measure, end):
                return found
    return phrases.subject(scene, clause.first, end)


def _said_to_be(view: View) -> Phrase | None:
    """`投诉最多的是网购，1460件`, `不合格的主要是餐具，有41份`: which of them it is."""
    scene, clause = view.scene, view.before
    if clause is None or clause.closed_by != "，" or not _is_bare(view):
        return None
    end = clause.last
    if any(token.cls == "quantity" for token in clause.tokens):
        return None
    at = next((i for i in range(end - 1, clause.first, -1) if scene.tokens[i].text in ("是", "还是", "就是")), None)
    if at is None or scene.tokens[at - 1].text not in _WHICH:
        return None
    found = phrases.clean(scene, at + 1, end)
    named = found and all(token.cls in ("noun", "name", "latin", "adj", "verb") for token in scene.tokens[at + 1 : end])
    return found if named else None


def _of_others(view: View) -> Phrase | None:
    """`养老床位5万张。护理型的少，只有1.9万张`: a clause between says of which of them."""
    if view.before is None or not _is_bare(view):
        return None
    found = _subject_between(view, changed=False, shortest=2)
    return found if found and view.scene.tokens[found[1]].text == "的" else None


def _restated(view: View) -> Phrase | None:
    """`总量首次突破百万，达到103万户`: the figure before in the sentence is of the same, if its unit is not said."""
    before = view.scene.before(view.figure.first, view.left)
    earlier = view.previous
    if before.cls != "copula" or earlier is None or earlier.mention.unit_text or not _is_bare(view):
        return None
    return view.last.phrase


def _net(view: View) -> Phrase | None:
    """`注销5.8万户，净增6.8万户`: no change of what was struck off."""
    at = view.word_before()
    return (at, at + 1) if at >= 0 and view.scene.tokens[at].text.startswith("净") else None


def _verb_start(view: View, verb: int) -> int:
    """预|赔, 再|奖, 多|跑: one letter before the verb that touches it."""
    token = view.scene.tokens[verb - 1] if verb > view.left else None
    joined = (
        token is not None
        and len(token.text) == 1
        and token.text not in _LINKING
        and token.cls in ("adv", "verb", "adj", "change", "inner")
    )
    return verb - 1 if joined else verb


def _of_verb(view: View, verb: int) -> Phrase | None:
    """老师这块，招了1260名; 车嘛，首批上线24列; 电梯累计装了1530部，今年就装了312部: of what the verb is said."""
    token, earlier = view.scene.tokens[verb], view.previous
    if len(token.text) > 1:
        return _topic(view, marked=True)
    if earlier is not None and earlier.canonical == view.figure.canonical:
        at = view.scene.past(earlier.first, earlier.clause.first, LIGHT)
        again = at >= 0 and view.scene.tokens[at].text == token.text and view.last.phrase != (at, at + 1)
        if again or _is_of_same(view):
            return view.last.phrase
    return _topic(view)


def _is_of_same(view: View) -> bool:
    """`原计划工期48个月，实际干了61个月`: so much of what was named; but money spent is not what came in."""
    phrase = view.last.phrase
    named = phrase is not None and any(token.cls in HEADS for token in view.scene.tokens[phrase[0] : phrase[1]])
    alike = view.last.pattern in ("PREV", "PREN", "POST", "CHG") and view.figure.kind != "money"
    return named and alike and not view.tie.pair


def _says_done(view: View, verb: int) -> bool:
    """计划筹集住房3.2万套，已筹集2.47万套: so many of the same are done; but 供应38宗，成交31宗."""
    included = any(token.text == "其中" for token in view.scene.tokens[view.left : verb])
    if view.previous is not None and view.last.taken == view.left and view.previous.canonical == view.figure.canonical:
        return not included and view.previous.clause is view.figure.clause  # 17处积水点已经排掉了15处
    return (
        not included
        and view.i > 0
        and view.last.pattern != "VOBJ"
        and any(
            token.text in (_SAME if view.previous else ("再", "还要"))
            for token in view.scene.tokens[max(view.left, verb - 2) : verb]
        )
    )


def _whose(view: View) -> Phrase | None:
    """配售型保障房开工5个项目、4180套: both count what stands before the first."""
    earlier = view.previous
    between = view.scene.tokens[view.left : view.figure.first]
    if (
        earlier is None
        or earlier.clause is not view.figure.clause
        or view.left == earlier.last
        or any(t.text not in ("、", "和") for t in between)
    ):
        return None
    return phrases.nearest(view.scene, earlier.near, earlier.first)


def _said_of_people(view: View) -> Phrase | None:
    """8.5亿人摆脱了贫困, 其中2000多万人是穆斯林: where no thing is counted, what is said of it."""
    scene, figure = view.scene, view.figure
    if figure.mention.unit_text not in ("人", "人次"):
        return None
    before = [token for token in scene.tokens[view.left : figure.first] if token.cls not in ("frame", "punct", "verb")]
    end = figure.clause.last
    made = any(token.text in ("让", "使", "令") for token in scene.tokens[view.left : figure.first])
    if (not made and any(token.cls in ("noun", "act", "name") for token in before)) or figure.last >= end:
        return None
    if scene.tokens[figure.last].text in ("是", "为"):
        return following.behind(scene, figure.last + 1, end)
    return following.predicate(scene, figure.last, end)


def _counted_alike(view: View) -> Phrase | None:
    """What an earlier figure of the paragraph with the same measure word counts."""
    included = view.figure.clause.tokens[0].text == "其中" or view.figure.clause is view.figures[view.i - 1].clause
    for k in range(view.i - 1, max(-1, view.i - 1 - _LOOK_BACK), -1):
        earlier = view.figures[k]
        if (
            earlier.clause.paragraph == view.figure.clause.paragraph
            and earlier.canonical == view.figure.canonical
            and view.named[k].phrase
            and (included or earlier.clause.tokens[0].text != "其中")
        ):
            return view.named[k].phrase
    return None


def _source(view: View) -> Phrase | None:
    """What the nearest figure before in the sentence measures that is no share of a base (为调整预算的101.3%)."""
    if view.previous is None:
        return None
    for k in range(view.i - 1, max(-1, view.i - 5), -1):
        earlier = view.figures[k]
        if earlier.sentence != view.figure.sentence:
            break
        if view.named[k].phrase and not _of_base(view.scene, earlier):
            return view.named[k].phrase
    return view.last.phrase


def _of_base(scene: Scene, figure: Found) -> bool:
    """只相当于2021年高点的五分之二."""
    return (
        figure.kind in ("percent", "fraction", "multiple")
        and scene.before(figure.first, figure.clause.first).text == "的"
    )


def _subject_between(view: View, *, changed: bool, shortest: int = _SHORTEST_SUBJECT) -> Phrase | None:
    """`最大点雨量出现在云岭站，为1687毫米`: a clause without a figure just before names the subject."""
    scene, clause = view.scene, view.before
    if clause is None or clause.closed_by != "，":
        return None
    words = [word for word in scene.tokens[view.left : view.figure.first] if word.text not in _CAN]
    if not (
        changed or all(word.cls in _SLIGHT or word.feature == "nothing" or word.text in _HOLDING for word in words)
    ):
        return None
    tokens = clause.tokens
    if tokens[0].text in _ADVERBIAL or any(t.cls == "quantity" or t.text in _REMARKS for t in tokens):
        return None
    found = phrases.subject(scene, clause.first, clause.last)
    moved = tokens[-1].cls == "change" or (changed and any(token.cls == "change" for token in tokens))
    # 鲜菜涨得比较多，涨了两成多
    shortest -= changed + moved + (not changed and moved)  # 二手房还在跌，跌了0.3%
    named = found and any(token.cls in HEADS for token in scene.tokens[found[0] : found[1]])
    return found if found and named and len(scene.slice(*found)) >= shortest else None


def _topic(view: View, *, marked: bool = False) -> Phrase | None:
    """`人次涨了两成，钱呢，只涨了一成`: a clause that does nothing but name what comes next."""
    clause = view.before
    if clause is None or clause.closed_by != "，" or clause.end - clause.start > _LONGEST_TOPIC:
        return None
    tokens = clause.tokens
    if tokens[-1].text in _REMARKS:
        return None
    if tokens[0].cls in ("time", "prep", "conj") or (marked and tokens[-1].text not in ("呢", "嘛")):
        return None
    last = clause.last
    if tokens[-1].text in _TOPICAL:
        return (clause.first, last - 1) if len(tokens) > 1 else None
    that = next((i + 1 for i in range(clause.first, last - 2) if view.scene.tokens[i].cls == "det"), None)
    if that is not None and tokens[-1].cls == "noun" and view.figure.kind == "count" and not marked:
        return phrases.clean(view.scene, that + (view.scene.tokens[that].feature == "q"), last)  # 跑前那顿|碳水套餐
    bare = all(token.cls in ("noun", "name", "latin", "adj") or token.text == "的" for token in tokens[:-1])
    bare = bare and (tokens[-1].cls in HEADS or (len(tokens) > 1 and tokens[-1].feature in ("noun", "gift", "vn", "v")))
    return phrases.clean(view.scene, clause.first, last) if bare else None


def _whole_before(view: View) -> Phrase | None:
    """`全市雨水泵站中，已有百余座`: the whole that a part is taken from."""
    of_whole = view.before is not None and view.before.tokens[-1].text in ("中", "里", "当中")
    return named_before(view) if of_whole else None


def part_of(view: View) -> Phrase | None:
    """每10个成年人里有3个; 35种蔬菜里，有21种: the whole, where a part is counted with 有."""
    scene, figure = view.scene, view.figure
    if figure.kind not in ("count", "fraction", "percent"):
        return None
    at = scene.past(figure.first, view.left, _SHADES)
    if at < 0 or scene.tokens[at].text not in _HOLDING or scene.after(figure.last).text in ("是", "为"):
        return None  # 每3辆车里就有1辆是新能源车
    if at == view.left:
        return _whole_before(view)
    before = scene.past(at, view.left, _SHADES)
    if before >= 0 and scene.tokens[before].text in ("里", "中", "当中", "里面"):
        return phrases.nearest(scene, view.left, before)
    return None
