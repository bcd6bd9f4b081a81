"""`apply --dry-run` as a person sees it at a terminal, and as other formats."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tool_process import HOME, run_text

pty = pytest.importorskip("pty")

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
SOURCE = '''import httpx

NOTE = """a text that
def looks_like_code(): runs on \N{WATER BUFFALO} \x1b[31m and on
"""


async def page(client: httpx.AsyncClient, uid: int):
    user = await client.get(f"/users/{uid}")
    orders = await client.get(f"/orders/{uid}", params={"since": "a long time ago", "until": "now"})
    return user.json(), orders.json()


async def many(client: httpx.AsyncClient, uids: list[int]):
    found = []
    for uid in uids:
        found.append(await client.get(f"/users/{uid}"))
    return found
'''


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "pages.py").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def preview(root: Path, *words: str, columns: int = 80, **env: str) -> tuple[int, str]:
    """Exit code and what a terminal of that width receives."""
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    unset = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "COLORFGBG", "COLORTERM")
    plain = {k: v for k, v in os.environ.items() if k not in unset}
    path = str(Path(__file__).parent.parent)
    run = subprocess.Popen(
        [sys.executable, "-m", "codemods", "apply", "--pattern", "gather", "--dry-run", *words],
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**plain, "PYTHONPATH": path, "TERM": "xterm-256color", **env},
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return run.wait(timeout=60), shown.decode().replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_every_finding_has_its_header_diff_and_evidence(root: Path, columns: int) -> None:
    code, shown = preview(root, columns=columns, NO_COLOR="1")
    assert code == 1
    assert not ESCAPE.search(shown)
    lines = shown.splitlines()
    assert max(map(len, lines)) <= columns
    heads = [line for line in lines if re.match(r" \d/2 gather safe (medium|high) ", line)]
    assert len(heads) == 2
    assert any(line.startswith("pages.page") and line.endswith("2 -> 1") for line in lines)
    assert any(line.startswith("pages.many") and line.endswith("n -> n / 10") for line in lines)
    assert any(re.search(r"│\+    user, orders = await", line) for line in lines)
    assert any(re.search(r"9 +│-    user = await", line) for line in lines)
    assert any(line.startswith("   because `client.get(...)`") for line in lines)
    assert "2 places would change in 1 file." in lines
    assert any("Round trips: 22 -> 3" in line for line in lines)


def test_what_is_too_long_goes_on_below(root: Path) -> None:
    _, wide = preview(root, columns=200, NO_COLOR="1")
    _, narrow = preview(root, columns=60, NO_COLOR="1")
    call = 'client.get(f"/orders/{uid}", params={"since": "a long time ago", "until": "now"})'
    assert call in wide
    assert call not in narrow
    folded = re.sub(r"\n +│ ", "", narrow)
    assert call in folded


def test_code_has_colours_and_changed_words_stand_out(root: Path) -> None:
    _, shown = preview(root, COLORTERM="truecolor", COLORFGBG="15;0")
    plain = ESCAPE.sub("", shown)
    assert "async def many" in plain
    assert re.search(r"\x1b\[[0-9;]*38;2;[0-9;]*mawait", shown)  # a keyword in its colour
    assert re.search(r"48;2;29;51;38m", shown)  # a new line
    assert re.search(r"48;2;44;98;64m", shown)  # words in it that were not there
    _, named = preview(root)
    assert "48;2" not in named
    assert re.search(r"\x1b\[35mawait", named)


@pytest.mark.parametrize(
    ("words", "env", "coloured"),
    [
        ((), {}, True),
        ((), {"NO_COLOR": "1"}, False),
        ((), {"TERM": "dumb"}, False),
        (("--color", "never"), {}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color", "always"), {"TERM": "dumb"}, True),
    ],
)
def test_colour_is_for_those_who_want_it(
    root: Path, words: tuple[str, ...], env: dict[str, str], coloured: bool
) -> None:
    _, shown = preview(root, *words, **env)
    assert bool(ESCAPE.search(shown)) == coloured
    assert "2 places would change" in shown


def test_the_project_cannot_speak_to_the_terminal(root: Path) -> None:
    (root / "pages.py").write_text(
        SOURCE.replace("    return found", "    # \x1b]0;owned\x07 \u202e\n    return found"),
        encoding="utf-8",
    )
    _, shown = preview(root, "--color", "never")
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert r"# \u{1b}]0;owned\u{7} \u{202e}" in shown


def test_evidence_is_whole_on_request(root: Path) -> None:
    _, short = preview(root, columns=50, NO_COLOR="1")
    _, whole = preview(root, "--verbose", columns=50, NO_COLOR="1")
    assert "AsyncClient.get" not in short
    assert "AsyncClient.get" in whole.replace("\n", "")


def piped(root: Path, *words: str) -> str:
    env = {**os.environ, "PYTHONPATH": str(HOME)}
    done = run_text(root, "apply", "--pattern", "gather", *words, env=env)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def test_the_page_of_a_dry_run_holds_every_diff(root: Path) -> None:
    before = (root / "pages.py").read_bytes()
    page = piped(root, "--dry-run", "--format", "markdown")
    assert page.count("\n```diff\n") == 2
    assert "+    user, orders = await asyncio.gather(" in page
    assert "| `pages.py:9` | `pages.page` | safe |" in page
    assert (root / "pages.py").read_bytes() == before
    assert piped(root, "--no-git", "--format", "markdown") == page
    assert (root / "pages.py").read_bytes() != before


def test_the_edits_of_a_dry_run_make_the_new_text(root: Path) -> None:
    report = json.loads(piped(root, "--dry-run", "--format", "json"))
    first, second = report["findings"]
    assert {e["path"] for e in first["edits"]} == {"pages.py"}
    lines = SOURCE.splitlines(keepends=True)

    def offset(place: dict[str, int]) -> int:
        return sum(map(len, lines[: place["line"] - 1])) + place["column"] - 1

    text = SOURCE
    for edit in reversed(first["edits"]):
        text = text[: offset(edit["start"])] + edit["text"] + text[offset(edit["end"]) :]
    assert 'asyncio.gather(\n        client.get(f"/users/{uid}"),\n' in text
    assert "found.append(await" in text  # the other finding has edits of its own
    assert any("Semaphore" in edit["text"] for edit in second["edits"])
