import contextlib
from unittest import mock

WORLD = "asyncpg"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30)"
    )


async def scenario(module, world):
    seen = []

    @contextlib.asynccontextmanager
    async def printer():
        with world.other() as other:
            query = "SELECT status FROM orders WHERE id = 1"
            seen.append(other.execute(query).fetchone()[0])
        yield

    with mock.patch.object(module, "printer", printer()):
        await module.ship(world.pool, 1)
    return seen
