WORLD = "sqlalchemy"
SITUATIONS = ("none", "one", "many")
EMAILS = {"none": [], "one": ["a@x"], "many": ["a@x", "b@x", "c@x"]}


def fill(module, world):
    world.create(module.Base)
    world.session.add_all(
        [module.Order(user_id=None, total=7), module.Order(user_id=2, total=8)]
    )
    world.session.commit()


def scenario(module, world):
    return module.sign_up(world.session, EMAILS[world.situation])
