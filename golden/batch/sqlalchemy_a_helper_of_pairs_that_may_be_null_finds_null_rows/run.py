WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (4, 1)}
KEYS = {
    "none": [],
    "one": [(None, 1)],
    "many": [(None, 1), (1, 1), (None, 2), (1, 2)],
    "twice": [(None, 2), (1, 1), (None, 2)],
    "missing": [(None, 9), (9, 1)],
}
ROWS = [
    (1, None, 1, "a"),
    (2, 1, 1, "b"),
    (3, None, 1, "c"),
    (4, None, 2, "d"),
    (5, 2, 2, "e"),
]


def fill(module, world):
    world.create(module.Base)
    for i, team, user, page in ROWS:
        world.session.add(module.Visit(id=i, team_id=team, user_id=user, page=page))


def scenario(module, world):
    found = module.pages(module.Visits(world.session), KEYS[world.situation])
    return [sorted(pages) for pages in found]
