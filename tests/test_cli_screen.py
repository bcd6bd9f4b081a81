"""`refactor review` from outside: in a real terminal, and where there is none."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
FUNCTION = """

async def page{number}(client: httpx.AsyncClient, uid: int):
    user = await client.get(f"/users/{{uid}}")
    orders = await client.get(f"/orders/{{uid}}")
    return user.json(), orders.json()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    folder.mkdir()
    (folder / "pyproject.toml").write_text("")
    for name, numbers in {"a.py": (1, 2), "b.py": (3,)}.items():
        body = "".join(FUNCTION.format(number=n) for n in numbers)
        (folder / name).write_text(f"import httpx\n{body}")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "config", "user.name", "Ada")
    git(folder, "config", "user.email", "ada@example.com")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "As it is")
    return folder


def git(root: Path, *words: str) -> str:
    names = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
    done = subprocess.run(
        ["git", *names, *words], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout


class Terminal:
    """A shell in tmux, with a server of its own."""

    def __init__(self, root: Path, socket: Path, columns: int, lines: int) -> None:
        self._tmux = ["tmux", "-f", "/dev/null", "-S", str(socket)]
        environment = {**os.environ, "PYTHONPATH": str(PROJECT), "LC_ALL": "C.UTF-8"}
        for name in ("TMUX", "NO_COLOR", "TEXTUAL_THEME", "COLORFGBG"):
            environment.pop(name, None)
        size = ("-x", str(columns), "-y", str(lines))
        command = [*self._tmux, "new-session", "-d", *size, "-c", str(root), "sh"]
        subprocess.run(command, check=True, env=environment)

    def press(self, *keys: str) -> None:
        subprocess.run([*self._tmux, "send-keys", *keys], check=True)

    def type(self, line: str) -> None:
        subprocess.run([*self._tmux, "send-keys", "-l", line], check=True)
        self.press("Enter")

    def screen(self) -> str:
        command = [*self._tmux, "capture-pane", "-p"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def until(self, *words: str) -> str:
        """The screen as soon as it shows all the words."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if all(word in (shown := self.screen()) for word in words):
                return shown
            time.sleep(0.1)
        raise AssertionError(f"never seen: {words}\n{self.screen()}")

    def resize(self, columns: int, lines: int) -> None:
        size = ("-x", str(columns), "-y", str(lines))
        subprocess.run([*self._tmux, "resize-window", *size], check=True)

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False, capture_output=True)


@pytest.fixture(params=[(80, 24), (200, 50)], ids=["80x24", "200x50"])
def terminal(root: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not installed")
    found = Terminal(root, tmp_path / "t", *request.param)
    yield found
    found.close()


REVIEW = f"{shlex.quote(sys.executable)} -m codemods review"


def test_from_the_screen_to_the_commit(root: Path, terminal: Terminal) -> None:
    terminal.type(REVIEW)
    shown = terminal.until("a.py 2", "page1 safe", "asyncio.gather(", "Quit")
    assert all(len(line) <= 200 for line in shown.splitlines())
    terminal.press("y")
    terminal.until("✓1", "page2 safe")
    terminal.press("i")
    terminal.until("Ignore 1 place from now on")
    terminal.type("in this order")
    terminal.until("✓1 ✗0 #1")
    terminal.press("n")
    terminal.until("✓1 ✗1 #1")
    terminal.press("w")
    terminal.until("1 place to change and 1 place to ignore", "committed on a new branch")
    terminal.press("Enter")
    terminal.until("Changed 1 place, ignored 1 place in 1 file.", "on refactor/gather")
    text = (root / "a.py").read_text()
    assert text.count("asyncio.gather(") == 1
    assert "    # refactor: ignore[gather] -- in this order\n    user = await" in text
    assert git(root, "show", "--name-only", "--format=").split() == ["a.py"]
    # What is done is not offered again, what was skipped is.
    kept = json.loads((root / ".refactor_cache" / "decisions.json").read_text())
    assert [row["choice"] for row in kept["decisions"].values()] == ["skip"]


def test_leaving_and_coming_back(root: Path, terminal: Terminal) -> None:
    terminal.type(REVIEW)
    terminal.until("page1 safe", "asyncio.gather(")
    terminal.press("y")
    terminal.until("✓1")
    terminal.press("q")
    terminal.until("Nothing was changed. 1 decision kept for the next `refactor review`.")
    terminal.type(f"{REVIEW}; echo code $?")
    terminal.until("Go on where you stopped?", "1 to take")
    terminal.press("Enter")
    terminal.resize(100, 30)
    terminal.until("✓1 ✗0 #0", "page2 safe")
    terminal.press("C-q")
    terminal.until("code 0")
    assert git(root, "status", "--porcelain", "-uno") == ""


def test_a_review_that_is_told_to_end_gives_the_terminal_back(
    root: Path, terminal: Terminal
) -> None:
    terminal.type(f"{REVIEW} & echo $! > pid; fg; echo code $?")
    terminal.until("page1 safe", "asyncio.gather(")
    terminal.press("y")
    terminal.until("✓1")
    os.kill(int((root / "pid").read_text()), 15)
    terminal.until("Nothing was changed. 1 decision kept", "code 0")


def run(root: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join([environment.pop("PYTHONPATH", ""), str(PROJECT)])
    return subprocess.run(
        [sys.executable, "-m", "codemods", "review", *words],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": path, **environment},
    )


def test_without_a_terminal_it_says_what_to_do(root: Path) -> None:
    done = run(root)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "error: `refactor review` needs a terminal",
        "  Use `refactor scan`, or `refactor apply --dry-run` to see the changes.",
    ]


def test_without_textual_it_says_what_to_install(root: Path, tmp_path: Path) -> None:
    (tmp_path / "textual").mkdir()
    (tmp_path / "textual" / "__init__.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'textual'\", name='textual')"
    )
    done = run(root, PYTHONPATH=str(tmp_path))
    assert done.returncode == 2
    assert done.stderr.splitlines() == [
        "error: `refactor review` needs Textual, which is not installed",
        "  Run: pip install 'refactor-assistant[tui]'",
    ]


def test_the_screen_is_loaded_only_for_the_review(root: Path) -> None:
    code = (
        "import sys; from codemods.cli.app import main\n"
        "try: main(['scan', '--exit-zero'])\n"
        "except SystemExit: pass\n"
        "assert not {'textual', 'libcst', 'git'} & set(sys.modules)"
    )
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        check=True,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
    )
