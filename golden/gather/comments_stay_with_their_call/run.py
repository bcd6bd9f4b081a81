ROUNDS = (3, 1)


async def scenario(module, world):
    pool = world.pool("""
        CREATE TABLE orders (state TEXT);
        INSERT INTO orders VALUES ('shipped'), ('late'), ('shipped');
    """)
    return await module.report(pool)
