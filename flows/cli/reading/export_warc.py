"""``briefings export-warc``: the page archive as one WARC file."""

from __future__ import annotations

from pathlib import Path

from flows.cli.existing import existing
from flows.cli.option import Sites
from flows.console import EXIT_DONE, EXIT_INCOMPLETE, note, print_json, print_text
from parsers.errors import ArchiveError
from parsers.sites.definition import load_site


def export_warc(file: Path, *, data_dir: Path | None = None, site: Sites = (), json: bool = False) -> int:
    """Write every archived version of every page as a WARC file, the format of web archives.

    Example: ``briefings export-warc shanghai.warc.gz``. Any WARC tool can read it; a name without ``.gz`` gives
    an uncompressed file. Exit code 3: a page's copy is lost or damaged and is left out.

    Args:
        file: The file to write; one of this name is replaced.
        data_dir: The data directory (default: BRIEFINGS_DATA_DIR, else ./data).
        site: A site's name or the path of its TOML definition; several may be named (default: all that are followed).
        json: Print the counts as JSON.
    """
    # Imported here: warcio is needed by this verb only.
    from flows.archive.warc_export import export_warc as write
    from flows.workspace import Workspace

    sites = existing(data_dir=data_dir, site=site)
    names = [load_site(one.site).name for one in sites]
    with Workspace.open(sites[0]) as ws:
        if not any(ws.ledger.count_archived(name) for name in names):
            raise ArchiveError(
                f"There are no pages of {', '.join(names)} in {ws.archive.root} yet: run `briefings ingest`."
            )
        report = write(file, ws.ledger, ws.archive, sites=names)
    if json:
        print_json({"file": str(file), "pages": report.pages, "skipped": list(report.skipped)})
    else:
        print_text(f"{report.pages} pages written to {file}")
    for url in report.skipped:
        note(f"left out, its archived copy is lost or damaged: {url}")
    return EXIT_INCOMPLETE if report.skipped else EXIT_DONE
