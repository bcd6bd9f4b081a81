WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (2, 2), "many": (6, 2), "missing": (4, 2)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
HEROES = [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3)]


def fill(module, world):
    world.create(module.SQLModel)
    world.session.add_all(module.Team(id=i, slug=f"t{i}") for i in range(1, 5))
    world.session.flush()
    for i, team in HEROES:
        world.session.add(module.Hero(id=i, team_id=team, name=f"h{i}"))


def scenario(module, world):
    from sqlmodel import Session

    ids = IDS[world.situation]
    session = Session(world.session.get_bind())
    teams, heroes = module.TeamRepository(session), module.HeroRepository(session)
    return module.slugs(teams, ids), module.names(heroes, ids)
