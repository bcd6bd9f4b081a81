"""The runs with a failure after each write can fail: every way to be half done, late or lossy is seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from golden_database import DatabaseScript
from golden_faults import halves, runs, wrongs

RUN = """
WORLD = "sqlite3"
AUTOCOMMIT = True
FAULTS = "writes"


def fill(module, world):
    world.connection.execute("CREATE TABLE accounts (id INTEGER PRIMARY KEY, amount INT)")
    world.connection.execute("CREATE TABLE entries (id INTEGER PRIMARY KEY, amount INT)")
    world.connection.execute("INSERT INTO accounts VALUES (1, 10)")


def scenario(module, world):
    return module.deposit(world.connection, 1, 5)
"""
TORN = """
def deposit(con, account_id, amount):
    con.execute("UPDATE accounts SET amount = amount + ? WHERE id = ?", (amount, account_id))
    con.execute("INSERT INTO entries (amount) VALUES (?)", (amount,))
    return amount
"""
WHOLE = """
def deposit(con, account_id, amount):
    con.execute("BEGIN")
    try:
        con.execute("UPDATE accounts SET amount = amount + ? WHERE id = ?", (amount, account_id))
        con.execute("INSERT INTO entries (amount) VALUES (?)", (amount,))
    except BaseException:
        con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")
    return amount
"""
SILENT = WHOLE.replace("        raise\n", "        return None\n")
SWAPPED = """
def deposit(con, account_id, amount):
    con.execute("BEGIN")
    con.execute("INSERT INTO entries (amount) VALUES (?)", (amount,))
    con.execute("UPDATE accounts SET amount = amount + ? WHERE id = ?", (amount, account_id))
    con.execute("COMMIT")
    return amount
"""
FORGOTTEN = WHOLE.replace('    con.execute("COMMIT")\n', "")

MANY_RUN = RUN.replace(
    "module.deposit(world.connection, 1, 5)", "module.many(world.connection)"
) + (
    """

def whole(rows):
    return rows["accounts"][0][1] == 10 + sum(amount for _, amount in rows["entries"])
"""
)
MANY = """

def many(con):
    for amount in (1, 2):
        deposit(con, 1, amount)
"""
MANY_AT_ONCE = """

def many(con):
    con.execute("BEGIN")
    for amount in (1, 2):
        con.execute("UPDATE accounts SET amount = amount + ? WHERE id = ?", (amount, 1))
        con.execute("INSERT INTO entries (amount) VALUES (?)", (amount,))
    con.execute("COMMIT")
