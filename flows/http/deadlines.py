"""Calls back when a moment is reached; one thread for all, where a timer a request would start a thread each."""

from __future__ import annotations

import heapq
import itertools
import math
import threading
import time
from collections.abc import Callable


class Deadlines:
    """What is to be called when. Safe for threads; the calls are short, for they wait for each other."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._wanted: set[int] = set()
        self._thread: threading.Thread | None = None
        self._sleeps_until = -math.inf
        """Also after what it waits for was dropped: of requests one after the other, each would wake it for nothing."""

    def set(self, seconds: float, call: Callable[[], None]) -> int:
        """Call in so many seconds, unless dropped; a number for ``drop``."""
        with self._changed:
            number = next(self._numbers)
            self._wanted.add(number)
            heapq.heappush(self._waiting, (time.monotonic() + seconds, number, call))
            if self._thread is None:
                self._thread = threading.Thread(target=self._watch, name="deadlines", daemon=True)
                self._thread.start()
            elif self._waiting[0][0] < self._sleeps_until:
                self._changed.notify()
            return number

    def drop(self, number: int) -> None:
        """It is not needed any more."""
        with self._changed:
            self._wanted.discard(number)
            while self._waiting and self._waiting[0][1] not in self._wanted:
                heapq.heappop(self._waiting)

    def _watch(self) -> None:
        while True:
            self._next()()

    def _next(self) -> Callable[[], None]:
        with self._changed:
            while True:
                left = self._waiting[0][0] - time.monotonic() if self._waiting else None
                if left is not None and left <= 0:
                    _, number, call = heapq.heappop(self._waiting)
                    if number in self._wanted:
                        self._wanted.discard(number)
                        return call
                else:
                    self._sleeps_until = math.inf if left is None else self._waiting[0][0]
                    self._changed.wait(left)
                    self._sleeps_until = -math.inf


DEADLINES = Deadlines()
"""Of this process."""
