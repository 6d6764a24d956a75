"""A property that is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")


class Once(Generic[Value]):
    """A property that is read when it is first asked for; ``cached_property`` takes a lock each time on Python 3.11."""

    def __init__(self, read: Callable[[Any], Value]) -> None:
        self._read, self._name = read, read.__name__
        self.__doc__ = read.__doc__

    def __get__(self, at: object, _: object = None) -> Value:
        if at is None:
            return self  # type: ignore[return-value]  # asked of the class, as by help()
        at.__dict__[self._name] = value = self._read(at)
        return value
