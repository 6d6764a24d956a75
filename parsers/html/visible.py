"""What of a page's text its reader sees: nothing without width, struck out or hidden, and raised digits apart from others."""

from __future__ import annotations

import re
from functools import lru_cache

from bs4 import Tag
from bs4.element import PageElement

STRUCK = frozenset(("del", "s", "strike", "rt", "rp"))
"""What is struck out is no longer said; a reading over a character (ruby) is the same once more."""
# Characters of no width: soft hyphens, joiners, marks of direction, variation selectors. Editors leave them in the middle
# of numbers and labels (1<U+200B>2.5万, 张<U+FEFF>三：).
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]+"
)
_HIDES = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?:\.0+)?(?:px|pt|r?em|%)?)\s*(?:!important\s*)?(?:;|$)",
    re.IGNORECASE,
)
_RAISED = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")
_EXPONENT = re.compile(r"[+\-−]?[\dn]{1,3}")
_MARK = re.compile(r"\s*[\[［〔（(【]?\s*(?:注\s*)?[\d*＊†‡①-⑳]{1,3}\s*[\]］〕）)】]?\s*")
_POWER = re.compile(r"(?:[A-Za-zµμ]|(?<![\d.])10)\Z")


def is_hidden(tag: Tag) -> bool:
    """Whether the element itself says that nobody sees it."""
    if tag.attrs.get("hidden") is not None:
        return True
    return hides(tag.attrs.get("style"))


def hides(style: object) -> bool:
    """Whether a ``style`` says that its element is not seen."""
    return isinstance(style, str) and _hides(style)


@lru_cache(maxsize=512)  # the paragraphs of a page have one or two
def _hides(style: str) -> bool:
    return _HIDES.search(style) is not None


def within_unseen(node: PageElement, element: Tag) -> bool:
    """Whether a text inside ``element`` is struck out or hidden."""
    for parent in node.parents:
        if parent is element:
            return False
        if parent.name in STRUCK or is_hidden(parent):
            return True
    return False


def is_raised(tag: object) -> bool:
    """Whether an element is ``<sup>``, or lies right within one."""
    return isinstance(tag, Tag) and (tag.name == "sup" or (tag.parent is not None and tag.parent.name == "sup"))


def raised(before: str, text: str) -> str:
    """What ``<sup>`` holds: an exponent stays one (m², 10⁸), the mark of a note (42¹座, 产值[3]) is left out."""
    power = _POWER.search(before) is not None
    if power and _EXPONENT.fullmatch(text):
        return text.translate(_RAISED)
    return "" if _MARK.fullmatch(text) else text
