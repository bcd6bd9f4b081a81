WORLD = "django"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Account, module.Entry)
    module.Account.objects.create(balance=10)


def scenario(module, world):
    return module.deposit(1, 5)
