WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing")
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
HEROES = [(1, 1, 5), (2, 1, 9), (3, 1, 7), (4, 2, 4), (5, 2, 8), (6, 3, 1)]


def fill(module, world):
    world.create(module.SQLModel)
    world.session.add_all(module.Team(id=i, slug=f"t{i}") for i in range(1, 5))
    world.session.flush()
    for i, team, power in HEROES:
        world.session.add(module.Hero(id=i, team_id=team, name=f"h{i}", power=power))


def scenario(module, world):
    ids = IDS[world.situation]
    session = world.session
    return module.only_heroes(session, ids)
