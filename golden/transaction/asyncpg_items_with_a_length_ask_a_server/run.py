from types import SimpleNamespace
from unittest import mock

WORLD = "asyncpg"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)


async def scenario(module, world):
    seen = []

    def post(url):
        with world.other() as server:
            seen.append(server.execute("SELECT count(*) FROM orders").fetchone()[0])
        return SimpleNamespace(text=str(len(seen)))

    with mock.patch.object(module.httpx, "post", post):
        await module.store(world.connection, 7, module.Numbers(["a", "b"]))
    return seen
