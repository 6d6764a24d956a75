"""Noun phrases beside a figure, as ranges of tokens: what stands before it without verbs and adverbs, what follows it."""

from __future__ import annotations

from typing import Final

from parsers.metrics.scene import Scene
from parsers.words import Token
from parsers.words.lexicon import words_of

Phrase = tuple[int, int]
"""Index of the first token, index behind the last."""

_BACK: Final = frozenset(
    "adv copula prep conj aux lead about inner compare share aim neg frame det punct act change trail report".split()
)
"""What a phrase does not end with: 税收收入|已|达到."""
_FRONT: Final = frozenset(
    "adv copula prep conj aux lead about compare aim neg frame det punct pron act report share".split()
)
"""What a phrase does not begin with: 其中|税收收入."""
NOMINAL: Final = frozenset({"noun", "name", "latin", "adj", "fixed", "other", "quant"})
HEADS: Final = frozenset({"noun", "name", "latin"})
SAYING: Final = frozenset("已 已经 还 又 也 就 都 才 将 能 可 要 会 再 仍 正在 还要 还会 刚 刚刚 光".split())
"""Adverbs that say of a verb when and whether, and are part of no name."""
LINKS: Final = frozenset({"和", "与", "及", "以及", "或"})
PLACES: Final = frozenset({"中", "里", "内", "上", "下", "间", "里面", "当中", "之间", "以内", "以上", "以下"})
OPENING: Final = {"《": "》", "“": "”"}
_EACH: Final = frozenset({"每", "每个"})
ONCE: Final = frozenset("一年 一天 一次 一趟 一顿 一晚 一晚上 一周 一个月 一学期 一小时 一个小时".split())
_ONCE_ENDS: Final = frozenset(words[-1] for words in ONCE)
_INTO: Final = frozenset({"在", "到", "至", "于", "为"})
_NOTHING: Final = words_of("noun", "nothing") | {"情况", "部分", "数据"}
_DONE: Final = frozenset({"出来", "下来", "起来", "进来", "掉", "完", "出", "到"})
"""普查|出来: makes a verb of the word before it."""
_BEING: Final = frozenset({"在", "还是", "位于"})
_MEASURED: Final = frozenset({"time", "quantity"})
_HOLDING: Final = frozenset("保持 维持 稳定 控制 集中 设定 确定 徘徊 分布 运行".split())
_NOT_LAST: Final = frozenset({"我们", "咱们", "他们", "你们", "大家", "昼间", "夜间"})
_ATTRIBUTIVE: Final = frozenset({"noun", "adj", "name", "latin"})
_ATTRIBUTES: Final = frozenset("一般 平均 实际 最高 最低 最多 最少 最大 最小 全面 综合 直接 间接 共同 主动".split())
_MEASURES: Final = tuple(
    "率 额 量 价 费 数 限 值 度 重 龄 积 速 能力 规模 水平 标准 时间 周期 比例 收入 支出 总值 成本".split()
)
_VERBAL: Final = frozenset({"act", "verb"})
_GIVING: Final = _VERBAL | {"change"}
_CLOSING: Final = frozenset("”》）")
_PAIRED: Final = _CLOSING | frozenset("“《（")
_NAMING: Final = NOMINAL | {"loc", "act"}
_RELATED: Final = frozenset("内 前 后 以前 以后 之前 之后".split())
_WHEN: Final = frozenset({"后", "之后", "以后", "时", "的时候", "时候"})


def nearest(scene: Scene, low: int, high: int) -> Phrase | None:
    """The noun phrase between time expressions that is nearest to token ``high``; None: no noun.

    城区内涝点|前年|排查出来47处: a verb alone gives way to the noun before the time.
    """
    verbal: Phrase | None = None
    for start, end in reversed(_pieces(scene, low, high)):
        if phrase := clean(scene, start, end):
            words = scene.tokens[phrase[0] : phrase[1]]
            if phrase[1] + 1 < end and scene.tokens[phrase[1]].text in _RELATED:
                continue  # 开学|前|还要投用, 政策范围|内|稳定在
            done = phrase[1] < end and scene.tokens[phrase[1]].text in _DONE
            if not done and any((word.cls != "act" or word.feature) and _is_thing(word) for word in words):
                return phrase
            verbal = verbal or phrase
    return verbal


