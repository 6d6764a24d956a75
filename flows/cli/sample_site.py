"""The bundled sample site for the commands that read it: served on loopback, as nobody answers at its invented address."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from flows.console import note
from flows.sample import DEFINITION, SampleServer, sample_server
from flows.settings import Settings
from parsers.sites.definition import load_site

PORT = 8641
"""The sample site's usual port: the pages keep their addresses from one demo to the next."""


@contextmanager
def served(port: int = PORT) -> Iterator[SampleServer]:
    """Serve it, on another port where somebody has that one."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(sample_server(port=port))
        except OSError:
            note(f"Port {port} is taken; the sample site gets another one, and its pages other addresses.")
            server = stack.enter_context(sample_server())
        note(f"The sample site is served at {server.url}/nw9820/index.html")
        yield server


def is_invented(sites: Sequence[Settings]) -> bool:
    """Whether the sample at its invented address is all that is meant."""
    return [load_site(one.site, base_url=one.base_url).base_url for one in sites] == [
        load_site(str(DEFINITION)).base_url
    ]
