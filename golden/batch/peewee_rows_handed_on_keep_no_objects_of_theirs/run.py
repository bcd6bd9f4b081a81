WORLD = "peewee"
SITUATIONS = ("many",)
ORDERS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 1), (2, 2), (3, 3)],
    "twice": [(1, 2), (2, 1), (3, 2)],
    "missing": [(1, 1), (2, 99), (3, 2)],
    "null": [(1, 1), (2, None), (3, 2)],
}


def fill(module, world):
    world.create(module.Team, module.User, module.Order)
    for i in range(1, 3):
        module.Team.create(id=i, name=f"t{i}")
    for i, team in [(1, 1), (2, 2), (3, None)]:
        module.User.create(id=i, email=f"{i}@x", team=team)
    for i, user in ORDERS[world.situation]:
        module.Order.create(id=i, user=user, total=i * 10)


def scenario(module, world):
    orders, mails = module.with_mails()
    module.User.update(email="new@x").where(module.User.id == 1).execute()
    return mails, [order.user.email for order in orders]
