"""Writes whole modules that store rows through sessions of SQLAlchemy, which commit several times."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

PARAMETERS = "flag: bool, other: bool, n: int, items: list[int]"
ARGUMENTS = "flag, other, n, items"
_MODEL = """

class {T}(Base):
    __tablename__ = "{t}"

    id: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[str]
    n: Mapped[int] = mapped_column(default=0)
    price: Mapped[Decimal] = mapped_column(Numeric(8, 1), default=Decimal("1.0"))
"""
_HEAD = """from decimal import Decimal

from sqlalchemy import Numeric, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
{imports}

class Base(DeclarativeBase):
    pass
"""
_SYNC = """from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

engine = create_engine("postgresql+psycopg://localhost/shop")
SessionLocal = sessionmaker(engine{expire})
"""
_ASYNC = """from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

engine = create_async_engine("postgresql+psycopg://localhost/shop")
SessionLocal = async_sessionmaker(engine, expire_on_commit=False)
"""


class Sessions:
    """One module; `main` opens the session, or is handed it by `run`."""

    def __init__(self, asynchronous: bool, chance: random.Random) -> None:
        self.chance = chance
        self.wait = "await " if asynchronous else ""
        self.word = "async " if asynchronous else ""
        self.session = "AsyncSession" if asynchronous else "Session"
        self.tags = 0
        self.deeper = chance.choice([0.0, 0.1, 0.5])  # how often blocks within commit as well
        self.helpers: list[str] = []

    def text(self) -> str:
        expire = ", expire_on_commit=False" if self.chance.random() < 0.5 else ""
        imports = _ASYNC if self.wait else _SYNC.format(expire=expire)
        parts = [_HEAD.format(imports=imports)]
        parts += [_MODEL.format(t=t, T=t.upper()) for t in "abcd"]
        parts.append(
            _MODEL.format(t="u", T="U") + "    k: Mapped[int] = mapped_column(unique=True)\n"
        )
        parts.append("\n\nclass Refused(Exception):\n    pass\n")
        for number in range(self.chance.choice([0, 0, 1, 2])):
            parts.append(self._helper(f"h{number}"))
        opens = self.chance.random() < 0.6
        parts += [self._main(opens), self._run(opens)]
        return "".join(parts)

    def _head(self, name: str, handed: bool) -> str:
        first = f"session: {self.session}, " if handed else ""
        return f"{self.word}def {name}({first}{PARAMETERS}) -> list[object]:"

    def _helper(self, name: str) -> str:
        commits = self.chance.random() < 0.25
        body = Block(self, "    ", 1, commits).statements(self.chance.randint(1, 3))
        lines = [self._head(name, True), "    out: list[object] = []", *body, "    return out"]
        self.helpers.append(name)
        return "\n\n\n" + "\n".join(lines) + "\n"

    def _main(self, opens: bool) -> str:
        lines = [self._head("main", not opens), "    out: list[object] = []"]
        indent = "    "
        if opens:
            lines.append(f"    {self.word}with SessionLocal() as session:")
            indent += "    "
        if self.chance.random() < 0.12:
            for _ in range(2):
                lines.append(f"{indent}{self.word}with session.begin():")
                lines += Block(self, indent + "    ", 1, False).statements(2)
        else:
            lines += Block(self, indent, 3, True).statements(self.chance.randint(3, 6))
            if self.chance.random() < 0.8 and not lines[-1].endswith(".commit()"):
                lines.append(f"{indent}{self.wait}session.commit()")
            if self.chance.random() < 0.3:
                lines.append(f"{indent}out.append('end')")
        return "\n\n\n" + "\n".join([*lines, "    return out"]) + "\n"

    def _run(self, opens: bool) -> str:
        given = "" if opens else "session, "
        lines = [f"    out = {self.wait}main({given}{ARGUMENTS})"]
        roll = self.chance.random()
        if roll < 0.3:
            caught = self.chance.choice(["IntegrityError", "Exception", "ValueError", "Refused"])
            ends = [
                "        return ['caught']",
                "        raise",
                "        raise Refused('x') from None",
            ]
            lines = ["    try:", *(f"    {line}" for line in lines), f"    except {caught}:"]
            lines.append(self.chance.choice(ends))
        if not opens:
            if self.chance.random() < 0.12:
                lines.append(f"    {self.wait}session.commit()")
            lines = [f"    {line}" for line in lines]
            lines.insert(0, f"    {self.word}with SessionLocal() as session:")
        return "\n\n\n" + "\n".join([self._head("run", False), *lines, "    return out"]) + "\n"

    def tag(self) -> int:
        self.tags += 1
        return self.tags


class Block:
    """The statements of one block, and the names of objects that are known in it."""

    def __init__(
        self,
        program: Sessions,
        indent: str,
        depth: int,
        commits: bool,
        looped: bool = False,
        known: tuple[str, ...] = (),
    ) -> None:
        self.program = program
        self.chance = program.chance
        self.indent = indent
        self.depth = depth
        self.commits = commits
        self.looped = looped
        self.known = list(known)
        self.wait = program.wait
        self.shapes: list[tuple[float, Callable[[], Iterator[str]]]] = [
            (34, self.add),
            (7, self.execute),
            (10, self.load),
            (5, self.read),
            (2, self.compute),
            (1.2, self.error),
            (1.2, self.leave),
            (8 if program.helpers else 0, self.help),
            (1.5 if looped else 0, self.skip),
            (3, self.flush),
        ]
        if depth:
            self.shapes += [(4, self.branch), (2, self.loop), (4.5, self.handled), (1, self.nested)]

    def statements(self, count: int) -> list[str]:
        lines: list[str] = []
        for _ in range(count):
            shapes = list(self.shapes)
            if self.known:
                shapes += [(12, self.change), (7, self.tell), (3, self.refresh)]
            weights = [weight for weight, _ in shapes]
            shape = self.chance.choices([s for _, s in shapes], weights)[0]
            lines += shape()
            stores = shape in (self.add, self.execute, self.change, self.help)
            if self.commits and self.chance.random() < (0.6 if stores else 0.03):
                lines.append(self.line(f"{self.wait}session.commit()"))
        return lines

    def inner(self, looped: bool | None = None) -> Block:
        looped = self.looped if looped is None else looped
        commits = self.commits and self.chance.random() < self.program.deeper
        return Block(
            self.program, self.indent + "    ", self.depth - 1, commits, looped, tuple(self.known)
        )

    def line(self, text: str) -> str:
        return f"{self.indent}{text}"

    # -- what touches the database --------------------------------------------------------------

    def add(self) -> Iterator[str]:
        chance, tag = self.chance, self.program.tag()
        model = chance.choice("ABCDU")
        key = chance.choice(["1", "n", "7", str(tag + 10), str(tag + 10)])
        if self.looped:
            key = chance.choice(["item", "item + 3", key])
        words = [f"tag='s{tag}'"] + ([f"k={key}"] if model == "U" else [])
        if chance.random() < 0.2:
            words.append("price=Decimal('1.26')")
        made = f"{model}({', '.join(words)})"
        if chance.random() < 0.5:
            yield self.line(f"session.add({made})")
            return
        name = f"x{tag}"
        yield self.line(f"{name} = {made}")
        yield self.line(f"session.add({name})")
        self.known.append(name)

    def load(self) -> Iterator[str]:
        tag, model, key = self.program.tag(), self.chance.choice("ABCD"), self.chance.choice("123")
        text = self.chance.choice(
            [
                f"(session.scalars(select({model}).where({model}.id == {key}))).one()",
                f"session.get({model}, {key})",
            ]
        )
        if self.wait and "scalars" in text:
            text = text.replace("(session", "(await session", 1)
        elif self.wait:
            text = f"await {text}"
        yield self.line(f"x{tag} = {text}")
        self.known.append(f"x{tag}")

    def change(self) -> Iterator[str]:
        name = self.chance.choice(self.known)
        yield self.line(
            self.chance.choice(
                [
                    f"{name}.n = {name}.n + 1",
                    f"{name}.n += 1",
                    f"{name}.tag = 's{self.program.tag()}'",
                    f"{name}.n = n",
                    f"{name}.price = Decimal('2.34')",
                ]
            )
        )

    def execute(self) -> Iterator[str]:
        tag, model = self.program.tag(), self.chance.choice("ABCD")
        key = self.chance.choice("123")
        text = self.chance.choice(
            [
                f"update({model}).where({model}.id == {key}).values(tag='s{tag}')",
                f"update({model}).where({model}.id == {key}).values(n={model}.n + 1)",
                f"insert({model}).values(tag='s{tag}')",
                f"insert(U).values(tag='s{tag}', k={self.chance.choice(['1', '7', str(tag + 10)])})",
                f"delete({model}).where({model}.id == {key})",
            ]
        )
        yield self.line(f"{self.wait}session.execute({text})")

    def tell(self) -> Iterator[str]:
        name = self.chance.choice(self.known)
        attribute = self.chance.choice(["id", "id", "id", "n", "n", "tag", "price"])
        yield self.line(f"out.append(('read', str({name}.{attribute})))")

    def read(self) -> Iterator[str]:
        model = self.chance.choice("ABCDU")
        text = f"session.scalar(select(func.count()).select_from({model}))"
        yield self.line(f"out.append(('read', {self.wait}{text}))")

    def refresh(self) -> Iterator[str]:
        yield self.line(f"{self.wait}session.refresh({self.chance.choice(self.known)})")

    def flush(self) -> Iterator[str]:
        yield self.line(f"{self.wait}session.flush()")

    def help(self) -> Iterator[str]:
        name = self.chance.choice(self.program.helpers)
        yield self.line(f"{self.wait}{name}(session, {ARGUMENTS})")

    def nested(self) -> Iterator[str]:
        yield self.line(f"{self.program.word}with session.begin_nested():")
        inner = self.inner()
        inner.commits = False
        yield from inner.statements(1)

    # -- what does not --------------------------------------------------------------------------

    def compute(self) -> Iterator[str]:
        yield self.line(
            self.chance.choice(["out.append(n + 1)", "n = n + 1", "out.append('step')"])
        )

    def condition(self) -> str:
        choices = ["flag", "other", "not flag", "n > 1", "len(items) > 1"]
        return self.chance.choice([*choices, "item > 1"] if self.looped else choices)

    def error(self) -> Iterator[str]:
        yield self.line(f"if {self.condition()}:")
        yield self.line(f"    raise {self.chance.choice(['Refused', 'ValueError'])}('no')")

    def leave(self) -> Iterator[str]:
        yield self.line(f"if {self.condition()}:")
        if self.commits and self.chance.random() < 0.3:
            yield self.line(f"    {self.wait}session.commit()")
        yield self.line("    return ['left']")

    def skip(self) -> Iterator[str]:
        yield self.line(f"if {self.condition()}:")
        yield self.line("    " + self.chance.choice(["break", "continue"]))

    # -- blocks ---------------------------------------------------------------------------------

    def branch(self) -> Iterator[str]:
        yield self.line(f"if {self.condition()}:")
        yield from self.inner().statements(self.chance.randint(1, 2))
        if self.chance.random() < 0.3:
            yield self.line("else:")
            yield from self.inner().statements(1)

    def loop(self) -> Iterator[str]:
        yield self.line(f"for item in {self.chance.choice(['items', '(1, 2)'])}:")
        yield from self.inner(looped=True).statements(self.chance.randint(1, 3))

    def handled(self) -> Iterator[str]:
        chance = self.chance
        yield self.line("try:")
        yield from self.inner().statements(chance.randint(1, 3))
        if chance.random() < 0.07:
            yield self.line("finally:")
            yield from self.inner().statements(1)
            return
        caught = chance.choice(
            ["IntegrityError", "IntegrityError", "SQLAlchemyError", "Exception", "", "ValueError"]
        )
        yield self.line(f"except {caught}:" if caught else "except:")
        inner = self.inner()
        if chance.random() < 0.6:
            yield inner.line(f"{self.wait}session.rollback()")
        if self.known and chance.random() < 0.15:
            yield from inner.tell()
        roll = chance.random()
        if roll < 0.45:
            yield inner.line("raise")
        elif roll < 0.6:
            yield inner.line("raise Refused('converted') from None")
        elif roll < 0.75:
            yield inner.line("out.append('swallowed')")
        elif roll < 0.85:
            yield inner.line("return ['failed']")
        elif roll < 0.92 and self.looped:
            yield inner.line(chance.choice(["continue", "break"]))
        elif roll < 0.97:
            yield from inner.add()
            if chance.random() < 0.6:
                yield inner.line(f"{self.wait}session.commit()")
            if chance.random() < 0.5:
                yield inner.line("raise")
        else:
            yield inner.line("pass")


def sessions(asynchronous: bool, seed: int) -> str:
    """The text of one module."""
    return Sessions(asynchronous, random.Random(seed)).text()
