"""Generated loops over queries give the same before and after every safe edit.

A program goes over items and asks a database for each of them; rows and items hold NULLs,
duplicates, missing keys and odd text. What it returns or raises, and the rows it leaves, must be
what they were.
"""

from __future__ import annotations

import random
import re
import sqlite3
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from golden_database import _django
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codemods.languages.python.rewrite import write
from codemods.patterns import batch
from codemods.project.project import Project
from codemods.settings import Settings

ITEM = """
from dataclasses import dataclass
from decimal import Decimal


@dataclass
class Item:
    num: int
    ref: int | None
    tag: str
    price: Decimal
    level: float
    word: str


@dataclass
class View:
    id: int
    seen: int = 0
"""
# Values that Python calls equal and databases need not, and the other way round.
PRICES = ("1", "1.0", "1.50", "2.5", "2.50", "0.99")
LEVELS = (0.5, 0.1, 1.0, 0.0, -0.0)
WORDS = ("a", "A", "b", "a ", "\u00e9", "\u00c9")
TAGS = ("a", "A", "a ", "", "\u00e9", "e\u0301", "%", "'")


@dataclass(frozen=True)
class Dialect:
    """How one library spells the parts of a program."""

    name: str
    models: str
    head: str
    many: str
    maybe: str
    must: str
    count: str
    total: str
    first: str
    top: str
    add: str
    missing: str


