WORLD = "sqlalchemy"
ENGINE = "postgresql"
SITUATIONS = ("a size", "no size")
FAULTS = "writes"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


def scenario(module, world):
    module.sign_up("ann", 4 if world.situation == "a size" else 0)


def whole(rows):
    owners = {item[2] for item in rows["items"]}
    return owners == {user[0] for user in rows["users"] if user[1] != "failed"}
