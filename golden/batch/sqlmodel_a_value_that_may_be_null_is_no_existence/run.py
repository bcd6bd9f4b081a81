WORLD = "sqlalchemy"
SITUATIONS = ("many",)


def fill(module, world):
    world.create(module.SQLModel)
    world.session.add(module.Team(id=1, slug="t1"))
    world.session.flush()
    world.session.add(module.Hero(id=1, team_id=1, name="h1", power=1))


def scenario(module, world):
    return module.ranked(world.session, [1, 2])
