"""What `gather` decides on small twins of safe and unsafe code."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from codemods.model.findings import Outcome
from codemods.patterns import gather
from codemods.project.project import Project
from codemods.settings import Settings

PRELUDE = """
import asyncio
import contextvars
import asyncpg
import httpx

CACHE: dict[str, int] = {}
VAR = contextvars.ContextVar("var")

class NotFound(Exception): ...

async def get_user(client: httpx.AsyncClient, uid: int) -> dict:
    response = await client.get(f"/users/{uid}")
    return response.json()

async def get_orders(client: httpx.AsyncClient, uid: int) -> list:
    response = await client.get(f"/orders/{uid}")
    return response.json()

async def must_get(client: httpx.AsyncClient, uid: int) -> dict:
    response = await client.get(f"/accounts/{uid}")
    if response.status_code == 404:
        raise NotFound(uid)
    return response.json()

async def save(client: httpx.AsyncClient, uid: int) -> None:
    await client.post(f"/users/{uid}")

async def cached(client: httpx.AsyncClient, key: str) -> int:
    if key not in CACHE:
        CACHE[key] = (await client.get(key)).json()
    return CACHE[key]

async def bind(client: httpx.AsyncClient, uid: int) -> int:
    VAR.set(uid)
    return (await client.get("/x")).json()

async def rows(pool: asyncpg.Pool, uid: int) -> list[asyncpg.Record]:
    return await pool.fetch("SELECT * FROM orders WHERE user_id = $1", uid)

async def count(pool: asyncpg.Pool, uid: int) -> int:
    return await pool.fetchrow("SELECT count(*) FROM orders WHERE user_id = $1", uid)