def subject(scene: Scene, low: int, high: int) -> Phrase | None:
    """The first noun phrase of a clause, before its verb: 最大点雨量|出现在云岭站."""
    tokens = scene.tokens
    for start, end in _pieces(scene, low, high):
        verb = next(
            (
                i
                for i in range(start + 1, end)
                if (tokens[i].cls in ("act", "change", "share", "copula") or tokens[i].text in _BEING)
                and tokens[i - 1].text != "的"
                and _is_noun(tokens[start:i])
            ),
            end,
        )
        for last in (verb, end):
            if phrase := clean(scene, start, last):
                return phrase
    return None


def _pieces(scene: Scene, low: int, high: int) -> list[Phrase]:
    """The stretches between time expressions and the bases of rates (每5公里), behind who sees it (有分析|认为)."""
    tokens = scene.tokens
    low = next((i + 1 for i in range(high - 1, low - 1, -1) if tokens[i].feature == "see"), low)
    cuts = [i for i in range(low, high) if tokens[i].cls in _MEASURED]
    if cuts:
        cuts = [i for i in cuts if tokens[i].cls == "time" or (i > low and tokens[i - 1].text == "每")]
    return list(zip([low, *(i + 1 for i in cuts)], [*cuts, high], strict=True)) if cuts else [(low, high)]


def clean(scene: Scene, i: int, j: int) -> Phrase | None:
    """A range without the verbs, adverbs and particles at its two ends; None when it names nothing."""
    tokens = scene.tokens
    if tokens[j - 1].text == "的":
        if not any(token.cls in HEADS for token in tokens[i:j]):
            return _elliptic(tokens, i, j)  # 剩下的84条
        j -= 1
    kept = j
    while i < j and (shorter := _back(tokens, i, j)) < j:
        j = shorter - (tokens[shorter - 1].text == "新")  # 恢复并新|开到
        if tokens[j - 1].text == "的" and j > i:  # 最低的|只有
            return _elliptic(tokens, i, j)
    if (shorter := _without_once(tokens, i, j, kept)) < j:
        j = shorter - (tokens[shorter - 1].cls == "det")  # 黎巴嫩那|一次
    if i < j < kept and tokens[j - 1].text == "计划" and tokens[j].text != "是":
        j -= 1  # 今年计划|再改: a verb here
    i = _fronted(tokens, i, j)
    if i >= j:
        return None
    if j < kept and tokens[j].text == "后" and not any(token.cls in HEADS for token in tokens[i:j]):
        return None  # 成套改造后
    phrase = _balanced(tokens, *_behind_verb(tokens, i, j))
    return phrase if phrase and phrase[0] < phrase[1] and names_something(scene, phrase) else None


def _without_once(tokens: list[Token], i: int, j: int, kept: int) -> int:
    """诊疗费|一次, 补贴|一晚上: what a price is for is no part of what it is the price of; but 孩子|一年|能省."""
    if j <= i or tokens[j - 1].text[-1] not in _ONCE_ENDS or any(token.cls in _VERBAL for token in tokens[j:kept]):
        return j
    for words in (1, 2):
        if j - i > words and "".join(token.text for token in tokens[j - words : j]) in ONCE:
            return j - words
    return j


def _elliptic(tokens: list[Token], i: int, j: int) -> Phrase | None:
    """The phrase of a head that is not named: 剩下的, 最低的, 新设的."""
    while i < j and tokens[i].cls in ("conj", "frame", "pron", "punct", "prep", "det"):
        i += 1
    return (i, j) if j - i >= 2 else None