"""


def script(root: Path, before: str, after: str, run: str = RUN) -> DatabaseScript:
    folder = root / "case"
    folder.mkdir()
    for name, text in (("run", run), ("before", before), ("after", after)):
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    return DatabaseScript(folder, root)


def test_a_failure_comes_after_each_write_in_turn(tmp_path: Path) -> None:
    case = script(tmp_path, TORN, WHOLE)
    found = runs(case, "before", "")
    assert found.calm.result == "5"
    assert [o.rows for o in (found.calm, *found.disturbed)] == [
        "{'accounts': [(1, 15)], 'entries': [(1, 5)]}",
        "{'accounts': [(1, 15)], 'entries': []}",
        "{'accounts': [(1, 15)], 'entries': [(1, 5)]}",
    ]
    assert {o.result for o in found.disturbed} == {
        "raises golden_database.Fault: the connection is gone"
    }
    assert len(list(halves(case, "before"))) == 1


def test_all_or_nothing_is_right(tmp_path: Path) -> None:
    case = script(tmp_path, TORN, WHOLE)
    assert list(wrongs(case)) == []
    assert list(halves(case, "after")) == []


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (TORN, "half of a unit is stored"),
        (SILENT, "-> None"),
        (SWAPPED, "other writes"),
        (FORGOTTEN, "{'accounts': [(1, 10)], 'entries': []}"),
        (WHOLE.replace("return amount", "return -amount"), "-> -5"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, after: str, words: str) -> None:
    assert any(words in wrong for wrong in wrongs(script(tmp_path, TORN, after)))


def test_units_of_a_loop_are_whole_one_by_one(tmp_path: Path) -> None:
    case = script(tmp_path, TORN + MANY, WHOLE + MANY, MANY_RUN)
    assert len(list(halves(case, "before"))) == 2
    assert list(wrongs(case)) == []


def test_a_failure_in_one_unit_takes_no_other_with_it(tmp_path: Path) -> None:
    case = script(tmp_path, TORN + MANY, MANY_AT_ONCE, MANY_RUN)
    found = list(wrongs(case))
    assert found
    assert all("more than its unit is lost" in wrong for wrong in found)


# -- every library is watched, and every transaction of it holds ------------------------------------

SQL = {
    "sqlite3": ("", "connection", "?", ""),
    "psycopg": ("", "connection", "%s", "with c.transaction():"),
    "psycopg2": ("", "connection.cursor()", "%s", "with c.connection:"),
    "aiosqlite": ("a", "connection", "?", ""),
    "psycopg_async": ("a", "connection", "%s", "async with c.transaction():"),
    "asyncpg": ("a", "connection", "$1", "async with c.transaction():"),
    "databases": ("a", "database", ":v", "async with c.transaction():"),
}


def sql_case(root: Path, world: str, *, engine: str, enclosed: str) -> DatabaseScript:
    kind, place, mark, opened = SQL[world]
    wait, define = ("await ", "async def") if kind else ("", "def")
    value = {"?": "(1,)", "%s": "(1,)", "$1": "1", ":v": "{'v': 1}"}[mark]
    first, second = (f"{wait}c.execute('INSERT INTO {t} VALUES ({mark})', {value})" for t in "ab")
    begin = f"{wait}c.execute('BEGIN')", f"{wait}c.execute('COMMIT')"
    body = {
        "": [first, second],
        "block": [opened, f"    {first}", f"    {second}"],
        "by hand": [begin[0], first, second, begin[1]],
    }[enclosed]
    before = f"{define} write(c):\n    {first}\n    {second}\n"
    after = f"{define} write(c):\n" + "".join(f"    {line}\n" for line in body)
    run = f"""
WORLD = "{world}"
ENGINE = "{engine}"
AUTOCOMMIT = True
FAULTS = "writes"

{define} fill(module, world):
    c = world.{place}
    {wait}c.execute("CREATE TABLE a (n INT)")
    {wait}c.execute("CREATE TABLE b (n INT)")

def scenario(module, world):
    return module.write(world.{place})
"""
    return script(root, before, after, run)


BLOCKS = [
    ("sqlite3", "sqlite", "by hand"),
    ("aiosqlite", "sqlite", "by hand"),
    ("psycopg", "postgresql", "block"),
    ("psycopg2", "postgresql", "block"),
    ("psycopg_async", "postgresql", "block"),
    ("asyncpg", "postgresql", "block"),
    ("databases", "postgresql", "block"),
    ("databases", "sqlite", "block"),
]


@pytest.mark.parametrize(("world", "engine", "how"), BLOCKS)
def test_drivers_are_watched(tmp_path: Path, world: str, engine: str, how: str) -> None:
    case = sql_case(tmp_path, world, engine=engine, enclosed=how)
    assert len(list(halves(case, "before"))) == 1
    assert list(wrongs(case)) == []


PEEWEE = """
import peewee


class Account(peewee.Model):
    amount = peewee.IntegerField()


class Entry(peewee.Model):
    amount = peewee.IntegerField()


def write(db):
    BLOCK
        Account.create(amount=1)
        Entry.create(amount=1)
"""
TORTOISE = """
from tortoise import fields
from tortoise.models import Model
from tortoise.transactions import in_transaction


class Account(Model):
    id = fields.IntField(primary_key=True)
    amount = fields.IntField()


class Entry(Model):
    id = fields.IntField(primary_key=True)
    amount = fields.IntField()


async def write(db):
    BLOCK
        await Account.create(amount=1)
        await Entry.create(amount=1)
