"""Chinese numerals as another program writes them."""

from __future__ import annotations


def in_chinese(number: int) -> str:
    """What cn2an writes."""
    import cn2an  # here: it takes a fifth of a second, in every worker that collects the tests

    return str(cn2an.an2cn(number))
