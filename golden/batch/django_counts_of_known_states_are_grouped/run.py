WORLD = "django"
SITUATIONS = ("none", "one", "many")
STATEMENTS = {"none": (6, 2), "one": (6, 2), "many": (6, 2)}
STATES = {
    "none": [],
    "one": ["paid"],
    "many": ["open", "open", "OPEN", "open ", "late", "gone"],
}


def fill(module, world):
    world.create(module.Order)
    for user_id in (1, 2):
        for number, status in enumerate(STATES[world.situation]):
            total = None if number == 4 else number
            module.Order.objects.create(user_id=user_id, status=status, total=total)


def scenario(module, world):
    return module.numbers(1), module.totals(1)
