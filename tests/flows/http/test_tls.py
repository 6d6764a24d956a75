"""HTTPS: certificates are always verified; a site may bring one more authority."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from parsers.errors import SiteError, SiteUnavailable
from tests.faultsite import FakeClock, fault_site, faults
from tests.flows.conftest import QUICK, Rig

try:
    from tests.faultsite import certificates
except ImportError:
    if os.environ.get("CI"):
        raise
    pytest.skip("The test certificates need the package cryptography.", allow_module_level=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> certificates.Authority:
    return certificates.make_authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture
def secure(
    request: pytest.FixtureRequest, authority: certificates.Authority, clock: FakeClock, tmp_path: Path
) -> Iterator[Rig]:
    """A site over HTTPS; the parameter holds the certificate's properties."""
    context = certificates.server_context(authority, tmp_path, **getattr(request, "param", {}))
    with fault_site(clock, tls=context) as web:
        web.publish_many(4)
        rig = Rig(web, clock, tmp_path)
        rig.values["politeness"] = f'ca_file = "{authority.file}"'
        yield rig
        rig.ledger.close()


def test_a_site_with_its_own_authority_is_read(secure: Rig) -> None:
    secure.run()
    assert secure.ledger.page_counts() == {"ok": 4}


def test_an_unknown_authority_is_not_trusted(secure: Rig) -> None:
    secure.values.clear()
    with secure.client() as client, pytest.raises(SiteUnavailable, match="certificate is not valid"):
        secure.discover(client)
    assert secure.web.requests == []


@pytest.mark.parametrize("secure", [{"expired": True}], indirect=True)
def test_an_expired_certificate_is_not_accepted(secure: Rig) -> None:
    with secure.client() as client, pytest.raises(SiteUnavailable, match="expired"):
        secure.discover(client)
    assert secure.web.requests == []


@pytest.mark.parametrize("secure", [{"host": "127.0.0.9"}], indirect=True)
def test_a_certificate_of_another_host_is_not_accepted(secure: Rig) -> None:
    with secure.client() as client, pytest.raises(SiteUnavailable, match=r"127\.0\.0\.1"):
        secure.discover(client)


def test_the_legacy_switch_still_verifies(secure: Rig) -> None:
    secure.values["politeness"] += "\nlegacy_tls = true"
    secure.run()
    assert secure.ledger.page_counts() == {"ok": 4}
    secure.values["politeness"] = "legacy_tls = true"
    with secure.client() as client:
        assert client.get(secure.web.url + "/nw9820/index.html").outcome == "unavailable"


def test_the_total_time_also_holds_over_tls(secure: Rig) -> None:
    secure.limits = QUICK
    path = secure.web.publish(30)
    secure.web.fault(path, faults.dripping_headers(0.05))
    secure.run()
    assert secure.state(path) == "timeout"


def test_a_ca_file_that_is_none_is_named(secure: Rig, tmp_path: Path) -> None:
    (tmp_path / "ca.txt").write_text("not a certificate")
    secure.values["politeness"] = f'ca_file = "{tmp_path / "ca.txt"}"'
    with pytest.raises(SiteError, match=r"ca\.txt"):
        secure.client()


def test_a_handshake_that_drips_ends_with_the_total_time(clock: FakeClock, tmp_path: Path) -> None:
    stop = threading.Event()

    def drip(listener: socket.socket) -> None:
        while not stop.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"\x16\x03\x03\x40\x00")  # the head of a record of 16 kilobytes
                while not stop.wait(0.1):
                    connection.sendall(b"\x02")

    with socket.create_server(("127.0.0.1", 0)) as listener, fault_site(clock) as web:
        threading.Thread(target=drip, args=(listener,), daemon=True).start()
        web.url = f"https://127.0.0.1:{listener.getsockname()[1]}"
        rig = Rig(web, clock, tmp_path, limits=replace(QUICK, read_seconds=30))
        with rig.client() as client, pytest.raises(SiteUnavailable, match="not complete after 3 seconds"):
            rig.discover(client)
        stop.set()
        rig.ledger.close()
