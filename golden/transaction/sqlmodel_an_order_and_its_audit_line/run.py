WORLD = "sqlalchemy"
FAULTS = "writes"


def fill(module, world):
    world.create(module.SQLModel)
    module.engine = world.engine


def scenario(module, world):
    return sorted(module.place_order(7).model_dump().items())