def _back(tokens: list[Token], i: int, j: int) -> int:
    last = tokens[j - 1]
    if last.text in _CLOSING:
        return j
    if last.text in _INTO and j - i >= 3 and _holds_at(tokens[j - 2]) and _is_noun(tokens[i : j - 2]):
        return j - 2  # 入院率|稳定在, 规模|定在
    if last.cls == "act" and last.feature in ("noun", "gift") and j - i >= 2 and tokens[j - 2].cls in _ATTRIBUTIVE:
        return j  # 研发投入
    if _is_grant(last) and j - i >= 2 and _is_given(tokens[j - 2]):
        return j  # 拨付|运营补贴
    if last.cls in _BACK or last.text in PLACES or (last.cls == "verb" and last.feature != "v"):
        return j - 1
    if last.text in _NOT_LAST or (last.cls == "verb" and last.text[1:] in ("到", "至")):  # 今年|我们查了, 水位|落到36米
        return j - 1
    if j - i >= 2 and tokens[j - 2].text in _EACH:  # 油价每升
        return j - 2
    return j - 1 if last.text[0] in "每各" or last.text == "一" else j  # 出院记录|一|查


def _is_grant(token: Token) -> bool:
    return token.feature == "gift" and token.text[0] in "补奖"


def _is_given(token: Token) -> bool:
    """What a grant is for: 运营|补贴, 提升|补贴; not 要|补贴, 兑现|补助."""
    return token.cls in _GIVING and token.feature != "of" and len(token.text) > 1


def _is_cut(tokens: list[Token], i: int, j: int) -> bool:
    """去|化, 因|灾: two single letters are a word that the segmenter does not know."""
    if i + 1 >= j or len(tokens[i].text) > 1 or len(tokens[i + 1].text) > 1:
        return False
    return tokens[i].cls in ("verb", "adj", "act", "change") and tokens[i + 1].cls in ("noun", "verb", "adj")


def _follows_verb(tokens: list[Token], start: int, i: int) -> bool:
    """新建|改造|雨污管网: a second verb behind one that was dropped."""
    return i > start and tokens[i].cls == "act" and tokens[i - 1].cls == "act"


def _holds_at(token: Token) -> bool:
    return token.text in _HOLDING or (len(token.text) == 1 and token.cls in ("verb", "adj", "act"))


def _fronted(tokens: list[Token], i: int, j: int) -> int:
    """Where a phrase begins once what it does not begin with is dropped, as long as something named is left."""
    start = i
    while i < j and not _is_cut(tokens, i, j) and (_drops(tokens, i, j) or _follows_verb(tokens, start, i)):
        if tokens[i].text == "每" and not _is_named(tokens[i + 2 : j]):  # 每列最多可载
            break
        if tokens[i].cls in ("act", "verb", "adv", "aim") and not _is_named(tokens[i + 1 : j]):
            break
        i += 1
    return i


def _drops(tokens: list[Token], i: int, j: int) -> bool:
    first = tokens[i]
    if first.text in OPENING:
        return False
    following = tokens[i + 1].cls if i + 1 < j else ""
    if first.text in _ATTRIBUTES:  # 平均室温, 最高降幅
        return following not in NOMINAL and following not in _VERBAL
    if first.cls in ("verb", "act", "copula") and any(token.text == "的" for token in tokens[i + 2 : j - 1]):
        return False  # 有进出口记录的企业
    if first.text in ("来自", "对") and (following in NOMINAL or following == "verb"):  # 来自韩国2例, 对美国下降3%
        return False
    if first.text[0] == "各" and following in NOMINAL:  # 各类公园
        return False
    if first.text in _HOLDING and tokens[i + 1].text in _INTO:  # 控制在省核定限额
        return True
    if first.cls in ("verb", "act") and first.feature in ("v", "noun", "gift", "attr"):
        return False
    if first.cls == "act" and tokens[j - 1].text.endswith(_MEASURES):  # 支付限额, but 更换|管道
        return False
    if first.cls == "quantity":  # 一家|年研发投入
        value = first.value
        measure = value is not None and value.unit is not None and value.unit.measure_word
        return measure and value is not None and value.number.chinese and value.low == 1
    if first.feature == "nothing" and following == "adv" and len(first.text) > 1:  # 年中|再压
        return True
    if first.cls == "adv" and first.feature == "d" and len(first.text) == 1:  # 越江段
        return False
    return first.cls in _FRONT or first.cls == "verb"


