WORLD = "asyncpg"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "missing": (2, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [3, 1, 2],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


async def fill(module, world):
    await world.connection.execute(module.SCHEMA)
    await world.connection.executemany(
        "INSERT INTO users VALUES ($1, $2, 1)", [(1, "1@x"), (2, "2@x"), (3, "3@x")]
    )


async def scenario(module, world):
    found = await module.tickets(world.pool, IDS[world.situation])
    numbers = {ticket.number for ticket in found if ticket}
    return [ticket and ticket.email for ticket in found], len(numbers)
