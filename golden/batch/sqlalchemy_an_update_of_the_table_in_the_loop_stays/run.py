WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many")


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(
        module.Account(id=i, parent_id=max(i - 1, 1), balance=i) for i in range(1, 4)
    )


def scenario(module, world):
    pairs = {"none": [], "one": [(3, 2)], "many": [(3, 2), (2, 1)]}[world.situation]
    module.roll_up(world.session, pairs)
    world.session.commit()
    return world.session.scalar(
        module.select(module.Account.balance).where(module.Account.id == 1)
    )
