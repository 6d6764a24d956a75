"""``python -m flows.service.explorer PORT``: the explorer as a child of ``briefings up``."""

from __future__ import annotations

import contextlib
import sys

from explorer.server import listen, serve
from flows.archive.copies import InertCopies
from flows.archive.store import Archive
from flows.settings import load_settings
from warehouse.explore.library import Library


def main() -> None:
    """Serve the data directory of the environment until asked to stop."""
    paths = load_settings().paths
    with contextlib.suppress(KeyboardInterrupt):
        serve(Library(paths.reader), InertCopies(Archive(paths.archive)), listen(int(sys.argv[1])))


if __name__ == "__main__":
    main()
