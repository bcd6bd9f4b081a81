import asyncio

WORLD = "asyncpg"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )


async def scenario(module, world):
    heard = []

    def hear(connection, pid, channel, payload):
        with world.other() as other:
            heard.append(
                (payload, other.execute("SELECT count(*) FROM audit_log").fetchone()[0])
            )

    class Pool:
        async def execute(self, query, *arguments):
            await world.pool.execute(query, *arguments)
            await world.connection.fetchval("SELECT 1")
            await asyncio.sleep(0.01)

        def acquire(self):
            return world.pool.acquire()

    await world.connection.add_listener("shipped", hear)
    await module.ship(Pool(), 1)
    await world.connection.fetchval("SELECT 1")
    await asyncio.sleep(0.01)
    return heard
