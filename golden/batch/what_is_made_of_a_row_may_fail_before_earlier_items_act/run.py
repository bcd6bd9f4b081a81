WORLD = "sqlalchemy_async"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "many": (3, 1), "missing": (2, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


async def fill(module, world):
    await world.create(module.models.Base)
    world.session.add_all(
        module.models.UserRow(id=i, email=f"{i}@x") for i in range(1, 5)
    )


async def scenario(module, world):
    from shop.repository import UserRepository

    outbox = []
    await module.invite(UserRepository(world.session), IDS[world.situation], outbox)
    return outbox
