WORLD = "django"
FAULTS = "writes"
SITUATIONS = ("enough", "too little")


def fill(module, world):
    world.create(module.Account, module.Entry)
    module.Account.objects.create(balance=30)


def scenario(module, world):
    return module.withdraw(1, 20 if world.situation == "enough" else 40)
