WORLD = "sqlalchemy_async"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (3, 3),
    "many": (9, 3),
    "twice": (9, 3),
    "missing": (6, 3),
}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


async def fill(module, world):
    models = module.models
    await world.create(models.Base)
    world.session.add_all(models.UserRow(id=i, email=f"{i}@x") for i in range(1, 5))
    await world.session.flush()
    rows = [(1, 1, 30), (2, 1, 10), (3, 2, 5), (4, 3, 1)]
    world.session.add_all(models.OrderRow(id=i, user_id=u, total=t) for i, u, t in rows)


async def scenario(module, world):
    from shop.repository import UserRepository

    service = module.UserService(UserRepository(world.session))
    ids = IDS[world.situation]
    return await service.emails(ids), await service.cards(ids), await service.sums(ids)
