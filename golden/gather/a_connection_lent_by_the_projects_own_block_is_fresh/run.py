ROUNDS = (2, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE users (id INTEGER);
        CREATE TABLE orders (id INTEGER);
        INSERT INTO users VALUES (1), (2);
        INSERT INTO orders VALUES (7);
    """)
    return await module.figures(module.Database(pool))