SQLALCHEMY = Dialect(
    "sqlalchemy",
    """
from decimal import Decimal

from sqlalchemy import Float, Numeric, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Owner(Base):
    __tablename__ = "owners"

    id: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[str] = mapped_column(unique=True)


class Row(Base):
    __tablename__ = "rows"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[int]
    up: Mapped[int | None]
    tag: Mapped[str]
    n: Mapped[int]
    price: Mapped[Decimal] = mapped_column(Numeric(6, 2))
    level: Mapped[float] = mapped_column(Float)
    word: Mapped[str] = mapped_column(String(20, "NOCASE"))
""",
    """from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.items import Item, View
from app.models import Owner, Row


def run(db: Session, items: list[Item]) -> list[object]:
""",
    "db.scalars(select(Row).where(Row.{c} == {k}{f}).order_by(Row.n, Row.id)).all()",
    "db.scalars(select(Owner).where(Owner.{u} == {k})).one_or_none()",
    "db.execute(select(Owner).where(Owner.{u} == {k})).scalar_one()",
    "db.scalar(select(func.count()).select_from(Row).where(Row.{c} == {k}{f}))",
    "db.scalar(select(func.sum(Row.n)).where(Row.{c} == {k}{f}))",
    "db.scalars(select(Row).where(Row.{c} == {k}{f}).order_by(Row.n.desc(), Row.id).limit(1)).first()",
    "db.scalars(select(Row).where(Row.{c} == {k}{f}).order_by(Row.n, Row.id).limit(2)).all()",
    "db.add(Row(key={k}, up=None, tag='a', n=1, price=1, level=1.0, word='a'))",
    "NoResultFound",
)
DJANGO = Dialect(
    "django",
    """
from django.db import models


class Owner(models.Model):
    tag = models.CharField(max_length=20, unique=True)

    class Meta:
        app_label = "generated"


class Row(models.Model):
    key = models.IntegerField()
    up = models.IntegerField(null=True)
    tag = models.CharField(max_length=20)
    n = models.IntegerField()
    price = models.DecimalField(max_digits=6, decimal_places=2)
    level = models.FloatField()
    word = models.CharField(max_length=20, db_collation="NOCASE")

    class Meta:
        app_label = "generated"
        ordering = ["-n", "id"]
""",
    """from decimal import Decimal

from django.db.models import Sum

from app.items import Item, View
from app.models import Owner, Row


def run(db: None, items: list[Item]) -> list[object]:
""",
    "list(Row.objects.filter({c}={k}{f}).order_by('n', 'id'))",
    "Owner.objects.filter({u}={k}).first()",
    "Owner.objects.get({u}={k})",
    "Row.objects.filter({c}={k}{f}).count()",
    "Row.objects.filter({c}={k}{f}).aggregate(Sum('n'))['n__sum']",
    "Row.objects.filter({c}={k}{f}).first()",
    "list(Row.objects.filter({c}={k}{f})[:2])",
    "Row.objects.create(key={k}, tag='a', n=1, price=1, level=1.0, word='a')",
    "Owner.DoesNotExist",
)
SQLITE = Dialect(
    "sqlite3",
    """
SCHEMA = \"\"\"
CREATE TABLE owners (id INTEGER PRIMARY KEY, tag TEXT NOT NULL UNIQUE);
CREATE TABLE rows (
    id INTEGER PRIMARY KEY,
    key INTEGER NOT NULL,
    up INTEGER,
    tag TEXT NOT NULL,
    n INTEGER NOT NULL,
    price NUMERIC NOT NULL,
    level REAL NOT NULL,
    word TEXT NOT NULL COLLATE NOCASE
);
\"\"\"
""",
    """import sqlite3

from app.items import Item, View


def run(db: sqlite3.Connection, items: list[Item]) -> list[object]:
""",
    'db.execute("SELECT id, n FROM rows WHERE {c} = ?{f} ORDER BY n, id", ({k},)).fetchall()',
    'db.execute("SELECT id, tag FROM owners WHERE {u} = ?", ({k},)).fetchone()',
    'db.execute("SELECT id, tag FROM owners WHERE {u} = ?", ({k},)).fetchone()[0]',
    'db.execute("SELECT count(*) FROM rows WHERE {c} = ?{f}", ({k},)).fetchone()',
    'db.execute("SELECT sum(n) FROM rows WHERE {c} = ?{f}", ({k},)).fetchone()',
    'db.execute("SELECT id, n FROM rows WHERE {c} = ?{f} ORDER BY n DESC, id LIMIT 1", ({k},)).fetchone()',
    'db.execute("SELECT id FROM rows WHERE {c} = ?{f} ORDER BY n, id LIMIT 2", ({k},)).fetchall()',
    "db.execute(\"INSERT INTO rows (key, tag, n, price, level, word) VALUES (?, 'a', 1, 1, 1, 'a')\", ({k},))",
    "TypeError",
)
TEXT = Dialect(
    "text",
    SQLITE.models,
    """from sqlalchemy import text
from sqlalchemy.orm import Session

from app.items import Item, View


def run(db: Session, items: list[Item]) -> list[object]:
""",
    'db.execute(text("SELECT id, n FROM rows WHERE {c} = :wish{f} ORDER BY n, id"), {{"wish": {k}}}).all()',
    'db.execute(text("SELECT id, tag FROM owners WHERE {u} = :wish"), {{"wish": {k}}}).first()',
    'db.execute(text("SELECT id, tag FROM owners WHERE {u} = :wish"), {{"wish": {k}}}).first()[0]',
    'db.execute(text("SELECT count(*) FROM rows WHERE {c} = :wish{f}"), {{"wish": {k}}}).scalar()',
    'db.execute(text("SELECT sum(n) FROM rows WHERE {c} = :wish{f}"), {{"wish": {k}}}).scalar()',
    'db.execute(text("SELECT n, id FROM rows WHERE {c} = :wish{f} ORDER BY n DESC, id LIMIT 1"), {{"wish": {k}}}).first()',
    'db.execute(text("SELECT id FROM rows WHERE {c} = :wish{f} ORDER BY n, id LIMIT 2"), {{"wish": {k}}}).all()',
    "db.execute(text(\"INSERT INTO rows (key, tag, n, price, level, word) VALUES (:key, 'a', 1, 1, 1, 'a')\"), {{\"key\": {k}}})",
    "TypeError",
)
DIALECTS = {d.name: d for d in (SQLALCHEMY, DJANGO, SQLITE, TEXT)}
# Their rows are tuples of SQL text, and no objects.
PLAIN = frozenset(["sqlite3", "text"])

