WORLD = "sqlalchemy"
MODULE = "shop.service"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (3, 1), "twice": (3, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
HEROES = [(1, 1, 5), (2, 1, 9), (3, 1, 7), (4, 2, 4), (5, 2, 8), (6, 3, 1)]


def fill(module, world):
    from shop import models

    world.create(models.SQLModel)
    world.session.add_all(models.Team(id=i, slug=f"t{i}") for i in range(1, 5))
    world.session.flush()
    for i, team, power in HEROES:
        world.session.add(models.Hero(id=i, team_id=team, name=f"h{i}", power=power))


def scenario(module, world):
    from shop import models

    ids = IDS[world.situation]
    session = world.session
    heroes = [models.Hero(team_id=i, name="h", power=1) for i in ids]
    return module.slugs(session, heroes)