"""


def decide(source: str, settings: Settings | None = None, **others: str) -> Outcome:
    overlay = {"app/mod.py": dedent(PRELUDE) + dedent(source)}
    overlay |= {f"app/{name}.py": dedent(text) for name, text in others.items()}
    project = Project.read(Path("/nowhere"), [], settings or Settings(), overlay=overlay)
    assert not project.skipped
    return gather.find(project)


def verdicts(source: str, **others: str) -> list[str]:
    return [f.verdict for f in decide(source, **others).findings]


SAFE = {
    "two reads on one client": """
        async def page(client: httpx.AsyncClient, uid: int):
            user = await get_user(client, uid)
            orders = await get_orders(client, uid)
            return user, orders
    """,
    "reads on two pools": """
        async def page(one: asyncpg.Pool, two: asyncpg.Pool, uid: int):
            a = await rows(one, uid)
            b = await count(two, uid)
            return a, b
    """,
    "a computation between": """
        async def page(client: httpx.AsyncClient, uid: int):
            user = await get_user(client, uid)
            twice = uid * 2
            orders = await get_orders(client, twice)
            return user, orders
    """,
    "a computation of the first result between": """
        async def page(client: httpx.AsyncClient, uid: int):
            user = await get_user(client, uid)
            shown = str(user)
            orders = await get_orders(client, uid)
            return shown, orders
    """,
    "a dict display": """
        async def page(client: httpx.AsyncClient, uid: int):
            return {"user": await get_user(client, uid), "orders": await get_orders(client, uid)}
    """,
    "a conditional member": """
        async def page(client: httpx.AsyncClient, uid: int, full: bool):
            user = await get_user(client, uid)
            orders = await get_orders(client, uid) if full else None
            return user, orders
    """,
    "a default and a branch": """
        async def page(client: httpx.AsyncClient, uid: int, full: bool):
            user = await get_user(client, uid)
            orders = []
            if full:
                orders = await get_orders(client, uid)
            return user, orders
    """,
    "a comprehension": """
        async def page(client: httpx.AsyncClient, ids: list[int]):
            return [await get_user(client, uid) for uid in ids]
    """,
    "two stages": """
        async def page(client: httpx.AsyncClient, uid: int):
            user = await get_user(client, uid)
            orders = await get_orders(client, len(user))
            other = await get_user(client, 2)
            return user, orders, other
    """,
    "nested function": """
        def outer(client: httpx.AsyncClient):
            async def inner(uid: int):
                a = await get_user(client, uid)
                b = await get_orders(client, uid)
                return a, b
            return inner
    """,
}


@pytest.mark.parametrize("name", SAFE)
def test_finds_safe(name: str) -> None:
    assert verdicts(SAFE[name]) == ["safe"]


REFUSED = {
    "the result is needed": (
        """
        async def page(client: httpx.AsyncClient, uid: int):
            user = await get_user(client, uid)
            orders = await get_orders(client, len(user))
            return orders
        """,
        "needs `user`",
    ),
    "one connection": (
        """
        async def page(conn: asyncpg.Connection):
            a = await conn.fetch("SELECT 1")
            b = await conn.fetch("SELECT 2")
            return a, b
        """,
        "same session or connection",
    ),
    "two connections that may be one": (
        """
        async def page(one: asyncpg.Connection, two: asyncpg.Connection):
            a = await one.fetch("SELECT 1")
            b = await two.fetch("SELECT 2")
            return a, b
        """,
        "same session or connection",
    ),
    "a guard between": (
        """
        async def page(client: httpx.AsyncClient, uid: int):
            user = await get_user(client, uid)
            if user is None:
                raise NotFound(uid)
            orders = await get_orders(client, uid)
            return user, orders
        """,
        "an `if` stands between",
    ),
    "a guard that is awaited": (
        """
        async def page(client: httpx.AsyncClient, uid: int):
            await must_get(client, uid)
            orders = await get_orders(client, uid)
            return orders
        """,
        "guard",
    ),
    "a delay": (
        """
        async def page(client: httpx.AsyncClient, uid: int):
            a = await get_user(client, uid)
            await asyncio.sleep(1)
            b = await get_orders(client, uid)
            return a, b
        """,
        "deliberate delay",
    ),
    "a cache": (
        """
        async def page(client: httpx.AsyncClient):
            a = await cached(client, "EUR")
            b = await cached(client, "EUR")
            return a, b
        """,
        "object state",
    ),
    "a context variable": (
        """
        async def page(client: httpx.AsyncClient, uid: int):
            a = await bind(client, uid)
            b = await get_orders(client, uid)
            return a, b
        """,
        "context variable",
    ),
    "two writes": (
        """
        async def page(client: httpx.AsyncClient, uid: int):
            await save(client, 1)
            await save(client, 2)
        """,
        "writes (http",
    ),
    "an argument that may raise": (
        """
        async def page(client: httpx.AsyncClient, ids: dict[str, int]):
            a = await get_user(client, 1)
            b = await get_orders(client, ids["missing"])
            return a, b
        """,
        "argument may raise",
    ),
    "an argument that consumes": (
        """
        async def page(client: httpx.AsyncClient, ids: list[int]):
            a = await get_user(client, ids.pop())
            b = await get_orders(client, ids.pop())
            return a, b
        """,
        "arguments",
    ),
    "a name rebound between": (
        """
        async def page(client: httpx.AsyncClient, uid: int):
            a = await get_user(client, uid)
            uid = len(a)
            b = await get_orders(client, uid)
            return a, b
        """,
        "needs `uid`",
    ),
    "a call that is not known": (
        """
        async def page(client: httpx.AsyncClient, service, uid: int):
            a = await service.load(uid)
            b = await get_orders(client, uid)
            return a, b
        """,
        "not known",
    ),
    "a transaction around": (
        """
        async def page(conn: asyncpg.Connection, pool: asyncpg.Pool, uid: int):
            async with conn.transaction():
                a = await rows(pool, uid)
                b = await count(pool, uid)
            return a, b
        """,
        "transaction is open",
    ),
    "a connection held around": (
        """
        async def page(pool: asyncpg.Pool, uid: int):
            async with pool.acquire() as conn:
                a = await rows(pool, uid)
                b = await count(pool, uid)
            return a, b
        """,
        "connection is held",
    ),
    "a result read by the handler": (
        """
        async def page(client: httpx.AsyncClient, uid: int):
            a = None
            try:
                a = await get_user(client, uid)
                b = await get_orders(client, uid)
            except Exception:
                return a
            return a, b
        """,
        "handler",
    ),
    "a result that a later try may miss": (
        """
        async def page(client: httpx.AsyncClient, uid: int):
            for _ in range(3):
                try:
                    a = await get_user(client, uid)
                    b = await get_orders(client, uid)
                    break
                except ValueError:
                    continue
            return a
        """,
        "handler",
    ),
    "tasks already started": (
        """
        async def page(client: httpx.AsyncClient, uid: int):
            one = asyncio.create_task(get_user(client, uid))
            two = asyncio.create_task(get_orders(client, uid))
            a = await one
            b = await two
            return a, b
        """,
        "",
    ),
    "the same name twice": (
        """
        async def page(client: httpx.AsyncClient, uid: int):
            a = await get_user(client, uid)
            a = await get_orders(client, uid)
            return a
        """,
        "both assign `a`",
    ),
    "a loop that writes": (
        """
        async def page(client: httpx.AsyncClient, ids: list[int]):
            return [await save(client, uid) for uid in ids]
        """,
        "writes (http",
    ),
    "a loop that leaves early": (
        """
        async def page(client: httpx.AsyncClient, ids: list[int]):
            for uid in ids:
                user = await get_user(client, uid)
                if user:
                    return user
        """,
        "leave early",
    ),
    "a loop over an iterator": (
        """
        async def page(client: httpx.AsyncClient, ids):
            out = []
            for uid in ids:
                user = await get_user(client, uid)
                out.append((uid, user))
            return out
        """,
        "only once",
    ),
    "a loop that carries state": (
        """
        async def page(client: httpx.AsyncClient, ids: list[int]):
            last = 0
            out = []
            for uid in ids:
                user = await get_user(client, last)
                last = len(user)
                out.append(user)
            return out
        """,
        "earlier iteration",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_with_the_reason(name: str) -> None:
    source, words = REFUSED[name]
    outcome = decide(source)
    assert [f.message for f in outcome.findings if f.verdict != "manual"] == []
    reasons = [r.reason for r in outcome.refusals]
    assert any(words in reason for reason in reasons), reasons


def test_a_line_of_the_log_between_waits_for_consent() -> None:
    (found,) = decide(
        """
        async def page(client: httpx.AsyncClient, uid: int):
            a = await get_user(client, uid)
            print(a)
            b = await get_orders(client, uid)
            return a, b
        """
    ).findings
    assert found.verdict == "unsafe"
    assert "writes to the log between them" in " ".join(found.missing)


def test_what_blocks_the_loop_gains_nothing() -> None:
    outcome = decide(
        """
        from pathlib import Path

        async def read(name: str) -> str:
            return Path(name).read_text()

        async def page():
            a = await read("a")
            b = await read("b")
            return a, b
        """
    )
    assert outcome.findings == ()
    assert any("nothing is gained" in r.reason for r in outcome.refusals)


def test_reads_through_other_files_and_base_classes() -> None:
    found = verdicts(
        """
        from app.service import Service

        async def page(service: Service, uid: int):
            user = await service.user(uid)
            orders = await service.orders(uid)
            return user, orders
        """,
        service="""
            from .base import Base

            class Service(Base):
                async def user(self, uid: int):
                    return await self.one("/users", uid)
                async def orders(self, uid: int):
                    return await self.one("/orders", uid)
        """,
        base="""
            import httpx

            class Base:
                def __init__(self, client: httpx.AsyncClient) -> None:
                    self._client = client
                async def one(self, path: str, uid: int):
                    response = await self._client.get(f"{path}/{uid}")
                    return response.json()
        """,
    )
    assert found == ["safe"]


def test_an_overrider_that_writes_is_seen() -> None:
    outcome = decide(
        """
        class Repo:
            def __init__(self, client: httpx.AsyncClient) -> None:
                self.client = client
            async def one(self, uid: int):
                return await self.client.get(f"/{uid}")

        class Noisy(Repo):
            async def one(self, uid: int):
                return await self.client.post(f"/{uid}")

        async def page(repo: Repo):
            a = await repo.one(1)
            b = await repo.one(2)
            return a, b
        """
    )
    assert outcome.findings == ()


def test_a_domain_error_of_the_first_call_asks_for_the_ordered_form() -> None:
    outcome = decide(
        """
        async def page(client: httpx.AsyncClient, pool: asyncpg.Pool, uid: int):
            account = await must_get(client, uid)
            found = await rows(pool, uid)
            return account, found
        """
    )
    (finding,) = outcome.findings
    assert finding.verdict == "safe"
    assert any("program order" in line for line in finding.evidence)


def test_a_foreign_event_loop_gets_nothing() -> None:
    outcome = decide(
        """
        import trio

        async def page(client: httpx.AsyncClient, uid: int):
            user = await get_user(client, uid)
            orders = await get_orders(client, uid)
            return user, orders
        """
    )
    assert outcome.findings == ()
    assert any("trio" in r.reason for r in outcome.refusals)


def test_a_lookup_that_has_just_succeeded_cannot_fail() -> None:
    found = verdicts(
        """
        async def page(client: httpx.AsyncClient, ids: dict[str, int]):
            user = await get_user(client, ids["me"])
            orders = await get_orders(client, ids["me"])
            return user, orders
        """
    )
    assert found == ["safe"]


def test_an_absolute_import_does_not_look_into_its_own_package() -> None:
    overlay = {
        "app/__init__.py": "",
        "app/httpx.py": "import httpx\nclient = httpx.AsyncClient()\n",
        "app/mod.py": dedent(PRELUDE) + dedent(SAFE["two reads on one client"]),
    }
    project = Project.read(Path("/nowhere"), [], Settings(), overlay=overlay)
    assert project.lookup(project.modules["app.httpx"], "httpx").kind == "external"
    assert [f.verdict for f in gather.find(project).findings] == ["safe"]
