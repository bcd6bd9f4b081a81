"""Pushes to a remote that is not a folder: git's own daemon, on this machine."""

from __future__ import annotations

import base64
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from fake_github import FakeGitHub, git
from pr_world import SECRET, World

from codemods.delivery.command import Git
from codemods.delivery.hosts.host import Route
from codemods.delivery.hosts.tokens import Token
from codemods.delivery.remote import Remote
from codemods.errors import RefactorError


@pytest.fixture
def daemon(world: World) -> Iterator[str]:
    core = subprocess.run(["git", "--exec-path"], capture_output=True, text=True, check=True)
    program = shutil.which("git-daemon", path=core.stdout.strip())
    if program is None:
        pytest.skip("git was installed without its daemon")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    words = ["--export-all", "--enable=receive-pack", "--reuseaddr", "--listen=127.0.0.1"]
    process = subprocess.Popen([program, *words, f"--port={port}", f"--base-path={world.hub}"])
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"git://127.0.0.1:{port}/acme/shop.git"
    finally:
        process.terminate()
        process.wait()


ROUTE = Route("origin", "refs/heads/refactor/gather", "refs/heads/refactor/gather")


def test_branches_are_read_and_pushed_over_the_network(world: World, daemon: str) -> None:
    git(world.root, "remote", "set-url", "origin", daemon)
    remote = Remote(Git(world.root), "origin")
    assert remote.default_branch() == "main"
    head = git(world.root, "rev-parse", "HEAD")
    assert remote.fetch(ROUTE.standing) == ""
    remote.push(ROUTE, head, "")
    assert remote.fetch(ROUTE.standing) == world.tip() == head


def test_a_push_demands_what_it_has_seen(world: World) -> None:
    remote = Remote(Git(world.root), "origin")
    head = git(world.root, "rev-parse", "HEAD")
    remote.push(ROUTE, head, "")
    git(world.root, "commit", "-q", "--allow-empty", "-m", "more")
    more = git(world.root, "rev-parse", "HEAD")
    for expected in ("", more):
        with pytest.raises(RefactorError, match="changed since it was looked at"):
            remote.push(ROUTE, more, expected)
    assert world.tip() == head
    remote.push(ROUTE, more, head)
    assert world.tip() == more


def test_a_remote_that_is_gone_is_one_line(world: World, tmp_path: Path) -> None:
    git(world.root, "remote", "set-url", "origin", "https://ada:pw@127.0.0.1:1/acme/shop.git")
    remote = Remote(Git(world.root), "origin")
    remote.lend(Token("s3cret", "REFACTOR_TOKEN"), "ada")
    with pytest.raises(RefactorError, match="git cannot reach `origin`") as caught:
        remote.default_branch()
    told = f"{caught.value.what} {caught.value.advice}"
    assert "pw" not in told
    assert "s3cret" not in told
    with pytest.raises(RefactorError, match="no remote `upstream`"):
        Remote(Git(world.root), "upstream")


class WebGit:
    """git's own server for the web, behind a password that is a token."""

    def __init__(self, hub: Path) -> None:
        self.asked: list[str] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                given = self.headers.get("Authorization", "").removeprefix("Basic ")
                server.asked.append(f"{self.path} {self.requestline}")
                if not base64.b64decode(given).decode().endswith(f":{SECRET}"):
                    self.send_response(401)
                    self.send_header("WWW-Authenticate", 'Basic realm="git"')
                    self.send_header("Content-Length", "0")
                    self.end_headers()
                    return
                path, _, query = self.path.partition("?")
                environment = {
                    "GIT_PROJECT_ROOT": str(hub),
                    "GIT_HTTP_EXPORT_ALL": "1",
                    "PATH_INFO": path,
                    "QUERY_STRING": query,
                    "REQUEST_METHOD": self.command,
                    "REMOTE_USER": "ada",
                    "CONTENT_TYPE": self.headers.get("Content-Type", ""),
                    "HTTP_GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
                    "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
                }
                length = int(self.headers.get("Content-Length") or 0)
                done = subprocess.run(
                    ["git", "http-backend"],
                    input=self.rfile.read(length),
                    capture_output=True,
                    env={**os.environ, **environment},
                    check=True,
                )
                head, _, body = done.stdout.partition(b"\r\n\r\n")
                fields = dict(line.split(": ", 1) for line in head.decode().splitlines())
                self.send_response(int(fields.pop("Status", "200").split()[0]))
                for name, value in fields.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = answer  # noqa: N815

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/acme/shop.git"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def web(world: World) -> Iterator[WebGit]:
    found = WebGit(world.hub)
    yield found
    found.server.shutdown()
    found.server.server_close()


def test_the_token_opens_the_door_for_git_and_stays_in_memory(
    world: World, github: FakeGitHub, web: WebGit
) -> None:
    git(world.root, "remote", "set-url", "origin", web.url)
    done = world.pr()
    assert (done.returncode, done.stderr) == (0, "Opened: refactor/gather\n")
    assert world.tip()
    assert SECRET not in "".join(web.asked)
    kept = (p for p in world.folder.rglob("*") if p.is_file() and not p.is_relative_to(world.hub))
    assert [p for p in kept if SECRET.encode() in p.read_bytes()] == []


def test_a_helper_of_the_person_is_not_given_the_token(
    world: World, github: FakeGitHub, web: WebGit
) -> None:
    git(world.root, "remote", "set-url", "origin", web.url)
    told = world.folder / "told"
    helper = f"!f() {{ cat >> {told}; }}; f"
    git(world.root, "config", "credential.helper", helper)
    done = world.pr()
    assert done.returncode == 2
    assert "git cannot reach `origin`" in done.stderr
    assert SECRET not in told.read_text()