"""
DJANGO = """
from django.db import models, transaction


class Account(models.Model):
    amount = models.IntegerField()

    class Meta:
        app_label = "bank"


class Entry(models.Model):
    amount = models.IntegerField()

    class Meta:
        app_label = "bank"


def write(db):
    BLOCK
        Account.objects.create(amount=1)
        Entry.objects.create(amount=1)
"""
ALCHEMY = """
from sqlalchemy import insert
from sqlmodel import Field, SQLModel


class Account(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    amount: int


class Entry(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    amount: int


DEF write(db):
    session = db.session
    session.add(Account(amount=1))
    AWAIT session.MID()
    session.add(Entry(amount=1))
    AWAIT session.commit()
"""
LIBRARIES = {
    "peewee": (PEEWEE, "if db:", "with db.database.atomic():", "module.Account, module.Entry"),
    "tortoise": (TORTOISE, "if db:", "async with in_transaction():", ""),
    "django": (DJANGO, "if db:", "with transaction.atomic():", "module.Account, module.Entry"),
    "sqlalchemy": (ALCHEMY.replace("DEF", "def").replace("AWAIT ", ""), "commit", "flush", ""),
    "sqlalchemy_async": (
        ALCHEMY.replace("DEF", "async def").replace("AWAIT", "await"),
        "commit",
        "flush",
        "",
    ),
}


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
@pytest.mark.parametrize("library", sorted(LIBRARIES))
def test_libraries_are_watched(tmp_path: Path, library: str, engine: str) -> None:
    if engine == "postgresql" and library in ("peewee", "tortoise"):
        engine = "sqlite"
    source, open_, closed, models = LIBRARIES[library]
    mark = "MID" if "MID" in source else "BLOCK"
    models = models or "module.SQLModel"
    run = f"""
WORLD = "{library}"
ENGINE = "{engine}"
FAULTS = "writes"

def fill(module, world):
    return {"None" if library == "tortoise" else f"world.create({models})"}

def scenario(module, world):
    return module.write(world)
"""
    case = script(tmp_path, source.replace(mark, open_), source.replace(mark, closed), run)
    assert len(list(halves(case, "before"))) == 1
    assert list(wrongs(case)) == []


def test_a_call_that_is_whole_by_itself_is_failed_around(tmp_path: Path) -> None:
    own = DJANGO.replace("Account.objects.create(amount=1)", "add(1)").replace(
        "def write",
        "def add(n):\n    BOTH\n        Account.objects.create(amount=n)\n\n\ndef write",
    )
    own = own.replace("BOTH", "with transaction.atomic():")
    run = """
WORLD = "django"
FAULTS = "MODE"

def fill(module, world):
    world.create(module.Account, module.Entry)

def scenario(module, world):
    return module.write(world)
"""
    versions = own.replace("BLOCK", "if db:"), own.replace("BLOCK", "with transaction.atomic():")
    (tmp_path / "one").mkdir()
    inside = script(tmp_path / "one", *versions, run.replace("MODE", "writes"))
    assert list(halves(inside, "before")) == []
    around = script(tmp_path, *versions, run.replace("MODE", "around writes"))
    assert len(list(halves(around, "before"))) == 1
    assert list(wrongs(around)) == []


def test_the_second_database_is_watched_too(tmp_path: Path) -> None:
    two = DJANGO.replace("Entry.objects.create", "Entry.objects.using('other').create")
    source = two.replace("BLOCK", "if db:")
    after = two.replace("BLOCK", "with transaction.atomic():")
    run = """
WORLD = "django"
ALIASES = ("other",)
FAULTS = "writes"

def fill(module, world):
    world.create(module.Account, module.Entry)

def scenario(module, world):
    return module.write(world)
"""
    case = script(tmp_path, source, after, run)
    torn = "{'bank_account': [], 'bank_entry': [], 'other.bank_account': [], 'other.bank_entry': [(1, 1)]}"
    assert any(torn in wrong for wrong in wrongs(case))
