WORLD = "peewee"
SITUATIONS = ("none", "one", "many", "twice", "missing", "null")
STATEMENTS = {"none": (3, 7), "many": (13, 7), "twice": (14, 7)}
ORDERS = {
    "none": [],
    "one": [(1, 1)],
    "many": [(1, 1), (2, 2), (3, 3)],
    "twice": [(1, 2), (2, 1), (3, 2)],
    "missing": [(1, 1), (2, 99), (3, 2)],
    "null": [(1, 1), (2, None), (3, 2)],
}


def fill(module, world):
    world.create(module.Team, module.User, module.Order)
    for i in range(1, 3):
        module.Team.create(id=i, name=f"t{i}")
    for i, team in [(1, 1), (2, 2), (3, None)]:
        module.User.create(id=i, email=f"{i}@x", team=team)
    for i, user in ORDERS[world.situation]:
        module.Order.create(id=i, user=user, total=i * 10)


def scenario(module, world):
    def told(ask):
        try:
            return ask()
        except (AttributeError, module.User.DoesNotExist) as error:
            return type(error).__name__

    return [told(ask) for ask in (module.emails, module.large, module.teams)]
