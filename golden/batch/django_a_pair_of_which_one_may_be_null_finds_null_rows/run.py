WORLD = "django"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "one": (1, 1), "many": (4, 1)}
KEYS = {
    "none": [],
    "one": [(1, None)],
    "many": [(1, None), (1, 100), (2, None), (2, 100)],
    "twice": [(2, None), (1, None), (2, None)],
    "missing": [(9, None), (1, 7)],
}


def fill(module, world):
    world.create(module.Team, module.Customer, module.Order, module.Price)
    for i in (1, 2):
        module.Team.objects.create(id=i, name=f"t{i}")
    rows = [(1, 1, None), (1, 2, 100), (1, 3, None), (2, 1, None), (2, 2, 7)]
    for team, product, cents in rows:
        module.Price.objects.create(team_id=team, product=product, cents=cents)


def scenario(module, world):
    return module.priced([module.Offer(*key) for key in KEYS[world.situation]])
