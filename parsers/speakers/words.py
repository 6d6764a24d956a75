"""The words that labels are made of: who asks, answers and moderates, and what is done with a word in them."""

from __future__ import annotations

import re
from typing import Final

from parsers.records import Role
from parsers.spelling import either
from parsers.words.tables import read_sections

_SECTIONS: Final = read_sections("words.txt", __package__)
_ROLES: Final[tuple[Role, ...]] = ("question", "answer", "moderator")


def words(*sections: str) -> tuple[str, ...]:
    """The words of some sections of ``data/words.txt``, as they are written there."""
    return tuple(word for section in sections for word in _SECTIONS[section])


def spelled(*sections: str) -> str:
    """The same as alternatives of a pattern, in both scripts."""
    return either(" ".join(words(*sections)))


GENERIC: Final = {form: role for role in _ROLES for form in spelled(f"label {role}").split("|")}
REPORTER: Final = r"(?:记者|記者)"
ASK: Final = f"(?:{spelled('ask')})"
ADDS: Final = f"(?:{either('补充')})?"
ACTS: Final = spelled("answer", "add", "explain", "tell")
"""What somebody does with a word, of two letters: no name ends so."""
SAYS: Final = spelled("say")
LATER: Final = either("会后 会上 随后 此外 当日 日前")
AGAIN: Final = f"(?:{either('继续 接着 再次 再 又 还')})?"
FOLLOW: Final = re.compile(rf"{AGAIN}(?:{spelled('ask again')})[一二三四五\d]?(?:说|道)?")
# Qualifiers that name no outlet: 俄罗斯记者, 现场一位记者, 记者A
NO_OUTLET = re.compile(
    r"(?:采访|採訪|随行|隨行|随团|随队|在场|在場|在座|到场|到会|与会|与會|参会|参加|出席|前来|来访|提问|发问|同行|跟队|场外|场内|会场|前方|后方|部分|许多|众多|多名|多位|几位|几名|数位|数名|一些|"
    r"外地|国内|国际|当地|地方|中央|省级|市级|区级|主流|境内|资深|年轻|老|常驻|驻外|驻京|驻华|驻沪|连线|线上|在线|远程|代表|报社|报纸|电台|电视台|网站|广播|的|各|各家|各路|"
    r"现场|現場|会上|会后|其他|其它|另|有|某|一位|一名|一个|一|那位|该|女|男|外国|外國|境外|国外|海外|中外|外媒|本地|本市|本报|港澳|港澳台|台湾|香港|澳门|日本|"
    r"美国|韩国|俄罗斯|英国|法国|德国|印度|欧洲|西方|巴基斯坦|第[一二三四五六七八九十\d]+位|媒体|多家|各位|电视|网络|平面)*"
)
NOTE = re.compile(
    r"(?P<base>[^（()）[\]［］]*[^（()）[\]［］\s])\s*[（([［]\s*(?P<note>(?:[^（）()[\]［］]|[（(][^（）()]*[）)]){1,40}?)\s*[）)\]］]"
)
ASIDE: Final = re.compile(
    rf"{ADDS}(?:{ACTS}|{SAYS}|{either('继续 接着说 续 微笑 音 女 男 视频连线 连线 现场连线 线上 视频 英文 中文 通过翻译 翻译 笑着说 现场 远程')})"
)
VERB: Final = re.compile(
    rf"(?P<base>.+?)(?P<verb>{ADDS}(?:{ACTS}|{SAYS})(?:{either('说 道 称 如下 记者 提问 记者提问')})?|{AGAIN}{ASK}[一二三\d]?)$"
)
ANSWERS: Final = re.compile(either("答 回应 补充 插"))
ASKS = re.compile(rf"{AGAIN}{ASK}")
OFFICIAL: Final = re.compile(f"(?:{either('发言人 负责人 负责同志 代表 专家')})$")
ORGANISATION = re.compile(
    r"(?<!记者)(?:办公室|办公厅|委员会|管理局|监管局|教育局|公安局|税务局|统计局|气象局|邮政局|海事局|.{1,8}(?<!格|布|结|当|邮)局|.{1,6}(?<!常|编)委|.{1,8}(?<!内|外|全|东|西|南|北|中|局|干)部|.{2,8}厅|集团|海关|"
    r"总队|指挥部|管委会|消防救援局|新闻办|医院|大学|市政府|区政府|县政府|省政府|中心)$"
)
