"""Pushes to a remote that is not a folder: git's own daemon, on this machine."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_github import git
from pr_world import World

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
