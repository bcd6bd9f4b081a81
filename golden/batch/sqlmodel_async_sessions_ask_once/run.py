WORLD = "sqlalchemy_async"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "many": (15, 5)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}
HEROES = [(1, 1, 5), (2, 1, 9), (3, 1, 7), (4, 2, 4), (5, 2, 8), (6, 3, 1)]


async def fill(module, world):
    await world.create(module.SQLModel)
    world.session.add_all(module.Team(id=i, slug=f"t{i}") for i in range(1, 5))
    await world.session.flush()
    for i, team, power in HEROES:
        world.session.add(module.Hero(id=i, team_id=team, name=f"h{i}", power=power))


async def scenario(module, world):
    ids = IDS[world.situation]
    session = world.session
    teams = await module.teams(session, ids)
    firsts = await module.firsts(session, ids)
    line_up = await module.line_up(session, ids)
    manned = await module.manned(session, ids)
    return teams, firsts, line_up, manned, await module.best(session, ids)
