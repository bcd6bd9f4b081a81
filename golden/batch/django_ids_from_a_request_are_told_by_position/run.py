WORLD = "django"
ENGINE = "postgresql"
SITUATIONS = ("none", "one", "many", "twice", "missing", "bad")
STATEMENTS = {"none": (0, 0), "one": (3, 3), "many": (12, 3), "bad": (3, 0)}
KEYS = {
    "none": [],
    "one": ["1"],
    "many": ["1", " 2", "01", "3"],
    "twice": ["2", "1", "2"],
    "missing": ["99", "-1", "3 "],
    "bad": ["1", "one", "2"],
}


def fill(module, world):
    world.create(module.Customer, module.Order)
    for i in (1, 2, 3):
        module.Customer.objects.create(id=i, name=f"n{i}")
    for i, customer, total in [
        (1, 1, "2.50"),
        (2, 2, "1"),
        (3, 1, "7"),
        (4, 2, "1.00"),
    ]:
        module.Order.objects.create(id=i, customer_id=customer, total=total)


def told(run, *args):
    try:
        return run(*args)
    except Exception as error:
        return type(error).__name__, str(error)


def scenario(module, world):
    keys = KEYS[world.situation]
    return told(module.names, keys), told(module.orders, keys), told(module.at, keys)
