"""Writes whole modules that store rows, as the property test of `transaction` needs them.

A program is one function `run` with what it calls: writes to several tables, reads, branches, loops,
handlers, conflicts that really happen, errors raised on purpose, early exits, helpers. What it can
return are plain values; reads are marked, because after an error they may tell of missing rows.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

TABLES = ("a", "b", "c", "d")
PARAMETERS = "flag: bool, other: bool, n: int, items: list[int]"
ARGUMENTS = "flag, other, n, items"


@dataclass(frozen=True)
class Dialect:
    """How one library spells the parts of a program."""

    name: str
    head: str
    handed: str  # the parameter for the connection, "" where there is none
    wait: str  # "await " or ""
    insert: str
    unique: str
    update: str
    delete: str
    keep: str  # an insert of which the key is kept
    read: str
    errors: tuple[str, ...]  # classes of errors of the data
    transaction: str
    opening: tuple[str, ...] = ()  # what opens the connection in `main`
    second: str = ""  # a parameter for a second connection
    decorator: str = ""


ASYNCPG = Dialect(
    "asyncpg",
    "import asyncpg\n",
    "conn: asyncpg.Connection",
    "await ",
    """conn.execute("INSERT INTO {t} (tag) VALUES ('{tag}')")""",
    """conn.execute("INSERT INTO u (k, tag) VALUES ($1, '{tag}')", {k})""",
    """conn.execute("UPDATE {t} SET tag = '{tag}' WHERE id = {i}")""",
    """conn.execute("DELETE FROM {t} WHERE id = {i}")""",
    """conn.fetchval("INSERT INTO {t} (tag) VALUES ('{tag}') RETURNING id")""",
    """conn.fetchval("SELECT count(*) FROM {t}")""",
    ("asyncpg.UniqueViolationError", "asyncpg.PostgresError"),
    "conn.transaction()",
    second="second: asyncpg.Connection",
)
POOL = replace(
    ASYNCPG,
    name="asyncpg_pool",
    handed="pool: asyncpg.Pool",
    **{
        f: getattr(ASYNCPG, f).replace("conn.", "pool.")
        for f in ("insert", "unique", "update", "delete", "keep", "read")
    },
    transaction="",
)
PSYCOPG = Dialect(
    "psycopg",
    'import psycopg\n\nDSN = "postgresql://localhost/shop"\n',
    "conn: psycopg.Connection",
    "",
    """conn.execute("INSERT INTO {t} (tag) VALUES ('{tag}')")""",
    """conn.execute("INSERT INTO u (k, tag) VALUES (%s, '{tag}')", ({k},))""",
    """conn.execute("UPDATE {t} SET tag = '{tag}' WHERE id = {i}")""",
    """conn.execute("DELETE FROM {t} WHERE id = {i}")""",
    """conn.execute("INSERT INTO {t} (tag) VALUES ('{tag}') RETURNING id").fetchone()[0]""",
    """conn.execute("SELECT count(*) FROM {t}").fetchone()[0]""",
    ("psycopg.errors.UniqueViolation", "psycopg.IntegrityError", "psycopg.Error"),
    "conn.transaction()",
    opening=("with psycopg.connect(DSN, autocommit=True) as conn:",),
    second="second: psycopg.Connection",
)
CURSOR = replace(
    PSYCOPG,
    name="psycopg_cursor",
    handed="cur: psycopg.Cursor",
    insert=PSYCOPG.insert.replace("conn.", "cur."),
    unique=PSYCOPG.unique.replace("conn.", "cur."),
    update=PSYCOPG.update.replace("conn.", "cur."),
    delete=PSYCOPG.delete.replace("conn.", "cur."),
    opening=("with psycopg.connect(DSN, autocommit=True) as conn, conn.cursor() as cur:",),
)
SQLITE = Dialect(
    "sqlite3",
    'import sqlite3\n\nDATABASE = "shop.sqlite"\n',
    "conn: sqlite3.Connection",
    "",
    """conn.execute("INSERT INTO {t} (tag) VALUES ('{tag}')")""",
    """conn.execute("INSERT INTO u (k, tag) VALUES (?, '{tag}')", ({k},))""",
    """conn.execute("UPDATE {t} SET tag = '{tag}' WHERE id = {i}")""",
    """conn.execute("DELETE FROM {t} WHERE id = {i}")""",
    """conn.execute("INSERT INTO {t} (tag) VALUES ('{tag}')").lastrowid""",
    """conn.execute("SELECT count(*) FROM {t}").fetchone()[0]""",
    ("sqlite3.IntegrityError", "sqlite3.Error"),
    "",
    opening=("conn = sqlite3.connect(DATABASE, isolation_level=None)",),
)
_MODEL = """

