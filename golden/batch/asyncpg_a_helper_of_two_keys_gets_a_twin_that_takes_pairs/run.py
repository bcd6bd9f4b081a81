WORLD = "asyncpg"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (3, 3),
    "many": (9, 3),
    "twice": (9, 3),
    "missing": (6, 3),
}
KEYS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 1), (2, 1), (1, 2)],
    "twice": [(2, 1), (1, 1), (2, 1)],
    "missing": [(1, 3), (9, 9)],
}
MEMBERS = [(1, 1, "a"), (1, 2, "b"), (1, 3, "c"), (2, 1, "d")]
VISITS = [
    (1, 1, 1, "home", "web"),
    (2, 1, 1, "cart", "web"),
    (3, 2, 1, "home", "app"),
    (4, 1, 2, "help", "web"),
    (5, 2, 1, "cart", "web"),
    (6, None, 1, "home", "web"),
]


async def fill(module, world):
    await world.connection.execute(module.schema.SCHEMA)
    await world.connection.executemany(
        "INSERT INTO members VALUES ($1, $2, $3)", MEMBERS
    )
    await world.connection.executemany(
        "INSERT INTO visits VALUES ($1, $2, $3, $4, $5)", VISITS
    )


async def scenario(module, world):
    members = module.Members(world.pool)
    keys = KEYS[world.situation]
    return (
        await module.roles(module.Directory(members), keys),
        await module.visited(members, keys, "web"),
    )
