"""Which time governs a figure: what an expression is, and where it stands, decide."""

from datetime import date

import pytest

from parsers.metrics import extract

HELD_ON = date(2025, 11, 20)


def read(text: str) -> list[tuple[str, str | None, str]]:
    """Every figure's characters, its time as written, and its dates."""
    return [
        (m.text, m.period, f"{m.period_start}..{m.period_end}" if m.period_end else "")
        for m in extract(text, held_on=HELD_ON)
    ]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        # Who reports when governs nothing.
        ("今早（14日）发布：今年1至8月，到港货物增长6%。", ["今年1至8月"]),
        ("11日，市疾控中心负责人表示，全市共有发热门诊42家。", [None]),
        ("昨天外方发言人称，对方关税平均为12%。", [None]),
        # A time in an attribute is of its noun.
        ("按照2021年出台的办法，每户可领取60%的补贴。", [None]),
        ("2019年改造的仓库，租金只有三成。", [None]),
        ("2023年新建的28家门店", ["2023年"]),
        # Another event's day stays with its clause.
        ("二期于2024年3月竣工；北区泳馆总投资6亿元。", [None]),
        ("9月2日运抵物资30吨；全市仓库120座。", ["9月2日", "9月2日"]),
        # A time behind the figure, in its clause.
        ("第二批48吨种子已于5月6日送到。", ["5月6日"]),
        ("36个项目明年开工。", ["明年"]),
        # 同期, 上年末 with 为 or 是: of that figure alone.
        ("上半年，订单52万件，上年同期为47万件，增长10%。", ["上半年", "上年同期", "上半年"]),
        # The last of a row of years frames what follows.
        (
            "2022年31万辆，2023年38万辆，今年前三季度完成45万辆。其中客车9万辆。",
            ["2022年", "2023年", "今年前三季度", "今年前三季度"],
        ),
        # A year named to compare does not.
        ("一季度，到访客商8万人，去年一季度是6万人，涨了三成。", ["一季度", "去年一季度", "一季度"]),
        # A 截至-frame goes on through 现有.
        ("截至5月31日24时，累计治愈320例。现有重症4例。", ["截至5月31日24时", "截至5月31日24时"]),
        ("1—9月，新开航线6条。港口现有航线88条。", ["1—9月", None]),
        # Standing rules and what one of a thing costs.
        ("去年新增床位900张。按规定，每床补助2万元。", ["去年", None]),
        ("今年完成加装300部。一部电梯五六十万元。", ["今年", None]),
        # The ends of a change.
        ("今年以来，规模从2021年的20亿元增长到去年的35亿元，年均增长15%。", ["2021年", "去年", "今年以来"]),
        # Said again, told, asked for by one.
        ("5月2日至8日这一周，门诊接诊700人次。", ["5月2日至8日"]),
        ("我上周去了一家茶厂，厂长跟我讲，他们从7个人做起。", [None]),
        ("今年新建床位800张，每张补4000元。", ["今年", None]),
        ("全年任务是12万人，完成了七成。", ["全年", None]),
        ("今年两会确定的增长目标是5%，就业目标9万人。", ["今年", "今年"]),
        # Aims have only the time that they name.
        ("截至10月底建成190个，目标220个。", ["截至10月底", None]),
        # A question is answered.
        ("去年全年平均是多少？66万。", ["去年全年"]),
        # What stands is of no span; habits and rules of none.
        ("五年来新建公园30座，全市公园中，已有十余座通宵开放。", ["五年来", None]),
        ("去年培训8000人次。办理时限3个工作日。", ["去年", None]),
        ("上半年新增充电桩600个。服务费每度电五毛钱。", ["上半年", None]),
        ("前三季度太阳能电池出口3亿片。组件均价每瓦0.7元。", ["前三季度", "前三季度"]),
        ("上个月我去看一位老师傅，76岁。", [None]),
        ("今年装了300部。我去过一个小区，82岁的老伯自己下楼。", ["今年", None]),
        ("去年培训2万人次。平台每月能受理9万件。", ["去年", None]),
        # A bound that selects what is counted is of no time; one that is said of it is.
        ("截至上月底，全市70岁以上户籍居民21万人。", [None, "截至上月底"]),
        ("7月份，37℃以上的酷热天有9天。", [None, "7月份"]),
        ("今年1—9月，3至6岁幼儿入园12万人。", [None, "今年1—9月"]),
        ("去年，参保率稳定在96%以上。", ["去年"]),
        # What a standard says.
        ("现在按部里的规定，每个班不超过40人。", [None]),
        ("去年人均补助80元，门诊一次十二块。", ["去年", None]),
        ("去年放贷900笔。按贷款80万元、20年算，每月少还300元。", ["去年", None, None]),
        ("上半年装机300台，其中功率在60千瓦以上的占四成。", ["上半年", None, "上半年"]),
        ("今年1—9月，出口增长5%；去年同期呢，出口增长9%。", ["今年1—9月", "去年同期"]),
        # A time behind the last of several is that of all of them.
        ("500顶帐篷、800床棉被和20吨大米已于5月3日送达。", ["5月3日", "5月3日", "5月3日"]),
        ("第二批60吨药品将于8日启运。", ["8日"]),
        # The time spoken of, named again.
        ("1—4月，发出班列900列；同期，粮食出口增长三成。", ["1—4月", "同期"]),
        ("2022年，销量30万辆。同一年，出口4万辆。", ["2022年", "同一年"]),
        # Words, not characters: 主要是 is no 要是, 占比 no 比, 生产率每人每年 no rule.
        ("今年新开门店50家。主要是便利店，占30家。", ["今年", "今年"]),
        ("去年营收9亿元，其中出口占比为四成。", ["去年", "去年"]),
        ("去年全员劳动生产率每人每年40万元，增长5%。", ["去年", "去年"]),
        # What there is by then is of no span in which some of it came; 截至 and other things that are counted are.
        ("1日至7日，全市新增感染者9例；累计报告感染者40例（其中城北区12例）。", ["1日至7日", None, None]),
        ("去年建成书屋12座；累计投入经费3亿元。", ["去年", "去年"]),
        # A day in passing ends at ；, what is compared with has its own, and what a target is of is no result.
        (
            "9月1日以来，钢价走低，9月20日收于3100元，较9月5日高点3400元下跌8.8%；铁矿价格降至700元。",
            ["9月20日", "9月5日", "9月20日", "9月1日以来"],
        ),
        ("前三季度，物价上涨0.5%，低于3%左右的预期目标。", ["前三季度", None]),
        ("上半年，失业率为5.3%，低于全年5.5%的预期目标。", ["上半年", "全年"]),
        # The day of a press conference, and of what is published.
        ("5月8日，市里召开新闻发布会。卫健委通报，新增病例6例。", [None]),
        ("6月15日，统计局发布的数据显示，5月份，工业增长4%。零售额增长3%。", ["5月份", "5月份"]),
        # 其中 goes on from the figure before it; the numbers of a sentence that only says 截至 what.
        ("4月份以来，存煤回升，目前可用20天。其中，北部电厂可用28天。", ["目前", "目前"]),
        ("这几个数都是截至6日12点的。全市受灾人口3万人。", ["截至6日12点"]),
        ("2022年全市园区预计全年营收9万亿元，增长10%。", ["2022年", "2022年"]),
        ("现在，停水的小区从120个减到4个。", [None, "现在"]),
        # Times shared out, member by member.
        ("去年四个季度分别增长4%、5%、6%和7%。", ["一季度", "二季度", "三季度", "四季度"]),
    ],
)
def test_the_governing_time(text: str, periods: list[str | None]) -> None:
    assert [period for _, period, _ in read(text)] == periods


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("上半年，订单52万件，上年同期为47万件。", ["2025-01-01..2025-06-30", "2024-01-01..2024-06-30"]),
        ("去年年底有门店120家，到上个月底变成了150家，年底要到200家。", ["2024-12-31..2024-12-31", "2025-10-31..2025-10-31", "2025-12-31..2025-12-31"]),
        ("去年四个季度分别增长4%、5%、6%和7%。", ["2024-01-01..2024-03-31", "2024-04-01..2024-06-30", "2024-07-01..2024-09-30", "2024-10-01..2024-12-31"]),
        ("截至目前，累计接种300万人。", ["2025-11-20..2025-11-20"]),
        ("目前，全市有公园300座。", [""]),
        ("上个月底入园率为60%，去年同期是55%。", ["2025-10-31..2025-10-31", "2024-10-31..2024-10-31"]),
        ("8月份新政落地，家电销售当月增长20%。", ["2025-08-01..2025-08-31"]),
        ("去年3月7号线开通，里程80公里。", ["2024-03-01..2024-03-31"]),
        ("单看今年，前10个月完成1.2万套，离1.5万套还差一截。", ["2025-01-01..2025-10-31", "2025-01-01..2025-12-31"]),
        ("2023年，全市投资900亿元，其中四季度300亿元。", ["2023-01-01..2023-12-31", "2023-10-01..2023-12-31"]),
        ("2023年5月开建，截至10月底完成投资8亿元。", ["2025-10-31..2025-10-31"]),
        ("今年新增2万人，60岁以上的占一成。", ["2025-01-01..2025-12-31", "", "2025-01-01..2025-12-31"]),
        ("2 月 8 日，全市接待游客 30 万人次。", ["2025-02-08..2025-02-08"]),
        ("3月1日，价格由80元降到60元。", ["", "2025-03-01..2025-03-01"]),
        ("“十四五”要建成60万套住房。", ["2021-01-01..2025-12-31"]),
        ("前三季度，发出班列900列；同期，粮食出口增长三成。", ["2025-01-01..2025-09-30", "2025-01-01..2025-09-30"]),
        ("2022年，销量30万辆。同一年，出口4万辆。", ["2022-01-01..2022-12-31", "2022-01-01..2022-12-31"]),
    ],
)  # fmt: skip
def test_the_dates_of_the_governing_time(text: str, dates: list[str]) -> None:
    assert [span for _, _, span in read(text)] == dates


