"""Running the project's own tests: what is told of a run, and what is left of it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from codemods.verify.tests import Suite, environment


def suite(folder: Path, command: str, timeout: float = 60) -> Suite:
    return Suite(command, folder, dict(os.environ), timeout, folder / "log")


def test_the_last_lines_and_the_log(tmp_path: Path) -> None:
    run = suite(tmp_path, "seq 20; echo; echo problem >&2; exit 4").run("with it")
    assert (run.why, run.passed, run.telling) == ("exit code 4", False, "problem")
    assert run.tail == ("17", "18", "19", "20", "problem")
    again = suite(tmp_path, "printf 'caf\\351 \\033[1mx'").run("without it")
    assert again.passed
    assert again.tail == ("caf\ufffd \x1b[1mx",)
    log = (tmp_path / "log").read_bytes()
    assert log.index(b"== with it ==") < log.index(b"== exit code 4 (")
    assert log.index(b"== without it ==") < log.index(b"== passed (")


@pytest.mark.parametrize(
    ("lines", "telling"),
    [
        ("= summary =\nFAILED tests/a.py::test_x - oops\n1 failed in 2 s", "FAILED tests/a.py::test_x - oops"),
        ("E   assert 3 == 1\n\n1 failed", "E   assert 3 == 1"),
        ("ValueError: no\n-- end --", "ValueError: no"),
        ("not ok 3 - pages\nnot today", "not today"),
        ("", ""),
    ],
)  # fmt: skip
def test_the_line_that_says_most(tmp_path: Path, lines: str, telling: str) -> None:
    assert suite(tmp_path, f"printf '{lines}'; exit 1").run("").telling == telling


def test_a_run_that_kills_itself(tmp_path: Path) -> None:
    assert suite(tmp_path, "kill -9 $$").run("").why == "ended by signal 9"


@pytest.mark.parametrize("trap", ["", "trap '' TERM; "])
def test_a_hang_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trap: str
) -> None:
    monkeypatch.setattr("codemods.verify.tests._GRACE", 0.3)
    command = f"{trap}echo begun; (while :; do date > beat; sleep 0.05; done)"
    run = suite(tmp_path, command, timeout=2).run("")
    assert run.why == "did not end within 2 seconds"
    assert run.tail == ("begun",)
    assert _is_still(tmp_path / "beat")


def test_what_a_passing_run_has_started_ends_too(tmp_path: Path) -> None:
    assert suite(tmp_path, "(while :; do date > beat; sleep 0.05; done) & sleep 0.3").run("").passed
    assert _is_still(tmp_path / "beat")


def _is_still(beat: Path) -> bool:
    beat.unlink(missing_ok=True)
    time.sleep(0.4)
    return not beat.exists()


def test_imports_come_from_the_second_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout, root = tmp_path / "checkout", tmp_path / "second"
    for path in ("src/shop/sub/__init__.py", "src/shop/__init__.py", "tools/a/__init__.py"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(checkout / "extra"), "/elsewhere"]))
    monkeypatch.setenv("GIT_INDEX_FILE", "/somewhere/index")
    changed = ["src/shop/sub/x.py", "tools/a/b.py", "run.py"]
    found = environment(checkout, root, changed)
    assert found["PYTHONPATH"].split(os.pathsep) == [
        str(root), str(root / "src"), str(root / "tools"), str(root / "extra"), "/elsewhere",
    ]  # fmt: skip
    assert found["REFACTOR_CHECKOUT"] == str(checkout)
    assert "GIT_INDEX_FILE" not in found
