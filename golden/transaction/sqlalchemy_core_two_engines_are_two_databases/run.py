from sqlalchemy import create_engine

WORLD = "sqlalchemy"


def fill(module, world):
    module.metadata.create_all(world.engine)
    with world.engine.begin() as connection:
        connection.execute(module.orders.insert().values(status="open"))


def scenario(module, world):
    reports = create_engine(f"sqlite:///{world.path}.reports")
    module.metadata.create_all(reports)
    try:
        return module.ship(world.engine, reports, 1)
    finally:
        reports.dispose()
