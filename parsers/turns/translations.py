"""Bilingual transcripts: the English half of ``汪文斌：… / Wang Wenbin: …`` pairs is set aside, with a warning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parsers.turns.lines import Line

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]")


def set_translations_aside(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines with Latin-script speeches marked that repeat Chinese ones, and the warnings.

    Only where a Latin label opens them (``Wang Wenbin:``) and most of the page is Chinese: an English
    quotation inside an answer stays.
    """
    if not any(line.label and line.label.written.isascii() for line in lines):
        return list(lines), []
    han = sum(bool(_HAN.search(line.text)) for line in lines)
    marked: list[Line] = []
    aside, inside = 0, False
    for line in lines:
        if not line.left_out and not _is_latin(line.text):
            inside = False
        elif not line.left_out and line.label and line.label.written.isascii() and han > 1:
            inside = True
        repeats = inside and not line.left_out
        aside += repeats
        marked.append(replace(line, label=None, left_out="translation") if repeats else line)
    return marked, [f"translation: {aside} paragraphs in Latin script are left out"] if aside else []


def _is_latin(text: str) -> bool:
    latin = len(_LATIN.findall(text))
    return latin > 0 and latin > 4 * len(_HAN.findall(text))
