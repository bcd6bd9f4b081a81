import httpx

WORLD = "asyncpg"
FAULTS = "writes"


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute(
        "INSERT INTO orders (customer_id, total) VALUES (1, 30), (2, 10)"
    )


async def scenario(module, world):
    seen = []

    def answer(request):
        with world.other() as other:
            seen.append(
                other.execute("SELECT id, status FROM orders ORDER BY id").fetchall()
            )
        return httpx.Response(200, json={"id": "ch_1"})

    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        return await module.ship(world.pool, http, 1), seen
