"""From bytes to text: which encoding a page is in, and how sure that is."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A page that says gb2312 uses characters of its supersets (杲, 镕), so names are widened. Any other encoding says
# nothing about a Chinese page: iso-8859-1 is what servers state by default.
_KNOWN = {
    "utf-8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "hz": "hz",
    "big5": "big5hkscs",
    "cp950": "big5hkscs",
    "big5hkscs": "big5hkscs",
}
_META = re.compile(rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HEAD_BYTES = 8192
_HAN = re.compile("[\u3400-\u9fff]+")
_FOREIGN = re.compile("[^\\x00-\\x7f\u2000-\u206f\u3000-\u303f\uff00-\uffef]+")
"""Letters beyond ASCII: Big5 read as GB 18030 is kana and Greek as much as Chinese."""
# The commonest characters, simplified and traditional. Half of any Chinese text are among them, of the text that comes out
# where bytes are read in a wrong encoding (锛, 鐨, 銆) less than one in twenty-five.
_COMMON = re.compile(
    "["
    "的一是在了不和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年阶义发成部民可出能方进同行面说种过命度"
    "革而多子后自社加小机也经力线本电高量长党得实家定深法表着水理化争现所二起政三好十战无农使性前等反体合斗路图把结第里正新开"
    "论之物从当两些还天资事队批如应形想制心样干都向变关点育重其思与间内去因件日利相由压员气业代全组数果期导平各基或月毛然问比"
    "展那它最及外没看治提五解系林者米群头意只明四道马认次文通但条较克又公孔领军流入接席位情运器并飞原油放立题质指建区验活众很"
    "教决特此常石强极土少已根共直团统式转别造切九你取西持总料连任志观调么七山程百报更见必真保热委手改管处己将修支识病象几先老"
    "光专什六型具示复安带每东增则完风回南广劳轮科北打积车计给节做务被整联步类集号列温装即毫知轴研单色坚据速防史拉世设达尔场织"
    "历花受求传口断况采精金界品判参层止边清至万确究書術個們這為時來國會對發學經說過後種與開關點問題體無實現業長動產進應當樣還"
    "間從東車馬見觀請變義區處將據"
    "]+"
)
_SAMPLE = 20_000
"""Characters that are looked at to tell text from what only looks like it."""
_STEP = 1000
"""So many of them at a time."""
_TELLING = 30
"""With fewer Chinese characters nothing can be said."""
_LEAST_COMMON = 0.2
TOO_DAMAGED = 0.1
"""Beyond this share of unreadable characters a page is not what it was."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, the encoding it was read in, and warnings about that decision."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(raw: bytes, content_type: str | None = None) -> Decoded:
    """Text of a page: by byte-order mark, then ``<meta>``, then the HTTP header, then UTF-8, then GB 18030.

    Bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever the page says: Chinese text in another
    encoding practically never is. A reading without common Chinese characters is no reading. What cannot be decoded becomes U+FFFD, counted in a warning. NUL is no character
    of a page, and left out.
    """
    found = _decode(raw, content_type)
    return replace(found, text=found.text.replace("\0", "")) if "\0" in found.text else found


def _decode(raw: bytes, content_type: str | None) -> Decoded:
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _with_replacements(raw[len(mark) :], name, ())
    declared = _declared(raw, content_type)
    utf8 = _read_utf8(raw)
    if utf8 is not None:
        lie = bool(declared) and declared[0] != "utf-8" and not raw.isascii()
        notes = (f"encoding: the page declares {declared[0]} but is utf-8",) if lie else ()
        return Decoded(utf8[0], "utf-8", notes + _replaced(utf8[1], "utf-8"))
    for name in (*declared, "gb18030"):
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        if _has_common(text, _FOREIGN):
            return Decoded(text, name, _surprise(name, declared))
    return _best(raw, declared)


def _best(raw: bytes, declared: list[str]) -> Decoded:
    """Of what the page may be in, all of them with damage, the reading that is most like Chinese; first what it declares.

    Damaged UTF-8 can often be read as GB 18030 without an error, as characters that no text consists of.
    """
    names = dict.fromkeys((*declared, "gb18030", "utf-8", "big5hkscs"))
    name = max(names, key=lambda name: _likeness(raw.decode(name, "replace")))
    return _with_replacements(raw, name, _surprise(name, declared))


def looks_read(text: str) -> bool:
    """Whether a text can be what its author wrote: it has common Chinese characters, or hardly any Chinese ones."""
    return _has_common(text, _HAN)


def _has_common(text: str, letters: re.Pattern[str]) -> bool:
    sample = text[:_SAMPLE]
    if _common_among(sample, len(sample)):  # as in any Chinese text, whatever its other characters are
        return True
    telling = _count(letters, sample)
    if telling < _TELLING and len(text) > _SAMPLE:
        sample = text
        telling = _count(letters, sample)
    if telling < _TELLING:
        return True
    return _common_among(sample, telling)


def _common_among(sample: str, telling: int) -> bool:
    """Whether so many characters have enough common ones among them; the first half of a Chinese text says it."""
    missing = _LEAST_COMMON * telling
    for at in range(0, len(sample), _STEP):
        missing -= _count(_COMMON, sample[at : at + _STEP])
        if missing <= 0:
            return True
    return False


def _count(letters: re.Pattern[str], text: str) -> int:
    """How many letters a text has; ``letters`` finds runs of them."""
    return sum(map(len, letters.findall(text)))


def damage(text: str) -> float:
    """The share of characters beyond ASCII that could not be read."""
    read = sum(not char.isascii() for char in text.replace("\ufffd", ""))
    lost = len(re.findall("\ufffd+", text))  # one spoilt byte of a character may leave three marks
    return lost / (read + lost) if lost else 0.0


def _likeness(text: str) -> float:
    sample = re.sub(r"[\x00-\x7f]+", "", text)[:_SAMPLE]
    return _count(_COMMON, sample) / len(sample) if sample else 0.0


def _declared(raw: bytes, content_type: str | None) -> list[str]:
    """Usable encodings named by the page and by the header, in this order."""
    meta = _META.search(raw[:_HEAD_BYTES])
    header = _HEADER.search(content_type or "")
    names = [meta[1].decode("ascii") if meta else None, header[1] if header else None]
    found = []
    for name in names:
        known = _known(name) if name else None
        if known and known not in found:
            found.append(known)
    return found


def _known(name: str) -> str | None:
    """The codec to read a declared encoding with; None for one that is unknown or says nothing."""
    try:
        return _KNOWN.get(codecs.lookup(name).name)
    except LookupError:
        return None


def _read_utf8(raw: bytes) -> tuple[str, int] | None:
    """The text and how many characters were replaced; None when the bytes are not UTF-8.

    Hardly any damage beside many valid characters is a cut page, not another encoding.
    """
    try:
        return raw.decode("utf-8"), 0
    except UnicodeDecodeError:
        text = raw.decode("utf-8", "replace")
    damaged = text.count("�")
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return (text, damaged) if damaged * 50 <= beyond_ascii - damaged else None


def _surprise(name: str, declared: list[str]) -> tuple[str, ...]:
    if not declared or name == declared[0]:
        return ()
    return (f"encoding: the page declares {declared[0]} but was read as {name}",)


def _with_replacements(raw: bytes, name: str, notes: tuple[str, ...]) -> Decoded:
    text = raw.decode(name, "replace")
    return Decoded(text, name, notes + _replaced(text.count("�"), name))


def _replaced(damaged: int, name: str) -> tuple[str, ...]:
    return (f"encoding: {damaged} characters could not be read as {name} and were replaced",) if damaged else ()
