"""A small world for golden cases: a clock that jumps, and back ends that count their rounds.

Every call to a back end is a round of one virtual second. Nothing sleeps for real, so the time a
scenario takes is exactly the depth of its stacked waits, on any machine. A round can be made to
fail or to last longer, which shows orders of errors that a lucky run would hide.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import selectors
import sqlite3
import sys
import types
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite
import asyncpg
import httpx
from sqlalchemy import MetaData, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.pool import NullPool
from sqlalchemy.util import await_only

# Seconds of real time for one job of a database thread; such a job takes milliseconds.
_PATIENCE = 3


class StandStillError(BaseException):
    """Everything waits and nothing can ever wake it: the scenario would hang."""


class _Jump(selectors.DefaultSelector):
    """Instead of waiting for the next timer, moves the clock to it."""

    clock: Clock

    def select(self, timeout: float | None = None) -> Any:
        if timeout == 0:
            return super().select(0)
        if self.clock.outside:
            events = super().select(_PATIENCE)
            if not events:
                raise StandStillError
            return events
        if timeout is None:
            raise StandStillError
        self.clock.now += timeout
        return super().select(0)


class Clock(asyncio.SelectorEventLoop):
    """An event loop in virtual time. `outside` counts the jobs that threads still work on."""

    def __init__(self) -> None:
        self.now = 0.0
        self.outside = 0
        selector = _Jump()
        selector.clock = self
        super().__init__(selector)

    def time(self) -> float:
        return self.now

    def watch(self, future: asyncio.Future[Any]) -> None:
        self.outside += 1
        future.add_done_callback(self._came_back)

    def _came_back(self, _: asyncio.Future[Any]) -> None:
        self.outside -= 1


class World:
    """The back ends of one run, and what happened to them.

    `calls` are the rounds in the order in which they started, `effects` the writes and log lines
    in the order in which they happened. A round named in `faults` fails; `durations` says which
    rounds do not last one second.
    """

    def __init__(
        self,
        folder: Path,
        situation: str = "",
        faults: frozenset[str] = frozenset(),
        durations: Mapping[str, float] | None = None,
    ) -> None:
        self.folder = folder
        self.situation = situation
        self.faults = faults
        self.durations = durations or {}
        self.calls: list[str] = []
        self.effects: list[str] = []
        self.running = 0
        self.crowd = 0  # the largest number of rounds that ran at once
        self._files: list[Path] = []
        self._engines: list[AsyncEngine] = []
        self._clients: list[httpx.AsyncClient] = []

    async def round(
        self, what: str, error: Callable[[str], Exception], writes: bool = False
    ) -> None:
        """Spends a round; raises `error` when this one is to fail."""
        seen = sum(call.split(" #")[0] == what for call in self.calls)
        label = f"{what} #{seen + 1}" if seen else what
        self.calls.append(label)
        self.running += 1
        self.crowd = max(self.crowd, self.running)
        try:
            await asyncio.sleep(self.durations.get(label, 1))
        finally:
            self.running -= 1
        if label in self.faults:
            raise error(label)
        if writes:
            self.effects.append(label)

    def http(self, routes: Mapping[str, Any], **options: Any) -> httpx.AsyncClient:
        """A client of a fake service: by path, its answer as a body, a status or a function."""

        async def handle(request: httpx.Request) -> httpx.Response:
            path = request.url.raw_path.decode()
            reads = request.method in ("GET", "HEAD", "OPTIONS")
            await self.round(f"{request.method} {path}", httpx.ConnectError, writes=not reads)
            answer = routes.get(path, 404)
            if callable(answer):
                answer = answer(request)
            match answer:
                case httpx.Response():
                    return answer
                case int():
                    return httpx.Response(answer)
                case str():
                    return httpx.Response(200, text=answer)
            return httpx.Response(200, json=answer)

        client = httpx.AsyncClient(
            transport=httpx.MockTransport(handle), base_url="http://service", **options
        )
        self._clients.append(client)
        return client

    def pool(self, script: str, size: int = 10) -> Pool:
        """A pool of connections to a fresh database that `script` fills."""
        path = self._file()
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(script)
        connection.close()
        return Pool(self, path, size)

    def redis(self, data: Mapping[str, Any]) -> Redis:
        return Redis(self, dict(data))

    @asynccontextmanager
    async def database(
        self, metadata: MetaData, rows: Sequence[Any] = (), poolclass: Any = NullPool
    ) -> AsyncIterator[async_sessionmaker[AsyncSession]]:
        """Sessions on a fresh database with these tables and rows."""
        path = self._file()
        engine = create_async_engine(
            "sqlite+aiosqlite://", async_creator=lambda: _connect(path), poolclass=poolclass
        )
        self._engines.append(engine)
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all)
        sessions = async_sessionmaker(engine, expire_on_commit=False)
        async with sessions.begin() as session:
            session.add_all(rows)

        @event.listens_for(engine.sync_engine, "before_cursor_execute")
        def wait(_c: Any, _u: Any, statement: str, parameters: Any, _x: Any, _m: bool) -> None:
            sql = " ".join(statement.split())
            writes = not sql.startswith(("SELECT", "WITH"))
            await_only(self.round(f"{sql} {parameters}", _lost, writes))

        yield sessions

    def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that is stored, in a fixed order."""
        stored: dict[str, list[tuple[Any, ...]]] = {}
        for number, path in enumerate(self._files):
            connection = sqlite3.connect(path)
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (name,) in sorted(names):
                found = connection.execute(f'SELECT * FROM "{name}"').fetchall()
                stored[f"{number}.{name}"] = sorted(found, key=repr)
            connection.close()
        return stored

    async def close(self) -> None:
        for client in self._clients:
            await client.aclose()
        for engine in self._engines:
            await engine.dispose()

    def _file(self) -> Path:
        path = self.folder / f"store{len(self._files)}.db"
        for leftover in self.folder.glob(f"{path.name}*"):
            leftover.unlink()
        self._files.append(path)
        return path


