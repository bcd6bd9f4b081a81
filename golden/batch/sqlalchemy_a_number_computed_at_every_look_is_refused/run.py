WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("many", "none")
KEYS = {"many": [float("nan"), 0.5], "none": []}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(
        [module.Reading(id=1, level=float("nan")), module.Reading(id=2, level=1)]
    )


def scenario(module, world):
    return module.doubled(world.session, KEYS[world.situation])
