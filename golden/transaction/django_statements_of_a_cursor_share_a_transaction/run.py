WORLD = "django"
FAULTS = "writes"
SITUATIONS = ("withdraw", "deposit")


def fill(module, world):
    world.create(module.Account, module.Transfer)
    module.Account.objects.create(balance=100)


def scenario(module, world):
    return getattr(module, world.situation)(1, 10)
