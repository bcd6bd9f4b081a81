"""Generated modules that store rows: one transaction leaves all of an enclosed block, or nothing.

Every module that safe edits change is run before and after, in several situations, once undisturbed
and then with a fault at each of its writes in turn. Results, exceptions and rows must be what they
were, but for the writes of blocks that an error left: none of them may be stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from golden_tool import run_tool
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from transaction_programs import program
from transaction_runs import Finding, Place, wrongs
from transaction_sessions import sessions
from transaction_stages import STAGES, Stage, situations

KINDS = ("after", "instead")


def written(name: str, seed: int) -> str:
    """A module for a stage."""
    if name.endswith("sessions"):
        return sessions(name.startswith("async"), seed)
    return program(name, seed)


def rewritten(folder: Path, text: str) -> tuple[str, tuple[Finding, ...]]:
    """The module with all safe edits applied, and the lines that they enclose."""
    root = folder / "project"
    root.mkdir(exist_ok=True)
    file = root / "app.py"
    file.write_text(text, encoding="utf-8")
    report = run_tool(root, "apply", "--pattern", "transaction", "--no-git")
    found = tuple(_finding(f) for f in report.findings if f.get("applied"))
    return file.read_text(encoding="utf-8"), found


def _finding(found: dict[str, object]) -> Finding:
    evidence = found["evidence"]
    assert isinstance(evidence, list)
    commits = [int(e.split()[1].rstrip(":")) for e in evidence if e.endswith(": a commit")]
    return Finding(int(str(found["line"])), int(str(found["end_line"])), frozenset(commits[:-1]))


def differences(stage: Stage, text: str, new: str, findings: tuple[Finding, ...]) -> Iterator[str]:
    """What the new version does in any situation, with any fault, that it must not do."""
    seen = set()
    for situation in situations():
        calm = stage.run(text, situation, Place(), findings)
        if (calm.result, calm.statements) in seen:
            continue
        seen.add((calm.result, calm.statements))
        same = stage.run(new, situation, Place())
        yield from (f"{situation}: {wrong}" for wrong in wrongs(calm, same))
        if calm.statements != same.statements:
            continue
        for number in range(1, len(calm.statements) + 1):
            # In turn, so that each write fails in both ways in some situation.
            place = Place(number, KINDS[(number + len(seen)) % 2])
            old = stage.run(text, situation, place, findings)
            for wrong in wrongs(old, stage.run(new, situation, place)):
                yield f"{situation} {place}: {wrong}"


@pytest.fixture(scope="module", params=sorted(STAGES))
def stage(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    made = STAGES[request.param](tmp_path_factory.mktemp(request.param))
    made.name = request.param
    yield made
    made.close()


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10**9))
def test_an_enclosed_block_is_stored_as_a_whole(stage: Stage, seed: int) -> None:
    text = written(stage.name, seed)
    new, findings = rewritten(stage.folder, text)
    if new == text:
        return
    found = list(differences(stage, text, new, findings))
    assert not found, "\n".join([*found, text, "-----", new])
