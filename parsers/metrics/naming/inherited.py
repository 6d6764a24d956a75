"""What a figure measures that its own words do not name: the verb, the figure before, the clause before."""

from __future__ import annotations

from typing import Final

from parsers.metrics.figures import Found
from parsers.metrics.naming import following, phrases
from parsers.metrics.naming.phrases import HEADS, NOMINAL, Phrase
from parsers.metrics.naming.views import LIGHT, SHARES, Named, View, own_verb
from parsers.metrics.scene import Scene
from parsers.words import Clause

_ADVERBIAL: Final = frozenset(
    "按 受 据 从 扣除 剔除 考虑 随着 由于 因 在 与 通过 虽 但 比 较 对 经 为 如 若 同时 其中 根据 实现 呈 首次 创 再创 位居 位列 居 稳居 刷新 继续 保持 均 也 按照".split()
)
_TOPICAL: Final = frozenset({"呢", "嘛", "的话", "这块", "这一块", "方面"})
_BARE: Final = frozenset({"noun", "name", "latin", "adj"})
_LONGEST_TOPIC: Final = 12
_SHORTEST_SUBJECT: Final = 3
_LOOK_BACK: Final = 8
_CLAUSES_BACK: Final = 3
_LINKING: Final = frozenset("就 又 也 都 才 还 只 已 共 便 却 则 先 能 可 会 要 得".split())
"""光今年就|装了312部: no part of the verb."""
_SAME: Final = frozenset({"已", "已经", "先", "还要", "再", "还", "又"})
_AGAIN: Final = frozenset({"再", "还要"})
_HOLDING: Final = frozenset("只够 刚够 有 已有 仅有 只有 就有 还有 都有 会有 占了 占".split())
_SLIGHT: Final = LIGHT | {"pron"}
_CAN: Final = frozenset({"能", "可", "可以", "会", "要"})
_SHADES: Final = frozenset({"adv", "lead"})
_UNLIKE: Final = SHARES | {"count", "age"}
"""What the nearest figure of such a kind measures may be another thing."""
_TOGETHER: Final = frozenset({"adv", "verb", "adj", "change", "inner"})


def inherited(view: View, *, changed: bool) -> Named:
    """The head counted with the same measure word, the verb, the figure before, or the clause before."""
    figure = view.figure
    if head := _asked(view) or _reduced(view) or _aged(view):
        return Named(head, "ELL")
    if not changed:
        alike = _counted_alike(view) if figure.kind == "count" else None
        alike = alike and (_turned_to(view) or alike)
        verb = own_verb(view)
        if verb is not None and (said := _of_verb(view, verb)):
            return Named(said, "ELL")
        if verb is not None and not (alike and _says_done(view, verb)):
            taken = view.previous and view.left == view.last.taken and view.last.phrase
            if taken and not any(token.text in phrases.SAYING for token in view.scene.tokens[view.left : verb]):
                return Named((taken[0], verb + 1), "VOBJ")  # 47家景区共接待712万人
            return Named((_verb_start(view, verb), verb + 1), "VOBJ")
        if figure.kind == "count" and (said := _said_of_people(view)):
            return Named(said, "VOBJ")
        if verb is None and (said := _said_to_be(view)):
            return Named(said, "CHGI")
        if alike and figure.qualified.trail and view.previous and view.previous.clause is figure.clause:
            return Named(view.last.phrase, "ELL")  # 12个班，有5个还在50人以上
        if alike:
            return Named(_whose(view) or alike, "ELL")
    if source := _topic(view) or _subject_between(view, changed=changed) or _source(view) or _named_before(view):
        return Named(source, "CHGI")
    own = phrases.clean(view.scene, view.left, figure.first) or _once(view)
    return Named(own, "VOBJ")


def _aged(view: View) -> Phrase | None:
    """一位病人，家在石桥镇，今年刚46岁: the person that the sentence has introduced."""
    if view.figure.kind != "age":
        return None
    tokens, clauses = view.scene.tokens, view.scene.clauses
    for clause in reversed(clauses[: view.figure.clause.number]):
        if clause.sentence != view.figure.sentence:
            return None
        for i in range(clause.last - 1, clause.first, -1):
            one = tokens[i - 1].value
            if tokens[i].feature == "person" and one is not None and one.low == 1:
                return (i, i + 1)
    return None


def _once(view: View) -> Phrase | None:
    """一晚上也就七八百人: what so many are of, where nothing is named."""
    spans = ((i, i + words) for i in range(view.left, view.figure.first) for words in (1, 2))
    return next((span for span in spans if view.scene.slice(*span) in phrases.ONCE), None)


def _reduced(view: View) -> Phrase | None:
    """满200元减50元: what is taken off."""
    if view.figure.kind != "money":
        return None
    tokens, low, end = view.scene.tokens, view.figure.clause.first, view.figure.clause.last
    at = next(
        (i for i in range(max(low, view.figure.first - 1), min(end, view.figure.last + 2)) if tokens[i].text == "减"),
        None,
    )
    return (at, at + 1) if at is not None and any(token.text == "满" for token in tokens[low:end]) else None


