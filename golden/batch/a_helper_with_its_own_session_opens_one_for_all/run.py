WORLD = "sqlalchemy_async"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "many": (3, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


async def fill(module, world):
    await world.create(module.models.Base)
    world.session.add_all(module.models.User(id=i, email=f"{i}@x") for i in range(1, 5))
    await world.session.flush()
    rows = [
        (1, 1, "open", 30),
        (2, 1, "open", 10),
        (3, 1, "paid", 20),
        (4, 2, "open", 5),
    ]
    rows += [(5, 2, "paid", 7), (6, 3, "paid", 1)]
    world.session.add_all(
        module.models.Order(id=i, user_id=u, status=s, total=t) for i, u, s, t in rows
    )


async def scenario(module, world):
    ids = IDS[world.situation]
    from shop.repository import UserRepository

    await world.session.commit()
    users = await module.load(UserRepository(world.sessionmaker), ids)
    return [user.email if user else None for user in users]