def _behind_verb(tokens: list[Token], i: int, j: int) -> Phrase:
    """What stands behind the last verb of doing: 望潮港|完成|货物吞吐量 → 货物吞吐量."""
    for p in range(j - 2, i, -1):
        token = tokens[p]
        if token.cls not in _VERBAL or tokens[p + 1].text == "的":
            continue
        said = tokens[p - 1].cls == "adv" and tokens[p - 1].text not in _ATTRIBUTES
        if said or (token.cls == "act" and token.feature not in ("noun", "gift")):
            start = p + 1
            while start < j - 1 and tokens[start].cls in ("aux", "adv", "prep", "det"):
                start += 1
            named = tokens[start].text.endswith(_MEASURES) or tokens[j].cls == "act"  # 审查|逮捕|案件|受理
            attributive = not said and tokens[p - 1].cls in HEADS and j - start == 1 and named
            if (
                _is_named(tokens[start:j]) or _is_grant(tokens[j - 1])
            ) and not attributive:  # 土地使用权出让|收入 is one name
                return start, j
    return i, j


def _is_noun(words: list[Token]) -> bool:
    return any(word.cls in NOMINAL for word in words) and sum(len(word.text) for word in words) > 1


def _is_named(words: list[Token]) -> bool:
    """Words that name something, whatever else stands before them."""
    while words and words[0].cls in _FRONT:
        words = words[1:]
    return _is_noun(words) and "".join(word.text for word in words) not in _NOTHING


def _balanced(tokens: list[Token], i: int, j: int) -> Phrase | None:
    """Quotation marks without their partner are dropped, and a bracket that is not closed with what is in it."""
    marks = [p for p in range(i, j) if tokens[p].text in _PAIRED]
    if not marks:
        return i, j
    closed = [p for p in marks if tokens[p].text in _CLOSING]
    opened = [p for p in marks if p not in closed]
    if len(opened) > len(closed):
        last = opened[-1]
        return (i, last) if last > i else (last + 1, j) if last + 1 < j else None
    if len(closed) > len(opened):
        return (closed[0] + 1, j) if closed[0] + 1 < j else (i, closed[0])
    return i, j


def names_something(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase holds a noun: not 同比, 每人每月, 我们, 剔除一次性因素后."""
    words = scene.tokens[phrase[0] : phrase[1]]
    text, first = scene.slice(*phrase), words[0]
    if len(text) < 2 or text in _NOTHING or _is_condition(words):
        return False
    if first.text == "第" and len(words) == 2 and words[1].cls == "quantity":
        return False  # 第二年, 第一批
    if first.text in SAYING or first.cls == "aim":
        described = len(words) > 2 and words[-2].text == "的"  # 能报的药
        if not described and not any(_is_thing(word) for word in words):
            return False  # 还空|着, 已经排掉|了: what happens, and to nothing that is named here
    return any((word.cls in _NAMING or word.feature == "v") and word.text not in _NOTHING for word in words)


def _is_thing(word: Token) -> bool:
    return word.cls in ("act", "fixed", "quant") or (word.cls in HEADS and (len(word.text) > 1 or word.cls != "noun"))


def _is_condition(words: list[Token]) -> bool:
    """剔除一次性因素后, 成套改造后, 高峰的时候."""
    excluded = words[0].text in ("扣除", "剔除") and not any(word.text == "的" for word in words)
    return excluded or (words[-1].text in _WHEN and len(words) > 1)
