from decimal import Decimal

WORLD = "sqlalchemy"
ENGINE = "postgresql"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)


def scenario(module, world):
    return module.place_order(7, Decimal("10.01"), Decimal("1.19"))
