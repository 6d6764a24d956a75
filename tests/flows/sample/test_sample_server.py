"""The static server, asked over loopback."""

from __future__ import annotations

import gzip
import http.client
import socket
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from flows.sample import SITE, SampleServer, sample_server

LIST = "/nw9820/index.html"


class Client:
    """One keep-alive connection that sends paths exactly as given."""

    def __init__(self, server: SampleServer) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=10)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        wire = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, headers=wire)
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()


@contextmanager
def client_of(root: Path, types: Mapping[str, str] | None = None) -> Iterator[Client]:
    with sample_server(root, content_types=types or {}) as running, Client(running) as client:
        yield client


@pytest.fixture
def server() -> Iterator[SampleServer]:
    with sample_server() as running:
        yield running


@pytest.fixture
def client(server: SampleServer) -> Iterator[Client]:
    with Client(server) as client:
        yield client


def test_a_page_is_served_byte_for_byte(client: Client) -> None:
    status, headers, body = client.get(LIST)
    assert status == 200
    assert body == (SITE / LIST.lstrip("/")).read_bytes()
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Length"] == str(len(body))


def test_a_known_etag_is_answered_304_without_a_body(client: Client) -> None:
    etag = client.get(LIST)[1]["ETag"]
    status, headers, body = client.get(LIST, If_None_Match=etag)
    assert (status, body, headers["ETag"]) == (304, b"", etag)


def test_the_weak_etag_of_the_compressed_form_is_known_too(client: Client) -> None:
    etag = client.get(LIST, Accept_Encoding="gzip")[1]["ETag"]
    assert etag.startswith('W/"')
    assert client.get(LIST, If_None_Match=etag)[0] == 304


def test_another_etag_wins_over_a_matching_date(client: Client) -> None:
    modified = client.get(LIST)[1]["Last-Modified"]
    assert client.get(LIST, If_None_Match='"0-0"', If_Modified_Since=modified)[0] == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [("Mon, 03 Nov 2025 02:00:00 GMT", 304), ("Sun, 02 Nov 2025 02:00:00 GMT", 200), ("yesterday", 200)],
)
def test_the_date_alone_decides_when_there_is_no_etag(client: Client, since: str, status: int) -> None:
    assert client.get(LIST, If_Modified_Since=since)[0] == status


def test_an_etag_follows_the_content_and_not_the_file_time(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    etags = []
    for text in ("一", "二", "一"):
        page.write_text(text, encoding="utf-8")
        with client_of(tmp_path) as client:
            etags.append(client.get("/a.html")[1]["ETag"])
    assert etags[0] == etags[2] != etags[1]


def test_html_is_compressed_for_those_who_accept_it(client: Client) -> None:
    _, headers, body = client.get(LIST, Accept_Encoding="gzip, deflate")
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Content-Length"] == str(len(body))
    assert gzip.decompress(body) == (SITE / LIST.lstrip("/")).read_bytes()


def test_a_missing_page_is_a_404_with_a_small_page(client: Client) -> None:
    status, headers, body = client.get("/nw9820/index_99.html")
    assert (status, headers["Content-Type"]) == (404, "text/html")
    assert b"404 Not Found" in body


@pytest.mark.parametrize(
    "path",
    [
        "/../server.py",
        "/..%2fserver.py",
        "/nw9820/../../__init__.py",
        "/%2e%2e/__init__.py",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/nw9820%00",
        "/nw9820",
    ],
)
def test_nothing_outside_the_directory_is_served(client: Client, path: str) -> None:
    assert client.get(path)[0] == 404


def test_a_link_that_leads_out_of_the_directory_is_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "site"
    root.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (root / "link.txt").symlink_to(tmp_path / "secret.txt")
    with client_of(root) as client:
        assert client.get("/link.txt")[0] == 404


def test_head_answers_the_headers_of_get(client: Client) -> None:
    status, headers, body = client.get(LIST, method="HEAD")
    assert (status, body) == (200, b"")
    assert headers["Content-Length"] == str((SITE / LIST.lstrip("/")).stat().st_size)


def test_every_exchange_is_recorded_over_one_connection(server: SampleServer, client: Client) -> None:
    for path in ("/robots.txt", "/nothing.html", "/index.html?a=1"):
        client.get(path)
    assert server.requests == [
        ("GET", "/robots.txt", 200),
        ("GET", "/nothing.html", 404),
        ("GET", "/index.html?a=1", 200),
    ]


def test_robots_txt_is_plain_text_that_leaves_the_channel_open(client: Client) -> None:
    _, headers, body = client.get("/robots.txt")
    assert headers["Content-Type"] == "text/plain"
    assert b"Disallow: /search/" in body
    assert b"nw9820" not in body


def test_a_directory_is_answered_with_its_index(client: Client) -> None:
    assert client.get("/")[2] == (SITE / "index.html").read_bytes()


def test_the_content_type_of_a_path_can_be_set(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("一", encoding="utf-8")
    with client_of(tmp_path, {"/a.html": "text/html"}) as client:
        assert client.get("/a.html")[1]["Content-Type"] == "text/html"


def test_nobody_answers_after_the_block(tmp_path: Path) -> None:
    with sample_server(tmp_path) as running:
        pass
    with Client(running) as client, pytest.raises(ConnectionRefusedError):
        client.get("/")


def test_a_client_that_hangs_up_leaves_nothing_on_the_screen(client: Client, capfd: pytest.CaptureFixture[str]) -> None:
    client.get("/")  # now a handler thread waits for the next request
    reset_when_closed = struct.pack("ii", 1, 0)
    client.connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset_when_closed)
    client.connection.close()
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(10)
    assert capfd.readouterr() == ("", "")
