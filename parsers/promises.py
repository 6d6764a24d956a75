"""What a page promises and was not found in it: that it was read without an error says nothing about that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from parsers.conferences import TRANSCRIPT
from parsers.records import PageKind

if TYPE_CHECKING:  # whoever only judges a warning must not pay for what reads pages
    from parsers.turns.folding import Dialogue

_OPENING = 200
"""Characters of a statement that may say it is a transcript."""
# Footers of the sites that are read: 主办单位：…, 京ICP备05070218号, 京公网安备…, 网站地图
_FOOTER = re.compile(
    r"ICP\s*备\s*\d|公网安备|网站标识码|(?:主办|承办)单位?\s*[：:]\s*[^。\n]{2,40}|热点推荐|热门推荐|网站地图|站点地图|"
    r"关于我们|联系我们|版权所有|(?<!\w)Copyright\b|技术支持\s*[：:]",
    re.IGNORECASE,
)
_FOOTER_SURE = re.compile(r"ICP\s*备\s*\d|公网安备|网站标识码")
_END = 400
"""Characters at the end of the last turn that may be a footer's."""
_TAIL = 8
"""Lines left out last that may be a footer's."""
_SAID = re.compile(r"[。！？!?]")
# A warning of this kind says that the page holds more, less or something else than what was read of it.
_INCOMPLETE = re.compile(
    r"roles: (?!nobody)|pages: |body: .*names too much|held_on: (?:the page says|no date in title, text, page)"
)
_DEFINITION = re.compile(r"roles: only the markup|pages: (?!.*a run fetches it)")


def is_incomplete(warning: str) -> bool:
    """Whether a warning of ``Page.warnings`` says that the page may not be read as what it is."""
    return _INCOMPLETE.match(warning) is not None


def is_footer(text: str) -> bool:
    """Whether a text is of a site's footer: ``关于我们 | 网站地图``."""
    return _FOOTER.search(text) is not None


def needs_definition(warning: str) -> bool:
    """Whether the page cannot be read rightly before the site's definition says more."""
    return _DEFINITION.match(warning) is not None


def broken_promises(title: str, reading: Dialogue, kind: PageKind, held_on: date | None) -> Iterator[str]:
    """A warning for each thing that the page says it has and that was not found in it, or that is none of its text."""
    turns = reading.turns
    head = [title, *(text for text, reason in reading.left_out if reason == "lead")]
    head += [turn.text[:_OPENING] for turn in turns[:1] if turn.role == "statement"]
    promise = next((hit[0] for text in head if (hit := TRANSCRIPT.search(text))), None)
    asked = [turn for turn in turns if turn.role == "question"]
    if promise and kind != "notice":
        if not asked:
            yield (
                f"roles: the page says {promise} and no question was found in it; article.question, article.answer and "
                "article.who name the elements of an exchange where only the markup tells them, article.body the transcript"
            )
        if held_on is None:
            yield f"held_on: the page says {promise} and nothing says when it was held; article.date names the element with its day"
    if asked and not any(turn.label or turn.speaker or turn.outlet for turn in turns):
        yield "roles: nobody is named on the page; article.who names the elements that say who speaks"
    yield from _footer(reading)


def _footer(reading: Dialogue) -> Iterator[str]:
    """A site's footer behind what the last one said: a line of it that is no sentence, of a sure kind or one of two kinds."""
    lines = reading.turns[-1].text[-_END:].split("\n") if reading.turns else []
    said = [hit[0] for line in lines if not _SAID.search(line) for hit in _FOOTER.finditer(line)]
    # What is recognised and left out says that the body goes down to the footer.
    out = [
        hit[0] for text, reason in reading.left_out[-_TAIL:] if reason == "page tool" for hit in _FOOTER.finditer(text)
    ]
    if said and (any(map(_FOOTER_SURE.match, said + out)) or len({hit[:4] for hit in said + out}) > 1):
        yield f"body: the last turn holds the page's footer ({said[0][:20]}); article.body names too much"