class Pool:
    """Stands in for `asyncpg.Pool`: a connection of its own for every statement."""

    def __init__(self, world: World, path: Path, size: int) -> None:
        self.world = world
        self.path = path
        self.free = asyncio.Semaphore(size)

    @asynccontextmanager
    async def acquire(self) -> AsyncIterator[Connection]:
        async with self.free:
            connection = Connection(self.world, self.path)
            try:
                yield connection
            finally:
                connection.raw.close()

    async def fetch(self, sql: str, *args: Any) -> list[sqlite3.Row]:
        async with self.acquire() as connection:
            return await connection.fetch(sql, *args)

    async def fetchrow(self, sql: str, *args: Any) -> sqlite3.Row | None:
        async with self.acquire() as connection:
            return await connection.fetchrow(sql, *args)

    async def fetchval(self, sql: str, *args: Any) -> Any:
        async with self.acquire() as connection:
            return await connection.fetchval(sql, *args)

    async def execute(self, sql: str, *args: Any) -> str:
        async with self.acquire() as connection:
            return await connection.execute(sql, *args)


class Connection:
    """Stands in for `asyncpg.Connection`: one statement at a time, or an error."""

    def __init__(self, world: World, path: Path) -> None:
        self.world = world
        self.raw = sqlite3.connect(path, isolation_level=None, timeout=0)
        self.raw.row_factory = sqlite3.Row
        self.busy = False

    async def fetch(self, sql: str, *args: Any) -> list[sqlite3.Row]:
        if self.busy:
            raise asyncpg.InterfaceError(
                "cannot perform operation: another operation is in progress"
            )
        self.busy = True
        try:
            text = " ".join(sql.split())
            writes = not text.upper().startswith(("SELECT", "WITH", "BEGIN", "COMMIT", "ROLLBACK"))
            lost = asyncpg.ConnectionDoesNotExistError
            await self.world.round(f"{text} {list(args)}" if args else text, lost, writes)
            text = re.sub(r"= ANY\(\$(\d+)\)", r"IN (SELECT value FROM json_each(?\1))", text)
            text = re.sub(r"\$(\d+)", r"?\1", text)
            values = [json.dumps(list(a)) if isinstance(a, list | set) else a for a in args]
            return self.raw.execute(text, values).fetchall()
        finally:
            self.busy = False

    async def fetchrow(self, sql: str, *args: Any) -> sqlite3.Row | None:
        rows = await self.fetch(sql, *args)
        return rows[0] if rows else None

    async def fetchval(self, sql: str, *args: Any) -> Any:
        rows = await self.fetch(sql, *args)
        return rows[0][0] if rows else None

    async def execute(self, sql: str, *args: Any) -> str:
        await self.fetch(sql, *args)
        return sql.split()[0]

    @asynccontextmanager
    async def transaction(self, isolation: str = "read_committed") -> AsyncIterator[None]:
        await self.fetch("BEGIN")
        try:
            yield
        except BaseException:
            self.raw.execute("ROLLBACK")
            raise
        await self.fetch("COMMIT")


