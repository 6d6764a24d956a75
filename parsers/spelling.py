"""Simplified and traditional script, letter by letter: the tables of the parsers know one script, pages are in both."""

from __future__ import annotations

from typing import Final

_TRADITIONAL: Final = "億萬個條項兩歲點幾時鐘間輛噸畝頃張場隻種類級戶層棟處載單筆門線員業過餘約達於長減漲較環從將會對還這為無開學號車費資價錢圓塊週據規劃標總實現產農機電動區國極續連領劑輪節縮壓擴讓強報導歷後內來東網樓訂預計獎勵補貼數與當風頭們給則問記錄發佈專訪舉見聞說講應釋稱繼詞辭紹調話請謝書負責師館顧醫監協議題辦廳經濟設賓體隨採誌確認諮詢復術針務討論"
_SIMPLIFIED: Final = "亿万个条项两岁点几时钟间辆吨亩顷张场只种类级户层栋处载单笔门线员业过余约达于长减涨较环从将会对还这为无开学号车费资价钱圆块周据规划标总实现产农机电动区国极续连领剂轮节缩压扩让强报导历后内来东网楼订预计奖励补贴数与当风头们给则问记录发布专访举见闻说讲应释称继词辞绍调话请谢书负责师馆顾医监协议题办厅经济设宾体随采志确认咨询复术针务讨论"
SIMPLIFIED: Final = dict(zip(_TRADITIONAL, _SIMPLIFIED, strict=True))
"""The simplified letter of a traditional one."""
_TRADITIONAL_OF: Final = str.maketrans(_SIMPLIFIED, _TRADITIONAL)


def traditional(text: str) -> str:
    """A text in traditional letters, as far as the tables know them."""
    return text.translate(_TRADITIONAL_OF)


def either(words: str) -> str:
    """Words parted by blanks as alternatives of a pattern, in both scripts: ``问答 实录`` as ``问答|問答|实录|實錄``.

    Whole words, not letters in sets: `re` looks only where one of the first letters stands.
    """
    return "|".join(dict.fromkeys(form for word in words.split() for form in (word, traditional(word))))