# Columns that only keys of their own kind are compared with.
OWN = {"tag": "str", "price": "Decimal", "level": "float", "word": "str"}


def program(dialect: Dialect, chance: random.Random) -> str:
    """A loop over items with queries, conditions, and what may stand in their way."""
    lines = ["    out: list[object] = []", "    last = 1", "    for item in items:"]
    body: list[str] = []
    helpers: list[str] = []
    depth = "        "
    if chance.random() < 0.2:
        body += [f"{depth}if item.num > 3:", f"{depth}    continue"]
    for number in range(chance.randint(1, 3)):
        key = chance.choice(
            ["item.num", "item.num", "item.num + 1", "item.ref", "item.tag", "k", "last"]
        )
        if key == "k":
            body.append(f"{depth}k = {chance.choice(['item.num', 'item.ref', 'last'])}")
        if chance.random() < 0.3:
            # SQLite's own driver knows no decimals.
            kinds = ["item.level", "item.word", "item.price"]
            key = chance.choice(kinds[: 2 if dialect.name in PLAIN else 3])
        named = key.partition("item.")[2]
        column = named if named in OWN else chance.choice(["key", "key", "up"])
        unique = "tag" if key == "item.tag" else "id"
        extra = {
            "sqlalchemy": ', Row.tag == "a"',
            "django": ', tag="a"',
            "sqlite3": " AND tag = 'a'",
            "text": " AND tag = 'a'",
        }
        part = extra[dialect.name] if column != "tag" and chance.random() < 0.3 else ""
        shapes = ["many", "many", "count", "total", "first", "top"]
        shape = chance.choice(
            [*shapes, "maybe", "must"] if named not in OWN or named == "tag" else shapes
        )
        text = getattr(dialect, shape).format(c=column, u=unique, k=key, f=part)
        name = f"x{number}"
        inner = depth
        guard = chance.random()
        if guard < 0.15 and "ref" in key:
            body.append(f"{depth}if item.ref is not None:")
            inner += "    "
        elif guard < 0.25:
            body.append(f"{depth}if item.num != 2:")
            inner += "    "
        caught = shape == "must" and chance.random() < 0.5
        if caught:
            body.append(f"{inner}try:")
            inner += "    "
        if chance.random() < 0.5:
            kind = {"item.ref": "int | None", **{f"item.{n}": OWN[n] for n in OWN}}.get(key, "int")
            asked = text.replace(key, "wanted") if key != "k" else re.sub(r"\bk\b", "wanted", text)
            helpers += helper(dialect, shape, f"ask{number}", kind, asked, chance)
            body.append(f"{inner}{name} = ask{number}(db, {key})")
            body += [f"{inner}{line}" for line in looked_at(name, chance)]
            if caught:
                inner = inner[:-4]
                body += [f"{inner}except {dialect.missing}:", f"{inner}    out.append('missing')"]
            continue
        body.append(f"{inner}{name} = {text}")
        body.append(f"{inner}{shown(dialect, shape, name, chance)}")
        if caught:
            inner = inner[:-4]
            body += [f"{inner}except {dialect.missing}:", f"{inner}    out.append('missing')"]
        body += [f"{inner}{line}" for line in disturbance(dialect, shape, name, chance)]
    head, define, signature = dialect.head.partition("def run")
    return (
        head
        + "\n".join(helpers)
        + define
        + signature
        + "\n".join([*lines, *body, "    return out", ""])
    )


