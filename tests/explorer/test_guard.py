"""Nobody else may use what is served: hosts, methods, headers, paths."""

from __future__ import annotations

import socket

import pytest


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8642", "127.0.0.1.evil.example", "localhost@evil.example", "10.0.0.1", ""]
)
def test_a_name_that_was_pointed_here_is_refused(server, host):
    got = server.get("/", Host=host)
    assert got.status in (400, 421)
    assert b"briefings" not in got.body


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:1", "LOCALHOST", "[::1]:8642"])
def test_the_names_of_this_machine_are_served(server, host):
    assert server.get("/", Host=host).status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_nothing_can_be_written(server, method):
    assert server.get("/sql?q=SELECT+1", method=method).status == 405


@pytest.mark.parametrize("address", ["/", "/officials.json", "/assets/site.css", "/nothing", "/search?q=就业"])
def test_every_answer_carries_a_strict_policy(server, address):
    headers = server.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_an_archived_page_is_in_a_sandbox(server):
    ((page,),) = server.rows("SELECT page_sha256 FROM briefings LIMIT 1")
    got = server.get(f"/archive/{page}")
    assert got.status == 200
    policy = got.headers["content-security-policy"]
    assert policy.startswith("sandbox; default-src 'none'")
    assert "allow-" not in policy


@pytest.mark.parametrize(
    "path",
    [
        "/archive/../private/warehouse.duckdb",
        "/archive/%2e%2e%2fbriefings.duckdb",
        "/assets/../app.py",
        "/assets/%2e%2e%2fapp.py",
        "//etc/passwd",
        "/archive/" + "a" * 64 + "/../../x",
        "/officials/%00",
        "/officials/%ff%fe",
        "/assets/site.css/../../x",
    ],
)
def test_no_path_leads_out(server, path):
    got = server.get(path, raw=True)
    assert got.status in (400, 403, 404)
    assert b"DUCK" not in got.body
    assert b"import " not in got.body


def test_bytes_that_are_no_request_harm_nobody(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n")
        assert b" 4" in raw.recv(100)[:13]
    assert server.get("/").status == 200


def test_a_page_elsewhere_may_not_ask_in_sql(server):
    assert server.get("/sql?q=SELECT+1", Sec_Fetch_Site="cross-site").status == 403
    assert server.get("/sql?q=SELECT+1", Sec_Fetch_Site="same-origin").status == 200
