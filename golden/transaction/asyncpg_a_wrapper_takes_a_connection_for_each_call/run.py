WORLD = "asyncpg"
MODULE = "shop.users"
FAULTS = "writes"


async def fill(module, world):
    from shop.database import SCHEMA

    await world.connection.execute(SCHEMA)
    await world.connection.execute("INSERT INTO users (name) VALUES ('ann')")


async def scenario(module, world):
    return await module.Users(module.Database(world.pool)).rename(1, "bea")
