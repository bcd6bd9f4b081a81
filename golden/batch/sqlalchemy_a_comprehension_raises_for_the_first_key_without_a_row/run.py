WORLD = "sqlalchemy_async"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (3, 3),
    "many": (9, 3),
    "twice": (7, 3),
    "missing": (2, 1),
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
        module.User(id=number, email=f"{number}@example.org", nick=None)
        for number in (1, 2, 3)
    )


async def scenario(module, world):
    ids = KEYS[world.situation]
    page = module.Page(module.Users(module.Repository(world.session)))
    results = []
    for look in (page.emails, page.labels, page.listed):
        world.session.expunge_all()
        results.append(await look(ids))
    return [str(r) for r in results[:1]] + [
        [u.id for u in (r.values() if isinstance(r, dict) else r)] for r in results[1:]
    ]
