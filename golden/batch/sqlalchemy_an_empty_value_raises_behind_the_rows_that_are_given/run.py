WORLD = "sqlalchemy_async"
SITUATIONS = ("none", "one", "many", "twice", "missing", "empty")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [3, 1, 2],
    "twice": [2, 1, 2],
    "missing": [1, 99],
    "empty": [1, 4],
}


async def fill(module, world):
    await world.create(module.Base)
    emails = [(1, "a@x"), (2, "b@x"), (3, "c@x"), (4, "")]
    world.session.add_all(
        module.User(id=i, email=email, nick=None) for i, email in emails
    )


async def scenario(module, world):
    repository = module.Repository(world.session)
    return await module.emails(repository, IDS[world.situation])
