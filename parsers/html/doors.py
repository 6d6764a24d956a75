"""What stands between a visitor without account and JavaScript and a page: a login, a captcha, a script that draws it.

Asked only of pages on which nothing was found or that were refused; an ordinary page may have a login form in its header.
"""

from __future__ import annotations

import re
from typing import Literal

from parsers.html.signature import SHORT_TEXT, asks_for_password

Door = Literal["login", "captcha", "script"]

SAID: dict[Door, str] = {
    "login": "shows its entries only to who has logged in",
    "captcha": "shows its entries only to who solves a captcha",
    "script": "is drawn by a script, and its own bytes hold no entry",
}

_UNSEEN = re.compile(r"<!--.*?-->|<(script|style|noscript|template)\b.*?</\1\s*>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
# 请先登录后查看   您还未登录，无法浏览   登录后可查看全文   该栏目仅限注册用户访问
_LOGIN = re.compile(
    "请(?:您)?先?(?:登录|登陆)|(?:尚|还)?未(?:登录|登陆)|(?:登录|登陆)(?:以)?后(?:方可|才能|可以?|即可)?(?:查看|访问|浏览|阅读|使用)"
    "|(?:仅限|只对|仅供)(?:注册|内部|登录)用户|统一身份认证|(?:登录|登陆)(?:已)?(?:超时|失效)"
)
_CAPTCHA = re.compile(
    "验证码|人机验证|安全验证|滑动验证|滑块|拖动(?:下方|左边|左侧)?滑|行为验证|看不清[,，]?换一张|请完成(?:下方|以下)?验证|verify you are human"
    "|captcha",
    re.IGNORECASE,
)
# Pictures, fields and services of the captchas seen: kaptcha.jpg, geetest, 腾讯防水墙, 阿里云 nc, hCaptcha.
_CAPTCHA_MARKUP = re.compile(
    r"<(?:img|input|div|iframe|script)\b[^<>]*(?:captcha|verif(?:y|ication)[-_]?code|checkcode|validatecode|geetest|\bnc-container)",
    re.IGNORECASE,
)
# What frameworks draw into: <div id="app"></div>, v-for, ng-repeat, {{ item.title }}; or what a page says without them.
_DRAWN = re.compile(
    r"<div\b[^<>]*\bid\s*=\s*[\"']?(?:app|root|__next|__nuxt)\b[^<>]*>\s*(?:<div[^<>]*>\s*</div>\s*|<!--.*?-->\s*)*</div>"
    r"|\b(?:v-for|ng-repeat|:data-source|lay-data)\s*=|\{\{[^{}<>]{1,80}\}\}"
    r"|<noscript\b[^<>]*>(?:(?!</noscript).){0,400}?(?:enable(?:d)? (?:it|javascript)|JavaScript enabled|启用\s*JavaScript|开启\s*JavaScript)",
    re.DOTALL | re.IGNORECASE,
)
# A list without entries, and a script that asks for them.
_WAITING = re.compile(
    r"<(ul|ol|tbody|dl)\b[^<>]*>(?:\s|<!--.*?-->)*</\1\s*>|加载中|正在加载|loading", re.DOTALL | re.IGNORECASE
)
_ASKS = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\s*\(|\bfetch\s*\(|\baxios\b|XMLHttpRequest|layui\.|\.render\s*\(|juicer\s*\(|template\s*\(",
    re.IGNORECASE,
)


def door(text: str) -> Door | None:
    """What keeps the content from a visitor, where the page shows that something does.

    A login counts before the captcha that its form may have. Of a long page only what says so in its script or by its empty
    list counts: an article may well tell of a 验证码.
    """
    said = "".join(_UNSEEN.sub(" ", text).split())
    if asks_for_password(text, said):
        return "login"
    if len(said) < SHORT_TEXT:
        if _LOGIN.search(said):
            return "login"
        if _CAPTCHA.search(said) or _CAPTCHA_MARKUP.search(text):
            return "captcha"
    if _DRAWN.search(text) or (_WAITING.search(text) and _ASKS.search(text)):
        return "script"
    return "script" if not said and "<script" in text.lower() else None
