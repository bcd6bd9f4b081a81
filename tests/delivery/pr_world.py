"""A project with a remote, as a person works with it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner
from fake_github import git

from codemods.cli.app import main

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET = "s3cret-t0ken-of-ada"
SOURCE = """import httpx


async def page(client: httpx.AsyncClient, uid: int):
    user = await client.get(f"/users/{uid}")
    orders = await client.get(f"/orders/{uid}")
    return user.json(), orders.json()
"""


@dataclass(frozen=True)
class Done:
    """What a command came to."""

    returncode: int
    stdout: str
    stderr: str


class World:
    """A checkout of a project, its remote below `hub`, and what a person types there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hub = folder / "hub"
        self.bare = self.hub / "acme" / "shop.git"
        self.root = folder / "shop"
        self.home = folder / "home"
        self.host: tuple[str, ...] = ()
        self.home.mkdir()
        self.bare.mkdir(parents=True)
        git(self.bare, "init", "-q", "--bare", "-b", "main")
        (self.root / "app").mkdir(parents=True)
        self.write("app/__init__.py", "")
        self.write("app/pages.py", SOURCE)
        self.write("pyproject.toml", "")
        git(self.root, "init", "-q", "-b", "main")
        self.introduce(self.root)
        git(self.root, "remote", "add", "origin", self.bare.as_uri())
        self.commit("start")

    @staticmethod
    def introduce(root: Path, name: str = "Ada") -> None:
        git(root, "config", "user.name", name)
        git(root, "config", "user.email", f"{name.lower()}@example.org")
        git(root, "config", "commit.gpgsign", "false")

    def write(self, path: str, text: str) -> None:
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def commit(self, subject: str) -> None:
        git(self.root, "add", "-A")
        git(self.root, "commit", "-q", "-m", subject)
        git(self.root, "push", "-q", "origin", "HEAD:main")

    def environment(self, **more: str) -> dict[str, str]:
        """That of a person who has nothing else on this machine: no helpers, no other tokens."""
        kept = {n: v for n, v in os.environ.items() if "TOKEN" not in n and not n.startswith("GIT")}
        own = {
            "HOME": str(self.home),
            "GIT_CONFIG_GLOBAL": str(self.home / ".gitconfig"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "PYTHONPATH": str(ROOT),
            "NO_PROXY": "127.0.0.1",
            "REFACTOR_TOKEN": SECRET,
        }
        return {**kept, **own, **more}

    def pr(self, *words: str, root: Path | None = None, **environment: str) -> Done:
        """`refactor pr --pattern gather` in this process; no output of it may hold the token."""
        wanted = self.environment(**environment)
        off: dict[str, str | None] = {n: None for n in os.environ if n not in wanted}
        here = Path.cwd()
        os.chdir(root or self.root)
        try:
            told = ["pr", "--pattern", "gather", *self.host, *words]
            result = CliRunner().invoke(main, told, env={**off, **wanted})
        finally:
            os.chdir(here)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert SECRET not in result.output
        return Done(result.exit_code, result.stdout, result.stderr)

    def run(self, *words: str, **environment: str) -> Done:
        """`refactor` as a program of its own; no output of it may hold the token."""
        done = subprocess.run(
            [sys.executable, "-m", "codemods", *words],
            cwd=self.root,
            capture_output=True,
            text=True,
            env=self.environment(**environment),
            stdin=subprocess.DEVNULL,
            check=False,
        )
        assert SECRET not in done.stdout + done.stderr
        return Done(done.returncode, done.stdout, done.stderr)

    def tip(self, branch: str = "refactor/gather", bare: Path | None = None) -> str:
        """What the branch is at on the remote, "" when it is not there."""
        words = ("rev-parse", "--verify", "-q", f"refs/heads/{branch}")
        return git(bare or self.bare, *words, check=False)

    def clone(self, name: str = "Ada") -> Path:
        """Another checkout of the project."""
        folder = self.folder / f"clone-{len(list(self.folder.iterdir()))}"
        git(self.folder, "clone", "-q", self.bare.as_uri(), str(folder))
        self.introduce(folder, name)
        return folder
