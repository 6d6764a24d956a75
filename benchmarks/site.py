"""The generated site: an invented city's press conferences, the same for the same number of pages. Pure text.

A page has about 60 KB, of which nine tenths are navigation; its transcript has 21 turns, about 7,000 characters and
about 55 figures. The truth of every page (who says what) is known, so that what a program read can be checked.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

ITEMS_A_PAGE = 20
LIST_PATH = "/xwfb/index{page}.html"

OUTLETS = (
    "澜海日报",
    "澜海晚报",
    "东湾新闻网",
    "澜海广播电视台",
    "江东时报",
    "经济信息报",
    "青年观察报",
    "第一财经周报",
)
OFFICIALS = ("周澜平", "沈向东", "顾明澜", "陆思远", "韩文静", "唐立群", "方志恒", "秦雪梅", "曹景行", "吴月明")
MODERATOR = "主持人"
EXCHANGES = 10

FIELDS = (
    "养老服务 社区食堂 老旧小区改造 公共充电桩 轨道交通 数字政务 人才公寓 绿色能源 港口物流 跨境电商 中小企业融资 "
    "基层医疗 职业教育 生态修复 垃圾分类 农产品流通 文化场馆 体育设施 低空经济 集成电路 生物医药 新型储能 "
    "智能网联汽车 首店经济 夜间消费 城市更新 水环境治理 安全生产 消防通道 托育服务"
).split()
PLACES = "江东区 西渡区 云台区 澄湖区 北城新区 滨海片区 东湾新城 老港地区 临空片区 科学园区".split()
SUBJECTS = (
    "项目总投资 财政补助资金 企业贷款余额 服务贸易进出口总额 规模以上工业增加值 社会消费品零售总额 固定资产投资 "
    "研发经费支出 平台交易额 减免税费"
).split()
COUNTED = (
    ("惠及居民", "万户"), ("新增床位", "张"), ("建成站点", "个"), ("服务群众", "万人次"), ("受理申请", "件"),
    ("培训技能人才", "万人"), ("更新电梯", "台"), ("开通线路", "条"), ("新建绿道", "公里"), ("改造面积", "万平方米"),
)  # fmt: skip
RATES = "满意率 覆盖率 一次办结率 回收利用率 签约率 达标率 数字化率 本地配套率".split()
PLAIN = (
    "我们坚持问题导向，把群众反映集中的难点堵点逐项列入清单，由牵头部门会同{place}推动解决。",
    "在{field}方面，我们注重听取各方意见，完善制度设计，让政策更加贴近企业和居民的实际需要。",
    "下一步，我们将继续优化{field}的工作机制，加强部门之间的信息共享和业务协同。",
    "这项工作涉及面广、链条长，需要政府、企业和社会共同参与，形成合力。",
    "同时，{place}结合自身特点先行先试，积累了不少可以复制推广的经验。",
    "我们也注意到，{field}在发展过程中还存在供需不够匹配、标准不够统一等情况，将认真加以改进。",
    "有关部门已经公布了咨询渠道，欢迎广大市民对{field}提出宝贵的意见和建议。",
    "围绕{field}，我们还将加强事中事后监管，守住质量和安全的底线。",
)
FIGURED = (
    "今年上半年，{place}{subject}达到{a}.{d}亿元，同比增长{p}.{d}%。",
    "截至目前，全市{field}累计{counted}{b}{unit}，{rate}达到{r}.{d}%。",
    "{y}年，全市{subject}{a}亿元，比上年提高{q}个百分点，其中{place}占比超过{q}成。",
    "到{z}年底，{field}将覆盖{c}个街镇，{counted}超过{b}{unit}。",
    "去年以来，我们安排专项资金{c}00万元，支持{place}发展{field}，带动社会投资约{a}亿元。",
    "据统计，{field}平均办理时间由{c}个工作日压缩到{q}个工作日，{rate}保持在{r}%以上。",
    "预计到“十五五”期末，全市{field}规模力争突破{b}00亿元，年均增长{q}%左右。",
)
ASKS = (
    "我们注意到，市民对{field}十分关心。请问目前进展如何，{place}有哪些具体做法，后续还有什么安排？",
    "请介绍一下{field}的有关情况。今年以来遇到了哪些困难，又将从哪些方面着手解决？",
    "我的问题是关于{field}的。企业反映政策兑现的环节比较多，有关部门如何回应这样的关切？",
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn as it must be read: the label is not part of the text."""

    role: str
    speaker: str | None
    label: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """One page of the site."""

    number: int
    path: str
    title: str
    day: date
    turns: tuple[Spoken, ...]


