from sqlalchemy import event

WORLD = "sqlalchemy"
ENGINE = "postgresql"


def fill(module, world):
    world.create(module.Base)
    module.SessionLocal.configure(bind=world.engine)
    with module.SessionLocal() as session:
        session.add_all(module.Order(customer_id=n, total=30) for n in (1, 2))
        session.commit()


def scenario(module, world):
    free = []

    def look(connection, cursor, text, *rest):
        if "!=" in text:
            with world.other() as other:
                query = "SELECT id FROM orders WHERE id = 1 FOR UPDATE SKIP LOCKED"
                free.append(other.execute(query).fetchall())

    event.listen(world.engine, "before_cursor_execute", look)
    module.ship(1)
    return free
