WORLD = "sqlalchemy"
SITUATIONS = ("all", "some")
LEAST = {"all": 1, "some": 3}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(module.User(id=i, email=f"{i}@x") for i in (1, 2, 3))
    world.session.flush()
    rows = [(i, 1 + i // 5, i) for i in range(1, 7)]
    world.session.add_all(module.Order(id=i, user_id=u, total=t) for i, u, t in rows)


def scenario(module, world):
    users = module.rich(world.session, LEAST[world.situation])
    return [[order.total for order in user.orders] for user in users]
