WORLD = "django"
SITUATIONS = ("many", "missing")
STATEMENTS = {"many": (3, 1), "missing": (2, 1)}


def fill(module, world):
    world.create(module.Order)
    for number in range(1, 4):
        module.Order.objects.create(
            id=number, user_id=1, status="open", total=number
        )


def scenario(module, world):
    keys = {"many": (3, 1, 2), "missing": (1, 98, 99)}
    return module.parties(*keys[world.situation])
