WORLD = "tortoise"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (2, 2), "many": (6, 2), "missing": (4, 2)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
ORDERS = [(1, 1, 30), (2, 1, 10), (3, 1, 20), (4, 2, 5), (5, 2, 7), (6, 3, 1)]


async def fill(module, world):
    from shop import models

    for i in range(1, 5):
        await models.User.create(id=i, email=f"{i}@x")
    for i, user, total in [*ORDERS, (7, None, 3)]:
        await models.Order.create(id=i, user_id=user, total=total)


async def scenario(module, world):
    ids = IDS[world.situation]
    return await module.emails(ids), await module.totals(ids)
