WORLD = "peewee"
SITUATIONS = ("many",)


def fill(module, world):
    world.create(module.User)
    for i, boss in [(1, None), (2, 1), (3, 1)]:
        module.User.create(id=i, email=f"{i}@x", boss=boss)


def scenario(module, world):
    return module.bosses()
