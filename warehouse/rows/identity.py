"""Ids that stay: what is the same turn or figure after a page was edited, and which numbers are still free."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import count


def briefing_id(site: str, page_key: str) -> str:
    """``<site>-<12 hex of the canonical page key>``."""
    return f"{site}-{hashlib.sha256(page_key.encode()).hexdigest()[:12]}"


def match(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[int | None]:
    """For each new item the index of the old item it continues, by equal value; linear in both lengths.

    A value that occurs once on both sides is an anchor. A repeated one (several turns are just 谢谢) belongs to
    the old item that stands beside its neighbour's, and only then to the first one that is left.
    """
    if not old:
        return [None] * len(new)
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index, value in enumerate(old):
        places[value].append(index)
    repeats: dict[Hashable, int] = defaultdict(int)
    for value in new:
        repeats[value] += 1
    found: list[int | None] = [
        places[value][0] if repeats[value] == 1 and len(places.get(value, ())) == 1 else None for value in new
    ]
    beside(found, len(old), lambda i, j: new[i] == old[j])
    taken = {index for index in found if index is not None}
    left = {value: iter([i for i in indexes if i not in taken]) for value, indexes in places.items()}
    return [next(left[v], None) if f is None and v in left else f for f, v in zip(found, new, strict=True)]


def beside(found: list[int | None], old_length: int, same: Callable[[int, int], bool]) -> None:
    """Fill gaps in ``found`` in place: an item whose neighbour is matched continues the old neighbour, if ``same``."""
    taken = {index for index in found if index is not None}
    for step, order in ((1, range(len(found))), (-1, range(len(found) - 1, -1, -1))):
        for i in order:
            if found[i] is not None:
                continue
            at_edge = i == (0 if step == 1 else len(found) - 1)
            previous = (-1 if step == 1 else old_length) if at_edge else found[i - step]
            if previous is None:
                continue
            j = previous + step
            if 0 <= j < old_length and j not in taken and same(i, j):
                found[i] = j
                taken.add(j)


def numbers_after(used: Iterable[str]) -> count[int]:
    """The free numbers above those at the end of ``used`` ids (``…-t7`` → 8, 9, …)."""
    return count(1 + max((number_of(identifier) for identifier in used), default=0))


def number_of(identifier: str) -> int:
    """The number at the end of a turn or metric id."""
    return int(identifier.rpartition("-")[2][1:])
