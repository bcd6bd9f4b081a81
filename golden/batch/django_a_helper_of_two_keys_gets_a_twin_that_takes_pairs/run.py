WORLD = "django"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {
    "none": (0, 0),
    "one": (3, 3),
    "many": (9, 3),
    "twice": (9, 3),
    "missing": (6, 3),
}


def fill(module, world):
    world.create(module.Team, module.Customer, module.Order, module.Price)
    for i in (1, 2):
        module.Team.objects.create(id=i, name=f"team {i}")
    for i in range(1, 5):
        module.Customer.objects.create(
            id=i, email=f"{i}@x", team_id=i % 2 + 1 if i < 4 else None
        )
    rows = [
        (1, 1, "open", 30),
        (2, 1, "open", 10),
        (3, 1, "paid", 20),
        (4, 2, "open", 5),
    ]
    rows += [(5, 2, "paid", 7), (6, 3, "paid", 1)]
    for i, c, s, t in rows:
        module.Order.objects.create(id=i, customer_id=c, status=s, total=t)
    for i, (team, product, cents) in enumerate(
        [(1, 1, 100), (1, 2, 200), (2, 1, 110), (2, 3, None), (1, 3, 300)]
    ):
        module.Price.objects.create(id=i, team_id=team, product=product, cents=cents)


def scenario(module, world):
    pairs = {
        "none": [],
        "one": [(1, 2)],
        "many": [(1, 1), (2, 1), (1, 3)],
        "twice": [(2, 1), (1, 1), (2, 1)],
        "missing": [(2, 3), (2, 2)],
    }
    return module.overview(module.Prices(), pairs[world.situation], 120)
