import asyncio

WORLD = "asyncpg"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )


async def scenario(module, world):
    parcels = asyncio.Queue()
    seen = []

    async def pack():
        order_id = await parcels.get()
        with world.other() as other:
            query = "SELECT status FROM orders WHERE id = %s"
            seen.append(other.execute(query, (order_id,)).fetchone()[0])

    worker = asyncio.create_task(pack())
    await module.ship(world.pool, 1, parcels)
    await worker
    return seen