def _named_before(view: View) -> Phrase | None:
    """What the nearest of the clauses before names, in the same sentence."""
    scene, last = view.scene, view.before.number + 1 if view.before else 0
    for clause in reversed(scene.clauses[max(0, last - _CLAUSES_BACK) : last]):
        if clause.sentence != view.figure.sentence:
            break
        if clause.first and scene.tokens[clause.first - 1].text == "（":
            continue  # （不含农户）
        if found := _named_in(scene, clause):
            return found
    return None


def _named_in(scene: Scene, clause: Clause) -> Phrase | None:
    start, end = clause.first, clause.last
    last = max((i for i in range(start, end) if scene.tokens[i].cls == "quantity"), default=end)
    return phrases.subject(scene, last + 1, end) or phrases.subject(scene, start, end)  # 监测到的三千余户监测对象


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
    for i, token in enumerate(clause.tokens, clause.first):
        if token.text == "多少":
            measured = scene.tokens[i + 1].text == view.figure.mention.unit_text
            if found := following.behind(scene, i + 1 + measured, clause.last):
                return found
    return phrases.subject(scene, clause.first, clause.last)


def _said_to_be(view: View) -> Phrase | None:
    """`投诉最多的是网购，1460件`, `不合格的主要是餐具，有41份`: which of them it is."""
    scene, clause = view.scene, view.before
    if clause is None or clause.closed_by != "，" or not _is_bare(view):
        return None
    words = [token.text for token in clause.tokens]
    at = next((i for i, word in enumerate(words[1:], 1) if word == "是" and words[i - 1] in ("的", "主要")), None)
    return phrases.clean(scene, clause.first + at + 1, clause.last) if at else None


def _verb_start(view: View, verb: int) -> int:
    """预|赔, 再|奖, 多|跑: one letter before the verb that touches it."""
    first, token = view.scene.tokens[view.left], view.scene.before(verb, view.left)
    unit = first.value.unit if first.value is not None and first.value.low == 1 else None
    one = first.text[0] == "每" or (unit is not None and unit.measure_word and view.left + 1 < verb)
    between = view.scene.tokens[view.left + 1 : verb]
    if one and all((t.cls in _SLIGHT and t.text != "分别") or t.text in _CAN for t in between):
        return view.left  # 每天大概能跑, 一人次要补贴
    return verb - (len(token.text) == 1 and token.text not in _LINKING and token.cls in _TOGETHER)


def _of_verb(view: View, verb: int) -> Phrase | None:
    """老师这块，招了1260名; 电梯累计装了1530部，今年就装了312部: of what the verb is said."""
    token, earlier = view.scene.tokens[verb], view.previous
    if len(token.text) == 1 and earlier is not None and earlier.canonical == view.figure.canonical:
        at = view.scene.past(earlier.first, earlier.clause.first, LIGHT)
        if at >= 0 and view.scene.tokens[at].text == token.text:
            return view.last.phrase
    own = token.feature in ("noun", "gift") or view.figure.kind == "duration"  # 只要连续缴满6个月
    return None if own else _topic(view)


def _says_done(view: View, verb: int) -> bool:
    """计划筹集住房3.2万套，已筹集2.47万套: so many of the same are done; but 供应38宗，成交31宗."""
    words = view.scene.tokens[view.left : verb]
    if any(token.text == "其中" for token in words):
        return False
    earlier = view.previous
    if earlier and view.last.taken == view.left and earlier.canonical == view.figure.canonical:
        return True  # 17处积水点已经排掉了15处
    same = _SAME if earlier else _AGAIN
    return view.last.pattern != "VOBJ" and any(token.text in same for token in words[-2:])


def _whose(view: View) -> Phrase | None:
    """配售型保障房开工5个项目、4180套: both count what stands before the first."""
    earlier = view.previous
    between = view.scene.tokens[view.left : view.figure.first]
    if earlier is None or earlier.clause is not view.figure.clause or any(t.text not in ("、", "和") for t in between):
        return None
    return phrases.nearest(view.scene, earlier.near, earlier.first)


def _said_of_people(view: View) -> Phrase | None:
    """8.5亿人摆脱了贫困: where no thing is counted, what is said of it."""
    scene, figure = view.scene, view.figure
    before = scene.tokens[view.left : figure.first]
    made = any(token.text in ("让", "使", "令") for token in before)
    alone = figure.mention.unit_text in ("人", "人次") and not any(t.cls in ("noun", "act", "name") for t in before)
    if not made and not alone:
        return None
    return following.predicate(scene, figure.last, figure.clause.last)


def _counted_alike(view: View) -> Phrase | None:
    """What an earlier figure of the paragraph with the same measure word counts."""
    included = view.figure.clause is view.figures[view.i - 1].clause
    for k in range(view.i - 1, max(-1, view.i - 1 - _LOOK_BACK), -1):
        earlier = view.figures[k]
        if earlier.clause.paragraph != view.figure.clause.paragraph:
            return None
        if earlier.canonical == view.figure.canonical and (included or earlier.clause.tokens[0].text != "其中"):
            return view.named[k].phrase
    return None


