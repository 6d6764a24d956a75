"""``briefings explore``."""

from __future__ import annotations

import contextlib
import webbrowser
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from explorer.server import PORT, listen, serve
from flows.archive.copies import InertCopies
from flows.archive.store import Archive
from flows.console import EXIT_DONE, note, print_text
from flows.settings import load_settings
from parsers.errors import QueryError, ServiceError
from warehouse.explore.library import Library


def explore(
    *,
    port: Annotated[int, Parameter(validator=Number(gte=0, lte=65535))] = PORT,
    open: bool = False,
    data_dir: Path | None = None,
) -> int:
    """Show the data as web pages on this machine; Ctrl-C stops them.

    Example: ``briefings explore --open``. Pages read the reader copy and the archive, change nothing, and are there for
    this machine alone. After a run they show the new data without being started again.

    Args:
        port: Port on 127.0.0.1; 0 takes any free one.
        open: Open the start page in a browser.
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
    """
    paths = load_settings(data_dir=data_dir).paths
    library = Library(paths.reader)
    try:
        sock = listen(port)
    except OSError as error:
        raise ServiceError(f"Port {port} is taken: choose another one, for example --port {port + 1}.") from error
    address = f"http://127.0.0.1:{sock.getsockname()[1]}/"
    try:
        library.edition()
    except QueryError as error:
        note(f"{error} The pages will say so until then.")
    print_text(f"The explorer: {address} · data: {paths.root} · Ctrl-C stops it")
    if open:
        webbrowser.open(address)
    with contextlib.suppress(KeyboardInterrupt):  # being asked to stop is how this ends
        serve(library, InertCopies(Archive(paths.archive)), sock)
    return EXIT_DONE