def inferred(text: str) -> list[tuple[str, bool, date | None]]:
    return [(m.text, m.period_inferred, m.period_end) for m in extract(text, held_on=HELD_ON)]


def test_a_frame_goes_on_into_the_next_paragraph_as_inferred() -> None:
    found = inferred("前三季度，全市投资增长3%。\n分领域看，民间投资增长5%。")
    assert found == [("3%", False, date(2025, 9, 30)), ("5%", True, date(2025, 9, 30))]
    assert read("前三季度，全市投资增长3%。\n分领域看，民间投资增长5%。")[1][1] is None


def test_a_part_of_the_year_said_in_passing_is_inferred_for_the_next_sentence() -> None:
    found = inferred("客车前三季度下线4万辆。投资呢，增长5%。")
    assert found == [("4万辆", False, date(2025, 9, 30)), ("5%", True, date(2025, 9, 30))]


@pytest.mark.parametrize(
    "text",
    [
        "前三季度，全市投资增长3%。下一步，我们再加把劲。\n民间投资增长5%。",
        "前三季度，全市投资增长3%。\n按规定，税率为5%。",
        "前三季度，全市投资增长3%。\n力争增长5%。",
        "前三季度，全市投资增长3%。\n现有项目占5%。",
        "目前，全市投资增长3%。\n民间投资增长5%。",
    ],
)
def test_an_inferred_frame_ends(text: str) -> None:
    assert inferred(text)[-1] == ("5%", False, None)
