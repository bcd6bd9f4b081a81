WORLD = "peewee"
SITUATIONS = ("new", "known")


def fill(module, world):
    module.db.init(world.path)
    module.db.create_tables([module.Run, module.Row])
    other = module.Run.create(name="other")
    module.Row.create(run=other, value="known")


def scenario(module, world):
    run = module.Run.create(name="run")
    try:
        return module.load(run, "first", world.situation)
    finally:
        module.db.close()
