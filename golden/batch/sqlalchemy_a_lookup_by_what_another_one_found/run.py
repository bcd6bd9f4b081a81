WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing", "null", "dangling", "all")
STATEMENTS = {"none": (0, 0), "many": (12, 4), "twice": (12, 4), "missing": (8, 4)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [1, 2, 1],
    "missing": [1, 99, 2],
    "null": [1, 4, 2],
    "dangling": [5, 4],
    "all": [4, 99],
}


def fill(module, world):
    world.create(module.Base)
    for ident in (1, 2):
        world.session.add(module.Team(id=ident, name=f"team {ident}"))
    for ident, team in [(1, 1), (2, 2), (3, 1), (4, None), (5, 77)]:
        world.session.add(module.User(id=ident, team_id=team))


def scenario(module, world):
    ids = IDS[world.situation]
    names = module.team_names(world.session, ids)
    return names, module.sure_names(world.session, ids)
