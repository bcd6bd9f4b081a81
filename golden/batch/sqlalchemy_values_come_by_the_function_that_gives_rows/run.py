WORLD = "sqlalchemy_async"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (3, 3),
    "many": (9, 3),
    "twice": (9, 3),
    "missing": (6, 3),
}
KEYS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 9],
}


async def fill(module, world):
    await world.create(module.Base)
    world.session.add_all(
        module.User(id=number, email=f"{number}@example.org") for number in (1, 2, 3)
    )
    await world.session.flush()
    world.session.add_all(
        module.Order(id=number, user_id=user, total=total)
        for number, user, total in ((1, 1, 9), (2, 1, 4), (3, 2, 7), (4, 2, 1))
    )


async def scenario(module, world):
    await world.session.commit()
    db, ids = module.Database(world.sessionmaker), KEYS[world.situation]
    return (
        await module.emails(db, ids),
        await module.counts(db, ids),
        await module.first(db, ids),
    )
