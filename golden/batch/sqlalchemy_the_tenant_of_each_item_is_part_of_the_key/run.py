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


def fill(module, world):
    world.create(module.Base)
    for tenant, number, amount in [(1, 7, 10), (2, 7, 20), (2, 8, 30), (9, 8, 40)]:
        world.session.add(
            module.Invoice(tenant_id=tenant, number=number, amount=amount)
        )


def scenario(module, world):
    pairs = {
        "none": [],
        "one": [(1, 7)],
        "many": [(1, 7), (2, 7), (2, 8)],
        "twice": [(2, 7), (1, 7), (2, 7)],
        "missing": [(1, 8), (3, 7)],
    }[world.situation]
    payments = [module.Payment(tenant, number) for tenant, number in pairs]
    return module.amounts_due(world.session, payments)
