WORLD = "django"
SITUATIONS = ("none", "numbers", "words")
KEYS = {"none": [], "numbers": ["1", "9", "2"], "words": ["1", "two", "2"]}


def fill(module, world):
    world.create(module.Team, module.Customer)
    for i in (1, 2):
        module.Customer.objects.create(id=i, email=f"{i}@x")


def scenario(module, world):
    return module.emails(KEYS[world.situation])
