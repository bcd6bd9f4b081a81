"""The databases that generated programs run on: each is filled anew for every run."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from golden_database import _drop, _new_schema, _quiet, server_uri
from transaction_runs import WRITE, Place, Ran, Record, load, told

TABLES = ("a", "b", "c", "d", "u")
BOOM = "INSERT INTO boom (k) VALUES (1)"
Situation = tuple[bool, bool, int, tuple[int, ...]]


class Stage:
    """One database, and the connections that stay open between runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.record = Record(Place())
        self.loaded: dict[str, Any] = {}
        self.hooks = contextlib.ExitStack()
        self.of_tables = " UNION ALL ".join(
            f"SELECT '{t}', id, {'k' if t == 'u' else '0'}, tag, n, price FROM {self.table(t)}"
            for t in TABLES
        )
        with _quiet():
            self.open()

    def run(
        self, text: str, situation: Situation, place: Place, findings: tuple[Any, ...] = ()
    ) -> Ran:
        """One run of a module; with findings, its lines are followed."""
        with _quiet():
            return self._run(text, situation, place, findings)

    def _run(self, text: str, situation: Situation, place: Place, findings: tuple[Any, ...]) -> Ran:
        self.fill()
        module = self.loaded.get(text)
        if module is None:
            if len(self.loaded) > 1:
                self.loaded.clear()
            module = self.loaded[text] = self.load(text)
        record = self.record = Record(place, findings)
        flag, other, n, items = situation
        before = sys.gettrace()
        if findings:
            sys.settrace(record.follow)
        try:
            result, masked = told(lambda: self.call(module, (flag, other, n, list(items))))
        finally:
            sys.settrace(before)
            record.quiet = True
        open_ = self.settle()
        stored = frozenset(int(row[0]) for row in self.query("SELECT n FROM log"))
        rows = repr(sorted(self.query(self.of_tables)))
        numbers = range(1, len(record.statements) + 1)
        return Ran(
            result,
            masked,
            stored,
            rows,
            tuple(record.statements),
            tuple(n for n in numbers if n not in record.done),
            tuple(record.enclosed),
            open_,
        )

    def table(self, name: str) -> str:
        return name

    def load(self, text: str) -> Any:
        return load(text)

    def open(self) -> None:
        raise NotImplementedError

    def fill(self) -> None:
        raise NotImplementedError

    def call(self, module: Any, given: tuple[Any, ...]) -> Any:
        raise NotImplementedError

    def settle(self) -> bool:
        """Lets go of what was not committed; whether there was a transaction open."""
        return False

    def query(self, sql: str) -> list[Any]:
        raise NotImplementedError

    def close(self) -> None:
        self.hooks.close()


