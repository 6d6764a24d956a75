"""The steps of a run as Prefect tasks: recorded, named, retried; what they yield does not travel through Prefect."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from prefect.tasks import exponential_backoff

from flows.derive.job import ParseJob
from flows.derive.pools import ParsePool
from flows.orchestration.artifacts import ProgressBar, artifact_key
from flows.orchestration.parameters import deployed
from flows.report import RunReport
from flows.run.executor import Bar, Done, Step
from parsers.errors import BriefingsError, RunFailed

T = TypeVar("T")


class _Attempts:
    """The tries of one step: what the last of them came to."""

    def __init__(self, step: Step, work: Callable[[], Done[Any]]) -> None:
        self._step, self._work = step, work
        self.done: Done[Any] | None = None
        self.error: Exception | None = None

    def try_(self) -> State[Any]:
        """One try, as a task's body."""
        self.done = self.error = None
        try:
            self.done = self._work()
        except BriefingsError as error:
            self.error = error
            return Failed(message=f"{type(error).__name__}: {error}")  # an expected end: no traceback in the log
        except Exception as error:
            self.error = error
            raise
        return (Failed if self.done.failed else Completed)(message=self.done.message or None)

    def again(self, _task: object, _run: object, _state: object) -> bool:
        """A step that ended with a value is over, also where it is shown as failed: a page that ended badly was given
        its treatment, and asking a site that refused it a second time would be rude."""
        return self.error is not None and self._step.worth(self.error)


class PrefectExecutor:
    """Each step is a task of the flow run that it is called in. A task costs about 6 ms here and 18 ms on the server."""

    def __init__(self, *, dask: str | None = None) -> None:
        self._dask = dask

    def run(self, step: Step, label: str, work: Callable[[], Done[T]]) -> T:
        """As ``Executor.run``."""
        attempts = _Attempts(step, work)
        named = task(
            name=step.name,
            task_run_name=label.replace("{", "{{").replace("}", "}}"),
            retries=step.retries if not step.patient or deployed() else 0,
            retry_delay_seconds=exponential_backoff(int(step.delay)) if step.growing else step.delay,
            retry_jitter_factor=0.5 if step.growing else None,
            retry_condition_fn=attempts.again,
            cache_policy=NO_CACHE,
        )
        state: State[Any] = named(lambda: attempts.try_())(return_state=True)
        if attempts.done is None:
            raise attempts.error or RunFailed(f"{label}: {state.message}")
        value: T = attempts.done.value
        return value

    def bar(self, report: RunReport, what: str, said: str) -> Bar | None:
        """A progress artifact of the run that this is called in."""
        return ProgressBar(f"{artifact_key(report)}-{what}", said)

    def pool(self, report: RunReport, job: ParseJob) -> AbstractContextManager[ParsePool | None]:
        """The Dask cluster that the settings name. A day's handful is parsed before a cluster has been asked; only long
        jobs are worth it."""
        if self._dask is None or report.flow not in ("backfill", "reparse"):
            return nullcontext(None)
        # Imported here: Dask is an extra.
        from flows.orchestration.fanout import cluster_pool

        return cluster_pool(job, self._dask)
