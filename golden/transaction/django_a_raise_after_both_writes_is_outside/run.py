WORLD = "django"
FAULTS = "writes"
SITUATIONS = ("tea", "coffee")


def fill(module, world):
    world.create(module.Account, module.Login)
    module.Account.objects.create(name="ann", secret="tea")


def scenario(module, world):
    return module.log_in(module.Account.objects.get(), world.situation)


def whole(rows):
    return rows["shop_account"][0][3] == len(rows["shop_login"])
