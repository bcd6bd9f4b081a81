"""Every golden case: what the tool makes of it, and what that does when it runs."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from golden_cases import Case, cases
from golden_database import DatabaseScript
from golden_drive import Script
from golden_faults import halves, wrongs
from golden_tool import Report, run_tool

import codemods.patterns

CASES = cases()
REWRITES = [case for case in CASES if case.rewrites]
REFUSALS = [case for case in CASES if case.has("refused.txt")]
SILENCES = [case for case in CASES if case.silent]
TOLD = [case for case in CASES if case.expected]
DRIVEN = [case for case in REWRITES if case.has("run.py") and not case.has_world]
ON_DATABASES = [case for case in REWRITES if case.has("run.py") and case.has_world]
FAULTED = [case for case in ON_DATABASES if case.is_faulted]
# Edits that need consent, because they may do harm as their run does: `tempting` is what is written.
HARMFUL = [
    case
    for case in CASES
    if case.expected.get("unsafe") and not case.rewrites and not case.has("refused.txt")
]
TEMPTATIONS = [case for case in CASES if case.has("tempting.py") or case.has("tempting")]

# The ways to go wrong that every release must be seen to avoid.
TRAPS = {
    "gather": "G02 G06 G08 G09 G10 G11 G16 G19 G20 G21 G22 G26 G30 G31 G33 G38 G41 G44 G48 G54"
}


def of(chosen: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", chosen, ids=[c.name for c in chosen])


@of(CASES)
def test_a_case_says_one_thing_in_a_sentence(case: Case) -> None:
    kinds = [case.rewrites, case.has("refused.txt"), case.silent]
    manual = case.expected.get("verdict") == "manual"
    assert kinds.count(True) == (0 if manual or case in HARMFUL else 1)
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+){2,}", case.name)
    assert case.has("tempting.py") <= case.has("run.py")
    for version in ("before", "after") if case.rewrites else ("before",):
        for path, source in case.files(version).items():
            compile(source, path, "exec")


@of(REWRITES)
def test_a_rewrite_is_what_the_case_shows(case: Case, tmp_path: Path) -> None:
    case.lay_out(tmp_path)
    unsafe = ["--unsafe"] if case.expected.get("unsafe") else []
    first = run_tool(tmp_path, "apply", "--pattern", case.pattern, "--no-git", *unsafe)
    assert _files(case, tmp_path) == case.files("after"), first.told()
    second = run_tool(tmp_path, "apply", "--pattern", case.pattern, "--no-git", *unsafe)
    assert _files(case, tmp_path) == case.files("after"), second.told()
    assert not second.findings


@of(HARMFUL)
def test_an_edit_that_may_do_harm_is_the_one_that_is_run(case: Case, tmp_path: Path) -> None:
    case.lay_out(tmp_path)
    report = run_tool(tmp_path, "apply", "--pattern", case.pattern, "--no-git", "--unsafe")
    assert _files(case, tmp_path) == case.files("tempting"), report.told()


@of([case for case in CASES if case.expected.get("unsafe")])
def test_an_unsafe_rewrite_waits_for_consent(case: Case, tmp_path: Path) -> None:
    case.lay_out(tmp_path)
    run_tool(tmp_path, "apply", "--pattern", case.pattern, "--no-git")
    assert _files(case, tmp_path) == case.files("before")


@of(TOLD)
def test_a_finding_says_what_the_case_expects(case: Case, tmp_path: Path) -> None:
    case.lay_out(tmp_path)
    report = run_tool(tmp_path, "scan", "--pattern", case.pattern, "--exit-zero")
    assert report.findings
    told = sorted(f["verdict"] for f in report.findings)
    assert told == sorted(case.expected.get("verdicts", told)), report.told()
    for finding in report.findings:
        if "verdict" in case.expected:
            assert finding["verdict"] == case.expected["verdict"], report.told()
        for word in case.expected.get("message", ()):
            assert word in finding["message"]
        for word in case.expected.get("missing", ()):
            assert any(word in fact for fact in finding["missing"]), report.told()


@of(REFUSALS)
def test_a_refusal_gives_its_reason(case: Case, tmp_path: Path) -> None:
    report = _untouched(case, tmp_path)
    assert any(case.phrase in refused["reason"] for refused in report.refusals), report.told()


@of(SILENCES)
def test_where_nothing_is_to_say_nothing_is_said(case: Case, tmp_path: Path) -> None:
    assert not _untouched(case, tmp_path).refusals


@of([*REWRITES, *HARMFUL])
def test_every_rewrite_is_run(case: Case) -> None:
    assert case.has("run.py")


@of(DRIVEN)
def test_a_rewrite_ends_as_the_old_code_could(case: Case, tmp_path: Path) -> None:
    assert list(Script(case.folder, tmp_path).differences("after")) == []


@of(DRIVEN)
def test_a_rewrite_takes_the_promised_rounds(case: Case, tmp_path: Path) -> None:
    script = Script(case.folder, tmp_path)
    before, after = script.run("before"), script.run("after")
    assert not before.result.startswith(("raises", "hangs"))
    assert (before.took, after.took) == script.rounds
    assert after.took < before.took
    if script.crowd is not None:
        assert after.crowd == script.crowd


@of([case for case in ON_DATABASES if not case.is_faulted])
def test_a_rewrite_gives_the_same_for_the_promised_statements(case: Case, tmp_path: Path) -> None:
    script = DatabaseScript(case.folder, tmp_path)
    assert list(script.differences("after")) == []
    assert script.sent() == script.statements


@of(FAULTED)
def test_a_failure_after_any_write_leaves_all_or_nothing(case: Case, tmp_path: Path) -> None:
    script = DatabaseScript(case.folder, tmp_path)
    assert list(wrongs(script, "after")) == []
    assert list(halves(script, "before")) != []
    assert script.sent() == script.statements


@of(TEMPTATIONS)
def test_the_tempting_edit_misbehaves(case: Case, tmp_path: Path) -> None:
    if case.has_world:
        database = DatabaseScript(case.folder, tmp_path)
        tried = (
            wrongs(database, "tempting") if case.is_faulted else database.differences("tempting")
        )
        assert list(tried) != []
        return
    script = Script(case.folder, tmp_path)
    assert not script.run("before").result.startswith("hangs")
    assert next(script.differences("tempting"), None) is not None


def test_outputs_are_as_well_formatted_as_inputs(tmp_path: Path) -> None:
    for case in REWRITES:
        for version in ("before", "after"):
            root = tmp_path / case.pattern / case.name / version
            case.lay_out(root)
            for path, source in case.files(version).items():
                (root / path).write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "ruff", "format", "--check", "--no-cache", str(tmp_path)]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout[-3000:] + checked.stderr


@pytest.mark.parametrize(
    "pattern",
    [m.name for m in pkgutil.iter_modules(codemods.patterns.__path__) if m.name[0] != "_"],
)
def test_a_pattern_shows_a_rewrite_a_refusal_and_a_run(pattern: str) -> None:
    own = [case for case in CASES if case.pattern == pattern]
    assert any(case.rewrites for case in own)
    assert any(case.has("refused.txt") for case in own)
    assert any(case in (*DRIVEN, *ON_DATABASES) for case in own)
    shown = {case.trap for case in own if case.has("refused.txt")}
    assert set(TRAPS.get(pattern, "").split()) <= shown


def _files(case: Case, root: Path) -> dict[str, str]:
    return {path: (root / path).read_text(encoding="utf-8") for path in case.files("before")}


def _untouched(case: Case, root: Path) -> Report:
    """A scan of a case at which nothing is found, and nothing is changed even on request."""
    case.lay_out(root)
    run_tool(root, "apply", "--pattern", case.pattern, "--no-git", "--unsafe")
    assert _files(case, root) == case.files("before")
    report = run_tool(root, "scan", "--pattern", case.pattern, "--verbose", "--exit-zero")
    assert not report.findings, report.told()
    return report
