WORLD = "sqlalchemy_async"
SITUATIONS = ("none", "one", "many", "twice", "missing", "false")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [3, 1, 2],
    "twice": [2, 1, 2],
    "missing": [1, 99],
    "false": [1, 4],
}


async def fill(module, world):
    await world.create(module.Base)
    nicks = [(1, "a"), (2, "b"), (3, "c"), (4, None)]
    world.session.add_all(
        module.User(id=i, email=f"{i}@x", nick=nick) for i, nick in nicks
    )


async def scenario(module, world):
    repository = module.Repository(world.session)
    return await module.emails(module.Users(repository), IDS[world.situation])
