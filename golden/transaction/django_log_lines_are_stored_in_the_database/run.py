import logging

WORLD = "django"
SITUATIONS = ("new", "used")


def fill(module, world):
    world.create(module.LogLine, module.Order, module.Receipt)
    module.Receipt.objects.create(number="used")


def scenario(module, world):
    logging.disable(logging.NOTSET)
    return module.place(world.situation)
