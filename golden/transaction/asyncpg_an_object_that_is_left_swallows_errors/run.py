WORLD = "asyncpg"
SITUATIONS = ("new", "used")
CODES = {"new": "welcome", "used": "used"}


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute("INSERT INTO coupon_uses VALUES ('used', 7)")


async def scenario(module, world):
    return await module.buy(world.pool, 7, 250, CODES[world.situation])
