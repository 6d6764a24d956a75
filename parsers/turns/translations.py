"""Bilingual transcripts: the English half of ``汪文斌：… / Wang Wenbin: …`` pairs is set aside, with a warning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from parsers.turns.script import Line

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


def set_translations_aside(lines: list[Line]) -> list[str]:
    """Mark Latin-script speeches that repeat Chinese ones; returns the warnings.

    Only where a Latin label opens them (``Wang Wenbin:``) and most of the page is Chinese: an English
    quotation inside an answer stays.
    """
    han = sum(bool(_HAN.search(line.text)) for line in lines)
    aside, inside = 0, False
    for line in lines:
        if line.left_out:
            continue
        if not _is_latin(line.text):
            inside = False
        elif line.label and line.label.written.isascii() and han > 1:
            inside = True
        if inside:
            line.left_out, line.label = "translation", None
            aside += 1
    return [f"translation: {aside} paragraphs in Latin script are left out"] if aside else []


def _is_latin(text: str) -> bool:
    latin = len(_LATIN.findall(text))
    return latin > 0 and latin > 4 * len(_HAN.findall(text))
