"""Where a clause begins."""

from __future__ import annotations

import re
from typing import Final

_ABBREVIATION: Final = re.compile("（[A-Za-z0-9.]+）$")


def clause_start(text: str, start: int, low: int) -> int:
    """Where the clause that holds ``start`` begins, not before ``low``."""
    at = start
    while at > low:
        if text[at - 1] == "）" and (abbreviation := _ABBREVIATION.search(text, max(low, at - 12), at)):
            at = abbreviation.start()  # 居民消费价格（CPI）同比上涨
        elif text[at - 1] in "，；：。！？\n（）":
            break
        else:
            at -= 1
    return at
