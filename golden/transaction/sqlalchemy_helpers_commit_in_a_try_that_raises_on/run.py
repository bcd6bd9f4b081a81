WORLD = "sqlalchemy"
ENGINE = "postgresql"
FAULTS = "writes"
SITUATIONS = ("ann", "bob", "tom")


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    module.add_user("bob")
    module.add_item("welcome tom", 1)


def scenario(module, world):
    module.sign_up(world.situation)


def whole(rows):
    users = {user[1] for user in rows["users"] if user[1] != "bob"}
    return users == {item[1].removeprefix("welcome ") for item in rows["items"]} - {
        "tom"
    }
