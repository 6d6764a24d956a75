"""A grammar of transcripts: composes pages in every convention, and knows what must be read from them.

All names, outlets and sentences are invented; a seed gives the same page always.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

OUTLETS = [
    "澜江日报",
    "海河晚报",
    "云岭晨报",
    "人民日报",
    "新华社",
    "解放日报",
    "天目新闻",
    "界面",
    "澎湃新闻",
    "东方网",
    "滨城新闻网",
    "北岭广播电视台",
    "江州卫视",
    "经济纵横周刊",
    "路透社",
    "香港商报",
    "联合早报",
    "中国水运报",
    "城市之声",
    "民生观察",
    "劳动时报",
    "科技导报",
    "青年在线",
    "南湖发布",
    "江海明珠网",
    "中央广播电视总台(央视)",
    "中央广播电视总台央视",
    "《新闻晨报》",
    "《澜江法治报》",
]
PEOPLE = [
    "华源",
    "凌鸣",
    "叶建",
    "高峰",
    "秦岭",
    "温静",
    "张忠伟",
    "陈建忠",
    "毛鹏岳",
    "沈立群",
    "欧阳明",
    "司马青云",
    "诸葛亮明",
    "杜若飞",
    "江山",
    "白雪松",
    "石磊",
    "田野",
    "方圆",
    "向阳",
    "成龙飞",
    "安康宁",
    "常青",
    "雷雨",
    "金鑫",
    "钮秉文",
    "荀彩云",
    "宫晓棣",
    "农学勤",
    "党百川",
    "邬晓峰",
    "柏青",
    "蔺若楠",
    "聂思远",
    "郗红梅",
    "弗拉基米尔·科瓦廖夫",
    "阿依古丽·买买提",
    "李有为",
    "王建和",
    "何不凡",
    "任为民",
    "于得水",
]
OFFICES = [
    "市发展改革委主任",
    "副市长",
    "市卫生健康委副主任",
    "市教委二级巡视员",
    "市水利局总工程师",
    "市公安局交警总队副总队长",
    "市气象台首席预报员",
    "海关副关长、新闻发言人",
    "市委常委、副市长",
    "区委书记",
    "市民政局党组成员",
    "市生态环境局局长",
    "国网供电公司副总经理",
    "市统计局新闻发言人",
]
QUESTIONS = (
    "请问今年的目标是什么？",
    "近期市民普遍关心公园夜间开放的问题，请问有关部门有哪些安排？",
    "我有两个问题。第一个问题，资金从哪里来？第二个问题，什么时候能完工？谢谢。",
    "据报道，三号线将延伸至新城。您能否介绍一下进展？",
    "刚才提到“一张网”建设，能不能请发布人再具体谈一谈。",
    "对下半年的走势怎么看？会不会出现反弹？",
)
ANSWERS = (
    "谢谢你的提问。这项工作市里高度重视，已经作了全面部署。",
    "感谢您的关注。总的来看，进展是顺利的。",
    "我来回答这个问题。先说结论：年底前一定建成。",
    "这个问题问得好。简单讲，就是“三个不变”：标准不变、力度不变、节奏不变。",
    "到10月底，全市已开放公园86座，延时开放到21:30。",
)
MORE = (
    "一是抓进度。每周调度一次，每月通报一次。",
    "二是抓质量。请第三方机构全程参与。",
    "第一，加强统筹。第二，压实责任。",
    "最后我想说：这件事离不开大家的支持。",
    "主要做了以下工作：摸清底数，建立台账。",
    "下一步，我们将重点推进三件事：",
    "（一）完善设施。新增停车位2,300个。",
    "据统计，上午9:00到11：30是高峰时段。",
    "有一句话说得好：众人拾柴火焰高。",
    "比如，社区食堂、日间照料中心都已开放。",
    "有市民问我：什么时候能通车？我的回答是：快了。",
    "热线：12345，24小时开通。",
    "谢谢大家。",
    "目标：三年全覆盖。",
    "大家可以扫描会议手册上的二维码了解详情，也欢迎拨打服务热线。",
)
FURNITURE = (
    "来源：某市人民政府新闻办公室",
    "分享按钮",
    "责任编辑：林小舟",
    "【打印】【关闭】",
    "（根据现场录音整理）",
    "上一条：某某会议召开",
)
COLONS = "：：：::︰∶﹕"


@dataclass
class Expected:
    """One turn as it must come out."""

    role: str
    exchange: int | None
    who: str | None
    text: list[str]
    position: str | None = None
    follow_up: bool = False


@dataclass
class Transcript:
    """Paragraphs as on the page and what they mean."""

    paragraphs: list[str] = field(default_factory=list)
    turns: list[Expected] = field(default_factory=list)
    style: str = ""


def compose(seed: int) -> Transcript:
    """A transcript in one of the styles, with moderator, opening, follow-ups, furniture and traps as chance has it."""
    dice = random.Random(seed)
    return _Composer(dice).compose()


def compose_foreign_ministry(seed: int) -> Transcript:
    """问 and 答 under an announced spokesperson, with announcements, 追问 and unanswered questions."""
    dice = random.Random(seed)
    page, name = Transcript(style="问答"), dice.choice([p for p in PEOPLE if "·" not in p])
    page.paragraphs.append(f"2023年{dice.randint(1, 12)}月{dice.randint(1, 28)}日，外交部发言人{name}主持例行记者会。")
    if dice.random() < 0.4:
        opening = ["应有关国家邀请，代表团将于下周出访。", "一、访问期间将签署合作文件。"][: dice.randint(1, 2)]
        page.paragraphs += opening
        page.turns.append(Expected("statement", None, name, opening))
    for exchange in range(1, dice.randint(2, 12)):
        follow = exchange > 1 and dice.random() < 0.15
        label = (
            dice.choice(("追问", "记者追问", "追问一"))
            if follow
            else dice.choice(("问", "问", "问", "路透社记者", "法新社记者"))
        )
        if page.turns and page.turns[-1].role == "question" and label.endswith("社记者"):
            label = "问"  # the same outlet twice in a row would be one question in parts
        outlet = label.removesuffix("记者") if label.endswith("社记者") else None
        if follow:
            outlet = next((t.who for t in reversed(page.turns) if t.role == "question"), None)
        _say(page, dice, label, Expected("question", exchange, outlet, [dice.choice(QUESTIONS)], follow_up=follow))
        if dice.random() < 0.93:
            text = _answer(dice, 4)
            _say(page, dice, "答", Expected("answer", exchange, name, text))
    return page


def _answer(dice: random.Random, most: int) -> list[str]:
    """Paragraphs of an answer; one that announces a list does not end it."""
    text = [dice.choice(ANSWERS), *dice.sample(MORE, dice.randint(0, most))]
    return [*text, "谢谢。"] if text[-1].endswith("：") else text


def _say(page: Transcript, dice: random.Random, label: str, turn: Expected, colon: str = "：") -> None:
    page.paragraphs += [f"{label}{colon}{turn.text[0]}", *turn.text[1:]]
    page.turns.append(turn)


class _Composer:
    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.page = Transcript()
        self.people = dice.sample(PEOPLE, dice.randint(1, 4))
        self.offices = {name: dice.choice(OFFICES) for name in self.people}
        self.asker, self.answerer = dice.choice(list(STYLES.values()))
        self.style = next(name for name, pair in STYLES.items() if pair == (self.asker, self.answerer))
        self.colon = dice.choice(COLONS)
        self.moderated = dice.random() < 0.6
        self.introduced = self.moderated and dice.random() < 0.5
        self.alone = dice.random() < 0.15 and self.style != "brackets"
        self.number = 0
        self.minute = 0

    def compose(self) -> Transcript:
        page = self.page
        page.style = self.style
        if self.moderated:
            self._welcome()
        if self.moderated and self.dice.random() < 0.5:
            name = self.people[0]
            text = [
                "各位记者，大家好。现在由我介绍有关情况。",
                *self.dice.sample(("一、总体情况", "总体平稳，稳中有进。", "二、主要做法"), 2),
                "介绍完毕，谢谢。",
            ]
            # "A1" and "答" would make it an answer.
            label = name if self.style in ("Q and A", "named answers", "verbs") else self._person(name)
            self._say(label, Expected("statement", None, name, text, self._office(name)))
        for exchange in range(1, self.dice.randint(3, 9)):
            self._exchange(exchange)
        if self.moderated and self.dice.random() < 0.5:
            self._say(
                "主持人",
                Expected("moderator", None, None, ["由于时间关系，今天就到这里，感谢各位发布人，也谢谢记者朋友。"]),
            )
        page.paragraphs += self.dice.sample(FURNITURE, self.dice.randint(0, 3))
        return page

    def _welcome(self) -> None:
        text = "各位记者朋友，大家好！欢迎参加今天的新闻发布会。"
        if self.introduced:
            listed = "、".join(
                f"{self.offices[name]}{name}{self.dice.choice(('', '先生', '女士'))}" for name in self.people
            )
            text += f"出席今天发布会的有：{listed}。"
        self._say("主持人", Expected("moderator", None, None, [text]))

    def _exchange(self, exchange: int) -> None:
        outlet = self.dice.choice(OUTLETS)
        self.number = exchange
        self._say(self.asker(self, outlet), Expected("question", exchange, outlet, [self.dice.choice(QUESTIONS)]))
        if self.moderated and self.dice.random() < 0.2:
            self._say("主持人", Expected("moderator", None, None, ["好的，请发布人回答。"]))
        for name in self.dice.sample(self.people, self.dice.randint(1, min(2, len(self.people)))):
            text = _answer(self.dice, 5)
            self._say(self._person(name), Expected("answer", exchange, name, text, self._office(name)))

    def _person(self, name: str) -> str:
        return self.answerer(self, name)

    def _office(self, name: str) -> str | None:
        return self.offices[name] if self.introduced or self.style in ("offices", "offices in brackets") else None

    def stamp(self) -> str:
        self.minute += self.dice.randint(0, 3)
        return f"[10:{self.minute % 60:02}] "

    def _say(self, label: str, turn: Expected) -> None:
        if self.alone:
            self.page.paragraphs += [label + self.colon, *turn.text]
        else:
            colon = "" if self.style == "brackets" else self.colon
            if self.style == "brackets" and not label.startswith("["):
                label = f"[{label}]"
            self.page.paragraphs += [label + colon + turn.text[0], *turn.text[1:]]
        self.page.turns.append(turn)


Asker = Callable[[_Composer, str], str]
STYLES: dict[str, tuple[Asker, Asker]] = {
    "bare": (lambda c, outlet: outlet, lambda c, name: name),
    "reporters": (lambda c, outlet: f"{outlet}记者", lambda c, name: name),
    "numbered": (lambda c, outlet: f"{c.number}、{outlet}", lambda c, name: name),
    "Q and A": (lambda c, outlet: f"Q{c.number} {outlet}", lambda c, name: f"A{c.number} {name}"),
    "times": (lambda c, outlet: f"{c.stamp()}{outlet}", lambda c, name: f"{c.stamp()}{name}"),
    "brackets": (lambda c, outlet: f"[{outlet}记者]", lambda c, name: f"[{name}]"),
    "black brackets": (lambda c, outlet: f"【{outlet}记者】", lambda c, name: f"【{name}】"),
    "bullets": (lambda c, outlet: f"▲{outlet}记者", lambda c, name: f"▲{name}"),
    "offices": (lambda c, outlet: outlet, lambda c, name: f"{c.offices[name]} {name}"),
    "offices in brackets": (lambda c, outlet: f"{outlet}记者", lambda c, name: f"{name}（{c.offices[name]}）"),
    "named answers": (lambda c, outlet: f"记者（{outlet}）", lambda c, name: f"答（{name}）"),
    "verbs": (lambda c, outlet: f"{outlet}记者问", lambda c, name: f"{name}答"),
}
