"""Is a span of years, months, weeks or days a figure (工期68个月) or the frame of another (3年100亿元)?"""

from __future__ import annotations

from typing import Final

from parsers.metrics.place import NumberPlace
from parsers.metrics.scene import BREAKS
from parsers.words import Token

CALENDAR: Final = frozenset({"年", "月", "周", "天"})
# Words before a span that it is the value of: 工期68个月, 提前5个月, 隔离14天, 仅用22个月.
_VALUED: Final = frozenset(
    "一共 发 工期 周期 期限 时限 有效期 时间 时长 寿命 年限 天数 日数 耗时 用时 历时 为期 需 需要 要 缩短 延长 压缩 压减 减少 增加 提前 推迟 延迟 延后 晚 早 仅 只 只有 只需 只要 只用 仅用 达 达到 为 至 到 降 平均 多 少 偏多 偏少 "
    "支付 使用 持续 可达 最长 最短 最快 最慢 间隔 隔离 观察 休 休假 放假 假期 住院 期 假 可用 够用 能用 住 可以 能 签 学制 质保 保质期 缴费 服役 刑期 徒刑 减至 增至 共 共计 合计 高温日 比例 运行 存放 冷藏 保存 日 天 仍有 还有 共有 有 缩减 降低 降至 满 不满 期限按 以 可 即 约 近 免租 免费 缴存 参保 居住 工作 从业 降到 压到 减到 调到 增到 压缩到 压缩至 缩短到 缩短至 延长到 延长至 高温 优良 累计 总共 连续工作 缓缴 延期 顺延 顶 撑 够 只够 刚够 够吃 够烧 够喝 就有 都有 也有 已有 超标 倒计时 服刑 拘役 禁赛 停产 停业 停课 停工 停运 封闭".split()
)
_VALUED_ENDS: Final = ("龄", "期", "假", "时间", "寿命", "周期", "天数", "日数", "年限", "时长", "工期", "期限", "天气")
_NOT_VALUED: Final = frozenset(
    "暑期 假期 近期 同期 长期 学期 定期 早期 晚期 初期 前期 中期 后期 末期 春节假期 国庆假期 汛期 时期 任期 暑假 寒假".split()
)
_BETWEEN: Final = frozenset({"按", "以", "了", "为", "到", "至", "约", "达", "满", "有", "近", "是", "了约"})
_FRAME_AFTER: Final = frozenset("滚动 来 间 里 前 后 期间 期 以来 时间 任务 制 之 以后 之后 之前 以前 当中 中".split())
_PLANS: Final = ("行动", "规划", "计划", "攻坚")
_STOPPING: Final = frozenset(
    "停用 停驾 停运 停业 停工 停产 停电 停水 停课 停航 吊销 暂扣 拘留 封闭 关闭 停职 暂停 禁赛 禁驾".split()
)
_LASTING: Final = frozenset({"还要", "还会", "还得", "就要", "了", "已", "已经", "要", "会", "还", "得", "再"})
_SPENT: Final = frozenset({"用", "花", "经", "经过", "过", "在", "历经"})
_RUNNING: Final = frozenset("连续 接连 连 前 头 后 这 那 近".split())
_OPENING: Final = frozenset({"det", "time", "punct", "frame", "quantity"})
_PASSED: Final = frozenset({"adv", "aux", "lead", "about"})
_SOON: Final = frozenset({"就", "就能", "即可", "便"})
_BINDING: Final = frozenset("就 即 便 才 只 不 不许 不得 不能 不准 暂停 禁止".split())
_HELD: Final = ("隔离", "观察", "监测", "管理", "假期", "假", "管控")
_AT_ONCE: Final = frozenset({"可", "就", "即可", "便", "可以", "就能", "才", "即"})


