"""Whether a text is a CSS selector that our HTML parser takes."""

from __future__ import annotations

import re

_NAME = r"-?[A-Za-z_][\w-]*"
_VALUE = rf"{_NAME}|\"[^\"\\\n]*\""
_EXTRA = rf"[.#]{_NAME}|\[{_NAME}(?:[~^$*|]?=(?:{_VALUE}))?\]|:not\([.#]?{_NAME}\)"
_PART = rf"(?=[^\s>+~,])(?:{_NAME}|\*)?(?:{_EXTRA})*"
_PLAIN = re.compile(rf"{_PART}(?:(?:\s*[>+~,]\s*|\s+){_PART})*")
"""``.list-date li``, ``meta[name=PubDate]``, ``#zoom > p``: what nearly every definition consists of."""


def mistake(selector: str) -> str | None:
    """What is wrong with a selector, in one line; None when nothing is."""
    if _PLAIN.fullmatch(selector):
        return None
    # Imported here: a run without news reads the definition and must not load an HTML parser for it.
    from soupsieve import SelectorSyntaxError, compile

    try:
        compile(selector)
    except (SelectorSyntaxError, ValueError) as error:
        return str(error).splitlines()[0]
    return None
