"""`apply --interactive` at a terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tool_process import HOME, run_text

from codemods.cli.interactive import prompt
from codemods.model.findings import Finding
from codemods.model.spans import Span

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


def review(root: Path, answers: str, *words: str, **environment: str) -> tuple[int, str, str]:
    """Exit code, what was shown, and what was told, with the answers typed at a terminal."""
    ours, theirs = pty.openpty()
    run = subprocess.Popen(
        [sys.executable, "-m", "codemods", "apply", "--pattern", "gather", "-i", *words],
        cwd=root,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent), **environment},
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
    "y\nb\nn\ny\nn\n": ["page2"],
    "b\ny\nq\n": ["page1"],  # there is nothing before the first one
    "d\nb\ny\nn\nn\n": ["page1"],  # back takes the whole answer back
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


def scanned(root: Path) -> list[str]:
    """The functions in which a new run finds something."""
    words = ("scan", "--format", "json", "--pattern", "gather")
    done = run_text(root, *words, env={**os.environ, "PYTHONPATH": str(HOME)})
    return [found["function"] for found in json.loads(done.stdout)["findings"]]


def git(root: Path, *words: str) -> str:
    names = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com")
    done = subprocess.run(
        ["git", *names, *words], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout


def committed(root: Path) -> None:
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "config", "user.name", "Ada")
    git(root, "config", "user.email", "ada@example.com")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "As it is")


def test_an_ignored_place_gets_its_comment_with_the_edits(root: Path) -> None:
    path = root / "a.py"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    committed(root)
    code, _, told = review(root, "y\ni\nneeds   the order\nn\n")
    assert code == 0, told
    assert "Changed 1 place, ignored 1 place in 1 file." in told
    after = path.read_bytes()
    comment = b"    # refactor: ignore[gather] -- needs the order\r\n"
    line = b"    user = await client.get"
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\r\n") == after.count(b"\n")
    assert comment + line in after.partition(b"def page2")[2]
    assert (
        before.partition(b"def page2")[2] == after.replace(comment, b"").partition(b"def page2")[2]
    )
    assert changed(root) == ["page1"]
    assert scanned(root) == ["b.page3"]
    message = git(root, "log", "-1", "--format=%B")
    assert "a.page2 (a.py): needs the order" in message
    assert git(root, "status", "--porcelain", "-uno") == ""


def test_a_run_may_do_nothing_but_ignore(root: Path) -> None:
    committed(root)
    code, _, told = review(root, "i\n\nn\nn\n")
    assert code == 0, told
    assert "Ignored 1 place in 1 file." in told
    assert git(root, "log", "-1", "--format=%s").startswith("Ignore gather")
    assert "    # refactor: ignore[gather]\n" in (root / "a.py").read_text()
    assert scanned(root) == ["a.page2", "b.page3"]


def test_without_git_an_ignored_place_is_written_too(root: Path) -> None:
    review(root, "i\nwhy not\nd\nd\n", "--no-git")
    assert scanned(root) == ["a.page2", "b.page3"]


def editor(root: Path, body: str) -> str:
    """An editor that writes what a method of the file's text gives."""
    script = root / "editor"
    script.write_text(
        f"#!{sys.executable}\nimport pathlib, sys\npath = pathlib.Path(sys.argv[-1])\n"
        f"text = path.read_text()\npath.write_text(text.{body})\n"
    )
    script.chmod(0o755)
    return str(script)


def test_an_edited_file_is_read_anew(root: Path) -> None:
    calls = "replace('import httpx', 'import httpx\\n\\n# mine').replace('page2', 'renamed')"
    code, shown, told = review(
        root, "e\ny\ny\ny\n", "--no-git", VISUAL=editor(root, calls), EDITOR="false"
    )
    assert code == 0, told
    assert "a.py changed: what was found here is gone" not in shown
    assert changed(root) == ["page1", "renamed", "page3"]
    assert "# mine" in (root / "a.py").read_text()


def test_what_an_edit_took_away_is_not_asked_again(root: Path) -> None:
    calls = "replace('    orders = await', '    orders =', 1)"
    _, shown, _ = review(root, "e\na\n", "--no-git", VISUAL=editor(root, calls))
    assert "a.py changed: what was found here is gone." in shown
    assert changed(root) == ["page2", "page3"]


def test_an_edit_by_hand_is_not_mixed_into_the_commit(root: Path) -> None:
    committed(root)
    calls = "replace('import httpx', 'import httpx  # mine')"
    code, shown, told = review(root, "y\ne\na\n", VISUAL=editor(root, calls))
    assert code == 0, told
    assert "a.py has your edit now, which is not committed: 2 places of it left out" in shown
    assert changed(root) == ["page3"]
    assert git(root, "diff", "--name-only") == "a.py\n"
    assert git(root, "show", "--name-only", "--format=").split() == ["b.py"]


def test_an_editor_that_fails_changes_nothing(root: Path) -> None:
    code, shown, _ = review(root, "e\ny\nq\n", "--no-git", VISUAL="no-such-editor-here")
    assert code == 0
    assert "the editor `no-such-editor-here` cannot be started" in shown
    assert changed(root) == ["page1"]


def test_the_question_fits_a_line_of_eighty_columns() -> None:
    found = Finding(
        "0" * 12, "gather", "a" * 90 + ".py", Span(1234, 0, 1240, 0), "f", "unsafe", "low", ""
    )
    question = prompt(1000, 1000, found, 80)
    assert len(question) < 80
    assert question.startswith("(1000/1000) ...")
    assert ".py:1234 unsafe [" in question


TWICE = """import httpx


async def page(client: httpx.AsyncClient, known: bool):
    user = await client.get("/user")
    team = await client.get("/team")
    if known:
        return user, team
    orders = await client.get("/orders")
    bills = await client.get("/bills")
    return orders, bills
"""


@pytest.mark.parametrize(
    ("answers", "gathers", "left"),
    [
        ("n\ny\n", 1, 1),
        ("y\nn\n", 1, 1),
        ("y\ni\nlater\n", 1, 0),
        ("i\n\ny\n", 1, 0),
        ("a\n", 2, 0),
    ],
)
def test_one_of_two_places_in_a_function(
    tmp_path: Path, answers: str, gathers: int, left: int
) -> None:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "a.py").write_text(TWICE)
    code, _, told = review(tmp_path, answers, "--no-git")
    assert code == 0, told
    text = (tmp_path / "a.py").read_text()
    assert text.count("await asyncio.gather(") == gathers
    assert len(scanned(tmp_path)) == left
    assert text.count("# refactor: ignore[gather]") == answers.count("i\n")
