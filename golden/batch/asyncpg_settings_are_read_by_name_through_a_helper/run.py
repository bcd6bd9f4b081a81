WORLD = "asyncpg"
SITUATIONS = ("none", "one", "many", "null")
STATEMENTS = {"none": (3, 1), "one": (3, 1), "many": (3, 1), "null": (3, 1)}
ROWS = {
    "none": [],
    "one": [("host", "h")],
    "many": [("path", "/"), ("host", "h"), ("port", "1"), ("HOST", "other")],
    "null": [("host", None), ("port", None), ("path", "/")],
}


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.executemany(
        "INSERT INTO settings VALUES ($1, $2)", ROWS[world.situation]
    )


async def scenario(module, world):
    return await module.address(world.pool)
