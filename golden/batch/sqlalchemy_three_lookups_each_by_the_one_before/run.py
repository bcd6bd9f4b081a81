WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many", "twice", "missing", "dangling")
STATEMENTS = {"none": (0, 0), "many": (9, 3), "missing": (4, 3)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [1, 2, 1],
    "missing": [1, 99],
    "dangling": [4, 5],
}


def fill(module, world):
    world.create(module.Base)
    for ident in (1, 2, 3):
        world.session.add(module.Team(id=ident, name=f"team {ident}"))
    for ident, team in [(1, 1), (2, 2), (3, 3), (4, 77)]:
        world.session.add(module.User(id=ident, team_id=team))
    for ident, user in [(1, 1), (2, 2), (3, 3), (4, 88), (5, 4)]:
        world.session.add(module.Order(id=ident, user_id=user))


def scenario(module, world):
    return module.team_names(world.session, IDS[world.situation])
