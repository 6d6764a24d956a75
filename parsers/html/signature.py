"""What a body is at first sight: an article, an error page, a challenge. Byte patterns only, no HTML parsing.

Every run looks at every answer with this, so it must stay cheap; reading pages is the work of ``page.py``.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

Signature = Literal["ok", "blocked", "soft_404", "wrong_type", "empty"]

REFUSALS = frozenset({401, 403, 405, 406, 407, 412, 418, 429, 451, 521})
"""Statuses that refuse the visitor: 521 is 加速乐's and 412 瑞数's challenge, 405 the cloud guards' deny page."""

MISSING = frozenset({404, 410})

# Scripts and cookies of the guards seen in front of government sites, each from a real challenge page.
_CHALLENGE = re.compile(
    rb"__jsl_clearance|_jsluid_|\$_ts\s*=\s*window|acw_sc__v[23]|_cf_chl_opt|cf-browser-verification"
    rb"|window\._waf_|WZWS-RAY|wzwschallenge|/waf_captcha|aliyun_waf|YunSuoAutoJump|yunsuo_session"
    rb"|TencentCaptcha|/_guard/|BT_WAF",
    re.IGNORECASE,
)
_REFUSED_WORDS = re.compile(
    "电信云防护|访问过于频繁|请求过于频繁|访问被拒绝|访问被阻断|您的访问被|请完成安全验证|安全验证|滑动验证"
    r"|人机验证|请输入验证码|网站防火墙|Access\s*Denied|Just\s*a\s*moment|Request\s*Rejected|Attention\s*Required",
    re.IGNORECASE,
)
_MISSING_WORDS = re.compile(
    "页面不存在|页面未找到|页面没有找到|页面已(?:被)?删除|内容不存在|内容已(?:被)?删除|文章不存在|访问出错|系统错误|系统繁忙"
    r"|找不到(?:该|此|您|相关)?(?:的)?(?:页面|网页|文件)|您访问的(?:页面|内容|网页)|404\s*Not\s*Found|Page\s*Not\s*Found"
    r"|HTTP\s*Status\s*[45]\d\d",
    re.IGNORECASE,
)
# Enough where there is hardly any other text; in a headline they may be news.
_MISSING_HINTS = re.compile(
    "您(?:要|所)?(?:访问|查看|浏览)的(?:信息|文章|链接|地址)|(?:信息|网页|链接|地址|栏目|稿件|资源)(?:不存在|已失效|已(?:被)?(?:删除|移除|下线))"
    "|文章已(?:被)?(?:删除|移除|下线)|错误提示|出错[啦了]|网站(?:正在)?(?:升级|系统){0,2}维护|系统(?:正在)?(?:升级|维护)|服务(?:器)?(?:暂时)?不可用"
)
# The whole of a title, or of a part of it (`用户登录-某某平台`): 台风登陆 and 申报出错了怎么办 are news.
_ERROR_TITLE = re.compile(r"(?:页面|系统|网页)?(?:错误提示|出错[啦了])[！!。.]?")
_LOGIN_TITLE = re.compile(
    r"(?:用户|会员|系统|账号|请|请先)?(?:登录|登陆)(?:页|页面|界面|入口|系统|平台|中心)?|\w{0,12}统一身份认证(?:平台|系统|中心|登录)?"
    r"|(?:user )?(?:log|sign)[ -]?in",
    re.IGNORECASE,
)
_TITLE_PARTS = re.compile(r"[\s_|\-—–·]+")
_PASSWORD = re.compile(r"<input\b[^<>]{0,500}?\btype\s{0,9}=\s{0,9}[\"']?password", re.IGNORECASE)
# Every repetition is bounded: a body of nothing but `<title>` or `<a` must not take a minute to look at.
_TITLE = re.compile(r"<title[^<>]{0,200}>(.{0,500}?)</title", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(r"<(?:a|area)\b[^<>]{0,2000}?\bhref", re.IGNORECASE)
# What a list's own script draws into, on a page with a title, which no challenge has: nobody was refused.
_SHELL = re.compile(r"<div\b[^<>]{0,200}?\bid\s{0,9}=\s{0,9}[\"']?(?:app|root|__next|__nuxt)\b", re.IGNORECASE)
_HIDDEN = re.compile(r"<(?:(!--)|(script|style|noscript|head|template)\b)", re.IGNORECASE)
_TAG = re.compile("<[^>]*>?")
_WINDOW = 3_000
"""Characters of markup that are looked at together: the navigation above an article has some hundred tags."""
_CLOSING = {
    name: re.compile(rf"</{name}\s{{0,100}}>", re.IGNORECASE)
    for name in ("script", "style", "noscript", "head", "template")
}
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|div|p|table|ul|meta|title|script)\b", re.IGNORECASE)
_HTML_TYPES = ("text/html", "application/xhtml+xml", "")
_LIST_TYPES = re.compile(
    # application/rss+xml, application/atom+xml, application/vnd.api+json, text/x-json
    r"(?:text|application)/(?:[\w.-]+\+)?(?:x-)?(?:xml|json|javascript|jsonp|plain)"
)

SHORT_TEXT = 200
"""Characters without white space: an error page is shorter. A transcript may well speak of a 系统错误."""
NO_TEXT = 20
FEW_LINKS = 5
"""An error page links home and little else."""

MAX_NUL = 0.01
"""Part of the bytes that may be NUL: a page has a few by an editor's mistake, a file of another kind has many."""

LOOK_AT = 200_000
"""Bytes looked at: error pages and challenges are small."""


