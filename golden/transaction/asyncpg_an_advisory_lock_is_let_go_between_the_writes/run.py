from unittest import mock

import asyncpg

WORLD = "asyncpg"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30)"
    )


async def scenario(module, world):
    seen = []
    inner = asyncpg.Connection.execute

    async def execute(connection, query, *rest, **words):
        result = await inner(connection, query, *rest, **words)
        if "unlock(" in query:
            with world.other() as other:
                query = "SELECT status FROM orders WHERE id = 1"
                seen.append(other.execute(query).fetchone()[0])
        return result

    with mock.patch.object(asyncpg.Connection, "execute", execute):
        await module.main(world.pool, 1)
    return seen
