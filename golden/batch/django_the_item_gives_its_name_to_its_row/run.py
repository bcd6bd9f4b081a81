WORLD = "django"
SITUATIONS = ("none", "one", "many", "twice", "missing")
STATEMENTS = {"none": (0, 0), "many": (3, 1), "missing": (2, 1)}
IDS = {
    "none": [],
    "one": [1],
    "many": [1, 2, 3],
    "twice": [2, 1, 2],
    "missing": [3, 99],
}


def fill(module, world):
    world.create(module.Team, module.Customer, module.Order)
    team = module.Team.objects.create(id=1, name="one")
    for i in range(1, 5):
        module.Customer.objects.create(
            id=i, email=f"{i}@x", team=team if i % 2 else None
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


def scenario(module, world):
    outbox = []
    try:
        module.emails(IDS[world.situation], outbox)
    except module.Customer.DoesNotExist as error:
        return str(error), outbox
    return outbox
