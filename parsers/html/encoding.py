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


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text, the encoding it was read in, and warnings about that decision."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(raw: bytes, content_type: str | None = None) -> Decoded:
    """Text of a page: by byte-order mark, then ``<meta>``, then the HTTP header, then UTF-8, then GB 18030.

    Bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever the page says: Chinese text in another
    encoding practically never is. What cannot be decoded becomes U+FFFD, counted in a warning. NUL is no character
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
    candidates = [name for name in (*declared, "gb18030") if name != "utf-8"]
    for name in candidates:
        try:
            text = raw.decode(name)
        except UnicodeDecodeError:
            continue
        return Decoded(text, name, _surprise(name, declared))
    return _with_replacements(raw, candidates[0], _surprise(candidates[0], declared))


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