class Redis:
    """Stands in for `redis.asyncio.Redis`."""

    def __init__(self, world: World, data: dict[str, Any]) -> None:
        self.world = world
        self.data = data

    async def _round(self, command: str, *args: Any, writes: bool = False) -> None:
        await self.world.round(" ".join(map(str, (command, *args))), RedisLostError, writes)

    async def get(self, key: str) -> Any:
        await self._round("get", key)
        return self.data.get(key)

    async def mget(self, keys: Sequence[str]) -> list[Any]:
        await self._round("mget", *keys)
        return [self.data.get(key) for key in keys]

    async def hgetall(self, key: str) -> dict[str, Any]:
        await self._round("hgetall", key)
        return dict(self.data.get(key, {}))

    async def hget(self, key: str, field: str) -> Any:
        await self._round("hget", key, field)
        return self.data.get(key, {}).get(field)

    async def smembers(self, key: str) -> set[Any]:
        await self._round("smembers", key)
        return set(self.data.get(key, ()))

    async def lrange(self, key: str, start: int, end: int) -> list[Any]:
        await self._round("lrange", key, start, end)
        return list(self.data.get(key, ()))[start : end + 1 or None]

    async def exists(self, key: str) -> int:
        await self._round("exists", key)
        return int(key in self.data)

    async def ttl(self, key: str) -> int:
        await self._round("ttl", key)
        return -1 if key in self.data else -2

    async def set(self, key: str, value: Any, ex: int | None = None) -> bool:
        await self._round("set", key, value, writes=True)
        self.data[key] = value
        return True

    async def incr(self, key: str) -> int:
        await self._round("incr", key, writes=True)
        self.data[key] = int(self.data.get(key, 0)) + 1
        return int(self.data[key])

    async def delete(self, key: str) -> int:
        await self._round("delete", key, writes=True)
        return int(self.data.pop(key, None) is not None)

    async def publish(self, channel: str, message: str) -> int:
        await self._round("publish", channel, message, writes=True)
        return 1


class RedisLostError(Exception):
    """Stands in for `redis.exceptions.ConnectionError`."""


class LogLines(logging.Handler):
    """Keeps log lines among the effects of a world."""

    def __init__(self, world: World) -> None:
        super().__init__(logging.INFO)
        self.world = world

    def emit(self, record: logging.LogRecord) -> None:
        self.world.effects.append(f"log: {record.getMessage()}")


class _Counted:
    """The job queue of a connection's thread; the clock stands still while a job is out."""

    def __init__(self, queue: Any) -> None:
        self.queue = queue

    def put_nowait(self, job: tuple[asyncio.Future[Any] | None, Any]) -> None:
        future, _ = job
        if future is not None:
            loop = future.get_loop()
            if isinstance(loop, Clock):
                loop.watch(future)
        self.queue.put_nowait(job)


async def _connect(path: Path) -> aiosqlite.Connection:
    connection = aiosqlite.connect(path)
    connection._tx = _Counted(connection._tx)  # type: ignore[assignment]
    return await connection


def _lost(label: str) -> Exception:
    return OperationalError(label, {}, Exception("connection lost"))


def stand_in_for_missing_libraries() -> None:
    """Makes importable what cases name but do not need: `redis.asyncio`, FastAPI, Celery and others."""
    if "redis" in sys.modules:
        return
    sys.modules |= {"fastapi": _fastapi(), "celery": _celery()}
    for name, *inside in _NAMED:
        module = sys.modules[name] = types.ModuleType(name)
        for word in inside:
            setattr(module, word, type(word, (), {}))
    package, client = types.ModuleType("redis"), types.ModuleType("redis.asyncio")
    client.Redis = Redis  # type: ignore[attr-defined]
    package.asyncio = client  # type: ignore[attr-defined]
    sys.modules |= {"redis": package, "redis.asyncio": client}


# Modules of which cases only import something that their runs put something else in place of.
_NAMED = (
    ("billing", "current_balance"),
    ("shop_queue", "queued"),
    ("openai", "AsyncOpenAI"),
    ("aiohttp",),
)


def _fastapi() -> types.ModuleType:
    """Routes that stay plain functions."""

    class Router:
        def __init__(self, **_: Any) -> None:
            self.state = types.SimpleNamespace()

        def post(self, path: str) -> Callable[[Any], Any]:
            return lambda route: route

        get = post

    module = types.ModuleType("fastapi")
    module.FastAPI = Router  # type: ignore[attr-defined]
    module.Request = object  # type: ignore[attr-defined]
    module.APIRouter = Router  # type: ignore[attr-defined]
    module.Depends = lambda dependency: dependency  # type: ignore[attr-defined]
    return module


def _celery() -> types.ModuleType:
    """Tasks that run as soon as they are sent, as a quick worker would."""

    def shared_task(function: Any) -> Any:
        function.delay = lambda *arguments: function(*arguments)
        return function

    module = types.ModuleType("celery")
    module.shared_task = shared_task  # type: ignore[attr-defined]
    return module