class {name}(models.Model):
    tag = models.CharField(max_length=20)

    class Meta:
        app_label = "generated"
"""
DJANGO = Dialect(
    "django",
    "from django.db import DatabaseError, IntegrityError, models, transaction\n"
    + "".join(_MODEL.format(name=name) for name in ("A", "B", "C", "D"))
    + _MODEL.format(name="U").replace(
        "    tag", "    k = models.IntegerField(unique=True)\n    tag", 1
    ),
    "",
    "",
    "{T}.objects.create(tag='{tag}')",
    "U.objects.create(k={k}, tag='{tag}')",
    "{T}.objects.filter(pk={i}).update(tag='{tag}')",
    "{T}.objects.filter(pk={i}).delete()",
    "{T}.objects.create(tag='{tag}').pk",
    "{T}.objects.count()",
    ("IntegrityError", "DatabaseError"),
    "transaction.atomic()",
    decorator="@transaction.atomic",
)
STATEMENTS = {d.name: d for d in (ASYNCPG, POOL, PSYCOPG, CURSOR, SQLITE, DJANGO)}


# What may stand around a function: it begins no transaction, and may call it once more.
DECORATED = """

def retried(function):
    def again(*given):
        try:
            return function(*given)
        except ValueError:
            return function(*given)

    return again