def briefing(number: int) -> Briefing:
    """The briefing of that number; a larger number is newer."""
    dice = random.Random(number)  # noqa: S311 - reproducible text, no secret
    day = date(2019, 1, 2) + timedelta(days=number // 2)
    title = f"{day.year}年{day.month}月{day.day}日市政府新闻发布会问答实录" + ("（第二场）" if number % 2 else "")
    path = f"/xwfb/{day:%Y%m%d}/{dice.getrandbits(128):032x}.html"
    topic = dice.choice(FIELDS)
    opening = (
        f"各位记者朋友，大家下午好。欢迎出席市政府新闻发布会，今天我们请有关部门介绍{topic}的情况，并回答大家的提问。"
    )
    turns = [Spoken("moderator", None, MODERATOR, (opening,))]
    for _ in range(EXCHANGES):
        turns += _exchange(dice)
    return Briefing(number, path, title, day, tuple(turns))


def _exchange(dice: random.Random) -> list[Spoken]:
    field, place = dice.choice(FIELDS), dice.choice(PLACES)
    question = dice.choice(ASKS).format(field=field, place=place)
    sentences = [_sentence(dice, dice.choice(FIGURED)) for _ in range(dice.choice((2, 2, 3)))]
    sentences += [_sentence(dice, template) for template in dice.choices(PLAIN, k=14)]
    dice.shuffle(sentences)
    thanks = f"感谢这位记者朋友的提问，我来回答关于{field}的问题。"
    answer = ("".join([thanks, *sentences[:6]]), "".join(sentences[6:12]), "".join(sentences[12:]))
    return [
        Spoken("question", None, f"{dice.choice(OUTLETS)}记者", (question,)),
        Spoken("answer", name := dice.choice(OFFICIALS), name, answer),
    ]


def _sentence(dice: random.Random, template: str) -> str:
    counted, unit = dice.choice(COUNTED)
    return template.format(
        place=dice.choice(PLACES), field=dice.choice(FIELDS), subject=dice.choice(SUBJECTS), rate=dice.choice(RATES),
        counted=counted, unit=unit, y=dice.randrange(2015, 2026), z=dice.randrange(2027, 2031), a=dice.randrange(3, 980),
        b=dice.randrange(2, 320), c=dice.randrange(11, 99), d=dice.randrange(1, 10), p=dice.randrange(1, 28),
        q=dice.randrange(2, 9), r=dice.randrange(81, 99),
    )  # fmt: skip


def truth(count: int) -> list[tuple[str, str, int, str, str, str]]:
    """(path, title, seq, role, speaker or empty, text) of every turn of the site, sorted."""
    return sorted(
        (page.path, page.title, seq, turn.role, turn.speaker or "", "\n".join(turn.paragraphs))
        for page in map(briefing, range(count))
        for seq, turn in enumerate(page.turns, start=1)
    )


def page_html(page: Briefing) -> str:
    """The article page."""
    paragraphs = []
    for turn in page.turns:
        first, *others = turn.paragraphs
        paragraphs.append(f"<strong>{turn.label}：</strong><span>{escape(first)}</span>")
        paragraphs += [f"<span>{escape(text)}</span>" for text in others]
    style = "text-indent: 2em; line-height: 1.75; font-family: 宋体"
    body = "\n".join(f'<p style="{style}">{text}</p>' for text in paragraphs)
    title = escape(page.title)
    return f"""{_HEAD}<meta name="ArticleTitle" content="{title}">
<meta name="PubDate" content="{page.day.isoformat()} 16:00">
<meta name="ContentSource" content="市政府新闻办">
<title>{title}__澜海市人民政府</title>
</head>
<body>
{_TOP}
<div class="Article">
<h2 id="ivs_title" class="Article-title">{title}</h2><small id="ivs_date">( {page.day.isoformat()})</small>
<div id="ivs_content" class="Article_content">
{body}
</div>
</div>
{_BOTTOM}
</body>
</html>
"""


def list_html(count: int, page: int) -> str:
    """List page ``page`` (1…) of a site of ``count`` briefings, newest first."""
    newest = count - 1 - (page - 1) * ITEMS_A_PAGE
    items = (briefing(number) for number in range(newest, max(newest - ITEMS_A_PAGE, -1), -1))
    rows = "\n".join(
        f'<li><a href="{item.path}" title="{item.title}">{item.title}</a><span class="time">{item.day}</span></li>'
        for item in items
    )
    return f"""{_HEAD}<title>问答实录__澜海市人民政府</title>
</head>
<body>
{_TOP}
<ul class="tadaty-list uli14 nowrapli list-date ">
{rows}
</ul>
<script>whjPage('#pagination', {{ showPageNum: 9, totalPage: {list_pages(count)} }});</script>
{_BOTTOM}
</body>
</html>
"""


def list_pages(count: int) -> int:
    """How many list pages a site of ``count`` briefings has."""
    return -(-count // ITEMS_A_PAGE)


def list_path(page: int) -> str:
    """``/xwfb/index.html``, ``/xwfb/index_2.html`` …"""
    return LIST_PATH.format(page="" if page == 1 else f"_{page}")


def definition(base_url: str) -> str:
    """The site's definition for ``briefings``: no waiting, eight requests at a time."""
    return f"""name = "bench"
title = "澜海市人民政府新闻办公室"
base_url = "{base_url}"
hosts = ["127.0.0.1"]
timezone = "Asia/Shanghai"
[listing]
urls = ["{list_path(1)}"]
next = "{LIST_PATH.format(page="_{page}")}"
item = ".list-date li"
link = "a"
date = ".time"
title_matches = "问答实录"
[article]
title = ["meta[name=ArticleTitle]", "#ivs_title"]
date = ["meta[name=PubDate]", "#ivs_date"]
source = ["meta[name=ContentSource]"]
body = ["#ivs_content"]
drop = ["script", "style"]
[politeness]
delay_seconds = 0.0
concurrency = 8
"""


def _menu(columns: int, entries: int) -> str:
    dice = random.Random(columns)  # noqa: S311 - reproducible text, no secret
    return "\n".join(
        f'<ul class="menu-list col-{column}">'
        + "".join(
            f'<li class="menu-item"><a href="/channel/{dice.getrandbits(48):012x}/index.html" target="_blank">'
            f"<span>{dice.choice(PLACES)}{dice.choice(FIELDS)}</span></a></li>"
            for _ in range(entries)
        )
        + "</ul>"
        for column in range(columns)
    )


_SCRIPT = "".join(f"function tool{i}(a,b){{var c=a.getAttribute('data-{i}');return c?b(c):null;}}\n" for i in range(95))
_HEAD = f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="SiteName" content="澜海市人民政府">
<meta name="ColumnName" content="问答实录">
<script>
{_SCRIPT}</script>
"""
_TOP = f'<div class="header"><div class="nav">\n{_menu(8, 18)}\n</div></div>'
_BOTTOM = f'<div class="related">\n{_menu(2, 20)}\n</div>\n<div class="footer"><p>版权所有：澜海市人民政府</p></div>'
