"""What comes out of a run: formats, colours, files, and names that no encoding holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tool_process import HOME, run

SOURCE = """import httpx


async def page(client: httpx.AsyncClient, uid: int):
    user = await client.get(f"/users/{uid}")
    orders = await client.get(f"/orders/{uid}")
    return user.json(), orders.json()
"""


def refactor(root: Path, *words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    plain = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    return run(root, *words, env={**plain, "PYTHONPATH": str(HOME), **env})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "my pages.py").write_text(SOURCE)
    (tmp_path / "broken.py").write_text("def (:\n")
    return tmp_path


def test_sarif_says_what_json_says(root: Path) -> None:
    known = json.loads(refactor(root, "scan", "--format", "json").stdout)["findings"][0]
    done = refactor(root, "scan", "--format", "sarif")
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    (result,) = run["results"]
    (rule,) = (r for r in run["tool"]["driver"]["rules"] if r["id"] == result["ruleId"])
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]] == rule
    assert rule["shortDescription"]["text"].endswith(".")
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": "my%20pages.py", "uriBaseId": "ROOT"}
    assert place["region"]["startLine"] == known["line"]
    assert place["region"]["startColumn"] == known["column"]
    assert place["region"]["endLine"] == known["end_line"]
    assert result["partialFingerprints"]["refactorFinding/v1"] == known["id"]
    assert result["level"] in ("error", "warning", "note")
    assert run["originalUriBaseIds"]["ROOT"]["uri"] == f"{root.as_uri()}/"
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    uri = notice["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "broken.py"


def test_markdown_is_a_table_with_evidence(root: Path) -> None:
    lines = refactor(root, "scan", "--format", "markdown").stdout.decode().splitlines()
    assert lines[0] == "## 1 finding in 2 files: 1 safe"
    row = next(line for line in lines if line.startswith("| `my pages.py:5`"))
    header = next(line for line in lines if line.startswith("| place"))
    assert row.count("|") == header.count("|")
    assert "2 → 1" in row
    assert any(line.startswith("- ") and "httpx.AsyncClient.get" in line for line in lines)
    assert any(line.startswith("- `broken.py`: ") for line in lines)


def test_services_get_their_own_formats(root: Path) -> None:
    (root / "my pages.py").rename(root / "my, 100%:pages.py")
    known = json.loads(refactor(root, "scan", "--format", "json").stdout)["findings"][0]
    (line,) = refactor(root, "scan", "--format", "jsonl").stdout.decode().splitlines()
    assert json.loads(line) == known
    (line,) = refactor(root, "scan", "--format", "github").stdout.decode().splitlines()
    assert line.startswith(
        "::warning file=my%2C 100%25%3Apages.py,line=5,endLine=6,title=gather in "
    )
    assert line.endswith(f"::safe: {known['message']} (2 -> 1)")
    (told,) = json.loads(refactor(root, "scan", "--format", "gitlab").stdout)
    assert told["fingerprint"] == known["id"]
    assert told["severity"] == "minor"
    assert told["location"] == {"path": known["path"], "lines": {"begin": 5, "end": 6}}
    (root / "my, 100%:pages.py").write_text("")
    assert refactor(root, "scan", "--format", "github").stdout == b""
    assert json.loads(refactor(root, "scan", "--format", "gitlab").stdout) == []


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "markdown", "sarif", "github", "gitlab"])
def test_a_report_can_go_to_a_file(root: Path, form: str) -> None:
    shown = refactor(root, "scan", "--format", form)
    written = refactor(root, "scan", "--format", form, "--output", "report")
    assert written.stdout == b""
    assert written.returncode == 1
    assert (root / "report").read_bytes().strip() == shown.stdout.strip() != b""
    assert b"1 finding in 2 files" in written.stderr
    failed = refactor(root, "scan", "--output", "nowhere/report")
    assert failed.returncode == 2
    assert b"nowhere/report" in failed.stderr


def test_severity_is_a_threshold(root: Path) -> None:
    shown = json.loads(refactor(root, "scan", "--format", "json").stdout)["findings"][0]
    assert shown["severity"] == "medium"
    for severity, code in {"low": 1, "medium": 1, "high": 0, "critical": 0}.items():
        assert refactor(root, "scan", "--severity", severity).returncode == code


def test_verdicts_can_be_picked(root: Path) -> None:
    assert refactor(root, "scan", "--verdict", "safe").returncode == 1
    assert refactor(root, "scan", "--verdict", "unsafe", "--verdict", "manual").returncode == 0


COLOURED = [
    ((), {}, False),
    ((), {"FORCE_COLOR": "1"}, True),
    ((), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    (("--color", "always"), {"NO_COLOR": "1"}, True),
    (("--color", "never"), {"FORCE_COLOR": "1"}, False),
]


@pytest.mark.parametrize(("words", "env", "coloured"), COLOURED)
def test_colour_is_for_those_who_want_it(
    root: Path, words: tuple[str, ...], env: dict[str, str], coloured: bool
) -> None:
    for command in (("scan",), ("apply", "--pattern", "gather", "--dry-run")):
        done = refactor(root, *command, *words, **env)
        assert (b"\x1b[" in done.stdout) == coloured, command
    report = refactor(root, "scan", "--format", "json", *words, **env)
    assert json.loads(report.stdout)["version"] == 1


def test_a_coloured_diff_is_the_plain_one_with_colours(root: Path) -> None:
    data = ("# caf\u00e9 " + "x" * 200 + "\n" + SOURCE).replace("\n", "\r\n").encode("latin-1")
    (root / "my pages.py").write_bytes(b"# coding: latin-1\r\n" + data)
    words = ("apply", "--pattern", "gather", "--dry-run", "--color")
    plain = refactor(root, *words, "never").stdout
    assert b"caf\xe9" in plain
    assert b"\r\n" in plain
    painted = refactor(root, *words, "always").stdout
    for code in (b"\x1b[0m", b"\x1b[1m", b"\x1b[31m", b"\x1b[32m", b"\x1b[36m"):
        assert code in painted
        painted = painted.replace(code, b"")
    assert painted == plain


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes there")
@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "latin-1"])
def test_names_that_no_encoding_holds(tmp_path: Path, encoding: str) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.py")).write_text(SOURCE)
    env = {"PYTHONIOENCODING": encoding}
    for form in ("text", "json", "jsonl", "markdown", "sarif", "github", "gitlab"):
        done = refactor(tmp_path, "scan", "--format", form, **env)
        assert done.returncode == 1, done.stderr
        assert b"caf" in done.stdout
    done = refactor(tmp_path, "apply", "--pattern", "gather", "--no-git", **env)
    assert done.returncode == 0, done.stderr


def test_a_reader_that_leaves_early_is_no_error(root: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m codemods scan --verbose | true",
        shell=True,
        cwd=root,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
        check=False,
    )
    assert b"Traceback" not in done.stderr
    assert b"rror" not in done.stderr.replace(b"skipped broken.py", b"").replace(
        b"SyntaxError", b""
    )


def test_a_line_is_asked_for_where_it_is_missing(root: Path) -> None:
    for words, told in {
        "my pages.py": b"which line",
        "my pages.py:999": b"has no line 999",
        "my pages.py:0": b"has no line 0",
        "broken.py:1": b"cannot be read",
        "nowhere.py:1": b"does not exist",
    }.items():
        done = refactor(root, "explain", words)
        assert done.returncode == 2, words
        assert told in done.stderr
