"""The golden cases of codemods that others wrote: LibCST's own commands, and Bowler queries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from golden_cases import Case, guest_cases
from golden_tool import Report, run_tool

CASES = guest_cases()


def of(chosen: list[Case]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", chosen, ids=[c.name for c in chosen])


def run(case: Case, root: Path) -> tuple[Report, dict[str, str]]:
    report = run_tool(root, "apply", "--no-git", *case.asked)
    return report, {p: (root / p).read_text(encoding="utf-8") for p in case.files("before")}


def test_both_kinds_of_guests_have_cases() -> None:
    kinds = [case.asked[1].partition(":")[0].partition(".")[0] for case in CASES if case.rewrites]
    assert kinds.count("libcst") > 3
    assert kinds.count("bowler") > 1


@of(CASES)
def test_a_case_says_one_thing_in_a_sentence(case: Case) -> None:
    assert case.rewrites != case.has("refused.txt")
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+){2,}", case.name)


@of([case for case in CASES if case.rewrites])
def test_a_codemod_makes_what_the_case_shows(case: Case, tmp_path: Path) -> None:
    case.lay_out(tmp_path)
    first, files = run(case, tmp_path)
    assert files == case.files("after"), first.told()
    assert {finding["verdict"] for finding in first.findings} == {"unsafe"}
    assert all(finding["applied"] for finding in first.findings)
    for path, source in files.items():
        compile(source, path, "exec")
    second, files = run(case, tmp_path)
    assert files == case.files("after")
    assert not second.findings
    assert not second.skipped


@of([case for case in CASES if case.has("refused.txt")])
def test_a_file_that_is_left_alone_is_named_with_the_reason(case: Case, tmp_path: Path) -> None:
    case.lay_out(tmp_path)
    report, files = run(case, tmp_path)
    assert files == case.files("before")
    assert not report.findings
    (skipped,) = report.skipped
    assert case.phrase in skipped["reason"] or case.trap in skipped["reason"]
