"""How a run's steps are carried out: names, retries and what is shown of them. Here without Prefect."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from flows.report import RunReport

if TYPE_CHECKING:
    from flows.derive.job import ParseJob
    from flows.derive.pools import ParsePool

log = logging.getLogger(__name__)

T = TypeVar("T")


def _always(_error: Exception) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Step:
    """One kind of step and when it is tried again."""

    name: str
    retries: int = 0
    delay: float = 5.0
    """Seconds before another try; with ``growing`` twice as long each time."""
    growing: bool = False
    worth: Callable[[Exception], bool] = _always
    """Whether this error deserves another try."""
    patient: bool = False
    """Tried again only where nobody waits at a terminal."""


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """How a step ended: its value, and a sentence for whoever watches.

    ``failed``: the step is shown as failed although its value counts, such as a page that the site refused.
    """

    value: T
    message: str = ""
    failed: bool = False


class Bar(Protocol):
    """Shows how far long work is."""

    def show(self, part: float, said: str, *, last: bool) -> None:
        """Move to ``part`` (0 to 1)."""


class Executor(Protocol):
    """Carries steps out. Called from several threads."""

    def run(self, step: Step, label: str, work: Callable[[], Done[T]]) -> T:
        """The value of ``work``, tried again as ``step`` says.

        Raises:
            Exception: what the last try raised.
        """

    def bar(self, report: RunReport, what: str, said: str) -> Bar | None:
        """A progress bar, where there is somewhere to show it."""

    def pool(self, report: RunReport, job: ParseJob) -> AbstractContextManager[ParsePool | None]:
        """Where parts are parsed other than on this machine; None: here."""


class PlainExecutor:
    """Steps as plain calls. ``sleep`` is replaced in tests."""

    def __init__(self, *, patient: bool = False, sleep: Callable[[float], None] = time.sleep) -> None:
        self._patient, self._sleep = patient, sleep

    def run(self, step: Step, label: str, work: Callable[[], Done[T]]) -> T:
        """As ``Executor.run``."""
        retries = step.retries if self._patient or not step.patient else 0
        for attempt in range(retries):
            try:
                return work().value
            except Exception as error:
                if not step.worth(error):
                    raise
                log.warning("%s: %s; tried again", label, error)
                self._sleep(step.delay * (2**attempt if step.growing else 1))
        return work().value

    def bar(self, report: RunReport, what: str, said: str) -> Bar | None:
        """None: the log says how far it is."""
        return None

    def pool(self, report: RunReport, job: ParseJob) -> AbstractContextManager[ParsePool | None]:
        """None: parts are parsed on this machine."""
        return nullcontext(None)
