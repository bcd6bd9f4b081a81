WORLD = "django"
ALIASES = ("archive",)
FAULTS = "writes"


def fill(module, world):
    world.create(module.Transfer)


def scenario(module, world):
    return module.archive(10)
