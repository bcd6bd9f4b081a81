from types import SimpleNamespace

ROUNDS = (2, 1)


async def scenario(module, world):
    module.app.state.pool = world.pool("""
        CREATE TABLE users (id INTEGER);
        CREATE TABLE orders (id INTEGER);
        INSERT INTO users VALUES (1), (2);
        INSERT INTO orders VALUES (10), (11), (12);
    """)
    return await module.figures(SimpleNamespace(app=module.app))
