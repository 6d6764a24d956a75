"""Parsing on a Dask cluster: batches go out, staged files come back, this process stays the only writer.

The workers need this package (with its extra ``dask``), the server's address and the data directory at the same path:
one machine, or a shared file system.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from socket import gethostname

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.futures import PrefectFuture

from flows.derive.job import Desk, Parsed
from flows.derive.reading import parse_batch
from flows.ledger.copies import ArchivedPage
from flows.run.tasks import Batch, Session
from parsers.errors import ServiceError


@task(name="parse", task_run_name="parse {label}", retries=1, retry_delay_seconds=1, cache_policy=NO_CACHE)
def remote_parse_task(desk: Desk, pages: Sequence[ArchivedPage], name: str, label: str) -> Parsed:
    """Parse archived copies into a staged batch, on whatever machine this runs.

    Raises:
        ServiceError: this machine does not have the data directory. Its pages would pass for lost, and the site would
            be asked for all of them again.
    """
    if not desk.archive.root.is_dir():
        raise ServiceError(
            f"The Dask worker on {gethostname()} does not see {desk.archive.root}: its pages stay pending. Mount the"
            " data directory there under the same path."
        )
    return parse_batch(desk, pages, name)


def parse_on_cluster(session: Session, batches: Sequence[Batch]) -> Iterator[int]:
    """Parse ``batches`` on the cluster that BRIEFINGS_DASK_ADDRESS names; yields the pages of each that is over.

    A batch that fails, or whose worker dies, is told in the report; its pages stay pending and the others go on.

    Raises:
        ServiceError: the extra is not installed, or no scheduler answers.
    """
    try:
        from prefect_dask.task_runners import DaskTaskRunner
    except ImportError:
        raise ServiceError(
            "BRIEFINGS_DASK_ADDRESS is set but Dask is not installed: pip install 'briefings[dask]'."
        ) from None
    desk, address = Desk.of(session.ws), session.ws.settings.dask_address
    try:
        with DaskTaskRunner(address=address) as cluster:
            futures = [
                cluster.submit(
                    remote_parse_task,
                    parameters={"desk": desk, "pages": batch.pages, "name": batch.name, "label": batch.label},
                )
                for batch in batches
            ]
            for batch, future in zip(batches, futures, strict=True):
                _take(session, batch, future)
                yield len(batch.pages)
    except (OSError, CancelledError) as error:  # TimeoutError among them: what Dask raises when nobody listens
        raise ServiceError(
            f"The Dask scheduler at {address} does not answer ({error or type(error).__name__}): start it, or unset "
            "BRIEFINGS_DASK_ADDRESS to parse on this machine."
        ) from error


def _take(session: Session, batch: Batch, future: PrefectFuture[Parsed]) -> None:
    # What the task itself raised is returned; what Dask says of a worker that died, or of a lost scheduler, is raised.
    done: object
    try:
        done = future.result(raise_on_failure=False)
    except (OSError, CancelledError):
        raise  # no scheduler: every batch is lost alike
    except Exception as error:  # noqa: BLE001 - Dask has no common base for its errors
        done = error
    if isinstance(done, Parsed):
        session.keep(done)
    else:
        session.tell_failure(done, f"parsing {batch.label}")
