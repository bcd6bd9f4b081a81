WORLD = "sqlalchemy_async"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (2, 2), "many": (6, 2)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
ORDERS = [(1, 1, 30), (2, 1, 10), (3, 1, 20), (4, 2, 5), (5, 2, 7), (6, 3, 1)]


async def fill(module, world):
    await world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in range(1, 5))
    await world.session.flush()
    world.session.add_all(module.Order(id=i, user_id=u, total=t) for i, u, t in ORDERS)


async def scenario(module, world):
    ids = IDS[world.situation]
    emails = await module.emails(world.session, ids)
    return emails, await module.totals(world.session, ids)
