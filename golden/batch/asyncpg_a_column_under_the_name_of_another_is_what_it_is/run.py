import asyncpg

WORLD = "asyncpg"
SITUATIONS = ("none", "texts")
STATEMENTS = {"none": (1, 1)}


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.execute("INSERT INTO users VALUES (1, 'a', 1), (2, 'b', 1)")
    await world.connection.execute("INSERT INTO orders VALUES (1, 'a', 5)")


async def scenario(module, world):
    try:
        return await module.totals(world.pool, 1 if world.situation == "texts" else 9)
    except asyncpg.DataError:
        return "text is no number"
