"""Parsing on a Dask cluster: batches go out, staged files come back, this process stays the only writer.

The workers need this package (with its extra ``dask``), the server's address and the data directory at the same path:
one machine, or a shared file system.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prefect import task
from prefect.cache_policies import NO_CACHE

from flows.ledger_copies import ArchivedPage
from flows.reading import Desk, Parsed, parse_batch
from flows.tasks import Batch, Session
from parsers.errors import ServiceError


@task(name="parse", task_run_name="parse {label}", retries=1, retry_delay_seconds=1, cache_policy=NO_CACHE)
def remote_parse_task(desk: Desk, pages: Sequence[ArchivedPage], name: str, label: str) -> Parsed:
    """Parse archived copies into a staged batch, on whatever machine this runs."""
    return parse_batch(desk, pages, name)


def parse_on_cluster(session: Session, batches: Sequence[Batch]) -> Iterator[int]:
    """Parse ``batches`` on the cluster that BRIEFINGS_DASK_ADDRESS names; yields the pages of each that is done.

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
                session.keep(future.result())
                yield len(batch.pages)
    except OSError as error:  # TimeoutError among them: what Dask raises when nobody listens
        raise ServiceError(
            f"The Dask scheduler at {address} does not answer ({error}): start it, or unset "
            "BRIEFINGS_DASK_ADDRESS to parse on this machine."
        ) from error