def helper(
    dialect: Dialect, shape: str, name: str, kind: str, text: str, chance: random.Random
) -> list[str]:
    """A function that makes something of what it asks for, in one of the ways people write it."""
    plain = dialect.name in PLAIN
    key, second = ("row[0]", "row[-1]") if plain else ("row.id", "row.tag")
    made = chance.choice([f"View({key})", key, f"({key}, {second})", f"[{second}]"])
    session = {"sqlalchemy": "Session", "django": "None", "sqlite3": "sqlite3.Connection"}
    session["text"] = "Session"
    lines = [f"def {name}(db: {session[dialect.name]}, wanted: {kind}):"]
    if shape in ("many", "top"):
        lines.append(f"    rows = {text}")
        lines.append(
            chance.choice(
                [
                    f"    return [{made} for row in rows]",
                    f"    return {{{key}: {made} for row in rows}}",
                    f"    return [{made} for row in rows if {key} != 3]",
                    "    return len(rows)",
                    "    return bool(rows)",
                    f"    return [{made} for row in rows] or None",
                ]
            )
        )
    elif shape in ("maybe", "first"):
        lines.append(f"    row = {text}")
        lines += chance.choice(
            [
                [f"    return {made} if row else None"],
                [f"    return {made} if row is not None else 'none'"],
                ["    if row is None:", "        return None", f"    return {made}"],
                ["    if not row:", "        return []", f"    return [{made}]"],
                ["    if row is None:", "        raise LookupError(wanted)", f"    return {made}"],
                ["    return row is not None"],
            ]
        )
    elif shape == "must":
        if plain:
            lines.append(f"    return {text}")
        else:
            lines += [f"    row = {text}", f"    return {made}"]
    else:
        in_row = dialect.name == "sqlite3"
        value = f"{text}[0]" if in_row else text
        lines += chance.choice(
            [
                [f"    return {value} or 0"],
                [f"    value = {value}", "    return int(value or 0)"],
                [
                    f"    value = {value}",
                    "    if value is None:",
                    "        return -1",
                    "    return value",
                ],
                [f"    row = {text}", "    return row[0] or 0"]
                if in_row
                else [f"    return {value}"],
            ]
        )
    return [*lines, "", "", ""]


def looked_at(name: str, chance: random.Random) -> Iterator[str]:
    """What the loop does with what a helper gives; views and lists may be changed."""
    if chance.random() < 0.3:
        yield f"if isinstance({name}, View):"
        yield f"    {name}.seen = {name}.seen + 1"
    if chance.random() < 0.2:
        yield f"if isinstance({name}, list):"
        yield f"    {name}.append(item.num)"
    yield f"out.append(repr({name}))"


def shown(dialect: Dialect, shape: str, name: str, chance: random.Random) -> str:
    if shape in ("count", "total", "must"):
        return (
            f"out.append(str({name}) if {name} is None else {name})"
            if shape != "must"
            else (f"out.append({name} if isinstance({name}, int) else {name}.id)")
        )
    if shape in ("many", "top"):
        if dialect.name in PLAIN:
            return f"out.append([row[0] for row in {name}])"
        return chance.choice(
            [f"out.append([row.id for row in {name}])", f"out.append(len({name}))"]
        )
    what = f"{name}[0]" if dialect.name in PLAIN else f"{name}.id"
    return f"out.append({what} if {name} is not None else None)"


def disturbance(dialect: Dialect, shape: str, name: str, chance: random.Random) -> Iterator[str]:
    roll = chance.random()
    if roll < 0.05:
        yield dialect.add.format(k="item.num")
    elif roll < 0.10:
        yield "item.num = item.num + 1"
    elif roll < 0.15:
        yield "last = item.num"
    elif roll < 0.20 and shape == "many":
        yield f"{name}.append(None)"
        yield f"out.append({name})" if dialect.name == "sqlite3" else f"out.append(len({name}))"
    elif roll < 0.23:
        yield "if item.num == 4:"
        yield "    break"
    elif roll < 0.28 and shape == "first" and dialect.name not in PLAIN:
        yield f"if {name} is not None:"
        yield f"    {name}.n = {name}.n + 1"
        yield f"    out.append({name}.n)"


# -- running ----------------------------------------------------------------------------------------


@dataclass
class Data:
    """The rows and items of one run."""

    owners: list[tuple[int, str]]
    rows: list[tuple[int, int, int | None, str, int, str, float, str]]
    items: list[tuple[int, int | None, str, Decimal, float, str]]


