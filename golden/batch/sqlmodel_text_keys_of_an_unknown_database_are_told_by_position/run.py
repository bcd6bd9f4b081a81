WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (1, 1),
    "many": (3, 1),
    "twice": (3, 1),
    "missing": (2, 1),
}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


def fill(module, world):
    world.create(module.SQLModel)
    world.session.add_all(module.Team(id=i, slug=f"t{i}") for i in range(1, 5))
    world.session.flush()
    for i, team, power in [(1, 1, 5), (2, 1, 9), (3, 2, 4), (4, 3, 1)]:
        world.session.add(module.Hero(id=i, team_id=team, name=f"h{i}", power=power))


def scenario(module, world):
    slugs = [f"t{i}" for i in IDS[world.situation]]
    teams = module.teams(world.session, slugs)
    return [team.id if team else None for team in teams]
