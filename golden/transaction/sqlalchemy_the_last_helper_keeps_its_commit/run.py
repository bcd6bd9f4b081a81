WORLD = "sqlalchemy"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


def scenario(module, world):
    return module.import_user("ann"), module.invite_user("bob")


def whole(rows):
    owners = {item[2] for item in rows["items"]}
    return owners == {user[0] for user in rows["users"] if user[1] == "ann"}