def _turned_to(view: View) -> Phrase | None:
    """…提供6万套；上海推出共有产权房，已经提供8.9万套: what the sentence has turned to since behind a semicolon."""
    scene, clause = view.scene, view.before
    if clause is None or clause.number == 0 or scene.clauses[clause.number - 1].closed_by != "；":
        return None
    if view.previous is not None and view.previous.clause is clause:
        return None
    found = phrases.nearest if clause.tokens[-1].cls in HEADS else phrases.subject
    return found(scene, clause.first, clause.last)


def _source(view: View) -> Phrase | None:
    """What the nearest figure before in the sentence measures that is no share of a base (为调整预算的101.3%)."""
    if view.previous is None:
        return None
    before = [k for k in range(view.i - 1, max(-1, view.i - 5), -1) if view.figures[k].sentence == view.figure.sentence]
    if view.figure.kind not in _UNLIKE:
        for k in before:
            if view.figures[k].kind == view.figure.kind:
                return view.named[k].phrase
    of_it = view.scene.tokens[view.figure.first - 1].text == "的"  # 占日均客运量760万人次的13%
    base = view.figure.first - 1 if of_it else -1
    whole = next((k for k in before if view.figures[k].last != base and not _of_base(view.scene, view.figures[k])), -1)
    return view.named[whole if whole >= 0 else view.i - 1].phrase


def _of_base(scene: Scene, figure: Found) -> bool:
    """只相当于2021年高点的五分之二."""
    part = figure.kind in ("percent", "fraction", "multiple")
    return part and scene.before(figure.first, figure.clause.first).text == "的"


def _subject_between(view: View, *, changed: bool) -> Phrase | None:
    """`最大点雨量出现在云岭站，为1687毫米`: a clause without a figure just before names the subject."""
    scene, clause = view.scene, view.before
    if clause is None or clause.closed_by != "，":
        return None
    words = scene.tokens[view.left : view.figure.first]
    if not changed and not all(
        w.cls in _SLIGHT or w.cls in ("time", "aim", "prep") or w.feature == "nothing" or w.text in _HOLDING
        for w in words
    ):
        return None
    tokens = clause.tokens
    if (
        tokens[0].text in _ADVERBIAL
        or (changed and tokens[0].cls == "verb")
        or any(token.cls == "quantity" and (token.value is None or token.value.low != 1) for token in tokens)
    ):
        return None
    standard = scene.tokens[view.left].text == "标准"  # 发放创业补贴，标准为每人1500元
    found = (phrases.nearest if standard else phrases.subject)(scene, clause.first, clause.last)
    # 鲜菜涨得比较多，涨了两成多
    shortest = _SHORTEST_SUBJECT - changed - (changed and any(token.cls == "change" for token in tokens))
    return found if found and len(scene.slice(*found)) >= shortest else None


def _topic(view: View) -> Phrase | None:
    """`人次涨了两成，钱呢，只涨了一成`: a clause that does nothing but name what comes next."""
    clause = view.before
    if clause is None or clause.closed_by != "，" or clause.end - clause.start > _LONGEST_TOPIC:
        return None
    tokens = clause.tokens
    if tokens[0].cls in ("time", "prep", "conj") or tokens[0].text in _ADVERBIAL:
        return None
    if tokens[-1].text in _TOPICAL:
        return (clause.first, clause.last - 1) if len(tokens) > 1 else None
    named = tokens[-1].cls in HEADS or tokens[-1].feature in ("noun", "gift", "vn", "v")
    head = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i].text == "的"), 0)
    said = head and tokens[head - 1].cls in ("verb", "act")  # 乱|停放|的投诉
    front = head - 1 - (tokens[head - 2].cls == "adv") if said else head
    bare = named and all(t.cls in _BARE or t.text == "的" for t in tokens[:front] + tokens[head:-1])
    return phrases.clean(view.scene, clause.first, clause.last) if bare else None


def _whole_before(view: View) -> Phrase | None:
    """`全市雨水泵站中，已有百余座`, `机井10口，有3口抽不出水`: the whole that a part is taken from."""
    of_whole = view.before is not None and view.before.tokens[-1].text in ("中", "里", "当中", "里头", "里面")
    if of_whole:
        return _named_before(view)
    earlier, following = view.previous, view.scene.after(view.figure.last)
    same = earlier is not None and earlier.clause is view.before and earlier.canonical == view.figure.canonical
    return view.last.phrase if same and following.cls not in NOMINAL else None


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
        found = phrases.nearest(scene, view.left, before)
        counted = found is not None and scene.before(found[0], view.left).cls == "quantity"
        alike = None if counted or view.previous is None else _counted_alike(view)
        return alike or found  # 报的药不过三百种，现在目录里有3159种
    return None
