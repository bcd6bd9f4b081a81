WORLD = "peewee"
SITUATIONS = ("many",)


def fill(module, world):
    world.create(module.User, module.Shop, module.Order)
    for i in range(1, 4):
        module.User.create(id=i, email=f"{i}@x")
    module.Shop.create(id=1, name="s1", owner=3)
    for i in range(1, 4):
        module.Order.create(id=i, user=i, shop=1)


def scenario(module, world):
    return module.lines()
