"""``briefings explore``."""

from __future__ import annotations

import contextlib
import webbrowser
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from explorer.server import PORT, listen, serve
from explorer.static.export import export
from flows.archive.copies import InertCopies
from flows.archive.store import Archive
from flows.console import EXIT_DONE, note, print_text
from flows.settings import Settings, load_settings
from parsers.errors import QueryError, ServiceError, UsageError
from warehouse.explore.library import Library


def explore(
    *,
    port: Annotated[int, Parameter(validator=Number(gte=0, lte=65535))] = PORT,
    open: bool = False,
    static: Path | None = None,
    url: str | None = None,
    data_dir: Path | None = None,
) -> int:
    """Show the data as web pages on this machine; Ctrl-C stops them.

    Example: ``briefings explore --open``. Pages read the reader copy and the archive, change nothing, and are there for
    this machine alone. After a run they show the new data without being started again.

    Args:
        port: Port on 127.0.0.1; 0 takes any free one.
        open: Open the start page in a browser.
        static: Write all pages into this folder instead, for any web server; again: only what changed.
        url: Where that folder will be on the web, for its sitemap and feeds (default: BRIEFINGS_EXPLORER_URL).
        data_dir: Where databases and archive live (default: BRIEFINGS_DATA_DIR, else ./data).
    """
    settings = load_settings(data_dir=data_dir, explorer_url=url)
    paths = settings.paths
    if static:
        return _write(static, settings)
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


def _write(folder: Path, settings: Settings) -> int:
    copies = InertCopies(Archive(settings.paths.archive))
    try:
        done = export(settings.paths.reader, copies, folder, root=settings.explorer_url.rstrip("/") + "/", tell=note)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written ({error.strerror or error}): choose another folder.") from error
    print_text(f"{done.made} pages written, {done.kept} as they were, {done.removed} removed: {folder}")
    if done.missing:
        note(f"{done.missing} archived pages could not be shown: they are missing, damaged or no pages.")
    return EXIT_DONE
