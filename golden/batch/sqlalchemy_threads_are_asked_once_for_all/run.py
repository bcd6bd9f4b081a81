WORLD = "sqlalchemy"
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


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(
        module.User(id=number, email=f"{number}@example.org") for number in (1, 2, 3)
    )
    world.session.flush()
    world.session.add_all(
        module.Order(id=number, user_id=user, total=total)
        for number, user, total in ((1, 1, 9), (2, 1, 4), (3, 2, 7), (4, 2, 1))
    )


def scenario(module, world):
    import asyncio

    world.session.commit()
    ids = KEYS[world.situation]
    repository = module.Repository(world.sessionmaker)

    async def run():
        return (
            await module.emails(module.Users(repository), ids),
            await module.totals(repository, ids),
            await module.known(repository, ids),
        )

    return asyncio.run(run())
