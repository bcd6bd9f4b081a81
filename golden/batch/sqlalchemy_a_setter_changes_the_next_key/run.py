WORLD = "sqlalchemy"
SITUATIONS = ("many",)


def fill(module, world):
    module.Base.metadata.create_all(world.engine)
    rows = [(1, "sick@x"), (2, "sick2@x"), (3, "3@x")]
    world.session.add_all(module.User(id=i, email=e) for i, e in rows)
    world.session.commit()


def scenario(module, world):
    last = module.Shift(3)
    middle = module.Shift(99, last)
    shifts = [module.Shift(1, middle), middle, last]
    return module.emails(world.session, shifts)