class OnPostgresql(Stage):
    """A schema of its own on the server of the tests."""

    def open(self) -> None:
        import psycopg

        self.schema = _new_schema()
        with psycopg.connect(server_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {self.schema}")
        options = f"-c search_path={self.schema} -c synchronous_commit=off -c lock_timeout=500"
        self.dsn = psycopg.conninfo.make_conninfo(server_uri(), options=options)
        self.admin = psycopg.connect(self.dsn, autocommit=True)
        self._schema()
        self.connect()

    def _schema(self) -> None:
        for table in TABLES:
            key = "k INTEGER UNIQUE, " if table == "u" else ""
            self.admin.execute(
                f"CREATE TABLE {self.table(table)} (id SERIAL PRIMARY KEY, {key}tag TEXT NOT NULL, "
                "n INTEGER DEFAULT 0, price NUMERIC(8, 1) DEFAULT 1.0)"
            )
        self.admin.execute("CREATE TABLE log (n INTEGER)")
        self.admin.execute("CREATE TABLE boom (k INTEGER UNIQUE)")
        self.admin.execute(BOOM)
        self.admin.execute(
            f"CREATE FUNCTION fill() RETURNS void LANGUAGE plpgsql AS $$BEGIN {self._filling()}; END$$"
        )

    def connect(self) -> None:
        raise NotImplementedError

    def fill(self) -> None:
        self.admin.execute("SELECT fill()")

    def _filling(self) -> str:
        parts = ["DELETE FROM log"]
        for table in TABLES:
            name = self.table(table)
            parts += [f"DELETE FROM {name}", f"PERFORM setval('{name}_id_seq', 10, false)"]
            if table != "u":
                parts.append(f"INSERT INTO {name} (id, tag) VALUES (1,'x'), (2,'y'), (3,'z')")
        parts.append(f"INSERT INTO {self.table('u')} (id, k, tag) VALUES (1, 1, 'x')")
        return ";".join(parts)

    def query(self, sql: str) -> list[Any]:
        return list(self.admin.execute(sql).fetchall())

    def close(self) -> None:
        super().close()
        self.admin.close()
        _drop(self.schema)


class OnPsycopg(OnPostgresql):
    def connect(self) -> None:
        import psycopg

        inner = psycopg.Cursor.execute

        def execute(cursor: Any, query: Any, *rest: Any, **words: Any) -> Any:
            record = self.record
            if record.quiet or not WRITE.match(str(query)):
                return inner(cursor, query, *rest, **words)
            number = record.attempt(str(query))
            if record.instead(number):
                inner(cursor, BOOM)
            inner(cursor, query, *rest, **words)
            inner(cursor.connection.cursor(), f"INSERT INTO log (n) VALUES ({number})")
            record.after(number)
            return cursor

        self.record.quiet = True
        self.hooks.enter_context(mock.patch.object(psycopg.Cursor, "execute", execute))
        self.second = psycopg.connect(self.dsn, autocommit=True)

    def fill(self) -> None:
        self.record.quiet = True
        super().fill()

    def call(self, module: Any, given: tuple[Any, ...]) -> Any:
        module.DSN = self.dsn
        return module.run(self.second, *given)

    def close(self) -> None:
        self.second.close()
        super().close()


class OnAsyncpg(OnPostgresql):
    def connect(self) -> None:
        import asyncpg

        for name in ("execute", "fetch", "fetchrow", "fetchval"):
            self._hook(asyncpg.Connection, name, asyncpg.Connection.execute)
        self.loop = asyncio.new_event_loop()

        async def connect() -> list[Any]:
            settings = {
                "search_path": self.schema, "synchronous_commit": "off", "lock_timeout": "500",
            }  # fmt: skip
            return [await asyncpg.connect(server_uri(), server_settings=settings) for _ in range(2)]

        self.connections = self.loop.run_until_complete(connect())

    def _hook(self, owner: Any, name: str, execute: Any) -> None:
        inner = getattr(owner, name)

        async def watched(connection: Any, query: str, *rest: Any, **words: Any) -> Any:
            record = self.record
            if record.quiet or not WRITE.match(query):
                return await inner(connection, query, *rest, **words)
            number = record.attempt(query)
            if record.instead(number):
                await execute(connection, BOOM)
            result = await inner(connection, query, *rest, **words)
            await execute(connection, f"INSERT INTO log (n) VALUES ({number})")
            record.after(number)
            return result

        self.hooks.enter_context(mock.patch.object(owner, name, watched))

    def call(self, module: Any, given: tuple[Any, ...]) -> Any:
        async def run() -> Any:
            return await module.run(*self.connections, *given)

        return self.loop.run_until_complete(run())

    def settle(self) -> bool:
        open_ = any(c.is_in_transaction() for c in self.connections)
        for connection in self.connections if open_ else ():
            self.loop.run_until_complete(connection.reset())
        return open_

    def close(self) -> None:
        for connection in self.connections:
            self.loop.run_until_complete(connection.close())
        self.loop.close()
        super().close()


class OnPool(OnAsyncpg):
    """The statements go through a pool, each through some connection of it."""

    def connect(self) -> None:
        import asyncpg

        super().connect()

        async def connect() -> Any:
            settings = {
                "search_path": self.schema, "synchronous_commit": "off", "lock_timeout": "500",
            }  # fmt: skip
            return await asyncpg.create_pool(
                server_uri(), min_size=2, max_size=3, server_settings=settings
            )

        self.pool = self.loop.run_until_complete(connect())

    def call(self, module: Any, given: tuple[Any, ...]) -> Any:
        async def run() -> Any:
            return await module.run(self.pool, self.connections[1], *given)

        return self.loop.run_until_complete(run())

    def close(self) -> None:
        self.loop.run_until_complete(self.pool.close())
        super().close()


class OnSqlite(Stage):
    def open(self) -> None:
        self.path = str(self.folder / "program.sqlite")
        self.admin = sqlite3.connect(self.path, isolation_level=None)
        self.admin.execute("PRAGMA journal_mode = MEMORY")
        self.admin.execute("PRAGMA synchronous = OFF")
        for table in TABLES:
            key = "k INTEGER UNIQUE, " if table == "u" else ""
            self.admin.execute(
                f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {key}tag TEXT, "
                "n INTEGER DEFAULT 0, price NUMERIC DEFAULT 1.0)"
            )
        self.admin.execute("CREATE TABLE log (n INTEGER)")
        self.admin.execute("CREATE TABLE boom (k INTEGER UNIQUE)")
        self.admin.execute(BOOM)
        stage = self

        class Connection(sqlite3.Connection):
            def execute(self, sql: str, *rest: Any) -> Any:
                record = stage.record
                if record.quiet or not WRITE.match(sql):
                    return super().execute(sql, *rest)
                number = record.attempt(sql)
                if record.instead(number):
                    super().execute(BOOM)
                result = super().execute(sql, *rest)
                super().execute("INSERT INTO log (n) VALUES (?)", (number,))
                record.after(number)
                return result

        inner = sqlite3.connect

        def connect(*given: Any, **words: Any) -> Any:
            connection = inner(*given, factory=Connection, timeout=0.2, **words)
            connection.execute("PRAGMA synchronous = OFF")
            self.opened.append(connection)
            return connection

        self.opened: list[Any] = []
        self.hooks.enter_context(mock.patch.object(sqlite3, "connect", connect))

    def fill(self) -> None:
        execute = self.admin.execute
        execute("BEGIN")
        execute("DELETE FROM log")
        for table in TABLES:
            execute(f"DELETE FROM {table}")
            if table != "u":
                execute(f"INSERT INTO {table} (id, tag) VALUES (1,'x'), (2,'y'), (3,'z')")
        execute("INSERT INTO u (id, k, tag) VALUES (1, 1, 'x')")
        execute("COMMIT")

    def call(self, module: Any, given: tuple[Any, ...]) -> Any:
        module.DATABASE = self.path
        return module.run(*given)

    def settle(self) -> bool:
        open_ = any(c.in_transaction for c in self.opened)
        for connection in self.opened:
            connection.close()
        self.opened.clear()
        return open_

    def query(self, sql: str) -> list[Any]:
        return self.admin.execute(sql).fetchall()


class OnDjango(OnPostgresql):
    """Django on PostgreSQL, where an error ends the transaction that it happens in."""

    def table(self, name: str) -> str:
        return f"generated_{name}"

    def connect(self) -> None:
        from golden_database import _DJANGO, _django

        _django(self.folder, "postgresql", ())
        _, path = _DJANGO["places"]["default"]
        _DJANGO["places"]["default"] = (self.schema, path)
        from django.db import connection, connections

        del path
        settings = connections.settings["default"]
        settings["OPTIONS"] = {
            "options": f"-c search_path={self.schema} -c synchronous_commit=off -c lock_timeout=500"
        }
        connection.settings_dict["OPTIONS"] = settings["OPTIONS"]
        self.hooks.enter_context(connection.execute_wrapper(self._watch))

    def _watch(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        record = self.record
        if record.quiet or not WRITE.match(sql):
            return execute(sql, params, many, context)
        number = record.attempt(sql)
        if record.instead(number):
            execute(BOOM, None, False, context)
        result = execute(sql, params, many, context)
        context["connection"].connection.execute(f"INSERT INTO log (n) VALUES ({number})")
        record.after(number)
        return result

    def load(self, text: str) -> Any:
        from django.apps import apps

        apps.all_models["generated"].clear()
        apps.clear_cache()
        return load(text)

    def call(self, module: Any, given: tuple[Any, ...]) -> Any:
        return module.run(*given)

    def settle(self) -> bool:
        from django.db import connection

        open_ = connection.in_atomic_block
        if open_ or not connection.is_usable():
            connection.close()
        return open_

    def close(self) -> None:
        from django.db import connection

        connection.close()
        super().close()


class OnSessions(OnPostgresql):
    """SQLAlchemy's sessions; what they store is known when they say that they have committed."""

    def connect(self) -> None:
        from sqlalchemy import event
        from sqlalchemy.orm import Session

        self.engine = self._engine()
        sync = getattr(self.engine, "sync_engine", self.engine)
        event.listen(sync, "before_cursor_execute", self._before, retval=True)
        event.listen(sync, "after_cursor_execute", self._after)
        self._on(Session, "after_commit", self._committed)
        self._on(Session, "after_rollback", self._rolled_back)
        self.line = 0
        self._watch_commits()

    def _committed(self, session: Any) -> None:
        if not session.in_nested_transaction():
            self.record.committed(self.line)

    def _rolled_back(self, session: Any) -> None:
        if not session.in_nested_transaction():
            self.record.pending.clear()

    def _on(self, owner: Any, name: str, told: Any) -> None:
        from sqlalchemy import event

        event.listen(owner, name, told)
        self.hooks.callback(event.remove, owner, name, told)

    def _engine(self) -> Any:
        from sqlalchemy import create_engine

        return create_engine("postgresql+psycopg://", creator=lambda: self._connection())

    def _connection(self) -> Any:
        import psycopg

        return psycopg.connect(self.dsn)

    def _watch_commits(self) -> None:
        from sqlalchemy.orm import Session

        inner = Session.commit

        def commit(session: Any) -> None:
            self.line = sys._getframe(1).f_lineno
            try:
                inner(session)
            finally:
                self.line = 0

        self.hooks.enter_context(mock.patch.object(Session, "commit", commit))

    def _before(
        self, connection: Any, cursor: Any, sql: str, given: Any, context: Any, many: bool
    ) -> tuple[str, Any]:
        if self.record.quiet or not WRITE.match(sql):
            return sql, given
        self.number = self.record.attempt(sql)
        return (BOOM, ()) if self.record.instead(self.number) else (sql, given)

    def _after(
        self, connection: Any, cursor: Any, sql: str, given: Any, context: Any, many: bool
    ) -> None:
        if self.record.quiet or not WRITE.match(sql):
            return
        own = connection.connection.cursor()
        own.execute(f"INSERT INTO log (n) VALUES ({self.number})")
        own.close()
        self.record.after(self.number)

    def call(self, module: Any, given: tuple[Any, ...]) -> Any:
        module.SessionLocal.configure(bind=self.engine)
        return module.run(*given)

    def close(self) -> None:
        self.engine.dispose()
        super().close()


class OnAsyncSessions(OnSessions):
    def _engine(self) -> Any:
        from sqlalchemy.ext.asyncio import create_async_engine

        self.loop = asyncio.new_event_loop()
        url = server_uri().replace("postgresql://", "postgresql+psycopg://")
        options = f"-c search_path={self.schema} -c synchronous_commit=off -c lock_timeout=500"
        return create_async_engine(url, connect_args={"options": options})

    def _watch_commits(self) -> None:
        from sqlalchemy.ext.asyncio import AsyncSession

        inner = AsyncSession.commit

        async def commit(session: Any) -> None:
            self.line = sys._getframe(1).f_lineno
            try:
                await inner(session)
            finally:
                self.line = 0

        self.hooks.enter_context(mock.patch.object(AsyncSession, "commit", commit))

    def call(self, module: Any, given: tuple[Any, ...]) -> Any:
        module.SessionLocal.configure(bind=self.engine)
        return self.loop.run_until_complete(module.run(*given))

    def close(self) -> None:
        self.loop.run_until_complete(self.engine.dispose())
        self.loop.close()
        OnPostgresql.close(self)


STAGES: dict[str, type[Stage]] = {
    "psycopg": OnPsycopg,
    "psycopg_cursor": OnPsycopg,
    "asyncpg": OnAsyncpg,
    "asyncpg_pool": OnPool,
    "sqlite3": OnSqlite,
    "django": OnDjango,
    "sessions": OnSessions,
    "async_sessions": OnAsyncSessions,
}


def situations() -> Iterator[Situation]:
    for number, (flag, other) in enumerate([(1, 1), (1, 0), (0, 1), (0, 0)]):
        yield bool(flag), bool(other), 2 * (number % 2), ((4, 5), (6, 6))[number // 2]
