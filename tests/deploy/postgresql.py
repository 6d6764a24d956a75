"""A PostgreSQL cluster of its own for a test, from the binaries that Debian installs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.service.server import free_port

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
MISSING = not BINARIES and not os.environ.get("CI")
USER, PASSWORD = "prefect", "only-for-this-test"


@dataclass(frozen=True)
class Cluster:
    """A database of a running server on loopback."""

    port: int
    database: str = "postgres"

    @property
    def url(self) -> str:
        """For SQLAlchemy."""
        return f"postgresql+asyncpg://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{self.database}"

    @property
    def dsn(self) -> str:
        """For libpq."""
        return f"dbname={self.database} host=127.0.0.1 port={self.port} user={USER} password={PASSWORD}"

    def another(self, name: str) -> Cluster:
        """A new, empty database of the same server."""
        command = [BINARIES[-1].with_name("createdb"), "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, name]
        subprocess.run(command, env={**os.environ, "PGPASSWORD": PASSWORD}, check=True, capture_output=True)
        return Cluster(self.port, name)


def reachable(folder: Path) -> None:
    """Let the user postgres reach its own folder below ``folder``; pytest makes all of them for us alone."""
    for path in (folder, *folder.parents):
        if path.is_relative_to(tempfile.gettempdir()) and path != Path(tempfile.gettempdir()):
            path.chmod(0o755)


@contextmanager
def postgres(folder: Path) -> Iterator[Cluster]:
    """A cluster in ``folder``, run by the user postgres when we are root."""
    binaries, port = BINARIES[-1].parent, free_port()
    become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder.mkdir(mode=0o700)
    if become:
        shutil.chown(folder, "postgres", "postgres")
    (secret := folder / "secret").write_text(PASSWORD)
    if become:
        shutil.chown(secret, "postgres", "postgres")
    made = [binaries / "initdb", "-D", folder / "db", "-U", USER, "-A", "scram-sha-256", f"--pwfile={secret}"]
    subprocess.run([*become, *made, "-E", "UTF8", "--no-sync"], check=True, capture_output=True, cwd="/")
    options = ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-k", folder, "-p", str(port)]
    server = subprocess.Popen(
        [*become, binaries / "postgres", "-D", folder / "db", *options],
        cwd="/",
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield Cluster(port)
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait(30)
