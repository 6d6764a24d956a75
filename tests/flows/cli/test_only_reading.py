"""Who may only read the data directory is told what its reader copy says, and changes nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

OWNER = 65534
WITHOUT_RIGHTS = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Root without its right to read everything is an ordinary user to the folders of others."""


@pytest.fixture
def shared(made: Path) -> Iterator[Path]:
    """The data directory of another user: its files may be read, its private folder not even entered."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root can give a folder to another user, and setpriv takes root's rights away")
    folder = Path(tempfile.mkdtemp(prefix="briefings-shared-"))
    shutil.copytree(made, folder, dirs_exist_ok=True)
    folder.chmod(0o755)
    (folder / "private").chmod(0o700)
    for each in (folder, *folder.rglob("*")):
        os.chown(each, OWNER, OWNER)
    yield folder
    shutil.rmtree(folder)


def by_another(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command, run by a user without the rights of the folder's owner, and without those of root."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFINGS_", "PREFECT_"))}
    command = [*WITHOUT_RIGHTS, str(Path(sys.executable).with_name("briefings")), *arguments]
    return subprocess.run(command, cwd="/", env=clean, capture_output=True, text=True, timeout=120, check=False)


def test_status_tells_how_the_sites_stand(shared: Path) -> None:
    done = by_another("status", "--data-dir", str(shared))
    assert done.returncode == 0, done.stderr
    assert "sample" in done.stdout
    assert "reader copy" in done.stderr
    told = json.loads(by_another("status", "--json", "--data-dir", str(shared)).stdout)
    assert [site["site"] for site in told["sites"]] == ["sample"]
    assert told["runs"]


def test_check_applies_the_rules_to_the_copy(shared: Path) -> None:
    done = by_another("check", "--json", "--data-dir", str(shared))
    assert done.returncode == 3, done.stderr
    told = json.loads(done.stdout)
    assert len(told["rules"]) > 15
    assert told["freshness"][0].startswith("sample was last read successfully")
