"""The runs on databases can fail: they tell versions apart by results, errors, rows and statements."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden_database import DatabaseScript

SQLITE = """
import sqlite3


def totals(connection: sqlite3.Connection, user_ids: list[int]) -> list[int]:
    found = []
    for user_id in user_ids:
        query = "SELECT total FROM orders WHERE user_id = ? ORDER BY id"
        found.append(sum(t for (t,) in connection.execute(query, (user_id,))))
    return found
"""
SQLITE_AT_ONCE = """
import sqlite3


def totals(connection: sqlite3.Connection, user_ids: list[int]) -> list[int]:
    if not user_ids:
        return []
    marks = ", ".join("?" * len(user_ids))
    query = f"SELECT user_id, sum(total) FROM orders WHERE user_id IN ({marks}) GROUP BY user_id"
    sums = dict(connection.execute(query, user_ids))
    return [SUM for user_id in user_ids]
"""
SQLITE_RUN = """
WORLD = "sqlite3"
SITUATIONS = ("none", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "many": (2, 1)}
IDS = {"none": [], "many": [1, 2], "twice": [2, 1, 2], "missing": [1, 99]}


def fill(module, world):
    world.connection.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INT, total INT)")
    world.connection.executemany(
        "INSERT INTO orders VALUES (?, ?, ?)", [(1, 1, 30), (2, 1, 10), (3, 2, 5)]
    )


def scenario(module, world):
    return module.totals(world.connection, IDS[world.situation])
"""

MODELS = """
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    seen: Mapped[int] = mapped_column(default=0)


class UnknownUser(Exception):
    pass

"""
ORM = (
    MODELS
    + """
def visit(session: Session, user_ids: list[int]) -> None:
    for user_id in user_ids:
        user = session.scalars(select(User).where(User.id == user_id)).one()
        user.seen += 1
    session.commit()
"""
)
ORM_AT_ONCE = (
    MODELS
    + """
def visit(session: Session, user_ids: list[int]) -> None:
    users = {u.id: u for u in session.scalars(select(User).where(User.id.in_(user_ids)))}
    for user_id in user_ids:
        if user_id not in users:
            raise MISSING
        users[user_id].seen += STEP
    session.commit()
"""
)
ORM_RUN = """
WORLD = "sqlalchemy"
ENGINE = "sqlite"
SITUATIONS = ("none", "many", "twice", "missing")
STATEMENTS = {"many": (4, 2)}
IDS = {"none": [], "many": [1, 2], "twice": [2, 1, 2], "missing": [1, 99]}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, seen=0) for i in (1, 2, 3))


def scenario(module, world):
    module.visit(world.session, IDS[world.situation])
"""
NOT_FOUND = 'NoResultFound("No row was found when one was required")'


def script(root: Path, run: str, before: str, after: str) -> DatabaseScript:
    folder = root / "case"
    folder.mkdir()
    for name, text in (("run", run), ("before", before), ("after", after)):
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return DatabaseScript(folder, root)


def orm(
    root: Path, missing: str = NOT_FOUND, step: str = "1", run: str = ORM_RUN
) -> DatabaseScript:
    after = ORM_AT_ONCE.replace("MISSING", missing).replace("STEP", step)
    return script(root, run, ORM, after)


def situations_that_differ(run: DatabaseScript) -> list[str]:
    return [text.partition(":")[0] for text in run.differences("after")]


def test_versions_that_agree_show_no_difference(tmp_path: Path) -> None:
    after = SQLITE_AT_ONCE.replace("SUM", "sums.get(user_id, 0)")
    run = script(tmp_path, SQLITE_RUN, SQLITE, after)
    assert run.situations == ("none", "many", "twice", "missing")
    assert situations_that_differ(run) == []
    assert run.run("after", "twice").result == "[5, 40, 5]"


def test_an_error_where_there_was_a_result_is_a_difference(tmp_path: Path) -> None:
    run = script(tmp_path, SQLITE_RUN, SQLITE, SQLITE_AT_ONCE.replace("SUM", "sums[user_id]"))
    assert situations_that_differ(run) == ["missing"]
    assert run.run("after", "missing").result == "raises builtins.KeyError: 99"


def test_another_result_is_a_difference(tmp_path: Path) -> None:
    at_once = SQLITE_AT_ONCE.replace("[SUM for user_id in user_ids]", "list(sums.values())")
    run = script(tmp_path, SQLITE_RUN, SQLITE, at_once)
    assert situations_that_differ(run) == ["twice", "missing"]


@pytest.mark.parametrize("situation", ["none", "many"])
def test_statements_of_a_driver_are_counted(tmp_path: Path, situation: str) -> None:
    run = script(tmp_path, SQLITE_RUN, SQLITE, SQLITE_AT_ONCE.replace("SUM", "0"))
    sent = run.counts("before", situation), run.counts("after", situation)
    assert sent == run.statements[situation]


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_models_end_alike_on_both_databases(tmp_path: Path, engine: str) -> None:
    run = orm(tmp_path, run=ORM_RUN.replace('ENGINE = "sqlite"', f'ENGINE = "{engine}"'))
    assert situations_that_differ(run) == []
    assert run.run("before", "twice").rows == "{'users': [(1, 1), (2, 2), (3, 0)]}"


@pytest.mark.parametrize(
    "missing", ["UnknownUser(user_id)", 'NoResultFound("no user")', 'LookupError("user")']
)
def test_another_error_or_other_words_are_a_difference(tmp_path: Path, missing: str) -> None:
    assert situations_that_differ(orm(tmp_path, missing)) == ["missing"]


def test_an_error_of_the_case_itself_is_the_same_in_both_versions(tmp_path: Path) -> None:
    before = ORM.replace(".one()", ".first()").replace(
        "        user.seen",
        "        if user is None:\n            raise UnknownUser(user_id)\n        user.seen",
    )
    after = ORM_AT_ONCE.replace("MISSING", "UnknownUser(user_id)").replace("STEP", "1")
    assert situations_that_differ(script(tmp_path, ORM_RUN, before, after)) == []


def test_other_rows_left_behind_are_a_difference(tmp_path: Path) -> None:
    assert situations_that_differ(orm(tmp_path, step="2")) == ["many", "twice"]


def test_statements_of_an_orm_are_counted_with_its_writes(tmp_path: Path) -> None:
    run = orm(tmp_path)
    sent = run.run("before", "many").sent
    assert sum(text.startswith("SELECT") for text in sent) == 2
    assert (len(sent), run.counts("after", "many")) == run.statements["many"]


def test_a_run_leaves_nothing_to_the_next_one(tmp_path: Path) -> None:
    run = orm(tmp_path)
    first = run.run("before", "many")
    assert run.run("before", "many") == first
    assert first.rows == "{'users': [(1, 1), (2, 1), (3, 0)]}"
