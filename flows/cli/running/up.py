"""``briefings up``: the service on this machine, in the foreground or behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from flows.cli.contact import check_contact
from flows.cli.option import Sites
from flows.cli.sample_site import is_invented, served
from flows.console import EXIT_DONE, EXIT_FAILED, note, print_text
from flows.followed import chosen
from flows.service import up as supervisor
from flows.service.server import DEFAULT_PORT
from flows.service.start_failure import reason
from flows.settings import Settings, load_settings
from parsers.errors import ServiceError, UsageError


def up(
    *,
    port: Annotated[int, Parameter(validator=Number(gte=1, lte=65535))] = DEFAULT_PORT,
    detach: bool = False,
    stop: bool = False,
    data_dir: Path | None = None,
    site: Sites = (),
    base_url: str | None = None,
) -> int:
    """Start the Prefect server, its UI, the scheduled flows and the explorer; Ctrl-C stops all of them.

    Example: ``briefings up``, then open http://127.0.0.1:4200. A running flow finishes first; a second Ctrl-C does
    not wait for it. Whatever ends, even by force, is started again, and nothing that was loaded is lost. The demo's sample site
    is served with it.

    Args:
        port: Port of server and UI on 127.0.0.1.
        detach: Go to the background once the server answers and the deployments exist; `briefings up --stop` ends it.
        stop: Stop the service that runs for this data directory.
        data_dir: The data directory, with the run history in its folder prefect (default: BRIEFINGS_DATA_DIR, else ./data).
        site: A site's name or the path of its TOML definition; several may be named (default: all that are followed).
        base_url: Replaces the site's scheme, host and port, for a mirror or a local copy.
    """
    settings = load_settings(data_dir=data_dir, base_url=base_url)
    if stop:
        return _stop(settings)
    settings = _serving(settings, site)
    sites = chosen(settings)  # a wrong site is an error now, not one of every scheduled run
    sample = is_invented(sites)
    for one in [] if sample else sites:
        check_contact(one)
    if detach:
        return _detach(settings, port)
    with served() if sample else nullcontext() as server:
        supervisor.up(settings.model_copy(update={"base_url": server.url}) if server else settings, port)
    return EXIT_DONE


def _serving(settings: Settings, named: Sequence[str]) -> Settings:
    """The settings of a service for these sites.

    Raises:
        UsageError: the data directory follows sites of its own.
    """
    if named and any(settings.paths.sites.glob("*.toml")):
        raise UsageError(
            f"The service looks at every site that {settings.paths.root} follows: leave --site out. `briefings sites add`"
            " follows one more, `briefings sites pause NAME` leaves one alone."
        )
    definitions = [one.site for one in chosen(settings, named)]
    alone = definitions[0] if len(definitions) == 1 else settings.site
    # A copy in the data directory by its name: a blank in the directory's would end the path.
    copies = settings.paths.definitions
    names = [Path(one).stem if Path(one).parent == copies else one for one in definitions]
    several = "" if len(definitions) == 1 else " ".join(names)
    return settings.model_copy(update={"site": alone, "sites": several})


def _detach(settings: Settings, port: int) -> int:
    with supervisor.only_one(settings):
        pass  # said at once, not in a log
    log = settings.paths.prefect / "up.log"
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with log.open("ab") as out:
        since = out.tell()
        process = subprocess.Popen(  # noqa: S603 - fixed arguments
            [sys.executable, "-P", "-c", "from flows.cli.app import main; main()", "up", "--port", str(port)],
            env=supervisor.environment(settings, port),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    # It gives up by itself when server or runner do not start in time.
    while process.poll() is None:
        known = supervisor.address(settings)
        if known and known["pid"] == process.pid and known["serving"]:
            print_text(
                f"Prefect UI: {known['ui_url']} · data: {settings.paths.root} · `{supervisor.stop_command(settings)}` stops it"
            )
            print_text(f"Explorer: {known['explorer_url']}")
            return EXIT_DONE
        time.sleep(0.2)
    why = reason(log, since)
    where = "" if "(log: " in why else f" (log: {log})"  # of the part that failed, where it has one
    raise ServiceError(f"The service did not start: {why}{where}", path=str(log))


def _stop(settings: Settings) -> int:
    known = supervisor.running(settings)
    if known is None:
        note(f"No `briefings up` runs for {settings.paths.root}.")
        return EXIT_FAILED
    with suppress(ProcessLookupError):  # it ended by itself just now
        os.kill(known, signal.SIGTERM)
    note("Stopping; a running flow finishes first. Run the same command again to stop it now.")
    while supervisor.is_held(settings):
        time.sleep(0.2)
    print_text("Stopped.")
    return EXIT_DONE
