"""Generated modules that store rows: one transaction leaves all of an enclosed block, or nothing.

Every module that safe edits change is run before and after, in several situations, once undisturbed
and then with a fault at each of its writes in turn. Results, exceptions and rows must be what they
were, but for the writes of blocks that an error left: none of them may be stored.
"""

from __future__ import annotations

import textwrap
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
# Of a free range hypothesis likes the numbers that stand in the modules that happen to be loaded, so
# that no two environments would try the same programs.
SEEDS = range(7919, 7919 * 201, 7919)


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
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.sampled_from(SEEDS))
def test_an_enclosed_block_is_stored_as_a_whole(stage: Stage, seed: int) -> None:
    text = written(stage.name, seed)
    new, findings = rewritten(stage.folder, text)
    if new == text:
        return
    found = list(differences(stage, text, new, findings))
    assert not found, "\n".join([*found, text, "-----", new])


def test_many_modules_are_rewritten(stage: Stage) -> None:
    texts = [written(stage.name, seed) for seed in range(30)]
    changed = sum(rewritten(stage.folder, text)[0] != text for text in texts)
    assert changed >= 6


HEAD = "import asyncpg\n\n\nasync def run(conn, second, flag, other, n, items):\n"
FIRST = """await conn.execute("INSERT INTO a (tag) VALUES ('s1')")\n"""
SECOND = """await conn.execute("INSERT INTO b (tag) VALUES ('s2')")\n"""
KEPT = """try:
    await conn.execute("INSERT INTO u (k, tag) VALUES (1, 's2')")
except asyncpg.UniqueViolationError:
    pass
"""
BLOCK = "async with conn.transaction():\n"
WRONG = {
    "a conflict that is kept takes the first row with it": (
        FIRST + KEPT,
        BLOCK + textwrap.indent(FIRST + KEPT, "    "),
        "lost without an error that left their block: writes [1]",
    ),
    "a block that ends too early": (
        FIRST + SECOND,
        BLOCK + textwrap.indent(FIRST, "    ") + SECOND,
        "half of lines 5-6 is stored: [1]",
    ),
    "a block that begins too late": (
        FIRST + SECOND,
        FIRST + BLOCK + textwrap.indent(SECOND, "    "),
        "half of lines 5-6 is stored: [1]",
    ),
    "a transaction that nobody ends": (
        FIRST + SECOND,
        "await conn.execute('BEGIN')\n" + FIRST + SECOND,
        "a transaction is left open",
    ),
    "a write that is done twice": (FIRST + SECOND, FIRST + FIRST + SECOND, "other statements"),
}


@pytest.mark.parametrize("stage", ["asyncpg"], indirect=True)
@pytest.mark.parametrize("name", sorted(WRONG))
def test_a_wrong_edit_is_seen(stage: Stage, name: str) -> None:
    old, new, wrong = WRONG[name]
    lines = (Finding(5, 4 + len(old.splitlines())),)
    old, new = (HEAD + textwrap.indent(text, "    ") for text in (old, new))
    found = list(differences(stage, old, new, lines))
    assert any(wrong in line for line in found), found
