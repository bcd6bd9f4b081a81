"""Replays the requests of whole runs of `refactor pr` to a Prism that knows GitHub's description.

contract_replay.py PRISM DESCRIPTION
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "delivery"))

from fake_github import FakeGitHub, git
from pr_world import SOURCE, World


def requests_of_runs(folder: Path) -> list[tuple[str, str, bytes]]:
    """What is sent while a pull request is opened, updated, left to others, and made from a fork."""
    world = World(folder)
    github = FakeGitHub(world.hub)
    github.known_labels.add("odd one")
    world.host = ("--host", f"github={github.url}")
    world.pr("--label", "odd one", "--reviewer", "grace", "--reviewer", "acme/core", "--draft")
    world.write("app/other.py", SOURCE.replace("page", "other"))
    world.commit("another page")
    world.pr("--assignee", "ada")
    other = world.clone("Grace")
    git(other, "switch", "-q", "refactor/gather")
    git(other, "commit", "-q", "--allow-empty", "-m", "mine")
    git(other, "push", "-q", "origin", "HEAD")
    world.write("app/third.py", SOURCE.replace("page", "third"))
    world.commit("one more page")
    world.pr()
    github.may_push = False
    world.pr("--assignee", "ada")
    github.stop()
    if github.violations:
        raise SystemExit("\n".join(github.violations))
    return github.requests


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def opinion(base: str, method: str, target: str, data: bytes) -> str:
    """What Prism has against a request, "" for nothing."""
    request = urllib.request.Request(base + target, data or None, method=method)
    request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return str(answer.headers.get("sl-violations") or "")
    except urllib.error.HTTPError as error:
        with error:
            return error.headers.get("sl-violations") or f"answer {error.code}"


def main() -> None:
    prism, description = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        sent = requests_of_runs(Path(folder))
    port = free_port()
    command = [prism, "mock", "--port", str(port), description]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(240):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.25)
        base = f"http://127.0.0.1:{port}"
        told = [(f"{m} {t}", opinion(base, m, t, data)) for m, t, data in sent]
        blind = opinion(base, "POST", "/repos/acme/shop/pulls", b'{"title": 1}')
    finally:
        server.terminate()
        server.wait()
    for name, words in told:
        print(f"{name}: {words or 'valid'}")
    if not blind:
        raise SystemExit("Prism takes anything: its opinion is worth nothing")
    wrong = sum(bool(words) for _, words in told)
    print(f"{len(told)} requests, {wrong} against the contract")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
