"""The password of the Prefect server: made once, asked for, shown to nobody."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from flows.service.guard.secret import CLIENT, SERVER, auth_string, authentication
from flows.service.server import free_port, serving
from flows.settings import Paths
from parsers.errors import SettingsError
from tests.conftest import History
from tests.flows.service.test_door import status

pytestmark = pytest.mark.prefect


@pytest.mark.soak
def test_a_password_is_asked_for_where_the_operator_wants_it(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in list(os.environ):
        if name.startswith(("BRIEFINGS_", "PREFECT_")):
            monkeypatch.delenv(name)
    file, paths = tmp_path / "secrets" / "auth", Paths(history(tmp_path / "data"))
    said = auth_string(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert auth_string(file) == said, "made once"
    monkeypatch.setenv(SERVER, said)
    with serving(paths, free_port()) as url:
        assert status(f"{url}/health", {}) == 200
        assert status(f"{url}/admin/settings", {}) == 401
        assert status(f"{url}/flows/filter", {}, "POST", b"{}") == 401
        env = {**os.environ, "PREFECT_API_URL": url, "PREFECT_HOME": str(tmp_path)}
        command = [Path(sys.executable).with_name("prefect"), "deployment", "ls"]
        done = subprocess.run(command, env={**env, CLIENT: said}, capture_output=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr
        seen = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    password = said.partition(":")[2]
    assert password not in seen
    assert password not in (paths.prefect / "server.log").read_text("utf-8")


@pytest.mark.parametrize(
    ("mode", "content", "told"),
    [(0o644, "a:b", "can be read by others"), (0o600, "no-colon", "user:password"), (0o600, "a:b c", "user:password")],
)
def test_a_password_file_that_will_not_do_is_named(tmp_path: Path, mode: int, content: str, told: str) -> None:
    file = tmp_path / "auth"
    file.write_text(content)
    file.chmod(mode)
    with pytest.raises(SettingsError, match=told) as caught:
        authentication(file)
    assert content not in str(caught.value)
    assert json.dumps(str(file))[1:-1] in str(caught.value)