def data(chance: random.Random) -> Data:
    def key() -> int:
        return chance.randint(1, 5)

    def own() -> tuple[str, float, str]:
        return chance.choice(PRICES), chance.choice(LEVELS), chance.choice(WORDS)

    owners = [(i, tag) for i, tag in enumerate(chance.sample(TAGS, chance.randint(0, 6)), 1)]
    rows = [
        (i, key(), chance.choice([None, key()]), chance.choice(TAGS), chance.randint(0, 3), *own())
        for i in range(1, chance.randint(1, 14))
    ]
    items = [
        (key(), chance.choice([None, key(), 99]), chance.choice(TAGS), *_exact(own()))
        for _ in range(chance.choice([0, 1, 3, 6]))
    ]
    return Data(owners, rows, items)


def _exact(values: tuple[str, float, str]) -> tuple[Decimal, float, str]:
    price, level, word = values
    return Decimal(price), level, word


class Runner:
    """Runs programs of one dialect on one database that is filled anew for every run."""

    def __init__(self, dialect: Dialect, folder: Path) -> None:
        self.dialect = dialect
        self.folder = folder
        if dialect.name == "django":
            _django(folder, "sqlite", ())
        self.items = _module("app.items", ITEM)
        self.models = _module("app.models", dialect.models)
        getattr(self, f"_open_{dialect.name}")()

    def outcome(self, text: str, given: Data) -> str:
        with _in_modules({"app.items": self.items, "app.models": self.models}):
            program = _module("app.program", text)
        run: Callable[[Any, list[Any]], object] = program.run
        items = [self.items.Item(*values) for values in given.items]
        result: str = getattr(self, f"_run_{self.dialect.name}")(run, items, given)
        return result

    def _open_sqlalchemy(self) -> None:
        from sqlalchemy import create_engine
        from sqlalchemy.pool import StaticPool

        self.engine = create_engine("sqlite://", poolclass=StaticPool)

    def _run_sqlalchemy(self, run: Any, items: list[Any], given: Data) -> str:
        from sqlalchemy import text
        from sqlalchemy.orm import Session

        metadata = self.models.Base.metadata
        metadata.drop_all(self.engine)
        metadata.create_all(self.engine)
        with Session(self.engine) as session:
            _insert(
                lambda sql, values: session.connection().exec_driver_sql(sql, values), given, ""
            )
            session.commit()
            result = _told(lambda: run(session, items))
            if not result.startswith("raises"):
                session.commit()
            else:
                session.rollback()
            return result + str(session.execute(text("SELECT * FROM rows ORDER BY id")).all())

    def _open_text(self) -> None:
        """A database is made for every run."""

    def _run_text(self, run: Any, items: list[Any], given: Data) -> str:
        from sqlalchemy import create_engine
        from sqlalchemy.orm import Session
        from sqlalchemy.pool import StaticPool

        engine = create_engine("sqlite://", poolclass=StaticPool)
        with Session(engine) as session:
            connection = session.connection()
            for statement in self.models.SCHEMA.split(";"):
                connection.exec_driver_sql(statement)
            _insert(connection.exec_driver_sql, given, "")
            result = _told(lambda: run(session, items))
            left = connection.exec_driver_sql("SELECT * FROM rows ORDER BY id").all()
        engine.dispose()
        return result + str(left)

    def _open_django(self) -> None:
        from django.db import connection

        with connection.schema_editor() as editor:
            editor.create_model(self.models.Owner)
            editor.create_model(self.models.Row)

    def _run_django(self, run: Any, items: list[Any], given: Data) -> str:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM generated_owner")
            cursor.execute("DELETE FROM generated_row")
            cursor.execute("DELETE FROM sqlite_sequence")
            _insert(
                lambda sql, values: cursor.execute(sql.replace("?", "%s"), values),
                given,
                "generated_",
            )
        result = _told(lambda: run(None, items))
        with connection.cursor() as cursor:
            cursor.execute("SELECT id, key, up, tag, n FROM generated_row ORDER BY id")
            return result + str(cursor.fetchall())

    def _open_sqlite3(self) -> None:
        """A connection is made for every run."""

    def _run_sqlite3(self, run: Any, items: list[Any], given: Data) -> str:
        connection = sqlite3.connect(":memory:")
        try:
            connection.executescript(self.models.SCHEMA)
            _insert(connection.execute, given, "")
            result = _told(lambda: run(connection, items))
            return result + str(connection.execute("SELECT * FROM rows ORDER BY id").fetchall())
        finally:
            connection.close()


