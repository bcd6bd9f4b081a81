WORLD = "sqlalchemy"
SITUATIONS = ("many",)


def fill(module, world):
    module.Base.metadata.create_all(world.engine)
    status = module.Status
    world.session.add_all(
        module.Order(id=i, status=s)
        for i, s in ((1, status.OPEN), (2, status.PAID), (3, status.OPEN))
    )
    world.session.commit()


def scenario(module, world):
    return module.orders(world.session, list(module.Wanted))
