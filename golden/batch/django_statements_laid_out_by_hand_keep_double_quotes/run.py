WORLD = "django"
SITUATIONS = ("none", "many")
STATEMENTS = {"none": (5, 2), "many": (5, 2)}


def fill(module, world):
    world.create(module.Order)
    count = 0 if world.situation == "none" else 5
    for number in range(count):
        module.Order.objects.create(
            user_id=number % 3, status="open", total=number or None
        )


def scenario(module, world):
    return module.numbers(), module.shown([{"user": 1}, {"user": 2}])
