WORLD = "peewee"
SITUATIONS = ("few", "many")
ORDERS = {"few": 2, "many": 7}


def fill(module, world):
    world.create(module.User, module.Order)
    user = module.User.create(email="1@x")
    for total in range(ORDERS[world.situation]):
        module.Order.create(user=user, total=total)


def scenario(module, world):
    return module.counts(list(module.User.select()))
