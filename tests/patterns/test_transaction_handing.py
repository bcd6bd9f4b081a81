"""Helpers that may be handed a connection: which of them do all their work on it, and which do not."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from codemods.model.findings import Finding
from codemods.patterns import transaction
from codemods.project.files import discover
from codemods.project.project import Project
from codemods.settings import Settings

HEAD = """
import asyncpg
from contextlib import nullcontext

INSERT = "INSERT INTO orders (total) VALUES ($1)"
LOG = "INSERT INTO audit_log (total) VALUES ($1)"


def send(total): ...


async def run(job):
    await job()


async def insert(pool: asyncpg.Pool, total: int, conn: asyncpg.Connection | None = None) -> None:
    await (conn or pool).execute(INSERT, total)


async def log(pool: asyncpg.Pool, total: int, conn: asyncpg.Connection | None = None) -> None:
"""
TAIL = """

async def place(pool: asyncpg.Pool, total: int) -> None:
    await insert(pool, total)
    await log(pool, total)
"""
# Forms of one and the same helper.
TAKING = {
    "or": "await (conn or pool).execute(LOG, total)",
    "choice": "await (pool if conn is None else conn).execute(LOG, total)",
    "named": "executor = conn if conn else pool\nawait executor.execute(LOG, total)",
    "opened": """
        async with nullcontext(conn) if conn else pool.acquire() as own:
            await own.execute(LOG, total)
    """,
    "again": """
        if conn is None:
            async with pool.acquire() as conn:
                return await log(pool, total, conn)
        await conn.execute(LOG, total)
    """,
}
# With a connection they do something else than without.
TELLING = {
    "another table": """
        if conn is not None:
            await conn.execute(INSERT, total)
        else:
            await pool.execute(LOG, total)
    """,
    "another value": "await (conn or pool).execute(LOG, total if conn else 0)",
    "again with another value": """
        if conn is None:
            async with pool.acquire() as conn:
                return await log(pool, total + 1, conn)
        await conn.execute(LOG, total)
    """,
    "twice": """
        await (conn or pool).execute(LOG, total)
        if conn:
            await conn.execute(INSERT, total)
    """,
}
# They use the pool although they are handed a connection.
KEEPING = {
    "not asked": "await pool.execute(LOG, total)",
    "asked late": """
        await pool.execute(LOG, total)
        await (conn or pool).execute(LOG, total)
    """,
    "the wrong way round": "await (pool or conn).execute(LOG, total)",
    "bound anew": """
        conn = pool
        await (conn or pool).execute(LOG, total)
    """,
}


def told(root: Path, body: str, more: str = "") -> Finding | None:
    (root / "case.py").write_text(HEAD + indent(dedent(body).strip(), "    ") + "\n" + TAIL + more)
    project = Project.read(root, discover(root, Settings()), Settings())
    found = transaction.find(project).findings
    assert len(found) < 2
    return found[0] if found else None


@pytest.mark.parametrize("form", TAKING)
def test_a_helper_that_works_on_what_it_is_handed_needs_no_change(
    tmp_path: Path, form: str
) -> None:
    finding = told(tmp_path, TAKING[form])
    assert finding is not None
    assert finding.verdict == "safe", finding.missing
    assert [edit.path for edit in finding.edits] == ["case.py"]
    assert "gets a parameter" not in finding.message


@pytest.mark.parametrize("form", TELLING)
def test_a_helper_that_does_something_else_then_waits_for_consent(
    tmp_path: Path, form: str
) -> None:
    finding = told(tmp_path, TELLING[form])
    assert finding is None or finding.verdict != "safe"


@pytest.mark.parametrize("form", KEEPING)
def test_a_helper_that_keeps_the_pool_is_not_relied_on(tmp_path: Path, form: str) -> None:
    finding = told(tmp_path, KEEPING[form])
    assert finding is None or finding.verdict != "safe"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("\nHANDLERS = [log]\n", "used as a value"),
        ("\n\ndef run(job=log): ...\n", "used as a value"),
        ("\n\ndef run():\n    return map(log, [])\n", "used as a value"),
        (
            "\n\ndef test(monkeypatch):\n    monkeypatch.setattr('case.log', 1)\n",
            "replaced by its name",
        ),
    ],
)
def test_a_helper_that_others_hold_keeps_its_signature(tmp_path: Path, more: str, why: str) -> None:
    finding = told(tmp_path, "await pool.execute(LOG, total)", more)
    assert finding is not None
    assert finding.verdict == "manual"
    assert why in finding.message
    assert "`case.log(pool: asyncpg.Pool, total: int" in finding.message


def test_a_project_for_an_old_python_is_left_alone(tmp_path: Path) -> None:
    for said, verdict in ((">=3.9,<4", "manual"), (">= 3.10", "unsafe"), ("", "unsafe")):
        (tmp_path / "pyproject.toml").write_text(f'[project]\nrequires-python = "{said}"\n')
        finding = told(tmp_path, "await pool.execute(LOG, total)")
        assert finding is not None
        assert finding.verdict == verdict, said


def test_a_helper_that_is_only_called_and_imported_may_change(tmp_path: Path) -> None:
    finding = told(tmp_path, "await pool.execute(LOG, total)", '\n__all__ = [\n    "log",\n]\n')
    assert finding is not None
    assert finding.verdict == "unsafe"
    assert "gets a parameter" in finding.message


# What stands for `place` there: the transaction would hold too little, or the wrong database.
CALLERS = {
    "the pool is bound between": """
        await insert(pool, total)
        pool = await asyncpg.create_pool("postgresql://localhost/archive")
        await log(pool, total)
    """,
    "a coroutine that is awaited later": """
        await insert(pool, total)
        later = log(pool, total)
        await insert(pool, total)
        send(total)
        await later
    """,
    "a function that is called later": """
        await insert(pool, total)
        await run(lambda: log(pool, total))
        await insert(pool, total)
    """,
    "another pool": """
        await insert(pool, total)
        await log(other, total)
    """,
}


@pytest.mark.parametrize("form", CALLERS)
def test_what_a_transaction_would_not_hold_is_not_safe(tmp_path: Path, form: str) -> None:
    body = TAKING["or"] + (
        "\n\n\nother: asyncpg.Pool\n\n\nasync def place(pool: asyncpg.Pool, total: int) -> None:\n"
        + indent(dedent(CALLERS[form]).strip(), "    ")
    )
    text = HEAD + "    " + body + "\n"
    (tmp_path / "case.py").write_text(text)
    project = Project.read(tmp_path, discover(tmp_path, Settings()), Settings())
    for finding in transaction.find(project).findings:
        assert finding.verdict != "safe", finding.message
        assert form not in ("a coroutine that is awaited later", "the pool is bound between") or (
            not finding.edits
        ), finding.message