"""


@dataclass
class Program:
    """A module as text; `yields` says whether `main` is a generator."""

    dialect: Dialect
    chance: random.Random
    tags: int = 0
    changed: list[str] = field(default_factory=list)
    helpers: list[str] = field(default_factory=list)
    yields: bool = False

    def text(self) -> str:
        dialect, chance = self.dialect, self.chance
        parts = [
            "import contextlib\n",
            dialect.head,
            DECORATED,
            "\n\nclass Refused(Exception):\n    pass\n",
        ]
        parts += [self._helper(f"h{n}") for n in range(chance.choice([0, 0, 1, 2, 2]))]
        self.yields = chance.random() < 0.04
        parts += [self._main(), self._run()]
        return "".join(parts)

    # -- functions ------------------------------------------------------------------------------

    def _head(self, name: str, handed: bool, returns: str) -> str:
        dialect = self.dialect
        first = [p for p in (dialect.handed if handed else "", dialect.second) if p]
        word = "async def" if dialect.wait else "def"
        return f"{word} {name}({', '.join([*first, PARAMETERS])}) -> {returns}:"

    def _helper(self, name: str) -> str:
        body = Body(self, "    ", False, False, 2).statements(self.chance.randint(1, 3))
        lines = [self._head(name, True, "list[object]"), "    out: list[object] = []", *body]
        decorator = self.dialect.decorator
        if decorator and self.chance.random() < 0.06:
            lines.insert(0, decorator)
        self.helpers.append(name)
        return "\n\n\n" + "\n".join([*lines, "    return out"]) + "\n"

    def _main(self) -> str:
        dialect = self.dialect
        inner, opening = "    ", list(dialect.opening)
        if opening and opening[-1].endswith(":"):
            inner = "        "
        body = list(Body(self, inner, False, self.yields, 3).statements(self.chance.randint(2, 5)))
        kind = "list[object]" if not self.yields else "Iterator[object]"
        lines = [self._head("main", not opening, kind), "    out: list[object] = []"]
        if self.yields and not any("yield" in line for line in body):
            body.append(f"{inner}yield 1")
        lines += [f"    {line}" for line in opening]
        lines += body
        if not self.yields:
            lines.append("    return out")
        elif dialect.decorator == "":
            lines[0] = lines[0].partition(" -> ")[0] + ":"
        if not dialect.wait and not self.yields and self.chance.random() < 0.04:
            lines.insert(0, "@retried")
        if dialect.decorator and not self.yields and self.chance.random() < 0.04:
            lines.insert(0, dialect.decorator)
        return (
            "\n\n\n" + "\n".join(line.replace(" -> Iterator[object]", "") for line in lines) + "\n"
        )

    def _run(self) -> str:
        dialect, chance = self.dialect, self.chance
        given = [p.partition(":")[0] for p in (dialect.handed, dialect.second) if p]
        if dialect.opening:
            given = given[1:]
        call = f"main({', '.join([*given, ARGUMENTS])})"
        if self.yields:
            each = "async for" if dialect.wait else "for"
            lines = ["    out = []", f"    {each} one in {call}:", "        out.append(one)"]
        else:
            lines = [f"    out = {dialect.wait}{call}"]
        roll = chance.random()
        body = Body(self, "        ", False, False, 1, handed=not dialect.opening)
        if roll < 0.35:
            caught = chance.choice([*dialect.errors, "Exception", "ValueError", "Refused"])
            lines = ["    try:", *(f"    {line}" for line in lines), f"    except {caught}:"]
            if roll < 0.06 and not dialect.opening:
                lines += body.write()
            lines.append(
                chance.choice(
                    [
                        "        return ['caught']",
                        "        raise",
                        "        raise Refused('x') from None",
                    ]
                )
            )
        elif roll < 0.42 and dialect.transaction and not dialect.opening:
            lines = [f"    {self.opener()}:", *(f"    {line}" for line in lines)]
        head = self._head("run", not dialect.opening, "list[object]")
        return "\n\n\n" + "\n".join([head, *lines, "    return out"]) + "\n"

    def opener(self) -> str:
        word = "async with" if self.dialect.wait else "with"
        return f"{word} {self.dialect.transaction}"

    def tag(self) -> int:
        self.tags += 1
        return self.tags


class Body:
    """The statements of one block."""

    def __init__(
        self,
        program: Program,
        indent: str,
        looped: bool,
        yields: bool,
        depth: int,
        handed: bool = True,
    ) -> None:
        self.program = program
        self.chance = program.chance
        self.dialect = program.dialect
        self.indent = indent
        self.looped = looped
        self.yields = yields
        self.depth = depth
        self.handed = handed
        self.shapes: list[tuple[float, Callable[[], Iterator[str]]]] = [
            (44, self.write),
            (7, self.read),
            (6, self.compute),
            (1.2, self.error),
            (1.2, self.leave),
            (1.5 if self.dialect.second else 0, self.elsewhere),
            (11 if program.helpers else 0, self.help),
            (1.5 if looped else 0, self.skip),
            (12 if yields else 0, self.hand_out),
            (1.5, self.expression),
            (1, self.surprise),
            (1, self.lock if self.dialect.wait or not self.dialect.handed else self.read),
        ]
        if depth:
            self.shapes += [
                (8, self.branch),
                (6, self.loop),
                (6, self.handled),
                (1.5 if self.dialect.transaction else 0, self.enclosed),
                (1.5, self.suppressed),
                (0.7, self.repeated),
                (1, self.matched),
            ]

    def statements(self, count: int) -> Iterator[str]:
        weights = [weight for weight, _ in self.shapes]
        for _ in range(count):
            yield from self.chance.choices([s for _, s in self.shapes], weights)[0]()

    def inner(self, more: str = "    ", looped: bool | None = None) -> Body:
        looped = self.looped if looped is None else looped
        return Body(
            self.program, self.indent + more, looped, self.yields, self.depth - 1, self.handed
        )

    def line(self, text: str) -> str:
        return f"{self.indent}{text}"

    # -- what touches the database --------------------------------------------------------------

    def write(self, conn: str = "conn") -> Iterator[str]:
        dialect, chance = self.dialect, self.chance
        tag = self.program.tag()
        shape = chance.choices(["insert", "unique", "update", "delete", "keep"], [9, 4, 4, 2, 2])[0]
        table = chance.choice(TABLES)
        if shape in ("update", "delete"):
            fresh = [t for t in TABLES if t not in self.program.changed]
            if fresh and chance.random() < 0.9:
                table = chance.choice(fresh)
            self.program.changed.append(table)
        key = chance.choice(["1", "n", "7", str(tag + 10), str(tag + 10)])
        if self.looped and chance.random() < 0.6:
            key = chance.choice(["item", "item + 3"])
        text = getattr(dialect, shape).format(
            t=table, T=table.upper(), tag=f"s{tag}", i=chance.choice([1, 2, 3]), k=key
        )
        if conn != "conn":
            text = re.sub(r"^(conn|pool|cur)\.", f"{conn}.", text)
        target = f"x{tag} = " if shape == "keep" else ""
        yield self.line(f"{target}{dialect.wait}{text}")
        if shape == "keep" and chance.random() < 0.6:
            yield self.line(f"out.append(x{tag})")

    def elsewhere(self) -> Iterator[str]:
        yield from self.write("second")

    def read(self) -> Iterator[str]:
        text = self.dialect.read.format(t="a", T="A")
        text = self.dialect.wait + text.replace("FROM a", f"FROM {self.chance.choice(TABLES)}")
        roll = self.chance.random()
        if roll < 0.5 or not self.depth:
            yield self.line(f"out.append(('read', {text}))")
        elif roll < 0.7:
            name = f"r{self.program.tag()}"
            yield self.line(f"{name} = {text}")
            yield self.line(f"out.append(('read', {name}))")
        else:
            yield self.line(f"if ({text}) > {self.chance.choice([0, 3, 4])}:")
            yield from self.inner().statements(1)

    def help(self) -> Iterator[str]:
        given = [p.partition(":")[0] for p in (self.dialect.handed, self.dialect.second) if p]
        name = self.chance.choice(self.program.helpers)
        call = f"{self.dialect.wait}{name}({', '.join([*given, ARGUMENTS])})"
        roll = self.chance.random()
        if roll < 0.6:
            yield self.line(call)
        elif roll < 0.9 or self.yields:
            yield self.line(f"out.append({call})")
        else:
            yield self.line(f"return {call}")

    def enclosed(self) -> Iterator[str]:
        yield self.line(f"{self.program.opener()}:")
        yield from self.inner().statements(self.chance.randint(1, 2))

    def expression(self) -> Iterator[str]:
        """A write in the middle of an expression."""
        text = next(self.inner("").write_only())
        shapes = [f"({text}) if {self.condition()} else None", f"{self.condition()} and ({text})"]
        if not self.yields:
            shapes.append(f"return out if ({text}) else ['left']")
        if self.dialect.wait or self.dialect.name != "asyncpg":
            shapes.append(f"y{self.program.tag()} = [{text} for item in items]")
        if not self.dialect.wait:
            shapes.append(f"(lambda: {text})()")
        yield self.line(self.chance.choice(shapes))

    def write_only(self) -> Iterator[str]:
        """The expression of a write."""
        line = next(self.write()).strip()
        yield line.partition(" = ")[2] if re.match(r"x\d+ = ", line) else line

    def lock(self) -> Iterator[str]:
        if self.dialect.handed:
            yield self.line('await conn.fetch("SELECT id FROM a WHERE id = 1 FOR UPDATE")')
        else:
            yield self.line("out.append(('read', A.objects.filter(pk=1).exists()))")

    # -- what does not --------------------------------------------------------------------------

    def compute(self) -> Iterator[str]:
        yield self.line(
            self.chance.choice(
                ["out.append(n + 1)", "n = n + 1", "out.append('step')", "flag = not flag"]
            )
        )

    def condition(self) -> str:
        choices = ["flag", "other", "not flag", "n > 1", "flag and other", "len(items) > 1"]
        return self.chance.choice([*choices, "item > 1"] if self.looped else choices)

    def error(self) -> Iterator[str]:
        yield self.line(f"if {self.condition()}:")
        if self.chance.random() < 0.3:
            yield from self.inner().write()
        error = self.chance.choice(["Refused('no')", "ValueError('no')"])
        yield self.line(f"    raise {error}")

    def surprise(self) -> Iterator[str]:
        """An error that nobody has written down."""
        yield self.line(
            self.chance.choice(
                ["out.append(items[n])", "out.append({True: 1}[flag])", "assert flag or other"]
            )
        )

    def leave(self) -> Iterator[str]:
        if self.yields:
            yield from self.compute()
            return
        yield self.line(f"if {self.condition()}:")
        if self.chance.random() < 0.4:
            yield from self.inner().write()
        yield self.line("    return " + self.chance.choice(["out", "['left']"]))

    def skip(self) -> Iterator[str]:
        yield self.line(f"if {self.condition()}:")
        if self.chance.random() < 0.4:
            yield from self.inner().write()
        yield self.line("    " + self.chance.choice(["break", "continue"]))

    def hand_out(self) -> Iterator[str]:
        yield self.line("yield " + self.chance.choice(["n", "out", "1"]))

    # -- blocks ---------------------------------------------------------------------------------

    def branch(self) -> Iterator[str]:
        yield self.line(f"if {self.condition()}:")
        yield from self.inner().statements(self.chance.randint(1, 2))
        if self.chance.random() < 0.35:
            yield self.line("else:")
            yield from self.inner().statements(self.chance.randint(1, 2))

    def loop(self) -> Iterator[str]:
        name = "item"
        over = self.chance.choice(["items", "items", "(1, 2)"])
        yield self.line(f"for {name} in {over}:")
        yield from self.inner(looped=True).statements(self.chance.randint(1, 3))

    def suppressed(self) -> Iterator[str]:
        caught = self.chance.choice([self.dialect.errors[0], "Exception", "ValueError"])
        yield self.line(f"with contextlib.suppress({caught}):")
        yield from self.inner().statements(self.chance.randint(1, 2))

    def repeated(self) -> Iterator[str]:
        name = f"w{self.program.tag()}"
        yield self.line(f"{name} = 0")
        yield self.line(f"while {name} < 2:")
        yield self.line(f"    {name} += 1")
        yield from self.inner(looped=self.looped).statements(self.chance.randint(1, 2))

    def matched(self) -> Iterator[str]:
        yield self.line("match n:")
        yield self.line("    case 0:")
        yield from self.inner("        ").statements(self.chance.randint(1, 2))
        yield self.line(f"    case {self.chance.choice(['_', '2', '1 | 2'])}:")
        yield from self.inner("        ").statements(1)

    def handled(self) -> Iterator[str]:
        chance = self.chance
        yield self.line("try:")
        yield from self.inner().statements(chance.randint(1, 2))
        errors = [*self.dialect.errors, self.dialect.errors[0], "Exception", "", "ValueError"]
        caught = chance.choice(errors)
        if chance.random() < 0.1:
            yield self.line("finally:")
            yield from self.inner().statements(1)
            return
        yield self.line(f"except {caught}:" if caught else "except:")
        roll = chance.random()
        inner = self.inner()
        if roll < 0.35:
            yield inner.line("raise")
        elif roll < 0.5:
            yield inner.line("raise Refused('converted') from None")
        elif roll < 0.7:
            yield inner.line("out.append('swallowed')")
        elif roll < 0.8 and self.looped:
            yield inner.line(chance.choice(["continue", "break"]))
        elif roll < 0.85 and not self.yields:
            yield inner.line("return ['failed']")
        elif roll < 0.93:
            yield from inner.write()
            if chance.random() < 0.5:
                yield inner.line("raise")
        else:
            yield inner.line("pass")
        if chance.random() < 0.15:
            yield self.line("else:")
            yield from inner.statements(1)


def program(name: str, seed: int) -> str:
    """The text of one module."""
    return Program(STATEMENTS[name], random.Random(seed)).text()
