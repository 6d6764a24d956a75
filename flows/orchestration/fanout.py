"""Parsing on a Dask cluster: parts go out, staged files come back, this process stays the only writer.

The workers need this package (with its extra ``dask``), the server's address and the data directory at the same path:
one machine, or a shared file system.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from socket import gethostname
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.derive.job import Parsed, ParseJob
from flows.derive.pools import ParsePool
from flows.derive.reading import parse_batch
from flows.ledger.copies import ArchivedPage
from parsers.errors import ServiceError

WIDTH = 12
"""Parts out at once; a cluster of more workers has nothing to do for some of them."""

PART = 170
"""Pages of a part: a task on a cluster costs more than one here."""


@task(name="parse", task_run_name="parse {label}", retries=1, retry_delay_seconds=1, cache_policy=NO_CACHE)
def remote_parse_task(job: ParseJob, pages: Sequence[ArchivedPage], name: str, label: str) -> Parsed:
    """Parse archived copies into a staged batch, on whatever machine this runs.

    Raises:
        ServiceError: this machine does not have the data directory. Its pages would pass for lost, and the site would
            be asked for all of them again.
    """
    if not job.archive.root.is_dir():
        raise ServiceError(
            f"The Dask worker on {gethostname()} does not see {job.archive.root}: its pages stay pending. Mount the"
            " data directory there under the same path."
        )
    return parse_batch(job, pages, name)


class ClusterPool:
    """Parts as tasks of a Dask cluster."""

    width, part, tries = WIDTH, PART, 1

    def __init__(self, cluster: Any, address: str, job: ParseJob) -> None:
        self._cluster, self._address, self._job = cluster, address, job

    def parse(self, pages: Sequence[ArchivedPage], name: str, label: str) -> Parsed:
        """As ``ParsePool.parse``; also raises whatever Dask says of a worker that died."""
        given = {"job": self._job, "pages": pages, "name": name, "label": label}
        try:
            done = self._cluster.submit(remote_parse_task, parameters=given).result(raise_on_failure=False)
        except (OSError, CancelledError) as error:
            raise _no_answer(self._address, error) from error
        if isinstance(done, BaseException):
            raise done
        return done  # type: ignore[no-any-return]


@contextmanager
def cluster_pool(job: ParseJob, address: str) -> Iterator[ParsePool]:
    """The cluster whose scheduler is at ``address``, while the block lasts.

    Raises:
        ServiceError: the extra is not installed, or no scheduler answers.
    """
    try:
        # Imported here: an extra, which may not be there.
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError:
        raise ServiceError(
            "BRIEFINGS_DASK_ADDRESS is set but Dask is not installed: pip install 'briefings[dask]'."
        ) from None
    runner: Any = DaskTaskRunner(address=address)
    try:
        cluster = runner.__enter__()
    except (OSError, CancelledError) as error:  # TimeoutError among them: what Dask raises when nobody listens
        raise _no_answer(address, error) from error
    try:
        yield ClusterPool(cluster, address, job)
    finally:
        runner.__exit__(None, None, None)


def _no_answer(address: str, error: BaseException) -> ServiceError:
    return ServiceError(
        f"The Dask scheduler at {address} does not answer ({error or type(error).__name__}): start it, or unset "
        "BRIEFINGS_DASK_ADDRESS to parse on this machine."
    )
