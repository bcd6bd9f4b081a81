"""`apply --interactive` at a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty")

FUNCTION = """

async def page{number}(client: httpx.AsyncClient, uid: int):
    user = await client.get(f"/users/{{uid}}")
    orders = await client.get(f"/orders/{{uid}}")
    return user.json(), orders.json()
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("")
    for name, numbers in {"a.py": (1, 2), "b.py": (3,)}.items():
        body = "".join(FUNCTION.format(number=n) for n in numbers)
        (tmp_path / name).write_text(f"import httpx\n{body}")
    return tmp_path


def review(root: Path, answers: str, *words: str) -> tuple[int, str, str]:
    """Exit code, what was shown, and what was told, with the answers typed at a terminal."""
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "codemods", "apply", "--pattern", "gather", "-i", *words],
        cwd=root,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    os.close(theirs)
    os.write(ours, answers.encode())
    out, err = run.communicate(timeout=60)
    os.close(ours)
    return run.returncode, out.decode(), err.decode()


def changed(root: Path) -> list[str]:
    """The functions that await together now."""
    text = "".join((root / name).read_text() for name in ("a.py", "b.py"))
    parts = text.split("async def ")[1:]
    return [part.partition("(")[0] for part in parts if "asyncio.gather" in part]


ANSWERS = {
    "y\ny\ny\n": ["page1", "page2", "page3"],
    "n\ny\nn\n": ["page2"],
    "n\na\n": ["page2", "page3"],
    "y\nd\ny\n": ["page1", "page3"],
    "d\na\n": ["page3"],
    "y\nq\n": ["page1"],
    "y\n\x04": ["page1"],  # the end of the input keeps what was taken, too
    "x\nv\n?\nY\nq\n": ["page1"],
    "n\nn\nn\n": [],
}


@pytest.mark.parametrize("answers", ANSWERS)
def test_the_keys_of_git(root: Path, answers: str) -> None:
    code, shown, told = review(root, answers, "--no-git")
    assert code == 0, told
    assert changed(root) == ANSWERS[answers]
    assert "(1/3) a.py:5 safe [y,n,a,d,i,e,b,v,q,?]? " in shown
    assert "+    user, orders = await asyncio.gather(" in shown


def test_help_and_evidence_are_shown_on_request(root: Path) -> None:
    _, shown, _ = review(root, "?\nv\nq\n", "--no-git")
    assert "q - stop here and keep what was taken" in shown
    assert "because `client.get(...)`" in shown


def test_an_interrupt_changes_nothing(root: Path) -> None:
    before = [(root / name).read_bytes() for name in ("a.py", "b.py")]
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "codemods", "apply", "--pattern", "gather", "-i", "--no-git"],
        cwd=root,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    os.close(theirs)
    os.write(ours, b"y\n")
    assert run.stdout is not None
    shown = b""
    while b"(2/3)" not in shown:
        piece = os.read(run.stdout.fileno(), 4096)
        assert piece, shown
        shown += piece
    run.terminate()
    _, err = run.communicate(timeout=60)
    os.close(ours)
    assert run.returncode == 130
    assert b"Traceback" not in err
    assert [(root / name).read_bytes() for name in ("a.py", "b.py")] == before


def test_nobody_answers_for_nothing(root: Path) -> None:
    code, shown, told = review(root, "y\n")
    assert code == 2
    assert "--no-git" in told
    assert "(1/3)" not in shown
    code, _, told = review(root, "y\n", "--no-git", "--format", "json")
    assert code == 2
    assert "do not go together" in told