def frame(place: NumberPlace) -> bool:
    """近3年, 5年里, 用三到五年把…: a time expression; 提前5个月, 3天以内, 不到一周 are figures."""
    unit = place.mention.unit
    if place.prev.text in ("过去", "最近", "未来", "此前"):
        return True  # 过去24小时内
    if unit is None or unit.canonical not in CALENDAR:
        return False
    if place.trail in ("以上", "以下", "及以上", "及以下") or "." in place.numeral:
        return False  # 平均住院日是9.4天
    if place.trail in ("内", "以内", "之内"):
        return unit.canonical == "年" and place.next.text not in _BINDING
    if place.qualified.loose in ("le", "ge", "lt", "gt") or place.lead not in (None, "近", "约", "上"):  # 最长补两年
        return False
    words = place.previous(4)
    if _breaks(place) and (place.trail in ("左右", "上下") or _lasted(words)):
        return False
    if place.next.text in BREAKS and _stands_last(words):
        return False
    if _is_origin(place, words) or _is_value_of_noun(place) or _used(place, words):
        return False
    return not _is_valued(words) or place.next.text in _FRAME_AFTER or place.next.text.startswith(_PLANS)


def _breaks(place: NumberPlace) -> bool:
    return (place.next2 if place.next.text == "了" else place.next).text in BREAKS


def _lasted(words: list[Token]) -> bool:
    """停用7天, 吊销驾照6个月, 跑了三十一年, 还要两三天: what lasted so long, where nothing but a break follows."""
    if any(word.text in _STOPPING for word in words[:3]):
        return True
    for i, word in enumerate(words[:3]):
        if word.text in _LASTING:
            return i + 1 >= len(words) or words[i + 1].text not in _SPENT
        if word.cls not in ("verb", "act", "adv") or word.text in _SPENT:
            return False
    return False


def _stands_last(words: list[Token]) -> bool:
    """自主休渔3个月，够烧35天。学期三周。: said of what stands before it, with nothing more to come in its clause."""
    for i, word in enumerate(words):
        if word.text in _SPENT or word.text in _RUNNING or word.cls in _OPENING:
            return False
        if word.cls not in _PASSED:
            return i == 0 or words[i - 1].text != "着"
    return False


def _is_origin(place: NumberPlace, words: list[Token]) -> bool:
    """重污染天由2019年的9天减至2天."""
    for word in words:
        if word.text in ("由", "从"):
            return any(token.cls == "change" or token.text in ("到", "至") for token in place.following(2))
        if word.cls not in ("time", "aux", "adv", "pron", "frame") and word.feature != "nothing":  # 由原来的45天
            return False
    return False


def _is_value_of_noun(place: NumberPlace) -> bool:
    """5天集中隔离, 两天可启用, 14天医学观察: so long something takes."""
    if place.unit not in ("天", "周"):
        return place.next.text in _SOON and place.prev.cls in ("punct", "noun", "act")  # 改造费用两年半就能收回
    if any(word.text.endswith(_HELD) for word in place.following(3)):
        return True
    return place.next.text in _AT_ONCE and place.prev.cls in ("nothing", "punct", "adv", "noun")


def _used(place: NumberPlace, words: list[Token]) -> bool:
    """仅用22个月就完成建设, 花了40天就拿到; 最慢的一根用了51天。: how long it took."""
    texts = [word.text for word in words if word.text != "了"]
    used = texts[:1] in (["用"], ["花"], ["耗"])
    closed = place.next.text in BREAKS and (place.unit != "年" or place.next.text != "，")  # 用了三年，把账理清
    return used and (closed or texts[1:2] in (["仅"], ["只"], ["才"]) or place.next.text in ("就", "即", "便"))


def _is_valued(words: list[Token]) -> bool:
    for i, word in enumerate(words[:3]):
        between = word.text in _BETWEEN or word.cls == "lead"
        paired = between and i + 1 < len(words) and words[i + 1].cls == "quantity"
        if (word.text in _VALUED and not paired) or word.cls == "change":
            return True
        if not between:
            return word.text.endswith(_VALUED_ENDS) and word.text not in _NOT_VALUED
    return False
