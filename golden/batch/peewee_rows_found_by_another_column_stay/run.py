WORLD = "peewee"
SITUATIONS = ("many",)


def fill(module, world):
    world.create(module.User, module.Order)
    for i in range(1, 4):
        module.User.create(id=i, email=f"{i}@x", number=4 - i)
    for i, number, total in [(1, 1, 30), (2, 1, 10), (3, 2, 5)]:
        module.Order.create(id=i, user=number, total=total)


def scenario(module, world):
    return module.totals(list(module.User.select().order_by(module.User.id)))