def _insert(execute: Callable[[str, Any], Any], given: Data, prefix: str) -> None:
    owners, rows = ("owner", "row") if prefix else ("owners", "rows")
    for owner in given.owners:
        execute(f"INSERT INTO {prefix}{owners} (id, tag) VALUES (?, ?)", owner)
    for row in given.rows:
        names = "id, key, up, tag, n, price, level, word"
        marks = ", ".join("?" * len(row))
        execute(f"INSERT INTO {prefix}{rows} ({names}) VALUES ({marks})", row)


def _told(run: Callable[[], object]) -> str:
    try:
        return repr(run())
    except Exception as error:
        return f"raises {type(error).__qualname__}"


def _module(name: str, text: str) -> Any:
    module = types.ModuleType(name)
    sys.modules[name] = module
    exec(compile(text, f"{name}.py", "exec"), module.__dict__)
    return module


@contextmanager
def _in_modules(held: dict[str, Any]) -> Iterator[None]:
    sys.modules.update(held)
    yield


def rewritten(folder: Path, dialect: Dialect, text: str, database: str | None = "sqlite") -> str:
    """The program with all safe edits applied, as for a database that compares as it likes."""
    app = folder / "app"
    app.mkdir(exist_ok=True)
    files = {"__init__.py": "", "items.py": ITEM, "models.py": dialect.models, "program.py": text}
    for name, source in files.items():
        (app / name).write_text(source, encoding="utf-8")
    from codemods.project.files import discover

    chosen = Settings(dialect=database)
    project = Project.read(folder, discover(folder, chosen), chosen)
    found = batch.find(project).findings
    steps = [
        step
        for finding in found
        if finding.verdict == "safe"
        for edit in finding.edits
        for step in edit.steps
    ]
    return write(text, steps, 88) if steps else text


_RUNNERS: dict[str, Runner] = {}


def runner_of(name: str, folders: pytest.TempPathFactory) -> Runner:
    """The one runner of a dialect in this process: Django registers its models only once."""
    if name not in _RUNNERS:
        _RUNNERS[name] = Runner(DIALECTS[name], folders.mktemp(name))
    return _RUNNERS[name]


@pytest.fixture(scope="module", params=sorted(DIALECTS))
def runner(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    return runner_of(request.param, tmp_path_factory)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10**9))
def test_a_safe_edit_changes_nothing(runner: Runner, seed: int) -> None:
    chance = random.Random(seed)
    text = program(runner.dialect, chance)
    databases = ["sqlite"] if runner.dialect.name == "sqlite3" else ["sqlite", "mysql", None]
    new = rewritten(runner.folder, runner.dialect, text, chance.choice(databases))
    if new == text:
        return
    for _ in range(4):
        given_data = data(chance)
        before, after = runner.outcome(text, given_data), runner.outcome(new, given_data)
        assert after == before, f"{text}\n-----\n{new}\n{given_data}"


def test_most_programs_are_rewritten(runner: Runner) -> None:
    texts = [program(runner.dialect, random.Random(seed)) for seed in range(40)]
    changed = sum(rewritten(runner.folder, runner.dialect, text) != text for text in texts)
    assert changed >= 8
    if runner.dialect.name != "sqlite3":
        united = (rewritten(runner.folder, runner.dialect, text, None) for text in texts)
        assert sum("union" in text.lower() for text in united) >= 4
