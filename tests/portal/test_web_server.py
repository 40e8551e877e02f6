"""gunicorn as `make run` starts it: what it refuses itself, what it logs."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


class Server:
    """A running web server over an empty, migrated database."""

    def __init__(self, port: int, folder: Path) -> None:
        self.port, self.folder = port, folder

    def get(self, path: str, method: str = "GET", body: bytes | None = None) -> http.client.HTTPResponse:
        """One request, over a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body=body)
        return connection.getresponse()

    def raw(self, request: bytes) -> bytes:
        """Send bytes and return all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(request)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def log(self) -> str:
        """The access log as it is now. A request reaches it only after its answer."""
        path = self.folder / "log" / "access.log"
        return path.read_text() if path.exists() else ""

    def log_with(self, *lines: str, after: str = "") -> str:
        """The whole access log, once there are such lines in it after what it was. Fails with it after half a minute."""
        until = time.monotonic() + 30
        while not all(re.search(line, self.log()[len(after) :], re.MULTILINE) for line in lines):
            assert time.monotonic() < until, self.log()[len(after) :]
            time.sleep(0.05)
        return self.log()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """gunicorn with portal.web_server. It needs no migrated database: error pages fall back without one."""
    folder, port = tmp_path_factory.mktemp("data"), free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(folder),
        "PORT": str(port),
        "WEB_WORKERS": "1",
        "DJANGO_SETTINGS_MODULE": "tests.portal.served_settings",
    }
    with (folder / "console").open("wb") as console:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "python:portal.web_server", "portal.wsgi"],
            cwd=ROOT,
            env=environment,
            stderr=console,
        )
    running = Server(port, folder)
    try:
        until = time.monotonic() + 120
        while not answers(running):
            assert process.poll() is None, f"It stopped:\n{(folder / 'console').read_text()}"
            assert time.monotonic() < until, f"It does not answer:\n{(folder / 'console').read_text()}"
            time.sleep(0.2)
        running.log_with(r" GET /healthz/live 200 ")
        yield running
    finally:
        process.terminate()
        process.wait(60)


def answers(server: Server) -> bool:
    """Whether it is up."""
    try:
        return server.get("/healthz/live").status == 200
    except OSError:
        return False


def test_asking_for_the_head_alone_is_nothing_to_note(server: Server) -> None:
    assert server.get("/healthz/live", "HEAD").status == 200
    server.log_with(r" HEAD /healthz/live 200 ")
    assert "HEAD" not in (server.folder / "console").read_text()


def test_a_query_of_100_000_characters_gets_a_page_of_ours(server: Server) -> None:
    response = server.get(f"/search/?q={'a' * 100_000}")
    body = response.read()
    assert response.status == 400
    assert b"<h1>" in body
    assert b"portal.css" in body
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nBad Header\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n",
    ],
)
def test_what_is_no_request_gets_a_page_of_ours(server: Server, request_bytes: bytes) -> None:
    answer = server.raw(request_bytes)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"<h1>" in answer
    assert b"Traceback" not in answer


def test_an_upload_of_70_megabytes_is_refused_with_a_page(server: Server) -> None:
    response = server.get("/admin/images/add/", method="POST", body=b"x" * 70_000_000)
    assert response.status == 413
    assert b"<h1>" in response.read()


def test_the_log_keeps_no_address_no_query_and_no_token(server: Server) -> None:
    before = server.log()
    server.get("/c/a-secret-token/?utm=1").read()
    server.get("/healthz/live?from=somewhere").read()
    asked = (r"^\S+ GET /c/-/ \d{3} \d+ \d+ r$", r"^\S+ GET /healthz/live 200 \d+ \d+ r$")
    log = server.log_with(*asked, after=before)
    for secret in ("a-secret-token", "127.0.0.1", "utm", "somewhere"):
        assert secret not in log


def test_the_log_tells_readers_from_robots_and_first_parts_from_later_ones(server: Server) -> None:
    before = server.log()
    asked = "GET /healthz/live?{} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {}\r\nConnection: close\r\n\r\n"
    server.raw(asked.format(1, "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0").encode())
    server.raw(asked.format(2, "Examplebot/2.1 (+https://example.org/bot)").encode())
    log = server.log_with(r" /healthz/live 200 \d+ \d+ -$", r" /healthz/live 200 \d+ \d+ r$", after=before)
    lines = [line for line in log.splitlines() if " /healthz/live " in line]
    assert [line.rsplit(" ", 1)[1] for line in lines[-2:]] == ["-", "r"]
    assert not any(word in log for word in ("Mozilla", "Examplebot"))


def test_the_log_keeps_the_code_of_a_link_and_counts_the_wait_for_a_free_thread(server: Server) -> None:
    half = "GET /healthz/live HTTP/1.1\r\nHost: localhost\r\n"
    held = [socket.create_connection(("127.0.0.1", server.port), timeout=30) for _thread in range(4)]
    for connection in held:
        connection.sendall(half.encode())  # each thread waits for the rest
    time.sleep(1)
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as waiting:
        ask = "GET /healthz/live?utm=1&source=leaflet HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        waiting.sendall(ask.encode())
        time.sleep(2)
        for connection in held:
            connection.sendall(b"Connection: close\r\n\r\n")
            connection.close()
        assert waiting.recv(100).startswith(b"HTTP/1.1 200")
    told = r"^\S+ GET /healthz/live 200 \d+ (\d+) r leaflet$"
    line = re.search(told, server.log_with(told), re.MULTILINE)
    assert line
    assert int(line.group(1)) >= 500