def classify_body(
    raw: bytes, *, status: int, content_type: str | None, kind: Literal["page", "list"] = "page"
) -> Signature:
    """What an answer is by its status and its first look.

    Args:
        raw: the body, decompressed.
        kind: a ``list`` may also be XML or JSON, and its text may be only links.

    Returns:
        ``blocked`` for a refusal or a challenge (also with status 200), ``soft_404`` for an error page that
        says 200, ``wrong_type`` for what is not HTML, ``empty`` for no bytes, else ``ok``. A real 404 with
        an ordinary body is ``ok``: its status already says it.
    """
    if status in REFUSALS:
        return "blocked"
    if not raw.strip():
        return "empty"
    head = _bytes_of_text(raw[:LOOK_AT])
    text = _decode(head)
    visible = _visible(text)
    if _challenge(head, text, visible, kind):
        return "blocked"
    if not _right_type(head, content_type, kind):
        return "wrong_type"
    if status not in MISSING and _says_missing(text, visible, kind):
        return "soft_404"
    return "ok"


def first_look(raw: bytes) -> str:
    """The beginning of a body as text, good enough to find words in."""
    return _decode(_bytes_of_text(raw[:LOOK_AT]))


def asks_for_password(text: str, visible: str) -> bool:
    """Whether a login stands in place of the page. An article of a site whose header has a login form keeps its own title."""
    return bool(_PASSWORD.search(text)) and (len(visible) < SHORT_TEXT or _has_part(_title(text), _LOGIN_TITLE))


def file_kind(raw: bytes) -> Literal["docx", "pdf"] | None:
    """Which file that can be read in a page's place a body is, by its bytes; None: another thing."""
    if raw.startswith(b"%PDF-"):
        return "pdf"
    return "docx" if raw.startswith(b"PK\x03\x04") and b"word/" in raw else None


def ends_like_html(raw: bytes) -> bool | None:
    """Whether an HTML document is closed; None where it never opened ``<html>`` and so cannot tell."""
    if b"<html" not in raw[:5000].lower():
        return None
    tail = raw[-2000:].lower()
    return b"</html" in tail or b"</body" in tail


def says_missing(text: str) -> bool:
    """Whether a text is no more than the notice that there is no such page; ``text`` without its markup."""
    short = len("".join(text.split())) < SHORT_TEXT
    return short and bool(_MISSING_WORDS.search(text) or _MISSING_HINTS.search(text))


def _challenge(head: bytes, text: str, visible: str, kind: str) -> bool:
    title = _title(text)
    if _REFUSED_WORDS.search(title):
        return True
    if asks_for_password(text, visible):
        return True
    if len(visible) >= SHORT_TEXT:
        return False
    if _CHALLENGE.search(head) or _REFUSED_WORDS.search(visible):
        return True
    # A page of script without a word: whatever it would draw, a visitor without JavaScript is not let in.
    script_only = len(visible) < NO_TEXT and "<script" in text.lower()
    return script_only and not (kind == "list" and (_LINK.search(text) or (title and _SHELL.search(text))))


def _right_type(head: bytes, content_type: str | None, kind: str) -> bool:
    # `text/html;charset=utf-8`; a missing type is judged by the bytes, as browsers do.
    named = (content_type or "").split(";")[0].strip().lower()
    if kind == "list":
        return named in _HTML_TYPES or bool(_LIST_TYPES.fullmatch(named))
    return named in _HTML_TYPES and bool(_HTML.search(head)) and head.count(b"\x00") <= len(head) * MAX_NUL


def _says_missing(text: str, visible: str, kind: str) -> bool:
    title = _title(text)
    if _MISSING_WORDS.search(title) or _has_part(title, _ERROR_TITLE):
        return True
    if kind == "list":
        few = len(_LINK.findall(text)) < FEW_LINKS
        return few and says_missing(visible)
    return len(visible) < NO_TEXT or says_missing(visible)


def _visible(text: str) -> str:
    """The first characters that a visitor reads, without white space: as many as tell a short page from a long one."""
    seen, at = "", 0
    while len(seen) < SHORT_TEXT and at < len(text):
        end = text.find(">", at + _WINDOW) + 1 or len(text)
        hidden = _HIDDEN.search(text, at, end)
        part = text[at : hidden.start() if hidden else end]
        seen += "".join(_TAG.sub("", part).split())
        opened = part.find("<", part.rfind(">") + 1)
        if opened < 0:
            at = _behind(text, hidden) if hidden else end
            continue
        # What looks hidden is within this tag, or the text ends in it.
        start, at = at + opened, text.find(">", at + opened) + 1
        if not at:
            return seen + "".join(text[start:].split())
    return seen


def _behind(text: str, hidden: re.Match[str]) -> int:
    """Where the comment or unseen element that begins at ``hidden`` ends."""
    if hidden[1]:
        end = text.find("-->", hidden.end())
        return end + 3 if end >= 0 else len(text)
    closing = _CLOSING[hidden[2].lower()].search(text, hidden.end())
    return closing.end() if closing else len(text)


def _title(text: str) -> str:
    hit = _TITLE.search(text)
    return hit[1].strip() if hit else ""


def _has_part(title: str, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(part) for part in (title, *_TITLE_PARTS.split(title)))


def _bytes_of_text(head: bytes) -> bytes:
    """UTF-16, which a byte-order mark announces, as UTF-8; everything else as it is."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", "replace").encode()
    return head


def _decode(head: bytes) -> str:
    """Good enough to find words: the parser proper decides encodings with more care."""
    text = head.decode("utf-8", "replace")
    if text.count("�") > max(2, len(text) // 500):
        return head.decode("gb18030", "replace")
    return text
