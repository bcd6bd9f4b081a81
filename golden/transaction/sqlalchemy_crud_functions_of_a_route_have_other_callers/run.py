WORLD = "sqlalchemy"
ENGINE = "postgresql"
FAULTS = "writes"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


def scenario(module, world):
    return module.sign_up("ann"), module.add_user("bob"), module.add_item("tea", 1)


def whole(rows):
    owners = {item[2] for item in rows["items"] if item[1] == "welcome"}
    return owners == {user[0] for user in rows["users"] if user[1] == "ann"}
